#!/bin/bash
# Runs the fuzzers that were built: fuzz.sh BUILD SECONDS|-n COUNT. A quarter of the seconds goes to each; of
# captions, lists and the mat, which are quick, ten times the count. The case that failed stays in BUILD/fuzz, and its number is said;
# `fuzz.sh BUILD -n 1 NUMBER` runs it alone.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/sanitizers.sh
build=$1 folder=$1/fuzz
shift
if [ "$1" = -n ]; then
	clip=(-n "$2" "${3:-1}")
	quick=(-n "$(($# > 2 ? $2 : $2 * 10))" "${3:-1}")
else
	clip=("$((($1 + 3) / 4))" 1)
	quick=("${clip[@]}")
fi
mkdir -p "$folder"
for set in basic sound formats; do
	sh tests/media/make-clips.sh "$folder/clips" $set || exit 1
done

# run NAME ARGUMENT...
run() {
	local name=$1
	shift
	if "$build/tests/fuzz/$name" "$folder" "$@" >"$folder/$name.log" 2>&1; then
		echo "$name: $(tail -n 1 "$folder/$name.log")"
	else
		echo "$name FAILED; the case is in $folder:"
		tail -n 60 "$folder/$name.log"
		exit 1
	fi
}
run fuzz_vtt "${quick[@]}"
run fuzz_csv "${quick[@]}"
run fuzz_mat "${quick[@]}"
run fuzz_clip "${clip[@]}"
