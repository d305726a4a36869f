#!/bin/bash
# From a staff's file to a customer's phone: import and verify with tuneupctl, find and filter on the
# screen, open one, and read the code off a screenshot as a phone would.
set -eu
cd "$(dirname "$0")/../.."
build=$(cd "${TUNEUP_BUILD:-build}" && pwd) scratch=${TUNEUP_TEST_DIR:-build/test/directory}
rm -rf "$scratch"
mkdir -p "$scratch/state"
state=$scratch/state
printf 'place: {latitude: 40.0190, longitude: -105.2747}\n' >"$state/settings.yaml"
ctl() {
	"$build/tuneupctl" --state "$state" "$@"
}
kiosk() {
	"$build/tuneup" --content content --assets assets --state "$state" --headless 1920x1080 --sim \
		--script "$1" --shots "$scratch"
}

# Days count from the real one, by which tuneupctl judges.
today=$(date +%F)
expires=$(date -d '+6 months' +%F)
later=$(date -d '+7 months' +%F)
us() {
	date -d "$1" +%-m/%-d/%Y
}

# An empty directory is friendly, and nothing is loaded by itself.
cat >"$scratch/empty.txt" <<S
clock ${today}T10:00
tap #go
tap #home.therapists
expect text "No one fits these filters"
tap #go
expect text "No therapists yet"
S
kiosk "$scratch/empty.txt"

# Not verified: imported, not shown. Verified: shown.
cat >"$scratch/two.csv" <<S
name,phone,email,website,street,city,state,zip,latitude,longitude,techniques,languages,accepts_new,license_type,license_state,license_number,license_expires
Juniper Sample,(303) 555-0142,juniper@juniper.example,juniper.example,12 Sample Street,Boulder,CO,80302,40.0215,-105.2800,sports|deep_tissue,en|es,yes,license,CO,MT.0000117,$expires
Inés Specimen,303-555-0143,,ines.example,9 Sample Street,Boulder,CO,80302,40.0515,-105.2500,trigger_point,es,no,license,CO,MT.0000118,$(us "$expires")
S
ctl therapists import "$scratch/two.csv" --by MK
cat >"$scratch/unverified.txt" <<S
clock ${today}T10:00
tap #go
tap #home.therapists
expect text "No one fits these filters"
S
kiosk "$scratch/unverified.txt"
for id in $(ctl therapists list --all --json | grep -o '"id": *[0-9]*' | grep -o '[0-9]*$'); do
	ctl therapists verify "$id" --by MK
done
cat >"$scratch/two.txt" <<S
clock ${today}T10:00
tap #go
tap #home.therapists
expect screen therapists
expect text "2 within 10 miles"
expect text "Juniper Sample"
expect text "Inés Specimen"
tap "Trigger point"
expect no text "Juniper Sample"
expect text "Inés Specimen"
tap "Trigger point"
tap #therapists.within.1
expect text "1 within 1 mile"
expect no text "Inés Specimen"
tap row "Juniper Sample"
expect screen therapist
expect text "CO license MT.0000117, valid to $(us "$expires")."
expect text "on $(us "$today")"
shot contact
tap #lang
expect text "válida hasta el $(date -d "$expires" +%-d/%-m/%Y)"
S
kiosk "$scratch/two.txt"
zbarimg --quiet --raw "$scratch/contact.png" | tr -d '\r' >"$scratch/contact.vcf"
for line in 'BEGIN:VCARD' 'FN:Juniper Sample' 'END:VCARD'; do
	grep -qxF "$line" "$scratch/contact.vcf" || { echo "no $line in:"; cat "$scratch/contact.vcf"; exit 1; }
done
grep -q '^TEL.*:+13035550142$' "$scratch/contact.vcf" || { echo "no phone in:"; cat "$scratch/contact.vcf"; exit 1; }

# A license that has run out leaves the list by itself.
cat >"$scratch/later.txt" <<S
clock ${later}T10:00
tap #go
tap #home.therapists
expect text "No one fits these filters"
S
kiosk "$scratch/later.txt"

# A kiosk that runs sees within a second what tuneupctl changes, while the list is on the glass.
cat >"$scratch/live.txt" <<S
clock ${today}T10:00
tap #go
tap #home.therapists
expect text "Juniper Sample"
shot ready
wait 6s
expect no text "Juniper Sample"
expect text "Ann Bee"
S
cat >"$scratch/ann.csv" <<S
name,phone,latitude,longitude,license_state,license_number,license_expires
Ann Bee,303-555-0144,40.0215,-105.2800,CO,MT.0000119,$expires
S
rm -f "$scratch/ready.png"
"$build/tuneup" --content content --assets assets --state "$state" --headless 1920x1080 --realtime --sim \
	--script "$scratch/live.txt" --shots "$scratch" &
running=$!
until [ -s "$scratch/ready.png" ] || ! kill -0 $running 2>/dev/null; do sleep 0.1; done
ctl therapists import "$scratch/ann.csv" --by MK >/dev/null
for id in $(ctl therapists list --all --json | sed -n 's/.*"id":\([0-9]*\),"name":"Ann Bee".*/\1/p'); do
	ctl therapists verify "$id" --by MK >/dev/null
done
for id in $(ctl therapists list --all --json | sed -n 's/.*"id":\([0-9]*\),"name":"Juniper Sample".*/\1/p'); do
	ctl therapists retire "$id" --by MK >/dev/null
done
wait $running

# A clock that is behind what the directory knows is not believed: the license has run out on the real day.
cat >"$scratch/short.csv" <<S
name,phone,latitude,longitude,license_state,license_number,license_expires,license_verified_on,license_verified_by
Cal Dee,303-555-0145,40.0215,-105.2800,CO,MT.0000120,$(date -d yesterday +%F),$(date -d '-1 month' +%F),MK
S
ctl therapists import "$scratch/short.csv" --by MK >/dev/null
cat >"$scratch/behind.txt" <<S
clock $(date -d '-3 days' +%F)T10:00
tap #go
tap #home.therapists
expect text "Ann Bee"
expect no text "Cal Dee"
S
kiosk "$scratch/behind.txt" 2>"$scratch/behind.err"
grep -q 'The date is wrong: the clock says' "$scratch/behind.err" || { echo "staff are not told of the clock"; cat "$scratch/behind.err"; exit 1; }
