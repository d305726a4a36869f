#!/bin/bash
# A few screens as pixels, beside pictures that were looked at: fonts, icons, the body, a video frame.
# Compared on Debian 12 only, with tolerance: other libraries draw edges a shade differently.
# TUNEUP_GOLDEN_UPDATE=1 takes the new pictures over.
set -eu
cd "$(dirname "$0")/../.."
build=$(cd "${TUNEUP_BUILD:-build}" && pwd) scratch=${TUNEUP_TEST_DIR:-build/test/shots}
least_psnr=35 # dB; identical pictures are "inf", a moved button falls below 30
mkdir -p "$scratch"

# play SIZE OPTION...: a script on the standard input, at this size; its pictures land in the scratch folder.
play() {
	cat >"$scratch/script.txt"
	"$build/tuneup" --content content --assets assets --sim --script "$scratch/script.txt" --shots "$scratch" \
		--headless "$@"
}

play 800x480 <<'S'
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
play 1024x600 --lang es <<'S'
clock 2026-11-23T10:00
tap #go
tap #home.routines
shot safety
tap #home
tap #home.plan
tap #area.glutes
tap #plan.minutes.12
tap #go
expect screen plan-result
shot plan-result
tap #home
tap #home.learn
tap #learn.tab.techniques
shot learn
tap #home
tap #home.roller
tap #safety.ok
tap #go
expect screen roller-live
mat play "tests/traces/calm.csv"
wait 14s
shot roller-live
S
play 600x1066 <<'S'
clock 2026-11-23T10:00
tap #go
tap #access
tap #access.contrast
tap #access.size.2
press back
expect screen home
shot home-contrast
tap #home.routines
tap #safety.ok
tap #areas.go
expect video playing
wait 3s
shot routine-contrast
S
pictures=$(cd "$scratch" && ls ./*.png)
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
for picture in $pictures; do
	picture=$(basename "$picture" .png)
	psnr=$(ffmpeg -hide_banner -nostdin -i "$scratch/$picture.png" -i "tests/golden/shots/$picture.png" \
		-lavfi psnr -f null - 2>&1 | sed -n 's/.*average:\([0-9.inf]*\).*/\1/p')
	if [ -z "$psnr" ] || ! awk -v psnr="$psnr" -v least=$least_psnr \
		'BEGIN {exit !(psnr == "inf" || psnr + 0 >= least)}'; then
		echo "$picture: PSNR ${psnr:-unknown} dB, expected $least_psnr or more: look at $scratch/$picture.png"
		exit 1
	fi
done
