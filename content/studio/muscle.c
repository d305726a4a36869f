#include "muscle.h"

enum { ALONG = 48, AROUND = 60, FIBERS = 5 };

/* The patch is the area between two edges, left[i] and right[i]. */
struct patch {
	struct vec left[ALONG + 1], right[ALONG + 1];
	struct vec fiber[FIBERS][ALONG + 1];
	bool seen[ALONG + 1], fiber_seen[FIBERS][ALONG + 1];
};

static double through(double a, double b, double c, double d, double t)
{
	return .5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t +
			    (3 * b - a - 3 * c + d) * t * t * t);
}

/* The patch's angles at t, by a curve through its knots. */
static void angles(const struct muscle *muscle, double t, double *from, double *to)
{
	const struct muscle_knot *k = muscle->knot;
	int n = muscle->knots, i = 0;
	while (i < n - 2 && t > k[i + 1].t)
		i++;
	const struct muscle_knot *a = &k[i > 0 ? i - 1 : i], *d = &k[i + 2 < n ? i + 2 : i + 1];
	double at = (t - k[i].t) / (k[i + 1].t - k[i].t);
	*from = through(a->from, k[i].from, k[i + 1].from, d->from, at);
	*to = through(a->to, k[i].to, k[i + 1].to, d->to, at);
}

/* Only what faces the viewer. */
static void patch_on_bone(const struct canvas *canvas, const struct muscle *muscle,
	const struct bone *bone, struct patch *patch)
{
	for (int i = 0; i <= ALONG; i++) {
		double t = mix(
			muscle->knot[0].t, muscle->knot[muscle->knots - 1].t, (double)i / ALONG);
		double from, to;
		angles(muscle, t, &from, &to);
		patch->seen[i] = false;
		for (int k = 0; k <= AROUND; k++) {
			double phi = mix(from, to, (double)k / AROUND);
			if (camera_toward(&canvas->camera, bone_normal(bone, phi)) < -.06)
				continue;
			patch->right[i] = bone_surface(bone, t, phi, 1);
			if (!patch->seen[i])
				patch->left[i] = patch->right[i];
			patch->seen[i] = true;
		}
		for (int k = 0; k < FIBERS; k++) {
			double phi = mix(from, to, (k + 1.) / (FIBERS + 1));
			patch->fiber[k][i] = bone_surface(bone, t, phi, 1);
			patch->fiber_seen[k][i] =
				camera_toward(&canvas->camera, bone_normal(bone, phi)) > .05;
		}
	}
}

/* The sole, seen from the side: a band along the arch, from the heel to the ball of the foot. */
static void patch_on_sole(const struct figure *figure, enum side side, struct patch *patch)
{
	const struct frame *foot = &figure->pose->foot[side];
	double near = camera_toward(&figure->canvas->camera, foot->right) > 0 ? 1 : -1;
	for (int i = 0; i <= ALONG; i++) {
		double q = (double)i / ALONG, front = mix(-5.6, 12.6, q);
		double thick = .5 + 1.5 * sqrt(fmax(0, sin(PI * q)));
		patch->left[i] =
			foot_point(figure->pose, side, near * 3, -foot_depth(front) + thick, front);
		patch->right[i] =
			foot_point(figure->pose, side, near * 3, -foot_depth(front) - .7, front);
		patch->seen[i] = true;
		for (int k = 0; k < FIBERS; k++) {
			patch->fiber[k][i] = vec_mix(patch->left[i], patch->right[i], (k + .8) / 8);
			patch->fiber_seen[k][i] = k < 3;
		}
	}
}

/* The scalenes and the sternomastoid of the left side: from behind the ear to the collar bone,
 * where it ends in a point at each head. */
static void patch_on_neck(const struct figure *figure, enum side side, struct patch *patch)
{
	const struct pose *pose = figure->pose;
	double s = side == RIGHT ? 1 : -1;
	struct vec top = head_point(pose, s * 5.4, -3.4, -2.2);
	struct vec notch = frame_point(pose->neck, pose->chest_frame, s * 1.3, -4.6, 6.4);
	struct vec clavicle = frame_point(pose->neck, pose->chest_frame, s * 6.4, -3.7, 5.4);
	struct vec belly = frame_point(pose->neck, pose->chest_frame, s * 6.6, 2, 1.2);
	for (int i = 0; i <= ALONG; i++) {
		double q = (double)i / ALONG;
		struct vec inner = vec_mix(top, notch, q);
		inner = vec_along(inner, pose->chest_frame.right, s * -.7 * sin(PI * q));
		struct vec outer = vec_mix(vec_mix(top, belly, q), vec_mix(belly, clavicle, q), q);
		/* It runs out to a point where it takes hold of the bone. */
		outer = vec_mix(outer, inner, .85 * smooth((q - .68) / .32));
		patch->left[i] = inner;
		patch->right[i] = outer;
		patch->seen[i] = true;
		for (int k = 0; k < FIBERS; k++) {
			patch->fiber[k][i] = vec_mix(inner, outer, (k + 1.) / (FIBERS + 1));
			patch->fiber_seen[k][i] = i > 3 && i < ALONG - 4;
		}
	}
}

static bool patch_path(struct canvas *canvas, const struct patch *patch)
{
	struct vec edge[2 * (ALONG + 1)];
	int count = 0;
	for (int i = 0; i <= ALONG; i++)
		if (patch->seen[i])
			edge[count++] = patch->left[i];
	for (int i = ALONG; i >= 0; i--)
		if (patch->seen[i])
			edge[count++] = patch->right[i];
	if (count < 6)
		return false;
	canvas_path(canvas, edge, count, true);
	return true;
}

static void draw_patch(struct canvas *canvas, const struct patch *patch, struct vec hot,
	double glow, double pressed)
{
	cairo_t *cr = canvas->cr;
	if (!patch_path(canvas, patch))
		return;
	canvas_color(canvas, COLOR_FLARE, .94);
	cairo_fill_preserve(cr);
	cairo_set_line_width(cr, 1.0 * canvas->camera.scale);
	cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
	cairo_stroke(cr);
	patch_path(canvas, patch);
	cairo_save(cr);
	cairo_clip(cr);
	if (pressed > 0)
		canvas_glow(canvas, camera_project(&canvas->camera, hot),
			glow * canvas->camera.scale, COLOR_HOT, .95 * pressed);
	for (int k = 0; k < FIBERS; k++) {
		struct vec line[ALONG + 1];
		int count = 0;
		for (int i = 2; i <= ALONG - 2; i++)
			if (patch->fiber_seen[k][i])
				line[count++] = patch->fiber[k][i];
		if (count > 3)
			canvas_line(
				canvas, line, count, COLOR_FIBER, .28 * canvas->camera.scale, .55);
	}
	cairo_restore(cr);
}

/* A rib (or the space below it: half a gap lower) from the breastbone round to the side. */
static int rib_line(
	const struct figure *figure, double side, int rib, double lower, struct vec *line)
{
	const struct pose *pose = figure->pose;
	struct ellipsoid chest = chest_part(pose, &figure->look->build);
	double wide = vec_length(chest.a), deep = vec_length(chest.c);
	double gap = 4 * (1 + .06 * pose->breath);
	enum { STEPS = 30 };
	for (int i = 0; i < STEPS; i++) {
		double around = mix(.20 + .06 * rib, 1.57, (double)i / (STEPS - 1));
		double y = 7 - rib * gap - 3.4 * pow(sin(around), 1.6) - lower * gap;
		if (rib > 2)
			y += .96 * (rib - 2) * (1 - sin(around));
		double ring = sqrt(fmax(.1, 1 - pow((y - 1) / 24, 2)));
		line[i] = frame_point(chest.center, pose->chest_frame,
			side * wide * sin(around) * ring, y, deep * cos(around) * ring);
	}
	return STEPS;
}

/* The ribs of the worked side, and the muscle between them. */
static void draw_ribs(const struct figure *figure, enum side worked, const struct moment *now)
{
	struct canvas *canvas = figure->canvas;
	double scale = canvas->camera.scale, side = worked == RIGHT ? 1 : -1;
	struct vec line[32];
	struct color pale = color_mix(figure->look->top.base, COLOR_WHITE, .35);
	canvas_begin_masked(canvas, 1u << MASK_SHIRT);
	for (int rib = 0; rib < 6; rib++) {
		int count = rib_line(figure, -side, rib, 0, line);
		canvas_line(canvas, line, count, pale, scale, .5);
		count = rib_line(figure, side, rib, 0, line);
		canvas_line(canvas, line, count, figure->look->top.line, 1.75 * scale, 1);
		canvas_line(canvas, line, count, color_hex(0xFFF6E6), 1.4 * scale, 1);
	}
	double pulse = .6 + .4 * now->breath;
	for (int rib = 0; rib < 5; rib++) {
		int count = rib_line(figure, side, rib, .5, line);
		bool near = rib >= 1 && rib <= 3;
		canvas_line(canvas, line + 4, count - 4, COLOR_FLARE, 1.5 * scale, near ? 1 : .6);
		if (near)
			canvas_line(
				canvas, line + 12, count - 12, COLOR_HOT, .5 * scale, .9 * pulse);
	}
	canvas_end_masked(canvas, 1u << MASK_SHIRT);
}

void draw_muscle(const struct figure *figure, const struct muscle *muscle,
	const struct tool_place *tool, const struct moment *now, double pressed)
{
	struct canvas *canvas = figure->canvas;
	const struct build *build = &figure->look->build;
	enum side side = (enum side)muscle->side;
	unsigned leg = side == RIGHT ? 1u << MASK_LEG_R | 1u << MASK_SHORTS_R
				     : 1u << MASK_LEG_L | 1u << MASK_SHORTS_L;
	unsigned masks = leg | 1u << MASK_PELVIS;
	struct vec hot;
	double glow = muscle->glow_size + 1.5 * now->hold * now->breath;
	struct patch patch;
	struct bone bone;
	switch ((enum muscle_kind)muscle->kind) {
	case MUSCLE_NONE:
		return;
	case MUSCLE_RIBS:
		draw_ribs(figure, side, now);
		return;
	case MUSCLE_THIGH:
	case MUSCLE_SHANK:
	case MUSCLE_BUTTOCK:
		bone = muscle->kind == MUSCLE_THIGH   ? bone_thigh(figure->pose, build, side)
		       : muscle->kind == MUSCLE_SHANK ? bone_shank(figure->pose, build, side)
						      : bone_buttock(figure->pose, build, side);
		patch_on_bone(canvas, muscle, &bone, &patch);
		hot = bone_surface(&bone, tool->contact, muscle->glow_angle, .9);
		break;
	case MUSCLE_SOLE:
		patch_on_sole(figure, side, &patch);
		hot = vec_add(tool->at, vec(0, 3.4, 0));
		masks = leg | 1u << MASK_FOOT;
		break;
	case MUSCLE_NECK:
		patch_on_neck(figure, side, &patch);
		hot = vec_along(figure->pose->wrist[side], figure->pose->hand[side].front, 13);
		masks = 1u << MASK_NECK | 1u << MASK_TORSO;
		break;
	}
	canvas_begin_masked(canvas, masks);
	draw_patch(canvas, &patch, hot, glow, pressed);
	canvas_end_masked(canvas, masks);
}
