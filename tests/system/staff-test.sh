#!/bin/bash
# Staff's work in its real place: staff-test.sh BUILD WORK [DEB], in a virtual machine as kiosk-test.sh. The first start
# is set up on the glass; a faulty list on a USB stick is refused, a good one applied, a license verified, a name mended;
# customers see it at once and after a cut of power. A script (kiosk/staff.txt) is played headless, which gives the pictures,
# the places of its touches and the directory that comes of it; then a finger does the same on the glass (uinput,
# KMSDRM), with real sticks. Prints lines "ok ..." and "FAILED ...". As root.
set -uo pipefail
build=$1 work=$2 deb=${3:-}
here=$(realpath "$(dirname "$0")")
size=800x480
# shellcheck source=tests/system/kiosk.sh
. "$here/kiosk.sh"
kiosk_image "$deb" || exit 1
lists=$work/staff-lists
# Screens of letters and boxes, which differ by as little as a digit of the PIN.
# shellcheck disable=SC2034 # for kiosk.sh
alike=0.7

# --- what staff bring ---

# Days that are to come, whenever this runs.
day() {
	date -d "$1 days" +%F
}
write_lists() {
	local columns='name,credential,phone,city,state,zip,techniques,license_state,license_number,license_expires,license_verified_on,license_verified_by'
	rm -rf "$lists"
	mkdir -p "$lists"/{FAULTY,TUNEUP}
	cat >"$lists/TUNEUP/LIST.CSV" <<-END
		$columns
		Juniper Sample,LMT,(303) 555-0142,Boulder,CO,80302,sports,CO,MT.0000117,$(day 400),$(day -20),MK
		Marlow Placeholder,LMT,(303) 555-0199,Boulder,CO,80304,prenatal,CO,MT.0000252,$(day 430),$(day -20),MK
		Quill Fictional,LMT,(303) 555-0111,Boulder,CO,80302,swedish,CO,MT.0000518,$(day 500),,
	END
	sed -e 's/^Quill Fictional/ /' -e "s/$(day 400)/soon/" "$lists/TUNEUP/LIST.CSV" >"$lists/FAULTY/LIST.CSV"
}
make_sticks() {
	local name
	write_lists
	for name in FAULTY TUNEUP; do
		truncate -s 16M "$lists/$name.img"
		mkfs.vfat -n $name "$lists/$name.img" >/dev/null && mcopy -i "$lists/$name.img" "$lists/$name/LIST.CSV" :: || return 1
	done
}

# --- what should be seen, and come of it ---

draws_what_should_be_seen() {
	local root=$work/kiosk-root/root
	rm -rf "$work/expected" && make_sticks && cp -r "$lists"/{FAULTY,TUNEUP} "$root/" &&
		expect_pictures tuneup.yaml staff.txt --state staff-state --touches touches.txt && mv "$root/touches.txt" "$lists/" &&
		"$here/chroot.sh" run "$work/kiosk-root" 'tuneupctl --state /root/staff-state therapists export' >"$lists/expected.csv" &&
		grep -q 'Ruiz' "$lists/expected.csv"
}

# --- a finger, and a hand with a stick ---

insert() {
	monitor "device_add usb-storage,id=stick,drive=files-$1"
}
pull() {
	monitor 'device_del stick'
}
# An emulated kiosk sees the finger come a picture or two late, and must still have it for all of the time.
hold() {
	guest "echo down $1 $2 >/run/touch; sleep $3; echo up >/run/touch"
}
# one LINE...: of the script with places. What waits or expects is left to the pictures.
one() {
	local x=${2%,*} y=${2#*,} ms=${3:-}
	case $1 in
	# Longer than a picture takes, also beside another machine.
	tap) tap "$x" "$y" && sleep 2 ;;
	hold) hold "$x" "$y" "$((${ms%ms} / 1000 * 3))" ;;
	# By another way than the finger's, so that the next touch must not overtake it. Home ends what staff do.
	press) press 23 && rests ;;
	usb) if [ "$2" = insert ]; then insert "$(tr -d '"' <<<"$3")"; else pull; fi ;;
	shot) shows "$2" ;;
	esac
}
# follows FROM TO: the script from after one picture until another is on the glass.
follows() {
	local line words
	sed "1,/^shot $1\$/d; /^shot $2\$/q" "$lists/touches.txt" >"$lists/part.txt"
	while read -r -u 9 line; do
		read -r -a words <<<"$line"
		one "${words[@]}" || { echo "at: $line"; return 1; }
	done 9<"$lists/part.txt"
	[ -s "$lists/part.txt" ]
}
refuses() {
	follows staff refused && guest 'tuneupctl therapists list --all --json' | grep -qx '\[\]'
}
has_a_copy() {
	mdir -b -i "$lists/TUNEUP.img" ::tuneup/backups | grep 'directory-.*\.db'
}
# What stands in the guest's directory, to the last letter.
is_as_expected() {
	guest 'tuneupctl therapists export' | diff - "$lists/expected.csv"
}
knows_no_pin() {
	guest '! grep -rl 735190 /var/lib/tuneup' && ! guest 'journalctl -b --no-pager' | grep 735190
}
# Without a word to anybody inside: what was confirmed is on the disk.
is_there_after_a_crash() {
	guest 'systemctl kill --signal=KILL --kill-whom=main tuneup' && is_up && rests && is_as_expected
}

check 'a script is played headless, to know what should be seen and come of it' draws_what_should_be_seen
begin_machine staff -device qemu-xhci \
	-blockdev "driver=file,node-name=files-FAULTY,filename=$lists/FAULTY.img" \
	-blockdev "driver=file,node-name=files-TUNEUP,filename=$lists/TUNEUP.img"
check 'the kiosk is up, and rests' eval 'is_up && rests'
check 'held, the logo of a new kiosk leads to its set-up: a PIN, twice' follows attract setup-name
check 'the place of the store is typed' follows setup-name setup-zip
check 'then staff are in' follows setup-zip staff
check 'a list with two faults is refused, with line and column, and nothing is taken' refuses
check 'the stick is pulled: the screen says so' follows refused pulled
check 'home locks; a wrong PIN is refused' follows pulled wrong-pin
check 'the right one is not' follows wrong-pin staff-again
check 'the list on another stick is read, and shown before it is applied' follows staff-again preview
check 'signed, it is applied' follows preview applied
check 'the stick has a copy of what was there before' has_a_copy
check 'a license is verified' follows applied verified
check 'a name is mended on the screen keyboard' follows verified saved
check 'a customer sees the list, and one with her number' follows saved one
check 'the directory is what the same script makes of it headless' is_as_expected
check 'killed, the kiosk comes back with it' is_there_after_a_crash
check 'the PIN is nowhere to be read' knows_no_pin
guest 'journalctl -b --no-pager' >"$work/staff-journal.txt"
machine_end
