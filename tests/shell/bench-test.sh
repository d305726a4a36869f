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
