#!/bin/bash
# The bench's arithmetic on figures of known truth, and its watcher: costs of a whole tree of processes, of which
# nobody is left. Needs no display and no other player.
set -eu
cd "$(dirname "$0")/../.."
build=${TUNEUP_BUILD:-build}
folder=${TUNEUP_TEST_DIR:-$(mktemp -d)}
# shellcheck disable=SC2034 # for lib.sh
results=$folder/results goals=$folder/goals rounds=3 window=3
# shellcheck source=tests/bench/lib.sh
source tests/bench/lib.sh
# shellcheck source=tests/bench/peers.sh
source tests/bench/peers.sh

same() {
	[ "$2" = "$3" ] || { printf '%s: expected "%s", found "%s"\n' "$1" "$2" "$3"; exit 1; }
}

: >"$goals"
{
	printf 'video\tours-x11 f\tcpu\t%d\t%s\t%s\n' 1 0.30 - 2 0.10 - 3 0.20 - 4 9.99 others
	printf 'video\tmpv-x11 f\tcpu\t%d\t%s\t%s\n' 1 0.5 load 2 0.7 load
} >"$results"
same 'median without what is in doubt' 0.2 "$(median video 'ours-x11 f' cpu)"
same 'median of what is all in doubt' 0.6 "$(median video 'mpv-x11 f' cpu)"
same 'median of nothing' '' "$(median video 'vlc-x11 f' cpu)"
same 'mark of doubt' '~' "$(in_doubt video 'mpv-x11 f')"
same 'no mark' '' "$(in_doubt video 'ours-x11 f')"
same ratio 0.333 "$(ratio 0.2 0.6)"
same 'ratio to nothing' '' "$(ratio 0.2 '')"
same 'the least' 2.5 "$(least 10 2.5 3)"
same 'the least with one missing' '' "$(least 10 '' 3)"
same 'a title' 'VLC on X11' "$(title vlc-x11)"

goal 2 'under the limit' 0.5 0.75
goal 1 'at the limit' 1.00 1.00
goal 6 'over the limit' 90 75 MB
goal 5 'no value' '' 0.05
same 'goals, in order, with their verdicts' '1 PASS 2 PASS 5 not measured 6 miss by 20 %' \
	"$(print_goals | awk '/^  [0-9]/ {number = $1; sub(/.*\)  /, ""); printf "%s%s %s", s, number, $0; s = " "}')"
write_json "$folder/bench.json"
if command -v python3 >/dev/null; then
	python3 - "$folder/bench.json" <<-END
		import json, sys
		run = json.load(open(sys.argv[1]))
		assert len(run["values"]) == 6 and run["values"][3]["doubt"] == "others"
		assert [goal["met"] for goal in run["goals"]] == [True, True, None, False]
	END
fi

# Without /proc nothing can be watched.
[ -r /proc/self/stat ] || exit 0

# A command that leaves its children behind: all of them count, and none of them stays. A busy machine may need
# more than one moment until they are there.
long=$((100000 + $$))
family="(sleep ${long}1 & setsid sleep ${long}2 & :); exec sleep ${long}3"
for moment in 100 1000 10000; do
	count=$("$build/tests/bench/measure" play --window $moment -- bash -c "$family" | sed -n 's/^processes //p')
	[ "$count" != 3 ] || break
done
same 'processes of the tree' 3 "$count"
for left in 1 2 3; do
	! grep -qsa "^sleep.$long$left" /proc/[0-9]*/cmdline || { echo "still there: sleep $long$left"; exit 1; }
done
same 'a command that fails' 1 "$("$build/tests/bench/measure" total -- false >/dev/null 2>&1 || echo $?)"
same 'no command' 2 "$("$build/tests/bench/measure" total >/dev/null 2>&1 || echo $?)"
"$build/tests/bench/measure" total -- bash -c 'for ((i = 0; i < 100000; i++)); do :; done' >"$folder/total"
awk '$1 == "cpu_s" {cpu = $2} $1 == "wall_s" {wall = $2} END {exit !(cpu > 0 && wall > 0)}' "$folder/total" ||
	{ echo "measure total: $(cat "$folder/total")"; exit 1; }

# Who sleeps is not woken; who sleeps again and again is, and so often.
rest() {
	"$build/tests/bench/measure" rest --settle 200 --window 1000 -- bash -c "$1" | sed -n "s/^$2 //p"
}
same 'wake-ups of who sleeps' 0.00 "$(rest 'exec sleep 100' wakeups_main)"
over "$(rest 'while :; do read -rt 0.02 <> <(:); done' wakeups_all)" 2 || { echo "no wake-ups of who wakes up"; exit 1; }

# A curve for each series; a point for each value, and none where there is none.
printf 'x\tone\ttwo\n10\t1\t2\n100\t3\t\n1000\t9\t400\n' >"$folder/curve.tsv"
awk -f tests/bench/plot.awk -v title=Curves -v x=many -v y=ms "$folder/curve.tsv" >"$folder/curve.svg"
same 'curves' 2 "$(grep -c '^<polyline' "$folder/curve.svg")"
same 'points, and one beside each name' 7 "$(grep -c '^<circle' "$folder/curve.svg")"
same 'decades' '1 10 100 1000' "$(sed -n 's/.*text-anchor="end"[^>]*>\([0-9]*\)<.*/\1/p' "$folder/curve.svg" | tr '\n' ' ' | sed 's/ $//')"
