#!/bin/sh
# `make run` and `make tour`: run-kiosk.sh [--tour] TUNEUP shows the kiosk in a window or on the
# console; without any display, or when asked to, it plays the tour and leaves screenshots.
set -eu
cd "$(dirname "$0")/.."

# The state of a kiosk to try: the sample directory, and a place for distances. It is kept, so that what
# is changed with tuneupctl stays; loaded once.
prepare() {
	state=$(dirname "$1")/run-state
	mkdir -p "$state"
	[ -e "$state/settings.yaml" ] ||
		echo 'place: {latitude: 40.0190, longitude: -105.2747}' >"$state/settings.yaml"
	[ -e "$state/directory.db" ] ||
		"$1"ctl --state "$state" therapists import content/sample-therapists.csv --by demo
}

tour() {
	shots=$(dirname "$1")/tour
	rm -rf "$shots"
	for size in 1920x1080 1080x1920 800x480; do
		mkdir -p "$shots/$size"
		"$1" --headless $size --sim --state "$state" --script tests/replay/tour.txt --shots "$shots/$size"
		echo "$shots/$size: $(find "$shots/$size" -name '*.png' | wc -l) screenshots"
	done
}

if [ "$1" = --tour ]; then
	prepare "$2"
	tour "$2"
	exit
fi

tuneup=$1
prepare "$tuneup"
# The driver is named, since SDL would else fall back to one that shows nothing and runs for ever.
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
	driver=x11,wayland
	window='--window 1280x720'
else
	case $(tty) in
	/dev/tty[0-9]*) console=$(find /dev/dri -name 'card*' 2>/dev/null) ;;
	*) console= ;;
	esac
	if [ -z "$console" ]; then
		echo "There is no display here, so this is the tour, played without one."
		tour "$tuneup"
		exit
	fi
	driver=kmsdrm
	window=
fi
# shellcheck disable=SC2086 # window is an option and its value, or nothing
SDL_VIDEODRIVER=${SDL_VIDEODRIVER:-$driver} exec "$tuneup" --state "$state" --sim $window
