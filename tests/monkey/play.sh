#!/bin/bash
# Plays random scripts (script.sh) on the real player, store and renderer: play.sh BUILD COMMANDS SEED [SIZE]. What
# goes wrong is told with the seed, and the script stays in BUILD/monkey.
set -eu
cd "$(dirname "$0")/../.."
build=$1 commands=$2 seed=$3 size=${4:-800x480}
folder=$build/monkey/$size-$seed
rm -rf "$folder"
mkdir -p "$folder/state"
tests/monkey/script.sh "$seed" "$commands" "${size%x*}" "${size#*x}" >"$folder/script.txt"
"$build/tuneupctl" --state "$folder/state" therapists import content/sample-therapists.csv --by demo >/dev/null
# Pictures are drawn too: --stats draws each list that differs from the last.
if ! SDL_VIDEODRIVER=dummy SDL_AUDIODRIVER=dummy "$build/tuneup" --content content --assets assets \
	--headless "$size" --sim --stats "$folder/stats.json" --state "$folder/state" \
	--script "$folder/script.txt" >"$folder/log" 2>&1; then
	tail -n 40 "$folder/log"
	echo "monkey: $folder/script.txt failed (seed $seed, $commands commands, $size)"
	exit 1
fi
echo "monkey: $commands commands of a script at $size, seed $seed: nothing went wrong"
