#!/bin/bash
# Clips switched every few seconds, in real time, with picture and sound: switching.sh BUILD MINUTES
# Memory (PSS), threads and open files must stay where they were after a first sixth of the time; each in
# the second half of the rest at most what it was in the first, memory within 1 MB.
set -u
cd "$(dirname "$0")/../.." || exit 1
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
	for ((i = 0; i < minutes * 2 + 2; i++)); do
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
	if ! kill -0 $pid 2>/dev/null; then
		echo "switching.sh: the kiosk has ended:"
		tail -n 5 "$folder/log"
		exit 1
	fi
	echo "$SECONDS $(awk '/^Pss:/ {print $2}' /proc/$pid/smaps_rollup) $(find /proc/$pid/task -mindepth 1 -maxdepth 1 | wc -l)" \
		"$(find /proc/$pid/fd -mindepth 1 | wc -l)" >>"$folder/samples"
done
kill $pid
wait $pid

# The mean of the memory and the most threads and files of the two later thirds.
awk '
	{at[NR] = $1; pss[NR] = $2; threads[NR] = $3; files[NR] = $4}
	function more(a, b) {return a > b ? a : b}
	END {
		from = int(NR / 6)
		half = from + int((NR - from) / 2)
		for (i = from + 1; i <= NR; i++) {
			k = i > half
			sum[k] += pss[i]
			n[k]++
			t[k] = more(t[k], threads[i])
			f[k] = more(f[k], files[i])
		}
		printf "memory %d then %d KB, threads %d then %d, files %d then %d, %d samples\n",
			sum[0] / n[0], sum[1] / n[1], t[0], t[1], f[0], f[1], NR
		exit !(NR > 20 && sum[1] / n[1] <= sum[0] / n[0] + 1024 && t[1] <= t[0] && f[1] <= f[0])
	}' "$folder/samples"
