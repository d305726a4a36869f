# shellcheck shell=bash disable=SC2034,SC2154 # variables of bench.sh, and for it
# The mat's signal path and the coach, and a button's way to the app: goal 8. Sourced by bench.sh.

mat_round() {
	alone mat mat
	alone mat button
}

mat_once() {
	:
}

mat_table() {
	echo
	echo "The mat's signal path and the coach, ten minutes of rolling, 50 scans a second"
	printf '  %-52s %8s%s\n' \
		'24x8 zones, percent of one core' "$(median mat ours largest_percent)" "$(in_doubt mat ours)" \
		'24x8 zones, the slowest scan, ms of CPU' "$(median mat ours largest_slowest_ms)" "$(in_doubt mat ours)" \
		'4x2 zones, percent of one core' "$(median mat ours usual_percent)" "$(in_doubt mat ours)"
	echo
	echo "A button that bounces, from its last edge to the app, beyond the debounce period (made-up line)"
	printf '  %-52s %8s%s\n' \
		'median, ms' "$(median mat ours button_p50_ms)" "$(in_doubt mat ours)" \
		'p99 of 300 edges, ms' "$(median mat ours button_p99_ms)" "$(in_doubt mat ours)" \
		'most, ms' "$(median mat ours button_most_ms)" "$(in_doubt mat ours)"
}

mat_goals() {
	goal 8 'button edge to event, beyond the debounce period, p99' "$(median mat ours button_p99_ms)" 5 ms
	goal 8 'signal path and coach at 24x8 zones, 50 Hz, of one core' "$(median mat ours largest_percent)" 2 %
}
