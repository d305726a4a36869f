#!/bin/bash
# The guard against slower code: what it says of a count that is off, on another machine, and without a figure.
# valgrind itself is played here; `make check` counts with the real one.
set -eu
cd "$(dirname "$0")/../.."
folder=$(realpath "${TUNEUP_TEST_DIR:-$(mktemp -d)}")
rm -rf "$folder/tree"
mkdir -p "$folder/tree/tests/guard" "$folder/tree/build/tests/guard" "$folder/bin"
cp tests/guard/guard.sh "$folder/tree/tests/guard/"
cd "$folder/tree"
printf '#!/bin/sh\n' >build/tests/guard/jobs
# "Collected : N" as callgrind says it; N stands in a file a job.
cat >"$folder/bin/valgrind" <<END
#!/bin/sh
while [ "\${1#--}" != "\$1" ]; do shift; done
echo "==7== Collected : \$(cat "$folder/counts/\$2")" >&2
END
chmod +x build/tests/guard/jobs "$folder/bin/valgrind"
export PATH=$folder/bin:$PATH
COUNTS=$folder/counts
mkdir -p "$COUNTS"
for job in home coach search catalog pictures; do echo 1000000 >"$COUNTS/$job"; done

fail() {
	echo "guard-test.sh: $*"
	exit 1
}
# says STATUS WORDS: the guard ends so and says this
says() {
	local status=0
	tests/guard/guard.sh build >"$folder/out" 2>&1 || status=$?
	[ $status -eq "$1" ] || fail "exit status $status, expected $1: $(cat "$folder/out")"
	grep -q -e "$2" "$folder/out" || fail "\"$2\" is not in: $(cat "$folder/out")"
}

tests/guard/guard.sh build record 'first ones' >/dev/null
[ "$(grep -c '^note .* first ones$' tests/guard/figures.txt)" -eq 1 ] || fail "no note"
says 0 'coach *1000000 instructions, stored *1000000: +0.00 %'
echo 1049000 >"$COUNTS/coach"
says 0 '+4.90 %'
echo 1051000 >"$COUNTS/coach"
says 1 'coach: more than 5 % off'
says 1 "make guard-record NOTE='why'"
echo 940000 >"$COUNTS/coach"
says 1 '-6.00 %'
tests/guard/guard.sh build record 'the coach looks less' >/dev/null
says 0 'coach *940000 instructions, stored *940000'
[ "$(grep -c '^note' tests/guard/figures.txt)" -eq 2 ] || fail "notes"
sed -i '/^search/d' tests/guard/figures.txt
says 1 'search: no figure is stored'
sed -i 's/^environment.*/environment another machine/' tests/guard/figures.txt
says 0 'The figures are of another machine; this is .*: nothing is compared.'
: >"$COUNTS/home"
tests/guard/guard.sh build record 'why' >"$folder/out" 2>&1 && fail "recorded without a count"
grep -q 'home: nothing was counted' "$folder/out" || fail "$(cat "$folder/out")"
