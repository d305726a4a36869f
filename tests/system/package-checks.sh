#!/bin/bash
# Runs inside the machine of package-test.sh, which has put the package to /root/tuneup.deb.
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

apt update
apt install --no-install-recommends /root/tuneup.deb

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
[ -L /etc/systemd/system/timers.target.wants/tuneup-backup.timer ] || fail 'no backup is made at night'
is 'settings' /etc/tuneup/tuneup.yaml "$(dpkg-query -W -f '${Conffiles}' tuneup | awk '{print $1}')"
dpkg --verify tuneup || fail 'files are not as packaged'
for program in tuneup tuneupctl; do
	! ldd /usr/bin/$program | grep 'not found' || fail "$program lacks libraries"
	$program --version
done

# The unit and the rules.
systemd-analyze verify --man=no tuneup.service tuneup-admin.service tuneup-admin.socket tuneup-backup.timer \
	tuneup-backup.service 2>&1 | tee /tmp/verify
[ ! -s /tmp/verify ] || fail 'systemd finds fault with the unit'
systemd-analyze security --offline=true --threshold=12 --no-pager tuneup.service >/tmp/security ||
	{ cat /tmp/security; fail 'the sandbox is too open'; }
tail -n 1 /tmp/security
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
is 'databases that the kiosk cannot write' '' "$(runuser -u tuneup -- find $state -maxdepth 1 -name "*.db*" ! -writable)"
! as stranger tuneupctl therapists list >/tmp/stranger 2>&1 || fail 'a stranger may list'
grep -q 'members of the group tuneup' /tmp/stranger || fail "a stranger is told: $(cat /tmp/stranger)"

# Once more, then away with it.
echo '# ours' >>/etc/tuneup/tuneup.yaml
apt install --reinstall --no-install-recommends /root/tuneup.deb
is 'the last line of our settings' '# ours' "$(tail -n 1 /etc/tuneup/tuneup.yaml)"
apt remove tuneup
[ ! -e /usr/bin/tuneup ] || fail 'removing leaves the program'
[ -s $state/directory.db ] || fail 'removing takes the directory'
[ -s /etc/tuneup/tuneup.yaml ] || fail 'removing takes the settings'
apt install --no-install-recommends /root/tuneup.deb
is 'therapists after removing and installing' "$people" "$(listed member)"
apt purge tuneup
for gone in $state /var/cache/tuneup /etc/tuneup /usr/share/tuneup /usr/lib/systemd/system/tuneup.service \
	/etc/systemd/system/multi-user.target.wants/tuneup.service; do
	[ ! -e $gone ] && [ ! -L $gone ] || fail "purging leaves $gone"
done
echo "$people therapists came through"
