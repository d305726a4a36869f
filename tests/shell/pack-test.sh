#!/bin/bash
# tuneupctl content keygen, pack, install and rollback; the kiosk and tuneupctl use what is installed, and a
# kiosk that runs notices when it changes.
set -eu
cd "$(dirname "$0")/../.."
build=$(cd "${TUNEUP_BUILD:-build}" && pwd) scratch=${TUNEUP_TEST_DIR:-build/test/pack}
rm -rf "$scratch"
mkdir -p "$scratch"
scratch=$(cd "$scratch" && pwd)
state=$scratch/state keys=$scratch/keys content=$scratch/content
kiosk=
trap '[ -z "$kiosk" ] || kill -9 "$kiosk"' EXIT

fail() {
	echo "pack-test.sh: $*"
	exit 1
}
# run STATUS ARGUMENT...: leaves what it says in out and err.
run() {
	local wanted=$1 status=0
	shift
	"$build/tuneupctl" --state "$state" "$@" >"$scratch/out" 2>"$scratch/err" </dev/null || status=$?
	out=$(cat "$scratch/out") err=$(cat "$scratch/err")
	[ $status -eq "$wanted" ] || fail "$*: exit $status, expected $wanted; out: $out; err: $err"
}
says() {
	case $1 in
	*"$2"*) ;;
	*) fail "\"$2\" is missing in: $1" ;;
	esac
}
# Our content with small clips that have ten key frames a second, and with another name for the neck.
copy() {
	rm -rf "$content"
	cp -R "$scratch/small" "$content"
	sed -i "s/^neck:.*/neck: {en: $1, es: $1}/" "$content/areas.yaml"
}
# The kiosk, started anew, shows these words among the areas.
shows() {
	cat >"$scratch/script" <<-END
		tap #go
		tap #home.routines
		tap #safety.ok
		expect text "$1"
	END
	"$build/tuneup" --headless 1920x1080 --state "$state" --script "$scratch/script" 2>"$scratch/err" ||
		fail "\"$1\" is not shown: $(cat "$scratch/err")"
}

tests/media/small-content.sh "$scratch/small"
mkdir "$keys"

run 0 content keygen "$scratch/key"
says "$out" "key.pub is the public one"
run 1 content keygen "$scratch/key"
says "$err" "is there already and is never written over"
copy "Neck One"
run 0 content pack "$content" "$scratch/one.pack" --key "$scratch/key"
says "$out" "one.pack: "
copy "Neck Two"
run 0 content pack "$content" "$scratch/two.pack" --key "$scratch/key"

# Content with a mistake is not packed.
sed -i 's/^id: quads/id: quad/' "$content/routines/quads/routine.yaml"
run 1 content pack "$content" "$scratch/bad.pack" --key "$scratch/key"
says "$err" "routines/quads/routine.yaml:2:5: id: expected the name of the folder"
says "$err" "no pack was made"
[ ! -e "$scratch/bad.pack" ] || fail "a pack with mistakes was made"

# Nobody is trusted before a key is there.
run 1 content install "$scratch/one.pack" --keys "$keys"
says "$err" "there is no key that is trusted"
cp "$scratch/key.pub" "$keys/store.pub"
run 1 content rollback
says "$err" "no pack is installed"
run 0 content install "$scratch/one.pack" --keys "$keys"
says "$out" "signed with store.pub"
shows "Neck One"
run 0 --json content check
says "$out" "\"file\":\"$state/content/1/routines/quads/clip.mp4\""
run 0 content install "$scratch/two.pack" --keys "$keys"
shows "Neck Two"

# A kiosk that runs shows the other content as soon as nobody is at it, here at once.
printf 'shot started\nwait 60m\n' >"$scratch/script"
SDL_AUDIODRIVER=dummy "$build/tuneup" --headless 320x240 --realtime --state "$state" --script "$scratch/script" \
	--shots "$scratch" >"$scratch/kiosk" 2>&1 &
kiosk=$!
# comes COMMAND...: until that is so; how long it may take is up to whoever runs the tests.
comes() {
	until "$@"; do
		kill -0 "$kiosk" 2>/dev/null || fail "the kiosk ended: $(cat "$scratch/kiosk")"
		sleep 0.2
	done
}
notices() {
	comes grep -q "$1: this content is shown now" "$scratch/kiosk"
}
comes test -e "$scratch/started.png"
run 0 content rollback
says "$out" "The pack before is in use again"
notices "$state/content/1"
run 0 content rollback
says "$out" "The program's own content is in use again."
notices "$build/../content"
run 0 content install "$scratch/two.pack" --keys "$keys"
notices "$state/content/3"
kill "$kiosk"
wait "$kiosk" || fail "the kiosk ended with $?"
kiosk=

# Not a byte of a pack that was changed is used.
run 0 content install "$scratch/one.pack" --keys "$keys"
sed 's/Neck Two/Neck Six/' "$scratch/two.pack" >"$scratch/six.pack"
run 1 content install "$scratch/six.pack" --keys "$keys"
says "$err" "\"areas.yaml\": it is not what was signed; nothing was installed"
shows "Neck One"
run 2 content install
run 2 content pack "$content" "$scratch/x.pack"
run 2 content rollback now

# A program update: a package called tuneup, signed; laid out for tuneup-admin, which is not there.
package() { # NAME
	rm -rf "$scratch/deb"
	mkdir -p "$scratch/deb/DEBIAN"
	printf 'Package: %s\nVersion: 0.2.0~x1\nArchitecture: all\nMaintainer: T <t@example.com>\nDescription: x\n' "$1" \
		>"$scratch/deb/DEBIAN/control"
	dpkg-deb --root-owner-group --build "$scratch/deb" "$scratch/one.deb" >/dev/null
}
package sudo
run 1 program pack "$scratch/one.deb" "$scratch/program.pack" --key "$scratch/key"
says "$err" 'expected a package "tuneup"'
package tuneup
run 0 program pack "$scratch/one.deb" "$scratch/program.pack" --key "$scratch/key"
says "$out" 'the program 0.2.0~x1'
[ "$(tar tf "$scratch/program.pack" | tr '\n' ' ')" = 'manifest manifest.sig pack.yaml tuneup.deb ' ] ||
	fail "what is in the pack: $(tar tf "$scratch/program.pack")"
run 1 content install "$scratch/program.pack" --keys "$keys"
says "$err" 'it is a pack of the program, not of content; nothing was installed'
run 1 program install "$scratch/two.pack" --keys "$keys"
says "$err" 'it is a pack of content, not of the program; nothing was installed'
[ ! -e "$state/program" ] || fail 'what was refused is laid out'
if [ ! -e /run/tuneup-admin.socket ]; then
	run 1 program install "$scratch/program.pack" --keys "$keys"
	says "$err" '/run/tuneup-admin.socket'
	cmp -s "$scratch/one.deb" "$state/program/tuneup.deb" || fail 'the package is not laid out'
	run 1 program rollback
fi
run 2 program install
run 2 program pack "$scratch/one.deb" "$scratch/x.pack"
