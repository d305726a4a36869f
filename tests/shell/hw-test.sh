#!/bin/bash
# tuneupctl hw list, test and trace, and check, on a folder that looks like the kernel's converters.
set -eu
cd "$(dirname "$0")/../.."
build=$(cd "${TUNEUP_BUILD:-build}" && pwd) scratch=${TUNEUP_TEST_DIR:-build/test/hw}
rm -rf "$scratch"
mkdir -p "$scratch/dev/iio:device3" "$scratch/none"
scratch=$(cd "$scratch" && pwd)
unset JOURNAL_STREAM

fail() {
	echo "hw-test.sh: $*"
	exit 1
}
# run STATUS ARGUMENT...: leaves what it says in out and err.
run() {
	local wanted=$1 status=0
	shift
	"$build/tuneupctl" --config "$scratch/tuneup.yaml" --state "$scratch/state" --assets assets \
		--content content --devices "$devices" "$@" >"$scratch/out" 2>"$scratch/err" </dev/null || status=$?
	out=$(cat "$scratch/out") err=$(cat "$scratch/err")
	[ $status -eq "$wanted" ] || fail "$*: exit $status, expected $wanted; out: $out; err: $err"
}
says() {
	case $1 in
	*"$2"*) ;;
	*) fail "\"$2\" is missing in: $1" ;;
	esac
}

devices=$scratch/dev
echo mcp3008 >"$devices/iio:device3/name"
for zone in 0 1 2 3 4 5 6 7; do
	echo $((60 + zone)) >"$devices/iio:device3/in_voltage${zone}_raw"
done

# Nothing is wired: nothing is wrong.
echo 'store: {name: Corner Running}' >"$scratch/tuneup.yaml"
run 0 hw list
says "$out" "iio:device3        mcp3008                  8 voltages"
says "$out" "nothing: no button"
run 0 hw test
says "$out" "no button, no light and no mat"
run 1 hw trace "$scratch/no-mat.csv"
says "$err" "the settings name no mat"
[ ! -e "$scratch/no-mat.csv" ] || fail "a trace without a mat"

# A mat that is there: listed with its values, tested, recorded; the kiosk could read it meanwhile.
echo 'mat: {kind: iio, device: mcp3008}' >"$scratch/tuneup.yaml"
run 0 hw list
says "$out" "free   mat (IIO mcp3008)"
says "$out" "  66    67"
[ -z "$err" ] || fail "hw list says things twice: $err"
run 0 hw list --json
says "$out" '"iio":[{"device":"iio:device3","name":"mcp3008","label":"","channels":8}]'
says "$out" '"part":"mat","key":null,"line":"IIO mcp3008","state":"free"'
says "$out" '"grid":"4x2","bits":10,"values":[60,61,62,63,64,65,66,67]'
run 0 hw test --seconds 1
says "$out" "works      mat (IIO mcp3008)"
says "$out" "no fault"
run 0 hw test --seconds 1 --json
says "$out" '{"ok":true,"parts":[{"part":"mat","key":null,"line":"IIO mcp3008","result":"works"'
says "$out" '"present":false,"faults":[]'
run 0 hw trace "$scratch/one.csv" --seconds 1
# How many scans a busy machine manages is its own affair.
grep -Eq "one\.csv: [0-9.]+ s, [0-9]+ scans" <<<"$err" || fail "no word of the trace in: $err"
[ ! -e "$scratch/one.csv.part" ] || fail "the part of a whole trace was left"
[ "$(head -n 2 "$scratch/one.csv")" = $'t_ms,z0,z1,z2,z3,z4,z5,z6,z7\n0,60,61,62,63,64,65,66,67' ] ||
	fail "the trace begins with $(head -n 2 "$scratch/one.csv")"
run 0 hw coach "$scratch/one.csv" --json
says "$out" '"passes":0,"seconds_per_pass":null'

# A trace is never written over, and one that cannot be written leaves nothing.
before=$(cksum "$scratch/one.csv")
run 1 hw trace "$scratch/one.csv" --seconds 1
says "$err" "is there already"
[ "$before" = "$(cksum "$scratch/one.csv")" ] || fail "a refused trace changed the file"
run 1 hw trace "$scratch/none/deep/one.csv" --seconds 1
says "$err" "No such file"
# Ctrl-C is how a recording ends.
"$build/tuneupctl" --config "$scratch/tuneup.yaml" --state "$scratch/state" --devices "$devices" \
	hw trace "$scratch/two.csv" 2>"$scratch/err" &
recorder=$!
until [ "$(wc -l 2>/dev/null <"$scratch/two.csv.part" || echo 0)" -gt 0 ]; do
	sleep 0.1
	kill -0 $recorder 2>/dev/null || fail "hw trace ended: $(cat "$scratch/err")"
done
kill -TERM $recorder
wait $recorder || fail "ended by a signal: exit $?: $(cat "$scratch/err")"
[ -s "$scratch/two.csv" ] || fail "no trace after a signal"

# With somebody at a terminal: the mat as numbers, q ends; the terminal is as it was.
command="$build/tuneupctl --config $scratch/tuneup.yaml --state $scratch/state --devices $devices"
: >"$scratch/out"
(
	until grep -q "nobody is on it, no fault, [1-9]" "$scratch/out"; do sleep 0.1; done
	printf q
) | script -qfec "$command hw test; echo exit \$?; stty -a" /dev/null >"$scratch/out" || fail "hw test at a terminal"
out=$(cat "$scratch/out")
says "$out" "Step on the mat"
says "$out" "works      mat (IIO mcp3008)"
says "$out" "exit 0"
case $out in *-icanon* | *"-echo "*) fail "the terminal was left in another mode" ;; esac

# What is named and not there is said by all of them; check only warns, since the kiosk goes on.
printf 'buttons: {start: 17}\nleds: {start: 5}\nmat: {kind: iio, device: ads1115}\n' >"$scratch/tuneup.yaml"
run 0 hw list
says "$out" "fault  button start (17)"
says "$out" "there is no GPIO chip"
says "$out" "zone 0: no IIO device is named ads1115"
says "$out" "Check the mat's cable and its settings."
run 0 hw list --json
says "$out" '{"part":"led","key":"start","line":"5","state":"fault","where":"there is no GPIO chip","do":"'
run 1 hw test --seconds 1
says "$out" "FAULT      LED start (5)"
run 1 hw test --json
says "$out" '{"ok":false,'
run 1 hw trace "$scratch/three.csv"
says "$err" "no IIO device is named ads1115"
[ ! -e "$scratch/three.csv" ] || fail "a trace of a missing mat"
run 0 check
says "$out" "warning  hardware: A button or its light cannot be used: buttons.start (17): there is no GPIO chip"
run 0 check --json
says "$out" '{"part":"hardware","level":"warning","what":"The mat cannot be read: mat (IIO ads1115): '

# A line that is not understood.
run 2 hw list everything
run 2 hw test --seconds
run 2 hw test --seconds 0
run 2 hw trace
run 2 hw trace a b
run 2 hw trace "$scratch/x.csv" --seconds x
says "$err" "usage: tuneupctl hw trace"

# A mat of one zone is calibrated by somebody at a terminal: empty, then stood on; kept, then undone.
printf 'mat: {kind: iio, device: mcp3008, rows: 1, columns: 1}\n' >"$scratch/tuneup.yaml"
run 1 hw calibrate
says "$err" "wants a terminal"
run 1 hw calibrate --undo
says "$err" "was never calibrated"
terminal=$scratch/terminal keys=$scratch/keys
mkfifo "$keys"
# Waits for these words on the terminal.
until_said() {
	local tries=300
	until grep -q "$1" "$terminal" 2>/dev/null; do
		tries=$((tries - 1))
		[ $tries -gt 0 ] || fail "calibration: \"$1\" never came: $(cat "$terminal")"
		sleep 0.1
	done
}
script -qfec "'$build/tuneupctl' --config '$scratch/tuneup.yaml' --state '$scratch/state' --devices '$devices' hw calibrate" \
	"$terminal" <"$keys" >/dev/null &
exec 3>"$keys"
until_said 'Stand on row 1'
# In place, since the kiosk would read an empty file in between.
printf '600' 1<>"$devices/iio:device3/in_voltage0_raw"
until_said 'Keep it'
printf y >&3
wait $! || fail "hw calibrate: exit $?: $(cat "$terminal")"
exec 3>&-
says "$(cat "$scratch/state/mat-calibration.csv")" "grid=1x1 bits=10"
says "$(tail -n 1 "$scratch/state/mat-calibration.csv")" "0,60,963"
run 0 hw calibrate --undo
[ ! -e "$scratch/state/mat-calibration.csv" ] || fail "the calibration still counts"
printf 'mat: {kind: gpio, rows: 1, columns: 1, zones: [5]}\n' >"$scratch/tuneup.yaml"
run 1 hw calibrate
says "$err" "contacts, which need no calibration"
