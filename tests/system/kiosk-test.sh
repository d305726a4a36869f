#!/bin/bash
# The kiosk in its real place: kiosk-test.sh BUILD WORK [DEB] installs the package (built when none is named)
# into the disk of a virtual machine (image.sh) and boots that under systemd. The kiosk draws on KMSDRM inside its
# sandbox; a finger (uinput), buttons (gpio-sim) and a mat (i2c-stub) work it; the screen is compared with the
# pictures that the same program draws headless. Leaves WORK/kiosk-*.png, what they should be in WORK/expected, the
# guest's serial line and its journal. Prints lines "ok ..." and "FAILED ...". As root.
set -uo pipefail
build=$1 work=$2 deb=${3:-}
here=$(realpath "$(dirname "$0")")
size=800x480
# shellcheck source=tests/system/kiosk.sh
. "$here/kiosk.sh"
kiosk_image "$deb" || exit 1

# --- what is tested ---

draws_what_should_be_seen() {
	rm -rf "$work/expected"
	sed "$motionless" "$here/kiosk/tuneup.yaml" >"$work/kiosk-root/root/motionless.yaml"
	expect_pictures /etc/tuneup/tuneup.yaml pictures.txt && expect_pictures motionless.yaml still.txt
}
is_sandboxed() {
	local about
	about=$(guest 'cd /proc/$(systemctl show -p MainPID --value tuneup) && grep " rwx" maps; cat status; id -u tuneup')
	echo "$about"
	grep -Eq "^Uid:\s+$(tail -n 1 <<<"$about")\s" <<<"$about" && grep -Eq '^NoNewPrivs:\s+1' <<<"$about" &&
		grep -Eq '^Seccomp:\s+2' <<<"$about" && grep -Eq '^CapBnd:\s+0+$' <<<"$about" &&
		! grep -q ' rwx' <<<"$about"
}
nothing_failed() {
	guest 'systemctl --failed --no-legend' && [ -z "$(guest 'systemctl --failed --no-legend')" ]
}
no_complaint() {
	guest '! journalctl -b -t tuneup -p warning --no-pager --quiet | grep .'
}
wakes() {
	tap 400 240 && shows home
}
leads_to() {
	press 17 && shows "$1"
}
# The bar with its buttons is as it should be, and above it something moves.
plays() {
	press 17 && shows playing 450 375 130 90 || return 1
	local start=$SECONDS
	shot playing
	while [ $((SECONDS - start)) -lt 300 ]; do
		shot playing-on
		less 0.5 "$(differs "$machine-playing.png" "$machine-playing-on.png" 160 40 640 300)" && return 0
		sleep 1
	done
	return 1
}
# A pause that comes with a new step shows that step's picture, which is still to be decoded: the emulated machine takes its time.
pauses() {
	press 17 && shows paused 450 375 130 90 || return 1
	for round in 1 2 3 4 5 6; do
		sleep 5
		shot paused && sleep 5 && shot paused-on
		[ "$(differs "$machine-paused.png" "$machine-paused-on.png")" != 0.0 ] || return 0
		echo "round $round: it moves"
	done
	return 1
}
goes_home() {
	press 23 && shows home
}
# An emulated kiosk takes its time to find it; once it is heard the same place leads nowhere.
plugged_in_later() {
	guest 'systemctl restart touch' || return 1
	for round in 1 2 3 4 5 6; do
		sleep 10
		tap 450 170 && shot roller-safety
		less "$(differs "$machine-roller-safety.png" "$machine-home.png")" 3 || break
		echo "tap $round changed nothing"
	done
	shows roller-safety && tap 560 455 && shows roller
}
# Zone 1 is the right one of the row nearest the screen.
tells_the_load() {
	load 0x49 1658 && shows on-the-mat 30 250 220 30
}
lights_the_cell() {
	press 17 && shows loaded 0 0 220 330
}
darkens_the_cell() {
	load 0x49 100 && shows unloaded 0 0 220 330
}
# Six buttons, six lights, and the mat, whose converters may be read by several.
is_listed() {
	guest 'tuneupctl hw list --json >/tmp/list; cat /tmp/list' && guest \
		'[ $(grep -o "\"state\":\"kiosk\"" /tmp/list | wc -l) = 12 ] && grep -Eq "\"values\":\[[0-9]+,[0-9]+,[0-9]+,[0-9]+\]" /tmp/list'
}
is_bitten() {
	guest 'kill -STOP $(systemctl show -p MainPID --value tuneup)' && until_guest \
		'[ $(systemctl show -p NRestarts --value tuneup) = 1 ] && systemctl is-active tuneup'
}
is_in_journal() {
	guest 'journalctl -b -u tuneup --no-pager' | grep 'Watchdog timeout'
}
# One end is no reason to look for what keeps it down: customers see their screen again, not a report.
is_not_looked_into() {
	guest '[ "$(systemctl show -p ExecMainStartTimestampMonotonic --value tuneup-recover)" = 0 ] && ! ls /var/lib/tuneup/recovered'
}
comes_back() {
	rests && wakes
}
stops() {
	guest 'systemctl stop tuneup; systemctl show -p Result --value tuneup' | grep -qx success && lights 0 0 0 0 0 0
}

# --- the keyboard that somebody plugs in ---

same_kiosk() {
	guest 'cat /proc/sys/kernel/random/boot_id; systemctl show -p MainPID --value tuneup; cat /sys/class/tty/tty0/active'
}
plugs_in_a_keyboard() {
	monitor 'device_add usb-kbd,id=keyboard' && until_guest 'grep -q "QEMU USB Keyboard" /proc/bus/input/devices' && sleep 5
}
stays_through_keys() {
	local before
	before=$(same_kiosk)
	echo "$before"
	for keys in alt-f2 ctrl-alt-f2 ctrl-alt-f7 alt-f4 ctrl-c ctrl-alt-backspace meta_l alt-sysrq-b alt-sysrq-e alt-sysrq-o esc \
		power sleep ctrl-alt-delete ctrl-alt-delete ctrl-alt-delete ctrl-alt-delete ctrl-alt-delete ctrl-alt-delete \
		ctrl-alt-delete ctrl-alt-delete; do
		monitor "sendkey $keys 100"
		sleep 0.3
	done
	sleep 10
	[ "$(same_kiosk)" = "$before" ] && [ "$(tail -n 1 <<<"$before")" = tty1 ]
}
# Also while there is no kiosk that takes the keys.
stays_without_kiosk() {
	guest 'systemctl stop tuneup' && monitor 'sendkey alt-f2 100' && monitor 'sendkey ctrl-alt-delete 100' && sleep 10 &&
		[ "$(guest 'cat /sys/class/tty/tty0/active; systemctl is-system-running')" = "tty1
running" ]
}

# --- ended again and again ---

# The settings that staff have made are put aside, and a screen is on the glass. Emulated starts take longer than five
# minutes.
is_looked_into() {
	guest 'mkdir -p /run/systemd/system/tuneup.service.d
		printf "[Unit]\nStartLimitIntervalSec=2h\n" >/run/systemd/system/tuneup.service.d/limit.conf
		systemctl daemon-reload; systemctl reset-failed tuneup; systemctl start tuneup
		printf "sound:\n  start: 3\n" >/var/lib/tuneup/settings.yaml; chown tuneup: /var/lib/tuneup/settings.yaml' || return 1
	for round in 1 2 3 4 5; do
		until_guest 'systemctl is-active tuneup' && guest 'systemctl kill --signal=SEGV --kill-whom=main tuneup; sleep 3' || return 1
		echo "round $round"
	done
	until_guest 'grep "crashed, signal SEGV.*set-aside" /var/lib/tuneup/recovered' && until_guest 'systemctl is-active tuneup' &&
		guest 'ls /var/lib/tuneup/set-aside/*/settings.yaml; ! ls /var/lib/tuneup/settings.yaml' && rests
}

# At least ten scans of four zones, of which nobody presses any.
is_recorded() {
	guest 'tuneupctl hw trace /tmp/mat.csv --seconds 5 && cat /tmp/mat.csv' &&
		guest '[ $(grep -Ec "^[0-9]+(,(9[89]|10[012])){4}$" /tmp/mat.csv) -ge 10 ]'
}

# --- the stick ---

make_stick() {
	rm -f "$work/stick.img"
	truncate -s 8M "$work/stick.img"
	mkfs.vfat -n TUNEUP "$work/stick.img" >/dev/null
	echo 'name' | mcopy -i "$work/stick.img" - ::therapists.csv
}
pull_stick() {
	monitor 'device_del stick'
	until_guest '! grep -q sda /proc/partitions'
}
# asks REQUEST...: of tuneup-admin, as the kiosk's user
asks() {
	guest "runuser -u tuneup -- admin_client $*"
}
# --- what happens at night ---

# starts NAME: its unit now, once, to its end. One whose condition does not hold ends well, too.
starts() {
	guest "systemctl start tuneup-$1.service; systemctl show -p Result -p ConditionResult tuneup-$1.service | sort | xargs" |
		grep -x 'ConditionResult=yes Result=success'
}
said_by() {
	guest "journalctl -b -u tuneup-$1.service -o cat --no-pager --quiet"
}
waits_for_the_night() {
	local timers
	timers=$(guest 'systemctl list-timers --all --no-legend --no-pager "tuneup-*"')
	echo "$timers"
	[ "$(grep -o 'tuneup-[a-z]*\.timer' <<<"$timers" | sort | xargs)" = 'tuneup-backup.timer tuneup-health.timer tuneup-purge.timer' ] &&
		[ "$(guest 'systemctl is-active tuneup-backup.timer tuneup-health.timer tuneup-purge.timer' | sort -u)" = active ]
}
# In the state folder and on the stick that is called TUNEUP, which nobody sees mounted.
makes_a_backup() {
	local made
	guest 'rm -rf /var/lib/tuneup/backups' && starts backup || return 1
	made=$(said_by backup)
	echo "$made"
	grep -Eq '^/var/lib/tuneup/backups/directory-[0-9-]+\.db$' <<<"$made" &&
		grep -Eq '^/run/tuneup-backup/stick/tuneup/backups/directory-[0-9-]+\.db$' <<<"$made" &&
		guest 'cd /var/lib/tuneup/backups && ls -l && [ "$(stat -c %U directory-*.db)" = tuneup ] && ! grep tuneup-backup /proc/mounts' &&
		asks mount-read && kiosk_does 'test -s /run/tuneup-usb/tuneup/backups/directory-*.db' && asks eject
}
deletes_old_visits() {
	starts purge && said_by purge | grep -E '^[0-9]+ visits? before 20[0-9]{2}-[0-9]{2}-[0-9]{2} deleted\.$'
}
# The unit ends well when no finding is an error; the command says so in full.
looks_for_faults() {
	local found
	starts health || { said_by health; return 1; }
	found=$(guest 'runuser -u tuneup -- tuneupctl check --json')
	echo "$found"
	grep -Eq '^\{"ok":true,"findings":\[.*\]\}$' <<<"$found" && ! grep -q '"level":"error"' <<<"$found"
}

# Inside the kiosk's own view of the file system.
kiosk_does() {
	guest "nsenter -t \$(systemctl show -p MainPID --value tuneup) -m runuser -u tuneup -- sh -c '$1'"
}
mounts_nothing() {
	[ "$(asks look)" = 'done TUNEUP:' ] && guest '! grep tuneup-usb /proc/mounts'
}
mounts_to_read() {
	asks mount-read && kiosk_does 'cat /run/tuneup-usb/therapists.csv && ! touch /run/tuneup-usb/new' &&
		guest 'grep "tuneup-usb.*nosuid,nodev,noexec" /proc/mounts'
}
mounts_to_write() {
	asks mount-write && kiosk_does 'echo ours >/run/tuneup-usb/new' && asks eject &&
		guest '! grep tuneup-usb /proc/mounts' && asks mount-read && kiosk_does 'grep ours /run/tuneup-usb/new'
}
keeps_what_is_open() {
	asks mount-read && guest '(sleep 100 <&3) 3</run/tuneup-usb/new >/dev/null 2>&1 & echo $! >/run/holder'
	[[ $(asks eject) == busy* ]] && guest 'kill $(cat /run/holder); sleep 1' && asks eject
}
serves_nobody_else() {
	[[ $(guest 'runuser -u nobody -- admin_client look') == away*'Permission denied' ]]
}
sets_the_clock() {
	asks set-date 1900000000 && [[ $(guest 'date +%s') == 19000000?? ]] && [[ $(asks set-date 12 2>&1) == *'no such request'* ]]
}
misses_the_stick() {
	asks mount-read && pull_stick && [ "$(asks look)" = 'no-stick :' ] && [ "$(asks mount-read)" = 'no-stick :' ] &&
		guest '! grep tuneup-usb /proc/mounts'
}

# Ready means that it can be seen, though nothing moves that would draw again.
is_ready_when_seen() {
	guest "sed '$motionless' /etc/tuneup/tuneup.yaml >/run/motionless.yaml; mkdir -p /run/systemd/system/tuneup.service.d" && guest '
		printf "[Service]\nExecStart=\nExecStart=/usr/bin/tuneup --state /var/lib/tuneup --config /run/motionless.yaml\n" \
			>/run/systemd/system/tuneup.service.d/still.conf
		rm -f /var/lib/tuneup/recovered; systemctl daemon-reload && systemctl restart tuneup' && shot still &&
		less "$(differs "$machine-still.png" "$work/expected/still.png")" 3
}

# --- README's own words ---

# Each line of README's section about installing, but what fetches from a network, restarts the machine, or is for a card
# that was divided before. Installed it was by image.sh, and by package-test.sh in these words. There are a Pi's files of the
# boot loader, which are as they were in the end.
readme_lines() {
	sed -n '/^## Install it on a Pi/,/^## Staff guide/s/^    //p' "$here/../../README.md" |
		sed 's/ *#.*//; s/sudo //g; s/ && reboot//' | grep -vE '^(apt install|reboot|systemctl enable|systemd-sysusers)|--overlay'
}
follows_readme() {
	local line lines=0
	monitor 'device_add usb-audio,id=sound,audiodev=quiet' && until_guest 'ls /proc/asound/card*/usbid' && guest 'mkdir -p /boot/firmware /run/before
		cd /boot/firmware && echo dtparam=i2c_arm=on >config.txt && echo console=tty1 rootwait >cmdline.txt && cp ./* /run/before/' || return 1
	while read -r line; do
		lines=$((lines + 1))
		echo "\$ $line"
		guest "export DEBIAN_FRONTEND=noninteractive; apt() { apt-get -y \"\$@\"; }; $line" || return 1
	done < <(readme_lines)
	[ $lines -ge 6 ] && guest 'diff -r /run/before /boot/firmware && [ -e /var/lib/tuneup/directory.db ] && ! command -v tuneup'
}

make_stick
check 'the pictures that should be seen are drawn headless' draws_what_should_be_seen
begin_machine kiosk -device qemu-xhci -drive "if=none,id=files,format=raw,file=$work/stick.img" \
	-device usb-storage,id=stick,drive=files -audiodev none,id=quiet
check 'the kiosk is up: its first picture is drawn' is_up
check 'it runs as its own user, in its sandbox, and no memory is both written and executed' is_sandboxed
check 'the resting screen is on the glass' rests
check 'nothing on the machine has failed' nothing_failed
check 'the kiosk has no complaint' no_complaint
check 'a touch wakes it' wakes
check 'at home, Start and Next do something, and are lit' lights 1 1 0 0 0 0
check 'the button Start leads to the safety gate' leads_to safety
check 'the button Start leads to the muscles' leads_to areas
check 'the button Start plays a routine' plays
check 'while it plays, all buttons are lit' lights 1 1 1 1 1 1
check 'the button Start pauses it: nothing moves' pauses
check 'the button Home leads home' goes_home
check 'a touch screen that is plugged in later works' plugged_in_later
check 'a converter that measures a load tells of somebody on the mat' tells_the_load
check 'the load lights its cell' lights_the_cell
check 'without the load the cell is dark' darkens_the_cell
check 'tuneupctl hw list sees buttons and lights in use by the kiosk, and reads the mat' is_listed
check 'a stick is seen, and mounted only when the kiosk asks' mounts_nothing
check 'mounted to be read, the kiosk reads it and cannot write' mounts_to_read
check 'mounted to be written, what was written is there after it was ejected' mounts_to_write
check 'a stick with an open file is not ejected' keeps_what_is_open
check 'nobody but the kiosk is served' serves_nobody_else
check 'backup, purge and a look for faults wait for the night' waits_for_the_night
check 'the backup is made, on a stick called TUNEUP too' makes_a_backup
check 'old visits are deleted, and the journal says so' deletes_old_visits
check 'the look for faults finds no error' looks_for_faults
check 'a stick that was pulled is gone, and nothing is left mounted' misses_the_stick
check 'a main loop that has stopped is bitten by the watchdog, and the kiosk starts again' is_bitten
check 'the journal says so' is_in_journal
check 'after one end nothing is looked into' is_not_looked_into
check 'it is back on the glass, and wakes' comes_back
check 'a keyboard is plugged in' plugs_in_a_keyboard
check 'none of its keys leaves the kiosk, restarts it or the machine' stays_through_keys
check 'told to stop it stops, with its lights off' stops
check 'then its keys lead nowhere either' stays_without_kiosk
check 'tuneupctl hw trace records the mat' is_recorded
check 'a kiosk that crashes five times is looked into, starts with defaults, and says so' is_looked_into
check 'the clock can be set, within reason' sets_the_clock
check 'the first picture is on the glass when the kiosk is ready' is_ready_when_seen
check 'every line of README about installing does what it says, to the removal that keeps the directory' follows_readme
guest 'journalctl -b --no-pager' >"$work/kiosk-journal.txt"
machine_end
