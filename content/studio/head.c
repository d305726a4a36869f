/* Head, hair and face. */
#include "figure.h"

/* The skull; the hair is a cap cut from a larger one by a plane. */
static const double skull[3] = {7.4, 9.1, 9.2};
static const double skull_up = 2, skull_front = -.4;

enum { CAP_POINTS = 36 * 48 + 64 };

/* The points of the skull, made `size` as large, on one side of the plane through `offset` along
 * the normal (head's frame): above it or below. */
static int cap_points(const struct figure *figure, double size, struct vec normal, double offset,
	bool above, struct point *points)
{
	const struct pose *pose = figure->pose;
	double a = skull[0] * size, b = skull[1] * size, c = skull[2] * size;
	int count = 0;
#define ADD(x, y, z)                                                                               \
	points[count++] = camera_project(                                                          \
		&figure->canvas->camera, head_point(pose, x, skull_up + (y), skull_front + (z)))
	for (int i = 0; i < 36; i++)
		for (int k = 0; k < 48; k++) {
			double lat = -PI / 2 + PI * i / 35, lon = 2 * PI * k / 48;
			struct vec p =
				vec(a * cos(lat) * cos(lon), b * sin(lat), c * cos(lat) * sin(lon));
			if ((vec_dot(normal, p) >= offset) == above)
				ADD(p.x, p.y, p.z);
		}

	/* The rim exactly, in the space where the skull is a unit sphere. */
	struct vec stretched = vec(normal.x * a, normal.y * b, normal.z * c);
	double depth = offset / vec_length(stretched), radius = sqrt(fmax(0, 1 - depth * depth));
	struct vec n = vec_unit(stretched), e1 = vec_unit(vec_cross(n, vec(1, .01, 0)));
	struct vec e2 = vec_cross(n, e1);
	for (int i = 0; i < 64; i++) {
		double angle = 2 * PI * i / 64;
		struct vec u = vec_along(vec_along(vec_scale(n, depth), e1, radius * cos(angle)),
			e2, radius * sin(angle));
		ADD(u.x * a, u.y * b, u.z * c);
	}
#undef ADD
	return count;
}

/* How far in front the face is at a place. */
static double face_front(double x, double y)
{
	double q = 1 - pow(x / 7.3, 2) - pow((y - 1.6) / 9.6, 2);
	double front = -.3 + 9.3 * sqrt(fmax(.02, q));
	if (y < -4) {
		double jaw = 1 - pow(x / 5.4, 2) - pow((y + 6.2) / 6, 2);
		front = fmax(front, 3.2 + 5.3 * sqrt(fmax(0, jaw)));
	}
	return front;
}

static double face_toward(const struct figure *figure, double x, double y, double z)
{
	const struct frame *f = &figure->pose->head_frame;
	struct vec normal = frame_point(vec(0, 0, 0), *f, x / 53, (y - 1.6) / 92, (z + .3) / 86);
	return camera_toward(&figure->canvas->camera, vec_unit(normal));
}

/* A line of the face from (x0, y0) to (x1, y1), bent down by `sag`. */
static void draw_feature(const struct figure *figure, struct point from, struct point to,
	double sag, struct color color, double width, double alpha)
{
	struct vec line[13];
	int count = 0;
	for (int i = 0; i <= 12; i++) {
		double t = i / 12., x = mix(from.x, to.x, t);
		double y = mix(from.y, to.y, t) + sag * 4 * t * (1 - t), z = face_front(x, y);
		if (face_toward(figure, x, y, z) > -.02)
			line[count++] = head_point(figure->pose, x, y, z + .15);
	}
	if (count > 2)
		canvas_line(figure->canvas, line, count, color, width, alpha);
}

static void draw_ear(const struct figure *figure, double side, const struct material *skin)
{
	struct canvas *canvas = figure->canvas;
	const struct pose *pose = figure->pose;
	const struct frame *f = &pose->head_frame;
	shape_begin(canvas);
	shape_pair(canvas, ellipsoid(head_point(pose, side * 7.3, .2, -.9), *f, .9, 2.2, 1.6),
		ellipsoid(head_point(pose, side * 7, -2, -.3), *f, .8, 1.2, 1));
	shape_draw(canvas, skin, MASK_NONE);
	struct vec fold[7];
	for (int i = 0; i < 7; i++) {
		double t = -.6 + 3.2 * i / 6;
		fold[i] = head_point(pose, side * 8.1, .3 + 1.2 * cos(t), -.8 - .85 * sin(t));
	}
	canvas_line(canvas, fold, 7, skin->line, .28 * canvas->camera.scale, .6);
}

static void draw_eye(const struct figure *figure, double side, struct color color, double width)
{
	struct canvas *canvas = figure->canvas;
#define P(x, y) ((struct point){side * (x), y})
	draw_feature(figure, P(1.6, 2.7), P(5, 2.7), .55,
		color_mix(figure->look->hair.base, COLOR_INK, .3), width * 1.75, .95);
	if (figure->eyes_shut) {
		draw_feature(figure, P(1.7, .4), P(4.7, .5), -.8, color, width * 1.35, 1);
		for (int i = 0; i < 3; i++) {
			double t = .55 + .2 * i, x = mix(1.7, 4.7, t),
			       y = .45 - .8 * 4 * t * (1 - t);
			draw_feature(figure, P(x, y), P(x + .45, y - .55), 0, color, width * .8, 1);
		}
		return;
	}
	draw_feature(figure, P(1.6, .5), P(4.7, .7), .8, color, width * 1.15, 1);
#undef P
	double x = side * 3.1, y = .45, z = face_front(x, y);
	if (face_toward(figure, x, y, z) > .12)
		canvas_ellipsoid(canvas,
			ellipsoid(head_point(figure->pose, x, y, z), figure->pose->head_frame, .62,
				.8, .4),
			color, 1);
}

static void draw_face(const struct figure *figure)
{
	struct canvas *canvas = figure->canvas;
	const struct pose *pose = figure->pose;
	const struct material *skin = &figure->look->skin;
	struct color line = color_mix(skin->line, COLOR_INK, .6);
	double width = fmax(.27 * canvas->camera.scale, 1.3 * canvas->unit);
	draw_eye(figure, 1, line, width);
	draw_eye(figure, -1, line, width);
	draw_feature(figure, (struct point){-1.9, -6.1}, (struct point){1.9, -6.1}, -.6,
		color_mix(skin->line, color_hex(0xA03A2E), .45), width * 1.05, 1);
	struct vec nose[5];
	double near = camera_toward(&canvas->camera, pose->head_frame.right) > 0 ? 1 : -1;
	for (int i = 0; i < 5; i++) {
		double t = i / 4.;
		nose[i] = head_point(
			pose, near * mix(1.5, .2, t), -2.7 - .5 * sin(t * PI), 9 + 1.2 * t);
	}
	canvas_line(canvas, nose, 5, skin->line, width * .8, .75);
	for (int side = -1; side <= 1; side += 2) {
		double x = side * 4.1, y = -2.6, z = face_front(x, y);
		if (face_toward(figure, x, y, z) > .25)
			canvas_ellipsoid(canvas,
				ellipsoid(
					head_point(pose, x, y, z), pose->head_frame, 1.5, 1.1, .6),
				COLOR_FLARE, .16);
	}
}

/* The hair that hangs: a ponytail or a bun. */
static void draw_tail(const struct figure *figure)
{
	struct canvas *canvas = figure->canvas;
	const struct pose *pose = figure->pose;
	const struct material *hair = &figure->look->hair;
	const struct frame *f = &pose->head_frame;
	if (figure->look->style == HAIR_BUN) {
		shape_begin(canvas);
		shape_ball(canvas, sphere(head_point(pose, 0, 10, -6.9), 4));
		shape_draw(canvas, hair, MASK_NONE);
	}
	if (figure->look->style != HAIR_PONYTAIL)
		return;
	static const double thick[7] = {2.2, 3, 3.4, 3.2, 2.7, 1.9, .8};
	struct vec at = head_point(pose, 0, 5.5, -9.6), down = vec(-.1, -1, 0);
	struct vec tie = at;
	struct vec along =
		vec_unit(vec_add(vec_add(vec_scale(f->front, -.55), down), vec_scale(f->up, .1)));
	struct vec start = along;
	struct ellipsoid part[7];
	for (int i = 0; i < 7; i++) {
		part[i] = sphere(at, thick[i]);
		along = vec_unit(vec_along(along, down, .38));
		at = vec_along(at, along, 3.2);
	}
	shape_begin(canvas);
	shape_chain(canvas, part, 7);
	shape_draw(canvas, hair, MASK_NONE);
	shape_begin(canvas);
	shape_pair(canvas, sphere(vec_along(tie, start, -.2), 2.3), sphere(tie, 2.2));
	shape_draw(canvas, &figure->look->top, MASK_NONE);
}

static void shape_curls(const struct figure *figure, struct vec plane)
{
	const struct pose *pose = figure->pose;
	for (int i = 0; i < 14; i++) {
		double turn = i * 2.399, out = .35 + .62 * ((i * 5) % 14) / 14.;
		double x = 8.4 * out * cos(turn), z = -1.6 + 8.3 * out * sin(turn);
		double y = 2.3 + 10.4 * sqrt(fmax(0, 1 - out * out));
		if (plane.y * y + plane.z * z > 2.4)
			shape_ball(figure->canvas, sphere(head_point(pose, x, y, z), 2.3));
	}
}

/* What the cap of hair has besides: a tuft, curls, hair down to the nape. */
static void shape_mass(const struct figure *figure, struct vec plane)
{
	struct canvas *canvas = figure->canvas;
	const struct pose *pose = figure->pose;
	struct frame f = pose->head_frame;
#define PART(x, y, z, a, b, c) ellipsoid(head_point(pose, x, y, z), f, a, b, c)
	switch (figure->look->style) {
	case HAIR_SHORT:
		shape_pair(canvas, PART(-2.2, 9.6, 4.2, 4.6, 2.2, 4.2),
			PART(2.6, 9.2, 4, 4.2, 2, 4.2));
		shape_pair(canvas, PART(0, 9.6, 4, 5, 2, 4), PART(0, 8.2, -4, 6.2, 3, 4.5));
		break;
	case HAIR_CURLS:
		shape_curls(figure, plane);
		break;
	case HAIR_BOB:
		shape_pair(canvas, PART(0, 4, -5, 7.6, 6, 5.2), PART(0, -6.2, -5.6, 6.6, 3, 4.2));
		shape_pair(canvas, PART(0, 9.4, 3.4, 6, 2.2, 4.6), PART(0, 8.2, -4, 7, 3, 4.5));
		break;
	default:
		break;
	}
#undef PART
}

static void draw_hair(const struct figure *figure, struct vec plane, double offset, double size)
{
	struct canvas *canvas = figure->canvas;
	if (figure->look->style == HAIR_BALD)
		return;
	static struct point points[CAP_POINTS];
	int count = cap_points(figure, size, plane, offset * size, true, points);
	shape_begin(canvas);
	shape_points(canvas, points, count, .985, .9 * canvas->camera.scale);
	shape_mass(figure, plane);
	shape_draw(canvas, &figure->look->hair, MASK_NONE);
}

static void draw_skull(const struct figure *figure, struct vec plane, double offset)
{
	struct canvas *canvas = figure->canvas;
	const struct pose *pose = figure->pose;
	struct frame f = pose->head_frame;
	static struct point points[CAP_POINTS + 40];
	/* A bald head is the whole skull. */
	if (figure->look->style == HAIR_BALD)
		offset = 1e3;
	int count = offset > 100 ? 0 : cap_points(figure, 1, plane, offset, false, points);
	struct ellipsoid jaw = ellipsoid(head_point(pose, 0, -6.3, 3.4), f, 4.6, 5, 4.9);
	shape_begin(canvas);
	if (count == 0)
		shape_pair(canvas,
			ellipsoid(head_point(pose, 0, skull_up, skull_front), f, skull[0], skull[1],
				skull[2]),
			jaw);
	else {
		count += ellipsoid_outline(canvas, jaw, points + count, 40);
		shape_points(canvas, points, count, .97, .9 * canvas->camera.scale);
	}
	shape_pair(canvas, jaw, ellipsoid(head_point(pose, 0, -4.2, -1.5), f, 6.2, 4.2, 4.5));
	shape_pair(canvas, ellipsoid(head_point(pose, 0, 2, 8.2), f, 1, 1, .9),
		ellipsoid(head_point(pose, 0, -2, 9.3), f, 1.35, 1.1, 1.5));
	shape_draw(canvas, &figure->look->skin, MASK_HEAD);
}

/* The chin's flat shadow on the neck: the jaw, moved down. */
static void draw_chin_shadow(const struct figure *figure)
{
	struct canvas *canvas = figure->canvas;
	const struct pose *pose = figure->pose;
	struct frame f = pose->head_frame;
	struct vec down = vec_scale(pose->chest_frame.up, -2.7);
	struct vec jaw = vec_add(head_point(pose, 0, -6.3, 2.4), down);
	struct vec back = vec_add(head_point(pose, 0, -4, -1.5), down);
	canvas_begin_masked(canvas, 1u << MASK_NECK);
	canvas_ellipsoid(canvas, ellipsoid(jaw, f, 5.4, 4.6, 4.9), figure->look->skin.shade, 1);
	canvas_ellipsoid(canvas, ellipsoid(back, f, 6.2, 3.6, 4.5), figure->look->skin.shade, 1);
	canvas_end_masked(canvas, 1u << MASK_NECK);
}

void draw_head(const struct figure *figure)
{
	static const struct vec plane = {0, .797, -.604};
	const struct camera *camera = &figure->canvas->camera;
	const struct frame *f = &figure->pose->head_frame;
	struct material skin = figure->look->skin, far_skin = look_far(skin);
	enum hair style = figure->look->style;
	double offset = style == HAIR_SHORT ? 1.5 : style == HAIR_CURLS ? .9 : 1.3;
	double size = style == HAIR_CURLS ? 1.22 : 1.075;
	bool seen_from_front = camera_toward(camera, vec_add(vec_scale(f->up, plane.y),
							     vec_scale(f->front, plane.z))) < 0;
	bool tail_behind = camera_toward(camera, f->front) > 0;
	draw_chin_shadow(figure);
	if (tail_behind)
		draw_tail(figure);
	for (int side = -1; side <= 1; side += 2)
		if (camera_toward(camera, vec_scale(f->right, side)) < -.25)
			draw_ear(figure, side, &far_skin);
	if (seen_from_front)
		draw_hair(figure, plane, offset, size);
	draw_skull(figure, plane, offset);
	if (!seen_from_front)
		draw_hair(figure, plane, offset, size);
	for (int side = -1; side <= 1; side += 2)
		if (camera_toward(camera, vec_scale(f->right, side)) > -.25)
			draw_ear(figure, side, &skin);
	draw_face(figure);
	if (!tail_behind)
		draw_tail(figure);
}
