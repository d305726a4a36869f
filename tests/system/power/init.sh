#!/bin/bash
# The first process in the virtual machine of power-test.sh. Does what staff, customers and the night do to a state
# folder on /dev/vdb, with the real programs, as many rounds as the kernel's command line says (rounds=3), and writes
# among the disk's other writes when a deed begins, when it is confirmed, and what is to be found after it (power.c:
# marks). no_sync on the command line: nothing is ever synced.
export PATH=/usr/bin:/bin HOME=/root LANG=C TUNEUPCTL='tuneupctl --assets /assets --content /content'
export SDL_VIDEODRIVER=dummy SDL_AUDIODRIVER=dummy
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t tmpfs tmp /tmp
mount -t ext4 /dev/vdb /data
state=/data/state
rounds=$(sed -n 's/.*rounds=\([0-9]*\).*/\1/p' /proc/cmdline)
# The last MiB of the disk is not the file system's.
sector=$(($(cat /sys/block/vdb/size) - 2048))
number=0
! grep -q no_sync /proc/cmdline || export LD_PRELOAD=/no_sync.so

mark() {
	printf 'mark %-506s\n' "$*" | dd of=/dev/vdb bs=512 seek=$((sector++)) oflag=direct conv=notrunc status=none
}

# deed KIND COMMAND...: what ends well is confirmed.
deed() {
	local kind=$1
	shift
	number=$((number + 1))
	mark "begin $number $kind $*"
	if "$@" >/tmp/said 2>&1; then
		mark "sure $number"
	else
		echo "FAILED $number $kind: $*"
		tail -n 5 /tmp/said
	fi
	mark "look $number $(look.sh $state)"
}

ctl() {
	$TUNEUPCTL --state $state "$@"
}

# kiosk: the script of standard input, to which a picture is added at the end. What it shows is then confirmed, and
# the kiosk has no time to end well.
kiosk() {
	local pid status=0
	rm -rf /tmp/shots
	{
		cat
		printf 'shot confirmed\nwait 60m\n'
	} >/tmp/script
	tuneup --headless 800x480 --sim --state $state --assets /assets --content /content --script /tmp/script \
		--shots /tmp/shots &
	pid=$!
	until [ -e /tmp/shots/confirmed.png ]; do
		kill -0 $pid 2>/dev/null || return 1
		sleep 0.05
	done
	kill -9 $pid
	wait $pid || status=$?
	[ $status = 137 ]
}

# list ROUND: forty therapists, of whom each round changes all and adds one.
list() {
	echo name,phone,license_state,license_number,license_expires,zip,about_en
	for ((i = 0; i < 40 + $1; i++)); do
		echo "Ann Bee,303-555-0142,CO,MT.$i,$((2090 + $1 % 9))-03-31,80302,\"Round $1: runs, and knows what row $i feels like.\""
	done
}

to_staff='hold #logo 3s\ntype "735190"\nexpect screen staff\n'
names() {
	printf '%btap #staff.settings\ntap #settings.store\ntap #settings.name\ntype "%s"\ntap #key.done\nexpect text "%s"\n' \
		"$to_staff" "Shop $1" "Shop $1" | kiosk
}
verifies() {
	printf '%btap #staff.therapists\ntap #staff.verify.%s\ntap #staff.signer.other\ntype "JA"\ntap #key.done\ntap #verify.yes\nexpect screen staff-therapists\nwait 1s\n' \
		"$to_staff" "$1" | kiosk
}
closes() {
	printf '%btap #staff.settings\ntap #settings.roller\ntap #settings.closed\nwait 1s\n' "$to_staff" | kiosk
}
visits() {
	local i
	for ((i = 0; i < 5; i++)); do
		printf 'tap #go\ntap #home.learn\nwait 2s\ntap #home\ntap #home.therapists\nwait 1s\ntap #home\ntap #lang\nwait 61s\nuntil screen attract 3m\n'
	done | kiosk
}
import() {
	ctl therapists import /tmp/list.csv --by MK
}
sets_pin() {
	echo 735190 | ctl pin set
}
migrates() {
	$TUNEUPCTL --state "$1" therapists export >/dev/null && $TUNEUPCTL --state "$1" usage report >/dev/null
}

mkdir -p $state
# A folder of each former schema and round, to be migrated later.
for ((round = 1; round <= rounds; round++)); do
	for old in /old/*.db; do
		folder=/data/old-$round-$(basename "$old" .db)
		mkdir "$folder"
		cp "$old" "$folder/$(basename "$old" | sed 's/-.*//').db"
	done
done
LD_PRELOAD='' sync
deed start sets_pin
for ((round = 1; round <= rounds; round++)); do
	echo "round $round at $(cut -d ' ' -f 1 /proc/uptime) s"
	list "$round" >/tmp/list.csv
	deed import import
	deed edit ctl therapists verify $((round * 3)) --by MK
	deed edit ctl therapists retire $((round * 3 + 1)) --by MK
	deed settings names "$round"
	deed backup ctl backup
	deed pack ctl content install /packs/$((round % 2)).pack --keys /packs
	deed usage visits
	deed edit verifies $((round * 3 + 2))
	for folder in /data/old-"$round"-*; do
		deed migration migrates "$folder"
	done
	list $((round + 20)) >/tmp/list.csv
	deed import import
	deed undo ctl therapists undo --by MK
	deed settings closes
	deed erase ctl therapists erase $((round * 3)) --by MK
	deed pack ctl content rollback
	deed pin sets_pin
	deed purge ctl usage purge --before 2199-12-31
	deed usage visits
done
mark 'end'
echo "done at $(cut -d ' ' -f 1 /proc/uptime) s"
echo o >/proc/sysrq-trigger
sleep 60
