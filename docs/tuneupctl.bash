# Completion of tuneupctl for bash.
_tuneupctl()
{
	local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}
	local words=() i options="--config --state --assets --content --devices --machine --json --help --version"
	COMPREPLY=()
	case $previous in
	--config | --key | --keys) mapfile -t COMPREPLY < <(compgen -f -- "$current"); return ;;
	--state | --assets | --content | --devices | --machine) mapfile -t COMPREPLY < <(compgen -d -- "$current"); return ;;
	--by | --on | --from | --to | --before | --seconds) return ;;
	esac
	# The words of the command so far, without our options and their values.
	for ((i = 1; i < COMP_CWORD; i++)); do
		case ${COMP_WORDS[i]} in
		--config | --state | --assets | --content | --devices | --machine | --key | --keys) i=$((i + 1)) ;;
		-*) ;;
		*) words+=("${COMP_WORDS[i]}") ;;
		esac
	done
	local choices="" files=""
	case "${words[0]:-} ${words[1]:-}" in
	" ") choices="therapists usage backup restore pin content program hw check ended" ;;
	"therapists ") choices="list import export show verify retire restore undo erase history report confirm-date" ;;
	"therapists list") choices="--all --near" ;;
	"therapists import") choices="--dry-run --by --retire-missing" files=yes ;;
	"therapists export") files=yes ;;
	"therapists verify") choices="--by --on" ;;
	"therapists retire" | "therapists restore" | "therapists undo" | "therapists erase" | "therapists confirm-date") choices="--by" ;;
	"usage ") choices="report export purge" ;;
	"usage report") choices="--from --to" ;;
	"usage export") files=yes ;;
	"usage purge") choices="--before" ;;
	"pin ") choices="set" ;;
	"hw ") choices="list test off trace coach calibrate" ;;
	"hw test") choices="--seconds" ;;
	"hw calibrate") choices="--undo" ;;
	"hw trace") choices="--seconds" files=yes ;;
	"content ") choices="check pack install rollback keygen" ;;
	"content check" | "content keygen") files=yes ;;
	"content pack" | "program pack") choices="--key" files=yes ;;
	"program ") choices="pack install rollback" ;;
	"program install") choices="--keys" files=yes ;;
	"content install") choices="--keys" files=yes ;;
	"hw coach") choices="--grid" files=yes ;;
	"backup "* | "restore "*) files=yes ;;
	esac
	if [ -n "$files" ] && [[ $current != -* ]]; then
		mapfile -t COMPREPLY < <(compgen -f -- "$current")
	else
		case $current in
		-*) choices="$choices $options" ;;
		esac
		mapfile -t COMPREPLY < <(compgen -W "$choices" -- "$current")
	fi
}
complete -o filenames -F _tuneupctl tuneupctl
