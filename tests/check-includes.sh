#!/bin/sh
# Checks who includes whom (HACKING.md) in the tree given, or in this one: a line a violation.
set -eu
cd "${1:-$(dirname "$0")/..}"

# shellcheck disable=SC2016 # awk's own $
find . '(' -path './kiosk/*' -o -path './hw/*' -o -path './content/studio/*' ')' -name '*.[ch]' | sed 's,^\./,,' | sort | xargs awk '
	# The part of the house a file belongs to: base, ui, media, ..., hw, studio, or top for kiosk/*.c.
	function part(file) {
		if (file ~ /^hw\//) return "hw"
		if (file ~ /^content\/studio\//) return "studio"
		if (file ~ /^kiosk\/[^\/]*$/) return "top"
		split(file, folder, "/")
		return folder[2]
	}
	function exists(file, line) {
		if (!(file in known)) {
			known[file] = (getline line < file) >= 0
			close(file)
		}
		return known[file]
	}
	# The file that the compiler takes for #include "name".
	function resolve(name, own) {
		sub(/[^\/]*$/, "", own)
		own = own name
		while (sub(/[^\/.]+\/\.\.\//, "", own)) {}
		if (exists(own)) return own
		return exists("hw/" name) ? "hw/" name : "kiosk/" name
	}
	function report(rule) {
		printf "%s:%d: %s: %s\n", FILENAME, FNR, text, rule
		bad = 1
	}
	function check_own(from, to, target) {
		if (to == "base" || (from == to && from != "top")) return
		if (from == "base")
			report("base includes only base")
		else if (from == "studio") {
			if (target != "kiosk/data/yaml.h")
				report("the studio includes base, itself and data/yaml.h")
		} else if (to == "studio")
			report("only the tests know the studio")
		else if (from == "admin" && target == "kiosk/data/pack_file.h")
			return
		else if (from ~ /^(ui|media|data|hw|admin)$/)
			report(from " includes only base and itself")
		else if (FILENAME ~ /^kiosk\/(main|loop|kiosk|effects|station|stats|renew)\.[ch]$/ || from == "ctl")
			return
		else if (to ~ /^(media|hw)$/ || target ~ /^kiosk\/data\/(store|import|backup|yaml)\.h$/)
			report("only main.c, loop.c, effects.c, stats.c, renew.c and ctl/ know the services")
		else if (target ~ /^kiosk\/ui\/(render_[a-z]*|text)\.h$/)
			report("only main.c, loop.c and ui/ know the renderer")
		else if (from == "screens" && to == "top" && target != "kiosk/app.h")
			report("screens include app.h, ui/ and types of data/")
	}
	function check_system(from, header) {
		if (header ~ /^SDL/ && FILENAME !~ /^kiosk\/(main\.c|loop\.c|kiosk\.h|input\.[ch]|(ui\/render_[a-z]*|ui\/text|media\/audio)\.c)$/)
			report("SDL only in main.c, loop.c, input.c, ui/render_*.c, ui/text.c and media/audio.c")
		if (header ~ /^lib(av|sw)[a-z]*\// && from != "media" && FILENAME != "content/studio/encode.c")
			report("FFmpeg only in media/ and the studio\047s encode.c")
		if (header ~ /^cairo/ && from != "studio")
			report("cairo only in the studio")
		if (header == "ebur128.h" && from != "media")
			report("libebur128 only in media/")
		if (header == "sqlite3.h" && from != "data")
			report("SQLite only in data/")
		if (header ~ /^archive/ && FILENAME !~ /^kiosk\/data\/pack_[a-z]*\.c$/)
			report("libarchive only in data/pack_*.c")
		if (header == "gpiod.h" && FILENAME !~ /^hw\/gpio_[^\/]*\.c$/)
			report("gpiod only in hw/gpio_*.c")
		if (header == "libudev.h" && from != "admin" && FILENAME != "kiosk/display.c")
			report("libudev only in admin/ and display.c")
		if (header ~ /^(libintl|locale)\.h$/)
			report("words come from base/tr.h alone")
		if (header ~ /^(pthread|threads|sys\/time)\.h$/ && pure)
			report("no threads and no clock in app, coach, plan and screens")
	}
	FNR == 1 {pure = FILENAME ~ /^kiosk\/((app|coach|plan)\.[ch]$|screens\/)/}
	pure && /(clock_gettime|gettimeofday|[^a-z_]time) *\(/ && !/^[ \t]*(\/?\*|\/\/)/ {
		text = "asks the clock"
		report("time arrives in events")
	}
	/^[ \t]*#[ \t]*include/ && match($0, /["<][^">]*[">]/) {
		text = substr($0, RSTART, RLENGTH)
		name = substr(text, 2, RLENGTH - 2)
		from = part(FILENAME)
		if (text ~ /^"/) {
			target = resolve(name, FILENAME)
			check_own(from, part(target), target)
		} else {
			check_system(from, name)
		}
	}
	END {exit bad}'
