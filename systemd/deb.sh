#!/bin/bash
# `make deb`: deb.sh VERSION BUILD ARCH SUITE... builds BUILD/tuneup_VERSION~debNN_ARCH.deb, each in a
# chroot of its suite (tests/system/chroot.sh; as root), from this tree as it is, and has lintian look at it.
# ARCH: amd64, or arm64 under qemu-user (package qemu-user-static). SUITE: bookworm, trixie.
set -euo pipefail
cd "$(dirname "$0")/.."
version=$1 build=$2 arch=$3
shift 3
# The packages of one commit are the same, whenever they are built.
stamp=$(git log -1 --format=%ct 2>/dev/null || date +%s)

number_of() {
	case $1 in
	bookworm) echo 12 ;;
	trixie) echo 13 ;;
	*) echo "deb.sh: $1: bookworm (Debian 12) and trixie (13) are known" >&2; exit 2 ;;
	esac
}

# The folder debian/ of a source tree, from the forms in systemd/debian.
write_debian() {
	local tree=$1 suite=$2 version=$3 maintainer needs
	cp -R systemd/debian "$tree/debian"
	maintainer=$(sed -n 's/^Maintainer: //p' systemd/debian/control)
	needs=$(tests/deps.sh --list compile | paste -sd, | sed 's/,/, /g')
	sed -i "s/@BUILD_DEPENDS@/$needs/" "$tree/debian/control"
	# The license's text in Debian's form: each line indented, a dot for an empty one.
	sed -n '/^Permission is hereby/,/^SOFTWARE\./{s/^$/./;s/^/ /;p}' LICENSE >"$tree/debian/expat"
	sed -i -e "/^@EXPAT@$/{r $tree/debian/expat" -e 'd}' "$tree/debian/copyright"
	rm "$tree/debian/expat"
	printf 'tuneup (%s) %s; urgency=medium\n\n  * What is new stands in CHANGELOG.md.\n\n -- %s  %s\n' \
		"$version" "$suite" "$maintainer" "$(LC_ALL=C date -uR -d "@$stamp")" >"$tree/debian/changelog"
}

one() {
	local suite=$1 full chroot work
	full=$version~deb$(number_of "$suite")
	chroot=$(tests/system/chroot.sh build "$suite" "$arch")
	work=$(mktemp -d "$chroot/tmp/deb.XXXXXX")
	# shellcheck disable=SC2064 # now
	trap "rm -rf '$work'" EXIT
	mkdir "$work/tuneup"
	tar -c --exclude=./build --exclude=./.git . | tar -x --no-same-owner -C "$work/tuneup"
	write_debian "$work/tuneup" "$suite" "$full"
	mkdir -p "$build"
	if ! tests/system/chroot.sh run "$chroot" "cd '${work#"$chroot"}/tuneup' && dpkg-buildpackage -b -us -uc" \
		SOURCE_DATE_EPOCH="$stamp" DEB_BUILD_OPTIONS="noautodbgsym parallel=$(nproc)" \
		>"$build/deb-$suite.log" 2>&1; then
		tail -n 40 "$build/deb-$suite.log"
		echo "deb.sh: $suite: the package could not be built; the whole log is $build/deb-$suite.log" >&2
		exit 1
	fi
	mv "$work/tuneup_${full}_$arch.deb" "$build/"
	lintian --allow-root --fail-on error "$build/tuneup_${full}_$arch.deb"
	echo "$build/tuneup_${full}_$arch.deb"
}

[ "$(id -u)" -eq 0 ] || { echo "deb.sh: chroots are made as root: sudo make deb" >&2; exit 1; }
for suite in "$@"; do
	(one "$suite")
done
