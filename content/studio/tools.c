#include "tools.h"

static struct material tool_material(void)
{
	return (struct material){COLOR_TIDE, color_hex(0x124357), color_hex(0x0B2B38)};
}

/* A ring of points about the axis. */
static void ring(
	struct vec center, const struct vec across[2], double radius, struct vec *points, int count)
{
	for (int i = 0; i < count; i++) {
		double angle = 2 * PI * i / count;
		points[i] = vec_along(vec_along(center, across[0], radius * cos(angle)), across[1],
			radius * sin(angle));
	}
}

struct cylinder {
	struct vec near, far; /* the ends */
	struct vec axis;      /* to the viewer */
	struct vec across[2]; /* turned by the spin */
	double radius;
};

static struct cylinder cylinder_make(const struct canvas *canvas, const struct tool_place *place,
	double radius, double half_length)
{
	struct cylinder c = {.axis = place->axis, .radius = radius};
	struct vec side = vec_unit(vec_cross(place->axis, vec(.01, 1, .02)));
	c.across[0] = vec_turn(side, place->axis, place->spin);
	c.across[1] = vec_cross(place->axis, c.across[0]);
	if (camera_toward(&canvas->camera, c.axis) < 0)
		c.axis = vec_scale(c.axis, -1);
	c.near = vec_along(place->at, c.axis, half_length);
	c.far = vec_along(place->at, c.axis, -half_length);
	return c;
}

static void draw_tube(
	struct canvas *canvas, const struct cylinder *c, const struct material *material)
{
	enum { STEPS = 72 };
	struct vec end[STEPS];
	struct point points[2 * STEPS];
	for (int i = 0; i < 2; i++) {
		ring(i ? c->far : c->near, c->across, c->radius, end, STEPS);
		for (int k = 0; k < STEPS; k++)
			points[i * STEPS + k] = camera_project(&canvas->camera, end[k]);
	}
	shape_begin(canvas);
	shape_points(canvas, points, 2 * STEPS, .985, .16 * c->radius * canvas->camera.scale);
	shape_draw(canvas, material, MASK_OTHER);
}

/* Lines along the tube show how it turns. */
static void draw_grooves(
	struct canvas *canvas, const struct cylinder *c, struct color color, int count)
{
	canvas_begin_masked(canvas, 1u << MASK_OTHER);
	for (int i = 0; i < count; i++) {
		double angle = 2 * PI * i / count;
		struct vec out =
			vec_along(vec_scale(c->across[0], cos(angle)), c->across[1], sin(angle));
		if (camera_toward(&canvas->camera, out) < .02)
			continue;
		struct vec line[2] = {vec_along(vec_along(c->near, out, c->radius), c->axis, -1.5),
			vec_along(vec_along(c->far, out, c->radius), c->axis, 1.5)};
		canvas_line(canvas, line, 2, color, c->radius * .13 * canvas->camera.scale, .8);
	}
	canvas_end_masked(canvas, 1u << MASK_OTHER);
}

static void draw_roller(
	struct canvas *canvas, const struct tool *tool, const struct tool_place *place)
{
	struct material foam = tool_material();
	struct cylinder c = cylinder_make(canvas, place, tool->radius, tool->half_length);
	draw_tube(canvas, &c, &foam);
	draw_grooves(canvas, &c, color_mix(foam.base, COLOR_WHITE, .28), 10);
	const double radius[3] = {.985, .62, .55};
	struct color fill[3] = {color_mix(foam.base, COLOR_WHITE, .28),
		color_mix(foam.base, COLOR_INK, .3), color_mix(foam.base, COLOR_INK, .6)};
	struct vec end[64];
	for (int i = 0; i < 3; i++) {
		ring(c.near, c.across, c.radius * radius[i], end, 64);
		canvas_area(canvas, end, 64, fill[i], 1);
	}
	for (int i = 0; i < 5; i++) {
		double angle = 2 * PI * i / 5;
		struct vec out =
			vec_along(vec_scale(c.across[0], cos(angle)), c.across[1], sin(angle));
		struct vec line[2] = {vec_along(c.near, out, c.radius * .73),
			vec_along(c.near, out, c.radius * .88)};
		canvas_line(canvas, line, 2, i == 0 ? COLOR_CARD : foam.base,
			c.radius * .10 * canvas->camera.scale, 1);
	}
}

static void draw_ball(
	struct canvas *canvas, const struct tool *tool, const struct tool_place *place)
{
	struct material rubber = tool_material();
	shape_begin(canvas);
	shape_ball(canvas, sphere(place->at, tool->radius));
	shape_draw(canvas, &rubber, MASK_OTHER);
	struct frame turned =
		frame_turn(frame_up(vec(.2, .9, .3), vec(1, 0, .4)), place->axis, place->spin);
	const struct vec axis[3] = {turned.right, turned.up, turned.front};
	double width = tool->radius * .1 * canvas->camera.scale;
	struct color seam = color_mix(rubber.base, COLOR_WHITE, .45);
	canvas_begin_masked(canvas, 1u << MASK_OTHER);
	for (int i = 0; i < 3; i++) {
		struct vec line[74];
		int count = 0;
		for (int k = 0; k <= 72; k++) {
			double angle = 2 * PI * k / 72;
			struct vec out = vec_along(
				vec_scale(axis[i], cos(angle)), axis[(i + 1) % 3], sin(angle));
			if (camera_toward(&canvas->camera, out) > 0) {
				line[count++] = vec_along(place->at, out, tool->radius);
			} else {
				canvas_line(canvas, line, count, seam, width, count > 1 ? .9 : 0);
				count = 0;
			}
		}
		canvas_line(canvas, line, count, seam, width, count > 1 ? .9 : 0);
	}
	canvas_end_masked(canvas, 1u << MASK_OTHER);
}

/* A massage stick: a core with beads and two handles. */
static void draw_stick(
	struct canvas *canvas, const struct tool *tool, const struct tool_place *place)
{
	struct material beads = tool_material();
	struct material grip = {color_hex(0x2A353E), color_hex(0x1D262D), color_hex(0x0E1418)};
	struct cylinder whole = cylinder_make(canvas, place, tool->radius * .82, tool->half_length);
	draw_tube(canvas, &whole, &grip);
	struct cylinder middle = cylinder_make(canvas, place, tool->radius, tool->half_length - 11);
	draw_tube(canvas, &middle, &beads);
	draw_grooves(canvas, &middle, color_mix(beads.base, COLOR_WHITE, .28), 6);
	int rings = 8;
	for (int i = 1; i < rings; i++) {
		struct vec at = vec_mix(middle.near, middle.far, (double)i / rings), line[32];
		int count = 0;
		for (int k = 0; k <= 62; k++) {
			double angle = 2 * PI * k / 31;
			struct vec out = vec_along(vec_scale(middle.across[0], cos(angle)),
				middle.across[1], sin(angle));
			if (camera_toward(&canvas->camera, out) > 0 && count < 32)
				line[count++] = vec_along(at, out, tool->radius);
			else if (count > 8)
				break;
			else
				count = 0;
		}
		canvas_line(canvas, line, count, beads.line, .3 * canvas->camera.scale, .8);
	}
}

void draw_tool(struct canvas *canvas, const struct tool *tool, const struct tool_place *place)
{
	switch (tool->kind) {
	case TOOL_NONE:
		break;
	case TOOL_ROLLER:
		draw_roller(canvas, tool, place);
		break;
	case TOOL_BALL:
		draw_ball(canvas, tool, place);
		break;
	case TOOL_STICK:
		draw_stick(canvas, tool, place);
		break;
	}
}

static void draw_mat(struct canvas *canvas, const double mat[4])
{
	enum { CORNER = 8, COUNT = 4 * (CORNER + 1) };
	const double r = 5, thick = 1.2;
	const double x[4] = {mat[1] - r, mat[0] + r, mat[0] + r, mat[1] - r};
	const double z[4] = {mat[3] - r, mat[3] - r, mat[2] + r, mat[2] + r};
	struct vec top[COUNT], under[COUNT], line[COUNT + 1];
	for (int i = 0; i < 4; i++)
		for (int k = 0; k <= CORNER; k++) {
			double angle = (i + (double)k / CORNER) * PI / 2;
			top[i * (CORNER + 1) + k] =
				vec(x[i] + r * cos(angle), 0, z[i] + r * sin(angle));
		}
	struct vec middle = vec((mat[0] + mat[1]) / 2, 0, (mat[2] + mat[3]) / 2);
	for (int i = 0; i < COUNT; i++) {
		under[i] = vec_add(top[i], vec(0, -thick, 0));
		line[i] = vec(mix(middle.x, top[i].x, .975), 0, mix(middle.z, top[i].z, .93));
	}
	line[COUNT] = line[0];
	canvas_area(canvas, under, COUNT, color_hex(0x9CC7D6), 1);
	canvas_area(canvas, top, COUNT, color_hex(0xD3E6EB), 1);
	canvas_line(canvas, line, COUNT + 1, COLOR_WHITE, 1.4 * canvas->unit, .7);
}

void draw_ground(struct canvas *canvas, const struct ground *ground)
{
	canvas_color(canvas, COLOR_PAPER, 1);
	cairo_paint(canvas->cr);
	if (ground->rx <= 0) {
		cairo_new_path(canvas->cr);
		cairo_arc(canvas->cr, canvas->width * .5, canvas->height * .46, 300 * canvas->unit,
			0, 2 * PI);
		canvas_color(canvas, COLOR_STAGE, 1);
		cairo_fill(canvas->cr);
		return;
	}
	struct ellipsoid disc = {
		ground->center, vec(ground->rx, 0, 0), vec(0, .01, 0), vec(0, 0, ground->rz)};
	canvas_ellipsoid(canvas, disc, COLOR_STAGE, 1);
	if (ground->mat_count == 4)
		draw_mat(canvas, ground->mat);
}

static void draw_box(struct canvas *canvas, struct vec low, struct vec high)
{
	struct vec corner[8];
	for (int i = 0; i < 8; i++)
		corner[i] =
			vec(i & 1 ? high.x : low.x, i & 2 ? high.y : low.y, i & 4 ? high.z : low.z);
	int near = canvas->camera.toward.x > 0 ? 1 : 0;
	const struct vec end[4] = {
		corner[near], corner[4 + near], corner[6 + near], corner[2 + near]};
	const struct vec side[4] = {corner[4], corner[5], corner[7], corner[6]};
	const struct vec top[4] = {corner[2], corner[3], corner[7], corner[6]};
	canvas_area(canvas, end, 4, color_hex(0xC9A26F), 1);
	canvas_area(canvas, side, 4, color_hex(0xB48E5D), 1);
	canvas_area(canvas, top, 4, color_hex(0xE4C79C), 1);
}

void draw_bench(struct canvas *canvas)
{
	const double seat = BENCH_SEAT;
	draw_box(canvas, vec(-24, 8, -28), vec(16, 11, -25));
	for (int back = 1; back >= 0; back--) {
		double z = back ? -27 : 23;
		draw_box(canvas, vec(-22, 0, z), vec(-18, seat - 5, z + 4));
		draw_box(canvas, vec(10, 0, z), vec(14, seat - 5, z + 4));
	}
	draw_box(canvas, vec(-25, seat - 6, -29), vec(18, seat, 29));
}

static void contact(
	struct canvas *canvas, struct vec at, double rx, double rz, double height, double alpha)
{
	double near = clamp(1 - (at.y - height) / 10, 0, 1);
	struct ellipsoid spot = {vec(at.x, 0, at.z), vec(rx, 0, 0), vec(0, .01, 0), vec(0, 0, rz)};
	if (near > 0)
		canvas_ellipsoid(canvas, spot, color_hex(0x23233F), alpha * near);
}

void draw_contacts(struct canvas *canvas, const struct pose *pose, const struct tool *tool,
	const struct tool_place *place)
{
	for (int i = 0; i < 2; i++) {
		struct vec foot = vec_along(pose->ankle[i], pose->foot[i].front, 5);
		bool flat = pose->foot[i].up.y > .8;
		if (flat)
			contact(canvas, foot, 3 + 9 * fabs(pose->foot[i].front.x),
				4 + 8 * fabs(pose->foot[i].front.z), 8, .22);
		struct vec hand = vec_along(pose->wrist[i], pose->hand[i].front, 8);
		contact(canvas, hand, 9, 5, 3, .25);
		struct vec fore = vec_mix(pose->elbow[i], pose->wrist[i], .4);
		contact(canvas, fore, 6 + 11 * fabs(pose->hand[i].front.x),
			5 + 8 * fabs(pose->hand[i].front.z), 4, .2);
	}
	double along_x = fabs(place->axis.x) * tool->half_length;
	double along_z = fabs(place->axis.z) * tool->half_length;
	if (tool->kind == TOOL_ROLLER)
		contact(canvas, place->at, fmax(6, along_x + 1), fmax(6, along_z + 2), tool->radius,
			.28);
	if (tool->kind == TOOL_BALL)
		contact(canvas, place->at, tool->radius, tool->radius * .9, tool->radius, .34);
}
