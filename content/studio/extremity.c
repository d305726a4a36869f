/* Feet and hands. */
#include "figure.h"

static double outer(enum side side)
{
	return side == LEFT ? -1 : 1;
}

void shape_bare_foot(const struct figure *figure, enum side side)
{
	struct canvas *canvas = figure->canvas;
	const struct pose *pose = figure->pose;
	const struct frame *f = &pose->foot[side];
	double out = outer(side);
#define AT(right, up, front) foot_point(pose, side, right, up, front)
	struct ellipsoid ankle = sphere(AT(0, -.6, .2), 3.25);
	struct ellipsoid heel = ellipsoid(AT(0, -4.5, -4), *f, 3, 3.3, 3.4);
	struct ellipsoid back = ellipsoid(AT(0, -3, -2.6), *f, 2.9, 3.2, 3.2);
	struct ellipsoid instep = ellipsoid(AT(-.2 * out, -2, 4.6), *f, 3.1, 2.7, 3);
	struct ellipsoid middle = ellipsoid(AT(.2 * out, -3.8, 8.6), *f, 3.6, 2.4, 3);
	struct ellipsoid ball = ellipsoid(AT(0, -5.5, 12), *f, 4.1, 2.2, 2.4);
	/* The edge on the outer side lies flat; the arch is on the inner one. */
	struct ellipsoid edge = ellipsoid(AT(2.0 * out, -4.3, 3.5), *f, 1.5, 1.6, 3);
#undef AT
	shape_pair(canvas, sphere(pose->ankle[side], 3.1), ankle);
	shape_pair(canvas, ankle, back);
	shape_pair(canvas, back, heel);
	shape_pair(canvas, ankle, instep);
	shape_pair(canvas, back, instep);
	shape_pair(canvas, instep, middle);
	shape_pair(canvas, middle, ball);
	shape_pair(canvas, heel, edge);
	shape_pair(canvas, edge, ball);
}

struct toe {
	struct vec root, joint, tip;
	struct vec along; /* of its last part */
	double radius;
	double across; /* from the middle of the foot */
};

/* 0 is the big one. */
static struct toe toe_place(const struct figure *figure, enum side side, int n)
{
	const struct frame *f = &figure->pose->foot[side];
	double up = figure->pose->toes;
	struct toe toe = {
		.radius = n == 0 ? 1.4 : 1.08 - .05 * n, .across = (-3.1 + n * 1.6) * outer(side)};
	double length = n == 0 ? 5.4 : 5 - .75 * n, bend = up - .35;
	struct vec along =
		vec_unit(vec_add(vec_scale(f->front, cos(up)), vec_scale(f->up, sin(up))));
	toe.along = vec_unit(vec_add(vec_scale(f->front, cos(bend)), vec_scale(f->up, sin(bend))));
	toe.root = foot_point(figure->pose, side, toe.across, -6, 12.7 - .55 * n);
	toe.joint = vec_along(toe.root, along, length * .6);
	toe.tip = vec_along(toe.joint, toe.along, length * .4);
	return toe;
}

static void draw_toe(
	const struct figure *figure, enum side side, int n, const struct material *skin)
{
	struct canvas *canvas = figure->canvas;
	const struct frame *f = &figure->pose->foot[side];
	struct toe toe = toe_place(figure, side, n);
	double r = toe.radius;
	shape_begin(canvas);
	shape_pair(canvas, sphere(toe.root, r + .15), sphere(toe.joint, r * .98));
	shape_pair(canvas, sphere(toe.joint, r * .98), sphere(toe.tip, r));
	shape_draw(canvas, skin, MASK_NONE);
	/* Where it grows out of the foot there is no line. */
	struct vec root = foot_point(figure->pose, side, toe.across * .96, -5.4, 11.7 - .55 * n);
	canvas_ellipsoid(canvas, sphere(root, r + .75), skin->base, 1);
	struct vec up = vec_unit(vec_cross(f->right, toe.along));
	if (vec_dot(up, f->up) < 0)
		up = vec_scale(up, -1);
	struct vec nail = vec_along(vec_along(toe.tip, up, r * .8), toe.along, .15);
	struct frame nail_frame = {f->right, up, toe.along};
	canvas_ellipsoid(canvas, ellipsoid(nail, nail_frame, r * .5, .18, r * .42),
		color_mix(skin->base, COLOR_WHITE, .45), 1);
}

void draw_bare_foot(const struct figure *figure, enum side side)
{
	struct canvas *canvas = figure->canvas;
	if (!figure->look->bare[side])
		return;
	const struct frame *f = &figure->pose->foot[side];
	struct material skin = figure_skin(figure, side);
	/* The toes and the foot's body as a mask of its own. */
	shape_begin(canvas);
	shape_bare_foot(figure, side);
	canvas->mask[MASK_FOOT].count = canvas->shape.count;
	for (int i = 0; i < canvas->shape.count; i++)
		canvas->mask[MASK_FOOT].outer[i] = canvas->shape.outer[i];
	bool outside_near = camera_toward(&canvas->camera, vec_scale(f->right, outer(side))) > 0;
	canvas->line_scale = .55;
	for (int i = 0; i < 5; i++)
		draw_toe(figure, side, outside_near ? i : 4 - i, &skin);
	canvas->line_scale = 1;
	struct vec ankle[7];
	double near = camera_toward(&canvas->camera, f->right) > 0 ? 1 : -1;
	for (int i = 0; i < 7; i++) {
		double angle = PI * (.05 + .9 * i / 6);
		ankle[i] = foot_point(
			figure->pose, side, near * 3, -.4 - 1.2 * sin(angle), 1.3 * cos(angle));
	}
	canvas_line(canvas, ankle, 7, skin.line, canvas_line_width(canvas) * .8, .55);
}

static void draw_sole(const struct figure *figure, enum side side, const struct material *sole)
{
	struct canvas *canvas = figure->canvas;
	const struct pose *pose = figure->pose;
	struct frame f = pose->foot[side];
	struct ellipsoid parts[4] = {
		ellipsoid(foot_point(pose, side, 0, -6.8, -4.6), f, 3.5, 1.1, 2.9),
		ellipsoid(foot_point(pose, side, 0, -6.95, 3), f, 3.3, 1.0, 2.5),
		ellipsoid(foot_point(pose, side, 0, -6.95, 11), f, 4.2, 1.0, 3),
		ellipsoid(foot_point(pose, side, 0, -6.5, 16.6), f, 3.0, .95, 2.2)};
	shape_begin(canvas);
	shape_chain(canvas, parts, 4);
	shape_draw(canvas, sole, MASK_NONE);
}

static void draw_stripes(const struct figure *figure, enum side side)
{
	struct canvas *canvas = figure->canvas;
	const struct pose *pose = figure->pose;
	double near = camera_toward(&canvas->camera, pose->foot[side].right) > 0 ? 1 : -1;
	double alpha = figure->far[side] ? .6 : .95;
	canvas_begin_masked(canvas, 1u << MASK_OTHER);
	for (int i = 0; i < 2; i++) {
		struct vec line[2] = {foot_point(pose, side, near * 3.6, -7, 1.2 + 2.4 * i),
			foot_point(pose, side, near * 3, -2, 4.4 + 2.4 * i)};
		canvas_line(
			canvas, line, 2, COLOR_CARD, (i ? .6 : 1.15) * canvas->camera.scale, alpha);
	}
	canvas_end_masked(canvas, 1u << MASK_OTHER);
}

void draw_shoe(const struct figure *figure, enum side side)
{
	struct canvas *canvas = figure->canvas;
	const struct pose *pose = figure->pose;
	const struct look *look = figure->look;
	if (look->bare[side])
		return;
	bool far = figure->far[side];
	struct material shoe = far ? look_far(look->shoe) : look->shoe;
	struct material sole = far ? look_far(look->sole) : look->sole;
	struct material sock = far ? look_far(look->sock) : look->sock;
	struct frame f = pose->foot[side];
	struct bone shank = bone_shank(pose, &look->build, side);
	shape_begin(canvas);
	shape_bone(canvas, &shank, .80, 1, .35, .55, 4);
	shape_pair(canvas, sphere(pose->ankle[side], 3.5),
		sphere(foot_point(pose, side, 0, -2, 0), 3.5));
	shape_draw(canvas, &sock, MASK_NONE);

	bool from_above = camera_toward(&canvas->camera, f.up) > .32;
	if (from_above)
		draw_sole(figure, side, &sole);
	struct ellipsoid collar = ellipsoid(foot_point(pose, side, 0, -1.6, -.6), f, 3.5, 2.6, 3.7);
	struct ellipsoid heel = ellipsoid(foot_point(pose, side, 0, -4.3, -3.6), f, 3.3, 3, 3.3);
	struct ellipsoid instep = ellipsoid(foot_point(pose, side, 0, -3.4, 4.5), f, 3.3, 2.7, 3.2);
	struct ellipsoid ball = ellipsoid(foot_point(pose, side, 0, -4.7, 10.5), f, 4, 2.4, 3.2);
	struct ellipsoid toe = ellipsoid(foot_point(pose, side, 0, -5.4, 15.3), f, 3.3, 1.9, 2.6);
	shape_begin(canvas);
	shape_hull(canvas, (struct ellipsoid[]){collar, heel, instep}, 3);
	shape_hull(canvas, (struct ellipsoid[]){heel, instep, ball}, 3);
	shape_pair(canvas, ball, toe);
	shape_draw(canvas, &shoe, MASK_OTHER);
	draw_stripes(figure, side);
	if (!from_above)
		draw_sole(figure, side, &sole);
}

/* The hand's own frame: right is the direction to the thumb. */
static struct frame palm_frame(const struct figure *figure, enum side side)
{
	struct frame hand = figure->pose->hand[side];
	return (struct frame){hand_thumb(figure->pose, side), hand.up, hand.front};
}

static double hand_size(const struct figure *figure)
{
	return figure->look->body == BODY_WOMAN ? .96 : 1;
}

void shape_palm(const struct figure *figure, enum side side)
{
	struct frame m = palm_frame(figure, side);
	struct vec wrist = figure->pose->wrist[side];
	double k = hand_size(figure);
	struct ellipsoid palm[4] = {ellipsoid(wrist, m, 2.5 * k, 1.9 * k, 2),
		ellipsoid(frame_point(wrist, m, 0, -.2, 2.8), m, 3.2 * k, 1.6 * k, 2.2),
		ellipsoid(frame_point(wrist, m, 2.7 * k, 0, 8.2 * k), m, 1.3, 1.25 * k, 1.3),
		ellipsoid(frame_point(wrist, m, -2.5 * k, 0, 7.4 * k), m, 1.3, 1.15 * k, 1.3)};
	shape_hull(figure->canvas, palm, 4);
}

static bool thumb_is_behind(const struct figure *figure, const struct frame *m)
{
	return camera_toward(&figure->canvas->camera, m->right) < -.2 ||
	       camera_toward(&figure->canvas->camera, m->up) > .3;
}

static void draw_thumb(const struct figure *figure, enum side side)
{
	struct canvas *canvas = figure->canvas;
	struct frame m = palm_frame(figure, side);
	struct vec wrist = figure->pose->wrist[side];
	double k = hand_size(figure), in = figure->pose->thumb[side];
	struct material skin = figure_skin(figure, side);
	struct vec root = frame_point(wrist, m, 2.4 * k, -.5, 2.2);
	struct vec along = vec_unit(frame_point(vec(0, 0, 0), m, .62 - in * .5, -.25 - in, .80));
	struct vec joint = vec_along(root, along, 3.6 * k);
	struct vec tip = vec_along(joint, vec_unit(vec_along(along, m.front, .35)), 2.9 * k);
	canvas->line_scale = .8;
	shape_begin(canvas);
	shape_pair(canvas, sphere(frame_point(wrist, m, 1.2, -.3, 1.2), 1.9 * k),
		sphere(root, 1.6 * k));
	shape_pair(canvas, sphere(root, 1.55 * k), sphere(joint, 1.15 * k));
	shape_pair(canvas, sphere(joint, 1.15 * k), sphere(tip, .9 * k));
	shape_draw(canvas, &skin, MASK_NONE);
	canvas->line_scale = 1;
	if (!thumb_is_behind(figure, &m))
		canvas_ellipsoid(
			canvas, sphere(frame_point(wrist, m, 1, -.2, 1.6), 1.55 * k), skin.base, 1);
}

void draw_thumb_behind(const struct figure *figure, enum side side)
{
	struct frame m = palm_frame(figure, side);
	if (thumb_is_behind(figure, &m))
		draw_thumb(figure, side);
}

struct finger {
	struct vec joint[4];
	double radius;
};

static struct finger finger_place(const struct figure *figure, enum side side, int n)
{
	static const double across[4] = {2.9, 1, -.95, -2.75}, ahead[4] = {8.7, 9.1, 8.6, 7.6};
	static const double length[4] = {7.2, 8, 7.4, 5.8}, radius[4] = {.98, 1.02, .98, .86};
	static const double part[3] = {.45, .31, .24};
	const struct pose *pose = figure->pose;
	struct frame m = palm_frame(figure, side);
	double k = hand_size(figure), curl = pose->curl[side];
	if (pose->two_fingers && n > 1)
		curl += .95;
	double bend = curl * .6;
	struct finger finger = {.radius = radius[n] * k};
	finger.joint[0] = frame_point(pose->wrist[side], m, across[n] * k, 0, ahead[n] * k);
	struct vec along =
		vec_unit(vec_along(m.front, m.right, pose->spread[side] * (1.5 - n) * .5));
	for (int i = 0; i < 3; i++) {
		struct vec way = vec_along(vec_scale(along, cos(bend)), m.up, -sin(bend));
		finger.joint[i + 1] = vec_along(finger.joint[i], way, length[n] * part[i] * k);
		bend += curl * .8;
	}
	return finger;
}

static void draw_finger(const struct figure *figure, enum side side, const struct finger *finger)
{
	struct canvas *canvas = figure->canvas;
	static const double thick[4] = {1.08, 1, .93, .78};
	struct material skin = figure_skin(figure, side);
	struct ellipsoid part[4];
	for (int i = 0; i < 4; i++)
		part[i] = sphere(finger->joint[i], finger->radius * thick[i]);
	part[1] = sphere(finger->joint[1], finger->radius);
	shape_begin(canvas);
	shape_chain(canvas, part, 4);
	shape_draw(canvas, &skin, MASK_NONE);
	struct vec knuckle = vec_along(finger->joint[0], figure->pose->hand[side].front, -.5);
	canvas_ellipsoid(canvas, sphere(knuckle, finger->radius * .96), skin.base, 1);
}

void draw_hand(const struct figure *figure, enum side side)
{
	struct canvas *canvas = figure->canvas;
	struct finger finger[4];
	int order[4] = {0, 1, 2, 3};
	double toward[4];
	for (int i = 0; i < 4; i++) {
		finger[i] = finger_place(figure, side, i);
		toward[i] = camera_toward(&canvas->camera, finger[i].joint[1]);
	}
	for (int i = 0; i < 4; i++)
		for (int k = i + 1; k < 4; k++)
			if (toward[order[i]] > toward[order[k]]) {
				int swapped = order[i];
				order[i] = order[k];
				order[k] = swapped;
			}
	canvas->line_scale = .8;
	for (int i = 0; i < 4; i++)
		draw_finger(figure, side, &finger[order[i]]);
	canvas->line_scale = 1;
	struct frame m = palm_frame(figure, side);
	if (!thumb_is_behind(figure, &m))
		draw_thumb(figure, side);
}
