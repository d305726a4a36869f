#!/bin/bash
# tuneupctl content check: what is said of clips that are fine, missing, damaged or too much, and what is
# left beside them.
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

sh tests/media/make-clips.sh "$scratch/clips" sound
clips=$scratch/clips content=$scratch/content
for id in quads calves feet; do
	mkdir -p "$content/routines/$id"
done
cp "$clips/level-0.7.mp4" "$content/routines/quads/clip.mp4"
cp "$clips/level-silence.mp4" "$content/routines/calves/clip.mp4"
cp "$clips/tones-aac.mp4" "$content/routines/feet/clip.mp4"

run 0 content check "$content"
says "$out" "quads/clip.mp4"
says "$out" "h264, 160 x 96, 30 pictures a second, 2.0 s"
says "$out" "plays with -"
says "$out" "its sound is silence"
says "$out" "3 clips, 0 errors."
grep -q '^gain_db: -1[56]\.' "$content/routines/quads/clip.loudness.yaml" || fail "no gain is stored"
[ ! -e "$content/routines/calves/clip.loudness.yaml" ] || fail "silence was given a gain"
[ -z "$(find "$content" -name '*.new')" ] || fail "something is left behind"

# The content folder of the options, as JSON.
run 0 --content "$content" --json content check
says "$out" '{"errors":[],"clips":[{"file":"'
says "$out" '"codec":"h264","pixels":"yuv420p","width":160,"height":96,"fps":30.00,"seconds":2.00'
says "$out" '"lufs":null'

# Faults are said with the file; the rest is still looked at.
size=$(wc -c <"$content/routines/feet/clip.mp4")
head -c $((size * 6 / 10)) "$clips/tones-aac.mp4" >"$content/routines/feet/clip.mp4"
rm "$content/routines/calves/clip.mp4"
run 1 content check "$content"
says "$out" "error: $content/routines/calves/clip.mp4: no such file"
says "$out" "error: $content/routines/feet/clip.mp4: "
says "$out" "2 errors."
run 1 --json content check "$content"
says "$out" '{"errors":[{"file":"'"$content"'/routines/calves/clip.mp4","line":0,"what":"no such file"}'

# More than is promised plays too, but is said.
ffmpeg -nostdin -loglevel error -y -i "$clips/level-0.7.mp4" -c:v mpeg4 -c:a copy "$content/routines/quads/clip.mp4"
run 1 content check "$content"
says "$out" "note: more than H.264"

run 1 content check "$scratch/no-such-folder"
says "$out" "No such file or directory"
run 2 content check one two
run 2 content check --all
