#!/bin/bash
# Staff put the whole kiosk out of order by touch, customers get nowhere, not after a new start either, and staff open it
# again: in both languages.
set -u
cd "$(dirname "$0")/../.." || exit 1
build=${TUNEUP_BUILD:-$PWD/build}
scratch=${TUNEUP_TEST_DIR:-build/test/closed}
failed=0

fail() {
	echo "closed-test: $*"
	failed=1
}

play() { # NAME LANGUAGE: the script stands on standard input
	cat >"$scratch/$1.txt"
	"$build/tuneup" --headless 800x480 --sim --lang "$2" --state "$scratch/state-$2" --script "$scratch/$1.txt" \
		>"$scratch/$1.out" 2>&1 || { fail "$1 in $2:"; tail -n 3 "$scratch/$1.out"; }
}

# What the screen says in each language.
declare -A settings=([en]="Roller, out of order" [es]="Rodillo, fuera de servicio")
declare -A card=([en]="Out of order" [es]="Hoy no")
declare -A other=([en]="Fuera de servicio" [es]="Out of order")
declare -A reminder=([en]="The kiosk is closed to customers" [es]="El quiosco está cerrado al público")

closes() { # LANGUAGE
	play "closes-$1" "$1" <<-END
		clock 2026-12-01T10:00
		hold #logo 3s
		type "735190"
		expect no text "${reminder[$1]}"
		tap #staff.settings
		tap "${settings[$1]}"
		tap #settings.kiosk.closed
		tap #back
		expect screen staff
		expect text "${reminder[$1]}"
		tap #staff.problems
		expect text "${reminder[$1]}"
		tap #back
		tap #back
		expect screen closed
		expect text "${card[$1]}"
		expect text "${other[$1]}"
	END
}

# After a new start: fingers, buttons and the mat lead nowhere, the logo only to the pad.
holds() { # LANGUAGE
	play "holds-$1" "$1" <<-END
		clock 2026-12-01T11:00
		expect screen closed
		tap 20,40
		tap 400,240
		tap 780,20
		drag 700,400 100,400 300ms
		hold 400,240 4s
		press start
		press next
		press back
		press home
		press vol+
		mat play "tests/traces/calm.csv"
		wait 3m
		expect screen closed
		expect video none
		hold #logo 3s
		type "111111"
		expect screen pin
		press home
		expect screen closed
	END
}

opens() { # LANGUAGE
	play "opens-$1" "$1" <<-END
		clock 2026-12-01T12:00
		hold #logo 3s
		type "735190"
		expect text "${reminder[$1]}"
		tap #staff.settings
		tap "${settings[$1]}"
		tap #settings.kiosk.closed
		tap #back
		expect no text "${reminder[$1]}"
		press home
		expect screen attract
		tap #go
		expect screen home
	END
}

rm -rf "$scratch"
mkdir -p "$scratch"
for lang in en es; do
	echo 735190 | "$build/tuneupctl" --state "$scratch/state-$lang" pin set >/dev/null || fail "no PIN was set"
	closes "$lang"
	holds "$lang"
	opens "$lang"
done
exit "$failed"
