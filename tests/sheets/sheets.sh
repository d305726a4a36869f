#!/bin/bash
# Contact sheets of all screens: sheets.sh BUILD OUTPUT [NAME]... plays screens.txt at each size and in each
# language and lays what it shows beside each other, in the visitor's order, as OUTPUT/SIZE-LANGUAGE.png.
# One of them alone by its name. The single pictures stay in BUILD/sheets.
set -eu
cd "$(dirname "$0")/../.."
build=$1 output=$2
shift 2
script=tests/sheets/screens.txt
state=$build/sheets/state
# size language columns thumbnail's-width options
sheets="1920x1080 en 5 380
1920x1080 es 5 380
1080x1920 en 9 210
1080x1920 es 9 210
800x480 en 5 380
800x480 es 5 380"

# A directory of people who do not exist, and a place for distances.
prepare() {
	rm -rf "$state"
	mkdir -p "$state" "$output"
	echo 'place: {latitude: 40.0190, longitude: -105.2747}' >"$state/settings.yaml"
	"$build/tuneupctl" --state "$state" therapists import content/sample-therapists.csv --by demo >/dev/null
	echo 735190 | "$build/tuneupctl" --state "$state" pin set >/dev/null
}

# sheet SIZE LANGUAGE COLUMNS WIDTH
sheet() {
	local name=$1-$2 shots=$build/sheets/$1-$2 n=0 shot
	rm -rf "$shots"
	mkdir -p "$shots/in-order"
	"$build/tuneup" --content content --assets assets --headless "$1" --sim --lang "$2" --state "$state" \
		--script "$script" --shots "$shots" 2>"$shots/log" || { cat "$shots/log" >&2; return 1; }
	for shot in $(sed -n 's/^shot  *//p' "$script"); do
		ln -s "../$shot.png" "$(printf '%s/in-order/%03d.png' "$shots" $n)"
		n=$((n + 1))
	done
	# Few colors, so that all sheets together stay small.
	ffmpeg -hide_banner -nostdin -loglevel error -y -i "$shots/in-order/%03d.png" -frames:v 1 -filter_complex "
		scale=$4:-1:flags=area,tile=$3x$(((n + $3 - 1) / $3)):padding=10:margin=10:color=0xC9C4BA,split[a][b];
		[a]palettegen=stats_mode=full:reserve_transparent=0[p];[b][p]paletteuse=dither=none" \
		-pix_fmt pal8 "$output/$name.png"
	echo "$output/$name.png: $n screens, $(stat -c %s "$output/$name.png") bytes"
}

prepare
while read -r size language columns width; do
	case " ${*:-$size-$language} " in
	*" $size-$language "*) sheet "$size" "$language" "$columns" "$width" ;;
	esac
done <<<"$sheets"
