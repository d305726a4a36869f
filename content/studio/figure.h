/* Draws the parts of a person, each as one shape; the order is the scene's. One thread. */
#ifndef STUDIO_FIGURE_H
#define STUDIO_FIGURE_H

#include "look.h"

struct figure {
	struct canvas *canvas;
	const struct pose *pose;
	const struct look *look;
	bool far[2]; /* the limbs of this side lie in the shade */
	bool eyes_shut;
};

/* From `from` (0 hip, 1 knee) down to the ankle, with the foot if it is bare. */
void draw_leg(const struct figure *figure, enum side side, double from);
void draw_shoe(const struct figure *figure, enum side side);
void draw_bare_foot(const struct figure *figure, enum side side);
void draw_shorts_leg(const struct figure *figure, enum side side);
void draw_torso(const struct figure *figure);
/* The shorts with the legs asked for. */
void draw_pelvis(const struct figure *figure, bool right_leg, bool left_leg);
void draw_arm(const struct figure *figure, enum side side);
void draw_hand(const struct figure *figure, enum side side);
void draw_head(const struct figure *figure);
/* The shadow on the floor. */
void draw_shadow(const struct figure *figure, double alpha);

/* Shared by the files that draw parts. */
void shape_bone(struct canvas *canvas, const struct bone *bone, double from, double to,
	double extra_from, double extra_to, int steps);
void shape_bare_foot(const struct figure *figure, enum side side);
void shape_palm(const struct figure *figure, enum side side);
/* The thumb lies behind the arm or before the fingers. */
void draw_thumb_behind(const struct figure *figure, enum side side);
struct material figure_skin(const struct figure *figure, enum side side);

#endif
