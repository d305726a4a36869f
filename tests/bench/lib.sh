# shellcheck shell=bash disable=SC2034,SC2154 # variables of bench.sh, and for it
# What the parts of the bench share: one measurement with its rejection, medians, goals, tables. Sourced by bench.sh.
#
# $results: a line a value, parted by tabs: part, case, metric, round, value, why it is in doubt (or "-").
# $goals: a line a goal, parted by tabs: number, what, value, limit, unit, "pass" or "miss" or "none".

# More than this and a measurement is in doubt: tasks that wait (1-minute mean), cores that others use, percent of
# pictures that were not shown.
max_load=2
max_others=0.3
max_missing=1

say() {
	printf '%s\n' "$*" >&2
}

over() {
	awk -v a="$1" -v b="$2" 'BEGIN {exit !(a > b)}'
}

load() {
	cut -d ' ' -f 1 /proc/loadavg
}

# Waits until the machine is quiet, but in the whole bench not more than $patience seconds.
calm() {
	while [ "$patience" -gt 0 ] && over "$(load)" $max_load; do
		sleep 1
		patience=$((patience - 1))
	done
}

# Why these values are in doubt, in a word.
doubt() {
	local others missing
	others=$(sed -n 's/^others //p' "$1")
	missing=$(sed -n 's/^missing_percent //p' "$1")
	if over "${others:-0}" $max_others; then
		echo others
	elif over "${missing:-0}" $max_missing; then
		echo missing
	elif over "$2" $max_load; then
		echo load
	else
		echo -
	fi
}

# cell PART CASE WORD...: runs `measure WORD...` and notes what it prints. What was disturbed or did not show all pictures
# is done again, as long as there are $retries; then it is kept with its doubt, which the tables show.
cell() {
	local part=$1 case=$2 why before out=$scratch/cell
	shift 2
	[ "$stopped" ] && return
	while :; do
		before=$(load)
		"$measure" "$@" >"$out" 2>"$out.error" &
		running=$!
		if ! wait $running; then
			running=
			[ "$stopped" ] && return
			say "  $part $case: $(cat "$out.error")"
			tail -n 3 "$log" >&2
			printf '%s\t%s\t%s\t%s\t%s\t%s\n' "$part" "$case" failed "$round" 1 - >>"$results"
			return
		fi
		running=
		why=$(doubt "$out" "$before")
		if [ "$why" = - ] || [ "$why" = load ] || [ "$retries" -le 0 ]; then
			break
		fi
		retries=$((retries - 1))
	done
	note "$part" "$case" "$why" <"$out"
}

# note PART CASE WHY: lines "metric value" from standard input into the results
note() {
	awk -v part="$1" -v case="$2" -v why="$3" -v round="$round" -v OFS='\t' \
		'NF == 2 {print part, case, $1, round, $2, why}' >>"$results"
}

# alone PART PROGRAM [WORD...]: what one of the bench's own programs prints, which needs no watching from outside
alone() {
	local part=$1 program=$2 before why=-
	shift 2
	before=$(load)
	over "$before" $max_load && why=load
	if ! "$bin/tests/bench/$program" "$@" >"$scratch/$program.values" 2>>"$log"; then
		say "  $program: $(tail -n 1 "$log")"
		return
	fi
	note "$part" ours "$why" <"$scratch/$program.values"
}

# median PART CASE METRIC: of the values without a doubt; of all when there are no others; nothing without any.
median() {
	awk -F '\t' -v part="$1" -v case="$2" -v metric="$3" '
		$1 == part && $2 == case && $3 == metric {print ($6 == "-" ? 0 : 1) "\t" $5}' "$results" |
		sort -n -k 1,1 -k 2,2 | awk -F '\t' '
		NR == 1 {doubt = $1}
		$1 == doubt {value[n++] = $2}
		END {if (n) printf "%.6g\n", n % 2 ? value[(n - 1) / 2] : (value[n / 2 - 1] + value[n / 2]) / 2}'
}

# in_doubt PART CASE: "~" when not one round was free of doubt
in_doubt() {
	awk -F '\t' -v part="$1" -v case="$2" '
		$1 == part && $2 == case {n++; if ($6 == "-") fine = 1}
		END {if (n && !fine) printf "~"}' "$results"
}

# ratio A B: nothing when one is missing
ratio() {
	[ -z "$1" ] || [ -z "$2" ] || awk -v a="$1" -v b="$2" 'BEGIN {if (b > 0) printf "%.3f\n", a / b}'
}

# least NUMBER...: the smallest; nothing when one is missing, since the best could be the one that was not measured
least() {
	case " $* " in
	*'  '*) ;;
	*) printf '%s\n' "$@" | sort -g | head -n 1 ;;
	esac
}

# goal NUMBER WHAT VALUE LIMIT [UNIT]: at most LIMIT
goal() {
	local verdict=none
	if [ "$3" ]; then
		verdict=pass
		over "$3" "$4" && verdict=miss
	fi
	printf '%s\t%s\t%s\t%s\t%s\t%s\n' "$1" "$2" "${3:--}" "$4" "${5:-}" $verdict >>"$goals"
}

print_goals() {
	echo
	echo "Goals"
	sort -s -n -k 1,1 "$goals" | awk -F '\t' '
		{
			unit = $5 == "" ? "" : " " $5
			verdict = $6 == "pass" ? "PASS" : $6 == "none" ? "not measured" : "miss"
			if ($6 == "miss" && $4 > 0)
				verdict = sprintf("miss by %.0f %%", 100 * ($3 / $4 - 1))
			printf "  %d  %-62s %9s  (at most %s)  %s\n", $1, $2, $3 unit, $4 unit, verdict
		}'
}

# The whole run as JSON: the machine, each value of each round, the goals.
write_json() {
	{
		awk -v cpu="$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2>/dev/null | head -n 1)" -v cores="$(nproc)" -v kernel="$(uname -r)" -v date="$(date -u +%FT%TZ)" -v rounds="$rounds" \
			-v window="$window" '
			BEGIN {
				gsub(/["\\]/, "", cpu)
				printf "{\"date\": \"%s\", \"cpu\": \"%s\", \"cores\": %d, \"kernel\": \"%s\",\n", date, cpu, cores, kernel
				printf " \"rounds\": %d, \"window_s\": %s,\n \"values\": [", rounds, window
			}'
		awk -F '\t' '{
			printf "%s\n  {\"part\": \"%s\", \"case\": \"%s\", \"metric\": \"%s\", \"round\": %d, \"value\": %s, \"doubt\": %s}",
				(NR > 1 ? "," : ""), $1, $2, $3, $4, $5, ($6 == "-" ? "null" : "\"" $6 "\"")
		}' "$results"
		printf '],\n "goals": ['
		sort -s -n -k 1,1 "$goals" | awk -F '\t' '{
			printf "%s\n  {\"goal\": %d, \"what\": \"%s\", \"value\": %s, \"limit\": %s, \"unit\": \"%s\", \"met\": %s}",
				(NR > 1 ? "," : ""), $1, $2, ($3 == "-" ? "null" : $3), $4, $5,
				($6 == "none" ? "null" : $6 == "pass" ? "true" : "false")
		}'
		printf ']}\n'
	} >"$1"
}
