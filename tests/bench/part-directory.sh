# shellcheck shell=bash disable=SC2034,SC2154 # variables of bench.sh, and for it
# A directory of 100,000 therapists: goal 9. Sourced by bench.sh.

directory_round() {
	local out=$scratch/directory
	mkdir -p "$out"
	alone directory directory "$out"
	rm -rf "$out"
}

directory_once() {
	:
}

directory_table() {
	echo
	echo "A directory of 100,000 therapists"
	printf '  %-52s %8s%s\n' \
		'a search while somebody types, ms, median' "$(median directory ours typing_p50_ms)" "$(in_doubt directory ours)" \
		'filters, the nearest 20, ms, median' "$(median directory ours filters_p50_ms)" "$(in_doubt directory ours)" \
		'the first search after a change, ms' "$(median directory ours first_search_ms)" "$(in_doubt directory ours)" \
		'an import of 10,000 rows, ms' "$(median directory ours import_ms)" "$(in_doubt directory ours)"
}

directory_goals() {
	goal 9 'a search while somebody types, of 20 the slowest (p95)' "$(median directory ours typing_p95_ms)" 2 ms
	goal 9 'filters and the nearest 20, p95' "$(median directory ours filters_p95_ms)" 5 ms
	goal 9 'import of 10,000 rows' "$(median directory ours import_ms)" 2000 ms
}
