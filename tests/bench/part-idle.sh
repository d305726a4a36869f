# shellcheck shell=bash disable=SC2034,SC2154 # variables of bench.sh, and for it
# A kiosk from which nobody wants anything: goal 6. Sourced by bench.sh.
#
# A key wakes it; its home screen then stands for as long as it is measured.

rest_s=8

idle_round() {
	:
}

idle_once() {
	local rest=(rest --log "$log" --x "$x_pid" --screen "$screen" --settle 2000 --window $((rest_s * 1000)))
	kiosk "$scratch/content" --stats "$scratch/idle.json"
	cell idle kiosk "${rest[@]}" --tap 'xdotool key Return' -- "${command[@]}"
	[ ! -e "$scratch/idle.json" ] || still_since "$scratch/idle.json" | note idle kiosk -
	rm -f "$scratch/idle.json"
	if command -v chromium >/dev/null; then
		page "file://$here/page.html"
		cell idle page "${rest[@]}" -- "${command[@]}"
	fi
	rm -rf "$scratch/station"
	mkdir "$scratch/station"
	if "$bin/tests/bench/station" "$scratch/station" >"$scratch/station.values" 2>>"$log"; then
		note idle hw - <"$scratch/station.values"
	else
		say "  station: $(tail -n 1 "$log")"
	fi
}

# "drawn 0" when the last picture was drawn before the window began, by the kiosk's own count; else "drawn 1" or more.
still_since() {
	sed -n 's/.*"still_at_end_ms": \([0-9.]*\).*/\1/p' "$1" | awk -v window=$rest_s '{print "drawn", ($1 < window * 1000)}'
}

idle_table() {
	echo
	echo "Nobody is there, the home screen rests"
	printf '  %-52s %8s%s\n' \
		'wake-ups a second, main thread' "$(median idle kiosk wakeups_main)" "$(in_doubt idle kiosk)" \
		'wake-ups a second, all threads' "$(median idle kiosk wakeups_all)" "$(in_doubt idle kiosk)" \
		'CPU, kiosk and X server, percent of a core' "$(percent "$(median idle kiosk cpu)")" "$(in_doubt idle kiosk)" \
		'memory (PSS), MB' "$(median idle kiosk pss_mb)" "$(in_doubt idle kiosk)" \
		'wake-ups a second of the thread of an empty mat' "$(median idle hw wakeups_empty)" '' \
		'the same while a screen wants it' "$(median idle hw wakeups_watched)" '' \
		'a page in the Chromium kiosk: memory (PSS), MB' "$(median idle page pss_mb)" "$(in_doubt idle page)" \
		'a page in the Chromium kiosk: wake-ups a second' "$(median idle page wakeups_all)" "$(in_doubt idle page)"
}

# percent SHARE: nothing when it is missing
percent() {
	[ -z "$1" ] || awk -v share="$1" 'BEGIN {printf "%.3f\n", 100 * share}'
}

idle_goals() {
	goal 6 'frames drawn while the home screen rests' "$(median idle kiosk drawn)" 0
	goal 6 'changes seen on the screen meanwhile' "$(median idle kiosk changes)" 0
	goal 6 'wake-ups a second of the main thread' "$(median idle kiosk wakeups_main)" 1
	goal 6 'wake-ups a second of the hw thread, nobody on the mat' "$(median idle hw wakeups_empty)" 10
	goal 6 'memory of the whole kiosk while it rests' "$(median idle kiosk pss_mb)" 40 MB
}
