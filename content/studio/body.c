#include "figure.h"

void shape_bone(struct canvas *canvas, const struct bone *bone, double from, double to,
	double extra_from, double extra_to, int steps)
{
	struct ellipsoid last = bone_slice(bone, from, extra_from);
	for (int i = 1; i <= steps; i++) {
		double q = (double)i / steps;
		struct ellipsoid next =
			bone_slice(bone, mix(from, to, q), mix(extra_from, extra_to, q));
		shape_pair(canvas, last, next);
		last = next;
	}
}

struct material figure_skin(const struct figure *figure, enum side side)
{
	return figure->far[side] ? look_far(figure->look->skin) : figure->look->skin;
}

void draw_leg(const struct figure *figure, enum side side, double from)
{
	struct canvas *canvas = figure->canvas;
	const struct pose *pose = figure->pose;
	const struct build *build = &figure->look->build;
	struct bone thigh = bone_thigh(pose, build, side), shank = bone_shank(pose, build, side);
	shape_begin(canvas);
	shape_bone(canvas, &thigh, from, 1, 0, 0, 20);
	shape_bone(canvas, &shank, 0, 1, 0, 0, 20);
	struct vec cap = vec_along(pose->knee[side], pose->knee_front[side], build->girth);
	shape_pair(canvas, sphere(cap, 4.6 * build->girth),
		sphere(pose->knee[side], 5.1 * build->girth));
	if (figure->look->bare[side])
		shape_bare_foot(figure, side);
	struct material skin = figure_skin(figure, side);
	shape_draw(canvas, &skin, side == RIGHT ? MASK_LEG_R : MASK_LEG_L);
}

static void shape_shorts_leg(const struct figure *figure, enum side side)
{
	struct bone thigh = bone_thigh(figure->pose, &figure->look->build, side);
	shape_bone(figure->canvas, &thigh, 0, .14, .5, .9, 4);
	shape_bone(figure->canvas, &thigh, .14, .46, .9, 1.9, 8);
}

static bool hem_seen(const struct figure *figure, const struct bone *thigh, int step)
{
	return camera_toward(&figure->canvas->camera, bone_normal(thigh, step * 5)) > 0;
}

/* A pale line around the hem, where it faces the viewer. */
static void draw_hem(const struct figure *figure, enum side side, enum mask mask)
{
	struct canvas *canvas = figure->canvas;
	struct bone thigh = bone_thigh(figure->pose, &figure->look->build, side);
	struct color pale = color_mix(figure->look->shorts.base, COLOR_WHITE, .55);
	/* Where the visible part begins: after the last step that faces away. */
	int first = 0;
	while (first < 72 && hem_seen(figure, &thigh, first))
		first++;
	while (first < 144 && !hem_seen(figure, &thigh, first))
		first++;
	struct vec line[72];
	int count = 0;
	while (count < 72 && hem_seen(figure, &thigh, first + count)) {
		line[count] = bone_surface(&thigh, .43, (first + count) * 5, 1.25);
		count++;
	}
	canvas_begin_masked(canvas, 1u << mask);
	canvas_line(canvas, line, count, pale, .55 * canvas->camera.scale, .8);
	canvas_end_masked(canvas, 1u << mask);
}

void draw_shorts_leg(const struct figure *figure, enum side side)
{
	enum mask mask = side == RIGHT ? MASK_SHORTS_R : MASK_SHORTS_L;
	struct material shorts = figure->look->shorts;
	if (figure->far[side])
		shorts = look_far(shorts);
	shape_begin(figure->canvas);
	shape_shorts_leg(figure, side);
	shape_draw(figure->canvas, &shorts, mask);
	draw_hem(figure, side, mask);
}

void draw_pelvis(const struct figure *figure, bool right_leg, bool left_leg)
{
	struct canvas *canvas = figure->canvas;
	const struct pose *pose = figure->pose;
	const struct build *build = &figure->look->build;
	struct ellipsoid pelvis = pelvis_part(pose, build);
	struct ellipsoid buttock[2] = {
		buttock_part(pose, build, RIGHT), buttock_part(pose, build, LEFT)};
	struct ellipsoid band = ellipsoid(vec_along(pose->pelvis, pose->pelvis_frame.up, 8.5),
		pose->pelvis_frame, build->waist + 2.3, 3.2, 9.3 * build->girth);
	shape_begin(canvas);
	shape_pair(canvas, pelvis, band);
	shape_pair(canvas, buttock[RIGHT], buttock[LEFT]);
	shape_pair(canvas, pelvis, buttock[RIGHT]);
	shape_pair(canvas, pelvis, buttock[LEFT]);
	if (right_leg)
		shape_shorts_leg(figure, RIGHT);
	if (left_leg)
		shape_shorts_leg(figure, LEFT);
	shape_draw(canvas, &figure->look->shorts, MASK_PELVIS);
	if (right_leg)
		draw_hem(figure, RIGHT, MASK_PELVIS);
	if (left_leg)
		draw_hem(figure, LEFT, MASK_PELVIS);
}

static void shape_neck(const struct figure *figure)
{
	struct canvas *canvas = figure->canvas;
	const struct pose *pose = figure->pose;
	double radius = figure->look->body == BODY_WOMAN ? 4.7 : 5.3;
	struct vec up = pose->chest_frame.up;
	struct ellipsoid neck[3] = {sphere(head_point(pose, 0, -4.5, -2.2), radius),
		sphere(vec_along(vec_along(pose->neck, up, 2), pose->chest_frame.front, .3),
			radius + .2),
		sphere(vec_along(pose->neck, up, -2.5), radius + 1)};
	int first = canvas->shape.count;
	shape_chain(canvas, neck, 3);
	/* The slope of the trapezius, in two steps. */
	shape_pair(canvas,
		ellipsoid(vec_along(pose->neck, up, -4.2), pose->chest_frame, 11, 2.2, 4.2),
		sphere(vec_along(pose->neck, up, 1.5), radius + .3));
	struct shape *kept = &canvas->mask[MASK_NECK];
	kept->count = 0;
	for (int i = first; i < canvas->shape.count; i++)
		kept->outer[kept->count++] = canvas->shape.outer[i];
}

enum { SCOOP = 72 };

static void scoop_path(cairo_t *cr, const struct point *scoop)
{
	cairo_new_path(cr);
	for (int i = 0; i < SCOOP; i++)
		cairo_line_to(cr, scoop[i].x, scoop[i].y);
	cairo_close_path(cr);
}

/* The shirt's neckline: skin within a scoop, and the collar bones. */
static void draw_neckline(const struct figure *figure)
{
	struct canvas *canvas = figure->canvas;
	cairo_t *cr = canvas->cr;
	const struct pose *pose = figure->pose;
	const struct look *look = figure->look;
	double half = look->build.shoulder * .43;
	struct vec center = frame_point(pose->chest, pose->chest_frame, 0, 17.2, 7.2);
	struct point scoop[SCOOP];
	ellipsoid_outline(
		canvas, ellipsoid(center, pose->chest_frame, half, 9.6, 3.2), scoop, SCOOP);
	canvas_begin_masked(canvas, 1u << MASK_SHIRT);
	canvas_color(canvas, look->top.line, 1);
	cairo_set_line_width(cr, canvas_line_width(canvas) * 2.2);
	scoop_path(cr, scoop);
	cairo_stroke(cr);
	canvas_end_masked(canvas, 1u << MASK_SHIRT);

	const unsigned skin = 1u << MASK_TORSO | 1u << MASK_SHIRT;
	canvas_begin_masked(canvas, skin);
	canvas_color(canvas, look->skin.base, 1);
	scoop_path(cr, scoop);
	cairo_fill_preserve(cr);
	cairo_clip(cr);
	for (int side = -1; side <= 1; side += 2) {
		struct vec bone[9];
		for (int i = 0; i < 9; i++) {
			double t = i / 8.;
			bone[i] = frame_point(pose->chest, pose->chest_frame,
				side * mix(1.6, half, t), 13.2 + t - .4 * sin(PI * t),
				mix(9.6, 8.2, t));
		}
		canvas_line(canvas, bone, 9, look->skin.line, .34 * canvas->camera.scale, .4);
	}
	canvas_end_masked(canvas, skin);
}

static void shape_bust(const struct figure *figure)
{
	const struct pose *pose = figure->pose;
	struct ellipsoid chest = chest_part(pose, &figure->look->build);
	for (int side = -1; side <= 1; side += 2) {
		struct vec at = frame_point(pose->chest, pose->chest_frame, side * 5.6,
			1.5 + .4 * pose->breath, 6.6 + .6 * pose->breath);
		shape_pair(figure->canvas, chest, sphere(at, 5.9));
	}
}

void draw_torso(const struct figure *figure)
{
	struct canvas *canvas = figure->canvas;
	const struct pose *pose = figure->pose;
	const struct look *look = figure->look;
	const struct build *build = &look->build;
	const struct frame *chest = &pose->chest_frame;
	struct ellipsoid ribs = chest_part(pose, build);
	struct ellipsoid yoke = ellipsoid(
		vec_along(pose->chest, chest->up, 11), *chest, build->shoulder - 4, 5, 7.5);
	shape_begin(canvas);
	for (int i = 0; i < 2; i++) {
		struct ellipsoid shoulder = sphere(pose->shoulder[i], 5.1);
		struct ellipsoid slope[3] = {
			yoke, shoulder, sphere(vec_along(pose->neck, chest->up, -1), 5.2)};
		shape_pair(canvas, yoke, shoulder);
		shape_hull(canvas, slope, 3);
		shape_pair(canvas, ribs, shoulder);
	}
	shape_neck(figure);
	shape_draw(canvas, &look->skin, MASK_TORSO);

	struct ellipsoid waist = waist_part(pose, build);
	shape_begin(canvas);
	shape_pair(canvas,
		ellipsoid(vec_along(pose->pelvis, pose->pelvis_frame.up, 7), pose->pelvis_frame,
			build->waist + 2, 6, 9.3 * build->girth),
		waist);
	shape_pair(canvas, waist, ribs);
	if (look->body == BODY_WOMAN)
		shape_bust(figure);
	for (int side = -1; side <= 1; side += 2)
		shape_pair(canvas,
			ellipsoid(frame_point(
					  pose->chest, *chest, side * build->shoulder * .42, 5, 0),
				*chest, 5.5, 6, 9.8),
			sphere(frame_point(pose->chest, *chest, side * build->shoulder * .56, 16.2,
				       -.4),
				2.6));
	shape_draw(canvas, &look->top, MASK_SHIRT);
	if (camera_toward(&canvas->camera, chest->front) > .15)
		draw_neckline(figure);
}

void draw_arm(const struct figure *figure, enum side side)
{
	struct canvas *canvas = figure->canvas;
	const struct build *build = &figure->look->build;
	struct bone upper = bone_upper_arm(figure->pose, build, side);
	struct bone fore = bone_forearm(figure->pose, build, side);
	draw_thumb_behind(figure, side);
	shape_begin(canvas);
	shape_bone(canvas, &upper, 0, 1, 0, 0, 20);
	shape_bone(canvas, &fore, 0, 1, 0, 0, 20);
	shape_palm(figure, side);
	struct material skin = figure_skin(figure, side);
	shape_draw(canvas, &skin, side == RIGHT ? MASK_ARM_R : MASK_ARM_L);
}

/* A sphere's shadow: smaller the higher it is. */
static struct ellipsoid flattened(struct vec at, double radius)
{
	double size = clamp(1 - at.y / 160, .5, 1) * radius;
	return (struct ellipsoid){vec(at.x + at.y * .16, 0, at.z - at.y * .06), vec(size, 0, 0),
		vec(0, .01, 0), vec(0, 0, size * .9)};
}

static void shadow_pair(struct canvas *canvas, struct vec a, double ra, struct vec b, double rb)
{
	shape_pair(canvas, flattened(a, ra), flattened(b, rb));
}

void draw_shadow(const struct figure *figure, double alpha)
{
	struct canvas *canvas = figure->canvas;
	const struct pose *pose = figure->pose;
	shape_begin(canvas);
	for (int i = 0; i < 2; i++) {
		shadow_pair(canvas, pose->hip[i], 9, pose->knee[i], 6);
		shadow_pair(canvas, pose->knee[i], 6, pose->ankle[i], 4);
		shadow_pair(canvas, pose->ankle[i], 4,
			vec_along(pose->ankle[i], pose->foot[i].front, 14), 4);
		shadow_pair(canvas, pose->shoulder[i], 5.5, pose->elbow[i], 4);
		shadow_pair(canvas, pose->elbow[i], 4, pose->wrist[i], 3);
		shadow_pair(canvas, pose->wrist[i], 3,
			vec_along(pose->wrist[i], pose->hand[i].front, 12), 3);
	}
	shadow_pair(canvas, pose->pelvis, 16, pose->chest, 16);
	shadow_pair(canvas, pose->chest, 15, pose->neck, 9);
	shadow_pair(canvas, pose->neck, 6, pose->head, 9);
	canvas->mask[MASK_OTHER].count = canvas->shape.count;
	for (int i = 0; i < canvas->shape.count; i++)
		canvas->mask[MASK_OTHER].outer[i] = canvas->shape.outer[i];
	canvas_begin_masked(canvas, 1u << MASK_OTHER);
	canvas_color(canvas, COLOR_SHADOW, alpha);
	cairo_paint(canvas->cr);
	canvas_end_masked(canvas, 1u << MASK_OTHER);
}
