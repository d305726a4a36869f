#!/bin/bash
# `make deb`: deb.sh VERSION BUILD "ARCH..." SUITE... builds BUILD/tuneup_VERSION~debNN_ARCH.deb and its
# content, BUILD/tuneup-content_VERSION~debNN_all.deb, each in a chroot of its suite (tests/system/chroot.sh;
# as root), from this tree as it is, and has lintian look at them. ARCH: amd64, arm64; the one that this machine
# is not is cross-compiled. SUITE: bookworm, trixie.
set -euo pipefail
cd "$(dirname "$0")/.."
version=$1 build=$2 arches=$3
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
	# A compiler and make are there wherever packages are built.
	needs=$(tests/deps.sh --list compile | grep -vxE 'gcc|libc6-dev|make' | paste -sd, | sed 's/,/, /g')
	sed -i "s/@BUILD_DEPENDS@/$needs/" "$tree/debian/control"
	# The license's text in Debian's form: each line indented, a dot for an empty one.
	sed -n '/^Permission is hereby/,/^SOFTWARE\./{s/^$/./;s/^/ /;p}' LICENSE >"$tree/debian/expat"
	sed -i -e "/^@EXPAT@$/{r $tree/debian/expat" -e 'd}' "$tree/debian/copyright"
	rm "$tree/debian/expat"
	printf 'tuneup (%s) %s; urgency=medium\n\n  * What is new stands in CHANGELOG.md.\n\n -- %s  %s\n' \
		"$version" "$suite" "$maintainer" "$(LC_ALL=C date -uR -d "@$stamp")" >"$tree/debian/changelog"
}

one() {
	local suite=$1 arch=$2 full chroot work packages
	full=$version~deb$(number_of "$suite")
	chroot=$(tests/system/chroot.sh build "$suite" "$arch")
	work=$(mktemp -d "$chroot/tmp/deb.XXXXXX")
	# shellcheck disable=SC2064 # now
	trap "rm -rf '$work'" EXIT
	mkdir "$work/tuneup"
	tar -c --exclude=./build --exclude=./.git . | tar -x --no-same-owner -C "$work/tuneup"
	write_debian "$work/tuneup" "$suite" "$full"
	mkdir -p "$build"
	if ! tests/system/chroot.sh run "$chroot" \
		"cd '${work#"$chroot"}/tuneup' && dpkg-buildpackage --build=binary --host-arch=$arch -us -uc" \
		SOURCE_DATE_EPOCH="$stamp" DEB_BUILD_OPTIONS="nocheck noautodbgsym parallel=${JOBS:-$(nproc)}" \
		>"$build/deb-$suite-$arch.log" 2>&1; then
		tail -n 40 "$build/deb-$suite-$arch.log"
		echo "deb.sh: $suite, $arch: the package could not be built; the whole log is $build/deb-$suite-$arch.log" >&2
		exit 1
	fi
	# The content is the same on all kinds of machines, to the byte.
	packages=("$build/tuneup_${full}_$arch.deb" "$build/tuneup-content_${full}_all.deb")
	mv "$work/tuneup_${full}_$arch.deb" "$work/tuneup-content_${full}_all.deb" "$build/"
	lintian --allow-root --fail-on error "${packages[@]}"
	printf '%s\n' "${packages[@]}"
}

[ "$(id -u)" -eq 0 ] || { echo "deb.sh: chroots are made as root: sudo make deb" >&2; exit 1; }
for suite in "$@"; do
	for arch in $arches; do
		(one "$suite" "$arch")
	done
done
