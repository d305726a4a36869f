#!/bin/busybox sh
# shellcheck shell=dash
# Runs in the guest of gpio-test.sh as its first process: loads the simulated chips, lets hw_events (hw/,
# by the kiosk's own settings) work with them, and says what came of it on the serial line.
/bin/busybox --install -s /bin
export PATH=/bin
mount -t devtmpfs dev /dev
mount -t proc proc /proc
mount -t sysfs sys /sys
while read -r module; do
	# i2c-stub pretends that these chips are there.
	case $module in */i2c-stub.ko) set -- chip_addr=0x48,0x49 ;; *) set -- ;; esac
	insmod "$module" "$@"
done </modules/order
mount -t configfs config /sys/kernel/config
passed=0
failed=0

# --- the simulated side ---

# chip NAME LABEL LINES: a GPIO chip; lines whose numbers are given as well are named GPIOn.
chip() {
	folder=/sys/kernel/config/gpio-sim/$1
	mkdir "$folder" "$folder/bank"
	echo "$2" >"$folder/bank/label"
	echo "$3" >"$folder/bank/num_lines"
	shift 3
	for line in "$@"; do
		mkdir "$folder/bank/line$line"
		echo "GPIO$line" >"$folder/bank/line$line/name"
	done
	echo 1 >"$folder/live"
}
# line NAME N: the simulated end of a line.
line() {
	echo "/sys/devices/platform/$(cat /sys/kernel/config/gpio-sim/"$1"/dev_name)/$(
		cat /sys/kernel/config/gpio-sim/"$1"/bank/chip_name)/sim_gpio$2"
}
# Buttons and contacts of the header close to ground; the paths are kept, so that edges come fast.
press() {
	echo pull-down >"$header/sim_gpio$1/pull"
}
release() {
	echo pull-up >"$header/sim_gpio$1/pull"
}
lit() {
	cat "$header/sim_gpio$1/value"
}
adc() {
	echo "$*" >&4
}

# --- hw_events ---

# start SETTINGS: runs it with these; its lines go to /tmp/events, its log to /tmp/log.
start() {
	rm -f /tmp/commands
	mkfifo /tmp/commands
	: >/tmp/events
	: >/tmp/log
	# By the kiosk's name, under which lines are taken.
	# shellcheck disable=SC3038 # busybox knows it
	(exec -a tuneup /hw_events "/settings/$1.yaml") </tmp/commands >>/tmp/events 2>>/tmp/log &
	process=$!
	exec 3>/tmp/commands
}
say() {
	echo "$*" >&3
}
stop() {
	say quit
	exec 3>&-
	wait "$process"
}
# Waits for a line of this form; 20 s are for a busy machine.
heard() {
	for _ in $(seq 200); do
		grep -Eq "$1" /tmp/events && return 0
		sleep 0.1
	done
	return 1
}
# From here on only what comes is heard.
forget() {
	: >/tmp/events
}
count() {
	grep -Ec "$1" /tmp/events
}
# What was to be told of another line until now has been told once a press of vol- is.
settle() {
	press 25
	heard '^vol- down' || return 1
	release 25
	heard '^vol- up'
}
status() {
	forget
	say status
	heard '^status by'
}

# --- the tests ---

check() {
	name=$1
	shift
	if "$@"; then
		passed=$((passed + 1))
		echo "ok      $name"
	else
		failed=$((failed + 1))
		echo "FAILED  $name"
		sed 's/^/        | /' /tmp/events /tmp/log
	fi
}

is_found() {
	start buttons
	heard '^changed' && status && grep -q 'status button start works' /tmp/events &&
		grep -Fq "$(basename "$header") (pinctrl-bcm2711) line 17, named GPIO17" /tmp/events
}
is_right_library() {
	grep -q "^status by libgpiod $(cat /libgpiod)" /tmp/events
}
is_told_once() {
	forget
	press 17 && heard '^start down' && settle && [ "$(count '^start')" = 1 ] &&
		release 17 && heard '^start up' && settle && [ "$(count '^start')" = 2 ]
}
is_one_press() {
	forget
	for _ in 1 2 3 4 5 6 7 8; do
		press 17
		release 17
	done
	press 17
	heard '^start down' && settle && [ "$(count '^start')" = 1 ] &&
		release 17 && heard '^start up'
}
is_no_press() {
	forget
	press 17
	release 17
	settle && [ "$(count '^start')" = 0 ]
}
# More edges than the kernel keeps: the last level is what counts.
ends_right() {
	forget
	i=0
	while [ $i -lt 400 ]; do
		press 17
		release 17
		i=$((i + 1))
	done
	press 17
	heard '^start down' && settle && [ "$(count '^start down')" = 1 ] && [ "$(count '^start up')" = 0 ] &&
		release 17 && heard '^start up'
}
lights_up() {
	[ "$(lit 5)" = 0 ] && [ "$(lit 6)" = 0 ] || return 1
	say light start on
	say light next on
	status && [ "$(lit 5)" = 1 ] && [ "$(lit 6)" = 1 ] && say light next off &&
		status && [ "$(lit 5)" = 1 ] && [ "$(lit 6)" = 0 ]
}
blinks() {
	changes=0
	before=$(lit 6)
	say light next blink
	for _ in $(seq 100); do
		now=$(lit 6)
		[ "$now" = "$before" ] || changes=$((changes + 1))
		before=$now
		[ $changes -lt 4 ] || break
		sleep 0.1
	done
	say light next off
	[ $changes -ge 4 ] && status && [ "$(lit 6)" = 0 ]
}
is_taken() {
	(sleep 2; echo status) | /hw_events /settings/buttons.yaml >/tmp/second 2>/tmp/second.log
	cat /tmp/second >>/tmp/log
	grep -q 'status button start missing, off, 0 lost: .* in use by tuneup' /tmp/second
}
is_surveyed() {
	forget
	say survey
	heard '^survey of 6 parts' && grep -q '^survey chip decoy, 28 lines' /tmp/events &&
		grep -q '^survey chip pinctrl-bcm2711, 28 lines' /tmp/events &&
		[ "$(count '^survey kiosk: .*pinctrl-bcm2711.*in use by the kiosk')" = 6 ]
}
is_stuck() {
	forget
	press 24
	heard '^vol\+ down' || return 1
	for _ in $(seq 60); do
		grep -q '^changed' /tmp/events && break
		sleep 1
	done
	heard '^vol\+ up' && status && grep -q '^status button vol+ stuck' /tmp/events || return 1
	forget
	release 24 && heard '^changed' && status && grep -q '^status button vol+ works' /tmp/events &&
		press 24 && heard '^vol\+ down' && release 24
}
# The chip goes while a button is held, and comes back.
goes_and_comes() {
	forget
	press 17
	heard '^start down' || return 1
	echo 0 >/sys/kernel/config/gpio-sim/header/live
	heard '^start up' && heard '^changed' && status && grep -q '^status button start missing' /tmp/events || return 1
	forget
	echo 1 >/sys/kernel/config/gpio-sim/header/live
	header=$(dirname "$(line header 17)")
	for _ in $(seq 60); do
		status
		grep -q '^status .*missing' /tmp/events || break
		sleep 1
	done
	forget
	press 17 && heard '^start down' && release 17 && heard '^start up' && [ "$(lit 5)" = 1 ]
}
goes_dark() {
	[ "$(lit 5)" = 1 ] && stop && [ "$(lit 5)" = 0 ]
}
is_said_missing() {
	start missing
	heard '^changed' && status && grep -q '^status button start missing, off, 0 lost: there is no GPIO chip pinctrl-nowhere' /tmp/events
	result=$?
	stop
	return $result
}
shows_contacts() {
	start contacts
	heard '^scan 0 0 0 0$' && press 20 && heard '^scan 0 0 1023 0$' && press 4 && heard '^scan 1023 0 1023 0$' &&
		release 20 && release 4 && heard '^scan 0 0 0 0$' || return 1
	stop
}
measures() {
	adc 0x48 291
	adc 0x49 0
	start analog
	heard '^scan 291 0 0 291$' && adc 0x48 2047 && heard '^scan 2047 0 0 2047$' &&
		adc 0x49 7 && heard '^scan 2047 7 7 2047$'
}
converter_comes_back() {
	forget
	echo 0x48 >/sys/bus/i2c/devices/i2c-0/delete_device
	heard '^changed' && status && grep -q '^status mat - missing' /tmp/events || return 1
	forget
	echo ads1015 0x48 >/sys/bus/i2c/devices/i2c-0/new_device
	adc 0x48 100
	heard '^scan 100 7 7 100$' && stop
}

# The decoy has lines of the same names, and comes first.
chip decoy decoy 28 17 5
chip header pinctrl-bcm2711 28 4 5 6 17 18 20 21 24 25 27
header=$(dirname "$(line header 17)")
for address in 0x48 0x49; do
	echo ads1015 $address >/sys/bus/i2c/devices/i2c-0/new_device
done

mkfifo /tmp/converters
/converters /dev/i2c-0 0 </tmp/converters &
exec 4>/tmp/converters

check 'the chip is found by its label, the line by its name' is_found
check "the library is libgpiod $(cat /libgpiod)" is_right_library
check 'a press is told once, and so is its release' is_told_once
check 'a press that bounces is one press' is_one_press
check 'a spike is no press' is_no_press
check 'after more edges than the kernel keeps, the last level counts' ends_right
check 'lights are where they should be' lights_up
check 'a light blinks' blinks
check 'a line that another program has is said' is_taken
check 'a survey sees chips and lines, and disturbs nobody' is_surveyed
check 'a button held for ever is stuck, and free again' is_stuck
check 'a chip that goes lets its buttons go, and comes back with its lights' goes_and_comes
check 'at the end the lights are off' goes_dark
check 'a chip that is missing is said' is_said_missing
check 'the mat of contacts shows its zones' shows_contacts
check 'the mat of converters is found by name and measured' measures
check 'a converter that goes is said, and comes back' converter_comes_back
echo "$passed passed, $failed failed"
poweroff -f
