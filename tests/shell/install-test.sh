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
for file in bin/tuneup bin/tuneupctl lib/tuneup/tuneup-admin lib/tuneup/nightly lib/systemd/system/tuneup.service \
	lib/systemd/system/tuneup-admin.service lib/systemd/system/tuneup-admin.socket \
	lib/systemd/system/tuneup-backup.service lib/systemd/system/tuneup-backup.timer lib/sysusers.d/tuneup.conf \
	lib/tmpfiles.d/tuneup.conf lib/modules-load.d/tuneup.conf lib/udev/rules.d/60-tuneup.rules \
	share/man/man1/tuneup.1 share/bash-completion/completions/tuneupctl \
	share/tuneup/assets/locale/es.mo share/tuneup/content/routines/quads/clip.mp4; do
	[ -s "$root/usr/$file" ] || fail "/usr/$file was not installed"
done
[ "$(cat "$root/etc/tuneup/tuneup.yaml")" = '# ours' ] || fail 'settings were overwritten'
grep -q '^ExecStart=/usr/bin/tuneup ' "$root/usr/lib/systemd/system/tuneup.service" ||
	fail 'the unit does not start /usr/bin/tuneup'
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
