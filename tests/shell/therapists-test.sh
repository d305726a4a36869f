#!/bin/bash
# The directory by command line, as a store keeps it: import, look, verify, retire, restore, undo,
# export, and back in. What is refused says why on stderr and changes nothing.
set -eu
cd "$(dirname "$0")/../.."
build=$(cd "${TUNEUP_BUILD:-${BUILD:-build}}" && pwd) scratch=${TUNEUP_TEST_DIR:-build/test/therapists}
rm -rf "$scratch"
mkdir -p "$scratch/state"
printf 'place: {latitude: 40.0190, longitude: -105.2747}\n' >"$scratch/state/settings.yaml"

ctl() {
	"$build/tuneupctl" --assets assets --state "$scratch/state" "$@"
}

# run STATUS COMMAND...: its exit status; its words are in $scratch/out and $scratch/err.
run() {
	local wanted=$1 found=0
	shift
	ctl "$@" >"$scratch/out" 2>"$scratch/err" </dev/null || found=$?
	if [ $found -ne "$wanted" ]; then
		echo "tuneupctl $*: exit $found, expected $wanted; it said:"
		cat "$scratch/out" "$scratch/err"
		exit 1
	fi
}

# says FILE WORDS...: each stands somewhere in out or err.
says() {
	local file=$scratch/$1 words
	shift
	for words in "$@"; do
		grep -qF -- "$words" "$file" || { echo "no \"$words\" in:"; cat "$file"; exit 1; }
	done
}

# lacks FILE WORDS...: none of them does.
lacks() {
	local file=$scratch/$1 words
	shift
	for words in "$@"; do
		! grep -qF -- "$words" "$file" || { echo "there is \"$words\" in:"; cat "$file"; exit 1; }
	done
}

# rows NUMBER [WORDS]: how many therapists the JSON list has, or how many with these words.
rows() {
	local found
	found=$(grep -F -- "${2:-}" "$scratch/out" | grep -c '"id":' || true)
	[ "$found" -eq "$1" ] || { echo "$found rows with \"${2:-}\", expected $1, in:"; cat "$scratch/out"; exit 1; }
}

sample=content/sample-therapists.csv

# ---- in ----
run 0 therapists list --json
rows 0
says out "[]"
run 0 therapists import $sample --dry-run --json
says out '{"added":26,"changed":0,"unchanged":0,"missing":0,"errors":[],"applied":false,'
run 0 therapists list --all --json
rows 0
says out "[]"
run 0 therapists import $sample --by MK
says out "26 added, 0 changed, 0 unchanged, 0 missing"
ls "$scratch"/state/backups/directory-*.db >/dev/null
ctl therapists export "$scratch/first.csv"
run 0 therapists import $sample --json
says out '{"added":0,"changed":0,"unchanged":26,"missing":0,"errors":[],"applied":true,'

# ---- looked at ----
run 0 therapists list --all --near --json
rows 26
sed 's/.*"distance_km":\([0-9.]*\)}.*/\1/' "$scratch/out" >"$scratch/distances"
sort -n -c "$scratch/distances"
head -n 1 "$scratch/distances" | grep -qx '0\.8[0-9]*'
head -n 1 "$scratch/out" | grep -qF '"name":"Juniper Sample"'
for name in $(head -n 1 $sample | tr -d '\r' | tr , ' '); do
	rows 26 "\"$name\":\""
done
run 0 therapists list --all
says out "Juniper Sample" "NAME" "EXPIRES" "26 therapists"
juniper=$(ctl therapists list --all --near --json | sed -n '1s/.*"id":\([0-9]*\).*/\1/p')
run 0 therapists show "$juniper"
says out "Juniper Sample" "(303) 555-0142" "MT.0000117" "0.5 mi"
run 0 therapists show "$juniper" --json
says out '"name":"Juniper Sample"' '"phone":"+13035550142"'
run 1 therapists show 999
says err "there is no therapist 999"
run 2 therapists show Juniper

# ---- verified, retired, restored ----
cat >"$scratch/new.csv" <<'S'
name;phone;license_state;license_number;license_expires
Ann Bee;303-555-0142;Colorado;MT.9000001;3/31/2099
S
run 0 therapists import "$scratch/new.csv" --by MK --json
says out '"added":1,' '"missing":26,'
run 0 therapists list --all --json
ann=$(sed -n 's/.*"id":\([0-9]*\),"name":"Ann Bee".*/\1/p' "$scratch/out")
run 0 therapists show "$ann" --json
says out '"license_status":"unverified"' '"distance_km":null' '"license_expires":"2099-03-31"'
run 2 therapists verify "$ann"
run 1 therapists verify "$ann" --by MK --on 2199-01-01
says err "future"
run 1 therapists verify "$ann" --by "Maria Kowalski"
says err "initials"
run 0 therapists verify "$ann" --by MK
says out "Ann Bee" "customers see them"
run 0 therapists list --json
rows 1 'Ann Bee'
run 2 therapists retire "$ann"
run 0 therapists retire "$ann" --by MK
run 0 therapists list --json
rows 0 'Ann Bee'
run 0 therapists list --all --json
rows 1 '"retired":true'
run 0 therapists restore "$ann"
run 0 therapists list --json
rows 1 'Ann Bee'

# ---- refused ----
cat >"$scratch/bad.csv" <<'S'
name,phone,license_state,license_number,license_expires,zip
Cal Dee,303-555-0142,CO,MT.9000002,2099-03-31,2138
Eve Fox,303-555-0142,CO,MT.9000003,soon,80301
Gus Hop,303-555-0142,CO,MT.9000004,2099-03-31,80301
S
ctl therapists export "$scratch/before.csv"
for how in --dry-run --json "--dry-run --json"; do
	# shellcheck disable=SC2086 # a list of words
	run 1 therapists import "$scratch/bad.csv" $how
	says err "line 2, column 6, zip: \"2138\"" "02138" "line 3, column 5, license_expires: \"soon\""
done
says out '"added":1,' '"applied":false' \
	'"errors":[{"line":2,"column":6,"field":"zip","value":"2138","reason":"' \
	'},{"line":3,"column":5,"field":"license_expires","value":"soon","reason":"'
run 1 therapists import "$scratch/nowhere.csv" --json
says out '"errors":[{"line":1,"column":1,"field":"",' '"applied":false'
says err "No such file"
run 2 therapists import
run 2 therapists import "$scratch/bad.csv" --force
run 2 therapists erase "$ann"
ctl therapists export "$scratch/after.csv"
cmp "$scratch/before.csv" "$scratch/after.csv"

run 0 therapists report
says out "new.csv" "by MK" "1 added" "Juniper Sample (CO MT.0000117) is in the directory and not in the file: kept"
run 0 therapists report --json
says out '"file":"new.csv","added":1,' '"lines":["'

# ---- undone ----
run 0 therapists undo
says out "new.csv" "by MK" "1 added"
ctl therapists export "$scratch/after.csv"
cmp "$scratch/first.csv" "$scratch/after.csv"
run 0 therapists undo
run 0 therapists list --all --json
rows 0
says out "[]"
run 1 therapists undo
says err "no import left"

# ---- missing rows ----
run 0 therapists import $sample --by MK
run 0 therapists import "$scratch/new.csv" --by MK --retire-missing
says out "Juniper Sample (CO MT.0000117) is in the directory and not in the file: retired"
run 0 therapists list --all --json
rows 26 '"retired":true'
run 0 therapists undo --by MK
run 0 therapists list --all --json
rows 26 '"retired":false'

# ---- who did it ----
run 0 therapists history
says out "MK" "changed back" "added" "before" "after"
run 0 therapists history --json
says out '"who":"MK","what":"changed back"'
run 0 therapists import "$scratch/new.csv" --by MK
run 0 therapists list --all --json
ann=$(sed -n 's/.*"id":\([0-9]*\),"name":"Ann Bee".*/\1/p' "$scratch/out")
run 0 therapists history "$ann" --json
rows 1 '"what":"added"'
run 0 therapists erase "$ann" --by MK
says out "Erased"
run 1 therapists erase "$ann" --by MK
says err "there is no therapist $ann"
! grep -rqF 'MT.9000001' "$scratch/state" || { echo "the erased one is still in:"; grep -rlF MT.9000001 "$scratch/state"; exit 1; }
run 0 therapists history --json
lacks out "Ann Bee" "MT.9000001"
says out '"what":"erased","id":0,"before":"","after":""'
run 2 therapists confirm-date
run 0 therapists confirm-date --by MK

# ---- out and in again ----
ctl therapists export >"$scratch/out1.csv"
cmp "$scratch/first.csv" "$scratch/out1.csv"
run 0 therapists import "$scratch/out1.csv" --json
says out '"unchanged":26'
rm -rf "$scratch/state/directory.db"*
run 0 therapists import "$scratch/out1.csv" --json
says out '"added":26'
ctl therapists export "$scratch/out2.csv"
cmp "$scratch/out1.csv" "$scratch/out2.csv"

# ---- backups ----
run 0 backup "$scratch/stick"
copy=$(cat "$scratch/out")
[ -s "$copy" ] || { echo "no backup $copy"; exit 1; }
run 0 therapists undo
run 0 restore "$copy"
says out "Restored"
ctl therapists export "$scratch/out3.csv"
cmp "$scratch/out1.csv" "$scratch/out3.csv"
run 1 restore $sample
says err "damaged or no backup"
run 2 restore
ctl therapists export "$scratch/out3.csv"
cmp "$scratch/out1.csv" "$scratch/out3.csv"
