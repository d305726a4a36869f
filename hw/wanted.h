/* What the settings name, part by part. Pure. */
#ifndef TUNEUP_WANTED_H
#define TUNEUP_WANTED_H

#include "hw.h"

/* Fills part with role, key, which and wanted of each; the rest is zero. Returns how many: room for
 * one part more is left (the mat). A key's lines beyond HW_KEY_LINES are left out and logged. */
int hw_wanted(const struct hw_settings *settings, struct hw_part part[HW_PARTS_MAX]);

/* The mat's kind and device, in a few words: "IIO mcp3008". */
void hw_name_mat(const struct hw_settings *settings, char text[static 64]);

#endif
