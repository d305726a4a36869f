# shellcheck shell=bash disable=SC2034,SC2154 # variables of bench.sh, and for it
# What drawing a screen costs: behind goal 7. Sourced by bench.sh.

ui_round() {
	local before why=-
	before=$(load)
	over "$before" $max_load && why=load
	if ! "$bin/tests/bench/ui" >"$scratch/ui.values" 2>>"$log"; then
		say "  ui: $(tail -n 1 "$log")"
		return
	fi
	note ui ours "$why" <"$scratch/ui.values"
}

ui_once() {
	:
}

ui_table() {
	echo
	echo "Drawing all of a screen, full HD, in memory, ms"
	printf '  %-52s %8s%s\n' \
		'with texts and pictures kept, the middle screen' "$(median ui ours again_ms)" "$(in_doubt ui ours)" \
		'with texts and pictures kept, the worst screen' "$(median ui ours again_most_ms)" "$(in_doubt ui ours)" \
		'its first drawing, the middle screen' "$(median ui ours first_ms)" "$(in_doubt ui ours)" \
		'its first drawing, the worst screen' "$(median ui ours first_most_ms)" "$(in_doubt ui ours)" \
		'building its list, the worst screen' "$(median ui ours view_most_ms)" "$(in_doubt ui ours)"
}

ui_goals() {
	goal 7 'drawing the worst screen again, in memory' "$(median ui ours again_most_ms)" 17 ms
}
