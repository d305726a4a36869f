#!/bin/bash
# Hours of a store in virtual time: day.sh BUILD HOURS. Visitors play routines and tune-ups, read, search therapists, roll on
# the mat, change language and size, leave or are left; staff look in. Clips are small, so that hours take minutes.
# Memory, threads and open files must stay where they were (flat.sh).
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/soak/flat.sh
build=$1 hours=$2 folder=$1/soak
mkdir -p "$folder"
rm -rf "$folder/state"
tests/media/small-content.sh "$folder/content"
"$build/tuneupctl" --state "$folder/state" therapists import content/sample-therapists.csv --by MK >"$folder/log" || exit 1
echo 735190 | "$build/tuneupctl" --state "$folder/state" pin set >>"$folder/log" || exit 1

# Each is about two minutes with the pause and the idle reset after it.
routine() {
	printf '%s\n' 'tap #home.routines' 'tap #safety.ok' "tap #area.$1" 'tap #areas.go' 'wait 15s' 'tap #routine.next' 'wait 5s' \
		'tap #routine.back10' 'wait 3s' 'tap #routine.play' 'wait 2s' 'tap #routine.play' 'wait 10s' 'tap #routine.replay' \
		'wait 5s' 'tap #home'
}
tune_up() {
	printf '%s\n' 'tap #home.plan' 'tap #area.calves' 'tap #area.glutes' 'tap #plan.minutes.8' 'tap #go' 'tap #go' 'tap #go' \
		'expect screen program' 'wait 20s' 'tap #program.next' 'wait 10s' 'tap #program.next' 'wait 5s' 'tap #home'
}
reads() {
	printf '%s\n' 'tap #home.learn' 'wait 5s' 'drag 640,500 640,200 300ms' 'wait 3s' 'tap #home' 'tap #home.therapists' \
		'wait 3s' 'tap #therapists.search' 'type "jos"' 'expect text "José Ejemplo"' 'tap #home' 'tap #lang' 'wait 5s' \
		'tap #access' 'wait 2s'
}
rolls() {
	printf '%s\n' 'tap #home.roller' 'tap #safety.ok' 'tap #roller.calves' 'tap #go' 'expect screen roller-live' \
		'mat play "tests/traces/calm.csv"' 'wait 20s' 'mat clear' 'wait 5s' 'mat unplug' 'wait 3s' 'mat plug' 'wait 2s'
}
staff() {
	printf '%s\n' 'hold #logo 3s' 'type "735190"' 'expect screen staff' 'tap #staff.usage' 'wait 2s' 'tap #back' \
		'tap #staff.therapists' 'wait 2s' 'tap #back' 'tap #staff.hardware' 'wait 3s' 'tap #back' 'tap #staff.problems' 'wait 2s' \
		'press home'
}
{
	echo 'clock 2026-11-23T10:00'
	areas=(quads calves glutes feet neck ribs itband adductors)
	for ((i = 0; i < hours * 25; i++)); do
		echo 'tap #go'
		case $((i % 5)) in
		0 | 2) routine "${areas[i % 8]}" ;;
		1) tune_up ;;
		3) reads ;;
		4) if [ $((i % 10)) -eq 4 ]; then rolls; else staff; fi ;;
		esac
		printf 'wait 40s\nuntil screen attract 3m\nwait 20s\n'
	done
} >"$folder/script.txt"

SDL_VIDEODRIVER=dummy SDL_AUDIODRIVER=dummy "$build/tuneup" --headless 1280x720 --sim --content "$folder/content" --assets assets \
	--state "$folder/state" --script "$folder/script.txt" --stats "$folder/stats.json" >"$folder/log" 2>&1 &
pid=$!
: >"$folder/samples"
while sample $pid "$folder/samples"; do
	sleep 1
done
if ! wait $pid; then
	echo "day.sh: the kiosk has ended:"
	tail -n 5 "$folder/log"
	exit 1
fi
echo "$hours hours, $((hours * 25)) visits, $("$build/tuneupctl" --state "$folder/state" usage report | head -n 3 | paste -sd' ')"
is_flat "$folder/samples"
