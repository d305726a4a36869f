#!/bin/sh
# Proves that tests/check-includes.sh catches each kind of planted violation and passes a clean tree.
set -eu
cd "$(dirname "$0")/../.."
tree=${TUNEUP_TEST_DIR:-build/test/includes}/tree

# expect FILE LINE RULE: with LINE as the second line of FILE, exactly one complaint, about RULE.
expect() {
	mkdir -p "$tree/$(dirname "$1")"
	[ ! -e "$tree/$1" ] || cp "$tree/$1" "$tree.saved"
	printf '/* planted */\n%s\n' "$2" >"$tree/$1"
	if found=$(tests/check-includes.sh "$tree"); then
		echo "not caught: $1: $2"
		exit 1
	fi
	case $found in
	"$1:2: "*"$3"*) ;;
	*) printf 'wrong complaint about %s: %s\n%s\n' "$1" "$2" "$found"; exit 1 ;;
	esac
	[ "$(echo "$found" | wc -l)" -eq 1 ] || { echo "more than one complaint: $found"; exit 1; }
	if [ -e "$tree.saved" ]; then mv "$tree.saved" "$tree/$1"; else rm "$tree/$1"; fi
}

rm -rf "$tree"
mkdir -p "$tree/kiosk" "$tree/hw"
plant() {
	mkdir -p "$tree/$(dirname "$1")"
	printf '%s\n' "$2" >"$tree/$1"
}
plant kiosk/app.h '#include "ui/draw.h"'
plant kiosk/script.h '#include "app.h"'
plant kiosk/main.c '#include <SDL.h>
#include "media/player.h"
#include "hw.h"'
plant kiosk/base/mem.h '#include <time.h>'
plant kiosk/ui/draw.h '#include "base/mem.h"'
plant kiosk/ui/render_sdl.h '#include "draw.h"'
plant kiosk/ui/render_sdl.c '#include <SDL.h>'
plant kiosk/media/player.h '#include "base/mem.h"'
plant kiosk/media/decode.c '#include <libavcodec/avcodec.h>'
plant kiosk/data/catalog.h '#include "base/mem.h"'
plant kiosk/data/store.h '#include <sqlite3.h>'
plant kiosk/screens/home.c '#include "app.h"
#include "ui/draw.h"
#include "data/catalog.h"
/* time(NULL) in a comment is fine, and so is a name such as */ int uptime(int x);'
plant hw/hw.h '#include "base/mem.h"'
tests/check-includes.sh "$tree"

expect kiosk/base/mem.h '#include "ui/draw.h"' 'base includes only base'
expect kiosk/ui/list.c '#include "data/catalog.h"' 'ui includes only base'
expect kiosk/media/vtt.c '#include "../ui/draw.h"' 'media includes only base'
expect kiosk/data/usage.c '#include "hw.h"' 'data includes only base'
expect hw/mat.c '#include "app.h"' 'hw includes only base'
expect kiosk/app.c '#include "media/player.h"' 'know the services'
expect kiosk/screens/roller.c '#include "hw.h"' 'know the services'
expect kiosk/screens/staff.c '#include "data/store.h"' 'know the services'
expect kiosk/screens/learn.c '#include "ui/render_sdl.h"' 'know the renderer'
expect kiosk/screens/idle.c '#include "script.h"' 'screens include app.h'
expect kiosk/screens/home.c '  #  include <SDL2/SDL.h>' 'SDL only in'
expect kiosk/ui/theme.c '#include <SDL_ttf.h>' 'SDL only in'
expect kiosk/main.c '#include <libavformat/avformat.h>' 'FFmpeg only in'
expect kiosk/app.c '#include <sqlite3.h>' 'SQLite only in'
expect hw/hw.h '#include <gpiod.h>' 'gpiod only in'
expect kiosk/base/tr.c '#include <libintl.h>' 'words come from'
expect kiosk/coach.c '#include <pthread.h>' 'no threads'
expect kiosk/app.c 'static long now(void) { return time(NULL); }' 'time arrives in events'
