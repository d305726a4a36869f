#!/bin/bash
# A program update as staff bring it, in the kiosk's virtual machine: program-test.sh BUILD WORK [DEB] boots the package
# (built when none is named) with a stick that holds packs of the next one. tuneup-admin mounts it, the kiosk's user
# asks for the update, systemd runs it in the unit that the package brings, dpkg installs it, the kiosk comes back by
# itself; then the way back, to a package that nobody has kept, and forth again. Leaves WORK/program-*.png, the guest's
# serial line and its journal. Prints lines "ok ..." and "FAILED ...". As root.
set -uo pipefail
build=$1 work=$2 deb=${3:-}
here=$(realpath "$(dirname "$0")")
size=800x480
# shellcheck source=tests/system/kiosk.sh
. "$here/kiosk.sh"
# Nothing moves at rest: the emulated processor is dpkg's.
kiosk_image "$deb" "$motionless" || exit 1
version=$(dpkg-deb --field "$deb" Version)
packs=$work/packs

# --- what staff bring ---

# make_pack NAME VERSION COMMAND: the package with another version, after the command has changed its tree.
make_pack() {
	rm -rf "$packs/tree"
	dpkg-deb -R "$deb" "$packs/tree"
	sed -i "s/^Version: .*/Version: $2/" "$packs/tree/DEBIAN/control"
	(cd "$packs/tree" && eval "$3") || return 1
	dpkg-deb -Znone -b "$packs/tree" "$packs/next.deb" >/dev/null &&
		"$build/tuneupctl" --state "$packs" program pack "$packs/next.deb" "$packs/$1" --key "$packs/key" && mcopy -i "$packs/stick.img" "$packs/$1" ::
}
# The next one says so itself: a word of its program is another one, of the same length. The other one cannot be installed.
makes_packs() {
	rm -rf "$packs"
	mkdir -p "$packs"
	truncate -s 128M "$packs/stick.img"
	mkfs.vfat -n TUNEUP "$packs/stick.img" >/dev/null && "$build/tuneupctl" --state "$packs" content keygen "$packs/key" &&
		make_pack next.pack "$version+next" 'sed -i "s/0\.1\.0/0.9.9/g" usr/bin/tuneup' &&
		make_pack broken.pack "$version+broken" 'printf "#!/bin/sh\nexit 1\n" >DEBIAN/preinst && chmod 755 DEBIAN/preinst'
}

# --- what is done ---

# asks_for WORD...: tuneupctl program, as the kiosk's user; its words and its status.
asks_for() {
	guest "rm -f /run/answer; (runuser -u tuneup -- tuneupctl program $* >/run/answer.new 2>&1; echo \"status \$?\" >>/run/answer.new
		mv /run/answer.new /run/answer) >/dev/null 2>&1 &" && until_guest 'cat /run/answer' && guest 'cat /run/answer'
}
# answers STATUS WORDS PROGRAM-WORD...
answers() {
	local status=$1 words=$2 answer
	shift 2
	answer=$(asks_for "$@")
	echo "$answer"
	grep -qx "status $status" <<<"$answer" && grep -qF "$words" <<<"$answer"
}
pid() {
	guest 'systemctl show -p MainPID --value tuneup'
}
# runs SAYS: what the process that shows the kiosk is, not what lies on the disk.
runs() {
	is_up && guest '/proc/$(systemctl show -p MainPID --value tuneup)/exe --version' | grep -F "$1"
}
is_installed() {
	[ "$(guest 'dpkg-query -W -f "\${db:Status-Status} \${Version}" tuneup')" = "installed $1" ]
}
keeps_settings() {
	guest 'cat /etc/tuneup/tuneup.yaml' | diff - <(sed "$motionless" "$here/kiosk/tuneup.yaml")
}
nothing_failed() {
	[ -z "$(guest 'systemctl --failed --no-legend')" ]
}

# --- what is tested ---

# Emulated, dpkg takes longer than a Pi.
is_ready() {
	is_up && rests && guest 'mkdir -p /run/systemd/system/tuneup-program@.service.d
		printf "[Service]\nTimeoutStartSec=30min\n" >/run/systemd/system/tuneup-program@.service.d/slow.conf
		systemctl daemon-reload' && runs 0.1.0
}
refuses_the_way_back() {
	answers 1 'there is no program before this one here' rollback && runs 0.1.0 && guest 'systemctl reset-failed'
}
mounts() {
	[[ $(guest 'runuser -u tuneup -- admin_client mount-read') == done* ]]
}
refuses_strangers() {
	answers 1 'there is no key that is trusted' install /run/tuneup-usb/next.pack
}
trusts() {
	guest "echo $(base64 -w 0 "$packs/key.pub") | base64 -d >/etc/tuneup/keys.d/ours.pub"
}
# comes_back_as SAYS VERSION: another process, with nobody's help.
comes_back_as() {
	runs "$1" && [ "$(pid)" != "$before" ] && is_installed "$2" && keeps_settings && nothing_failed && rests
}
updates() {
	before=$(pid)
	answers 0 'The program is installed' install /run/tuneup-usb/next.pack && comes_back_as 0.9.9 "$version+next"
}
goes_back() {
	before=$(pid)
	answers 0 'The program is installed' rollback && comes_back_as 0.1.0 "$version" && guest '! dpkg --verify tuneup | grep -v " c /etc"'
}
goes_forth_again() {
	before=$(pid)
	answers 0 'The program is installed' rollback && comes_back_as 0.9.9 "$version+next"
}
takes_back_what_is_broken() {
	answers 1 'dpkg could not install it: the program that was there is back' install /run/tuneup-usb/broken.pack &&
		runs 0.9.9 && is_installed "$version+next" && rests
}
can_be_asked_again() {
	[[ $(guest 'runuser -u tuneup -- admin_client eject') == done* ]]
}

check 'packs of the next program are made, and signed' makes_packs
begin_machine program -device qemu-xhci -drive "if=none,id=files,format=raw,file=$packs/stick.img" \
	-device usb-storage,id=stick,drive=files
check 'the kiosk is up, and rests' is_ready
check 'before any update there is no way back' refuses_the_way_back
check 'the stick is mounted' mounts
check 'a pack that nobody here trusts is refused' refuses_strangers
check 'an administrator brings the key' trusts
check 'the update is installed; the kiosk comes back by itself, as the next one' updates
check 'the way back: the kiosk comes back as what apt had brought, with its settings' goes_back
check 'and forth again' goes_forth_again
check 'what dpkg cannot install is taken back, and the kiosk goes on' takes_back_what_is_broken
check 'tuneup-admin still serves: the stick is ejected' can_be_asked_again
guest 'journalctl -b --no-pager' >"$work/program-journal.txt"
machine_end
