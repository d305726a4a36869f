#!/bin/bash
# The settings of yesterday: kept once the kiosk has run for ten minutes, offered when those of today cannot be used, and
# in use again by one touch; a kiosk that systemd looks after begins anew with them.
set -eu
cd "$(dirname "$0")/../.."
build=$(cd "${TUNEUP_BUILD:-build}" && pwd) scratch=${TUNEUP_TEST_DIR:-build/test/settings-shell}
rm -rf "$scratch"
mkdir -p "$scratch/state" "$scratch/machine" "$scratch/empty"
scratch=$(cd "$scratch" && pwd)
state=$scratch/state size=${SIZE:-1920x1080}
own=$state/settings.yaml kept=$state/settings.yesterday.yaml
listener=
trap 'kill $listener 2>/dev/null || true' EXIT

fail() {
	echo "settings-test.sh: $*"
	exit 1
}
play() { # NAME [OPTION]...: the script stands on standard input
	local name=$1
	shift
	cat >"$scratch/$name.txt"
	timeout -k 5 100 "$build/tuneup" --assets assets --state "$state" --headless "$size" --sim --shots "$scratch" \
		--script "$scratch/$name.txt" "$@" 2>"$scratch/$name.err" || { cat "$scratch/$name.err"; fail "$name"; }
}
good='roller: {closed: true}'
bad='roller: {closed: perhaps}'
quote=$(printf '\342\200\231s')

# --- what is kept ---

echo "$good" >"$own"
play keeps --content "$scratch/empty" --machine "$scratch/machine" <<'S'
wait 9m
S
[ ! -e "$kept" ] || fail "kept before it had run for long"
play keeps --content "$scratch/empty" --machine "$scratch/machine" <<'S'
wait 11m
S
[ "$(cat "$kept")" = "$good" ] || fail "not kept: $(cat "$scratch/keeps.err")"
[ "$(find "$state" -name 'settings*' | wc -l)" = 2 ] || fail "something was left behind: $(ls "$state")"

# --- what comes back ---

# comes_back LANGUAGE TITLE BUTTON OPEN NEWS CLOSED
comes_back() {
	echo "$bad" >"$own"
	rm -rf "$state/set-aside"
	play "back-$1" --content content --lang "$1" <<S
expect screen recovery
expect text "$2"
expect item button "$3"
expect item button "$4"
wait 17s
shot recovery-$1
tap #go
expect screen home
expect text "$5"
tap #home.roller
tap #safety.ok
expect text "$6"
S
	[ "$(cat "$own")" = "$good" ] || fail "$1: the settings of yesterday are not in use"
	[ "$(cat "$kept")" = "$good" ] || fail "$1: the settings of yesterday are not kept"
	[ "$(cat "$state"/set-aside/*/settings.yaml)" = "$bad" ] || fail "$1: what could not be used was not set aside"
}
comes_back en 'Started with default settings' "Use yesterday$quote settings" 'Open with defaults now' \
	"Yesterday$quote settings are in use again." 'Back soon'
comes_back es 'Arrancó con ajustes de fábrica' 'Usar los ajustes de ayer' 'Abrir con los de fábrica' \
	'Los ajustes de ayer están en uso otra vez.' 'Vuelve pronto'
grep -q 'roller.closed: expected true or false, found "perhaps"' "$scratch/back-en.err" || fail 'the mistake is not told'

# --- what is not offered ---

echo "$bad" | tee "$own" >"$kept"
play no-better --content content <<'S'
expect screen recovery
expect no text "yesterday"
expect item button "Open now"
tap #go
expect screen home
S
[ ! -e "$state/set-aside" ] || [ "$(find "$state/set-aside" -type f | wc -l)" = 1 ] || fail 'something was set aside all the same'

# --- under systemd ---

echo "$good" >"$kept"
perl -MSocket -e 'socket(my $end, PF_UNIX, SOCK_DGRAM, 0) or die; bind($end, sockaddr_un($ARGV[0])) or die; sleep 100' \
	"/tmp/tuneup-settings.$$" &
listener=$!
NOTIFY_SOCKET=/tmp/tuneup-settings.$$ play anew --content content --realtime <<'S'
until screen recovery 20s
tap #go
wait 30s
expect text "it went on"
S
rm -f "/tmp/tuneup-settings.$$"
grep -q 'the kiosk begins anew' "$scratch/anew.err" || fail "it did not begin anew: $(cat "$scratch/anew.err")"
[ "$(cat "$own")" = "$good" ] || fail 'before it begins anew they are in place'
