#include "base/clip.h"

const struct cue *cue_at(const struct cue_list *cues, int64_t position_us)
{
	size_t low = 0, high = cues->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (cues->cue[middle].start_us <= position_us)
			low = middle + 1;
		else
			high = middle;
	}
	for (size_t i = low; i > 0; i--)
		if (position_us < cues->cue[i - 1].end_us)
			return &cues->cue[i - 1];
	return NULL;
}
