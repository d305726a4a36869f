#!/bin/bash
# Runs what `make test` built and counts: run-tests.sh BUILD [unit|threads|golden|replay|shell|rules]...
# Prints a line a program or script, the tail of its output when it failed, and at the end
# "N passed, N failed". A cmocka test, a replay at one size and a script count one each.
set -u
cd "$(dirname "$0")/.." || exit 1

limit=${TUNEUP_TEST_TIMEOUT:-240} # seconds; it ends what hangs, however busy the machine is
tail_lines=25

# Tests see no display, no sound device, no language and nothing else of the machine's user.
quiet_env() {
	env -u DISPLAY -u WAYLAND_DISPLAY -u XDG_RUNTIME_DIR -u LANGUAGE -u LC_ALL -u MAKEFLAGS -u MAKELEVEL \
		LANG=C SDL_VIDEODRIVER=dummy SDL_AUDIODRIVER=dummy CMOCKA_MESSAGE_OUTPUT=TAP \
		TUNEUP_TEST_DIR="$scratch" TUNEUP_BUILD="$build" "$@"
}

# The options of a replay script stand in its comments; prints one line a size.
replay_sizes() {
	sed -n 's/^# size  *\([0-9]*x[0-9]*\).*/\1/p' "$1" | grep . || echo 1920x1080
}

list_jobs() {
	local file size
	for part in "$@"; do
		case $part in
		unit | golden)
			for file in tests/"$part"/test_*.c; do
				[ ! -e "$file" ] || echo "program ${file%.c}"
			done ;;
		# The unit tests in which a thread can begin at all, as the plain build's programs tell.
		threads)
			for file in tests/unit/test_*.c; do
				! nm -u "build/${file%.c}" | grep -q ' pthread_create' || echo "program ${file%.c}"
			done ;;
		replay)
			for file in tests/replay/*.txt; do
				[ -e "$file" ] || continue
				for size in $(replay_sizes "$file"); do
					echo "replay $file $size"
				done
			done ;;
		shell)
			for file in tests/shell/*.sh; do
				[ ! -e "$file" ] || echo "script $file"
			done ;;
		rules) echo "script tests/check-includes.sh" ;;
		*) echo "run-tests.sh: unknown part $part" >&2; exit 2 ;;
		esac
	done
}

# One test: leaves "PASSED FAILED" in the results and prints one block of text in one go, since
# others run beside it.
run_job() {
	local kind=$1 file=$2 size=${3:-} name=$2${3:+ $3} output status passed=0 failed=0 planned lang args
	scratch=$build/test/$(echo "$name" | tr -c 'A-Za-z0-9.\n-' _)
	rm -rf "$scratch"
	mkdir -p "$scratch"
	output=$scratch.log
	case $kind in
	program)
		quiet_env timeout -k 5 "$limit" "$build/$file" >"$output" 2>&1 </dev/null ;;
	replay)
		lang=$(sed -n 's/^# lang  *//p' "$file" | head -n 1)
		args=$(sed -n 's/^# args  *//p' "$file" | head -n 1)
		# shellcheck disable=SC2086 # args is a list of words
		quiet_env timeout -k 5 "$limit" "$build/tuneup" --content content --assets assets \
			--headless "$size" --sim --script "$file" --shots "$scratch" \
			${lang:+--lang "$lang"} $args >"$output" 2>&1 </dev/null ;;
	script)
		quiet_env timeout -k 5 "$limit" "./$file" >"$output" 2>&1 </dev/null ;;
	esac
	status=$?
	if [ "$kind" = program ]; then
		passed=$(grep -c '^ok ' "$output")
		failed=$(grep '^not ok ' "$output" | grep -vc '# SKIP')
		planned=$(sed -n 's/^1\.\.\([0-9][0-9]*\)$/\1/p' "$output" | awk '{n += $1} END {print n + 0}')
		# Whatever else went wrong (a crash, a leak, tests never reached) is one failure more.
		if [ "$failed" -eq 0 ] && { [ $status -ne 0 ] || [ "$planned" -eq 0 ] ||
			[ "$(grep -cE '^(not )?ok ' "$output")" -lt "$planned" ]; }; then
			failed=1
		fi
	elif [ $status -eq 0 ]; then
		passed=1
	else
		failed=1
	fi
	echo "$passed $failed" >"$scratch.count"
	if [ "$failed" -eq 0 ]; then
		[ "$kind" = program ] && name="$name ($passed)"
		printf 'ok      %s\n' "$name"
	else
		[ $status -eq 124 ] && status="$status: longer than $limit s"
		printf 'FAILED  %s (exit %s)\n%s\n' "$name" "$status" \
			"$(grep '^not ok ' "$output" | sed 's/^/        | /'
			tail -n $tail_lines "$output" | sed 's/^/        | /')"
	fi
}

if [ "$1" = --job ]; then
	build=$2
	shift 2
	run_job "$@"
	exit 0
fi

build=$(realpath "$1")
shift
# The longest of all are among the scripts: begun last, they would run alone.
[ $# -gt 0 ] || set -- rules shell unit golden replay
jobs=$(list_jobs "$@") || exit 2
rm -rf "$build/test"
mkdir -p "$build/test"
[ -z "$jobs" ] || xargs -P "$(nproc)" -L 1 "$0" --job "$build" <<<"$jobs"
cat "$build"/test/*.count 2>/dev/null | awk -v jobs="$(grep -c . <<<"$jobs")" '
	{passed += $1; failed += $2}
	END {
		failed += jobs - NR # those that left no count
		printf "%d passed, %d failed\n", passed, failed
		exit failed > 0 || passed == 0
	}'
