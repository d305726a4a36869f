#!/bin/bash
# kill -9 at 200 moments of an import: the directory is as before or as after, never between, and
# sound. The moments spread over a run's length by a fixed sequence.
set -eu
cd "$(dirname "$0")/../.."
build=$(cd "${TUNEUP_BUILD:-${BUILD:-build}}" && pwd) scratch=${TUNEUP_TEST_DIR:-build/test/import-kill}
rounds=200
rm -rf "$scratch"
mkdir -p "$scratch/state"

ctl() {
	"$build/tuneupctl" --assets assets --state "$scratch/state" "$@"
}

# list EXPIRY ROWS: two of them with other days differ in every row.
list() {
	echo name,phone,license_state,license_number,license_expires,zip,about_en
	for ((i = 0; i < $2; i++)); do
		echo "Ann Bee,303-555-0142,CO,MT.$i,$1,80302,\"Runs, and knows what row $i feels like.\""
	done
}

now_us() {
	echo "${EPOCHREALTIME/[.,]/}"
}

list 2098-03-31 400 >"$scratch/a.csv"
list 2099-03-31 500 >"$scratch/b.csv"
ctl therapists import "$scratch/a.csv" >/dev/null
ctl therapists export "$scratch/before.csv"
began=$(now_us)
ctl therapists import "$scratch/b.csv" >/dev/null
length=$(($(now_us) - began))
ctl therapists export "$scratch/after.csv"
ctl therapists undo >/dev/null
ctl therapists export "$scratch/undone.csv"
cmp "$scratch/before.csv" "$scratch/undone.csv"
ctl backup "$scratch/start" >/dev/null
start=$(echo "$scratch"/start/*.db)

seed=20261123
killed=0 before=0 after=0
for ((round = 0; round < rounds; round++)); do
	rm -rf "$scratch/state"
	mkdir "$scratch/state"
	cp "$start" "$scratch/state/directory.db"
	seed=$(((seed * 1103515245 + 12345) % 2147483648))
	# A little beyond the length of a run, so that the last steps are met as well.
	wait_us=$((seed / 16 % (length + length / 4)))
	"$build/tuneupctl" --assets assets --state "$scratch/state" therapists import "$scratch/b.csv" \
		>/dev/null 2>&1 &
	import=$!
	sleep "$((wait_us / 1000000)).$(printf '%06d' $((wait_us % 1000000)))"
	if kill -9 $import 2>/dev/null; then
		killed=$((killed + 1))
	fi
	wait $import 2>/dev/null || true
	ctl therapists export "$scratch/now.csv"
	if cmp -s "$scratch/now.csv" "$scratch/before.csv"; then
		before=$((before + 1))
	elif cmp -s "$scratch/now.csv" "$scratch/after.csv"; then
		after=$((after + 1))
	else
		echo "round $round, killed after $wait_us us: the directory is neither as before nor as after"
		exit 1
	fi
	# Its own check of the copy runs integrity_check over every page.
	ctl backup "$scratch/state/checked" >/dev/null ||
		{ echo "round $round, killed after $wait_us us: not sound"; exit 1; }
	# Nothing that a kill leaves behind keeps the next import from working.
	if ((round % 20 == 0)); then
		ctl therapists import "$scratch/b.csv" >/dev/null
		ctl therapists export "$scratch/now.csv"
		cmp "$scratch/now.csv" "$scratch/after.csv"
	fi
done
echo "$rounds imports of about $((length / 1000)) ms, $killed killed: $before as before, $after as after"
if [ $before -eq 0 ] || [ $after -eq 0 ]; then
	echo "the moments do not meet the import"
	exit 1
fi
