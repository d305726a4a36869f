#!/bin/bash
# A few screens as pixels, beside pictures that were looked at: fonts, icons, the body, a video frame.
# Compared on Debian 12 only, with tolerance: other libraries draw edges a shade differently.
# TUNEUP_GOLDEN_UPDATE=1 takes the new pictures over.
set -eu
cd "$(dirname "$0")/../.."
build=$(cd "${TUNEUP_BUILD:-build}" && pwd) scratch=${TUNEUP_TEST_DIR:-build/test/shots}
least_psnr=35 # dB; identical pictures are "inf", a moved button falls below 30
mkdir -p "$scratch"
cat >"$scratch/shots.txt" <<'S'
clock 2026-11-23T10:00
shot attract
tap #go
expect screen home
shot home
tap #home.routines
tap #safety.ok
expect screen areas
shot areas
tap #areas.go
expect video playing
wait 3s
shot routine
S
"$build/tuneup" --content content --assets assets --headless 800x480 --sim \
	--script "$scratch/shots.txt" --shots "$scratch"
if [ -n "${TUNEUP_GOLDEN_UPDATE:-}" ]; then
	mkdir -p tests/golden/shots
	cp "$scratch"/*.png tests/golden/shots/
fi
# shellcheck disable=SC1091
codename=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
if [ "$codename" != bookworm ]; then
	echo "not compared on ${codename:-this system}"
	exit 0
fi
for picture in attract home areas routine; do
	psnr=$(ffmpeg -hide_banner -nostdin -i "$scratch/$picture.png" -i "tests/golden/shots/$picture.png" \
		-lavfi psnr -f null - 2>&1 | sed -n 's/.*average:\([0-9.inf]*\).*/\1/p')
	if [ -z "$psnr" ] || ! awk -v psnr="$psnr" -v least=$least_psnr \
		'BEGIN {exit !(psnr == "inf" || psnr + 0 >= least)}'; then
		echo "$picture: PSNR ${psnr:-unknown} dB, expected $least_psnr or more: look at $scratch/$picture.png"
		exit 1
	fi
done
