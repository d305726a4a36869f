#!/bin/bash
# What is missing or broken is said, and everything else goes on. Each case breaks one thing, plays a
# script, and looks at the exit status and the words on stderr.
set -eu
cd "$(dirname "$0")/../.."
build=$(cd "${TUNEUP_BUILD:-build}" && pwd) scratch=${TUNEUP_TEST_DIR:-build/test/faults}
mkdir -p "$scratch"
scratch=$(cd "$scratch" && pwd)
failed=0

# case NAME STATUS "WORDS ON STDERR" SCRIPT [OPTION]...
case_() {
	local name=$1 wanted=$2 words=$3 script=$4 status=0
	shift 4
	printf '%b' "$script" >"$scratch/$name.txt"
	"$build/tuneup" --headless 800x480 --sim --script "$scratch/$name.txt" --shots "$scratch" \
		--content "$scratch/content" --assets "$scratch/assets" "$@" \
		>"$scratch/$name.out" 2>&1 || status=$?
	if [ $status -ne "$wanted" ] || ! grep -qF -- "$words" "$scratch/$name.out"; then
		echo "$name: exit $status, expected $wanted and \"$words\"; it said:"
		cat "$scratch/$name.out"
		failed=1
	fi
}

fresh() {
	rm -rf "$scratch/content" "$scratch/assets"
	cp -r content assets "$scratch/"
	mkdir -p "$scratch/assets/locale"
	cp "$build"/locale/*.mo "$scratch/assets/locale/"
}

to_routine='tap #go\ntap #home.routines\ntap #safety.ok\ntap #area.quads\ntap #areas.go\nexpect screen routine\n'
# A PIN is chosen first, since a fresh state has none.
to_problems='tap #home\nhold #logo 3s\nexpect screen staff-setup\ntype "735190"\ntap #pin.next\ntype "735190"\ntap #pin.next\nexpect text "Step 2 of 5"\ntap #setup.next\ntap #setup.next\ntap #setup.next\ntap #setup.next\ntap #staff.problems\nexpect screen staff-problems\n'

fresh
rm "$scratch/content/routines/quads/clip.mp4"
case_ no-clip 0 "clip.mp4" "$to_routine"'expect text "This video will not play"\nexpect text "Step 1 of"\n'"$to_problems"

fresh
head -c 20000 content/routines/quads/clip.mp4 >"$scratch/content/routines/quads/clip.mp4"
case_ cut-clip 0 "clip.mp4" "$to_routine"'expect text "Step 1 of"\nwait 2s\n'"$to_problems"

fresh
echo garbage >"$scratch/content/routines/quads/clip.mp4"
case_ garbage-clip 0 "clip.mp4" "$to_routine"'expect text "This video will not play"\n'"$to_problems"'expect text "will not play"\n'

fresh
rm "$scratch/content/routines/quads/poster.png"
case_ no-poster 0 "poster.png" "$to_routine"'expect video playing\n'"$to_problems"

fresh
printf 'WEBVTT\n\n00:01.000 --> oops\nno\n\n00:02.000 --> 00:09.000\nStill here\n' \
	>"$scratch/content/routines/quads/captions.en.vtt"
case_ bad-cue 0 "captions.en.vtt:3" "$to_routine"'wait 3s\nexpect text "Still here"\n'"$to_problems"

fresh
printf 'id: neck\narea: nack\nsides: many\n' >"$scratch/content/routines/neck/routine.yaml"
case_ bad-routine 0 "routine.yaml:2" 'tap #go\ntap #home.routines\ntap #safety.ok\ntap #area.neck\nexpect text "There is no routine for this area yet"\ntap #area.calves\ntap #areas.go\nexpect video playing\n'
grep -q "routine.yaml:3" "$scratch/bad-routine.out" || { echo "bad-routine: line 3 is not named"; failed=1; }

fresh
rm -r "$scratch/content"
case_ no-content 0 "content" 'tap #go\ntap #home.routines\nexpect text "Over an open wound"\ntap #safety.ok\nexpect screen areas\n'"$to_problems"

fresh
rm "$scratch/assets/fonts/InterDisplay-Bold.otf"
case_ no-font 0 "InterDisplay-Bold.otf" 'tap #go\ntap #home.learn\n'"$to_problems"'expect text "A font is missing"\n'

fresh
echo garbage >"$scratch/assets/icons/body.svg"
case_ bad-icon 0 "body.svg" 'tap #go\nshot bad-icon\nexpect screen home\n'

fresh
echo garbage >"$scratch/assets/locale/es.mo"
case_ bad-language 0 "es.mo" 'tap #go\nexpect screen home\nexpect no item #lang\n'

fresh
mkdir -p "$scratch/state"
printf 'idle: {seconds: soon}\nvolumn: 3\n' >"$scratch/state/settings.yaml"
case_ bad-own-settings 0 "settings.yaml:1" 'expect screen recovery\nexpect text "settings.yaml:1"\ntap #go\ntap #home.learn\n'"$to_problems"'expect text "A setting is not understood"\n' --state "$scratch/state"
printf 'idle: {seconds: soon}\n' >"$scratch/named.yaml"
case_ bad-named-settings 2 "named.yaml:1" 'tap #go\n' --config "$scratch/named.yaml"
case_ no-named-settings 2 "nowhere.yaml" 'tap #go\n' --config "$scratch/nowhere.yaml"

case_ unknown-language 2 "no such language" 'tap #go\n' --lang xx
case_ bad-script 2 "bad-script.txt:1" 'jump\n'
case_ failed-expectation 1 "failed-expectation.txt:1: expected: expect screen home; seen: screen attract" 'expect screen home\n'
case_ bad-option 2 "--help" 'tap #go\n' --frobnicate

# No display at all: a message, not a crash.
status=0
env -u DISPLAY -u WAYLAND_DISPLAY SDL_VIDEODRIVER=x11 "$build/tuneup" >"$scratch/no-display.out" 2>&1 || status=$?
if [ $status -ne 1 ] || ! grep -q "no display" "$scratch/no-display.out"; then
	echo "no-display: exit $status"
	cat "$scratch/no-display.out"
	failed=1
fi
exit $failed
