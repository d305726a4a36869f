/* Points, directions and frames in space: x along the body, y up with the floor at 0, z toward the
 * camera; centimeters for a figure of 172 cm. By value, pure. */
#ifndef STUDIO_VEC_H
#define STUDIO_VEC_H

#include <math.h>

#define PI 3.14159265358979323846

struct vec {
	double x, y, z;
};

/* A right-handed frame: front = up x right. Unit length. */
struct frame {
	struct vec right, up, front;
};

static inline struct vec vec(double x, double y, double z)
{
	return (struct vec){x, y, z};
}

static inline struct vec vec_add(struct vec a, struct vec b)
{
	return vec(a.x + b.x, a.y + b.y, a.z + b.z);
}

static inline struct vec vec_sub(struct vec a, struct vec b)
{
	return vec(a.x - b.x, a.y - b.y, a.z - b.z);
}

static inline struct vec vec_scale(struct vec a, double by)
{
	return vec(a.x * by, a.y * by, a.z * by);
}

/* a + b * by */
static inline struct vec vec_along(struct vec a, struct vec b, double by)
{
	return vec(a.x + b.x * by, a.y + b.y * by, a.z + b.z * by);
}

static inline double vec_dot(struct vec a, struct vec b)
{
	return a.x * b.x + a.y * b.y + a.z * b.z;
}

static inline struct vec vec_cross(struct vec a, struct vec b)
{
	return vec(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x);
}

static inline double vec_length(struct vec a)
{
	return sqrt(vec_dot(a, a));
}

static inline double vec_distance(struct vec a, struct vec b)
{
	return vec_length(vec_sub(a, b));
}

/* Of length 1; straight up if there is no direction. */
static inline struct vec vec_unit(struct vec a)
{
	double length = vec_length(a);
	return length > 1e-9 ? vec_scale(a, 1 / length) : vec(0, 1, 0);
}

static inline struct vec vec_mix(struct vec a, struct vec b, double t)
{
	return vec_add(vec_scale(a, 1 - t), vec_scale(b, t));
}

/* a without its part along the unit vector n. */
static inline struct vec vec_reject(struct vec a, struct vec n)
{
	return vec_along(a, n, -vec_dot(a, n));
}

/* a turned about the axis (radians, right-handed). */
static inline struct vec vec_turn(struct vec a, struct vec axis, double angle)
{
	struct vec k = vec_unit(axis);
	double c = cos(angle), s = sin(angle);
	return vec_add(vec_add(vec_scale(a, c), vec_scale(vec_cross(k, a), s)),
		vec_scale(k, vec_dot(k, a) * (1 - c)));
}

static inline double mix(double a, double b, double t)
{
	return a + (b - a) * t;
}

static inline double clamp(double x, double low, double high)
{
	return x < low ? low : x > high ? high : x;
}

/* 0 to 1 with no speed at either end. */
static inline double smooth(double t)
{
	t = clamp(t, 0, 1);
	return t * t * (3 - 2 * t);
}

/* `up` is kept exactly, `front` as far as it goes. */
static inline struct frame frame_up(struct vec up, struct vec front)
{
	struct frame f;
	f.up = vec_unit(up);
	f.right = vec_unit(vec_cross(front, f.up));
	f.front = vec_cross(f.up, f.right);
	return f;
}

/* `front` is kept exactly, `up` as far as it goes. */
static inline struct frame frame_front(struct vec front, struct vec up)
{
	struct frame f;
	f.front = vec_unit(front);
	f.right = vec_unit(vec_cross(f.front, up));
	f.up = vec_cross(f.right, f.front);
	return f;
}

static inline struct frame frame_turn(struct frame f, struct vec axis, double angle)
{
	return (struct frame){vec_turn(f.right, axis, angle), vec_turn(f.up, axis, angle),
		vec_turn(f.front, axis, angle)};
}

/* A point given in the frame at `origin`. */
static inline struct vec frame_point(
	struct vec origin, struct frame f, double right, double up, double front)
{
	return vec_along(vec_along(vec_along(origin, f.right, right), f.up, up), f.front, front);
}

#endif
