#!/bin/bash
# The directory by name and by filters, as customers ask it: by touch at three sizes and in both
# languages, by the buttons alone; and what was typed is nowhere afterwards.
set -eu
cd "$(dirname "$0")/../.."
build=$(cd "${TUNEUP_BUILD:-build}" && pwd) scratch=${TUNEUP_TEST_DIR:-build/test/search}
rm -rf "$scratch"
state=$scratch/state
mkdir -p "$state"
printf 'place: {latitude: 40.0190, longitude: -105.2747}\n' >"$state/settings.yaml"

ctl() {
	"$build/tuneupctl" --assets assets --state "$state" "$@"
}
# kiosk SCRIPT SIZE LANGUAGE
kiosk() {
	"$build/tuneup" --content content --assets assets --state "$state" --headless "$2" --sim --lang "$3" \
		--script "$1" --shots "$scratch" >>"$scratch/said" 2>&1 || { cat "$scratch/said"; exit 1; }
}
next() {
	for _ in $(seq "$1"); do
		echo "press next"
	done
}

ctl therapists import content/sample-therapists.csv --by MK >/dev/null

cat >"$scratch/touch.txt" <<'S'
clock 2026-11-23T18:05
tap #go
tap #home.therapists
expect item #therapist.1
tap #therapists.search
expect screen search
expect text "Juniper Sample"
type "Amélie És"
expect text "Amélie Esquisse"
expect no text "Juniper Sample"
hold #key.backspace 3s
expect text "Juniper Sample"
type "osk"
expect text "Saoirse O'Sketch"
tap #key.done
expect screen therapists
expect text "“osk”"
expect no text "Juniper Sample"
tap row "Saoirse"
expect screen therapist
tap #back
expect screen therapists
tap #therapists.name
expect text "Juniper Sample"
# A name that nobody has: the way on is shut, the way back is not.
tap #therapists.search
type "Zypressenhain-Müller"
expect no item row "Juniper"
tap #back
expect screen therapists
expect text "Juniper Sample"
# All filters; each counts at once.
tap #therapists.filters
expect screen filters
tap #therapists.setting.mobile
tap #therapists.member.amta
tap #filters.new
expect item #filters.show
tap #therapists.clear
tap #therapists.technique.prenatal
tap #go
expect screen therapists
expect no text "Juniper Sample"
tap #home
expect screen home
S
for size in 1920x1080 1080x1920 800x480; do
	for language in en es; do
		kiosk "$scratch/touch.txt" $size $language
	done
done

# A long press of Next moves the focus on and on.
{
	cat <<-'S'
		clock 2026-11-23T18:05
		press start
		press next
		press next
		press start
		expect screen therapists
		press next 4s
		expect focus #therapists.within.3
	S
	next 11
	cat <<-'S'
		expect focus #therapists.search
		press start
		expect screen search
		expect focus #key.done
	S
	next 13
	cat <<-'S'
		expect focus #key.t
		press start
	S
	next 12
	cat <<-'S'
		expect focus #key.h
		press start
		expect text "2 found"
		press next 3s
		expect focus #key.shift.right
	S
	next 3
	cat <<-'S'
		expect focus #key.done
		press start
		expect screen therapists
		expect text "“th”"
		press start
		expect screen therapist
		expect text "Ofelia Borrador"
		press back
		expect screen therapists
		press home
		until screen attract 3m
	S
} >"$scratch/buttons.txt"
kiosk "$scratch/buttons.txt" 1920x1080 en

# Searches were counted, and no letter of them is in any file or in the journal.
ctl usage report --json >"$scratch/report"
grep -q '"searches":[1-9]' "$scratch/report" || { cat "$scratch/report"; exit 1; }
if grep -raiE 'zypress|"osk|name=osk' "$state" "$scratch/said"; then
	echo "what was typed is kept"
	exit 1
fi
