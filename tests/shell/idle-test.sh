#!/bin/bash
# An idle home screen draws nothing: of three quiet minutes (fewer, until the warning comes) no frame.
set -eu
cd "$(dirname "$0")/../.."
build=${TUNEUP_BUILD:-build} scratch=${TUNEUP_TEST_DIR:-build/test/idle}
mkdir -p "$scratch"
run() {
	"$build/tuneup" --content content --assets assets --headless 800x480 --sim --script "$1" \
		--stats "$2"
}
count() {
	sed -n "s/.*\"$2\": \([0-9]*\).*/\1/p" "$1"
}
printf 'tap #go\nexpect screen home\nwait 1s\n' >"$scratch/short.txt"
printf 'tap #go\nexpect screen home\nwait 41s\n' >"$scratch/long.txt"
run "$scratch/short.txt" "$scratch/short.json"
run "$scratch/long.txt" "$scratch/long.json"
short=$(count "$scratch/short.json" frames_drawn) long=$(count "$scratch/long.json" frames_drawn)
skipped=$(count "$scratch/long.json" frames_skipped_identical)
[ "$short" -gt 0 ] && [ "$short" -eq "$long" ] ||
	{ echo "frames drawn: $short in 1 s, $long in 41 s; expected the same number"; exit 1; }
[ "$skipped" -gt 2400 ] || { echo "only $skipped frames were skipped"; exit 1; }
