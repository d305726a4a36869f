/* What lies over the picture: the pace bar and the direction arrow. One thread. */
#ifndef STUDIO_OVERLAY_H
#define STUDIO_OVERLAY_H

#include "scene.h"
#include "track.h"

/* The way along a pass, top right. tender < 0: no tender spot. alpha: 0 hidden. */
void draw_pace(struct canvas *canvas, const struct moment *now, double tender, double alpha);
void draw_arrow(struct canvas *canvas, const struct arrow *arrow, struct vec tool, double speed);
/* The turn of a key beside the fingertips. */
void draw_turn(struct canvas *canvas, struct vec at, double speed);

#endif
