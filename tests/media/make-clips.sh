#!/bin/sh
# Makes the tiny clips of the player's tests: make-clips.sh FOLDER SET
# Every picture carries its number: eight blocks from left to right, bit 0 first, white for 1. Sets that
# are there already are kept.
set -eu
[ $# = 2 ] || { echo "usage: $0 FOLDER basic|sound|formats" >&2; exit 2; }
mkdir -p "$1"
cd "$1"
[ -e "$2-complete" ] && exit 0

ff() {
	ffmpeg -nostdin -hide_banner -loglevel error -y "$@"
}

# number SIZE SECONDS [RATE]: the source of numbered pictures, 30 a second
number() {
	echo "color=c=gray:s=$1:r=${3:-30}:d=$2,format=gray,geq=lum='16+219*mod(floor(N/pow(2,floor(X*8/W))),2)',format=yuv420p"
}
beep='sine=frequency=440:sample_rate=48000:duration'

# colours NAME MATRIX RANGE PIXELS TAG: colours-NAME.mp4
colours() {
	ff -f lavfi -i "$halves,scale=out_color_matrix=$2:out_range=$3,format=$4" \
		-c:v libx264 -preset veryfast -qp 4 -colorspace "$5" -color_range "$3" "colours-$1.mp4"
}

basic() {
	# 60 pictures with sound; every other clip is made of it or like it.
	ff -f lavfi -i "$(number 160x96 2)" -f lavfi -i "$beep=2" \
		-c:v libx264 -preset veryfast -g 30 -c:a aac -movflags +faststart plain.mp4
	ff -i plain.mp4 -an -c:v libx264 -preset veryfast -g 600 -bf 3 silent.mp4
	ff -i plain.mp4 -c copy plain.mkv
	# More than one reading of the disk.
	ff -i plain.mp4 -vf noise=alls=30:all_seed=1 -c:v libx264 -qp 10 -g 15 -c:a copy noisy.mp4
	ff -i plain.mp4 -vn -c:a copy audio-only.mp4
	ff -i plain.mp4 -an -c:v libx264 -preset veryfast -g 30 -pix_fmt yuv420p10le ten-bit.mp4
	ff -f lavfi -i "$(number 161x97 1)" -c:v ffv1 odd.mkv
	ff -i plain.mp4 -an -c copy -aspect 10:3 wide.mp4
	# A picture that was filmed upright: its track's matrix turns it clockwise. Written by hand, since
	# FFmpeg's option for it changed its direction.
	ff -i plain.mp4 -an -c copy rotated.mp4
	matrix=$(($(grep -abo tkhd rotated.mp4 | head -n 1 | cut -d : -f 1) + 44))
	printf '\0\0\0\0\0\1\0\0\0\0\0\0\377\377\0\0\0\0\0\0\0\0\0\0\0\140\0\0' |
		dd of=rotated.mp4 bs=1 seek="$matrix" conv=notrunc status=none
	# Sound that begins half a second late and ends half a second early.
	ff -i plain.mp4 -itsoffset 0.5 -f lavfi -i "$beep=1" -map 0:v -map 1:a -c:v copy -c:a aac late-sound.mp4
	# The size changes in the middle, and the timestamps begin anew.
	ff -i plain.mp4 -an -c:v libx264 -g 30 -bf 0 -f mpegts a.ts
	ff -f lavfi -i "$(number 320x176 1)" -c:v libx264 -g 30 -bf 0 -f mpegts b.ts
	cat a.ts b.ts >resize.ts
	rm a.ts b.ts
	# Red and blue halves in the usual matrices and ranges, and in other depths and samplings.
	halves='color=c=red:s=160x96:r=30:d=0.1[r];color=c=blue:s=80x96:r=30:d=0.1[b];[r][b]overlay=x=80,format=gbrp'
	colours 709 bt709 tv yuv420p bt709
	colours 601-full bt601 pc yuvj420p smpte170m
	colours 709-full bt709 pc yuvj420p bt709
	colours 2020 bt2020 tv yuv420p bt2020nc
	colours 422 bt601 tv yuv422p smpte170m
	colours 444 bt709 tv yuv444p bt709
	colours 420-10 bt709 tv yuv420p10le bt709
	colours 422-10-full bt709 pc yuv422p10le bt709
	# Broken in all the usual ways.
	size=$(wc -c <plain.mp4)
	head -c $((size * 6 / 10)) plain.mp4 >truncated.mp4
	head -c 300 plain.mp4 >stub.mp4
	{
		head -c $((size / 2)) plain.mp4
		head -c 900 /dev/zero | tr '\0' '\125'
		tail -c +$((size / 2 + 901)) plain.mp4
	} >corrupt.mp4
	: >empty.mp4
	echo "this is not a video" >text.mp4
}

sound() {
	# Tones that fit no loop of ours, in the codecs that need what came before a position.
	tones="aevalsrc='0.25*sin(2*PI*331*t)|0.25*sin(2*PI*443*t)':s=48000:d=2"
	ff -f lavfi -i "$(number 160x96 2)" -f lavfi -i "$tones" \
		-c:v libx264 -preset veryfast -g 15 -bf 0 -c:a aac -b:a 192k tones-aac.mp4
	ff -i tones-aac.mp4 -f lavfi -i "$tones" -map 0:v -map 1:a -c:v copy -c:a libopus -b:a 192k tones-opus.mp4
	ff -i tones-aac.mp4 -f lavfi -i "$tones" -map 0:v -map 1:a -c:v copy \
		-c:a libmp3lame -b:a 192k -ar 44100 tones-mp3.mp4
	# In the middle of each second the 16th picture is white, and a beep begins.
	ff -f lavfi -i "color=c=black:s=160x96:r=30:d=10,format=gray,geq=lum='16+219*eq(mod(N,30),15)',format=yuv420p" \
		-f lavfi -i "aevalsrc='0.5*sin(2*PI*1000*t)*between(mod(t,1),0.5,0.6)':s=48000:d=10" \
		-c:v libx264 -preset veryfast -g 30 -c:a aac flash.mp4
	# One tone, loud and soft; a loud one in 5.1; silence.
	for level in 0.7 0.02; do
		ff -i tones-aac.mp4 -f lavfi -i "aevalsrc='$level*sin(2*PI*1000*t)|$level*sin(2*PI*1000*t)':s=48000:d=2" \
			-map 0:v -map 1:a -c:v copy -c:a aac -b:a 192k "level-$level.mp4"
	done
	ff -i tones-aac.mp4 -f lavfi -i "aevalsrc='0.5*sin(2*PI*1000*t)':s=44100:d=2" -map 0:v -map 1:a -c:v copy \
		-af 'pan=5.1|FL=c0|FR=c0|FC=c0|LFE=c0|BL=c0|BR=c0' -c:a aac -b:a 384k level-surround.mp4
	ff -i tones-aac.mp4 -f lavfi -i "anullsrc=d=2" -map 0:v -map 1:a -c:v copy -c:a aac level-silence.mp4
	ff -f lavfi -i "$(number 160x96 10)" -f lavfi -i "$beep=10" \
		-c:v libx264 -preset veryfast -g 30 -c:a aac ten-seconds.mp4
}

# format NAME RATE SIZE OPTION...: a second of numbered pictures with sound
format() {
	name=$1 rate=$2 size=$3
	shift 3
	ff -f lavfi -i "$(number 160x96 1 "$rate"),scale=$(echo "$size" | tr x :):flags=neighbor" -f lavfi -i "$beep=1" "$@" "$name"
}

formats() {
	x264='-c:v libx264 -preset ultrafast -bf 2 -g 12'
	# shellcheck disable=SC2086 # a list of words
	{
		format h264.mp4 30 160x96 $x264 -c:a aac
		format hevc.mp4 30 160x96 -c:v libx265 -preset ultrafast -x265-params log-level=error -g 12 -c:a libmp3lame
		format vp9.webm 30 160x96 -c:v libvpx-vp9 -cpu-used 8 -g 12 -c:a libopus
		format mpeg4.mp4 25 160x96 -c:v mpeg4 -qscale:v 2 -g 12 -c:a libmp3lame
		format film.mp4 24000/1001 160x96 $x264 -c:a aac -ac 6
		format pal.mp4 50 160x96 $x264 -an
		format ntsc.mp4 30000/1001 160x96 $x264 -c:a aac -ar 22050 -ac 1
		format smooth.mkv 60 160x96 $x264 -c:a libopus
		format smooth-ntsc.mp4 60000/1001 160x96 $x264 -c:a aac -ar 44100
		format small.mp4 30 426x240 $x264 -c:a aac
		format large.mp4 30 3840x2160 $x264 -c:a aac -t 0.4
	}
	ff -i h264.mp4 -vf "select='not(between(mod(n,10),3,5))'" -vsync vfr -c:a copy -c:v libx264 -bf 2 variable.mp4
	! ffmpeg -hide_banner -encoders 2>/dev/null | grep -q libsvtav1 ||
		SVT_LOG=1 format av1.mp4 30 160x96 -c:v libsvtav1 -preset 12 -g 12 -c:a aac 2>/dev/null
	# Ten seconds whose sound lies far behind its pictures (the test parts them), and timestamps gone wild.
	ff -f lavfi -i "$(number 160x96 10)" -f lavfi -i "$beep=10" $x264 -c:a mp2 far-apart.ts
	ff -i h264.mp4 -c copy -bsf:v "setts=ts='PTS+if(between(N\,8\,11)\,1000/TB\,0)'" wild-ahead.mkv
	ff -i h264.mp4 -c copy -bsf:v "setts=ts='if(gt(N\,15)\,PTS-0.4/TB\,PTS)'" wild-back.mkv
	ff -i h264.mp4 -c copy -bsf:a "setts=ts='PTS+if(gt(N\,10)\,300/TB\,0)'" wild-sound.mkv
}

case $2 in
basic | sound | formats) "$2" ;;
*) echo "$0: unknown set $2" >&2; exit 2 ;;
esac
touch "$2-complete"
