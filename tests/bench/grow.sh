#!/bin/bash
# How cost grows, as tables and as pictures: grow.sh BUILD FOLDER [directory|usage|mat|content|video]... writes
# FOLDER/NAME.svg and FOLDER/NAME.tsv (docs/performance.md shows them). Needs what `make bench` needs; minutes, on a
# quiet machine. Single runs: the shape of a curve is what counts, not its height.
set -eu
cd "$(dirname "$0")/../.."
build=$(realpath "$1")
mkdir -p "$2"
out=$(realpath "$2")
shift 2
[ $# -gt 0 ] || set -- directory usage mat content video
scratch=$(mktemp -d "${TMPDIR:-/tmp}/tuneup-grow.XXXXXX")
x_pid=
finish() {
	[ -z "$x_pid" ] || kill "$x_pid"
	rm -rf "$scratch"
}
trap finish EXIT

# value NAME: of lines "name value" on standard input
value() {
	awk -v name="$1" '$1 == name {print $2}'
}

# plot NAME TITLE X Y: the picture of $out/NAME.tsv
plot() {
	awk -f tests/bench/plot.awk -v title="$2" -v x="$3" -v y="$4" "$out/$1.tsv" >"$out/$1.svg"
	cat "$out/$1.tsv"
}

# line X VALUE...: of $scratch/values
line() {
	local name
	printf '%s' "$1"
	shift
	for name in "$@"; do
		printf '\t%s' "$(value "$name" <"$scratch/values")"
	done
	echo
}

# series NAME "SIZE..." VALUE...: the bench's program NAME for each size, in a folder of its own
series() {
	local name=$1 sizes=$2 size folder
	shift 2
	for size in $sizes; do
		folder=$scratch/$name$size
		mkdir "$folder"
		"$build/tests/bench/$name" "$folder" "$size" >"$scratch/values"
		line "$size" "$@" >>"$out/$name.tsv"
		rm -r "$folder"
	done
}

grow_directory() {
	printf 'x\ttyping, p95\tfilters, p95\tfirst search\n' >"$out/directory.tsv"
	series directory '100 1000 10000 100000' typing_p95_ms filters_p95_ms first_search_ms
	plot directory 'Searching the directory' 'therapists' 'ms'
}

grow_usage() {
	printf 'x\treport, ms\tcharts, ms\tfile, MB\n' >"$out/usage.tsv"
	series usage '1 2 4 8' report_ms screen_ms file_mb
	plot usage 'The usage log' 'years of 21,900 visits' 'ms, MB'
}

grow_mat() {
	local grid
	printf 'x\tsignal path and coach\n' >"$out/mat.tsv"
	for grid in 1x1 4x2 8x4 12x8 24x8; do
		printf '%s\t%s\n' $((${grid/x/*})) "$("$build/tests/bench/mat" $grid | value scan_us)" >>"$out/mat.tsv"
	done
	plot mat 'A scan of the mat' 'zones' 'microseconds of CPU'
}

# A content folder of so many routines; their clips are one.
many_routines() {
	local i folder=$1 id
	cp -r content "$folder"
	for ((i = 12; i < $2; i++)); do
		id=quads-$(printf '%04d' $i)
		mkdir "$folder/routines/$id"
		ln "$folder"/routines/quads/{clip.mp4,poster.png,captions.en.vtt,captions.es.vtt,clip.loudness.yaml} "$folder/routines/$id/"
		sed "s/^id: .*/id: $id/" content/routines/quads/routine.yaml >"$folder/routines/$id/routine.yaml"
	done
}

grow_content() {
	local routines stats=$scratch/stats.json
	open_screen
	printf 'x\tmemory (PSS), MB\tstart, ms\n' >"$out/content.tsv"
	for routines in 12 100 300 1000; do
		many_routines "$scratch/content" $routines
		chmod -R a+rX "$scratch"
		"$build/tests/bench/measure" rest --window 3000 --settle 1500 --screen "$scratch/screen/Xvfb_screen0" \
			--tap 'xdotool key Return' -- "$build/tuneup" --sim --content "$scratch/content" --assets assets \
			--stats "$stats" >"$scratch/values"
		printf '%s\t%s\t%s\n' $routines "$(value pss_mb <"$scratch/values")" \
			"$(sed -n 's/.*"start_to_first_frame_ms": \([0-9.]*\).*/\1/p' "$stats")" >>"$out/content.tsv"
		rm -r "$scratch/content" "$stats"
	done
	plot content 'Content' 'routines' 'MB, ms'
}

# The flat clip of the bench in other sizes and rates, decoded in real time and shown nowhere.
grow_video() {
	local lines rate cost row
	tests/bench/clips.sh "$build/bench/clips"
	printf 'x\t30 pictures a second\t60 pictures a second\n' >"$out/video.tsv"
	for lines in 360 480 720 1080; do
		row=$lines
		for rate in 30 60; do
			ffmpeg -nostdin -v error -y -i "$build/bench/clips/f.mp4" -vf "scale=-2:$lines,fps=$rate" -c:v libx264 -preset fast \
				-crf 20 -c:a copy "$scratch/clip.mp4"
			chmod a+rx "$scratch"
			cost=$("$build/tests/bench/measure" play --window 4000 --settle 1500 -- "$build/tests/bench/play" "$scratch/clip.mp4" |
				value cpu)
			row+=$'\t'$(awk -v cost="$cost" 'BEGIN {printf "%.2f", 100 * cost}')
		done
		echo "$row" >>"$out/video.tsv"
	done
	plot video 'A video, decoded in real time' 'lines (16:9)' 'percent of a core'
}

open_screen() {
	mkdir "$scratch/screen"
	Xvfb -displayfd 3 -screen 0 1920x1080x24 -fbdir "$scratch/screen" -ac -noreset -nolisten tcp 3>"$scratch/display" >/dev/null 2>&1 &
	x_pid=$!
	until [ -s "$scratch/display" ]; do sleep 0.1; done
	DISPLAY=:$(cat "$scratch/display")
	export DISPLAY SDL_AUDIODRIVER=dummy SDL_VIDEODRIVER=x11
	chmod 777 "$scratch"
	chmod -R a+rX "$scratch/screen"
}

for name; do
	echo "$name"
	"grow_$name"
done
