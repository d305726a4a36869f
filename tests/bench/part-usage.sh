# shellcheck shell=bash disable=SC2034,SC2154 # variables of bench.sh, and for it
# The usage log: goal 9. Sourced by bench.sh.

usage_round() {
	local out=$scratch/usage
	mkdir -p "$out"
	alone usage usage "$out"
	rm -rf "$out"
}

usage_once() {
	:
}

usage_table() {
	echo
	echo "The usage log; a year is 21,900 visits of 12 events"
	printf '  %-52s %8s%s\n' \
		'bytes written an event' "$(median usage ours log_bytes)" '' \
		'a report over a year, ms' "$(median usage ours report_ms)" "$(in_doubt usage ours)" \
		"the staff's charts of a year, ms" "$(median usage ours screen_ms)" "$(in_doubt usage ours)" \
		'the file after a year, MB' "$(median usage ours file_mb)" ''
}

usage_goals() {
	goal 9 'usage log, written an event' "$(median usage ours log_bytes)" 150 bytes
	goal 9 'writes of the usage log by the thread of the screen' "$(median usage ours own_writes)" 0
}
