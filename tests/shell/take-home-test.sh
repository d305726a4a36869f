#!/bin/bash
# What a customer takes home: the code at the end of a routine, read off a screenshot as a phone would, in both
# languages, on every size of glass, as text and as the store's own address.
set -eu
cd "$(dirname "$0")/../.."
build=$(cd "${TUNEUP_BUILD:-build}" && pwd) scratch=${TUNEUP_TEST_DIR:-build/test/take-home}
rm -rf "$scratch"
mkdir -p "$scratch"
cat >"$scratch/home.txt" <<S
clock 2026-11-23T10:00
tap #go
tap #home.routines
tap #safety.ok
tap #area.calves
tap #areas.go
expect screen routine
S
for _ in 1 2 3 4 5 6 7; do
	echo 'tap #routine.next' >>"$scratch/home.txt"
done
cat >>"$scratch/home.txt" <<S
tap #routine.take-home
expect screen take-home
shot code
tap #go
expect screen routine
S

# read_code NAME SIZE DIAGONAL LANGUAGE [SETTING]: what the code says.
read_code() {
	mkdir -p "$scratch/$1"
	printf 'store: {name: Corner Running%s}\n' "${5:-}" >"$scratch/$1/tuneup.yaml"
	"$build/tuneup" --config "$scratch/$1/tuneup.yaml" --content content --assets assets --headless "$2" \
		${3:+--diagonal "$3"} --lang "$4" --sim --script "$scratch/home.txt" --shots "$scratch/$1"
	zbarimg --quiet --raw "$scratch/$1/code.png" >"$scratch/$1/code" 2>"$scratch/$1/zbar" || {
		echo "$1: no code was read"
		exit 1
	}
}
expect() { # NAME LINE...
	local name=$1 line
	shift
	for line in "$@"; do
		grep -qxF "$line" "$scratch/$name/code" || {
			echo "$name: no \"$line\" in:"
			cat "$scratch/$name/code"
			exit 1
		}
	done
}

read_code wide 1920x1080 21.5 en
expect wide 'Corner Running' 'Calves (Foam roller)' '2. Slow passes 1:00 each side' '4. Walk it off 0:15' \
	'4 to 6 out of 10 is plenty. Stop at sharp pain.'
read_code tall 1080x1920 21.5 es
expect tall 'Corner Running' 'Pantorrillas (Rodillo)' '1. Prepárate 0:25 por lado' '4. Camina un poco 0:15'
# On small glass the words give way, so that the modules can be larger; no step is missing.
read_code small 800x480 7 es
expect small 'Pantorrillas' '1. Prepárate 2x 0:25' '3. Mantén el punto 2x 0:30' '4. Camina un poco 0:15'
# A diagonal that nobody has measured.
read_code unknown 1280x800 '' en
expect unknown 'Calves (Foam roller)' '4. Walk it off 0:15'
read_code address 1920x1080 15.6 es ', url: "https://corner.example/roll/{}"'
expect address 'https://corner.example/roll/calves'
