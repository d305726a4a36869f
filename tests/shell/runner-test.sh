#!/bin/bash
# Proves that tests/run-tests.sh counts rightly: crashes, hangs, early exits and leaks are failures,
# and nothing run is a failure too. The programs here are stand-ins that print what cmocka prints.
set -eu
cd "$(dirname "$0")/../.."
tree=${TUNEUP_TEST_DIR:-build/test/runner}/tree
rm -rf "$tree"
mkdir -p "$tree"/tests/{unit,replay,shell} "$tree"/build/tests/unit
cp tests/run-tests.sh "$tree/tests/"
export TUNEUP_TEST_TIMEOUT=2

program() {
	touch "$tree/tests/unit/test_$1.c"
	printf '#!/bin/sh\n%s\n' "$2" >"$tree/build/tests/unit/test_$1"
	chmod +x "$tree/build/tests/unit/test_$1"
}

# expect "N passed, N failed" PART...: the closing line, and an exit status that fits it.
expect() {
	local wanted=$1 status=0
	shift
	output=$("$tree/tests/run-tests.sh" "$tree/build" "$@") || status=$?
	if [ "$(tail -n 1 <<<"$output")" != "$wanted" ]; then
		printf 'wanted %s, got:\n%s\n' "$wanted" "$output"
		exit 1
	fi
	case $wanted in
	0\ *) [ $status -ne 0 ] ;;
	*' 0 failed') [ $status -eq 0 ] ;;
	*) [ $status -ne 0 ] ;;
	esac || { echo "$wanted: exit $status"; exit 1; }
}

expect '0 passed, 0 failed' unit
program fine 'echo 1..2; echo ok 1 - a; echo ok 2 - b'
expect '2 passed, 0 failed' unit
program two_groups 'echo 1..1; echo ok 1 - a; echo 1..2; echo ok 1 - b; echo "not ok 2 # SKIP c"'
expect '4 passed, 0 failed' unit
program one_fails 'echo 1..3; echo ok 1 - a; echo not ok 2 - b; echo ok 3 - c; exit 1'
expect '6 passed, 1 failed' unit
rm "$tree/tests/unit/test_one_fails.c"
program crashes 'echo 1..2; echo ok 1 - a; kill -SEGV $$'
expect '5 passed, 1 failed' unit
program crashes 'echo 1..2; echo ok 1 - a; exit 0'
expect '5 passed, 1 failed' unit
program crashes 'echo 1..1; echo ok 1 - a; exit 23'
expect '5 passed, 1 failed' unit
program crashes 'sleep 60'
expect '4 passed, 1 failed' unit
grep -q 'longer than 2 s' <<<"$output"
program crashes 'exit 0'
expect '4 passed, 1 failed' unit
rm "$tree/build/tests/unit/test_crashes"
expect '4 passed, 1 failed' unit

cat >"$tree/build/tuneup" <<'TUNEUP'
#!/bin/sh
echo "$@" >"$TUNEUP_TEST_DIR/arguments"
while [ "$1" != --script ]; do shift; done
! grep -q fail "$2"
TUNEUP
chmod +x "$tree/build/tuneup"
echo 'wait 1s' >"$tree/tests/replay/plain.txt"
printf '# size 800x480\n# size 1080x1920\n# lang es\n# args --stats x.json\nwait 1s\n' >"$tree/tests/replay/options.txt"
expect '3 passed, 0 failed' replay
cat "$tree"/build/test/*/arguments | grep -q -- '--headless 1920x1080 .*tests/replay/plain.txt'
cat "$tree"/build/test/*/arguments | grep -q -- '--headless 1080x1920 .*options.txt .* --lang es --stats x.json'
cat "$tree"/build/test/*/arguments | grep -q -- '--headless 800x480'
echo 'fail' >"$tree/tests/replay/bad.txt"
expect '3 passed, 1 failed' replay
