#!/bin/bash
# tests/README.md says which test provokes what: each that it names is there.
set -u
cd "$(dirname "$0")/../.." || exit 1
named=0 failed=0

exists() {
	case $1 in
	tests/*) [ -e "$1" ] ;;
	make\ *) grep -q "^${1#make }:" Makefile ;;
	*-test.sh) [ -e "tests/shell/$1" ] || [ -e "tests/system/$1" ] ;;
	test_*) [ -e "tests/unit/$1.c" ] ;;
	*) grep -q "^static void $1(void \*\*" tests/unit/test_*.c ;;
	esac
}
while read -r name; do
	named=$((named + 1))
	exists "$name" || { echo "promises-test.sh: there is no $name"; failed=1; }
done < <(grep '^|' tests/README.md | grep -o '`[^`]*`' | tr -d '`' | sort -u)
[ $named -gt 50 ] || { echo "promises-test.sh: only $named tests are named"; failed=1; }
exit $failed
