#!/bin/bash
# The package on a fresh machine: package-test.sh SUITE WORK builds it into WORK, installs it with apt in a
# chroot with systemd, looks at all it brings, lets the kiosk and members of its group work with the state,
# installs it again, removes it and purges it. As root. The machine is not booted: the virtual ones are.
set -euo pipefail
suite=$1
work=$2
here=$(realpath "$(dirname "$0")")
arch=$(dpkg --print-architecture)
rm -f "$work"/tuneup_*.deb
make --no-print-directory -C "$here/../.." deb BUILD="$work" SUITES="$suite"
echo "ok      the package of $suite builds, and lintian finds no error"
deb=$(ls "$work"/tuneup_*.deb)
base=$("$here/chroot.sh" make "$suite-$arch-machine" "$suite" "$arch" systemd-sysv udev dbus ca-certificates)

machine=$(mktemp -d "$base-run.XXXXXX")
trap 'rm -rf "$machine"' EXIT
chmod 755 "$machine"
cp -a "$base/." "$machine"
cp "$deb" "$machine/root/tuneup.deb"
cp "$here/package-checks.sh" "$machine/root/checks.sh"
"$here/chroot.sh" run "$machine" 'bash /root/checks.sh'
echo "ok      it installs on $suite, works for the kiosk and staff, is removed and purged"
