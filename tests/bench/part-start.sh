# shellcheck shell=bash disable=SC2034,SC2154 # variables of bench.sh, and for it
# How long until there is something to see: goal 5. Sourced by bench.sh.

start_round() {
	local name
	local until=(start --log "$log" --screen "$screen" --until)
	# A first screen that moves would never be the one of two seconds later.
	echo 'screen: {motion: false}' >"$scratch/state/settings.yaml"
	kiosk "$scratch/content"
	cell start kiosk "${until[@]}" rest --limit 2000 -- "${command[@]}"
	rm "$scratch/state/settings.yaml"
	if command -v chromium >/dev/null; then
		page "file://$here/page.html"
		cell start page "${until[@]}" rest --limit 6000 -- "${command[@]}"
	fi
	rm -rf "$scratch/shots"
	kiosk "$clips/content-f" --script "$here/choose.txt" --shots "$scratch/shots"
	cell start tap "${until[@]}" clip --ready "$scratch/shots/ready.png" --tap 'xdotool key Return' -- "${command[@]}"
	for name in $peers_x11; do
		player "$name" "$clips/f.mp4" || continue
		cell start "$name" "${until[@]}" clip -- "${command[@]}"
	done
}

start_once() {
	:
}

start_table() {
	local name
	echo
	echo "Start, ms"
	printf '  %-52s %8s%s\n' 'the kiosk to its first screen' "$(median start kiosk start_ms)" "$(in_doubt start kiosk)" \
		'a page in the Chromium kiosk' "$(median start page start_ms)" "$(in_doubt start page)" \
		'a press on a chosen routine to its first picture' "$(median start tap start_ms)" "$(in_doubt start tap)"
	for name in $peers_x11; do
		printf '  %-52s %8s%s\n' "$(title "$name"), to its first picture" "$(median start "$name" start_ms)" \
			"$(in_doubt start "$name")"
	done
}

start_goals() {
	local name best values=()
	for name in $peers_x11; do
		values+=("$(median start "$name" start_ms)")
	done
	best=$(least "${values[@]}")
	goal 5 "start to the first screen / Chromium's" "$(ratio "$(median start kiosk start_ms)" "$(median start page start_ms)")" 0.05
	goal 5 "press to the first picture / the quickest peer's start" "$(ratio "$(median start tap start_ms)" "$best")" 0.999
	goal 5 'looks at a black screen between press and picture' "$(median start tap black)" 0
}
