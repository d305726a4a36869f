#!/bin/bash
# The guard against slower code, without a clock: guard.sh BUILD [record WHY] counts the instructions of five fixed jobs
# (jobs.c) under valgrind and compares them with figures.txt, within 5 % either way; `record` writes them anew, with
# the reason. A job that has become cheaper is told too, since the figure then guards nothing.
#
# Counts depend on the compiler and on the libraries: figures hold for one architecture, compiler and Debian, and elsewhere
# nothing is compared. What glibc chooses by the processor is pinned, and valgrind's processor is the same everywhere.
set -eu
here=$(dirname "$(realpath "$0")")
cd "$here/../.."
build=$1
figures=tests/guard/figures.txt
jobs='home coach search catalog pictures'
percent=5

environment() {
	echo "$(uname -m) $(sed -n 's/^PRETTY_NAME="\(.*\)"/\1/p' /etc/os-release) gcc $(gcc -dumpversion)"
}

# What glibc would choose by the processor: the plainest of each, and fixed sizes for copying.
plain=-AVX,-AVX2,-AVX512F,-BMI1,-BMI2,-FMA,-FMA4,-LZCNT,-POPCNT,-SSE4_1,-SSE4_2,-SSSE3,-ERMS,-FSRM,-AVX_Fast_Unaligned_Load
tunables=glibc.cpu.hwcaps=$plain:glibc.cpu.x86_non_temporal_threshold=0xc0000
tunables+=:glibc.cpu.x86_rep_movsb_threshold=0x800:glibc.cpu.x86_rep_stosb_threshold=0x800

# count JOB: instructions. Nothing of the caller's environment, since its size moves the stack.
count() {
	env -i PATH="$PATH" LC_ALL=C GLIBC_TUNABLES="$tunables" valgrind --tool=callgrind --callgrind-out-file=/dev/null \
		--toggle-collect=guard_counted "$build/tests/guard/jobs" "$1" "$folder" 2>&1 | tee "$build/guard.log" |
		sed -n 's/.*Collected : \([0-9]*\)$/\1/p'
}

folder=$build/guard-data
rm -rf "$folder"
mkdir -p "$folder"
command -v valgrind >/dev/null || { echo "guard.sh: valgrind is missing: tests/deps.sh check installs it"; exit 1; }
now=$(environment)
known=$(sed -n 's/^environment //p' "$figures" 2>/dev/null || true)
if [ "${2:-}" != record ] && [ "$now" != "$known" ]; then
	echo "The figures are of $known; this is $now: nothing is compared."
	exit 0
fi
"$build/tests/guard/jobs" prepare "$folder"
counts=
failed=0
for job in $jobs; do
	counted=$(count "$job")
	[ "$counted" ] || { echo "$job: nothing was counted:"; tail -n 5 "$build/guard.log"; exit 1; }
	counts+="$job $counted"$'\n'
	[ "${2:-}" != record ] || continue
	figure=$(awk -v job="$job" '$1 == job {print $2}' "$figures")
	awk -v job="$job" -v now="$counted" -v figure="${figure:-0}" -v percent=$percent 'BEGIN {
		if (figure == 0) {
			printf "%s: no figure is stored\n", job
			exit 1
		}
		change = 100 * (now / figure - 1)
		printf "%-9s %12d instructions, stored %12d: %+.2f %%\n", job, now, figure, change
		exit change > percent || change < -percent
	}' || { failed=1; echo "$job: more than $percent % off"; }
done
if [ "${2:-}" = record ]; then
	notes=$(grep '^note ' "$figures" 2>/dev/null || true)
	{
		echo "# Instructions of the jobs in jobs.c, by tests/guard/guard.sh; the newest note says what they are of."
		echo "environment $now"
		printf '%s' "$counts"
		[ -z "$notes" ] || echo "$notes"
		echo "note $(date +%F) ${3:?why the figures are other ones: guard.sh BUILD record WHY}"
	} >"$figures.new"
	mv "$figures.new" "$figures"
	cat "$figures"
	exit
fi
[ $failed -eq 0 ] || echo "When that is wanted: make guard-record NOTE='why', and say so in the commit. When it is not: callgrind_annotate says where."
exit $failed
