#!/bin/bash
# The machine falls ill and gets well: staff read it on the screen, in the journal and in tuneupctl check, which agree.
set -eu
cd "$(dirname "$0")/../.."
build=${TUNEUP_BUILD:-$PWD/build} scratch=${TUNEUP_TEST_DIR:-build/test/health}
rm -rf "$scratch/state" "$scratch/machine"
mkdir -p "$scratch" "$scratch/state" "$scratch/machine/sys/class/thermal/thermal_zone0"
mkdir -p "$scratch/machine/sys/class/hwmon/hwmon0"
state=$scratch/state machine=$scratch/machine size=${SIZE:-1920x1080} lang=${LANGUAGE_SHOWN:-en}

fail() {
	echo "health-test.sh: $*"
	exit 1
}
play() { # NAME [LANGUAGE]: the script stands on standard input
	cat >"$scratch/$1.txt"
	"$build/tuneup" --content content --assets assets --state "$state" --machine "$machine" --headless "$size" \
		--sim --lang "${2:-$lang}" --shots "$scratch" --script "$scratch/$1.txt" 2>"$scratch/$1.err" ||
		{ cat "$scratch/$1.err"; fail "$1"; }
}

printf '735190' | "$build/tuneupctl" --state "$state" pin set
echo 84000 >"$machine/sys/class/thermal/thermal_zone0/temp"
echo rpi_volt >"$machine/sys/class/hwmon/hwmon0/name"
echo 1 >"$machine/sys/class/hwmon/hwmon0/in0_lcrit_alarm"
# One run that hung this morning, after one that ended as it should.
now=$(date +%s)
printf '%s start aaaa0000\n%s end clean\n%s start aaaa0000\n%s end hung\n%s start aaaa0000\n%s end clean\n' \
	$((now - 900)) $((now - 800)) $((now - 700)) $((now - 600)) $((now - 599)) $((now - 500)) >"$state/runs"

play ill <<'S'
wait 70s
hold #logo 3s
expect screen pin
type "735190"
expect screen staff
tap #staff.problems
expect screen staff-problems
wait 1s
shot ill
expect text "too hot"
expect text "84 degrees"
expect text "Too little voltage 3 times"
expect text "it did not answer any more"
S
# In Spanish, details and all; and what a problem of the clock leads to.
mkdir -p "$machine/run/systemd/system"
echo 'row' >"$state/settings.yaml"
play ill-es es <<'S'
wait 70s
hold #logo 3s
type "735190"
tap #staff.problems
expect screen staff-problems
expect text "El procesador está a 84 grados Celsius; 80 ya es demasiado."
expect text "Faltó voltaje 3 veces desde el arranque"
expect text "1 vez desde ayer, la última a las"
expect text "ya no respondía."
expect text "settings.yaml:1:1: se esperaban claves como"
expect text "nadie puso el reloj desde el arranque"
tap "Poner en hora"
expect screen clock
tap #clock.close
expect screen staff-problems
S
rm -r "$machine/run" "$state/settings.yaml"
[ "$(grep -c 'The kiosk is too hot' "$scratch/ill.err")" -eq 1 ] || fail "three looks, and not one line in the journal"
check=$("$build/tuneupctl" --state "$state" --content content --assets assets --machine "$machine" check --json)
for part in '"ok":true' 'The kiosk is too hot: ' 'The power dips: ' 'restarted by itself: 1 time' '"do":"Keep its vents'; do
	case $check in *"$part"*) ;; *) fail "$part is missing in $check" ;; esac
done

echo 40000 >"$machine/sys/class/thermal/thermal_zone0/temp"
echo 0 >"$machine/sys/class/hwmon/hwmon0/in0_lcrit_alarm"
rm "$state/runs"
play well <<'S'
wait 1s
hold #logo 3s
type "735190"
tap #staff.problems
expect screen staff-problems
expect no text "too hot"
expect no text "restarted"
expect text "Content 1.0"
expect text "40"
wait 1s
shot well
S
