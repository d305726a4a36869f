#!/bin/bash
# Runs inside the machine of package-test.sh, which has put the two packages to /root.
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive
state=/var/lib/tuneup sample=/usr/share/tuneup/content/sample-therapists.csv

fail() {
	echo "FAILED  $1"
	exit 1
}
is() {
	[ "$2" = "$3" ] || fail "$1: expected \"$2\", found \"$3\""
}
apt() {
	apt-get -qq -o Dpkg::Use-Pty=0 "$@" >/tmp/apt.log 2>&1 || { cat /tmp/apt.log; fail "apt-get $*"; }
}
# A user's command, with the umask that users of Debian have.
as() {
	local user=$1
	shift
	runuser -u "$user" -- sh -c 'umask 022; cd /; exec "$@"' sh "$@"
}
# The kiosk as its unit runs it, for one picture.
kiosk() {
	runuser -u tuneup -- sh -c 'umask 007; cd /; exec tuneup --headless 800x480 --state "$1"' sh $state
}
listed() {
	as "$1" tuneupctl therapists list --all --json | grep -c '"id"'
}

# As README says, in a folder that holds this machine's two.
cd /root
apt update
apt install --no-install-recommends ./tuneup*.deb

# What it brings.
is 'the state folder' '2770 tuneup tuneup' "$(stat -c '%a %U %G' $state)"
is 'the home of its user' $state "$(getent passwd tuneup | cut -d: -f6)"
is 'the groups of its user' 'tuneup gpio' "$(id -nG tuneup)"
is 'the shell of its user' /usr/sbin/nologin "$(getent passwd tuneup | cut -d: -f7)"
for group in $(sed -n 's/^SupplementaryGroups=//p' /usr/lib/systemd/system/tuneup.service); do
	getent group "$group" >/dev/null || fail "there is no group $group, which the unit asks for"
done
[ -L /etc/systemd/system/multi-user.target.wants/tuneup.service ] || fail 'it does not start with the machine'
[ -L /etc/systemd/system/sockets.target.wants/tuneup-admin.socket ] || fail 'tuneup-admin is not listened for'
for timer in /usr/lib/systemd/system/tuneup*.timer; do
	[ -L "/etc/systemd/system/timers.target.wants/${timer##*/}" ] || fail "${timer##*/} does not start with the machine"
done
is 'settings' /etc/tuneup/tuneup.yaml "$(dpkg-query -W -f '${Conffiles}' tuneup | awk '{print $1}')"
dpkg --verify tuneup tuneup-content || fail 'files are not as packaged'
for program in tuneup tuneupctl; do
	! ldd /usr/bin/$program | grep 'not found' || fail "$program lacks libraries"
	$program --version
done

for page in tuneup.1 tuneupctl.1 tuneup-setup.8 tuneup-admin.8 tuneup-recover.8; do
	[ -s "/usr/share/man/man${page##*.}/$page.gz" ] || fail "the manual $page is missing"
done
for completion in /usr/share/bash-completion/completions/tuneup*; do
	bash -n "$completion" || fail "$completion is no bash"
done
tuneup-setup --dry-run --rotate 90 >/tmp/setup
grep -q '^+  rotate: 90$' /tmp/setup || fail 'tuneup-setup does not know its settings'

# The units and the rules.
units=$(cd /usr/lib/systemd/system && ls tuneup*)
# shellcheck disable=SC2086 # a list of words
systemd-analyze verify --man=no $units 2>&1 | { grep -v "Unknown key.*'RestartMode'" || :; } | tee /tmp/verify
[ ! -s /tmp/verify ] || fail 'systemd finds fault with the units'
! grep -E '^(After|Wants|Requires|BindsTo)=.*(network|wait-online)' /usr/lib/systemd/system/tuneup* || fail 'something waits for the network'
# Tenths: what runs as the kiosk's user, what mounts a stick for itself, and what mounts it for all.
for unit in tuneup=12 tuneup-recover=12 tuneup-health=12 tuneup-purge=12 tuneup-backup=25 tuneup-admin=45; do
	systemd-analyze security --offline=true --threshold="${unit#*=}" --no-pager "${unit%=*}.service" >/tmp/security ||
		{ cat /tmp/security; fail "the sandbox of ${unit%=*} is too open"; }
	tail -n 1 /tmp/security
done

# Nothing that is plugged in leads out of the kiosk, and the machine's watchdog is on.
is 'Ctrl-Alt-Del' masked "$(systemctl is-enabled ctrl-alt-del.target 2>/dev/null)"
# set_to KEY VALUE FILE: the last word of all files of systemd's that there are.
set_to() {
	is "$1" "$2" "$(systemd-analyze cat-config "$3" | sed -n "s/^$1 *= *//p" | tail -n 1)"
}
set_to kernel.sysrq 0 sysctl.d
set_to NAutoVTs 0 systemd/logind.conf
set_to ReserveVT 0 systemd/logind.conf
set_to HandlePowerKey ignore systemd/logind.conf
set_to CtrlAltDelBurstAction none systemd/system.conf
set_to RuntimeWatchdogSec 15 systemd/system.conf
if udevadm verify --help >/dev/null 2>&1; then
	udevadm verify --no-summary /usr/lib/udev/rules.d/60-tuneup.rules || fail 'udev finds fault with the rules'
fi

# The kiosk, members of its group, root and others at the same state.
useradd --create-home --groups tuneup member
useradd --create-home stranger
as member tuneupctl therapists import $sample --by MK >/dev/null || fail 'a member cannot import'
people=$(listed member)
kiosk || fail 'the kiosk does not run as its user'
as member tuneupctl backup >/dev/null || fail 'a member cannot make a backup'
echo 482913 | as member tuneupctl pin set >/dev/null || fail 'a member cannot set the PIN'
as member tuneupctl usage report >/dev/null || fail 'a member cannot read the usage'
tuneupctl therapists retire 1 --by RT >/dev/null || fail 'root cannot retire'
as member tuneupctl therapists restore 1 >/dev/null || fail 'a member cannot take back what root did'
kiosk || fail 'the kiosk does not run after members and root'
is 'therapists for root' "$people" "$(listed root)"
is 'files of other groups' '' "$(find $state ! -group tuneup)"
is 'databases that the kiosk cannot write' '' "$(as tuneup find $state -maxdepth 1 -name "*.db*" ! -writable)"
! as stranger tuneupctl therapists list >/tmp/stranger 2>&1 || fail 'a stranger may list'
grep -q 'members of the group tuneup' /tmp/stranger || fail "a stranger is told: $(cat /tmp/stranger)"

# The next version, whose settings have a new line; then away with it.
echo '# ours' >>/etc/tuneup/tuneup.yaml
mkdir next
for deb in tuneup*.deb; do
	dpkg-deb -R "$deb" tree
	sed -i 's/^Version: .*/&+next/' tree/DEBIAN/control
	[ ! -e tree/etc ] || echo '# theirs' >>tree/etc/tuneup/tuneup.yaml
	dpkg-deb -Znone -b tree "next/$deb" >/dev/null
	rm -rf tree
done
# The program alone, as from a stick: a signed pack, and back to what apt has brought, to the byte.
installed() {
	dpkg -L tuneup | xargs -d '\n' stat -c '%n %A %U %G %N'
	dpkg -L tuneup | while read -r path; do
		[ ! -f "$path" ] || md5sum "$path"
	done
	dpkg-query -s tuneup
	tail -n +1 /var/lib/dpkg/info/tuneup.{conffiles,md5sums,p*}
}
admin() {
	/usr/lib/tuneup/tuneup-admin program "$1" >/tmp/admin.log 2>&1
}
! admin rollback || fail 'there is a way back before any update'
is 'what is said then' 'there is no program before this one here' "$(cat /run/tuneup-program)"
packs=/home/member/packs
as member mkdir $packs
cp next/tuneup_*.deb $packs/next.deb
as member tuneupctl content keygen $packs/key >/dev/null
as member tuneupctl program pack $packs/next.deb $packs/next.pack --key $packs/key || fail 'no pack is made'
cp $packs/key.pub /etc/tuneup/keys.d/ours.pub
install -m 640 -o tuneup -g tuneup $packs/next.pack $state/
# It is laid out; tuneup-admin is not listening here.
! as tuneup tuneupctl program install $state/next.pack >/tmp/admin.log 2>&1 || fail 'somebody has installed it'
[ -s $state/program/manifest ] || { cat /tmp/admin.log; fail 'it is not laid out'; }
rm $state/next.pack
installed >before
admin install || { cat /tmp/admin.log; fail 'the pack is not installed'; }
dpkg-query -W -f '${Version}' tuneup | grep -q '+next$' || fail 'the pack is another version'
is 'the last line of our settings' '# ours' "$(tail -n 1 /etc/tuneup/tuneup.yaml)"
kiosk || fail 'the kiosk of the pack does not run'
admin rollback || { cat /tmp/admin.log; fail 'there is no way back'; }
installed >after
diff before after || fail 'what is gone back to is not what was there'
kiosk || fail 'the kiosk that was gone back to does not run'
admin rollback || { cat /tmp/admin.log; fail 'there is no way forth again'; }
dpkg-query -W -f '${Version}' tuneup | grep -q '+next$' || fail 'the way forth leads elsewhere'
is 'the last line of our settings' '# ours' "$(tail -n 1 /etc/tuneup/tuneup.yaml)"

# Then both, as from a folder.
apt install --no-install-recommends ./next/tuneup*.deb
dpkg-query -W -f '${Version}' tuneup | grep -q '+next$' || fail 'it was not upgraded'
is 'the last line of our settings' '# ours' "$(tail -n 1 /etc/tuneup/tuneup.yaml)"
is 'therapists after an upgrade' "$people" "$(listed member)"
[ -L /etc/systemd/system/multi-user.target.wants/tuneup.service ] || fail 'after an upgrade it does not start'
kiosk || fail 'the kiosk does not run after an upgrade'
apt remove tuneup tuneup-content
[ ! -e /usr/bin/tuneup ] || fail 'removing leaves the program'
[ -s $state/directory.db ] || fail 'removing takes the directory'
[ -s /etc/tuneup/tuneup.yaml ] || fail 'removing takes the settings'
apt install --no-install-recommends ./next/tuneup*.deb
is 'therapists after removing and installing' "$people" "$(listed member)"
tuneup-setup --rotate 90 >/dev/null
tuneup-setup --undo >/dev/null
apt purge tuneup tuneup-content
for gone in $state /var/lib/tuneup-admin /var/cache/tuneup /etc/tuneup /usr/share/tuneup /usr/lib/systemd/system/tuneup.service \
	/etc/systemd/system/multi-user.target.wants/tuneup.service /etc/systemd/system/ctrl-alt-del.target \
	/etc/systemd/system/timers.target.wants/tuneup-backup.timer; do
	[ ! -e $gone ] && [ ! -L $gone ] || fail "purging leaves $gone"
done
echo "$people therapists came through"
