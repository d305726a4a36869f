/* Draws flat shapes with cairo: a shape is the union of convex hulls of projected ellipsoids,
 * filled in two tones (lit from the upper left) within one contour. The canvas holds the shape that
 * is being built and those that later drawing is clipped to. One thread. */
#ifndef STUDIO_RASTER_H
#define STUDIO_RASTER_H

#include "camera.h"

#include <cairo.h>

struct color {
	double r, g, b;
};

/* The tones of a part: lit, in the shade, contour. */
struct material {
	struct color base, shade, line;
};

struct ellipsoid {
	struct vec center, a, b, c; /* half axes */
};

enum { POLYGON_POINTS = 160, SHAPE_HULLS = 160 };

struct polygon {
	struct point point[POLYGON_POINTS];
	int count;
};

struct shape {
	struct polygon outer[SHAPE_HULLS], lit[SHAPE_HULLS];
	int count;
};

/* What has been drawn and may clip what comes. */
enum mask {
	MASK_LEG_R,
	MASK_LEG_L,
	MASK_SHORTS_R,
	MASK_SHORTS_L,
	MASK_PELVIS,
	MASK_TORSO,
	MASK_SHIRT,
	MASK_NECK,
	MASK_HEAD,
	MASK_FOOT,
	MASK_ARM_R,
	MASK_ARM_L,
	MASK_OTHER,
	MASK_COUNT
};
#define MASK_NONE MASK_COUNT

struct canvas {
	cairo_t *cr; /* borrowed */
	int width, height;
	double unit;       /* pixels of one pixel of 720p */
	double line_scale; /* of contours: 1, less for fingers and toes */
	struct camera camera;
	struct shape shape;
	struct shape mask[MASK_COUNT];
};

struct color color_hex(unsigned rgb);
struct color color_mix(struct color a, struct color b, double t);
void canvas_color(struct canvas *canvas, struct color color, double alpha);

struct ellipsoid sphere(struct vec center, double radius);
struct ellipsoid ellipsoid(
	struct vec center, struct frame frame, double right, double up, double front);

void shape_begin(struct canvas *canvas);
/* Adds the hull of the ellipsoids. */
void shape_hull(struct canvas *canvas, const struct ellipsoid *parts, int count);
void shape_pair(struct canvas *canvas, struct ellipsoid a, struct ellipsoid b);
void shape_ball(struct canvas *canvas, struct ellipsoid a);
/* Adds the hull of each neighboring pair. */
void shape_chain(struct canvas *canvas, const struct ellipsoid *parts, int count);
/* Adds the hull of points of the picture; its lit part is `shrink` as large and `shift` pixels
 * nearer to the light. The points are sorted. */
void shape_points(
	struct canvas *canvas, struct point *points, int count, double shrink, double shift);
/* Draws the shape, and keeps it as a mask unless that is MASK_NONE. */
void shape_draw(struct canvas *canvas, const struct material *material, enum mask mask);

/* The outline of an ellipsoid; returns count. */
int ellipsoid_outline(
	const struct canvas *canvas, struct ellipsoid part, struct point *points, int count);
void canvas_ellipsoid(
	struct canvas *canvas, struct ellipsoid part, struct color color, double alpha);

/* The contour's width, pixels. */
double canvas_line_width(const struct canvas *canvas);

/* What is drawn between the two is seen only within the union of the masks (bits: 1u << mask, the
 * same in both calls). */
void canvas_begin_masked(struct canvas *canvas, unsigned masks);
void canvas_end_masked(struct canvas *canvas, unsigned masks);
void canvas_path(struct canvas *canvas, const struct vec *points, int count, bool closed);
/* width in pixels, round ends. */
void canvas_line(struct canvas *canvas, const struct vec *points, int count, struct color color,
	double width, double alpha);
void canvas_area(struct canvas *canvas, const struct vec *points, int count, struct color color,
	double alpha);
/* A glow that fades out at the radius (pixels), over the present clip. */
void canvas_glow(
	struct canvas *canvas, struct point at, double radius, struct color color, double alpha);

#endif
