#!/bin/bash
# Makes the disk of a virtual kiosk: image.sh DEB WIDTHxHEIGHT WORK [SED] installs the package, with its content that
# lies beside it, on a Debian 13, adds what stands in for the hardware (kiosk/) and the settings that sed makes of
# kiosk/tuneup.yaml, and leaves WORK/kiosk.ext4, WORK/kiosk.cpio.gz (the first root, which finds the disk) and
# WORK/kiosk-root (the tree). As root.
set -euo pipefail
deb=$1 size=$2 work=$3
version=$(dpkg-deb --field "$deb" Version)
content=$(dirname "$deb")/tuneup-content_${version}_all.deb
here=$(realpath "$(dirname "$0")")
kernel=$("$here/kernel.sh")
programs=$("$here/programs.sh" trixie system-programs)/tuneup-build/tests/system
# What the package depends on is part of the base, so that installing it needs no network. Of alternatives
# the first.
# shellcheck disable=SC2046 # a list of words
base=$("$here/chroot.sh" make trixie-amd64-image trixie amd64 systemd-sysv udev dbus kmod \
	$(dpkg-deb --field "$deb" Depends | sed 's/([^)]*)//g; s/|[^,]*//g; s/,/ /g; s/ tuneup-content / /'))

root=$work/kiosk-root
rm -rf "$root"
cp -a "$base" "$root"
cp "$deb" "$content" "$root/root/"
"$here/chroot.sh" run "$root" 'dpkg -i /root/tuneup*.deb' DEBIAN_FRONTEND=noninteractive >"$work/install.log" 2>&1 ||
	{ cat "$work/install.log" >&2; exit 1; }

cp -a "$kernel/lib/modules/." "$root/usr/lib/modules/"
install -t "$root/usr/local/bin" "$programs"/{converters,touch_screen,admin_client,button_box,serial_mat}
install -t "$root/usr/local/sbin" "$here"/kiosk/*.sh
install -m 644 -t "$root/etc/systemd/system" "$here"/kiosk/*.service
sed -i "s/@WIDTH@/${size%x*}/; s/@HEIGHT@/${size#*x}/" "$root/etc/systemd/system/touch.service"
install -D -m 644 "$here/kiosk/tuneup.conf" "$root/etc/systemd/system/tuneup.service.d/virtual.conf"
sed "${4:-}" "$here/kiosk/tuneup.yaml" >"$root/etc/tuneup/tuneup.yaml"
# A test needs neither a login on the serial line nor daily work; time is what the emulated processor has least of.
"$here/chroot.sh" run "$root" 'systemctl --quiet enable hardware converters touch shell
	systemctl --quiet mask serial-getty@ttyS0 apt-daily.timer apt-daily-upgrade.timer \
		dpkg-db-backup.timer e2scrub_all.timer e2scrub_reap'
echo tuneup-vm >"$root/etc/hostname"
echo '/dev/vda / ext4 defaults 0 1' >"$root/etc/fstab"
rm -f "$root/etc/resolv.conf"
# As after a first boot.
touch "$root/etc/.updated" "$root/var/.updated"

"$here/disk.sh" "$kernel" "$root" "$work/kiosk" 2G
