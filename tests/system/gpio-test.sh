#!/bin/bash
# The hardware library on real kernel interfaces: gpio-test.sh SUITE WORK builds this tree on SUITE
# (bookworm: libgpiod 1.6, trixie: 2.2) and boots a small guest that runs gpio/init.sh. Leaves the guest's
# serial line in WORK/gpio-SUITE.log; prints its lines "ok ..." and "FAILED ...".
set -euo pipefail
suite=$1 work=$2
here=$(realpath "$(dirname "$0")")
kernel=$("$here/kernel.sh")
chroot=$("$here/programs.sh" "$suite" system-programs)

guest=$work/gpio-$suite
rm -rf "$guest"
mkdir -p "$guest"
cp "$here/gpio/init.sh" "$guest/init"
install -D -m 644 -t "$guest/settings" "$here"/gpio/*.yaml
cp "$chroot"/tuneup-build/tests/system/{hw_events,converters} "$guest/"
chroot "$chroot" pkg-config --modversion libgpiod >"$guest/libgpiod"
# The libraries they want, where they want them.
for program in hw_events converters; do
	chroot "$chroot" ldd "/tuneup-build/tests/system/$program"
done | grep -o '/[^ ]*' | sort -u | while read -r library; do
	install -D "$chroot$library" "$guest$library"
done
"$here/initramfs.sh" "$kernel" "$guest" "$guest.cpio.gz" gpio-sim i2c-dev i2c-stub ti-ads1015
rm -rf "$guest"

# Time in the guest is what its instructions take: a busy machine does not stretch a bounce.
timeout 600 qemu-system-x86_64 -accel tcg,thread=single -icount shift=1,sleep=off -cpu max -smp 1 -m 256 \
	-nodefaults -display none -no-reboot -kernel "$kernel/boot/vmlinuz-$(cat "$kernel/kernel")" \
	-initrd "$guest.cpio.gz" -append 'console=ttyS0 quiet panic=-1 no_timer_check' -serial "file:$guest.log" || true
tr -d '\r' <"$guest.log" | grep -aE '^(ok|FAILED) |^        \| |^[0-9]+ passed' ||
	{ echo "FAILED  the guest said nothing:"; tail -n 20 "$guest.log"; exit 1; }
