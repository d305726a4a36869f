#!/bin/bash
# tuneup-setup on the files of Raspberry Pi OS (Bookworm, Trixie) and of a plain Debian: what it writes, that running
# it again changes nothing, and that --undo leaves every file as it was, to the byte.
set -eu
cd "$(dirname "$0")/../.."
work=${TUNEUP_TEST_DIR:-build/test/setup}
root=$work/root

fail() {
	echo "$1"
	exit 1
}
# begin SYSTEM: its files, with the settings that the package brings.
begin() {
	system=$1
	rm -rf "$root" "$work/before"
	mkdir -p "$work"
	cp -R "tests/data/setup/$system" "$root"
	mkdir -p "$root/etc/tuneup"
	cp systemd/tuneup.yaml "$root/etc/tuneup/"
	cp -R "$root" "$work/before"
}
setup() {
	systemd/tuneup-setup --root "$root" "$@" >"$work/output" 2>&1 || { cat "$work/output"; fail "$system: tuneup-setup $*"; }
}
refuses() {
	local status=$1 word=$2
	shift 2
	cp -R "$root" "$work/held"
	systemd/tuneup-setup --root "$root" "$@" >"$work/output" 2>&1 && fail "$system: tuneup-setup $* was taken" || [ $? -eq "$status" ] ||
		fail "$system: tuneup-setup $* ended with another status than $status"
	grep -q -- "$word" "$work/output" || { cat "$work/output"; fail "$system: tuneup-setup $* does not speak of $word"; }
	diff -r "$work/held" "$root" || fail "$system: tuneup-setup $* was refused and changed something"
	rm -rf "$work/held"
}
has() {
	grep -qxF -- "$2" "$root$1" || { cat "$root$1"; fail "$system: $1 lacks: $2"; }
}
lacks() {
	! grep -q -- "$2" "$root$1" 2>/dev/null || { cat "$root$1"; fail "$system: $1 has: $2"; }
}
words() {
	tr ' ' '\n' <"$root/boot/firmware/cmdline.txt" | grep -cxF -- "$1"
}
changes_nothing() {
	cp -R "$root" "$work/held"
	setup "$@"
	grep -qx 'Nothing to change.' "$work/output" || fail "$system: again it says: $(cat "$work/output")"
	diff -r "$work/held" "$root" || fail "$system: running it again changes something"
	rm -rf "$work/held"
}
undo_leaves_all_as_it_was() {
	setup --undo
	diff -r "$work/before" "$root" || fail "$system: after --undo not all is as it was"
	changes_nothing --undo
}

for system in bookworm trixie; do
	begin $system
	# First a look.
	setup --dry-run --rotate 90
	grep -q '^+  rotate: 90$' "$work/output" || fail "$system: --dry-run does not show what it would do"
	diff -r "$work/before" "$root" || fail "$system: --dry-run changed something"

	setup
	for word in quiet loglevel=3 logo.nologo vt.global_cursor_default=0 consoleblank=0 systemd.show_status=false; do
		[ "$(words "$word")" = 1 ] || fail "$system: cmdline.txt has not exactly one $word"
	done
	[ "$(wc -l <"$root/boot/firmware/cmdline.txt")" = "$(wc -l <"$work/before/boot/firmware/cmdline.txt")" ] ||
		fail "$system: cmdline.txt is no longer one line"
	case $(cat "$root/boot/firmware/cmdline.txt") in
	"$(cat "$work/before/boot/firmware/cmdline.txt") "*) ;;
	*) fail "$system: cmdline.txt lost what stood in it" ;;
	esac
	has /boot/firmware/config.txt disable_splash=1
	changes_nothing
	undo_leaves_all_as_it_was

	# All at once, later something else; what was said holds. Before, all of it is only shown.
	setup --dry-run --rotate 90 --diagonal 21.5 --audio headphones --rtc ds3231
	for line in '  rotate: 90' '  diagonal: 21.5' 'defaults.pcm.!card Headphones' 'dtoverlay=i2c-rtc,ds3231'; do
		grep -qxF -e "+$line" "$work/output" || fail "$system: --dry-run does not show: $line"
	done
	diff -r "$work/before" "$root" || fail "$system: --dry-run of all options changed something"
	setup --rotate 90 --diagonal 21.5 --audio headphones --rtc ds3231
	has /etc/tuneup/tuneup.yaml '  rotate: 90'
	has /etc/tuneup/tuneup.yaml '  diagonal: 21.5'
	[ "$(words fbcon=rotate:1)" = 1 ] || fail "$system: the kernel's text is not turned"
	has /boot/firmware/config.txt dtoverlay=i2c-rtc,ds3231
	has /etc/asound.conf 'defaults.pcm.!card Headphones'
	changes_nothing --audio headphones
	setup --rotate 270 --audio none
	has /etc/tuneup/tuneup.yaml '  rotate: 270'
	has /etc/tuneup/tuneup.yaml '  diagonal: 21.5'
	[ "$(words fbcon=rotate:1)" = 0 ] && [ "$(words fbcon=rotate:3)" = 1 ] || fail "$system: it still turns the other way"
	[ ! -e "$root/etc/asound.conf" ] || fail "$system: the sound still goes somewhere"
	has /boot/firmware/config.txt dtoverlay=i2c-rtc,ds3231
	setup --rotate 0
	has /etc/tuneup/tuneup.yaml '  # rotate: 0'
	changes_nothing
	# Nor is anything taken away by a look at what --undo would do.
	cp -R "$root" "$work/held"
	setup --dry-run --undo
	grep -qxF -e '-dtoverlay=i2c-rtc,ds3231' "$work/output" || fail "$system: --dry-run --undo does not show what would go"
	diff -r "$work/held" "$root" || fail "$system: --dry-run --undo changed something"
	rm -rf "$work/held"
	undo_leaves_all_as_it_was
done

# What somebody wrote is kept: in the files it adds to, and where another value was wanted before.
begin bookworm
printf 'pcm.ours { type null }\n' >"$root/etc/asound.conf"
sed -i 's/^  # diagonal: 0/  diagonal: 15.6/' "$root/etc/tuneup/tuneup.yaml"
rm -rf "$work/before"
cp -R "$root" "$work/before"
setup --audio hdmi --diagonal 32
has /etc/asound.conf 'pcm.ours { type null }'
has /etc/asound.conf 'defaults.pcm.!card vc4hdmi0'
has /etc/tuneup/tuneup.yaml '  diagonal: 32'
undo_leaves_all_as_it_was
setup --diagonal 32
sed -i 's/^  diagonal: 32/  diagonal: 43/' "$root/etc/tuneup/tuneup.yaml"
setup --undo
has /etc/tuneup/tuneup.yaml '  diagonal: 43'

# Settings without the keys, or without the part.
begin bookworm
printf 'store:\n  name: Corner Running\n' >"$root/etc/tuneup/tuneup.yaml"
rm -rf "$work/before"
cp -R "$root" "$work/before"
setup --rotate 180 --diagonal 24
[ "$(tail -n 3 "$root/etc/tuneup/tuneup.yaml" | sort | paste -sd,)" = '  diagonal: 24,  rotate: 180,screen:' ] ||
	fail "settings of somebody's own: $(cat "$root/etc/tuneup/tuneup.yaml")"
changes_nothing

# What a display says of its size, and a sound card on USB.
begin trixie
refuses 1 'no display says' --diagonal auto
refuses 1 'no sound card on USB' --audio usb
mkdir -p "$root/sys/class/drm/card1-HDMI-A-1" "$root/proc/asound/card2"
{ head -c 21 /dev/zero; printf '\060\033'; head -c 105 /dev/zero; } >"$root/sys/class/drm/card1-HDMI-A-1/edid"
echo 0d8c:0014 >"$root/proc/asound/card2/usbid"
echo Device >"$root/proc/asound/card2/id"
setup --diagonal auto --audio usb
has /etc/tuneup/tuneup.yaml '  diagonal: 21.7'
has /etc/asound.conf 'defaults.pcm.!card Device'

# The overlay only where its partition is.
begin bookworm
refuses 1 TUNEUP-DATA --overlay yes
mkdir -p "$root/dev/disk/by-label"
: >"$root/dev/disk/by-label/TUNEUP-DATA"
refuses 1 'apt install overlayroot' --overlay yes
mkdir -p "$root/usr/share/initramfs-tools/scripts/init-bottom"
: >"$root/usr/share/initramfs-tools/scripts/init-bottom/overlayroot"
rm -rf "$work/before"
cp -R "$root" "$work/before"
setup --dry-run --overlay yes
grep -q '^+LABEL=TUNEUP-DATA ' "$work/output" || fail '--dry-run does not show the overlay'
diff -r "$work/before" "$root" || fail '--dry-run of the overlay changed something'
setup --overlay yes
[ "$(words overlayroot=tmpfs:recurse=0)" = 1 ] || fail 'the root file system stays as it is'
has /etc/fstab 'LABEL=TUNEUP-DATA /var/lib/tuneup auto defaults,noatime,nosuid,nodev 0 2'
changes_nothing
setup --overlay no
[ "$(words overlayroot=tmpfs:recurse=0)" = 0 ] || fail 'the overlay does not go'
lacks /etc/fstab TUNEUP-DATA
undo_leaves_all_as_it_was

# A computer with GRUB.
begin debian
setup --rotate 90 --audio PCH,3
grep -q '^GRUB_CMDLINE_LINUX_DEFAULT="$GRUB_CMDLINE_LINUX_DEFAULT quiet .*fbcon=rotate:1"$' "$root/etc/default/grub.d/tuneup.cfg" ||
	fail 'GRUB gets no words'
(GRUB_CMDLINE_LINUX_DEFAULT=splash && . "$root/etc/default/grub.d/tuneup.cfg" && [ "${GRUB_CMDLINE_LINUX_DEFAULT%% *}" = splash ]) ||
	fail 'GRUB loses words'
has /etc/asound.conf 'defaults.pcm.!device 3'
changes_nothing
refuses 1 'only for a Raspberry Pi' --rtc ds3231
refuses 1 'name the card' --audio hdmi
setup --undo
rmdir "$root/etc/default/grub.d"
diff -r "$work/before" "$root" || fail 'debian: after --undo not all is as it was'

# Mistakes, and a machine without the package.
refuses 2 'expected 0, 90' --rotate 45
refuses 2 'expected inches' --diagonal wide
refuses 2 'no such option' --fast
refuses 2 'wants a value' --rtc
refuses 2 'ds3231' --rtc 'ds3231;reboot'
rm "$root/etc/tuneup/tuneup.yaml"
refuses 1 'install the package'
