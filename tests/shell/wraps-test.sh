#!/bin/bash
# A machine that has been up for 36 minutes, 72 minutes, 25 days or 50 days: there 32 bits of microseconds or milliseconds
# run over, signed or not. A routine plays over that moment, and buttons, pause and the idle reset work on; the same
# for the clock of SDL's own.
set -u
cd "$(dirname "$0")/../.." || exit 1
build=$(cd "${TUNEUP_BUILD:-build}" && pwd) scratch=${TUNEUP_TEST_DIR:-build/test/wraps}
mkdir -p "$scratch"
scratch=$(cd "$scratch" && pwd)
failed=0

# The clock of a time namespace begins where one likes; making one takes root, or a user namespace.
namespace=(unshare -T)
"${namespace[@]}" true 2>/dev/null || namespace=(unshare -r -T)
"${namespace[@]}" true 2>/dev/null || namespace=()

printf 'idle: {seconds: 10}\n' >"$scratch/settings.yaml"
cat >"$scratch/script.txt" <<'END'
tap #go
tap #home.routines
tap #safety.ok
tap #area.quads
tap #areas.go
until video playing 30s
wait 9s
expect screen routine
expect video playing
press start
until video paused 20s
press start
until video playing 20s
press next
until text "Step 2 of" 20s
press start
until video paused 20s
until screen idle 60s
until screen attract 60s
END
kiosk=("$build/tuneup" --headless 800x480 --realtime --sim --content content --assets assets --config "$scratch/settings.yaml"
	--script "$scratch/script.txt")

# crosses NAME MILLISECONDS: the machine's clock starts six seconds before.
crosses() {
	local up
	up=$(cut -d . -f 1 /proc/uptime)
	"${namespace[@]}" --monotonic $(($2 / 1000 - 6 - up)) --boottime $(($2 / 1000 - 6 - up)) -- \
		sh -c 'read -r from rest </proc/uptime; "$@"; status=$?; read -r to rest </proc/uptime; echo "from $from to $to"; exit $status' \
		sh "${kiosk[@]}" --state "$scratch/state-$1" >"$scratch/$1.out" 2>&1 || return 1
	awk -v edge="$(($2 / 1000))" '$1 == "from" {crossed = $2 < edge && $4 > edge} END {exit !crossed}' "$scratch/$1.out"
}

ticks() {
	gcc -shared -fPIC -O2 -o "$scratch/ticks.so" tests/soak/ticks.c &&
		LD_PRELOAD=$scratch/ticks.so "${kiosk[@]}" --state "$scratch/state-ticks" >"$scratch/ticks.out" 2>&1
}

declare -A running
if [ ${#namespace[@]} -gt 0 ]; then
	crosses us-signed 2147484 & running[us-signed]=$!
	crosses us 4294967 & running[us]=$!
	crosses ms-signed 2147483648 & running[ms-signed]=$!
	crosses ms 4294967296 & running[ms]=$!
else
	echo "no time namespace can be made here: only SDL's clock was tried"
fi
ticks & running[ticks]=$!
for name in "${!running[@]}"; do
	wait "${running[$name]}" && continue
	echo "wraps-test.sh: $name:"
	tail -n 5 "$scratch/$name.out"
	failed=1
done
exit $failed
