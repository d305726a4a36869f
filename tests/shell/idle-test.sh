#!/bin/bash
# A screen that nobody touches draws nothing: of forty quiet seconds (the warning comes after 45) no frame.
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

# rests SCREEN TAP...: what is tapped after the first touch to come to the screen
rests() {
	local screen=$1 item short long skipped
	shift
	{
		printf 'clock 2026-11-23T10:00\ntap #go\n'
		for item; do printf 'tap #%s\n' "$item"; done
		printf 'expect screen %s\nwait 1s\n' "$screen"
	} >"$scratch/short.txt"
	{
		cat "$scratch/short.txt"
		printf 'wait 40s\nexpect screen %s\n' "$screen"
	} >"$scratch/long.txt"
	run "$scratch/short.txt" "$scratch/short.json"
	run "$scratch/long.txt" "$scratch/long.json"
	short=$(count "$scratch/short.json" frames_drawn) long=$(count "$scratch/long.json" frames_drawn)
	skipped=$(count "$scratch/long.json" frames_skipped_identical)
	[ "$short" -gt 0 ] && [ "$short" -eq "$long" ] ||
		{ echo "$screen: frames drawn: $short in 1 s, $long in 41 s; expected the same number"; exit 1; }
	[ "$skipped" -gt 2300 ] || { echo "$screen: only $skipped frames were skipped"; exit 1; }
}

rests home
rests areas home.routines safety.ok
rests learn home.learn
rests therapists home.therapists
rests plan home.plan
rests roller home.roller safety.ok
rests access access
rests areas access access.reach access.done home.routines safety.ok

# Where nothing may move the resting screen draws its cards, one each 12 s, and nothing else.
printf 'screen: {motion: false}\n' >"$scratch/still.yaml"
printf 'clock 2026-11-23T10:00\nwait 35s\n' >"$scratch/still.txt"
"$build/tuneup" --config "$scratch/still.yaml" --content content --assets assets --headless 800x480 --sim \
	--script "$scratch/still.txt" --stats "$scratch/still.json"
cards=$(count "$scratch/still.json" frames_drawn)
[ "$cards" -eq 3 ] || { echo "attract: $cards frames drawn of three cards that stand still"; exit 1; }
