# Completion of tuneup-setup for bash.
_tuneup_setup()
{
	local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} choices=""
	COMPREPLY=()
	case $previous in
	--rotate) choices="0 90 180 270" ;;
	--audio) choices="hdmi headphones usb none" ;;
	--diagonal) choices="auto none" ;;
	--rtc) choices="ds3231 ds1307 pcf8523 pcf85063a none" ;;
	--overlay) choices="yes no" ;;
	--root) mapfile -t COMPREPLY < <(compgen -d -- "$current"); return ;;
	*) choices="--rotate --diagonal --audio --rtc --overlay --dry-run --undo --root --help" ;;
	esac
	mapfile -t COMPREPLY < <(compgen -W "$choices" -- "$current")
}
complete -F _tuneup_setup tuneup-setup
