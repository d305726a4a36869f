# To be sourced by the tests of the kiosk in its virtual machine: machine.sh, what should be seen, and hands.
# shellcheck shell=bash
# Names that the callers set: build, work, size, here.
# shellcheck disable=SC2154
pixels=$build/tests/system/pixels
# shellcheck source=tests/system/machine.sh
. "$here/machine.sh"

# Settings with which the first screen draws its first picture and nothing more.
# shellcheck disable=SC2034 # for the callers
motionless='s/^screen:/screen:\n  motion: false/'

# kiosk_image DEB [SED]: makes the disk that boots, with the package (built when it is empty) and the settings that sed
# makes of kiosk/tuneup.yaml. Sets kernel and deb.
kiosk_image() {
	deb=$1
	if [ -z "$deb" ]; then
		make --no-print-directory -C "$here/../.." deb BUILD="$work/package" ARCH=amd64 SUITES=trixie || return 1
		deb=$(ls -t "$work"/package/tuneup_*.deb | head -n 1)
	fi
	# shellcheck disable=SC2034 # for machine.sh
	kernel=$("$here/kernel.sh") && "$here/image.sh" "$deb" "$size" "$work" "${2:-}"
}

# --- what should be seen ---

# Percent of the pixels in which two pictures of the same may differ: edges, which a GPU draws otherwise.
alike=3

# expect_pictures SETTINGS SCRIPT [OPTION...]: draws them headless, in the machine's own tree, before it boots.
expect_pictures() {
	local settings=$1 script=$2
	shift 2
	cp "$here"/kiosk/*.{txt,yaml} "$work/kiosk-root/root/"
	"$here/chroot.sh" run "$work/kiosk-root" "cd /root && tuneup --headless $size --sim \
		--config $settings --shots expected --script $script $*" >"$work/expected.log" 2>&1 ||
		{ cat "$work/expected.log"; return 1; }
	mkdir -p "$work/expected"
	mv "$work/kiosk-root/root/expected"/*.png "$work/expected/"
}

# differs NAME NAME [X Y W H]: percent of the pixels that are not the same; 100 when there is no such picture.
differs() {
	"$pixels" differ "$@" || echo 100
}
less() {
	awk -v a="$1" -v b="$2" 'BEGIN {exit !(a < b)}'
}

# shows NAME [X Y W H]: waits until the screen shows that picture, or a box of it.
shows() {
	local name=$1 start=$SECONDS share
	shift
	while :; do
		shot "$name" || return 1
		share=$(differs "$machine-$name.png" "$work/expected/$name.png" "$@")
		less "$share" $alike && return 0
		if [ $((SECONDS - start)) -gt 300 ]; then
			echo "$machine-$name.png is not $work/expected/$name.png: $share % of the pixels differ"
			return 1
		fi
		sleep 1
	done
}

# --- what is done ---

# To QEMU: what is plugged in and out, keys.
monitor() {
	echo "$1" | socat - "unix-connect:$machine.monitor" >/dev/null
}
tap() {
	guest "echo tap $1 $2 >/run/touch"
}
press() {
	guest "echo pull-down >/run/header/sim_gpio$1/pull; sleep 0.3; echo pull-up >/run/header/sim_gpio$1/pull"
}
load() {
	guest "echo $1 $2 >/run/converters"
}
# lights NEXT...: the levels of the six lights' lines, start next back home vol+ vol-.
lights() {
	local levels
	levels=$(guest 'cat /run/header/sim_gpio{5,6,12,13,16,26}/value' | xargs)
	echo "$levels"
	[ "$levels" = "$*" ]
}

# rests: the screen shows what nobody has touched yet.
rests() {
	local start=$SECONDS
	while [ $((SECONDS - start)) -lt 300 ]; do
		shot rests || return 1
		# Paper, ink, and the button that says "Touch to start".
		less 30 "$("$pixels" share "$machine-rests.png" f6f1e7)" &&
			less 1 "$("$pixels" share "$machine-rests.png" 141a1f)" &&
			less 2 "$("$pixels" share "$machine-rests.png" ff5526)" && return 0
		sleep 1
	done
	return 1
}

is_up() {
	until_guest 'systemctl is-active tuneup'
}

# --- how it is said ---

# check NAME COMMAND...: what it prints is shown when it fails.
check() {
	local name=$1 output
	shift
	if output=$("$@" 2>&1); then
		echo "ok      $name"
	else
		printf 'FAILED  %s\n' "$name"
		tail -n 20 <<<"$output" | sed 's/^/        | /'
	fi
}

# begin_machine NAME [QEMU OPTION...]: boots it, or says why not and ends the test.
begin_machine() {
	local name=$1
	shift
	machine_boot "$name" "$size" "$@" && return
	echo "FAILED  the machine boots"
	tail -n 20 "$machine.qemu" "$machine.log" | sed 's/^/        | /'
	exit 1
}
