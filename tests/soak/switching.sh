#!/bin/bash
# Clips switched every few seconds, in real time, with picture and sound: switching.sh BUILD MINUTES
# Memory, threads and open files must stay where they were (flat.sh).
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/soak/flat.sh
build=$1 minutes=$2 folder=$1/soak
mkdir -p "$folder"
rm -rf "$folder/state"

# A visit: three routines, steps forward and back, pause, replay, home. About 30 s.
visit() {
	for area in quads calves glutes; do
		echo 'tap #home.routines'
		[ -z "$first" ] || echo 'tap #safety.ok'
		first=
		printf '%s\n' "tap #area.$area" 'tap #areas.go' 'wait 3s' 'tap #routine.next' 'wait 2s' \
			'tap #routine.back10' 'wait 1s' 'tap #routine.play' 'wait 500ms' 'tap #routine.play' \
			'wait 1500ms' 'tap #routine.replay' 'wait 1s' 'tap #home'
	done
}
{
	first=yes
	echo 'tap #go'
	for ((i = 0; i < minutes * 3; i++)); do
		visit
	done
} >"$folder/script.txt"

SDL_VIDEODRIVER=dummy SDL_AUDIODRIVER=dummy "$build/tuneup" --window 1280x720 --sim --content content --assets assets \
	--state "$folder/state" --script "$folder/script.txt" --stats "$folder/stats.json" >"$folder/log" 2>&1 &
pid=$!
end=$((SECONDS + minutes * 60))
: >"$folder/samples"
while [ $SECONDS -lt $end ]; do
	sleep 2
	if ! sample $pid "$folder/samples"; then
		echo "switching.sh: the kiosk has ended:"
		tail -n 5 "$folder/log"
		exit 1
	fi
done
kill $pid
wait $pid
is_flat "$folder/samples"
