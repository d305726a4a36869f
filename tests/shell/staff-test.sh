#!/bin/bash
# Staff at the kiosk from the first start on, by touch and in both languages: set-up, a list with two faulty rows
# refused, corrected, looked at, applied, one license verified; customers see it until it has expired; the import is
# taken back and the directory is as it was; then one is edited and one erased.
set -u
cd "$(dirname "$0")/../.." || exit 1
build=${TUNEUP_BUILD:-$PWD/build}
scratch=${TUNEUP_TEST_DIR:-build/test/staff}
stick=$scratch/RUNSTORE mended=$scratch/MENDED
failed=0

fail() {
	echo "staff-test: $*"
	failed=1
}

play() { # NAME LANGUAGE: the script stands on standard input
	cat >"$scratch/$1.txt"
	"$build/tuneup" --headless 1920x1080 --lang "$2" --state "$scratch/state-$2" --script "$scratch/$1.txt" \
		>"$scratch/$1.out" 2>&1 || { fail "$1 in $2:"; tail -n 3 "$scratch/$1.out"; }
}

export_to() { # LANGUAGE FILE
	"$build/tuneupctl" --state "$scratch/state-$1" therapists export "$2" || fail "export failed"
}

rm -rf "$scratch"
mkdir -p "$stick" "$mended"

head='name,credential,practice,phone,city,state,zip,techniques,license_state,license_number,license_expires,license_verified_on,license_verified_by'
rows='Juniper Sample,LMT,,(303) 555-0142,Boulder,CO,80302,sports,CO,MT.0000117,2028-03-31,2026-11-03,MK
Marlow Placeholder,LMT,,(303) 555-0178,Boulder,CO,80304,prenatal,CO,MT.0000252,2028-04-30,2026-11-03,MK'
printf '%s\n%s\n' "$head" "$rows" >"$scratch/first.csv"
printf '%s\n%s\nQuill Fictional,LMT,,(303) 555-0111,Boulder,CO,80302,swedish,CO,MT.0000518,2027-06-30,,\n' \
	"$head" "${rows/555-0178/555-0199}" >"$scratch/right.csv"
sed -e 's/^Quill Fictional/ /' -e 's/2028-03-31/soon/' "$scratch/right.csv" >"$stick/LIST.CSV"
cp "$scratch/right.csv" "$mended/LIST.CSV"

# What the screen says in each language.
declare -A wrong_name=([en]="expected a name, every row needs one" [es]="se esperaba un nombre, cada fila necesita uno")
declare -A wrong_day=([en]="expected a date such as" [es]="se esperaba una fecha como")
declare -A unsigned=([en]="Another license: it must be checked again" [es]="Otra licencia: hay que revisarla de nuevo")

# Set-up, PIN, the faulty list refused, the corrected one looked at and applied, one license verified, customers see it
# until it has run out: one sitting, by touch.
first_day() { # LANGUAGE
	local lang=$1
	play "first-day-$lang" "$lang" <<-END
		clock 2026-11-23T18:05
		hold #logo 3s
		expect screen staff-setup
		type "735190"
		tap #pin.next
		type "735190"
		tap #pin.next
		tap #setup.change
		type "Corner Running"
		tap #key.done
		expect text "Corner Running"
		tap #setup.next
		tap #setup.change
		type "80302"
		tap #key.done
		expect text "80302"
		tap #setup.next
		tap #setup.next
		tap #setup.next
		expect screen staff
		usb insert "$stick"
		tap #staff.import
		tap "LIST.CSV"
		expect text "license_expires"
		expect text "${wrong_name[$lang]}"
		expect text "${wrong_day[$lang]}"
		expect item #import.again
		usb remove
		expect no item #import.again
		expect screen staff-import
		press home
		expect screen attract
		tap #go
		tap #home.therapists
		expect text "Juniper Sample"
		expect no text "Quill Fictional"
		tap #home
		hold #logo 3s
		type "111222"
		expect screen pin
		type "735190"
		expect screen staff
		usb insert "$mended"
		tap #staff.import
		tap "LIST.CSV"
		expect text "Quill Fictional"
		expect text "Marlow Placeholder"
		expect text "(303) 555-0178"
		expect text "(303) 555-0199"
		tap #import.apply
		tap #staff.signer.0
		tap #sign.yes
		tap #staff.therapists
		tap #staff.search
		type "qui"
		expect item #staff.therapist.3
		expect no item #staff.therapist.1
		tap #key.done
		tap #staff.verify.3
		tap #staff.signer.other
		type "JA"
		tap #key.done
		tap #verify.yes
		expect screen staff-therapists
		press home
		expect screen attract
		tap #go
		tap #home.therapists
		expect text "Quill Fictional"
		clock 2027-07-01T10:00
		tap #home
		tap #home.therapists
		expect no text "Quill Fictional"
		expect text "Juniper Sample"
	END
}

# What was imported goes again, and the trail tells of both.
second_day() { # LANGUAGE
	local lang=$1
	play "second-day-$lang" "$lang" <<-END
		clock 2026-11-23T19:00
		hold #logo 3s
		type "735190"
		tap #staff.import
		tap #import.undo
		tap #undo.yes
		tap #staff.signer.0
		tap #sign.yes
		until no item #import.undo 2s
		tap #staff.therapists
		tap #staff.trail
		expect text "(303) 555-0178"
		expect text "JA, "
	END
}

# A license is written anew, what is chosen is replaced; a person is erased, asked twice.
third_day() { # LANGUAGE
	local lang=$1
	play "third-day-$lang" "$lang" <<-END
		clock 2028-03-20T10:00
		hold #logo 3s
		type "735190"
		tap #staff.therapists
		tap #staff.therapist.1
		tap #license_expires
		hold #license_expires 600ms
		tap #techniques.prenatal
		tap #about_en
		type "Runners"
		tap #license_number
		type "9"
		expect text "${unsigned[$lang]}"
		tap #edit.save
		tap #staff.signer.0
		tap #sign.yes
		expect screen staff-therapists
		tap #staff.therapist.2
		tap #edit.erase
		tap #staff.signer.0
		tap #erase.yes
		tap #erase.really
		expect screen staff-therapists
		expect no text "Marlow Placeholder"
	END
}

exports_alike() { # LANGUAGE FILE WORDS
	export_to "$1" "$scratch/$2-$1.csv"
	cmp -s "$scratch/before-$1.csv" "$scratch/$2-$1.csv" || fail "$1: $3"
}

journey() { # LANGUAGE
	local lang=$1 ctl="$build/tuneupctl"
	"$ctl" --state "$scratch/state-$lang" therapists import "$scratch/first.csv" --by MK >/dev/null ||
		fail "the first list was refused"
	export_to "$lang" "$scratch/before-$lang.csv"
	first_day "$lang"
	"$ctl" --state "$scratch/state-$lang" therapists show 3 | grep -q JA ||
		fail "$lang: the verification is not on the disk"
	find "$mended" -name 'directory-*.db' | grep -q . || fail "$lang: the stick has no backup of before the import"
	second_day "$lang"
	exports_alike "$lang" after "after the undo the directory differs"
	third_day "$lang"
	"$ctl" --state "$scratch/state-$lang" therapists export "$scratch/edited-$lang.csv"
	grep -q 'prenatal.*Runners.*MT.00001179' "$scratch/edited-$lang.csv" || fail "$lang: what was edited is not on the disk"
	! grep -rq "Marlow Placeholder" "$scratch/state-$lang" || fail "$lang: who was erased is still on the disk"
	grep -q 'zip: "80302"' "$scratch/state-$lang/settings.yaml" || fail "$lang: the ZIP code is not in the settings"
}

journey en
journey es
exit "$failed"
