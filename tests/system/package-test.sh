#!/bin/bash
# The package on a fresh machine: package-test.sh DEB SUITE installs it with apt in a chroot with systemd,
# looks at all it brings, lets the kiosk and members of its group work with the state, installs it again,
# removes it and purges it. As root. The machine is not booted: that is for the virtual ones.
set -euo pipefail
deb=$1
suite=$2
here=$(realpath "$(dirname "$0")")
arch=$(dpkg-deb --field "$deb" Architecture)
base=$("$here/chroot.sh" make "$suite-$arch-machine" "$suite" "$arch" systemd-sysv udev dbus ca-certificates)

machine=$(mktemp -d "$base-run.XXXXXX")
trap 'rm -rf "$machine"' EXIT
chmod 755 "$machine"
cp -a "$base/." "$machine"
cp "$deb" "$machine/root/tuneup.deb"
cp "$here/package-checks.sh" "$machine/root/checks.sh"
"$here/chroot.sh" run "$machine" 'bash /root/checks.sh'
echo "$(basename "$deb"): fine on $suite"
