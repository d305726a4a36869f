#include "base/clip.h"

const struct cue *cue_at(const struct cue_list *cues, int64_t position_us)
{
	const struct cue *found = NULL;
	for (size_t i = 0; i < cues->count && cues->cue[i].start_us <= position_us; i++)
		if (position_us < cues->cue[i].end_us)
			found = &cues->cue[i];
	return found;
}
