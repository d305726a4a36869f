#!/bin/bash
# Runs the fuzzers that were built: fuzz.sh BUILD SECONDS|-n COUNT. The seconds are shared; of what is quick ten times
# the count is run. The case that failed stays in BUILD/fuzz, and its number is said; `ONLY=fuzz_pack fuzz.sh BUILD -n 1
# NUMBER` runs it alone.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/sanitizers.sh
build=$1 folder=$1/fuzz
shift
only=${ONLY:-fuzz_admin fuzz_vtt fuzz_csv fuzz_mat fuzz_content fuzz_picture fuzz_pack fuzz_clip}
mkdir -p "$folder"
for set in basic sound formats; do
	sh tests/media/make-clips.sh "$folder/clips" $set || exit 1
done

# What the fuzzers spoil: our own content with clips that are only there, a small pack, settings, pictures.
rm -rf "$folder"/{content,pack-content,settings,pictures}
mkdir -p "$folder/settings" "$folder/pictures" "$folder/content"
cp systemd/tuneup.yaml "$folder/settings/"
cp tests/system/kiosk/tuneup.yaml "$folder/settings/kiosk.yaml"
cp -R content/*.yaml content/learn content/routines "$folder/content/"
for clip in "$folder"/content/routines/*/clip.mp4; do
	echo >"$clip"
done
cp assets/icons/{body,moon,language}.svg assets/body/{front-quads,body-back-hair}.svg assets/illus/*.svg "$folder/pictures/"
for format in rgba rgb24 pal8 gray monob rgb48be ya8; do
	ffmpeg -nostdin -loglevel error -y -f lavfi -i testsrc=s=72x48 -frames:v 1 -pix_fmt $format \
		"$folder/pictures/$format.png" || exit 1
done
find "$folder/content/routines" -name poster.png -exec cp "$folder/pictures/rgb24.png" {} \;
cp -R "$folder/content" "$folder/pack-content"
find "$folder/pack-content/routines" -mindepth 1 -maxdepth 1 ! -name quads -exec rm -rf {} +

count() {
	case $1 in
	fuzz_clip | fuzz_content | fuzz_picture | fuzz_pack) echo "$count" ;;
	*) echo $((count * 10)) ;;
	esac
}

# A leak of a library's is told from ours by who called it.
export LSAN_OPTIONS=suppressions=$PWD/tests/suppressions/lsan.txt:print_suppressions=0
for name in $only; do
	if [ "$1" = -n ]; then
		count=$2
		set_of=(-n "$([ $# -gt 2 ] && echo "$2" || count "$name")" "${3:-1}")
	else
		set_of=("$(($1 / $(wc -w <<<"$only") + 1))" 1)
	fi
	unwind=$([ "$name" = fuzz_picture ] && echo 0 || echo 1)
	if ASAN_OPTIONS=$ASAN_OPTIONS:fast_unwind_on_malloc=$unwind "$build/tests/fuzz/$name" "$folder" "${set_of[@]}" >"$folder/$name.log" 2>&1; then
		echo "$name: $(tail -n 1 "$folder/$name.log")"
	else
		echo "$name FAILED; the case is in $folder:"
		tail -n 60 "$folder/$name.log"
		exit 1
	fi
done
