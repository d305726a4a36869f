#!/bin/bash
# Our content with clips that cost nothing to copy and decode: small-content.sh FOLDER makes it there; each clip is 40 s
# of gray, 160x90, ten key frames a second, so that steps and loops begin where they should.
set -eu
cd "$(dirname "$0")/../.."
folder=$1
rm -rf "$folder"
mkdir -p "$folder"
cp -R content/*.yaml content/learn content/routines "$folder/"
ffmpeg -nostdin -loglevel error -y -f lavfi -i color=c=gray:s=160x90:r=30:d=40 -c:v libx264 -preset ultrafast \
	-pix_fmt yuv420p -g 3 "$folder/clip.mp4"
for routine in "$folder"/routines/*/; do
	cp "$folder/clip.mp4" "$routine/clip.mp4"
	rm -f "$routine/clip.loudness.yaml"
done
rm "$folder/clip.mp4"
