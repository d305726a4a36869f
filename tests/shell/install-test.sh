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
