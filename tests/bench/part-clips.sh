# shellcheck shell=bash disable=SC2034,SC2154 # variables of bench.sh, and for it
# Our own clips against x264's defaults at the same quality: goal 10. Sourced by bench.sh.
#
# Four seconds of the quads loop: the studio draws them anew, the clip as it is shipped and one that x264 makes of the
# same pictures by its defaults are held against them. Both are decoded to nothing.

own_clip=content/routines/quads/clip.mp4
own_from=7 own_s=4 own_turns=12
pair=$build/bench/own

ff() {
	ffmpeg -nostdin -hide_banner -loglevel error -y "$@"
}

# ssim CLIP: against the studio's pictures
ssim() {
	ffmpeg -nostdin -hide_banner -i "$1" -i "$pair/pictures.mkv" -lavfi ssim -f null - 2>&1 | sed -n 's/.* All:\([0-9.]*\).*/\1/p'
}

# The crf at which x264's defaults come as near to the pictures as our clip does: the largest that is not worse, in
# steps of a quarter.
match_quality() {
	local low=40 high=160 quarter crf wanted got
	wanted=$(ssim "$pair/ours.mp4")
	while [ $((high - low)) -gt 1 ]; do
		quarter=$(((low + high) / 2))
		crf=$(awk -v quarter=$quarter 'BEGIN {print quarter / 4}')
		ff -i "$pair/pictures.mkv" -c:v libx264 -pix_fmt yuv420p -crf "$crf" "$pair/try.mp4"
		got=$(ssim "$pair/try.mp4")
		if over "$wanted" "$got"; then
			high=$quarter
		else
			low=$quarter
			mv "$pair/try.mp4" "$pair/default.mp4"
			printf 'crf %s\nssim_ours %s\nssim_default %s\n' "$crf" "$wanted" "$got" >"$pair/values"
		fi
	done
	rm -f "$pair/try.mp4"
}

# Kept for as long as the clip is the same.
make_pair() {
	local stamp
	stamp=$(cksum <$own_clip)$(cksum <tests/bench/part-clips.sh)
	[ "$(cat "$pair/complete" 2>/dev/null)" != "$stamp" ] || return 0
	say "Making our clip's counterpart with x264's defaults"
	rm -rf "$pair"
	mkdir -p "$pair/pictures"
	"$build/studio" content/studio/scenes quads frames $own_from $own_s "$pair/pictures" 1080 || return 1
	ff -framerate 30 -i "$pair/pictures/quads-%04d.png" -vf scale=out_color_matrix=bt709:out_range=tv -pix_fmt yuv420p \
		-c:v ffv1 "$pair/pictures.mkv" || return 1
	rm -r "$pair/pictures"
	# Both ends are key frames: counted, so that the next one is not in it.
	ff -ss $own_from -i $own_clip -an -c copy -frames:v $((own_s * 30)) "$pair/ours.mp4" || return 1
	match_quality
	rm "$pair/pictures.mkv"
	[ -e "$pair/default.mp4" ] && echo "$stamp" >"$pair/complete"
}

clips_round() {
	:
}

clips_once() {
	local name turn
	make_pair || return
	mkdir -p "$scratch/own"
	cp "$pair"/{ours,default}.mp4 "$scratch/own/"
	chmod -R a+rX "$scratch/own"
	for turn in 1 2 3; do
		for name in ours default; do
			cell clips $name total --log "$log" -- ffmpeg -nostdin -v error -threads 1 -stream_loop $((own_turns - 1)) \
				-i "$scratch/own/$name.mp4" -f null -
			[ $turn -gt 1 ] || echo "bytes $(stat -c %s "$pair/$name.mp4")" | note clips $name -
		done
	done
	note clips pair - <"$pair/values"
}

clips_table() {
	echo
	echo "Our clip (quads, $own_s s) and x264's defaults of the same pictures"
	printf '  %-26s %10s %10s %10s\n' '' 'decoding' 'KB' 'SSIM' \
		'ours' "$(median clips ours cpu_s)$(in_doubt clips ours) s" "$(kilobytes ours)" "$(median clips pair ssim_ours)" \
		"x264's defaults, crf $(median clips pair crf)" "$(median clips default cpu_s)$(in_doubt clips default) s" \
		"$(kilobytes default)" "$(median clips pair ssim_default)"
}

kilobytes() {
	awk -v bytes="$(median clips "$1" bytes)" 'BEGIN {printf "%.0f\n", bytes / 1000}'
}

clips_goals() {
	goal 10 "our clip: CPU of decoding / x264's defaults at the same SSIM" \
		"$(ratio "$(median clips ours cpu_s)" "$(median clips default cpu_s)")" 0.70
	goal 10 "our clip: size / x264's defaults at the same SSIM" \
		"$(ratio "$(median clips ours bytes)" "$(median clips default bytes)")" 1.8
}
