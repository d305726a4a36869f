#!/bin/bash
# tuneup-recover on states that keep the kiosk down: what is put aside, what stays, what staff are told. The kiosk here
# is a script that cannot bear a file with the word "poison"; at the end the real one tells.
set -eu
cd "$(dirname "$0")/../.."
build=${TUNEUP_BUILD:-build} work=${TUNEUP_TEST_DIR:-build/test/recover}
work=$(realpath -m "$work")
# With a dot, which once misled the search for a folder's second name within a second.
state=$work/state.d

fail() {
	echo "$1"
	exit 1
}
rm -rf "$work"
mkdir -p "$work/screens/card0-HDMI-A-1"
cat >"$work/kiosk" <<'END'
#!/bin/sh
# --headless 800x480 --state STATE
echo tried >>"$4/../tries"
for file in settings.yaml content/current usage.db directory.db; do
	! grep -qs poison "$4/$file" || exit 139
	[ "$file" != usage.db ] || [ -e "$4/$file" ] || echo new >"$4/$file"
done
! grep -qs poison "$4/../program"
END
chmod +x "$work/kiosk"

# begin: a sound state with all that a kiosk has.
begin() {
	rm -rf "$state" "$work/program" "$work/tries" "$work/before"
	mkdir -p "$state/content/3"
	ln -s 3 "$state/content/current.link"
	for file in settings.yaml content/current usage.db usage.db-wal directory.db directory.db-wal directory.db-shm pin; do
		echo sound >"$state/$file"
	done
	echo connected >"$work/screens/card0-HDMI-A-1/status"
}
# recover CODE STATUS: how the last start ended, as systemd says it.
recover() {
	cp -R "$state" "$work/before"
	MONITOR_EXIT_CODE=$1 MONITOR_EXIT_STATUS=$2 MONITOR_SERVICE_RESULT=start-limit-hit TUNEUP=$work/kiosk \
		TUNEUP_STATE=$state TUNEUP_SCREENS=$work/screens TUNEUP_PAUSE=0 systemd/tuneup-recover 2>"$work/journal" ||
		fail "tuneup-recover failed: $(cat "$work/journal")"
}
aside() {
	(cd "$state" && find set-aside ! -type d 2>/dev/null | sed 's,^set-aside/[^/]*/,,' | sort | paste -sd' ')
}
# expect ASIDE [WORDS]: exactly these files are aside, as they were; the note has the words.
expect() {
	[ "$(aside)" = "$1" ] || fail "aside is \"$(aside)\", not \"$1\": $(cat "$work/journal")"
	for file in $1; do
		cmp "$work/before/$file" "$state"/set-aside/*/"$file" || fail "$file is not what it was"
	done
	(cd "$work/before" && find . ! -type d) | while read -r file; do
		case " $1 " in
		*" ${file#./} "*) ;;
		*) diff "$work/before/$file" "$state/$file" >/dev/null || [ "$file" = ./recovered ] || fail "$file did not stay as it was" ;;
		esac
	done
	if [ -n "${2:-}" ]; then
		[ "$(wc -l <"$state/recovered")" = 1 ] || fail "not one line: $(cat "$state/recovered")"
		grep -q -- "$2" "$state/recovered" || fail "it does not say $2: $(cat "$state/recovered")"
	else
		[ ! -e "$state/recovered" ] || fail "it says: $(cat "$state/recovered")"
	fi
	rm -rf "$work/before"
}

# What keeps it down is put aside, alone.
for bad in settings.yaml content/current usage.db directory.db; do
	begin
	echo poison >"$state/$bad"
	recover killed SEGV
	case $bad in
	usage.db) files="$bad $bad-wal" ;;
	directory.db) files="$bad $bad-shm $bad-wal" ;;
	*) files=$bad ;;
	esac
	expect "$files" "signal SEGV.*Without $bad"
done

# No data are at fault: a crash or a hang may come from the settings, an end by itself does not.
begin
recover killed SEGV
expect settings.yaml 'defaults'
begin
recover killed ABRT
expect settings.yaml 'it hung'
begin
recover exited 1
expect '' 'status 1.*sound'

# Yesterday's settings take the place of those that were put aside, if they are others and bring it up.
begin
echo poison >"$state/settings.yaml"
echo 'sound, of yesterday' >"$state/settings.yesterday.yaml"
recover killed SEGV
expect settings.yaml "Without settings.yaml.*starts with yesterday's settings"
cmp "$state/settings.yesterday.yaml" "$state/settings.yaml" || fail 'they are not in use'
begin
echo 'sound, of yesterday' >"$state/settings.yesterday.yaml"
recover killed SEGV
expect settings.yaml "starts with yesterday's settings"
cmp "$state/settings.yesterday.yaml" "$state/settings.yaml" || fail 'they are not in use after a crash'
cp "$state/recovered" "$work/note"
begin
cp "$state/settings.yaml" "$state/settings.yesterday.yaml"
recover killed SEGV
expect settings.yaml 'starts with the defaults'
[ ! -e "$state/settings.yaml" ] || fail 'the same settings are in use again'
begin
echo poison >"$state/settings.yaml"
echo 'poison, of yesterday' >"$state/settings.yesterday.yaml"
recover killed SEGV
expect settings.yaml 'starts with the defaults'
[ "$(echo "$state"/settings*)" = "$state/settings.yesterday.yaml" ] || fail "there is more: $(echo "$state"/settings*)"

# The program itself does not start: all stays in its place.
begin
echo poison >"$work/program"
recover exited 1
expect '' 'Install the program again'
# So it is with two at once, each of which would do.
begin
echo poison >"$state/settings.yaml"
echo poison >"$state/usage.db"
recover killed SEGV
expect '' 'not even without'

# Within an hour nothing more is put aside; later it is.
begin
echo poison >"$state/usage.db"
recover killed SEGV
rm -rf "$work/before"
echo poison >"$state/directory.db"
recover killed SEGV
[ "$(aside)" = 'usage.db usage.db-wal' ] || fail "a second time within an hour: $(aside)"
rm -rf "$work/before"
touch -d '2 hours ago' "$state/recovered"
recover killed SEGV
[ "$(aside)" = 'directory.db directory.db-shm directory.db-wal usage.db usage.db-wal' ] || fail "after an hour: $(aside)"
rm -rf "$work/before"

# Without a screen, and when it ended as it should, nobody is to blame, and nothing is tried.
begin
echo poison >"$state/settings.yaml"
echo disconnected >"$work/screens/card0-HDMI-A-1/status"
recover exited 1
expect ''
begin
echo poison >"$state/settings.yaml"
recover exited 0
expect ''
[ ! -e "$work/tries" ] || fail 'the kiosk was tried'

# The real kiosk starts from its state, and both programs tell what was done, for a week.
rm -rf "$state"
mkdir "$state"
kiosk() {
	"$build/tuneup" --headless 800x480 --content content --assets assets --state "$state" 2>&1
}
check() {
	"$build/tuneupctl" --state "$state" --content content --assets assets check || true
}
echo '2026-11-25 21:03: The kiosk did not start. Without usage.db it does.' >"$state/recovered"
kiosk | grep -q 'had to start without a part: 2026-11-25 21:03: The kiosk did not start' || fail "the kiosk does not tell: $(kiosk)"
check | grep -q 'Without usage.db it does' || fail 'tuneupctl check does not tell'
# What it noted is said in Spanish, too.
cp "$work/note" "$state/recovered"
cat >"$work/spanish.txt" <<'S'
expect screen recovery
expect text "El quiosco se cerró una y otra vez (se cayó, señal SEGV)."
expect text "y arranca con los ajustes de ayer."
S
"$build/tuneup" --headless 800x480 --content content --assets assets --state "$state" --lang es --script "$work/spanish.txt" 2>"$work/journal" ||
	fail "not in Spanish: $(cat "$work/journal")"
touch -d '8 days ago' "$state/recovered"
! kiosk | grep -q 'without a part' || fail 'it is still told after a week'
