#!/bin/bash
# Lets the host run commands: a line in base64 comes through the virtual serial port, a line with the exit
# status and the output in base64 goes back (machine.sh).
# Not by udev's name for it: a slow boot gets to that late.
until port=$(grep -lx shell /sys/class/virtio-ports/*/name); do
	sleep 0.2
done
exec 3<>"/dev/$(basename "$(dirname "$port")")"
while :; do
	# Until the host has connected there is an end of file. Closing would throw away what it has sent.
	read -r -u 3 command || { sleep 0.2; continue; }
	output=$(timeout 300 bash -c "$(base64 -d <<<"$command")" 2>&1 </dev/null)
	echo "$? $(base64 -w 0 <<<"$output")" >&3
done
