#!/bin/bash
# The roller station in its real place: station-test.sh BUILD WORK [DEB], as kiosk-test.sh, in a virtual machine of
# its own. From outside, somebody goes through the demonstration from the invitation to the result, by touch and
# again by the buttons alone, and rolls all the while (i2c-stub's converters); then a box of buttons on USB, a button
# that is stuck, a mat with a microcontroller on USB (a simulated Pico), and the lights of a kiosk that was killed.
# Prints lines "ok ..." and "FAILED ...". As root.
set -uo pipefail
build=$1 work=$2 deb=${3:-}
here=$(realpath "$(dirname "$0")")
size=800x480
# shellcheck source=tests/system/kiosk.sh
. "$here/kiosk.sh"
kiosk_image "$deb" || exit 1

# --- what should be seen ---

serial_settings() {
	sed '/^mat:/,$d' "$here/kiosk/tuneup.yaml"
	printf 'mat:\n  kind: serial\n  rows: 4\n  columns: 2\n'
}
draws_what_should_be_seen() {
	serial_settings >"$work/kiosk-root/root/serial-settings.yaml"
	expect_pictures tuneup.yaml station.txt && expect_pictures serial-settings.yaml serial.txt
}

# --- what is done ---

# Of the four converters: 100 is nothing, at the screen's side somebody stands.
step_on() {
	guest 'printf "0x48 1300\n0x49 1300\n" >/run/converters'
}
step_off() {
	guest 'printf "stop\n0x48 100\n0x49 100\n" >/run/converters'
}
# A pass in 3.5 s, as the coach wants it.
roll() {
	guest 'printf "0x48 100\n0x49 100\nroll 3500 1200\n" >/run/converters'
}
starts_anew() {
	step_off && guest 'systemctl restart tuneup' && is_up && rests
}

# --- the demonstration ---

invites() {
	step_on && shows invited 300 60 490 345
}
# Nothing but what both ways look at: the focus ring of the buttons is drawn around the loud button.
asks_for_safety() {
	"$@" && shows roller-safety 0 80 800 290
}
begins_a_set() {
	"$@" && shows live 315 18 145 20 && roll
}
rests_between() {
	shows rest 295 130 480 150
}
# The digit of "set 2 of 2".
goes_on() {
	"$@" && shows live-2 400 18 30 20
}
tells_the_result() {
	shows result 20 195 760 185
}
takes_the_comfort() {
	tap 400 276 && shows felt 20 195 760 185
}
leads_home() {
	"$@" && step_off && shows home 0 80 800 400
}
# Both times it was begun and gone to its end, two sets each.
is_counted() {
	until_guest 'tuneupctl usage report --json >/tmp/usage; grep "\"roller\":{\"started\":2,\"sets\":4,\"finished\":2," /tmp/usage' ||
		{ guest 'cat /tmp/usage'; return 1; }
}

# --- buttons ---

box_is_plugged_in() {
	guest 'mkfifo /run/box; systemd-run --quiet --unit=box sh -c "exec button_box <>/run/box"
		sleep 5; systemctl is-active box'
}
box() {
	guest "echo press $1 >/run/box"
}
box_works() {
	box F1 && shows areas 0 80 800 290 && box F4 && shows home 0 80 800 400
}
hold_down() {
	guest "echo pull-down >/run/header/sim_gpio$1/pull"
}
let_go() {
	guest "echo pull-up >/run/header/sim_gpio$1/pull"
}
stuck_is_told() {
	hold_down 24 && until_guest 'journalctl -b -t tuneup --no-pager | grep -F "A button is stuck: buttons.vol+ (24)"'
}
others_work_meanwhile() {
	press 17 && shows areas 0 80 800 290 && press 23 && shows home 0 80 800 400
}
is_heard_again() {
	let_go 24 && sleep 2 && hold_down 24 && sleep 1 && let_go 24 &&
		[ "$(guest 'journalctl -b -t tuneup --no-pager | grep -c "A button is stuck"')" = 1 ]
}

# --- a mat with a microcontroller ---

# A Pico on a simulated USB controller: one end is the port that the kiosk reads.
pico_is_plugged_in() {
	guest 'modprobe -a dummy_hcd cdc-acm && modprobe g_serial idVendor=0x2e8a idProduct=0x000a
		until [ -e /dev/ttyGS0 ] && [ -e /dev/tuneup-mat ]; do sleep 0.5; done
		[ -p /run/pico ] || mkfifo /run/pico
		systemd-run --quiet --collect --unit=pico sh -c "exec serial_mat /dev/ttyGS0 4 2 <>/run/pico"
		ls -l /dev/tuneup-mat /dev/ttyACM0; sleep 2; systemctl is-active pico'
}
pico_is_pulled() {
	guest 'systemctl stop pico; modprobe -r g_serial; ! [ -e /dev/tuneup-mat ]'
}
pico() {
	guest "echo $* >/run/pico"
}
kiosk_takes_the_serial_mat() {
	guest "echo $(serial_settings | base64 -w 0) | base64 -d >/etc/tuneup/tuneup.yaml; systemctl restart tuneup" &&
		is_up && rests
}
serial_step_wakes() {
	pico 4 650 && shows invited 300 60 490 345
}
serial_load_is_lit() {
	asks_for_safety press 17 && press 17 && shows serial-live 0 0 220 330
}
serial_mat_is_missed() {
	pico_is_pulled && shows serial-gone 0 80 800 400
}
serial_mat_comes_back() {
	pico_is_plugged_in && shows serial-back 300 60 490 345
}

# --- the lights of a kiosk that was killed ---

# A simulated line forgets its level with whoever had it, so the kernel's own record is read: who set which line
# to what. It counts lines over all chips.
light_lines() {
	local base
	base=$(guest 'awk "/pinctrl-bcm2711/ {split(\$3, of, /[-,]/); print of[1]}" /sys/kernel/debug/gpio')
	for line in 5 6 12 13 16 26; do
		echo $((base + line))
	done
}
turns_the_lights_off() {
	local line
	guest 'mkdir -p /run/systemd/system/tuneup.service.d
		printf "[Unit]\nOnFailure=\n[Service]\nRestart=no\n" >/run/systemd/system/tuneup.service.d/once.conf
		systemctl daemon-reload
		mount -t tracefs tracefs /sys/kernel/tracing 2>/dev/null
		echo 1 >/sys/kernel/tracing/events/gpio/gpio_value/enable
		kill -KILL $(systemctl show -p MainPID --value tuneup)' &&
		until_guest '[ "$(systemctl show -p ActiveState --value tuneup)" = failed ]' || return 1
	guest 'systemctl show -p Result -p ExecStopPost tuneup; cat /sys/kernel/tracing/trace' >"$work/lights.txt"
	grep -q '^Result=signal' "$work/lights.txt" || { head -n 2 "$work/lights.txt"; return 1; }
	for line in $(light_lines); do
		grep -Eq "tuneupctl.* gpio_value: $line set 0" "$work/lights.txt" ||
			{ echo "line $line was not turned off"; grep gpio_value "$work/lights.txt"; return 1; }
	done
}
were_lit_before() {
	[ "$(lights 0)" != '0 0 0 0 0 0' ]
}
starts_again() {
	guest 'rm /run/systemd/system/tuneup.service.d/once.conf; systemctl daemon-reload; systemctl reset-failed tuneup
		systemctl start tuneup' && is_up
}

check 'the pictures that should be seen are drawn headless' draws_what_should_be_seen
begin_machine station
check 'the kiosk is up, and rests' eval 'is_up && rests'
check 'by touch: a step on the mat invites' invites
check 'by touch: safety first' asks_for_safety tap 679 440
check 'by touch: the set begins' begins_a_set tap 560 455
check 'by touch: after half a minute of rolling it is time to rest' rests_between
check 'by touch: the other side' goes_on tap 679 440
check 'by touch: the result' tells_the_result
check 'by touch: how it felt' takes_the_comfort
check 'by touch: home' leads_home tap 750 39
check 'it starts anew, and rests' starts_anew
check 'by buttons: a step on the mat invites' invites
check 'by buttons: safety first' asks_for_safety press 17
check 'by buttons: the set begins' begins_a_set press 17
check 'by buttons: after half a minute of rolling it is time to rest' rests_between
check 'by buttons: the other side' goes_on press 17
check 'by buttons: the result' tells_the_result
check 'by buttons: home' leads_home press 23
check 'both are counted, begun and finished' is_counted
check 'a box of buttons is plugged in' box_is_plugged_in
check 'its keys are buttons' box_works
check 'a button that is held for half a minute is stuck, and that is told' stuck_is_told
check 'the others work meanwhile' others_work_meanwhile
check 'once it has come up it is a button again' is_heard_again
check 'a mat with a microcontroller is plugged in, and has its name' pico_is_plugged_in
check 'the kiosk takes it' kiosk_takes_the_serial_mat
check 'a step on it wakes and invites' serial_step_wakes
check 'its load lights the cell' serial_load_is_lit
check 'pulled out, it is missed' serial_mat_is_missed
check 'plugged in again, it is there' serial_mat_comes_back
check 'lights are lit' were_lit_before
check 'a kiosk that was killed has its lights turned off' turns_the_lights_off
check 'it starts again' starts_again
guest 'journalctl -b --no-pager' >"$work/station-journal.txt"
machine_end
