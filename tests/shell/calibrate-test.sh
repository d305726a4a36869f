#!/bin/bash
# Staff calibrate the mat on the screen, guided zone by zone, in both languages: it is kept only when they say so,
# counts after a restart, and is taken back; a folder that cannot be written is said, and nothing changes.
set -u
cd "$(dirname "$0")/../.." || exit 1
build=${TUNEUP_BUILD:-$PWD/build}
scratch=${TUNEUP_TEST_DIR:-build/test/calibrate}
failed=0

fail() {
	echo "calibrate-test: $*"
	failed=1
}

play() { # NAME LANGUAGE: what is done in the hardware test stands on standard input
	{
		printf 'clock 2026-11-23T18:05\nhold #logo 3s\ntype "735190"\ntap #staff.hardware\nwait 2s\n'
		cat
	} >"$scratch/$1.txt"
	"$build/tuneup" --headless 1920x1080 --sim --lang "$2" --state "$scratch/state-$2" --script "$scratch/$1.txt" \
		>"$scratch/$1.out" 2>&1 || { fail "$1 in $2:"; tail -n 3 "$scratch/$1.out"; }
}

# Stands on each zone in turn; the right half feels half of it.
stands() {
	local row
	for row in 0 1 2 3; do
		printf 'mat %d,0=0.6\nwait 4s\nmat clear\nwait 500ms\n' "$row"
		printf 'mat %d,1=0.3\nwait 4s\nmat clear\nwait 500ms\n' "$row"
	done
}

rolls() {
	local row
	for row in 0 1 2 3; do
		printf 'mat %d,0=0.6 %d,1=0.3\nwait 800ms\nmat clear\n' "$row" "$row"
	done
}

spans() { # LANGUAGE: of the zones of the first row
	sed -n '4,5s/.*,//p' "$scratch/state-$1/mat-calibration.csv" | xargs
}

for lang in en es; do
	rm -rf "$scratch/state-$lang"
	mkdir -p "$scratch/state-$lang"
	echo 735190 | "$build/tuneupctl" --state "$scratch/state-$lang" pin set >/dev/null || fail "no PIN"
	file=$scratch/state-$lang/mat-calibration.csv

	{
		printf 'tap #hardware.calibrate\nwait 4s\n'
		stands
		printf 'expect item #calibrate.skip\nexpect no item #calibrate.keep\n'
		rolls
		printf 'expect item #calibrate.keep\ntap #calibrate.stop\nexpect screen staff-hardware\n'
	} | play "stopped-$lang" "$lang"
	[ -e "$file" ] && fail "$lang: a calibration was kept that nobody wanted"

	{
		printf 'tap #hardware.calibrate\nwait 4s\n'
		stands
		rolls
		printf 'tap #calibrate.keep\nexpect item #calibrate.undo\ntap #calibrate.stop\n'
		printf 'expect item #hardware.undo\nmat 1,0=0.6 1,1=0.3\nwait 2s\n'
	} | play "kept-$lang" "$lang"
	read -r left right <<<"$(spans "$lang")"
	[ $((left * 10)) -gt $((right * 19)) ] && [ $((left * 10)) -lt $((right * 21)) ] ||
		fail "$lang: spans of $left and $right, though one side feels twice the other"

	# After a restart it counts, and undo takes it back.
	printf 'expect text "%s"\ntap #hardware.undo\nwait 500ms\nexpect no text "%s"\n' \
		"$([ $lang = en ] && echo Good || echo Bien,)" "$([ $lang = en ] && echo 'Good,' || echo Bien,)" |
		play "undone-$lang" "$lang"
	[ -e "$file" ] && fail "$lang: the calibration that was undone still counts"

	# A mat that is unplugged meanwhile is waited for.
	printf '%s\n' 'tap #hardware.calibrate' 'wait 1s' 'mat unplug' 'wait 500ms' 'expect item #calibrate.again' \
		'mat plug' 'wait 5s' 'expect item #calibrate.skip' | play "unplugged-$lang" "$lang"
done

[ $failed -eq 0 ] && rm -rf "$scratch"
exit $failed
