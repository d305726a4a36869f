#!/bin/bash
# The package on a fresh machine: package-test.sh SUITE WORK builds it into WORK, looks at how its programs were
# compiled, installs it with apt in a chroot with systemd, looks at all it brings, lets the kiosk and members of its
# group work with the state, upgrades it, removes it and purges it. As root. The machine is not booted: the virtual
# ones are.
set -euo pipefail
suite=$1
work=$2
here=$(realpath "$(dirname "$0")")
arch=$(dpkg --print-architecture)
rm -f "$work"/tuneup*.deb
make --no-print-directory -C "$here/../.." deb BUILD="$work" ARCH="$arch" SUITES="$suite"
echo "ok      the packages of $suite build, and lintian finds no error"

programs=$(mktemp -d)
trap 'rm -rf "$programs"' EXIT
dpkg-deb -x "$(echo "$work"/tuneup_*.deb)" "$programs"
case $arch in
amd64) landing=endbr64 probe='orq? +\$0x0,\(%rsp\)' ;;
arm64) landing='bti|paciasp' probe='str +xzr, \[sp, #1024\]' ;;
esac
for program in usr/bin/tuneup usr/bin/tuneupctl usr/lib/tuneup/tuneup-admin; do
	# Its note about control flow is one that no program of Debian has, since what the C library adds to each has none;
	# so the instructions themselves are looked for.
	hardening-check --nocfprotection "$programs/$program"
	objdump -d --no-show-raw-insn "$programs/$program" >"$programs/code"
	[ "$(grep -cE "$landing" "$programs/code")" -ge 10 ] || { echo "FAILED  $program: jumps may land anywhere"; exit 1; }
	# tuneup-admin has no frame that is large enough to need it.
	grep -qE "$probe" "$programs/code" || [ $program = usr/lib/tuneup/tuneup-admin ] ||
		{ echo "FAILED  $program: no stack clash protection"; exit 1; }
done
echo "ok      its programs are hardened"

base=$("$here/chroot.sh" make "$suite-$arch-machine" "$suite" "$arch" systemd-sysv udev dbus ca-certificates)
machine=$(mktemp -d "$base-run.XXXXXX")
trap 'rm -rf "$programs" "$machine"' EXIT
chmod 755 "$machine"
cp -a "$base/." "$machine"
cp "$work"/tuneup*.deb "$machine/root/"
cp "$here/package-checks.sh" "$machine/root/checks.sh"
"$here/chroot.sh" run "$machine" 'bash /root/checks.sh'
echo "ok      it installs on $suite, works for the kiosk and staff, is upgraded, removed and purged"
