#!/bin/bash
# What stores and their machines do to a kiosk that runs: disk or stick is full or can no longer be written, a database is
# damaged, content goes under its feet, the clock is in 1970 or jumps, memory is short. Each is said, the rest goes on,
# and once it is mended nothing is left of it.
set -u
cd "$(dirname "$0")/../.." || exit 1
build=$(cd "${TUNEUP_BUILD:-build}" && pwd) scratch=${TUNEUP_TEST_DIR:-build/test/rough}

# The disks are mounts of this test's own, for which it becomes root in a namespace, where that is allowed.
if [ "${1:-}" != inside ]; then
	rm -rf "$scratch"
	mkdir -p "$scratch"
	for way in 'unshare -m' 'unshare -r -m'; do
		# shellcheck disable=SC2086 # a list of words
		$way mount -t tmpfs tmpfs "$scratch" 2>/dev/null && exec $way "$0" inside
	done
	echo "rough-test.sh: no file systems can be mounted here: full and read-only disks were not tried"
fi
mkdir -p "$scratch"
scratch=$(cd "$scratch" && pwd)
failed=0

fail() {
	echo "rough-test.sh: $*"
	failed=1
}

# play NAME STATE [OPTION]...: the script of standard input ends well. What is said is in NAME.out.
play() {
	local name=$1 state=$2
	shift 2
	cat >"$scratch/$name.txt"
	timeout -k 5 100 "$build/tuneup" --headless 800x480 --sim --assets assets --state "$state" --script "$scratch/$name.txt" "$@" \
		>"$scratch/$name.out" 2>&1 || fail "$name: exit $?: $(tail -n 3 "$scratch/$name.out")"
}
says() {
	grep -qF -- "$2" "$scratch/$1.out" || fail "$1 does not say \"$2\": $(cat "$scratch/$1.out")"
}
ctl() {
	"$build/tuneupctl" --assets assets --state "$@"
}
# A state with a PIN and the sample's therapists.
furnish() {
	mkdir -p "$1"
	echo 735190 | ctl "$1" pin set >/dev/null && ctl "$1" therapists import content/sample-therapists.csv --by MK >/dev/null ||
		fail "$1 cannot be furnished"
}
sum() {
	ctl "$1" therapists export 2>/dev/null | sha256sum
}
visit='tap #go\ntap #home.routines\ntap #safety.ok\ntap #area.quads\ntap #areas.go\nexpect video playing\nwait 2s\ntap #home\n'
visit+='tap #home.therapists\nexpect text "Juniper Sample"\ntap #home\n'
to_staff='hold #logo 3s\ntype "735190"\nexpect screen staff\n'
closes='tap #staff.settings\ntap #settings.roller\ntap #settings.closed\n'

# --- a disk that is full, then one that can only be read ---

disk=/mnt # in a namespace of its own
if [ "${1:-}" = inside ] && mount -t tmpfs -o size=3m tmpfs "$disk"; then
	furnish "$disk/state"
	before=$(sum "$disk/state")
	dd if=/dev/zero of="$disk/fill" bs=4096 2>/dev/null
	printf '%b' "$visit$to_staff${closes}expect text \"cannot be written\"\n" | play full "$disk/state"
	ctl "$disk/state" therapists retire 1 --by MK >"$scratch/full-ctl.out" 2>&1 && fail "on a full disk a change is said to be done"
	# What helps is room, and no backup.
	grep -q "Make room on the disk" "$scratch/full-ctl.out" || fail "what helps against a full disk is not said: $(cat "$scratch/full-ctl.out")"
	rm "$disk/fill"
	[ "$(sum "$disk/state")" = "$before" ] || fail "a full disk changed the directory"
	printf '%b' "$visit$to_staff${closes}expect no text \"cannot be written\"\n" | play freed "$disk/state"
	says full "Therapists can be shown, but not changed"
	grep -q 'closed: true' "$disk/state/settings.yaml" || fail "with space again a setting is not kept"

	mount -o remount,ro "$disk"
	printf '%b' "$visit$to_staff${closes}expect text \"cannot be written\"\n" | play read-only "$disk/state"
	says read-only "Therapists can be shown, but not changed"
	ctl "$disk/state" therapists retire 1 --by MK >"$scratch/ro-ctl.out" 2>&1 && fail "on a read-only disk a change is said to be done"
	mount -o remount,rw "$disk"
	[ "$(sum "$disk/state")" = "$before" ] || fail "a read-only disk changed the directory"
	ctl "$disk/state" therapists retire 1 --by MK >/dev/null 2>&1 || fail "with the disk writable again nothing can be changed"
	umount "$disk"
fi

# --- a stick that is full, then one that can only be read: the list on it is taken in, without a copy ---

# takes_in NAME LANGUAGE NUMBER WORDS: a list of one license, from the stick, and what the screen then says.
takes_in() {
	printf 'name,phone,license_state,license_number,license_expires\nAnn Sample,3035550101,CO,%s,2099-01-31\n' "$3" >"$disk/LIST.CSV"
	[ "$1" != stick-read-only ] || mount -o remount,ro "$disk"
	printf '%b' "${to_staff}usb insert \"$disk\"\ntap #staff.import\ntap \"LIST.CSV\"\ntap #import.apply\ntap #staff.signer.0\n" \
		"tap #sign.yes\nuntil item #staff.therapists 10s\nexpect text \"$4\"\n" | play "$1" "$scratch/stick" --lang "$2"
	ctl "$scratch/stick" therapists export 2>/dev/null | grep -q "^Ann Sample.*,$3," || fail "$1: the list was not taken in"
}
if [ "${1:-}" = inside ] && mount -t tmpfs -o size=24k tmpfs "$disk"; then
	furnish "$scratch/stick"
	takes_in stick-full en X1 "No copy on USB: the stick is full."
	takes_in stick-full es X2 "Sin copia en USB: la memoria está llena."
	[ -z "$(find "$disk" -name '*.db*')" ] || fail "a full stick keeps half a copy"
	takes_in stick-read-only en X3 "No copy on USB: the stick cannot be written to."
	umount "$disk"
fi

# --- a database that is damaged ---

furnish "$scratch/damaged"
for file in directory usage; do
	head -c 3000 /dev/urandom | dd of="$scratch/damaged/$file.db" conv=notrunc 2>/dev/null
	rm -f "$scratch/damaged/$file.db-wal"
done
printf '%b' "tap #go\ntap #home.routines\ntap #safety.ok\ntap #area.quads\ntap #areas.go\nexpect video playing\ntap #home\n$to_staff"'tap #staff.problems\nexpect text "was damaged"\n' |
	play damaged "$scratch/damaged"

# --- the clock ---

furnish "$scratch/clock"
printf '%b' "clock 1970-01-01T00:03\n$visit"'clock 2026-11-23T18:05\nwait 1s\ntap #home.learn\nclock 2026-11-23T17:00\nwait 30s\nexpect screen learn\nclock 2036-01-01T09:00\nwait 10s\nexpect screen learn\ntap #home\ntap #home.therapists\nexpect no text "Juniper Sample"\nclock 2026-11-23T18:05\ntap #home\ntap #home.therapists\nexpect text "Juniper Sample"\nuntil screen idle 2m\nuntil screen attract 1m\n' |
	play clock "$scratch/clock"
# --- content that goes under its feet ---

furnish "$scratch/moved"
tests/media/small-content.sh "$scratch/content"
printf '%b' 'tap #go\ntap #home.routines\ntap #safety.ok\ntap #area.quads\ntap #areas.go\nuntil video playing 30s\nshot playing\nwait 3s\ntap #home\ntap #home.routines\ntap #area.calves\ntap #areas.go\nuntil text "This video will not play" 30s\ntap #home\ntap #home.learn\nexpect screen learn\n' >"$scratch/moved.txt"
timeout -k 5 100 "$build/tuneup" --headless 800x480 --realtime --sim --assets assets --content "$scratch/content" --state "$scratch/moved" \
	--script "$scratch/moved.txt" --shots "$scratch/shots" >"$scratch/moved.out" 2>&1 &
kiosk=$!
until [ -e "$scratch/shots/playing.png" ] || ! kill -0 $kiosk 2>/dev/null; do
	sleep 0.1
done
rm -rf "$scratch/content"
wait $kiosk || fail "moved: exit $?: $(tail -n 3 "$scratch/moved.out")"
says moved "clip.mp4"

# --- memory ---

# From far too little to enough: it runs, or it ends at once, and what was kept is sound. Our own allocations end it with a
# word; libraries, and a stack that cannot grow, without one.
furnish "$scratch/memory"
before=$(sum "$scratch/memory")
printf '%b' "$visit" >"$scratch/memory.txt"
ran=0 ended=0
case $(nm -D "$build/tuneup" 2>/dev/null) in
*__asan_init* | *__tsan_init*) sizes= ;; # they take terabytes of addresses for themselves
*) sizes='60 120 180 200 220 240 260 300 340 400 500 800 2000' ;;
esac
for megabytes in $sizes; do
	(
		ulimit -v $((megabytes * 1024)) -c 0
		exec timeout -k 5 60 "$build/tuneup" --headless 800x480 --sim --assets assets --state "$scratch/memory" \
			--script "$scratch/memory.txt"
	) >"$scratch/memory.out" 2>&1
	case $? in
	0) ran=$((ran + 1)) ;;
	124 | 137) fail "with $megabytes MB it hangs" ;;
	*) ended=$((ended + 1)) ;;
	esac
done
[ -z "$sizes" ] || { [ $ran -gt 0 ] && [ $ended -gt 0 ]; } || fail "memory: $ran ran, $ended ended"
[ "$(sum "$scratch/memory")" = "$before" ] || fail "short memory changed the directory"
printf '%b' "$visit" | play enough "$scratch/memory"
exit $failed
