#!/bin/bash
# A visit on the screen, read back by staff: the totals are exact, what is typed is nowhere, a purge
# deletes.
set -eu
cd "$(dirname "$0")/../.."
build=$(cd "${TUNEUP_BUILD:-build}" && pwd) scratch=${TUNEUP_TEST_DIR:-build/test/usage}
rm -rf "$scratch/state"
mkdir -p "$scratch"
state=$scratch/state

fail() {
	echo "usage-test.sh: $*"
	exit 1
}
ctl() {
	"$build/tuneupctl" --state "$state" "$@"
}
report() {
	ctl usage report --json "$@"
}
# has JSON PART...: each part stands in it.
has() {
	local json=$1 part
	shift
	for part in "$@"; do
		case $json in
		*"$part"*) ;;
		*) fail "$part is missing in $json" ;;
		esac
	done
}
kiosk() {
	"$build/tuneup" --content content --assets assets --state "$state" --headless 1920x1080 --sim \
		--script "$1" --shots "$scratch"
}

has "$(report)" '"visits":0,' '"routines":{},'
has "$(ctl usage report)" "No visits."

# Two visits: one by touch that starts two routines and goes home, one by a button; both are left alone there.
cat >"$scratch/visits.txt" <<'S'
clock 2026-11-23T18:05
tap #go
tap #home.routines
tap #safety.ok
tap #area.quads
tap #areas.go
expect screen routine
wait 5s
tap #back
tap #area.calves
tap #areas.go
expect screen routine
tap #home
until screen attract 5m
press start
expect screen home
until screen attract 5m
S
kiosk "$scratch/visits.txt"
json=$(report)
has "$json" '"from":"2026-11-23","to":"2026-11-23","visits":2,' \
	'"quads":{"started":1,"finished":0,"left":1}' '"calves":{"started":1,"finished":0,"left":1}' \
	'"ended":{"idle":0,"home":2,' '"begun_by":{"touch":1,"button":1}' '"safety":{"ok":1,' \
	'"by_day":{"2026-11-23":2}' '"languages":{"en":2}'

# Another day; a report of one day has that day only.
cat >"$scratch/next.txt" <<'S'
clock 2026-11-24T09:00
tap #go
expect screen home
tap #lang
until screen attract 5m
S
kiosk "$scratch/next.txt"
has "$(report)" '"visits":3,' '"from":"2026-11-23","to":"2026-11-24"'
has "$(report --from 2026-11-24)" '"visits":1,' '"languages":{"es":1}'
has "$(report --from 11/23/2026 --to 2026-11-23)" '"visits":2,'
has "$(report --to 2026-11-22)" '"visits":0,'

# The export: counts, no visit; few of a kind stand beside no day.
ctl usage export "$scratch/usage.csv"
ctl usage export - | cmp - "$scratch/usage.csv"
[ "$(head -n 1 "$scratch/usage.csv")" = "$(printf 'table,day,hour,kind,name,value,by,count\r')" ] || fail "header"
grep -q '^total,,,visits,,,,3' "$scratch/usage.csv" || fail "visits in the export"
grep -q '^total,,,routine_started,quads,,touch,1' "$scratch/usage.csv" || fail "quads in the export"
grep -q '^day,,,routine_started,quads,,,1' "$scratch/usage.csv" || fail "quads without a day"
grep -q '^day,2026-11-23,,visits,,,,2' "$scratch/usage.csv" || fail "visits of a day"
grep '^day,2026-11-23' "$scratch/usage.csv" | grep -v ',visits,,,,' | grep ',[1-4].$' && fail "a small cell has a day"
grep -vE '^[a-z0-9_.,-]*'$'\r''$' "$scratch/usage.csv" && fail "the export has something else in it"
[ ! -e "$scratch/usage.csv.part" ] || fail "a part is left behind"

# Whatever else is in the file, there is no minute of a clock in it: no wall clock is stored.
grep -aq '18:05' "$state"/usage.db* && fail "a time of day is in the file"

ctl usage purge --before 2026-11-24 | grep -q '^2 visits before 2026-11-24 deleted' || fail "purge"
has "$(report)" '"visits":1,' '"from":"2026-11-24"'
grep -aq '2026-11-23' "$state"/usage.db && fail "purged days are still in the file"
ctl usage purge --before 2199-12-31 --json | grep -q '"deleted":1' || fail "purge of all"
has "$(report)" '"visits":0,'
