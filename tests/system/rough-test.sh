#!/bin/bash
# What may happen to a kiosk in a store, in its virtual machine: rough-test.sh BUILD WORK [DEB]. Somebody plugs in a
# keyboard and tries every way out; the display is unplugged, replaced, or off at the start; the sound card and the touch
# panel go and come back; a thread crashes; a decoder does not come back. Leaves WORK/rough-*.png, the guest's serial line
# and its journal. Prints lines "ok ..." and "FAILED ...". As root.
set -uo pipefail
build=$1 work=$2 deb=${3:-}
here=$(realpath "$(dirname "$0")")
size=800x480
# shellcheck source=tests/system/kiosk.sh
. "$here/kiosk.sh"
kiosk_image "$deb" || exit 1

pid() {
	guest 'systemctl show -p MainPID --value tuneup'
}
restarts() {
	guest 'systemctl show -p NRestarts --value tuneup'
}
says() {
	guest "journalctl -b --no-pager --quiet -t tuneup -t systemd" | grep -F -- "$1"
}

# --- keys ---

# The console, the boot, and the kiosk's process.
is_now() {
	guest 'cat /sys/class/tty/tty0/active /proc/sys/kernel/random/boot_id; systemctl show -p MainPID --value tuneup'
}
stays() {
	local now
	now=$(is_now)
	[ "$now" = "$began" ] || { echo "was: $began, is: $now"; return 1; }
}
keyboard_is_plugged_in() {
	monitor 'device_add usb-kbd,id=keyboard' && until_guest 'grep -q "QEMU USB Keyboard" /proc/bus/input/devices' && stays
}
no_key_leads_out() {
	local keys
	for keys in ctrl-alt-delete ctrl-alt-f1 ctrl-alt-f2 ctrl-alt-f7 alt-f2 alt-f4 alt-right alt-left ctrl-alt-backspace \
		alt-sysrq-b alt-sysrq-r alt-sysrq-k alt-sysrq-e ctrl-c ctrl-z ctrl-d ctrl-backslash ctrl-q alt-tab esc f1 f11 print \
		meta_l ctrl-alt-t shift-pgup power sleep; do
		monitor "sendkey $keys"
		stays || { echo "after $keys"; return 1; }
	done
	# What is asked of systemd takes a moment.
	sleep 20
	[ "$(guest 'systemctl is-system-running; systemctl list-jobs --no-legend | wc -l' | tail -n 1)" = 0 ] && stays
}
# By the terminal in /proc/PID/stat, tty1 to tty63: the machine has no ps.
nothing_but_the_kiosk_is_on_a_console() {
	local there
	there=$(guest 'for process in /proc/[0-9]*; do
		read -r _ _ _ _ terminal _ < <(sed "s/.*) //" $process/stat 2>/dev/null) || continue
		if [ "$terminal" -gt 1024 ] && [ "$terminal" -lt 1088 ]; then cat $process/comm; fi
	done | sort -u')
	echo "$there"
	[ "$there" = tuneup ]
}
keyboard_is_pulled_out() {
	monitor 'device_del keyboard' && until_guest '! grep -q "QEMU USB Keyboard" /proc/bus/input/devices' && stays
}
# --- the display ---

# The kernel's own way to say that there is none, or to look again.
display() {
	guest "echo $1 >\$(ls -d /sys/class/drm/card*-Virtual-1 | head -n 1)/status; udevadm trigger --action=change --subsystem-match=drm"
}
goes_on_without_a_display() {
	display off && until_says 'the display was unplugged' && stays
}
until_says() {
	local start=$SECONDS
	until says "$1"; do
		[ $((SECONDS - start)) -lt $machine_patience ] || return 1
		sleep 2
	done
}
begins_anew_with_a_display() {
	local before
	before=$(pid)
	display detect && until_says 'the kiosk begins anew' &&
		until_guest "[ \$(systemctl show -p MainPID --value tuneup) != $before ] && systemctl is-active tuneup" && rests
}
comes_up_after_a_late_display() {
	guest 'systemctl stop tuneup' && display off && guest 'systemctl start --no-block tuneup' && until_says 'no display' &&
		display detect && is_up && rests
}

# --- what goes and comes back ---

sound_goes_and_comes_back() {
	began=$(is_now)
	guest 'echo snd_dummy.0 >/sys/bus/platform/drivers/snd_dummy/unbind' && sleep 5 && stays && press 17 && sleep 5 && stays &&
		guest 'echo snd_dummy.0 >/sys/bus/platform/drivers/snd_dummy/bind' && sleep 5 && stays
}
# A finger has been there before, so that it is missed.
touch_goes_and_comes_back() {
	tap 400 240 && guest 'systemctl stop touch' && until_says 'The touch panel is gone' && guest 'systemctl start touch' &&
		until_says 'The touch panel is gone: no longer' && tap 400 240 && stays
}

# --- what crashes, what hangs ---

crashes_and_starts_again() {
	local before
	before=$(restarts)
	guest 'kill -SEGV $(systemctl show -p MainPID --value tuneup)' &&
		until_guest "[ \$(systemctl show -p NRestarts --value tuneup) -gt $before ] && systemctl is-active tuneup" && rests
}
is_on_the_staffs_list() {
	guest 'tuneupctl check; true' | grep -i 'started again\|restart\|crash'
}
# What came before has used up the starts that the unit allows in five minutes, where the machine is quick.
hung_decoder_is_bitten() {
	local before
	gcc -shared -fPIC -O2 -o "$work/no_decoder.so" "$here/rough/no_decoder.c" || return 1
	guest "echo $(base64 -w 0 "$work/no_decoder.so") | base64 -d >/usr/local/lib/no_decoder.so
		mkdir -p /run/systemd/system/tuneup.service.d
		printf '[Service]\nEnvironment=LD_PRELOAD=/usr/local/lib/no_decoder.so\n' >/run/systemd/system/tuneup.service.d/preload.conf
		systemctl daemon-reload; systemctl reset-failed tuneup; systemctl restart tuneup" && is_up && rests || return 1
	before=$(restarts)
	guest 'touch /run/no-decoder' && until_says 'the decoder has not come back' && until_says 'Watchdog timeout' &&
		guest 'rm /run/no-decoder' &&
		until_guest "[ \$(systemctl show -p NRestarts --value tuneup) -gt $before ] && systemctl is-active tuneup" && rests
}
# Nothing is left that could start anything anew but the chip, which QEMU lets stop the machine.
hung_machine_is_bitten() {
	guest 'modprobe i6300esb' && until_guest 'grep -qx active /sys/class/watchdog/watchdog0/state' &&
		guest '(sleep 2; echo 1 >/sys/fs/cgroup/init.scope/cgroup.freeze) >/dev/null 2>&1 &' || return 1
	local start=$SECONDS
	until echo 'info status' | socat -t 1 - "unix-connect:$machine.monitor" | grep 'paused (watchdog)'; do
		[ $((SECONDS - start)) -lt $machine_patience ] || return 1
		sleep 1
	done
}

begin_machine rough -device qemu-xhci -device i6300esb -action watchdog=pause
check 'the kiosk is up, and rests' eval 'is_up && rests'
began=$(is_now)
check 'a keyboard is plugged in, and nothing happens' keyboard_is_plugged_in
check 'no key leads out: consoles, SysRq, Ctrl-Alt-Del, Alt-F4, power, and others' no_key_leads_out
check 'nothing but the kiosk is on a console' nothing_but_the_kiosk_is_on_a_console
check 'the keyboard is pulled out, and nothing happens' keyboard_is_pulled_out
check 'the touch panel goes and comes back' touch_goes_and_comes_back
check 'the display is unplugged: the kiosk goes on' goes_on_without_a_display
check 'the display is back: the kiosk begins anew and is seen' begins_anew_with_a_display
check 'without a display at the start it comes up when there is one' comes_up_after_a_late_display
check 'the sound card goes and comes back: the kiosk goes on' sound_goes_and_comes_back
check 'a crash: it starts again' crashes_and_starts_again
check 'the crash is on the list of what is wrong' is_on_the_staffs_list
check 'a decoder that does not come back: the watchdog bites, and it starts again' hung_decoder_is_bitten
guest 'journalctl -b --no-pager' >"$work/rough-journal.txt"
check 'a machine whose systemd hangs: the hardware watchdog bites' hung_machine_is_bitten
machine_end
