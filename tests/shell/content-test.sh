#!/bin/bash
# tuneupctl content check: a sound copy of our content has no fault; each of many seeded ones is told on its
# file and line, all of a copy in one run; what is said of clips that are fine, missing, damaged or too much.
set -eu
cd "$(dirname "$0")/../.."
build=$(cd "${TUNEUP_BUILD:-build}" && pwd) scratch=${TUNEUP_TEST_DIR:-build/test/content}
rm -rf "$scratch"
mkdir -p "$scratch"
scratch=$(cd "$scratch" && pwd)

fail() {
	echo "content-test.sh: $*"
	exit 1
}
# run STATUS ARGUMENT...: leaves what it says in out and err.
run() {
	local wanted=$1 status=0
	shift
	"$build/tuneupctl" --state "$scratch/state" "$@" >"$scratch/out" 2>"$scratch/err" </dev/null || status=$?
	out=$(cat "$scratch/out") err=$(cat "$scratch/err")
	[ $status -eq "$wanted" ] || fail "$*: exit $status, expected $wanted; out: $out; err: $err"
}
says() {
	case $1 in
	*"$2"*) ;;
	*) fail "\"$2\" is missing in: $1" ;;
	esac
}
ff() {
	ffmpeg -nostdin -loglevel error -y "$@"
}

# A stand-in for every clip: as long as the longest, small, ten key frames a second.
flat=color=c=gray:s=160x90:r=30:d=40
ff -f lavfi -i $flat -c:v libx264 -preset ultrafast -pix_fmt yuv420p -g 3 "$scratch/clip.mp4"

# copy NAME: our content with small clips.
copy() {
	local folder
	content=$scratch/$1
	mkdir -p "$content"
	cp -R content/*.yaml content/learn content/routines "$content/"
	for folder in "$content"/routines/*/; do
		cp "$scratch/clip.mp4" "$folder/clip.mp4"
		rm -f "$folder/clip.loudness.yaml"
	done
	wanted=()
}
# told FILE LINE WORDS: a fault that the check must tell. LINE 0: of the whole file.
told() {
	wanted+=("$1|$2|$3")
}
# line FILE TEXT [NUMBER]: the line of the first (or that) text.
line() {
	grep -n -- "${2//[/\\[}" "$content/$1" | sed -n "${3:-1}s/:.*//p"
}
# seed FILE NUMBER OLD NEW WORDS [LINE]: in the line of the NUMBERth OLD it is replaced by NEW; told there, or
# on LINE.
seed() {
	local at
	at=$(line "$1" "$3" "$2")
	[ "$at" ] || fail "$1: there is no \"$3\" ($2)"
	sed -i "${at}s|${3//[/\\[}|$4|" "$content/$1"
	told "$1" "${6:-$at}" "$5"
}
# All that was wanted is told by one run.
check() {
	local fault file at words
	run 1 content check "$content"
	for fault in "${wanted[@]}"; do
		IFS='|' read -r file at words <<<"$fault"
		[ "$at" = 0 ] && at= || at=:$at
		grep -E "^(error|warning): $content/$file$at:([0-9]+:)? " <<<"$out" | grep -qF -- "$words" ||
			fail "$file$at: \"$words\" is not told; out: $out"
	done
	seeded=$((${seeded:-0} + ${#wanted[@]}))
}

copy sound
run 0 content check "$content"
says "$out" " 0 errors, 0 warnings."

# Words and numbers that cannot be; the routine is left out, its files are looked at all the same.
copy words
q=routines/quads c=routines/calves g=routines/glutes
seed $q/routine.yaml 1 'id: quads' 'id: quad' 'id: expected the name of the folder, "quads", found "quad"'
seed $c/routine.yaml 1 'area: calves' 'area: calf' 'area: expected neck, ribs,'
seed $c/routine.yaml 1 'tools: [foam_roller' 'tools: [foam roller' 'tools[1]: expected foam_roller, massage_stick,'
seed $c/routine.yaml 1 'sides: 2' 'sides: 3' 'sides: expected a whole number from 1 to 2, found "3"'
seed $c/routine.yaml 1 'seconds: .*' 'seconds: 900' 'steps[1].seconds: expected a whole number from 5 to 600'
seed $c/routine.yaml 1 'side: each' 'side: both' 'steps[1].side: expected once or each, found "both"'
seed $c/routine.yaml 2 'side: each' 'sid: each' 'unknown key "sid", not used; did you mean "side"?'
seed $c/routine.yaml 2 ' loop: [' ' loop: [99, ' 'steps[2].loop: expected [from, to] in seconds'
seed $c/routine.yaml 3 'seconds: ' 'second: ' 'unknown key "second", not used; did you mean "seconds"?'
seed $g/routine.yaml 1 'es: Glúteos' 'es: ' 'title.es: expected a text, found nothing'
seed $g/routine.yaml 1 'summary:' 'sumary:' 'unknown key "sumary", not used; did you mean "summary"?'
seed $g/routine.yaml 1 'care:' 'cares:' 'care: expected a list of 1 to 6 items, found nothing' 2
seed areas.yaml 1 'neck:' 'nek:' 'unknown key "nek", not used; did you mean "neck"?'
seed areas.yaml 1 ', es: Pantorrillas' '' 'calves: expected a translation, es: ...'
seed facts.yaml 1 'routine: quads' 'routine: knees' 'routine: expected the id of a routine, found "knees"'
seed programs.yaml 1 'when: after' 'when: later' 'programs[1].when: expected before, after or rest, found "later"'
seed programs.yaml 1 'minutes: 8' 'minutes: 45' 'programs[2].minutes: expected a whole number from 3 to 30'
seed safety.yaml 1 '^review: .*' 'review: no' 'review: expected approved or clinician pending'
seed learn/learn.yaml 1 'swedish' 'swedsh' 'articles[1]: expected around-a-run,'
seed learn/learn.yaml 1 'id: around' 'id: why' 'id: expected an id of its own, found "why" again'
seed learn/articles/choosing.yaml 1 'picture: ' 'picture: x' 'picture: expected a file of the content folder, found no'
seed learn/articles/upkeep.yaml 1 'offers: therapists' 'offers: doctors' 'offers: expected therapists, roller, '
seed learn/articles/fascia.yaml 1 'id: fascia' 'id: web' 'id: expected the name of the file, "fascia", found "web"'
check

# Times, captions, clips and pictures.
copy times
seed $q/routine.yaml 2 ' loop: .*' ' loop: [1, 52]' "steps[2].loop: expected times within the clip's 40 s"
seed $q/routine.yaml 3 ' loop: .*' ' loop: [30, 45]' "steps[3].loop: expected times within the clip's 40 s"
seed $q/routine.yaml 3 ' at: .*' ' at: 44' "steps[3].at: expected a time within the clip's 40 s, found 44"
seed $q/routine.yaml 1 'other_loop: .*' 'other_loop: [26, 46]' "steps[1].other_loop: expected times within the clip's 40 s"
seed $c/routine.yaml 2 'other_at: .*' 'other_at: 26.15' 'steps[2].other_at: expected a key frame of the clip at 26.15 s'
long='This sentence is far too long to stay on a step'
seed $q/routine.yaml 1 'title: {en: Get set' "title: {en: $long" 'steps[1].title.en: expected at most 20 characters, found 47'
long="$long that is read at two meters from a mat"
at=$(($(line $q/routine.yaml 'cue:' 2) + 1))
sed -i "${at}s/en: .*/en: $long/" "$content/$q/routine.yaml"
told $q/routine.yaml $at 'steps[2].cue.en: expected at most 64 characters, found 85'
cat >"$content/$q/captions.en.vtt" <<'END'
WEBVTT

00:00.000 --> 00:03.000
Roll slowly up the thigh.

00:02.500 --> 00:05.000
This one begins too soon.

00:06.000 --> 00:07.000
Far too many words for a second.

00:09.000 --> 00:12.000
One line
and a second
and a third

00:12.000 --> 00:16.000
This line is longer than the place it has there.

00:20.000 --> 00:19.000
Backward.

00:21,000 --> 00:25.000
A comma.

00:30.000 --> 00:41.500
The clip is over by now.

00:45.000 --> 00:47.000
END
told $q/captions.en.vtt 6 'expected a start at 3.000 s or later, where line 3 ends, found 2.500 s'
told $q/captions.en.vtt 9 'expected at most 17 characters a second, found 32.0'
told $q/captions.en.vtt 12 'expected at most 2 lines, found 3'
told $q/captions.en.vtt 17 'expected at most 38 characters a line, found 48'
told $q/captions.en.vtt 20 'expected an end after the start'
told $q/captions.en.vtt 23 'expected a time as in "00:12.500 --> 00:15.000"'
told $q/captions.en.vtt 26 "expected an end within the clip's 40 s, found 41.500 s"
told $q/captions.en.vtt 29 'expected a line of text after it'
echo WEBVTT >"$content/$q/captions.es.vtt"
told $q/captions.es.vtt 1 'expected captions, found none'
echo "Hello" >"$content/$c/captions.en.vtt"
told $c/captions.en.vtt 1 'expected "WEBVTT" in the first line'
rm "$content/$c/captions.es.vtt" "$content/$c/poster.png"
told $c/captions.es.vtt 0 'expected this file, found none'
told $c/poster.png 0 'expected this file, found none'
cp "$content/$g/captions.en.vtt" "$content/$g/caption.en.vtt"
told $g/caption.en.vtt 0 'nobody reads it'
# No key frame but the first.
ff -f lavfi -i $flat -f lavfi -i sine=frequency=440:duration=40 -c:v libx264 -preset ultrafast -pix_fmt yuv420p \
	-g 9999 -sc_threshold 0 -c:a aac "$content/$c/clip.mp4"
told $c/clip.mp4 0 'expected a key frame each second, found 40.0 s without one'
for at in ' at: [1-9]' 'other_at: 21' 'other_loop: \[26'; do
	told $c/routine.yaml "$(grep -n "$at" "$content/$c/routine.yaml" | head -n 1 | cut -d: -f1)" 'expected a key frame of the clip at'
done
size=$(wc -c <"$scratch/clip.mp4")
head -c $((size * 6 / 10)) "$scratch/clip.mp4" >"$content/$g/clip.mp4"
told $g/clip.mp4 0 'not a video, or cut off'
ff -f lavfi -i color=s=640x360 -frames:v 1 "$content/$g/poster.png"
told $g/poster.png 0 'expected 1280 x 720 pixels, found 640 x 360'
ff -f lavfi -i "color=c=gray:s=160x120:r=60:d=40" -c:v mpeg4 -g 60 "$content/$q/clip.mp4"
told $q/clip.mp4 0 'expected H.264, 8 bit 4:2:0, up to 1920 x 1080'
told $q/clip.mp4 0 'expected a picture of 16:9, found 160 x 120'
check
[ "$seeded" -ge 40 ] || fail "only $seeded faults were seeded"

# Whole files that are no YAML, or that are not there.
copy files
printf 'facts:\n  - title: {en: A, es: B\n' >"$content/facts.yaml"
told facts.yaml 3 'this is no YAML'
printf 'areas: \xff\n' >"$content/areas.yaml"
told areas.yaml 1 'expected plain text in UTF-8'
: >"$content/programs.yaml"
told programs.yaml 1 'the file is empty'
rm "$content/safety.yaml" "$content/learn/learn.yaml" "$content/$q/clip.mp4"
told safety.yaml 0 'cannot be read: No such file or directory'
told learn/learn.yaml 0 'cannot be read: No such file or directory'
told $q/clip.mp4 0 'expected this file, found none'
mv "$content/$g" "$content/routines/gluts"
rm -rf "$content/$g"-*
told routines/gluts/routine.yaml 2 'id: expected the name of the folder, "gluts", found "glutes"'
told routines 0 'expected a routine of the area "glutes", found none'
check
run 1 --json content check "$content"
says "$out" "{\"file\":\"$content/safety.yaml\",\"line\":0,\"column\":0,\"level\":\"error\",\"what\":\"cannot be read"

# How loud clips are is measured and stored beside them.
sh tests/media/make-clips.sh "$scratch/clips" sound
clips=$scratch/clips
copy loudness
cp "$clips/level-0.7.mp4" "$content/$q/clip.mp4"
cp "$clips/level-silence.mp4" "$content/$c/clip.mp4"
run 1 content check "$content"
says "$out" "h264, 160 x 96, 30 pictures a second, 2.0 s"
says "$out" "plays with -"
says "$out" "its sound is silence"
grep -q '^gain_db: -1[56]\.' "$content/$q/clip.loudness.yaml" || fail "no gain is stored"
[ ! -e "$content/$c/clip.loudness.yaml" ] || fail "silence was given a gain"
[ -z "$(find "$content" -name '*.new')" ] || fail "something is left behind"

# The content folder of the options, as JSON.
run 1 --content "$content" --json content check
says "$out" '"codec":"h264","pixels":"yuv420p","width":160,"height":96,"fps":30.00,"seconds":2.00'
says "$out" '"lufs":null'

run 1 content check "$scratch/no-such-folder"
says "$out" "expected a folder of routines, found none"
run 2 content check one two
run 2 content check --all
