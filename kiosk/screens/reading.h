/* What the two screens of Learn share. Only they include it. */
#ifndef TUNEUP_SCREENS_READING_H
#define TUNEUP_SCREENS_READING_H

#include "screens/screens.h"

/* The article's picture, filling the box; a plain one where it has none. top_only: only the upper
 * corners are round. */
void reading_picture(
	struct ui *ui, struct rect box, float radius, bool top_only, const struct article *article);

/* The card's edge over its picture, which is so high, and the line under that. */
void reading_frame(struct ui *ui, struct rect card, float picture_h);

/* A name on the left, its value on the right. */
void reading_trait(struct ui *ui, struct rect row, const struct article_trait *trait);

#endif
