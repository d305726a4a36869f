/* A clip as its scene file says it: who, from where, what touches what, and the stances between
 * which the figure moves. Read once; then constant. */
#ifndef STUDIO_SCENE_H
#define STUDIO_SCENE_H

#include "look.h"
#include "solve.h"

enum stance_name { STANCE_NEAR, STANCE_FAR, STANCE_READY, STANCE_REST, STANCE_COUNT };

/* What is drawn, in the order of the scene's list. */
enum part {
	PART_FOOT_R, /* shoe, or toes and ankle of a bare foot */
	PART_FOOT_L,
	PART_LEG_R,
	PART_LEG_L,
	PART_SHIN_R, /* from the hem of the shorts down */
	PART_SHIN_L,
	PART_SHORTS_R,
	PART_SHORTS_L,
	PART_PELVIS,
	PART_PELVIS_R, /* with this leg of the shorts */
	PART_PELVIS_L,
	PART_PELVIS_BOTH,
	PART_TORSO,
	PART_HEAD,
	PART_ARM_R,
	PART_ARM_L,
	PART_HAND_R,
	PART_HAND_L,
	PART_TOOL,
	PART_BENCH,
	PART_MUSCLE,
	PARTS
};

enum muscle_kind {
	MUSCLE_NONE,
	MUSCLE_THIGH,
	MUSCLE_SHANK,
	MUSCLE_BUTTOCK,
	MUSCLE_SOLE,
	MUSCLE_RIBS,
	MUSCLE_NECK
};

enum { MUSCLE_KNOTS = 8, DRAW_MAX = 32 };

/* The patch along a bone between two angles; the glow is where the tool is. */
struct muscle_knot {
	double t, from, to;
};

struct muscle {
	int kind, side;
	struct muscle_knot knot[MUSCLE_KNOTS];
	int knots;
	double glow_angle, glow_size;
};

struct draw_list {
	int part[DRAW_MAX];
	int count;
};

/* A round close-up: center and radius in pixels of 720p. */
struct inset {
	struct view view;
	struct point center;
	double radius;
	struct draw_list draw;
};

struct ground {
	struct vec center; /* of the disc on the floor */
	double rx, rz;     /* 0: a close-up, with a round disc behind */
	double mat[4];     /* x from, to, z from, to; all 0: no mat */
	int mat_count;
};

/* Beside the tool; it points where the body goes. */
struct arrow {
	struct vec from_tool, way; /* way 0: none */
	double length;
};

struct scene_stance {
	struct stance at;
	int count; /* the reader's */
};

struct scene {
	struct casting casting;
	struct view view;
	struct inset inset;
	struct ground ground;
	struct rig rig;
	struct tool tool;
	struct muscle muscle;
	struct arrow arrow;
	struct scene_stance stance[STANCE_COUNT];
	struct draw_list draw;
	double tender; /* where along a pass the tender spot is, 0..1 */
	double poster; /* second of the poster */
	int far_side;  /* 0 none, 1 right, 2 left */
	bool eyes_shut;
	const char *rest; /* the scene shown at rest: NULL: this one */
	int count;        /* the reader's */
};

struct arena;

/* Reads scenes/NAME.yaml of the folder; texts go to the arena. False: said on stderr. */
bool scene_read(struct scene *scene, const char *folder, const char *name, struct arena *arena);

#endif
