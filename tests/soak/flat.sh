# To be sourced: whether what a process holds stays as it is.
# shellcheck shell=bash

# sample PID FILE: a line: memory (RSS, KB), threads, open files. False: the process has ended. Not the PSS, which grows by
# megabytes when another program that uses the same libraries ends.
sample() {
	kill -0 "$1" 2>/dev/null || return 1
	echo "$(awk '/^Rss:/ {print $2}' "/proc/$1/smaps_rollup" 2>/dev/null)" \
		"$(find "/proc/$1/task" -mindepth 1 -maxdepth 1 2>/dev/null | wc -l)" \
		"$(find "/proc/$1/fd" -mindepth 1 2>/dev/null | wc -l)" >>"$2"
}

# is_flat FILE: after a first sixth of the samples, the median of the memory in the second half of the rest is at most
# 1 MB above that in the first, and there are at most as many threads and files. Not the mean, since a moment between two
# clips has half of the memory, and one in which a clip is opened more. Says so in one line.
is_flat() {
	awk '
		function more(a, b) {return a > b ? a : b}
		function median(from, to,    sorted, i, k) {
			for (i = from; i <= to; i++) {
				for (k = i; k > from && sorted[k - 1] > rss[i]; k--)
					sorted[k] = sorted[k - 1]
				sorted[k] = rss[i]
			}
			return sorted[int((from + to) / 2)]
		}
		NF == 3 && $2 > 0 {n++; rss[n] = $1; threads[n] = $2; files[n] = $3}
		END {
			from = int(n / 6)
			half = from + int((n - from) / 2)
			for (i = from + 1; i <= n; i++) {
				k = i > half
				t[k] = more(t[k], threads[i])
				f[k] = more(f[k], files[i])
			}
			before = median(from + 1, half)
			after = median(half + 1, n)
			printf "memory %d then %d KB, threads %d then %d, files %d then %d, %d samples\n",
				before, after, t[0], t[1], f[0], f[1], n
			exit !(n > 20 && after <= before + 1024 && t[1] <= t[0] && f[1] <= f[0])
		}' "$1"
}
