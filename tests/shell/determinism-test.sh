#!/bin/bash
# The same script gives the same pictures, byte for byte, twice, in both languages and at three sizes.
set -eu
cd "$(dirname "$0")/../.."
build=${TUNEUP_BUILD:-build} scratch=${TUNEUP_TEST_DIR:-build/test/determinism}
for size in 1920x1080 1080x1920 800x480; do
	for run in 1 2; do
		mkdir -p "$scratch/$size-$run"
		"$build/tuneup" --content content --assets assets --headless "$size" --sim \
			--script tests/replay/tour.txt --shots "$scratch/$size-$run"
	done
	diff -r "$scratch/$size-1" "$scratch/$size-2"
	pictures=$(find "$scratch/$size-1" -name '*.png' | wc -l)
	[ "$pictures" -ge 12 ] || { echo "$size: $pictures pictures, expected 12 or more"; exit 1; }
done
