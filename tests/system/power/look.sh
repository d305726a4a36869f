#!/bin/bash
# What staff and the kiosk find in a state folder, in a line: look.sh STATE prints the sums of the directory, the
# settings, the PIN and the content in use, how many lines of usage there are, and the newest backup. The virtual
# machine of power-test.sh says so after each deed, and power-test.sh after each cut. TUNEUPCTL is the program.
set -u
state=$1
sum() {
	sha256sum | cut -c 1-12
}
content=$(readlink "$state/content/current")
backup=$(find "$state/backups" -name '*.db' -printf '%T@ %f\n' 2>/dev/null | sort -n | tail -n 1 | cut -d ' ' -f 2)
echo "directory=$($TUNEUPCTL --state "$state" therapists export 2>/dev/null | sum)" \
	"settings=$(cat "$state/settings.yaml" 2>/dev/null | sum)" \
	"pin=$(cat "$state/pin" 2>/dev/null | sum)" \
	"content=$content-$(cd "$state/content/current" 2>/dev/null && find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sum)" \
	"usage=$($TUNEUPCTL --state "$state" usage export - 2>/dev/null | wc -l)" \
	"backup=${backup:-none}"
