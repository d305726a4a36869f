#!/bin/bash
# `make system`: what needs another Debian, a kernel or a boot of its own. system.sh BUILD [PART...] runs the
# parts (all of them unless some are named), says how long each took, and closes with "N passed, N failed".
# Logs and pictures are left in BUILD/system. As root.
set -u
cd "$(dirname "$0")/../.." || exit 1
here=tests/system
build=$(realpath -m "$1")
work=$build/system
shift
passed=0
failed=0
mkdir -p "$work"
touch "$work/begun"

# A script of a part prints lines "ok ..." and "FAILED ...", with what explains them indented.
run() {
	local title=$1 log=$work/part.log start=$SECONDS status
	shift
	echo "== $title"
	timeout -k 10 3600 nice -n 5 "$@" 2>&1 </dev/null | tee "$log" | grep --line-buffered -v ' passed, '
	status=${PIPESTATUS[0]}
	passed=$((passed + $(grep -c '^ok ' "$log")))
	failed=$((failed + $(grep -c '^FAILED ' "$log")))
	# What ends badly without having said why is one failure more; so is what does not say anything.
	if ! grep -q '^FAILED ' "$log" && { [ "$status" -ne 0 ] || ! grep -q '^ok ' "$log"; }; then
		echo "FAILED  $title (exit $status)"
		failed=$((failed + 1))
	fi
	echo "        $title: $(((SECONDS - start) / 60)) min $(((SECONDS - start) % 60)) s"
}

# The package that package-13 has just built will do.
run_virtual() {
	run "$1" "$here/$2" "$build" "$work" "$(find "$work" -maxdepth 1 -name 'tuneup_*~deb13_amd64.deb' -newer "$work/begun")"
}

part() {
	case $1 in
	gpio-v1) run 'buttons, lights and mats with libgpiod 1.6 (Debian 12)' $here/gpio-test.sh bookworm "$work" ;;
	gpio-v2) run 'buttons, lights and mats with libgpiod 2.2 (Debian 13)' $here/gpio-test.sh trixie "$work" ;;
	package-12) run 'the package of Debian 12' $here/package-test.sh bookworm "$work" ;;
	package-13) run 'the package of Debian 13' $here/package-test.sh trixie "$work" ;;
	package-arm-12) run 'the package of Debian 12 for arm64' $here/package-cross-test.sh bookworm "$work" ;;
	package-arm-13) run 'the package of Debian 13 for arm64' $here/package-cross-test.sh trixie "$work" ;;
	instructions-arm) run 'the instructions of fixed jobs on arm64' $here/instructions-arm-test.sh "$build" "$work" ;;
	kiosk) run_virtual 'the kiosk in a virtual machine' kiosk-test.sh ;;
	station) run_virtual 'the roller station in a virtual machine' station-test.sh ;;
	staff) run_virtual 'staff at the kiosk in a virtual machine' staff-test.sh ;;
	rough) run_virtual 'what happens in stores, in a virtual machine' rough-test.sh ;;
	program) run_virtual 'a program update in a virtual machine' program-test.sh ;;
	power) run '200 cuts of power' $here/power-test.sh "$build" "$work" ;;
	*) echo "system.sh: unknown part $1 (package-12, package-13, package-arm-12, package-arm-13, instructions-arm, gpio-v1, gpio-v2, kiosk, station, staff, rough, program, power)" >&2; exit 2 ;;
	esac
}

[ "$(id -u)" -eq 0 ] || { echo "system.sh: chroots and images are made as root: sudo make system" >&2; exit 1; }
[ "$(dpkg --print-architecture)" = amd64 ] || { echo "system.sh: the guests are amd64, and so must be this machine" >&2; exit 1; }
[ $# -gt 0 ] || set -- package-12 package-13 package-arm-12 package-arm-13 instructions-arm gpio-v1 gpio-v2 kiosk station staff rough program power
for name in "$@"; do
	part "$name"
done
echo "== after $((SECONDS / 60)) min $((SECONDS % 60)) s"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
