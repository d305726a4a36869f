#!/bin/bash
# Packs a first root file system for QEMU: initramfs.sh KERNEL FOLDER OUT MODULE... adds to FOLDER, which
# has an /init, busybox as /bin/busybox and the kernel's modules in /modules, with their order in
# /modules/order, and packs it. KERNEL is what kernel.sh printed.
set -euo pipefail
kernel=$1 folder=$2 out=$3
shift 3
version=$(cat "$kernel/kernel")
mkdir -p "$folder"/{bin,dev,proc,sys,tmp,mnt,modules}
cp "$(command -v busybox)" "$folder/bin/busybox"
for module in "$@"; do
	chroot "$kernel" modprobe -S "$version" --show-depends "$module"
done | awk '$1 == "insmod" && !seen[$2]++ {print $2}' | while read -r path; do
	name=$(basename "${path%.xz}")
	case $path in
	*.xz) xz -dc "$kernel$path" >"$folder/modules/$name" ;;
	*) cp "$kernel$path" "$folder/modules/$name" ;;
	esac
	echo "/modules/$name"
done >"$folder/modules/order"
(cd "$folder" && find . | cpio --quiet -o -H newc | gzip -1) >"$out"
