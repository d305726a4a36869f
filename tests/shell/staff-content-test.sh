#!/bin/bash
# Content at the kiosk, by touch and in both languages, with real packs in a folder that stands for a stick: what is
# hidden is gone for customers, a pack of strangers and one that was changed are refused, ours is installed and shown at
# once, the way back, what staff keep is saved on the stick, and the stick is let go of.
set -u
cd "$(dirname "$0")/../.." || exit 1
build=${TUNEUP_BUILD:-$PWD/build}
scratch=${TUNEUP_TEST_DIR:-build/test/staff-content}
failed=0

fail() {
	echo "staff-content-test: $*"
	failed=1
}
ctl() {
	"$build/tuneupctl" --state "$scratch/state" "$@" >"$scratch/out" 2>&1 || fail "tuneupctl $*: $(cat "$scratch/out")"
}
play() { # NAME LANGUAGE: the script stands on standard input, behind the PIN
	{
		printf 'clock 2026-11-23T18:05\nhold #logo 3s\ntype "735190"\nexpect screen staff\ntap #staff.content\n'
		cat
	} >"$scratch/$1.txt"
	"$build/tuneup" --headless 1920x1080 --lang "$2" --state "$scratch/state" --keys "$scratch/keys" \
		--script "$scratch/$1.txt" >"$scratch/$1.out" 2>&1 || { fail "$1 in $2:"; tail -n 3 "$scratch/$1.out"; }
}
pack() { # KEY VERSION NECK: a pack of our content with small clips in which the neck has another name
	printf 'name: Basics\nversion: "%s"\n' "$2" >"$content/pack.yaml"
	sed -i "s/^neck:.*/neck: {en: $3, es: $3}/" "$content/areas.yaml"
	ctl content pack "$content" "$scratch/$2.pack" --key "$1"
}

rm -rf "$scratch"
mkdir -p "$scratch/keys" "$scratch/content"
stick=$scratch/RUNSTORE content=$scratch/content
mkdir "$stick"
ffmpeg -nostdin -loglevel error -y -f lavfi -i color=c=gray:s=160x90:r=30:d=40 -c:v libx264 -preset ultrafast \
	-pix_fmt yuv420p -g 3 "$scratch/clip.mp4"
cp -R content/*.yaml content/learn content/routines "$content/"
for folder in "$content"/routines/*/; do
	cp "$scratch/clip.mp4" "$folder/clip.mp4"
	rm -f "$folder/clip.loudness.yaml"
done
ctl content keygen "$scratch/ours"
ctl content keygen "$scratch/strangers"
cp "$scratch/ours.pub" "$scratch/keys/"
"$build/tuneupctl" --state "$scratch/state" pin set <<<735190 >/dev/null || fail "no PIN"
pack "$scratch/strangers" 6.6 Strange
pack "$scratch/ours" 2.1 Nape
pack "$scratch/ours" 2.0 Neckline

journey() { # LANGUAGE INSTALLED NOT-TRUSTED CHANGED THERE-IS-NO-PACK SAFE
	# Nothing of it is on show before.
	play "hide-$1" "$1" <<-END
		expect text "Tuneup basics"
		tap #content.show.calves
		tap #content.show.calves-ball
		expect text "10"
		tap #back
		tap #back
		expect screen attract
		tap #go
		tap #home.routines
		tap #safety.ok
		tap #area.calves
		expect no item #area.calves.start
		tap #areas.go
		expect screen areas
	END
	grep -q '^  hidden: \[calves, calves-ball\]$' "$scratch/state/settings.yaml" ||
		fail "$1: what is hidden is not in the settings: $(cat "$scratch/state/settings.yaml")"
	# It holds in the next run too, and is taken back.
	play "show-$1" "$1" <<-END
		expect text "10"
		tap #content.show.calves
		tap #content.show.calves-ball
		tap #back
		tap #back
		tap #go
		tap #home.routines
		tap #safety.ok
		tap #area.calves
		tap #areas.go
		expect screen routine
	END

	rm -f "$stick"/*.pack
	cp "$scratch/6.6.pack" "$stick/a.pack"
	{ head -c 200000 "$scratch/2.0.pack"; printf x; tail -c +200002 "$scratch/2.0.pack"; } >"$stick/b.pack"
	play "refused-$1" "$1" <<-END
		usb insert "$stick"
		expect text "$3"
		tap #content.next
		expect text "Basics 2.0"
		tap #go
		expect text "$4"
		expect text "Tuneup basics"
		usb remove
		expect no item #go
		usb insert "$scratch/keys"
		expect text "$5"
	END
	[ ! -e "$scratch/state/content/current" ] || fail "$1: a pack that was refused is in use"

	rm -f "$stick"/*.pack
	cp "$scratch/2.0.pack" "$stick/"
	play "installed-$1" "$1" <<-END
		usb insert "$stick"
		expect text "Basics 2.0"
		tap #go
		until text "$2" 20s
		expect item #content.back
		tap #back
		tap #back
		tap #go
		tap #home.routines
		tap #safety.ok
		expect text "Neckline"
	END
	cp "$scratch/2.1.pack" "$stick/"
	rm "$stick/2.0.pack"
	play "back-$1" "$1" <<-END
		expect text "Basics 2.0"
		usb insert "$stick"
		tap #go
		until text "$2" 20s
		expect text "Basics 2.1"
		tap #content.back
		until text "Basics 2.0" 5s
		expect item #content.back
		tap #content.back
		until text "Tuneup basics" 5s
		expect no item #content.back
		tap #staff.stick
		expect screen stick
		tap #stick.save
		until item #stick.eject 5s
		wait 1s
		tap #stick.eject
		expect text "$6"
		tap #stick.close
		expect screen staff-content
	END
	for file in therapists.csv usage.txt usage.csv; do
		[ -s "$stick/tuneup/$file" ] || fail "$1: $file is not on the stick"
	done
	[ "$(find "$stick/tuneup/backups" -name 'directory-*.db' | wc -l)" -ge 1 ] || fail "$1: there is no backup on the stick"
	find "$stick" -name '*.part' | grep -q . && fail "$1: a half written file is on the stick"
	rm -rf "$stick/tuneup"
}

journey en 'Installed.' 'signed with a key that is not trusted here' 'it is not what was signed' 'There is no pack' 'Safe to pull out'
journey es 'Instalado.' 'una clave en la que aquí no se confía' 'no es lo que se firmó' 'No hay' 'Ya puedes sacarla'

exit $failed
