#!/bin/bash
# `make bench`: bench.sh BUILD [PART[,PART]...] measures ours beside its peers, prints medians and goals and writes
# BUILD/bench.json. README.md says how, and what to doubt. Environment: ROUNDS (5), WINDOW (seconds of each
# measurement of a player, 3), LONG (seconds of the long run, 60), PATIENCE (seconds of waiting for a quiet machine,
# 60), BUDGET (seconds after which no round begins that would not end in time, 840).
set -u
cd "$(dirname "$0")/../.." || exit 1
source tests/bench/lib.sh

all_parts='video start idle ui input mat directory usage clips'
rounds=${ROUNDS:-5}
window=${WINDOW:-3}
build=$(realpath "$1")
only=${2:-${all_parts// /,}}
parts=${only//,/ }
for part in $parts; do
	[ -e "tests/bench/part-$part.sh" ] || { say "bench.sh: unknown part $part (${all_parts// /, })"; exit 2; }
done
for number in "$rounds" "$window"; do
	[[ $number =~ ^[1-9][0-9]*$ ]] || { say "bench.sh: ROUNDS and WINDOW are whole numbers from 1: $number"; exit 2; }
done
# The clips are 8.5 s long, and a player has to be in the middle of one.
[ "$window" -le 6 ] || { say "bench.sh: WINDOW is at most 6 s"; exit 2; }

round=0
patience=${PATIENCE:-60}
budget=${BUDGET:-840}
retries=$((rounds * 4))
stopped=''
running=''
x_pid=''
scratch=$(mktemp -d "${TMPDIR:-/tmp}/tuneup-bench.XXXXXX")
results=$scratch/results
goals=$scratch/goals
log=$scratch/log
measure=$build/tests/bench/measure

# Every program that `measure` starts ends with it.
finish() {
	trap '' INT TERM HUP
	# shellcheck disable=SC2086 # a number, or nothing
	[ -z "$running" ] || { kill -TERM $running; wait $running; }
	[ -z "$x_pid" ] || { kill "$x_pid"; wait "$x_pid"; }
	rm -rf "$scratch"
} 2>/dev/null
trap finish EXIT
trap 'stopped=1; exit 130' INT TERM HUP

# VLC refuses to run as root, so nobody does: all that is measured, and all that it reads, is copied to where that
# user may go.
prepare() {
	tests/bench/clips.sh "$build/bench/clips" || exit 1
	bin=$scratch/bin
	here=$scratch/bench
	clips=$scratch/clips
	mkdir -p "$bin/tests/bench" "$scratch/screen" "$scratch/home" "$scratch/run" "$scratch/state"
	cp "$build/tuneup" "$bin/"
	cp "$build"/tests/bench/{play,directory,mat,station,usage,ui,button} "$bin/tests/bench/"
	cp -r "$build/locale" "$bin/"
	cp -r assets content "$scratch/"
	cp -r tests/bench "$here"
	cp -r "$build/bench/clips" "$clips"
	"$build/tuneupctl" --state "$scratch/state" therapists import content/sample-therapists.csv --by bench >/dev/null || exit 1
	touch "$results" "$goals" "$log"
	chmod -R u+rwX,go+rX "$scratch"
	chmod 700 "$scratch/run"
	[ "$(id -u)" -ne 0 ] || chown -R nobody: "$scratch"
	export HOME=$scratch/home XDG_RUNTIME_DIR=$scratch/run LANG=C.UTF-8 SDL_AUDIODRIVER=dummy SDL_VIDEODRIVER=x11
	unset WAYLAND_DISPLAY LANGUAGE LC_ALL XAUTHORITY DBUS_SESSION_BUS_ADDRESS SDL_RENDER_DRIVER MAKEFLAGS MAKELEVEL
}

# A screen in memory that is also a file: `measure` looks at it without asking the server.
open_screen() {
	local as_nobody=() tries=100
	[ "$(id -u)" -ne 0 ] || as_nobody=(setpriv --reuid=65534 --regid=65534 --clear-groups)
	"${as_nobody[@]}" Xvfb -displayfd 3 -screen 0 1920x1080x24 -fbdir "$scratch/screen" -ac -noreset -nolisten tcp \
		3>"$scratch/display" >"$log.x" 2>&1 &
	x_pid=$!
	until [ -s "$scratch/display" ]; do
		tries=$((tries - 1))
		if [ $tries -eq 0 ] || ! kill -0 $x_pid 2>/dev/null; then
			say "bench.sh: Xvfb does not start: $(tail -n 3 "$log.x")"
			exit 1
		fi
		sleep 0.1
	done
	DISPLAY=:$(cat "$scratch/display")
	export DISPLAY
	# shellcheck disable=SC2034 # for the parts
	screen=$scratch/screen/Xvfb_screen0
}

missing_peers() {
	local name
	for name in ffmpeg ffplay mpv vlc gst-launch-1.0 chromium xdotool; do
		command -v $name >/dev/null || say "  $name is not installed (tests/deps.sh bench): left out"
	done
}

prepare
open_screen
# shellcheck source=/dev/null
source tests/bench/peers.sh
for part in $parts; do
	# shellcheck source=/dev/null
	source "tests/bench/part-$part.sh"
done
missing_peers
longest=0
for ((round = 1; round <= rounds; round++)); do
	if [ $((SECONDS + longest + ${LONG:-60})) -gt "$budget" ]; then
		say "No time is left within $((budget / 60)) minutes for round $round: what there is, is from fewer"
		break
	fi
	calm
	began=$SECONDS
	say "Round $round of $rounds, load $(load), after $((SECONDS / 60)) min $((SECONDS % 60)) s"
	for part in $parts; do
		"${part}_round"
	done
	[ $((SECONDS - began)) -le $longest ] || longest=$((SECONDS - began))
done
for part in $parts; do
	"${part}_once"
done
for part in $parts; do
	"${part}_table"
	"${part}_goals"
done
print_goals
doubtful=$(awk -F '\t' '$6 != "-" {print $1 $2 $4}' "$results" | sort -u | wc -l)
measured=$(awk -F '\t' '{print $1 $2 $4}' "$results" | sort -u | wc -l)
echo
echo "$measured measurements, $doubtful in doubt (load over $max_load, others busy, or pictures missing)," \
	"$((SECONDS / 60)) min $((SECONDS % 60)) s"
rounds=$((round - 1))
write_json "$build/bench.json"
