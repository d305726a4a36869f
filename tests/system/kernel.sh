#!/bin/bash
# The kernel of the virtual machines: Debian 13's own, and gpio-sim, which Debian does not build, made
# from the source of the same version. Prints the chroot it lies in: boot/vmlinuz-VERSION and
# lib/modules/VERSION, VERSION in the file "kernel". As root; cached with the chroots.
set -euo pipefail
here=$(realpath "$(dirname "$0")")
chroot=$("$here/chroot.sh" make trixie-amd64-kernel trixie amd64 \
	gcc make xz-utils kmod linux-image-amd64 linux-headers-amd64 linux-source)
echo "$chroot"
exec 9>"$chroot.lock"
flock 9
[ ! -e "$chroot/kernel" ] || exit 0

version_of() {
	chroot "$chroot" dpkg-query -W -f '${Version}' "$1"
}
kernel=$(basename "$chroot"/lib/modules/*)
if [ "$(version_of linux-source)" != "$(version_of "linux-image-$kernel")" ]; then
	echo "kernel.sh: linux-source $(version_of linux-source) does not fit linux-image-$kernel" \
		"$(version_of "linux-image-$kernel"): the mirror is between two versions, try again later" >&2
	exit 1
fi

work=$chroot/usr/src/gpio-sim
rm -rf "$work"
mkdir "$work"
tar -xJf "$chroot"/usr/src/linux-source-*.tar.xz -C "$work" --strip-components=3 --wildcards \
	'*/drivers/gpio/gpio-sim.c' '*/kernel/irq/irq_sim.c'
# As a module of its own it must do with what the kernel exports.
sed -i -e 's/handle_simple_irq(irq_to_desc(\(irqnum\)))/generic_handle_irq(\1)/' \
	-e '0,/^#include/s//#include <linux\/module.h>\n&/' "$work/irq_sim.c"
echo 'MODULE_DESCRIPTION("Simulated interrupts"); MODULE_LICENSE("GPL");' >>"$work/irq_sim.c"
printf 'obj-m := gpio-sim.o irq-sim.o\nirq-sim-y := irq_sim.o\n' >"$work/Makefile"
"$here/chroot.sh" run "$chroot" "make -C /lib/modules/$kernel/build M=/usr/src/gpio-sim modules &&
	install -D -m 644 -t /lib/modules/$kernel/updates /usr/src/gpio-sim/*.ko && depmod $kernel" >"$chroot.log" 2>&1 ||
	{ cat "$chroot.log" >&2; exit 1; }
echo "$kernel" >"$chroot/kernel"
