#!/bin/bash
# Cuts of power: power-test.sh BUILD WORK [CUTS [ROUNDS]]. A virtual machine does to a state folder what staff,
# customers and the night do (power/init.sh), with the real programs of Debian 13, while all that it writes and
# flushes to that disk is logged (power.c). Then the disk is put together as a cut at that moment leaves it, without
# what was not flushed, at CUTS moments by dice: it mounts, each database is sound, what was confirmed is there, and
# what was being done is done or is not. A run in which nothing is ever synced must fail that. Prints lines "ok ..."
# and "FAILED ...". With ROUNDS 0 other cuts of the last run's logs. As root.
set -uo pipefail
# A mount that is seen by others would live on in the namespaces that they make, and so would the file system.
[ -n "${POWER_OWN_MOUNTS:-}" ] || POWER_OWN_MOUNTS=1 exec unshare --mount "$0" "$@"
build=$(realpath "$1") work=$(realpath -m "$2")/power cuts=${3:-200} rounds=${4:-1}
here=$(realpath "$(dirname "$0")")
power=$build/tests/system/power
mkdir -p "$2"
exec 9>"$2/power.lock"
flock -n 9 || { echo "power-test.sh: another one is at work in $2" >&2; exit 1; }
[ "$rounds" -eq 0 ] || rm -rf "$work"
mkdir -p "$work/mnt"
cp "$build/tuneupctl" "$work/tuneupctl"
export TUNEUPCTL="$work/tuneupctl --assets $here/../../assets --content $here/../../content"
if [ "$rounds" -gt 0 ]; then
	kernel=$("$here/kernel.sh") && chroot=$("$here/programs.sh" trixie program) || exit 1
fi

# --- the virtual machine ---

# Two packs with small clips, which differ, and the key that signed them.
make_packs() {
	local content=$work/content
	mkdir -p "$work/packs"
	"$here/../media/small-content.sh" "$content" || return 1
	$TUNEUPCTL content keygen "$work/key" && cp "$work/key.pub" "$work/packs/" || return 1
	for name in 0 1; do
		sed -i "s/^neck:.*/neck: {en: Neck $name, es: Cuello $name}/" "$content/areas.yaml"
		$TUNEUPCTL content pack "$content" "$work/packs/$name.pack" --key "$work/key" || return 1
	done
}

make_root() {
	local root=$work/root program
	mkdir -p "$root"/usr/{bin,sbin,lib,lib64} "$root"/{dev,proc,sys,tmp,data,root,old}
	for program in bin sbin lib lib64; do
		ln -s "usr/$program" "$root/$program"
	done
	for program in bash basename cat cp cut dd dirname find grep ls mkdir mount readlink rm sed sha256sum sleep sort sync \
		tail wc xargs; do
		cp -L "$chroot/usr/bin/$program" "$root/usr/bin/" || return 1
	done
	cp "$chroot"/tuneup-build/{tuneup,tuneupctl} "$here/power/look.sh" "$root/usr/bin/"
	for program in "$root"/usr/bin/*; do
		cp "$program" "$chroot/tmp/power-program" && chroot "$chroot" ldd /tmp/power-program 2>/dev/null
	done | grep -o '/[^ ]*' | sort -u | while read -r library; do
		install -D "$chroot$library" "$root$library"
	done
	rm -f "$chroot/tmp/power-program"
	gcc -shared -fPIC -O2 -o "$root/no_sync.so" "$here/power/no_sync.c" || return 1
	cp -R "$here/../../assets" "$work/content" "$work/packs" "$root/"
	cp "$chroot"/tuneup-build/locale/*.mo "$root/assets/locale/"
	cp "$here"/../data/*.db "$root/old/"
	install "$here/power/init.sh" "$root/usr/sbin/init"
	"$here/disk.sh" "$kernel" "$root" "$work/boot" 400M
}

make_disk() {
	rm -f "$work/before.img"
	truncate -s 120M "$work/before.img"
	mke2fs -q -t ext4 -b 4096 -E lazy_itable_init=0,lazy_journal_init=0 "$work/before.img" 119M
}

# run NAME WORD...: leaves the log of writes in WORK/NAME.writes, and what the guest said in WORK/NAME.log.
run() {
	local name=$1
	shift
	cp --sparse=always "$work/before.img" "$work/disk.img"
	rm -f "$work/$name.writes"
	touch "$work/$name.writes"
	timeout -k 5 1500 qemu-system-x86_64 -accel tcg,thread=single,tb-size=512 -cpu max -smp 1 -m 768 -nodefaults \
		-display none -no-reboot -kernel "$kernel/boot/vmlinuz-$(cat "$kernel/kernel")" -initrd "$work/boot.cpio.gz" \
		-append "console=ttyS0 quiet panic=-1 $*" -serial "file:$work/$name.log" \
		-drive "if=none,id=boot,file=$work/boot.ext4,format=raw,readonly=on" -device virtio-blk-pci,drive=boot \
		-blockdev "driver=file,node-name=disk,filename=$work/disk.img" \
		-blockdev "driver=file,node-name=writes,filename=$work/$name.writes" \
		-blockdev driver=blklogwrites,node-name=logged,file=disk,log=writes,log-sector-size=512 \
		-device virtio-blk-pci,drive=logged,write-cache=on
	"$power" marks "$work/$name.writes" >"$work/$name.marks" && grep -q ' end' "$work/$name.marks" &&
		! grep -a '^FAILED' "$work/$name.log"
}

# --- cuts ---

# moments MARKS CUTS: "ENTRY DICE KIND" a line: all kinds of deeds in turn, one of its deeds by dice; then in turn a
# moment from its beginning until it is confirmed, and one from then until the next deed begins.
moments() {
	awk -v cuts="$2" '
		$2 == "begin" {
			if (deeds)
				last[deeds] = $1 - 1
			first[++deeds] = $1
			if (!count[$4]++)
				kind[kinds++] = $4
			deed[$4, count[$4]] = deeds
		}
		$2 == "sure" {sure[deeds] = $1}
		$2 == "end" && !last[deeds] {last[deeds] = $1}
		END {
			srand(20261125)
			for (i = 0; i < cuts; i++) {
				name = kind[i % kinds]
				n = deed[name, 1 + int(rand() * count[name])]
				after = int(i / kinds) % 2
				from = after ? sure[n] : first[n]
				to = after ? last[n] : sure[n] - 1
				print from + int(rand() * (to - from + 1)), int(rand() * 1e9), name
			}
		}' "$1"
}

# expect MARKS ENTRY: what is to be found after a cut there. Sets sure and maybe (what was found after the last
# deed that was confirmed, and after the one that was begun; the same when none was), and folder (the state folder
# that was migrated last).
expect() {
	sure='' maybe='' folder=''
	eval "$(awk -v cut="$2" '
		$2 == "begin" && $1 <= cut {begun = $3; if ($4 == "migration") folder = $NF}
		$2 == "sure" && $1 <= cut {sure = $3}
		$2 == "look" {$1 = $2 = ""; look[$3 + 0] = $0}
		END {
			printf "sure=%c%s%c maybe=%c%s%c folder=%c%s%c\n", 39, look[sure], 39, 39, look[begun], 39, 39, folder, 39
		}' "$1")"
}

# value NAME LOOK
value() {
	sed -n "s/.* $1=\([^ ]*\).*/\1/p" <<<"$2 "
}

# One way or the other, nothing between; of the usage a part of the deed may be there.
compare() {
	local found=" $1" name a b c
	for name in directory settings pin content; do
		a=$(value $name "$sure") b=$(value $name "$maybe") c=$(value $name "$found")
		[ "$c" = "$a" ] || [ "$c" = "$b" ] || echo "$name is $c, expected $a or $b"
	done
	a=$(value usage "$sure") b=$(value usage "$maybe") c=$(value usage "$found")
	[ "$a" -le "$b" ] || read -r a b <<<"$b $a"
	[ "$c" -ge "$a" ] && [ "$c" -le "$b" ] || echo "usage has $c lines, expected $a to $b"
	name=$(value backup "$sure")
	[ "$name" = none ] || [ -e "$work/mnt/state/backups/$name" ] || echo "the backup $name is gone"
}

is_migrated() {
	local sum reference
	sum=$($TUNEUPCTL --state "$1" therapists export 2>&1 | sha256sum)
	reference=$work/$(basename "$1" | sed 's/old-[0-9]*-//')
	[ -d "$reference" ] || { mkdir "$reference" && cp "$here/../data/$(basename "$reference").db" "$reference/directory.db"; }
	[ "$sum" = "$($TUNEUPCTL --state "$reference" therapists export 2>&1 | sha256sum)" ] ||
		echo "$(basename "$1") is not what it was before it was migrated"
}

# look_at NAME ENTRY DICE: what is wrong after that cut, a line each.
look_at() {
	local marks=$work/$1.marks databases
	expect "$marks" "$2"
	rm -f "$work/cut.img"
	cp --sparse=always "$work/before.img" "$work/cut.img"
	"$power" cut "$work/$1.writes" "$work/cut.img" "$2" "$3" >"$work/lost" || { echo "the cut cannot be made"; return; }
	mount -o loop "$work/cut.img" "$work/mnt" || { echo "it does not mount"; return; }
	mapfile -t databases < <(find "$work/mnt/state" "$work/mnt/${folder#/data/}" -name '*.db')
	[ ${#databases[@]} -eq 0 ] || "$power" sound "${databases[@]}"
	# Before the first deed is confirmed there is nothing to be found.
	[ -z "$sure" ] || compare "$("$here/power/look.sh" "$work/mnt/state")"
	[ -z "$folder" ] || is_migrated "$work/mnt/${folder#/data/}"
	umount "$work/mnt"
	e2fsck -fn "$work/cut.img" >"$work/fsck" 2>&1 || tail -n 3 "$work/fsck"
}

# cut_all NAME CUTS: sets bad, the cuts after which something is wrong; what it was is in WORK/NAME.wrong.
cut_all() {
	local name=$1 entry seed kind wrong
	bad=0
	: >"$work/$name.wrong"
	: >"$work/$name.lost"
	moments "$work/$name.marks" "$2" >"$work/$name.moments"
	while read -r entry seed kind; do
		wrong=$(look_at "$name" "$entry" "$seed")
		cat "$work/lost" >>"$work/$name.lost"
		[ -z "$wrong" ] && continue
		bad=$((bad + 1))
		printf 'cut at entry %s in "%s" (dice %s):\n%s\n' "$entry" "$kind" "$seed" "$wrong" >>"$work/$name.wrong"
	done <"$work/$name.moments"
}

about() {
	awk '{lost += $1; open += $3; some += $1 > 0}
		END {printf "%d of %d unflushed sectors lost, some of them in %d cuts", lost, open, some}' "$work/$1.lost"
}

explain() {
	sed 's/^/        | /'
}

if [ "$rounds" -gt 0 ]; then
	{ make_packs && make_root && make_disk; } >"$work/make.log" 2>&1 || { tail -n 20 "$work/make.log"; exit 1; }
	if ! run real "rounds=$rounds"; then
		echo "FAILED  the deeds are done in the virtual machine"
		tail -n 20 "$work/real.log" | explain
		exit 1
	fi
	run deaf rounds=1 no_sync
fi
cut_all real "$cuts"
if [ $bad -eq 0 ]; then
	echo "ok      after $cuts cuts of power nothing that was confirmed is lost, nothing is half done"
else
	echo "FAILED  after $bad of $cuts cuts of power something is wrong"
	head -n 30 "$work/real.wrong" | explain
fi
echo "        $(about real); $(grep -c ' begin ' "$work/real.marks") deeds:" \
	"$(cut -d ' ' -f 3 "$work/real.moments" | sort | uniq -c | awk '{printf "%s%d %s", (NR > 1 ? ", " : ""), $1, $2}')"

cut_all deaf $((cuts / 5))
if [ $bad -gt 0 ]; then
	echo "ok      without syncs, $bad of $((cuts / 5)) cuts lose something: these tests see it"
else
	echo "FAILED  without syncs nothing is lost: these tests see nothing"
fi
