#!/bin/bash
# Runs a command in a clean clone on a fresh Debian: fresh-machine.sh SUITE 'COMMAND'
# (as root; SUITE is bookworm, trixie, ...). The machine is a chroot with gcc, make, git and
# ca-certificates only. The base is made once, in ${TUNEUP_CHROOTS:-/tmp/chroots}; each run works
# on a copy that is removed afterwards (KEEP=1 keeps it). NO_PROC=1 leaves /proc out.
# The mirror and its settings are those of this machine's own apt.
set -euo pipefail
suite=$1
command=$2
repository=$(realpath "$(dirname "$0")/../..")
chroots=${TUNEUP_CHROOTS:-/tmp/chroots}
base=$chroots/$suite
mkdir -p "$chroots"

if [ ! -e "$base/etc/fresh-machine" ]; then
	rm -rf "$base"
	# shellcheck disable=SC1091
	host_suite=$(. /etc/os-release && echo "$VERSION_CODENAME")
	keyring=/usr/share/keyrings/debian-archive-keyring.gpg
	settings=$chroots/$suite.apt.conf
	apt-config dump | grep '^Acquire::' | grep -v '^Acquire::IndexTargets' >"$settings" || true
	# shellcheck disable=SC2016 # apt expands it
	apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Identifier: Packages' |
		awk -v from="$host_suite" -v to="$suite" -v keyring="$keyring" '
			$2 ~ "^" from "(-|$)" {sub(from, to, $2); print "deb [signed-by=" keyring "]", $0}' |
		sort -u >"$chroots/$suite.list"
	mmdebstrap --quiet --variant=minbase --include=gcc,make,git,ca-certificates \
		--aptopt="$settings" "$suite" "$base" "$chroots/$suite.list"
	cp "$settings" "$base/etc/apt/apt.conf.d/90host"
	touch "$base/etc/fresh-machine"
fi

machine=$(mktemp -d "$chroots/$suite-run.XXXXXX")
[ -n "${KEEP:-}" ] || trap 'rm -rf "$machine"' EXIT
chmod 755 "$machine"
cp -a "$base/." "$machine"
cp -L /etc/resolv.conf "$machine/etc/resolv.conf"
git clone --quiet --no-hardlinks "$repository" "$machine/root/tuneup"

# In a mount namespace of its own, so that no mount outlives the run, however it ends.
status=0
# shellcheck disable=SC2016 # expanded by the inner shell
env -i TERM=dumb HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
	unshare --mount sh -c '
		[ -n "$3" ] || mount -t proc proc "$1/proc"
		mkdir -p "$1/dev/shm" && mount -t tmpfs tmpfs "$1/dev/shm"
		exec chroot "$1" bash -c "cd /root/tuneup && $2"' \
	sh "$machine" "$command" "${NO_PROC:-}" </dev/null || status=$?
[ -z "${KEEP:-}" ] || echo "$suite: kept in $machine"
echo "$suite: exit $status"
exit $status
