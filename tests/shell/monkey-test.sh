#!/bin/bash
# Anything at all, on the real player, store and renderer; `make monkey` does much more of it (HACKING).
set -eu
cd "$(dirname "$0")/../.."
build=$(cd "${TUNEUP_BUILD:-build}" && pwd)
tests/monkey/play.sh "$build" 80 1 800x480
tests/monkey/play.sh "$build" 80 2 540x960
