#!/bin/bash
# `make install` below another root: everything in its place, for any prefix, and settings that are
# there already stay as they are.
set -eu
cd "$(dirname "$0")/../.."
build=${TUNEUP_BUILD:-build} root=${TUNEUP_TEST_DIR:-build/test/install}/root

fail() {
	echo "$1"
	exit 1
}
install_to() {
	make --no-print-directory BUILD="$build" install-files DESTDIR="$1" PREFIX="$2" >/dev/null
}

rm -rf "$root"
mkdir -p "$root/etc/tuneup"
echo '# ours' >"$root/etc/tuneup/tuneup.yaml"
install_to "$root" /usr
for unit in systemd/*.service systemd/*.socket systemd/*.timer; do
	[ -s "$root/usr/lib/systemd/system/${unit#systemd/}" ] || fail "${unit#systemd/} was not installed"
done
for unit in $(cd systemd && grep -l '^\[Install\]' tuneup*); do
	grep -q "systemctl enable.* $unit" README.md || fail "README does not tell to enable $unit"
done
for file in bin/tuneup bin/tuneupctl sbin/tuneup-setup lib/tuneup/tuneup-admin lib/tuneup/nightly lib/tuneup/tuneup-recover \
	lib/systemd/logind.conf.d/90-tuneup.conf lib/systemd/system.conf.d/90-tuneup.conf lib/sysctl.d/90-tuneup.conf \
	lib/sysusers.d/tuneup.conf lib/tmpfiles.d/tuneup.conf lib/modules-load.d/tuneup.conf \
	lib/udev/rules.d/60-tuneup.rules share/man/man1/tuneup.1 share/man/man1/tuneupctl.1 share/man/man8/tuneup-setup.8 \
	share/man/man8/tuneup-admin.8 share/man/man8/tuneup-recover.8 share/bash-completion/completions/tuneupctl \
	share/bash-completion/completions/tuneup-setup \
	share/tuneup/assets/locale/es.mo share/tuneup/content/routines/quads/clip.mp4; do
	[ -s "$root/usr/$file" ] || fail "/usr/$file was not installed"
done
[ "$(cat "$root/etc/tuneup/tuneup.yaml")" = '# ours' ] || fail 'settings were overwritten'
grep -q '^ExecStart=/usr/bin/tuneup ' "$root/usr/lib/systemd/system/tuneup.service" ||
	fail 'the unit does not start /usr/bin/tuneup'
[ "$(readlink "$root/etc/systemd/system/ctrl-alt-del.target")" = /dev/null ] || fail 'Ctrl-Alt-Del restarts the machine'
"$root/usr/bin/tuneup" --headless 800x480 || fail 'what was installed does not find its files'

# What the kiosk's sandbox stands on, whatever its score; what runs at night as the same user has it too.
for unit in tuneup tuneup-recover tuneup-health tuneup-purge; do
	for line in 'NoNewPrivileges=yes' 'CapabilityBoundingSet=' 'MemoryDenyWriteExecute=yes' 'ProtectSystem=strict' 'IPAddressDeny=any' \
		'RestrictNamespaces=yes'; do
		grep -qx "$line" "$root/usr/lib/systemd/system/$unit.service" || fail "$unit.service lacks $line"
	done
	! grep '^RestrictAddressFamilies=.*INET' "$root/usr/lib/systemd/system/$unit.service" || fail "$unit.service may open a network socket"
done
# A name that no driver has taken yet when a unit starts allows nothing: the drivers that may be modules are loaded before.
for pair in char-alsa=snd char-drm=drm char-ttyACM=cdc_acm char-ttyUSB=usbserial block-sd=sd_mod; do
	grep -qrx "DeviceAllow=${pair%=*} rw" "$root/usr/lib/systemd/system" || fail "no unit is allowed ${pair%=*}"
	grep -qx "${pair#*=}" "$root/usr/lib/modules-load.d/tuneup.conf" || fail "${pair%=*} is allowed, ${pair#*=} is not loaded"
done
# Settings offer a Pi 4's decoder: the sandbox leaves it open, and no camera.
grep -qx 'DeviceAllow=/dev/video10 rw' "$root/usr/lib/systemd/system/tuneup.service" || fail 'h264_v4l2m2m has no device'
# No memory that can be written and executed from the start, and no code that is written to while it is loaded.
for program in bin/tuneup bin/tuneupctl lib/tuneup/tuneup-admin; do
	readelf -lW "$root/usr/$program" | grep -q 'GNU_STACK.* RW  *0x' || fail "$program has a stack that can be executed"
	! readelf -lW "$root/usr/$program" | grep 'LOAD.* RWE ' || fail "$program has memory that can be written and executed"
	! readelf -dW "$root/usr/$program" | grep TEXTREL || fail "$program has code that is written to"
done

# Each option and each command that --help tells of is in the manual and, where there is one, in the completion.
told() { # WORD FILE
	sed 's/\\-/-/g; s/\\f[A-Z]//g' "$2" | grep -qwF -e "$1" || fail "$2 does not tell of $1"
}
options() {
	"$@" --help | grep -oE -e '--[a-z][a-z-]+' | sort -u
}
for option in $(options "$root/usr/bin/tuneup"); do
	told "$option" docs/tuneup.1
done
for option in $(options systemd/tuneup-setup); do
	told "$option" docs/tuneup-setup.8
	told "$option" docs/tuneup-setup.bash
done
for option in $(options "$root/usr/bin/tuneupctl"); do
	told "$option" docs/tuneupctl.1
	told "$option" docs/tuneupctl.bash
done
commands=$("$root/usr/bin/tuneupctl" --help | sed -nE '/^  tuneupctl/d; s/^  ([a-z]+( [a-z-]+)?).*/\1/p')
[ "$(wc -l <<<"$commands")" -gt 30 ] || fail 'tuneupctl --help tells of too few commands'
while read -r group command; do
	told "$group${command:+ $command}" docs/tuneupctl.1
	told "${command:-$group}" docs/tuneupctl.bash
done <<<"$commands"

rm -r "$root"
install_to "$root" /usr/local
cmp -s systemd/tuneup.yaml "$root/etc/tuneup/tuneup.yaml" || fail 'no settings were installed'
grep -q '^ExecStart=/usr/local/lib/tuneup/nightly$' "$root/usr/local/lib/systemd/system/tuneup-backup.service" ||
	fail 'the nightly unit does not follow the prefix'
grep -q '/usr/local/bin/tuneupctl' "$root/usr/local/lib/tuneup/nightly" || fail 'nor does what it runs'
grep -q '^ExecStart=/usr/local/bin/tuneup ' "$root/usr/local/lib/systemd/system/tuneup.service" ||
	fail 'the unit does not follow the prefix'
grep -qx 'ExecStart=/usr/local/lib/tuneup/tuneup-admin' "$root/usr/local/lib/systemd/system/tuneup-admin.service" ||
	fail 'the unit of tuneup-admin does not follow the prefix'
