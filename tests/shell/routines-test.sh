#!/bin/bash
# Every routine is played to its end, one after the other, in each language: step by step on both sides, with
# its captions, and with the way on to the next one. The clips are small stand-ins as long as the real ones,
# which `tuneupctl content check` looks through; `TUNEUP_CLIPS=real` plays those.
set -eu
cd "$(dirname "$0")/../.."
build=$(cd "${TUNEUP_BUILD:-build}" && pwd) scratch=${TUNEUP_TEST_DIR:-build/test/routines}
rm -rf "$scratch"
mkdir -p "$scratch"
scratch=$(cd "$scratch" && pwd)
content=$scratch/content

fail() {
	echo "routines-test.sh: $*"
	exit 1
}

mkdir "$content"
cp -R content/*.yaml content/learn content/routines "$content/"
if [ "${TUNEUP_CLIPS:-}" != real ]; then
	for folder in "$content"/routines/*/; do
		seconds=$(ffprobe -v error -show_entries format=duration -of csv=p=0 "$folder/clip.mp4")
		made=$scratch/$seconds.mp4
		[ -e "$made" ] || ffmpeg -nostdin -loglevel error -y -f lavfi -i "color=c=gray:s=160x90:r=30:d=$seconds" \
			-c:v libx264 -preset ultrafast -pix_fmt yuv420p -g 30 "$made"
		cp "$made" "$folder/clip.mp4"
	done
fi

# texts FOLDER LANG: of its file, "title|...", then "step|TITLE|SECONDS|SIDE|AT|OTHER_AT" for each step.
texts() {
	awk -v lang="$2" '
		# The text in the language of {en: ..., es: ...}.
		function text(line) {
			sub(".*" lang ": ", "", line)
			if (line ~ /^"/) {
				line = substr(line, 2)
				sub(/".*/, "", line)
			} else {
				sub(/[,}].*/, "", line)
			}
			return line
		}
		function flush() {
			if (step != "") print "step|" step "|" seconds "|" side "|" at "|" (other == "" ? at : other)
			step = ""
		}
		/^title:/ {print "title|" text($0)}
		/^  - title:/ {flush(); step = text($0); side = "once"; at = "0.0"; other = ""}
		/^    seconds:/ {seconds = $2}
		/^    side:/ {side = $2}
		/^    at:/ {at = $2}
		/^    other_at:/ {other = $2}
		/^care:/ {flush(); exit}' "$1/routine.yaml"
}
# caption FILE AT: the first line of the caption that begins then.
caption() {
	awk -v start="$(printf '00:%06.3f' "$2")" '$1 == start && $2 == "-->" {getline; print; exit}' "$1"
}
# plays TITLE SECONDS SIDE AT CAPTIONS: the commands for a step that has just begun.
plays() {
	local words
	echo "expect text \"$1\""
	echo "expect video playing"
	words=$(caption "$5" "$4")
	[ -z "$words" ] || echo "expect text \"$words\""
	echo "wait $2s"
}
# script LANG NEXT: plays all of them; NEXT is what leads on.
script() {
	local half folder kind title seconds side at ids first=quads each id other step for_s from from_other
	echo "clock 2026-11-23T10:00"
	printf 'tap #%s\n' go home.routines safety.ok area.quads.front areas.go
	# In the order of the kiosk, which begins anew behind the last one.
	ids=$(cd "$content/routines" && LC_ALL=C && printf '%s\n' */ | tr -d / | sort | awk -v first=$first '
		$0 == first {on = 1}
		on {print; next}
		{before = before $0 "\n"}
		END {printf "%s", before}')
	for id in $ids; do
		folder=$content/routines/$id each=
		[ "$id" = $first ] || echo "tap #routine.go"
		echo "# $id"
		echo "expect screen routine"
		while IFS='|' read -r kind title seconds side at other; do
			case $kind$side in
			title) echo "expect text \"$title\"" ;;
			stepeach) each="$each$title|$seconds|$at|$other"$'\n' ;;
			steponce)
				# Both sides, then what comes once.
				for half in left right; do
					while IFS='|' read -r step for_s from from_other; do
						[ "$half" = left ] || from=$from_other
						[ -z "$step" ] ||
							plays "$step" "$for_s" each "$from" "$folder/captions.$1.vtt"
					done <<<"$each"
				done
				each=
				plays "$title" "$((seconds - 3))" once "$at" "$folder/captions.$1.vtt" ;;
			esac
		done < <(texts "$folder" "$1")
		[ -z "$each" ] || fail "$id: ends with a step of each side"
		echo "until text \"$2\" 10s"
	done
}

ids=$(find "$content/routines" -mindepth 1 -maxdepth 1 -type d | wc -l)
for pair in "en Next:" "es Sigue:"; do
	read -r lang next <<<"$pair"
	script "$lang" "$next" >"$scratch/$lang.txt"
	[ "$(grep -c '^until' "$scratch/$lang.txt")" -eq "$ids" ] || fail "$lang: not all routines are in the script"
	grep -q '^expect text' "$scratch/$lang.txt"
	"$build/tuneup" --content "$content" --assets assets --headless 1280x720 --sim --lang "$lang" \
		--script "$scratch/$lang.txt" >"$scratch/$lang.log" 2>&1 ||
		fail "$lang: $(tail -n 5 "$scratch/$lang.log")"
done
