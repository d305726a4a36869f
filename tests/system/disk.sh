#!/bin/bash
# Makes a disk that QEMU boots: disk.sh KERNEL ROOT OUT SIZE MODULE... packs the tree ROOT into OUT.ext4, and the
# first root that finds and mounts it, read-only, with these modules besides, into OUT.cpio.gz; ROOT's /sbin/init is
# then started. KERNEL is what kernel.sh printed. As root.
set -euo pipefail
kernel=$1 root=$2 out=$3 size=$4
shift 4
here=$(realpath "$(dirname "$0")")
rm -f "$out.ext4"
truncate -s "$size" "$out.ext4"
mke2fs -q -t ext4 -d "$root" -E lazy_itable_init=1,lazy_journal_init=1 "$out.ext4"

first=$out-first
rm -rf "$first"
mkdir -p "$first"
cat >"$first/init" <<'END'
#!/bin/busybox sh
/bin/busybox mount -t devtmpfs dev /dev
for module in $(/bin/busybox cat /modules/order); do
	/bin/busybox insmod "$module"
done
until [ -b /dev/vda ]; do
	/bin/busybox sleep 0.1
done
/bin/busybox mount -t ext4 -o ro /dev/vda /mnt
/bin/busybox mount --move /dev /mnt/dev
exec /bin/busybox switch_root /mnt /sbin/init
END
chmod +x "$first/init"
"$here/initramfs.sh" "$kernel" "$first" "$out.cpio.gz" virtio_blk ext4 "$@"
rm -rf "$first"
