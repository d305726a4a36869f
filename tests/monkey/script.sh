#!/bin/sh
# A random script: script.sh SEED COMMANDS WIDTH HEIGHT writes what somebody does who does anything at all, on
# glass of that size in pixels, as a script (docs/scripts.md) for the real player, store and renderer. The same
# seed gives the same script. In the end the ways out must work: Home leads home, idle to attract.
exec awk -v seed="$1" -v commands="$2" -v w="$3" -v h="$4" '
	function chance(below) { x = x * 16807 % 2147483647; return x % below }
	function point() { return chance(w) "," chance(h) }
	function one() {
		n = chance(100)
		if (n < 50) return "tap " point()
		if (n < 53) return "hold " point() " " 200 + chance(3300) "ms"
		if (n < 60) return "drag " point() " " point() " " 50 + chance(600) "ms"
		if (n < 77) return "press " button[chance(9)]
		if (n < 78) return "press " button[chance(9)] " " 300 + chance(2500) "ms"
		if (n < 81) return "mat " chance(4) "," chance(2) "=0." chance(10)
		if (n < 83) return "mat clear"
		if (n < 84) return "mat play \"tests/traces/" trace[chance(2)] ".csv\""
		if (n < 85) return chance(2) ? "mat unplug" : "mat plug"
		if (n < 86) return sprintf("clock 20%02d-%02d-%02dT%02d:%02d", 20 + chance(20),
			1 + chance(12), 1 + chance(28), chance(24), chance(60))
		if (n < 87) return "wait " 40 + chance(40) "s"
		return "wait " chance(1500) "ms"
	}
	BEGIN {
		x = seed * 48271 % 2147483647
		for (i = 0; i < 10; i++) chance(2)
		split("start next next start next back home vol+ vol-", word, " ")
		for (i in word) button[i - 1] = word[i]
		trace[0] = "calm"
		trace[1] = "left-heavy-pauses"
		for (i = 0; i < commands; i++) print one()
		# Who is on the way from one place to the other presses twice.
		print "mat clear\nmat plug\nwait 2s\npress home\npress home\nexpect screen home\nwait 70s"
		print "expect screen attract\nexpect lang en"
	}'
