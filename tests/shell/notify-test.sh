#!/bin/bash
# What systemd hears of a kiosk: up once there is a picture, alive while the loop turns, then that it
# ends, and it ends at once when told to; headless and in a window alike.
set -eu
cd "$(dirname "$0")/../.."
build=${TUNEUP_BUILD:-build}
# The path of a socket has 107 letters at most.
folder=$(mktemp -d /tmp/tuneup-notify.XXXXXX)
kiosk='' listener=''
# shellcheck disable=SC2086 # numbers, or nothing
trap 'kill $kiosk $listener 2>/dev/null || true; rm -rf "$folder"' EXIT
socket=$folder/socket
patience=100

# systemd's end of the socket, a line a message. Perl is part of every Debian.
listen() {
	exec perl -MSocket -e '
		socket(my $end, PF_UNIX, SOCK_DGRAM, 0) or die $!;
		bind($end, sockaddr_un($ARGV[0])) or die "$ARGV[0]: $!";
		$| = 1;
		print "listening\n";
		while (defined recv($end, my $text, 4096, 0)) { print "$text\n" }' "$1"
}

# Waits for a line of the socket; others may come before it, but none of those given after it.
hear() {
	local wanted=$1 line
	shift
	while read -r -t "$patience" -u 3 line; do
		[ "$line" != "$wanted" ] || return 0
		for early in "$@"; do
			[ "$line" != "$early" ] || { echo "$line came before $wanted"; exit 1; }
		done
	done
	echo "never heard: $wanted"
	exit 1
}

# Runs a kiosk with these options, hears it, ends it.
lives() {
	local status=0
	rm -f "$socket" "$folder/heard"
	mkfifo "$folder/heard"
	listen "$socket" >"$folder/heard" &
	listener=$!
	exec 3<"$folder/heard"
	hear listening
	NOTIFY_SOCKET=$socket WATCHDOG_USEC=400000 "$build/tuneup" --content content --assets assets --sim "$@" &
	kiosk=$!
	hear READY=1 WATCHDOG=1 STOPPING=1
	for _ in 1 2 3 4 5; do
		hear WATCHDOG=1 READY=1 STOPPING=1
	done
	kill -TERM "$kiosk"
	hear STOPPING=1 READY=1
	wait "$kiosk" || status=$?
	kiosk=
	[ $status -eq 0 ] || { echo "$*: ended with $status"; exit 1; }
	kill "$listener"
	listener=
	exec 3<&-
}

lives --headless 800x480 --realtime
SDL_VIDEODRIVER=dummy lives --window 800x480
