#!/bin/bash
# The instructions that a Raspberry Pi would execute for the guard's fixed jobs: instructions-arm-test.sh BUILD WORK
# compiles tests/guard/jobs.c for arm64 in Debian 13's cross chroot, runs it in qemu-user as a Cortex-A72 (Pi 4) and counts
# (guest_instructions.c; Debian's qemu-user has no plugins). Debian 12's x86-64 figures (tests/guard/figures.txt) stand beside
# them. Leaves WORK/instructions-arm.txt. As root.
set -euo pipefail
build=$1
work=$2
here=$(realpath "$(dirname "$0")")
cd "$here/../.."
source=$PWD
figures=$work/instructions-arm.txt
cpu=${CPU:-cortex-a72}
jobs='home coach search catalog pictures'
mkdir -p "$work"
chroot=$("$here/chroot.sh" build trixie arm64)
folder=/tuneup-guard
mkdir -p "$chroot/tuneup" "$chroot$folder"
exec 9>"$chroot$folder/lock"
flock 9

# As programs.sh does it: the tree appears in the chroot only for as long as this runs.
in_chroot() {
	# shellcheck disable=SC2016 # expanded by the inner shell
	unshare --mount sh -c 'mount --bind "$1" "$2/tuneup" && mount -o remount,bind,ro "$2/tuneup" &&
		exec "$3/chroot.sh" run "$2" "$4"' sh "$source" "$chroot" "$here" "$1"
}

# The tests' library is not among what the package needs, so the chroot has none; it is unpacked beside the objects.
in_chroot "set -e; cd $folder
	if [ ! -d cmocka ]; then
		mkdir -p lists/partial cache/archives/partial
		own='-o Dir::State::lists=$folder/lists -o Dir::Cache=$folder/cache'
		apt-get \$own -qq update
		apt-get \$own -qq -o APT::Sandbox::User=root download libcmocka-dev:arm64 libcmocka0:arm64
		for deb in libcmocka*.deb; do dpkg-deb -x \$deb cmocka.new; done
		mv cmocka.new cmocka
	fi
	make -C /tuneup --no-print-directory BUILD=$folder CC=aarch64-linux-gnu-gcc PKG_CONFIG=aarch64-linux-gnu-pkg-config \\
		CFLAGS='-O2 -g -D_FORTIFY_SOURCE=2' CPPFLAGS='-isystem $folder/cmocka/usr/include' \\
		LDFLAGS='-L$folder/cmocka/usr/lib/aarch64-linux-gnu' -j$(nproc) $folder/tests/guard/jobs" \
	>"$work/instructions-arm.log" 2>&1 || {
	tail -n 40 "$work/instructions-arm.log"
	echo "FAILED  the guard's jobs cannot be built for arm64"
	exit 1
}

# jobs_with OPTIONS JOB: one of them in qemu-user, in the tree.
jobs_with() {
	in_chroot "cd /tuneup && exec qemu-aarch64 -cpu $cpu -E LD_LIBRARY_PATH=$folder/cmocka/usr/lib/aarch64-linux-gnu $1 \\
		$folder/tests/guard/jobs $2 $folder/data"
}

# It is over when the job is, so qemu is cut off in the middle of a line.
count() {
	{ jobs_with '-d in_asm,exec,nochain -D /proc/self/fd/3' "$1" 3>&1 >"$work/instructions-arm.log" 2>&1 || true; } |
		"$build/tests/system/guest_instructions" guard_counted
}

failed=0
rm -rf "$chroot$folder/data"
mkdir "$chroot$folder/data"
jobs_with '' prepare
echo "# Instructions of the jobs in tests/guard/jobs.c on arm64 ($cpu), Debian 13; x86-64 ones beside them" >"$figures"
for job in $jobs; do
	counted=$(count "$job") || { tail -n 5 "$work/instructions-arm.log"; echo "FAILED  $job: nothing was counted"; failed=1; continue; }
	x86=$(awk -v job="$job" '$1 == job {print $2}' tests/guard/figures.txt)
	awk -v job="$job" -v arm="$counted" -v x86="$x86" 'BEGIN {
		printf "%-9s %12d %12d %.2f\n", job, arm, x86, arm / x86
	}' | tee -a "$figures"
	if [ "$counted" -ge $((x86 / 2)) ] && [ "$counted" -le $((x86 * 2)) ]; then
		echo "ok      $job: as many instructions on arm64 as on x86-64, within a factor of two"
	else
		echo "FAILED  $job: more than a factor of two between arm64 and x86-64"
		failed=1
	fi
done

first=$(awk '$1 == "coach" {print $2}' "$figures")
second=$(count coach)
if awk -v a="${first:-0}" -v b="${second:-0}" 'BEGIN {exit !(a > 0 && a / b < 1.01 && b / a < 1.01)}'; then
	echo "ok      counted again, it is the same within 1 %"
else
	echo "FAILED  coach: $first instructions, and then $second"
	failed=1
fi
exit $failed
