#!/bin/bash
# Builds this tree on another Debian: programs.sh SUITE GOAL... makes the goals there, in a folder that
# is kept, so that the next time only what changed is compiled. Prints the chroot; the programs are in its
# /tuneup-build. As root.
set -euo pipefail
suite=$1
shift
here=$(realpath "$(dirname "$0")")
cd "$here/../.."
chroot=$("$here/chroot.sh" build "$suite" amd64)
mkdir -p "$chroot/tuneup" "$chroot/tuneup-build"
# One at a time; and the tree appears in the chroot only for as long as this runs.
exec 9>"$chroot/tuneup-build/lock"
flock 9
# shellcheck disable=SC2016 # expanded by the inner shell
unshare --mount sh -c 'mount --bind "$1" "$2/tuneup" && mount -o remount,bind,ro "$2/tuneup" &&
	"$3/chroot.sh" run "$2" "make -C /tuneup --no-print-directory BUILD=/tuneup-build -j$(nproc) $4"' \
	sh "$PWD" "$chroot" "$here" "$*" >"$chroot/tuneup-build/log" 2>&1 || {
	tail -n 40 "$chroot/tuneup-build/log" >&2
	exit 1
}
echo "$chroot"
