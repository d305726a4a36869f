#!/bin/bash
# The roller station of the virtual machine, there before the kiosk is: a GPIO chip with the lines of a
# Raspberry Pi's header (gpio-sim), four converters for a mat of 2x2 (i2c-stub: each chip has one value for
# all its channels, so a zone each).
set -eu
modprobe i2c-stub chip_addr=0x48,0x49,0x4a,0x4b
modprobe -a gpio-sim i2c-dev uinput ti-ads1015 snd-dummy
header=/sys/kernel/config/gpio-sim/header
mkdir "$header" "$header/bank"
echo pinctrl-bcm2711 >"$header/bank/label"
echo 28 >"$header/bank/num_lines"
mkdir "$header"/bank/line{0..27}
for line in {0..27}; do
	echo "GPIO$line" >"$header/bank/line$line/name"
done
echo 1 >"$header/live"
# Where tests find its lines.
ln -sfn "/sys/devices/platform/$(cat "$header/dev_name")/$(cat "$header/bank/chip_name")" /run/header

bus=$(grep -l 'SMBus stub' /sys/bus/i2c/devices/i2c-*/name)
bus=$(dirname "$bus")
ln -sfn "/dev/$(basename "$bus")" /run/i2c
for address in 0x48 0x49 0x4a 0x4b; do
	echo ads1015 $address >"$bus/new_device"
done
