#!/bin/bash
# `make check`: what a reviewer's machine can find. A line a step, the tail of its output when it
# failed, at the end "N passed, N failed": a step counts one, each test under a sanitizer one.
set -u
cd "$(dirname "$0")/.." || exit 1
export TUNEUP_TEST_TIMEOUT=${TUNEUP_TEST_TIMEOUT:-300}
here=$PWD/tests/suppressions
jobs=$(nproc)
. tests/sanitizers.sh
passed=0
failed=0
mkdir -p build

sources() {
	find . -path ./build -prune -o -name '*.[ch]' -print | sort
}

build() {
	make --no-print-directory --keep-going -j"$jobs" "$@"
}

# The tail of a log, without the lines that only tell of progress.
show() {
	grep -vE '^(CC|AR|LINK|MO) |^[0-9]+ warnings? generated' "$1" | tail -n 80 | sed 's/^/        | /'
}

# step NAME COMMAND...: one check.
step() {
	local name=$1 start=$SECONDS log=build/check.log
	shift
	if "$@" >"$log" 2>&1; then
		passed=$((passed + 1))
		printf 'ok      %s (%d s)\n' "$name" $((SECONDS - start))
	else
		failed=$((failed + 1))
		printf 'FAILED  %s\n' "$name"
		show "$log"
	fi
}

# sanitized NAME FLAGS PART...: the tests, built with clang and these flags in build/NAME.
sanitized() {
	local name=$1 flags=$2 build=build/$1 start=$SECONDS counts
	shift 2
	if ! build BUILD="$build" CC=clang CFLAGS="$sanitized_flags $flags" tests fuzzers >build/check.log 2>&1; then
		failed=$((failed + 1))
		printf 'FAILED  %s: does not build\n' "$name"
		show build/check.log
		return
	fi
	tests/run-tests.sh "$build" "$@" | tee "$build/tests.log" | grep -vE '^ok |passed, '
	counts=$(tail -n 1 "$build/tests.log")
	passed=$((passed + ${counts%% *}))
	counts=${counts#*, }
	failed=$((failed + ${counts% failed}))
	printf '        %s: %s (%d s)\n' "$name" "$(tail -n 1 "$build/tests.log")" $((SECONDS - start))
}

formatted() {
	sources | xargs clang-format --dry-run -Werror
}

tidy() {
	local words other_gpio=hw/gpio_v1.c
	# Only one of the two fits the libgpiod that is installed.
	case $(pkg-config --modversion libgpiod) in 1.*) other_gpio=hw/gpio_v2.c ;; esac
	# The command line of the clang build, without the compiler's name; xargs undoes its quotes.
	mapfile -t words < <(sed 's/ | .*//; s/^[^ ]* //' build/asan/flags | xargs printf '%s\n')
	# By default the analyzer takes 225,000 steps before it gives a function up, most of the gate's time.
	words+=(-Xclang -analyzer-config -Xclang "max-nodes=${TIDY_STEPS:-75000}")
	read -ra studio < <(pkg-config --cflags cairo)
	words+=(-Icontent/studio "${studio[@]}")
	sources | grep '\.c$' | grep -v '^./tests/' | grep -vF "./$other_gpio" | xargs -P "$jobs" -I '{}' clang-tidy --quiet '{}' -- "${words[@]}"
}

if clang-format --version | grep -q 'version 14\.'; then
	step 'clang-format' formatted
else
	echo "        clang-format is not version 14 (Debian 12): formatting is not checked"
fi
step 'include rules' tests/check-includes.sh
step 'shellcheck' shellcheck -S warning .ci/run tests/*.sh tests/*/*.sh tests/*/*/*.sh \
	systemd/deb.sh systemd/keep-program systemd/nightly systemd/tuneup-recover systemd/tuneup-setup
step 'gcc, warnings as errors' build BUILD=build/gcc-werror CC=gcc CFLAGS='-O2 -g -D_FORTIFY_SOURCE=2 -Werror' objects
step 'clang, warnings as errors' build BUILD=build/asan CC=clang CFLAGS="$sanitized_flags $asan" objects
step 'cppcheck' cppcheck --quiet -j "$jobs" --enable=warning,performance,portability --inline-suppr \
	--suppressions-list="$here/cppcheck.txt" --error-exitcode=1 --std=c11 -Ikiosk -Ihw -Icontent/studio -ibuild -itests .
step 'clang-tidy' tidy

step 'instructions of fixed jobs' make --no-print-directory JOBS="$jobs" guard

sanitized asan "$asan" unit golden replay
step 'fuzzing, briefly' tests/fuzz/fuzz.sh build/asan -n 200
# Races need threads; what has none was looked at above.
step 'the plain tests build' build tests
sanitized tsan "$tsan" threads replay

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
