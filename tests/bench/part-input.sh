# shellcheck shell=bash disable=SC2034,SC2154 # variables of bench.sh, and for it
# From a tap to the picture that answers it, with a full directory and a video that plays: goal 7. Sourced by bench.sh.

# A state folder with 100,000 therapists, made once.
full_state() {
	full=$scratch/full
	[ ! -e "$full" ] || return 0
	mkdir "$full"
	"$bin/tests/bench/directory" fill "$full" 100000 >>"$log" 2>&1 || return 1
	echo 'place: {latitude: 40.0190, longitude: -105.2747}' >"$full/settings.yaml"
	[ "$(id -u)" -ne 0 ] || chown -R nobody: "$full"
}

input_round() {
	:
}

input_once() {
	local out=$scratch/taps.json
	if ! full_state; then
		say "  input: $(tail -n 1 "$log")"
		return
	fi
	rm -f "$out"
	kiosk "$scratch/content" --state "$full" --script "$here/taps.txt" --stats "$out"
	cell input run total --log "$log" -- "${command[@]}"
	[ ! -e "$out" ] || {
		json_value tap_p50_ms tap_to_present_ms_p50 "$out"
		json_value tap_p99_ms tap_to_present_ms_p99 "$out"
		json_value start_ms start_to_first_frame_ms "$out"
	} | note input kiosk "$(why_of input run)"
}

# json_value METRIC NAME FILE: a number of a flat JSON object as "metric value"
json_value() {
	sed -n "s/.*\"$2\": \([0-9.]*\).*/$1 \1/p" "$3"
}

# why_of PART CASE: what the last measurement of it was in doubt for
why_of() {
	awk -F '\t' -v part="$1" -v case="$2" '$1 == part && $2 == case {why = $6} END {print why == "" ? "-" : why}' "$results"
}

input_table() {
	echo
	echo "From a tap to its picture: 90 taps through all screens, 100,000 therapists, ms"
	printf '  %-52s %8s%s\n' \
		'the middle one' "$(median input kiosk tap_p50_ms)" "$(in_doubt input kiosk)" \
		'of a hundred the slowest' "$(median input kiosk tap_p99_ms)" "$(in_doubt input kiosk)" \
		'the start with so many therapists, from main()' "$(median input kiosk start_ms)" "$(in_doubt input kiosk)"
}

input_goals() {
	goal 7 'tap to picture, p99, a full directory, a video plays' "$(median input kiosk tap_p99_ms)" 17 ms
}
