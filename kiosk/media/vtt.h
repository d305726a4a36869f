/* Captions: our own reader of WebVTT (libavformat's drops all cues after a malformed one and gives
 * none at all when a STYLE or REGION block is there). */
#ifndef TUNEUP_VTT_H
#define TUNEUP_VTT_H

#include "base/clip.h"
#include "base/mem.h"
#include "base/problem.h"

/* Reads a file into cues sorted by start; cue texts live in arena. BOM, NOTE, STYLE, REGION, cue
 * identifiers and settings are skipped; hours are optional; tags are removed, entities decoded. A
 * bad cue becomes a problem with file and line and is left out; the rest is kept. False when the
 * file is missing or is no WebVTT (a problem says so). Blocks (start-up only). */
bool vtt_read(
	const char *path, struct arena *arena, struct cue_list *cues, struct problems *problems);

#endif
