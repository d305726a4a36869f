# shellcheck shell=bash disable=SC2034,SC2154 # variables of bench.sh, and for it
# Who plays a clip, and how: `player CASE CLIP` sets $command. Sourced by bench.sh.
#
# All are told to do what the kiosk does: the whole screen, no OpenGL, since only the processor would play it, a sound
# device that takes samples in real time and throws them away, no settings of the user's, and as many decoding
# threads as ours (kiosk/media/demux.c, CODEC_THREADS). Chromium cannot be told the last.
threads=2

titles='ours-null	ours, no output
mpv-null	mpv, no output
vlc-null	VLC, no output
ours-x11	ours on X11
vlc-x11	VLC on X11
gst-x11	GStreamer ximagesink
ffplay-x11	ffplay on X11
mpv-x11	mpv on X11
chromium-x11	Chromium kiosk
kiosk	the whole kiosk, routine'

title() {
	sed -n "s/^$1	//p" <<<"$titles"
}

# In the order in which a round takes them: ours stands between the others.
players_null='mpv-null ours-null vlc-null'
players_x11='vlc-x11 gst-x11 ours-x11 ffplay-x11 mpv-x11 chromium-x11'
peers_x11='vlc-x11 gst-x11 ffplay-x11 mpv-x11 chromium-x11'

# Writes a page that shows nothing but the clip, and names it.
clip_page() {
	cat >"$scratch/clip.html" <<-END
		<!doctype html><meta charset="utf-8">
		<style>* {margin: 0; background: #000; overflow: hidden} video {width: 100vw; height: 100vh}</style>
		<video src="file://$1" autoplay></video>
	END
	echo "file://$scratch/clip.html"
}

# page URL: the browser as a kiosk
page() {
	command=(chromium --kiosk --no-first-run --no-default-browser-check --disable-gpu --no-sandbox
		--user-data-dir="$scratch/home/chromium" '--window-position=0,0' '--window-size=1920,1080'
		--autoplay-policy=no-user-gesture-required "$1")
}

# False when it is not installed.
player() {
	local clip=$2
	local vlc=(vlc --intf dummy --ignore-config --quiet --aout adummy --avcodec-threads="$threads" --no-osd
		--no-video-title-show --fullscreen)
	local mpv=(mpv --no-config --really-quiet --ao=null --vd-lavc-threads="$threads" --fs)
	case $1 in
	ours-null) command=("$bin/tests/bench/play" "$clip") ;;
	ours-x11) command=("$bin/tests/bench/play" --window --assets "$scratch/assets" "$clip") ;;
	mpv-null) command=("${mpv[@]}" --vo=null "$clip") ;;
	mpv-x11) command=("${mpv[@]}" --vo=x11 "$clip") ;;
	vlc-null) command=("${vlc[@]}" --vout vdummy "$clip") ;;
	vlc-x11) command=("${vlc[@]}" --vout xcb_x11 "$clip") ;;
	ffplay-x11) command=(ffplay -hide_banner -loglevel error -fs -threads "$threads" "$clip") ;;
	gst-x11)
		command=(gst-launch-1.0 -q filesrc location="$clip" ! qtdemux name=d
			d.video_0 ! queue ! avdec_h264 max-threads="$threads" ! videoconvert ! ximagesink
			d.audio_0 ! queue ! avdec_aac ! audioconvert ! fakesink sync=true) ;;
	chromium-x11) page "$(clip_page "$clip")" ;;
	*) return 1 ;;
	esac
	command -v "${command[0]}" >/dev/null
}

# kiosk CONTENT OPTION...: the program itself, on the whole screen, with buttons on the keyboard
kiosk() {
	local content=$1
	shift
	command=("$bin/tuneup" --sim --assets "$scratch/assets" --content "$content" --state "$scratch/state" "$@")
}
