#include "skeleton.h"

static const struct knot thigh[] = {{0, 9.2, 0}, {.12, 9.3, .4}, {.28, 9.0, .8}, {.45, 8.2, .9},
	{.62, 7.2, .8}, {.78, 6.3, .5}, {.9, 5.7, .3}, {1, 5.3, .2}};
static const struct knot shank[] = {{0, 5.2, .1}, {.1, 5.0, -.4}, {.22, 5.4, -1.3},
	{.34, 5.5, -1.6}, {.48, 4.9, -1.3}, {.64, 3.9, -.7}, {.8, 3.2, -.2}, {.92, 3.0, 0},
	{1, 3.1, 0}};
static const struct knot upper_arm[] = {{0, 5.2, 0}, {.12, 5.3, .1}, {.26, 4.8, .2}, {.5, 4.4, .4},
	{.72, 3.8, .2}, {.88, 3.35, 0}, {1, 3.2, 0}};
static const struct knot forearm[] = {
	{0, 3.4, 0}, {.15, 3.9, .1}, {.3, 3.9, .1}, {.55, 3.3, 0}, {.8, 2.7, 0}, {1, 2.35, 0}};

#define COUNT(a) ((int)(sizeof(a) / sizeof(*(a))))

static struct bone make(
	struct vec from, struct vec to, struct vec front, enum side side, double girth)
{
	struct bone bone = {.from = from, .to = to, .girth = girth};
	bone.length = vec_distance(from, to);
	bone.along = vec_unit(vec_sub(to, from));
	bone.front = vec_unit(vec_reject(front, bone.along));
	bone.side = vec_scale(vec_cross(bone.along, bone.front), side == RIGHT ? 1 : -1);
	return bone;
}

struct bone bone_thigh(const struct pose *pose, const struct build *build, enum side side)
{
	struct bone bone =
		make(pose->hip[side], pose->knee[side], pose->knee_front[side], side, build->girth);
	bone.knots = thigh, bone.count = COUNT(thigh);
	return bone;
}

struct bone bone_shank(const struct pose *pose, const struct build *build, enum side side)
{
	struct bone bone = make(
		pose->knee[side], pose->ankle[side], pose->knee_front[side], side, build->girth);
	bone.knots = shank, bone.count = COUNT(shank);
	return bone;
}

static double arm_girth(const struct build *build)
{
	return mix(.95, 1.04, clamp((build->girth - .93) / .09, 0, 1.5));
}

struct bone bone_upper_arm(const struct pose *pose, const struct build *build, enum side side)
{
	struct bone bone = make(pose->shoulder[side], pose->elbow[side], pose->elbow_front[side],
		side, arm_girth(build));
	bone.knots = upper_arm, bone.count = COUNT(upper_arm);
	return bone;
}

struct bone bone_forearm(const struct pose *pose, const struct build *build, enum side side)
{
	struct bone bone = make(pose->elbow[side], pose->wrist[side], pose->elbow_front[side], side,
		arm_girth(build));
	bone.knots = forearm, bone.count = COUNT(forearm);
	return bone;
}

struct bone bone_buttock(const struct pose *pose, const struct build *build, enum side side)
{
	const struct frame *f = &pose->pelvis_frame;
	struct vec hip = pose->hip[side];
	struct bone bone = make(frame_point(hip, *f, 0, 9, -3), frame_point(hip, *f, 0, -8, 0),
		f->front, side, build->girth * 1.07);
	bone.side = vec_scale(f->right, side == RIGHT ? 1 : -1);
	bone.knots = thigh, bone.count = COUNT(thigh);
	return bone;
}

/* The knots joined by a curve without corners (Catmull-Rom with true distances). */
static double curve(const double t[4], const double y[4], double at)
{
	double h = t[2] - t[1], q = (at - t[1]) / h;
	double before = t[2] > t[0] ? (y[2] - y[0]) / (t[2] - t[0]) * h : 0;
	double after = t[3] > t[1] ? (y[3] - y[1]) / (t[3] - t[1]) * h : 0;
	double q2 = q * q, q3 = q2 * q;
	return (2 * q3 - 3 * q2 + 1) * y[1] + (q3 - 2 * q2 + q) * before +
	       (3 * q2 - 2 * q3) * y[2] + (q3 - q2) * after;
}

static void profile(const struct bone *bone, double t, double *radius, double *front)
{
	t = clamp(t, 0, 1);
	int i = 0;
	while (i < bone->count - 2 && t > bone->knots[i + 1].t)
		i++;
	double at[4], r[4], f[4];
	for (int k = 0; k < 4; k++) {
		int n = i - 1 + k;
		n = n < 0 ? 0 : n >= bone->count ? bone->count - 1 : n;
		at[k] = bone->knots[n].t, r[k] = bone->knots[n].radius, f[k] = bone->knots[n].front;
	}
	*radius = curve(at, r, t) * bone->girth;
	*front = curve(at, f, t) * bone->girth;
}

double bone_circle(const struct bone *bone, double t, struct vec *center)
{
	double radius, front;
	profile(bone, t, &radius, &front);
	*center =
		vec_along(vec_along(bone->from, bone->along, bone->length * t), bone->front, front);
	return radius;
}

struct ellipsoid bone_slice(const struct bone *bone, double t, double extra)
{
	struct vec center;
	double radius = bone_circle(bone, t, &center);
	return sphere(center, radius + extra);
}

struct vec bone_normal(const struct bone *bone, double phi)
{
	double angle = phi * PI / 180;
	return vec_along(vec_scale(bone->front, cos(angle)), bone->side, sin(angle));
}

struct vec bone_surface(const struct bone *bone, double t, double phi, double scale)
{
	struct vec center;
	double radius = bone_circle(bone, t, &center);
	return vec_along(center, bone_normal(bone, phi), radius * scale);
}

struct ellipsoid pelvis_part(const struct pose *pose, const struct build *build)
{
	return ellipsoid(vec_along(pose->pelvis, pose->pelvis_frame.up, 2.5), pose->pelvis_frame,
		build->hip + 7.2, 9.5, 9.8 * build->girth);
}

struct ellipsoid buttock_part(const struct pose *pose, const struct build *build, enum side side)
{
	double right = (build->hip - 1) * (side == RIGHT ? 1 : -1);
	return sphere(
		frame_point(pose->pelvis, pose->pelvis_frame, right, -1, -2.8), 8.6 * build->girth);
}

struct ellipsoid waist_part(const struct pose *pose, const struct build *build)
{
	const struct frame *p = &pose->pelvis_frame, *c = &pose->chest_frame;
	struct frame between = frame_up(vec_add(p->up, c->up), vec_add(p->front, c->front));
	return ellipsoid(
		vec_along(pose->waist, p->up, 1.5), between, build->waist, 8, 8.6 * build->girth);
}

struct ellipsoid chest_part(const struct pose *pose, const struct build *build)
{
	double in = pose->breath;
	struct vec center =
		frame_point(pose->chest, pose->chest_frame, 0, .5 + .4 * in, .8 + .5 * in);
	return ellipsoid(center, pose->chest_frame, build->shoulder - 2.2 + .7 * in, 12.5 + .3 * in,
		10.6 + .6 * in);
}

struct vec head_point(const struct pose *pose, double right, double up, double front)
{
	return frame_point(pose->head, pose->head_frame, right, up, front);
}

struct vec foot_point(
	const struct pose *pose, enum side side, double right, double up, double front)
{
	return frame_point(pose->ankle[side], pose->foot[side], right, up, front);
}

double foot_depth(double front)
{
	double arch = sin(PI * clamp((front + 3) / 15.5, 0, 1));
	return 7.7 - 1.9 * pow(arch, 1.4);
}

struct vec hand_thumb(const struct pose *pose, enum side side)
{
	struct vec thumb = vec_cross(pose->hand[side].up, pose->hand[side].front);
	return side == RIGHT ? thumb : vec_scale(thumb, -1);
}
