#!/bin/bash
# 1,800 pictures of 1080p30 with sound in a full-HD window (Xvfb), in real time: none dropped, and sound and
# picture at most 40 ms apart. Only on a quiet machine: smooth.sh BUILD [SDL_RENDER_DRIVER]
set -eu
cd "$(dirname "$0")/../.."
build=$(cd "$1" && pwd) driver=${2:-} folder=$1/smooth seconds=60
content=$folder/content routine=$folder/content/routines/quads
mkdir -p "$folder"
rm -rf "$content" "$folder/state"
cp -R content "$content"
rm -r "$content"/routines/*
sed -i '/^ *routine:/d' "$content/facts.yaml"
mkdir "$routine"
cp content/routines/quads/poster.png content/routines/quads/captions.* "$routine/"

# Moving shapes; in the middle of each second a white picture and a beep.
[ -e "$folder/clip.mp4" ] || ffmpeg -nostdin -loglevel error -y \
	-f lavfi -i "testsrc2=s=1920x1080:r=30:d=$seconds,drawbox=c=white:t=fill:enable='eq(mod(n,30),15)'" \
	-f lavfi -i "aevalsrc='0.5*sin(2*PI*1000*t)*between(mod(t,1),0.5,0.6)':s=48000:d=$seconds" \
	-c:v libx264 -preset veryfast -g 30 -pix_fmt yuv420p -c:a aac -movflags +faststart "$folder/clip.mp4"
cp "$folder/clip.mp4" "$routine/"
cat >"$routine/routine.yaml" <<-END
	id: quads
	area: quads
	title: {en: Quads, es: Cuádriceps}
	summary: {en: A clip to be counted., es: Un clip para contar.}
	why: {en: To count its pictures., es: Para contar sus imágenes.}
	tools: [foam_roller]
	sides: 1
	steps:
	  - {title: {en: Watch, es: Mira}, cue: {en: Just watch., es: Solo mira.}, seconds: 70, at: 0.0}
	care:
	  - {en: None., es: Nada.}
END
printf '%s\n' 'tap #go' 'tap #home.routines' 'tap #safety.ok' 'tap #area.quads' 'tap #areas.go' \
	'expect screen routine' "wait $((seconds + 1))s" 'expect video ended' >"$folder/script.txt"

read -r load _ </proc/loadavg
for number in 90 91 92 93 94 95; do
	[ -e /tmp/.X11-unix/X$number ] || break
done
Xvfb :$number -screen 0 1920x1080x24 -nolisten tcp >"$folder/xvfb.log" 2>&1 &
server=$!
trap 'kill $server' EXIT
while [ ! -e /tmp/.X11-unix/X$number ]; do sleep 0.1; done

DISPLAY=:$number SDL_VIDEODRIVER=x11 SDL_AUDIODRIVER=dummy SDL_RENDER_DRIVER=$driver "$build/tuneup" --window 1920x1080 \
	--sim --content "$content" --assets assets --state "$folder/state" --script "$folder/script.txt" \
	--stats "$folder/stats.json" >"$folder/log" 2>&1 || { tail "$folder/log"; exit 1; }

number_of() {
	sed -n "s/.*\"$1\": \([0-9.]*\).*/\1/p" "$folder/stats.json"
}
shown=$(number_of video_frames_shown) dropped=$(number_of video_frames_dropped) offset=$(number_of av_offset_ms_max)
echo "$shown shown, $dropped dropped, at most $offset ms between sound and picture (load before: $load)"
[ "$shown" -eq $((seconds * 30)) ] && [ "$dropped" -eq 0 ] && awk "BEGIN {exit !($offset <= 40)}"
