#!/bin/bash
# --touches writes a script again with the place of each touch, so that a finger which knows no names shows the same.
set -eu
cd "$(dirname "$0")/../.."
build=${TUNEUP_BUILD:-$PWD/build}
scratch=${TUNEUP_TEST_DIR:-build/test/touches}
rm -rf "$scratch"
mkdir -p "$scratch"

# play NAME OPTION...: NAME.txt, pictures in the folder NAME.
play() {
	local name=$1
	shift
	"$build/tuneup" --headless 800x480 --sim --script "$scratch/$name.txt" --shots "$scratch/$name" "$@" \
		2>"$scratch/$name.err"
}

cat >"$scratch/named.txt" <<'S'
clock 2026-11-23T10:00
tap "Touch to start"
press next
tap #home.therapists
tap #therapists.search
type "Müller"
expect text "Müller"
shot typed
press home
hold #logo 3s
wait 1s
type "735190"
drag 100,300 100,200 400ms
shot chosen
S
play named --touches "$scratch/placed.txt"
cat "$scratch/placed.txt"
! grep -E '#|tap "|type|^expect item' "$scratch/placed.txt"
grep -qx 'press next' "$scratch/placed.txt"
grep -qx 'drag 100,300 100,200 400ms' "$scratch/placed.txt"
grep -Eqx 'hold [0-9]+,[0-9]+ 30[0-9]{2}ms' "$scratch/placed.txt"
play placed
for picture in typed chosen; do
	cmp "$scratch/named/$picture.png" "$scratch/placed/$picture.png"
done

# Nothing scrolls for that finger: what is out of view it has to drag there.
cat >"$scratch/below.txt" <<'S'
clock 2026-11-23T10:00
tap #go
tap #home.plan
tap #plan.ready.five-minutes
S
! play below --touches /dev/null
cat "$scratch/below.err"
grep -q 'out of view' "$scratch/below.err"
