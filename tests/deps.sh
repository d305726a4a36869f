#!/bin/sh
# Installs the Debian packages that are missing, by sets: `compile` for building alone (`tools`, which run
# here, and `libraries`, which are linked), `build` for building, running and testing, `check` for `make check` as well, `package` for `make deb`,
# `system` for `make system`, `bench` for `make bench`. `deps.sh --list SET...` prints their names. The only
# list of packages there is.
set -eu

tools="gcc libc6-dev make pkg-config gettext"
libraries="libsdl2-dev libsdl2-ttf-dev libsdl2-image-dev libavformat-dev libavcodec-dev libswscale-dev
libswresample-dev libavutil-dev libyaml-dev libutf8proc-dev libsqlite3-dev libqrencode-dev libsodium-dev
libarchive-dev libcsv-dev libgpiod-dev libebur128-dev libudev-dev"
compile="$tools $libraries"
build="$compile libcmocka-dev libcairo2-dev ffmpeg zbar-tools libespeak-ng1 espeak-ng-data"
# Names without a version, since clang's differs between Debian 12 and 13. llvm names the lines in
# what the sanitizers report; valgrind counts instructions.
check="clang clang-format clang-tidy cppcheck libclang-rt-dev llvm shellcheck valgrind"
# The packages are built in chroots of their own.
package="mmdebstrap debian-archive-keyring lintian"
# devscripts has hardening-check.
system="$package devscripts qemu-system-x86 busybox-static cpio e2fsprogs dosfstools mtools socat xz-utils"
# A screen in memory, a hand that taps on it, and the players beside which ours is measured (ffmpeg has ffplay).
bench="xvfb xdotool mpv vlc-bin vlc-plugin-base vlc-plugin-video-output gstreamer1.0-tools
gstreamer1.0-plugins-base gstreamer1.0-plugins-good gstreamer1.0-libav gstreamer1.0-x chromium"

list=
if [ "${1:-}" = --list ]; then
	list=1
	shift
fi
wanted=
for set in "$@"; do
	case $set in
	tools) wanted="$wanted $tools" ;;
	libraries) wanted="$wanted $libraries" ;;
	compile) wanted="$wanted $compile" ;;
	build) wanted="$wanted $build" ;;
	check) wanted="$wanted $check" ;;
	package) wanted="$wanted $package" ;;
	system) wanted="$wanted $system" ;;
	bench) wanted="$wanted $bench" ;;
	*) echo "deps.sh: unknown set $set (tools, libraries, compile, build, check, package, system, bench)" >&2; exit 2 ;;
	esac
done
if [ "$list" ]; then
	# shellcheck disable=SC2086 # a list of words
	printf '%s\n' $wanted
	exit
fi

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
# Another apt may be at work: a machine that was just started looks for updates.
# shellcheck disable=SC2086 # a list of words
$as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=300 install -y --no-install-recommends $missing >/dev/null
