#!/bin/bash
# Makes the chroots of all that needs another Debian than this one, and runs commands in them.
#   chroot.sh make NAME SUITE ARCH PACKAGE...   the cached chroot NAME, made when it is missing or its
#                                               packages changed; prints its path
#   chroot.sh build SUITE ARCH                  the one in which this tree and its package are built; for
#                                               another kind of machine by a cross compiler
#   chroot.sh run DIR COMMAND [NAME=VALUE...]   a command in it, with /proc, /dev/shm and apt's network;
#                                               NO_PROC=1 leaves /proc out
# As root; SUITE is bookworm, trixie, ...; ARCH as dpkg names it, of a cross chroot both: amd64,arm64. They are kept in ${TUNEUP_CHROOTS:-/tmp/chroots}. The mirror and its settings are
# those of this machine's own apt.
set -euo pipefail
chroots=${TUNEUP_CHROOTS:-/tmp/chroots}

# This machine's sources that are Debian's own, for another suite.
sources() {
	local suite=$1 host_suite keyring=/usr/share/keyrings/debian-archive-keyring.gpg
	# shellcheck disable=SC1091
	host_suite=$(. /etc/os-release && echo "$VERSION_CODENAME")
	# shellcheck disable=SC2016 # apt expands it
	apt-get indextargets --format '$(ORIGIN) $(REPO_URI) $(RELEASE) $(COMPONENT)' 'Identifier: Packages' |
		awk -v from="$host_suite" -v to="$suite" -v keyring="$keyring" '
			$1 == "Debian" && $3 ~ "^" from "(-|$)" {
				sub(from, to, $3)
				print "deb [signed-by=" keyring "]", $2, $3, $4
			}' |
		sort -u
}

make() {
	local name=$1 suite=$2 arch=$3 base=$chroots/$1 packages
	shift 3
	packages=$(printf '%s\n' "$@" | sort -u | paste -sd,)
	mkdir -p "$chroots"
	# One at a time: others may want the same.
	exec 9>"$chroots/$name.lock"
	flock 9
	if [ "$(cat "$base/etc/tuneup-chroot" 2>/dev/null)" != "$suite $arch $packages" ]; then
		rm -rf --one-file-system "$base"
		apt-config dump | grep '^Acquire::' | grep -v '^Acquire::IndexTargets' >"$chroots/$name.apt.conf" || true
		sources "$suite" >"$chroots/$name.list"
		# Killed, it would leave /proc and /dev mounted where the next one removes the tree.
		unshare --mount mmdebstrap --quiet --variant=minbase --architectures="$arch" --include="$packages" \
			--aptopt="$chroots/$name.apt.conf" "$suite" "$base" "$chroots/$name.list" >&2
		cp "$chroots/$name.apt.conf" "$base/etc/apt/apt.conf.d/90host"
		echo "$suite $arch $packages" >"$base/etc/tuneup-chroot"
	fi
	echo "$base"
}

build() {
	local suite=$1 arch=$2 own deps
	own=$(dpkg --print-architecture)
	deps=$(dirname "$0")/../deps.sh
	# Lists of words.
	if [ "$arch" = "$own" ]; then
		# shellcheck disable=SC2046
		make "$suite-$arch-deb" "$suite" "$arch" $("$deps" --list compile) build-essential debhelper
	else
		# shellcheck disable=SC2046
		make "$suite-$arch-cross" "$suite" "$own,$arch" build-essential "crossbuild-essential-$arch" debhelper \
			$("$deps" --list tools) $("$deps" --list libraries | sed "s/\$/:$arch/") qemu-user-static
	fi
}

# In a mount namespace of its own, so that no mount outlives the run, however it ends.
run() {
	local folder=$1 command=$2
	shift 2
	cp -L /etc/resolv.conf "$folder/etc/resolv.conf"
	# shellcheck disable=SC2016 # expanded by the inner shell
	env -i TERM=dumb HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$@" \
		unshare --mount sh -c '
			[ -n "$3" ] || mount -t proc proc "$1/proc"
			mkdir -p "$1/dev/shm" && mount -t tmpfs tmpfs "$1/dev/shm"
			exec chroot "$1" bash -c "$2"' \
		sh "$folder" "$command" "${NO_PROC:-}" </dev/null
}

case ${1:-} in
make | build | run) "$@" ;;
*) sed -n '2,/^set/{s/^# \{0,1\}//p}' "$0" >&2; exit 2 ;;
esac
