#!/bin/bash
# Runs a command in a clean clone on a fresh Debian: fresh-machine.sh SUITE 'COMMAND'
# (as root; SUITE is bookworm, trixie, ...). The machine is a chroot (chroot.sh) with gcc, make, git and
# ca-certificates only; each run works on a copy that is removed afterwards (KEEP=1 keeps it).
# NO_PROC=1 leaves /proc out.
set -euo pipefail
suite=$1
command=$2
here=$(realpath "$(dirname "$0")")
base=$("$here/chroot.sh" make "$suite" "$suite" "$(dpkg --print-architecture)" gcc make git ca-certificates)

machine=$(mktemp -d "$base-run.XXXXXX")
[ -n "${KEEP:-}" ] || trap 'rm -rf "$machine"' EXIT
chmod 755 "$machine"
cp -a "$base/." "$machine"
git clone --quiet --no-hardlinks "$here/../.." "$machine/root/tuneup"

status=0
"$here/chroot.sh" run "$machine" "cd /root/tuneup && $command" || status=$?
[ -z "${KEEP:-}" ] || echo "$suite: kept in $machine"
echo "$suite: exit $status"
exit $status
