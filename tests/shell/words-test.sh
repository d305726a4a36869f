#!/bin/bash
# Every word of the interface is translated: what is marked in the source stands in each language.
set -eu
cd "$(dirname "$0")/../.."
scratch=${TUNEUP_TEST_DIR:-build/test/words}
mkdir -p "$scratch"
find kiosk hw -name "*.c" -print0 2>/dev/null | sort -z | xargs -0 xgettext --language=C --from-code=UTF-8 \
	-k -kN_ -ktr:2 -kui_tr:2 -ktrn:2,3 -ktrc:2c,3 -o "$scratch/words.pot"
for po in assets/locale/*.po; do
	msgfmt --check -o /dev/null "$po" 2>"$scratch/msgfmt" || { cat "$scratch/msgfmt"; exit 1; }
	if ! msgcmp "$po" "$scratch/words.pot" 2>"$scratch/missing"; then
		echo "$po lacks these words:"
		sed -n 's/.*words\.pot:\([0-9]*\):.*/\1/p' "$scratch/missing" | while read -r line; do
			awk -v line="$line" 'NR >= line && /^msgid/ {print; found = 1; next}
				found && !/^"/ {exit} found {print}' "$scratch/words.pot"
		done
		exit 1
	fi
done
