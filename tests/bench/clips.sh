#!/bin/bash
# Makes what the bench plays: clips.sh FOLDER. 256 pictures of 1080p30, H.264 High with AAC: `h.mp4`, a test picture
# with noise at 12 Mbit/s, and `f.mp4`, flat shapes that move, like our own clips; and for each a content folder
# of one routine. What is there already is kept.
#
# A strip of ten blocks along the top carries the number of each picture, so that the bench can see on the
# screen which ones were shown, whoever shows them: magenta, eight bits (lowest first, white is 1), magenta. 256
# pictures, so the numbers go on across the seam of a loop. On the poster the ends are cyan.
set -eu
here=$(dirname "$(realpath "$0")")
[ $# = 1 ] || { echo "usage: $0 FOLDER" >&2; exit 2; }
mkdir -p "$1"
cd "$1"
stamp=$(cksum <"$here/clips.sh")
[ "$(cat complete 2>/dev/null)" = "$stamp" ] && exit
rm -rf ./*

pictures=256
seconds=8.5333

ff() {
	ffmpeg -nostdin -hide_banner -loglevel error -y "$@"
}

# strip END: the blocks' ends are magenta, or cyan (R and B, or G and B).
strip() {
	local bit='255*mod(floor(N/pow(2,X-1)),2)' ends='eq(X,0)+eq(X,9)' red=255 green=0
	[ "$1" = magenta ] || red=0 green=255
	echo "color=s=10x1:r=30,format=rgb24,geq=r='if($ends,$red,$bit)':g='if($ends,$green,$bit)':b='if($ends,255,$bit)',
		scale=1920:120:flags=neighbor:out_color_matrix=bt709,format=yuv420p"
}

noisy() {
	echo "testsrc2=s=1920x1080:r=30,noise=alls=24:allf=t,format=yuv420p"
}

# Four discs and two bars on the clips' paper, each on a way of its own that is closed after 128 pictures.
flat() {
	local way="2*PI*n/128" list="color=c=0xF7F3EC:s=1920x1080:r=30,format=yuv420p[v0];" at=0 color size x y
	while read -r color size x y; do
		list+="color=c=$color:s=${size}x$size:r=30:d=0.04,format=yuva420p,"
		list+="geq=lum='p(X,Y)':cb='p(X,Y)':cr='p(X,Y)':a='255*clip($size/2-hypot(X-$size/2,Y-$size/2),0,1)',"
		list+="loop=-1:1[s$at];[v$at][s$at]overlay=x='${x//WAY/$way}':y='${y//WAY/$way}'[v$((at + 1))];"
		at=$((at + 1))
	done <<-END
		0xFF5426 420 300+260*sin(WAY) 500+60*cos(2*WAY)
		0x131A20 300 1200+300*cos(WAY) 300+200*sin(WAY)
		0x2E7D6B 240 800+500*sin(WAY+1) 760+40*sin(3*WAY)
		0x4C8DAE 160 1500+100*cos(2*WAY) 700+160*sin(2*WAY)
	END
	list+="color=c=0x131A20:s=1400x36:r=30[bar];[v$at][bar]overlay=x='260+90*sin($way)':y=980"
	echo "$list"
}

# encode NAME PICTURE OPTION...: with its strip and a quiet tone
encode() {
	local name=$1 picture=$2
	shift 2
	echo "Making the clip $name" >&2
	ff -filter_complex "${picture}[picture];$(strip magenta)[strip];[picture][strip]overlay=0:0,trim=end_frame=${pictures}[v]" \
		-f lavfi -i "sine=frequency=220:sample_rate=48000:duration=$seconds" \
		-map '[v]' -map 0:a -c:v libx264 -profile:v high -preset fast -g 30 -pix_fmt yuv420p \
		-colorspace bt709 -color_primaries bt709 -color_trc bt709 -color_range tv "$@" \
		-c:a aac -ac 2 -b:a 96k -movflags +faststart "$name.mp4"
}

# content NAME: a folder of one routine whose steps go round the whole clip, to be played by the kiosk itself
content() {
	local folder=content-$1/routines/quads
	mkdir -p "$folder"
	cp "$here"/../../content/*.yaml "content-$1/"
	cp "$1.mp4" "$folder/clip.mp4"
	ff -i "$1.mp4" -f lavfi -i "$(strip cyan)" -filter_complex '[0][1]overlay=0:0,scale=1280:720' -frames:v 1 "$folder/poster.png"
	printf 'WEBVTT\n\n00:01.000 --> 00:08.000\nSlow passes, up and down.\n' |
		tee "$folder/captions.en.vtt" >"$folder/captions.es.vtt"
	cat >"$folder/routine.yaml" <<-END
		id: quads
		area: quads
		title: {en: Quads, es: Cuádriceps}
		summary: {en: A clip to measure., es: Un video para medir.}
		why: {en: A clip to measure., es: Un video para medir.}
		tools: [foam_roller]
		sides: 1
		steps:
		  - title: {en: Play, es: Reproducir}
		    cue: {en: Slow passes., es: Pasadas lentas.}
		    seconds: 600
		    at: 0.0
		    loop: [0.0, $seconds]
		care:
		  - {en: Nothing., es: Nada.}
	END
}

encode h "$(noisy)" -b:v 12M -maxrate 12M -bufsize 12M
encode f "$(flat)" -crf 20
content h
content f
echo "$stamp" >complete
