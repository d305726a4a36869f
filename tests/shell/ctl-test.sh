#!/bin/bash
# tuneupctl as staff meet it: help, mistakes, exit statuses, JSON, the state folder, the PIN, check.
set -eu
cd "$(dirname "$0")/../.."
build=$(cd "${TUNEUP_BUILD:-build}" && pwd) scratch=${TUNEUP_TEST_DIR:-build/test/ctl}
rm -rf "$scratch"
mkdir -p "$scratch"
scratch=$(cd "$scratch" && pwd)
state=$scratch/state
unset JOURNAL_STREAM

fail() {
	echo "ctl-test.sh: $*"
	exit 1
}
# run STATUS ARGUMENT...: leaves what it says in out and err.
run() {
	local wanted=$1 status=0
	shift
	"$build/tuneupctl" --state "$state" --assets assets --content content "$@" \
		>"$scratch/out" 2>"$scratch/err" </dev/null || status=$?
	out=$(cat "$scratch/out") err=$(cat "$scratch/err")
	[ $status -eq "$wanted" ] || fail "$*: exit $status, expected $wanted; out: $out; err: $err"
}
says() {
	case $1 in
	*"$2"*) ;;
	*) fail "\"$2\" is missing in: $1" ;;
	esac
}
# One JSON value and nothing else (RFC 8259), or it fails.
is_json() {
	awk '
		{text = text $0 "\n"}
		function space() {sub(/^[ \t\r\n]+/, "", text)}
		function take(pattern) {
			if (!match(text, "^(" pattern ")")) return 0
			text = substr(text, RLENGTH + 1)
			return 1
		}
		function string() {return take("\"([^\"\\\\[:cntrl:]]|\\\\[\"\\\\/bfnrt]|\\\\u[0-9a-fA-F][0-9a-fA-F][0-9a-fA-F][0-9a-fA-F])*\"")}
		function members(object, end) {
			space()
			if (take(end)) return 1
			do {
				space()
				if (object && !(string() && take("[ \t\r\n]*:"))) return 0
				if (!value()) return 0
				space()
			} while (take(","))
			return take(end)
		}
		function value() {
			space()
			if (take("[{]")) return members(1, "}")
			if (take("[[]")) return members(0, "[]]")
			return string() || take("-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][-+]?[0-9]+)?|true|false|null")
		}
		END {
			good = value()
			space()
			exit !(good && text == "")
		}' <<<"$1" || fail "no JSON: $1"
}

# The checker itself.
is_json '{"a":[1,-2.5e3,true,null,"x\n\u00e9\""],"b":{}}'
for bad in '{"a":1,}' '{a:1}' '[1 2]' '"open' '{"a":1}x' ''; do
	(is_json "$bad") >/dev/null && fail "taken for JSON: $bad"
done

# Help and mistakes.
run 0 --help
for words in "therapists import FILE" "usage report" "pin set" "backup" "check" "Examples" "Exit status"; do
	says "$out" "$words"
done
[ ! -e "$state" ] || fail "help made a state folder"
run 0 --version
says "$out" "tuneupctl "
run 0 usage --help
says "$out" "usage purge"
case $out in *therapists*) fail "help of usage tells of therapists" ;; esac
run 0 therapists verify --help
says "$out" "therapists verify ID"
run 2
run 2 usage
says "$err" "usage --help"
run 2 therapist list
says "$err" 'Did you mean "therapists list"?'
run 2 usage raport
says "$err" 'Did you mean "usage report"?'
run 2 chekc
says "$err" 'Did you mean "check"?'
run 2 abracadabra
says "$err" "--help"
run 2 --config
says "$err" "--config"
run 2 usage report --from
says "$err" "usage: tuneupctl usage report"
run 2 usage report --from tomorrow
says "$err" "2026-11-23"
run 2 usage report --from 2026-11-24 --to 2026-11-23
run 2 usage report today
run 2 usage export
run 2 usage purge --after 2026-11-23
run 2 check everything
run 2 pin set 123456
says "$err" "argument"

# A missing state folder is made, for the group; what is made in it is the group's too.
rm -rf "$state"
run 0 usage report
[ "$(stat -c %a "$state")" = 2770 ] || fail "the state folder's mode is $(stat -c %a "$state")"
[ "$(stat -c %a "$state/usage.db")" = 660 ] || fail "usage.db's mode is $(stat -c %a "$state/usage.db")"
echo >"$scratch/file"
state=$scratch/file run 1 usage report
says "$err" "cannot be the state folder"
state=$scratch/deep/er/state run 0 usage report
[ -d "$scratch/deep/er/state" ] || fail "a state folder below missing ones was not made"

# As root it takes the folder's owner, so that the kiosk can read what is written.
if [ "$(id -u)" -eq 0 ] && owner=$(id -u nobody 2>/dev/null); then
	theirs=$(mktemp -d)
	trap 'rm -rf "$theirs"' EXIT
	chown "nobody:$(id -g nobody)" "$theirs"
	printf '123456\n' | "$build/tuneupctl" --state "$theirs" --assets assets pin set >"$scratch/out"
	"$build/tuneupctl" --state "$theirs" --assets assets usage report >"$scratch/out"
	for file in pin usage.db; do
		[ "$(stat -c %u "$theirs/$file")" -eq "$owner" ] || fail "$file is not its folder's owner's"
	done
fi

# JSON wherever it is asked for, before and after the command.
run 0 usage report --json
is_json "$out"
run 0 --json usage report --from 2026-01-01 --to 2026-12-31
is_json "$out"
says "$out" '"from":"2026-01-01","to":"2026-12-31"'
run 0 therapists list --all --json
is_json "$out"
run 0 check --json
is_json "$out"

# The PIN: from standard input, one line, six to eight digits; never shown.
pin() {
	printf '%s' "$1" | "$build/tuneupctl" --state "$state" pin set >"$scratch/out" 2>"$scratch/err"
}
pin '12345' && fail "five digits were taken"
grep -q "6 to 8 digits" "$scratch/err" || fail "why was not said"
[ ! -e "$state/pin" ] || fail "a refused PIN was written"
pin '' && fail "no PIN was taken"
pin '246810
' || fail "a PIN was refused"
pin '135790' || fail "a PIN without a line end was refused"
[ "$(stat -c %a "$state/pin")" = 600 ] || fail "the PIN's mode is $(stat -c %a "$state/pin")"
grep -q 135790 "$state/pin" "$scratch/out" && fail "the PIN can be read"

# Check: fine, then a mistake in the settings, a routine and a database, each with what to do.
run 0 check
says "$out" "fine"
mkdir -p "$scratch/machine/sys/class/thermal/thermal_zone0"
echo 91000 >"$scratch/machine/sys/class/thermal/thermal_zone0/temp"
run 0 --machine "$scratch/machine" check --json
is_json "$out"
says "$out" '{"ok":true,"findings":[{"part":"machine","level":"warning","what":"The kiosk is too hot: The processor has 91'
SERVICE_RESULT=watchdog run 0 ended
echo "$(date +%s) start 0a1b2c3d" >"$state/runs"
SERVICE_RESULT=watchdog run 0 ended
echo "$(date +%s) start 0a1b2c3d" >>"$state/runs"
run 0 check
says "$out" "restarted by itself: 1 time since yesterday"
rm "$state/runs"
run 2 ended
printf 'idle: {seconds: 1}\n' >"$state/settings.yaml"
run 1 check
says "$out" "idle.seconds"
run 1 check --json
is_json "$out"
says "$out" '{"ok":false,"findings":[{"part":"settings","level":"error","what":"'
[ -z "$err" ] || fail "check says things twice: $err"
rm "$state/settings.yaml"
printf 'screen: {language: english}\n' >"$scratch/named.yaml"
run 2 --config "$scratch/named.yaml" usage report
says "$err" "named.yaml:1:20"
run 1 --config "$scratch/named.yaml" check
run 2 --config "$scratch/none.yaml" usage report
cp -r content/. "$scratch/content"
printf 'id: quads\narea: kwads\n' >"$scratch/content/routines/quads/routine.yaml"
run 1 --content "$scratch/content" check
says "$out" "routine.yaml:2"
head -c 20000 /dev/urandom >"$state/usage.db"
rm -f "$state"/usage.db-*
run 1 check --json
is_json "$out"
says "$out" '"part":"databases","level":"error"'
run 1 usage report
says "$err" "usage.db"

# Output that cannot be written is no success.
if [ -w /dev/full ]; then
	rm -f "$state"/usage.db*
	status=0
	"$build/tuneupctl" --state "$state" usage report --json >/dev/full 2>/dev/null || status=$?
	[ $status -eq 1 ] || fail "a full disk: exit $status"
fi
