# To be sourced by tests: a virtual machine of image.sh, its shell and its screen.
# shellcheck shell=bash
# Names that the callers set: work (a folder), kernel (what kernel.sh printed), pixels (that program).
# shellcheck disable=SC2154

# The emulated machine does in a minute what a Pi does in seconds, and this one may be busy: waiting is for
# finding out what never comes, not how long it takes.
machine_patience=600

# machine_boot NAME WIDTHxHEIGHT [QEMU OPTION...]: starts it; disk changes are forgotten.
machine_boot() {
	machine=$work/$1
	local size=$2
	shift 2
	rm -f "$machine".{log,shell,monitor}
	timeout -k 5 3000 qemu-system-x86_64 -accel tcg,thread=single,tb-size=512 -cpu max -smp 1 -m 1024 -nodefaults \
		-display none -no-reboot -kernel "$kernel/boot/vmlinuz-$(cat "$kernel/kernel")" \
		-initrd "$work/kiosk.cpio.gz" -append "console=ttyS0 quiet panic=-1 no_timer_check systemd.show_status=false \
			systemd.journald.forward_to_console=1 systemd.journald.max_level_console=info" \
		-drive "file=$work/kiosk.ext4,if=virtio,format=raw,cache=unsafe,snapshot=on" \
		-device "virtio-gpu-pci,xres=${size%x*},yres=${size#*x}" -device virtio-serial \
		-chardev "socket,id=shell,path=$machine.shell,server=on,wait=off" -device virtserialport,chardev=shell,name=shell \
		-serial "file:$machine.log" -monitor "unix:$machine.monitor,server=on,wait=off" "$@" 2>"$machine.qemu" &
	machine_process=$!
	trap machine_end EXIT
	until [ -S "$machine.shell" ] && [ -S "$machine.monitor" ]; do
		kill -0 $machine_process || return 1
		sleep 0.1
	done
	# A socket is there a moment before it is listened at.
	coproc machine_shell { exec socat - "unix-connect:$machine.shell,retry=100,interval=0.1"; }
	# A coprocess's own are closed in pipelines.
	exec {machine_in}>&"${machine_shell[1]}" {machine_out}<&"${machine_shell[0]}"
	guest true
}

# Pulls the plug.
machine_end() {
	trap - EXIT
	kill $machine_process 2>/dev/null
	wait $machine_process 2>/dev/null
}

# guest COMMAND: runs it as root in the machine; its output and its exit status are this one's.
guest() {
	local status output
	echo "$(base64 -w 0 <<<"$1")" >&"$machine_in"
	if ! read -r -t $machine_patience -u "$machine_out" status output; then
		echo "machine.sh: the guest does not answer" >&2
		return 124
	fi
	base64 -d <<<"$output"
	return "$status"
}

# until_guest COMMAND: runs it until it succeeds.
until_guest() {
	local start=$SECONDS
	until guest "$1" >/dev/null; do
		[ $((SECONDS - start)) -lt $machine_patience ] || return 1
		sleep 1
	done
}

# shot NAME: what the screen shows, as $machine-NAME.png.
shot() {
	rm -f "$machine-$1.png"
	echo "screendump $machine-$1.png -f png" | socat - "unix-connect:$machine.monitor" >/dev/null
	local tries=100
	# The monitor answers before the file is complete; an unfinished one cannot be read.
	until [ -s "$machine-$1.png" ] && "$pixels" at "$machine-$1.png" 0 0 >/dev/null 2>&1; do
		[ $((tries--)) -gt 0 ] || return 1
		sleep 0.1
	done
}
