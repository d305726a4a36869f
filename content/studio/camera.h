/* An orthographic camera: turned by yaw about y, tipped down by pitch. Pure. */
#ifndef STUDIO_CAMERA_H
#define STUDIO_CAMERA_H

#include "vec.h"

#include <stdbool.h>

struct point {
	double x, y;
};

struct camera {
	struct vec right, down, toward; /* of the picture, in space */
	double scale;                   /* pixels a centimeter */
	struct point center;            /* where the target is seen, pixels */
	struct vec target;
};

/* How a scene names its camera: degrees, pixels of 720p, parts of the picture's width and height.
 */
struct view {
	double yaw, pitch, scale;
	struct point anchor;
	struct vec target;
};

/* width x height are the picture's pixels; mirrored: left and right of the picture change places.
 */
struct camera camera_make(const struct view *view, int width, int height, bool mirrored);

struct point camera_project(const struct camera *camera, struct vec point);

/* How far a direction points to the viewer. */
static inline double camera_toward(const struct camera *camera, struct vec direction)
{
	return vec_dot(camera->toward, direction);
}

#endif
