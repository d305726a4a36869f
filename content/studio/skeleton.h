/* The figure: its measures, its joints and the surface of its bones. Lengths in centimeters; R and
 * L are the person's own sides. Pure. */
#ifndef STUDIO_SKELETON_H
#define STUDIO_SKELETON_H

#include "raster.h"

enum side { RIGHT, LEFT };

/* Lengths of the bones, and of the trunk's parts. */
#define UPPER_ARM 30.0
#define FOREARM 26.0
#define THIGH 43.0
#define SHANK 41.0
#define PELVIS_WAIST 15.0
#define WAIST_CHEST 18.5
#define CHEST_SHOULDER 14.5
#define CHEST_NECK 19.0
#define ANKLE_SOLE 8.0
#define WRIST_FINGERTIP 17.0

/* What differs from body to body. */
struct build {
	double shoulder, hip, waist; /* half widths */
	double girth;                /* of the limbs, about 1 */
};

struct pose {
	struct vec pelvis, waist, chest, neck, head;
	struct frame pelvis_frame, chest_frame, head_frame;
	struct vec hip[2], knee[2], ankle[2], knee_front[2];
	struct vec shoulder[2], elbow[2], wrist[2], elbow_front[2];
	struct frame foot[2], hand[2];
	double curl[2], thumb[2], spread[2]; /* fingers, radians */
	double toes;                         /* of the bare foot, radians up */
	bool two_fingers;                    /* the others are tucked in */
	double breath;                       /* 0 out, 1 in */
	double miss;                         /* how far a target was out of reach, cm */
};

/* A limb's bone: its surface is a circle about the axis at each t (0..1), moved to the front. */
struct knot {
	double t, radius, front;
};

struct bone {
	struct vec from, to;
	struct vec along, front, side; /* unit; side is the outer side of the limb */
	double length, girth;
	const struct knot *knots;
	int count;
};

struct bone bone_thigh(const struct pose *pose, const struct build *build, enum side side);
struct bone bone_shank(const struct pose *pose, const struct build *build, enum side side);
struct bone bone_upper_arm(const struct pose *pose, const struct build *build, enum side side);
struct bone bone_forearm(const struct pose *pose, const struct build *build, enum side side);
/* What the muscle of the buttock lies on: from above the hip to below it. */
struct bone bone_buttock(const struct pose *pose, const struct build *build, enum side side);

/* The circle at t: its center and radius. */
double bone_circle(const struct bone *bone, double t, struct vec *center);
struct ellipsoid bone_slice(const struct bone *bone, double t, double extra);
/* A direction at the angle phi: 0 front, 90 outer side, 180 back (degrees). */
struct vec bone_normal(const struct bone *bone, double phi);
struct vec bone_surface(const struct bone *bone, double t, double phi, double scale);

/* The ellipsoids of the trunk. */
struct ellipsoid pelvis_part(const struct pose *pose, const struct build *build);
struct ellipsoid buttock_part(const struct pose *pose, const struct build *build, enum side side);
struct ellipsoid waist_part(const struct pose *pose, const struct build *build);
struct ellipsoid chest_part(const struct pose *pose, const struct build *build);

/* A point in the head's frame. */
struct vec head_point(const struct pose *pose, double right, double up, double front);
/* A point in the foot's frame, from the ankle. */
struct vec foot_point(
	const struct pose *pose, enum side side, double right, double up, double front);
/* How far the sole lies below the ankle, `front` ahead of it. */
double foot_depth(double front);

/* The direction from the palm to the thumb. */
struct vec hand_thumb(const struct pose *pose, enum side side);

#endif
