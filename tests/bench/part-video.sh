# shellcheck shell=bash disable=SC2034,SC2154 # variables of bench.sh, and for it
# Playing a clip: goals 1 to 4, and what the kiosk takes of memory while it plays (6). Sourced by bench.sh.

clip_s=8.5333
# How often the floor goes through a clip: ffmpeg takes 0.1 s of CPU to start, which would flatter whoever is held
# against a short and easy one.
declare -A turns=([h]=1 [f]=4)
long_s=${LONG:-60}

in_window=(--log "$log" --x "$x_pid" --window $((window * 1000)))

video_round() {
	local clip name
	for clip in h f; do
		cell video "floor $clip" total --log "$log" -- ffmpeg -nostdin -v error -threads 1 \
			-stream_loop $((turns[$clip] - 1)) -i "$clips/$clip.mp4" -f null -
		for name in $players_null; do
			player "$name" "$clips/$clip.mp4" || continue
			cell video "$name $clip" play "${in_window[@]}" --settle 1500 -- "${command[@]}"
		done
		for name in $players_x11; do
			player "$name" "$clips/$clip.mp4" || continue
			cell video "$name $clip" play "${in_window[@]}" --screen "$screen" --settle 700 -- "${command[@]}"
		done
		kiosk "$clips/content-$clip" --script "$here/routine.txt"
		cell video "kiosk $clip" play "${in_window[@]}" --screen "$screen" --anywhere --settle 1500 -- "${command[@]}"
	done
}

# Once: 1,800 pictures with all seams of a loop among them. The sound's clock has its own offset to the pictures'.
video_once() {
	player ours-x11 "$clips/h.mp4"
	cell video long play --log "$log" --x "$x_pid" --window $((long_s * 1000)) --screen "$screen" --settle 700 -- \
		"${command[@]}" --loop --stats "$scratch/long.stats"
	[ ! -e "$scratch/long.stats" ] || note video long - <"$scratch/long.stats"
}

# Cores that decoding in real time takes at least
floor() {
	local cpu_s
	cpu_s=$(median video "floor $1" cpu_s)
	[ -z "$cpu_s" ] || awk -v cpu="$cpu_s" -v clip=$clip_s -v turns="${turns[$1]}" 'BEGIN {printf "%.5f\n", cpu / clip / turns}'
}

# CPU against what ffmpeg needs to decode the same clip as fast as it can
against_floor() {
	ratio "$(median video "$1 $2" cpu)" "$(floor "$2")"
}

video_table() {
	local name clip row
	echo
	echo "Video, 1080p30 in real time: CPU of player and X server / floor, pictures missing, memory (PSS)"
	printf '  %-26s %8s %8s %8s %8s %8s\n' '' 'h' 'missing' 'f' 'missing' 'MB'
	for name in $players_null $players_x11 kiosk; do
		row=
		for clip in h f; do
			row+=" $(against_floor "$name" $clip)$(in_doubt video "$name $clip") $(median video "$name $clip" missing_percent)%"
		done
		# shellcheck disable=SC2086 # words
		set -- ${row//' %'/ -}
		[ $# -lt 4 ] || printf '  %-26s %8s %8s %8s %8s %8s\n' "$(title "$name")" "$@" "$(median video "$name f" pss_mb)"
	done
	printf '  floor: h %s, f %s ms a picture; ~: no round without a disturbance or missing pictures\n' \
		"$(ratio "$(floor h)" 0.03)" "$(ratio "$(floor f)" 0.03)"
}

# best_peer CLIP: the least CPU among them
best_peer() {
	local name values=()
	for name in $peers_x11; do
		values+=("$(median video "$name $1" cpu)")
	done
	least "${values[@]}"
}

video_goals() {
	local clip cpu
	goal 1 'video h, no output: CPU / floor' "$(against_floor ours-null h)" 1.00
	goal 1 'video f, no output: CPU / floor' "$(against_floor ours-null f)" 1.15
	for clip in h f; do
		cpu=$(median video "ours-x11 $clip" cpu)
		goal 2 "video $clip on X11: CPU / the best peer's" "$(ratio "$cpu" "$(best_peer $clip)")" 0.999
		goal 2 "video $clip on X11: CPU / ffplay's" "$(ratio "$cpu" "$(median video "ffplay-x11 $clip" cpu)")" 0.75
	done
	goal 3 "video f: CPU / Chromium's" "$(ratio "$cpu" "$(median video 'chromium-x11 f' cpu)")" 0.25
	goal 3 "video f, the whole kiosk: memory / Chromium's" \
		"$(ratio "$(median video 'kiosk f' pss_mb)" "$(median video 'chromium-x11 f' pss_mb)")" 0.15
	goal 4 "pictures missing of $((long_s * 30)), loop seams among them" "$(median video long missing)" 0
	goal 4 'sound against picture, the worst' "$(median video long av_offset_ms)" 40 ms
	goal 4 'looks at the screen that saw no picture, seams included' "$(median video long blank)" 0
	goal 6 'memory of the whole kiosk while it plays' "$(median video 'kiosk f' pss_mb)" 75 MB
}
