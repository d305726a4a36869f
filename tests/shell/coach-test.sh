#!/bin/bash
# tuneupctl hw coach on recorded traces of known truth: JSON as the interface says, errors with a line.
set -eu
cd "$(dirname "$0")/../.."
build=$(cd "${TUNEUP_BUILD:-build}" && pwd) scratch=${TUNEUP_TEST_DIR:-build/test/coach}
mkdir -p "$scratch/state"
coach() {
	"$build/tuneupctl" --state "$scratch/state" hw coach "$@"
}
expect() {
	local trace=$1 pattern=$2 seen
	seen=$(coach "tests/traces/$trace.csv" --json)
	[[ $seen =~ $pattern ]] || { echo "$trace: $seen, expected $pattern"; exit 1; }
}
expect calm '^\{"passes":(9|10|11),"seconds_per_pass":3\.[3-7][0-9]*,"contact_s":3[45]\.[0-9]+,"left_share":0\.[45][0-9]+,"faults":\[\]'
expect quick '"passes":(15|16|17),"seconds_per_pass":1\.[6-9]'
expect standing '"passes":0,"seconds_per_pass":null,"contact_s":[23][0-9]\.'
expect empty-drift '"passes":0,"seconds_per_pass":null,"contact_s":0\.000,"left_share":null,"faults":\[\]'

# What is no trace is refused, with its line.
printf 't_ms,z0,z1\n0,1,2\n20,1\n' >"$scratch/short.csv"
status=0
coach "$scratch/short.csv" --grid 1x2 2>"$scratch/why" || status=$?
if [ $status -ne 1 ] || ! grep -q 'short.csv:3' "$scratch/why"; then
	echo "exit $status:"
	cat "$scratch/why"
	exit 1
fi
status=0
coach 2>/dev/null || status=$?
[ $status -eq 2 ] || { echo "no trace: exit $status, expected 2"; exit 1; }
