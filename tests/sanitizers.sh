# shellcheck shell=bash disable=SC2034 # read by check.sh and fuzz.sh: how to build and run under the sanitizers.
# clang counts signs, `if (real)` and `real / ENUM` among -Wconversion; the true narrowings are gcc's
# to find.
clang_flags='-Werror -Wno-sign-conversion -Wno-float-conversion -Wno-enum-float-conversion'
sanitized_flags="-O1 -g -fno-omit-frame-pointer $clang_flags"
asan='-fsanitize=address,undefined -fno-sanitize-recover=all'
tsan='-fsanitize=thread'
export ASAN_OPTIONS=detect_leaks=1:detect_stack_use_after_return=1:strict_string_checks=1
export UBSAN_OPTIONS=print_stacktrace=1
export TSAN_OPTIONS=suppressions=$PWD/tests/suppressions/tsan.txt:ignore_noninstrumented_modules=1:halt_on_error=1:print_suppressions=0
