#!/bin/sh
# Installs the Debian packages that are missing: `deps.sh build` for building, running and testing,
# `deps.sh build check` for `make check` as well. The only list of packages there is.
set -eu

build="gcc libc6-dev make pkg-config libsdl2-dev libsdl2-ttf-dev libsdl2-image-dev libavformat-dev
libavcodec-dev libswscale-dev libswresample-dev libavutil-dev libyaml-dev libutf8proc-dev
libsqlite3-dev libqrencode-dev libsodium-dev libcsv-dev libgpiod-dev libcmocka-dev
gettext ffmpeg zbar-tools"
# Names without a version, since clang's differs between Debian 12 and 13. llvm names the lines in
# what the sanitizers report.
check="clang clang-format clang-tidy cppcheck libclang-rt-dev llvm shellcheck"

wanted=
for set in "$@"; do
	case $set in
	build) wanted="$wanted $build" ;;
	check) wanted="$wanted $check" ;;
	*) echo "deps.sh: unknown set $set (build, check)" >&2; exit 2 ;;
	esac
done

if ! command -v dpkg-query >/dev/null; then
	echo "This is no Debian: make sure that the counterparts of these are installed: $wanted" >&2
	exit 0
fi
# shellcheck disable=SC2086 # a list of words
installed=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' $wanted 2>/dev/null || true)
missing=
for package in $wanted; do
	case "
$installed
" in
	*"
$package installed
"*) ;;
	*) missing="$missing $package" ;;
	esac
done
[ -n "$missing" ] || exit 0

as_root=
if [ "$(id -u)" -ne 0 ]; then
	if ! command -v sudo >/dev/null; then
		echo "Packages are missing. As root: apt-get install$missing" >&2
		exit 1
	fi
	as_root=sudo
fi
echo "Installing$missing"
# A fresh machine has no lists yet, and old lists name versions that the mirror has dropped.
$as_root apt-get -qq update
# shellcheck disable=SC2086 # a list of words
$as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 install -y --no-install-recommends $missing >/dev/null
