/* The worked muscle: drawn over skin and clothes, with its fibers and a glow where it is pressed.
 * One thread. */
#ifndef STUDIO_MUSCLE_H
#define STUDIO_MUSCLE_H

#include "figure.h"
#include "scene.h"
#include "track.h"

/* glow: the pressed place; fades as `pressed` (0..1) does. */
void draw_muscle(const struct figure *figure, const struct muscle *muscle,
	const struct tool_place *tool, const struct moment *now, double pressed);

#endif
