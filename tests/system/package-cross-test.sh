#!/bin/bash
# The packages for a Raspberry Pi, built on a PC: package-cross-test.sh SUITE WORK cross-compiles them into WORK, and
# runs their programs with qemu-user: a version, a whole visit without a screen, the staff's command line. As root.
set -euo pipefail
suite=$1
work=$2/arm64
here=$(realpath "$(dirname "$0")")
mkdir -p "$work"
rm -f "$work"/tuneup*.deb
make --no-print-directory -C "$here/../.." deb BUILD="$work" ARCH=arm64 SUITES="$suite"
echo "ok      the packages of $suite build for arm64, and lintian finds no error"

chroot=$("$here/chroot.sh" build "$suite" arm64)
root=$(mktemp -d "$chroot/tmp/run.XXXXXX")
trap 'rm -rf "$root"' EXIT
for deb in "$work"/tuneup*.deb; do
	dpkg-deb -x "$deb" "$root"
done
for program in usr/bin/tuneup usr/bin/tuneupctl usr/lib/tuneup/tuneup-admin; do
	readelf -h "$root/$program" | grep -q 'Machine:.*AArch64' || { echo "FAILED  $program is not for arm64"; exit 1; }
	readelf -hdlnW "$root/$program" >"$root/about"
	grep -q GNU_RELRO "$root/about" && grep -q BIND_NOW "$root/about" && grep -q 'Type:.*DYN' "$root/about" ||
		{ echo "FAILED  $program is not hardened"; exit 1; }
	# The C library of Debian 12 has no note about control flow, so no program has one there.
	[ "$suite" = bookworm ] || grep -q 'BTI, PAC' "$root/about" || { echo "FAILED  $program: jumps may land anywhere"; exit 1; }
done
echo "ok      its programs are for arm64, hardened"

sed '/^shot /d' "$here/../replay/tour.txt" >"$root/tour.txt"
mkdir "$root/tests"
cp -R "$here/../traces" "$root/tests/"
"$here/chroot.sh" run "$chroot" "cd /tmp/$(basename "$root") && mkdir state
	run() { program=\$1; shift; timeout 1800 qemu-aarch64-static usr/bin/\$program \"\$@\"; }
	set -ex
	run tuneup --version
	run tuneupctl --version
	run tuneupctl --state state --assets usr/share/tuneup/assets therapists import usr/share/tuneup/content/sample-therapists.csv --by MK
	run tuneup --headless 800x480 --sim --state state --assets usr/share/tuneup/assets \\
		--content usr/share/tuneup/content --script tour.txt
	run tuneupctl --state state --json usage report"
echo "ok      the kiosk of $suite plays a visit on arm64 (qemu-user)"
