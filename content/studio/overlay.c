#include "overlay.h"

/* Pixels of 720p. */
static const double bar_left = 980, bar_top = 60, bar_width = 236, bar_height = 10;

static void rounded(cairo_t *cr, double x, double y, double w, double h, double r)
{
	cairo_new_path(cr);
	cairo_arc(cr, x + w - r, y + r, r, -PI / 2, 0);
	cairo_arc(cr, x + w - r, y + h - r, r, 0, PI / 2);
	cairo_arc(cr, x + r, y + h - r, r, PI / 2, PI);
	cairo_arc(cr, x + r, y + r, r, PI, 1.5 * PI);
	cairo_close_path(cr);
}

static void disc(cairo_t *cr, double x, double y, double radius)
{
	cairo_new_path(cr);
	cairo_arc(cr, x, y, radius, 0, 2 * PI);
}

/* What is drawn until end_group is seen through together; only this part of the picture is kept. */
static void begin_group(cairo_t *cr, double x, double y, double w, double h)
{
	cairo_save(cr);
	cairo_new_path(cr);
	cairo_rectangle(cr, x, y, w, h);
	cairo_clip(cr);
	cairo_push_group(cr);
}

static void end_group(cairo_t *cr, double alpha)
{
	cairo_pop_group_to_source(cr);
	cairo_paint_with_alpha(cr, alpha);
	cairo_restore(cr);
}

/* During the hold the ring shows two bars and swells with the breath. */
static void draw_marker(struct canvas *canvas, double x, double y, const struct moment *now)
{
	cairo_t *cr = canvas->cr;
	struct color ring = color_mix(COLOR_INK, COLOR_FLARE, now->hold);
	double radius = 11 + now->hold * (3 + 3.5 * now->breath);
	disc(cr, x, y, radius);
	canvas_color(canvas, COLOR_CARD, 1);
	cairo_fill_preserve(cr);
	canvas_color(canvas, ring, 1);
	cairo_set_line_width(cr, 3.2);
	cairo_stroke(cr);
	disc(cr, x, y, 4.2);
	canvas_color(canvas, COLOR_INK, 1 - now->hold);
	cairo_fill(cr);
	canvas_color(canvas, COLOR_FLARE, now->hold);
	rounded(cr, x - 5, y - 5.5, 3.6, 11, 1.4);
	cairo_fill(cr);
	rounded(cr, x + 1.4, y - 5.5, 3.6, 11, 1.4);
	cairo_fill(cr);
}

void draw_pace(struct canvas *canvas, const struct moment *now, double tender, double alpha)
{
	cairo_t *cr = canvas->cr;
	if (alpha <= 0)
		return;
	double s = canvas->unit;
	begin_group(cr, (bar_left - 30) * s, 0, (bar_width + 60) * s, (bar_top + 40) * s);
	cairo_scale(cr, s, s);
	double x = bar_left, y = bar_top, h = bar_height;
	double at = x + h / 2 + (bar_width - h) * now->along;
	rounded(cr, x, y - h / 2, bar_width, h, h / 2);
	canvas_color(canvas, COLOR_TRACK, 1);
	cairo_fill(cr);
	rounded(cr, x, y - h / 2, at - x + h / 2, h, h / 2);
	canvas_color(canvas, COLOR_ARROW, 1);
	cairo_fill(cr);
	cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
	cairo_set_line_width(cr, 2);
	canvas_color(canvas, COLOR_INK, .35);
	for (int i = 1; i < 6; i++) {
		cairo_move_to(cr, x + bar_width * i / 6, y + 11);
		cairo_line_to(cr, x + bar_width * i / 6, y + 16);
	}
	cairo_stroke(cr);
	if (tender >= 0) {
		disc(cr, x + h / 2 + (bar_width - h) * tender, y - 22, 3.6);
		canvas_color(canvas, COLOR_FLARE, 1);
		cairo_fill(cr);
	}
	draw_marker(canvas, at, y, now);
	end_group(cr, alpha);
}

void draw_arrow(struct canvas *canvas, const struct arrow *arrow, struct vec tool, double speed)
{
	double alpha = clamp(fabs(speed) * 6, 0, 1);
	if (vec_length(arrow->way) < .5 || alpha <= .01)
		return;
	cairo_t *cr = canvas->cr;
	const struct camera *camera = &canvas->camera;
	struct vec way = vec_scale(vec_unit(arrow->way), speed > 0 ? 1 : -1);
	struct vec at =
		vec(tool.x + arrow->from_tool.x, arrow->from_tool.y, tool.z + arrow->from_tool.z);
	/* Flat on the floor when seen from above, else upright to the viewer. */
	struct vec normal =
		camera->toward.y > .4 ? vec(0, 1, 0) : vec(camera->toward.x, 0, camera->toward.z);
	struct vec side = vec_unit(vec_cross(normal, way));
	double half = arrow->length / 2, w = arrow->length * .095;
	const double x[7] = {
		-half, half - w * 1.7, half - w * 1.7, half, half - w * 1.7, half - w * 1.7, -half};
	const double y[7] = {.5, .5, 1.35, 0, -1.35, -.5, -.5};
	struct vec points[7];
	for (int i = 0; i < 7; i++)
		points[i] = vec_along(vec_along(at, way, x[i]), side, y[i] * w);
	struct point middle = camera_project(camera, at);
	double reach = arrow->length * camera->scale;
	begin_group(cr, middle.x - reach, middle.y - reach, 2 * reach, 2 * reach);
	canvas_path(canvas, points, 7, true);
	canvas_color(canvas, COLOR_ARROW, 1);
	cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
	cairo_set_line_width(cr, 3 * canvas->unit);
	cairo_fill_preserve(cr);
	cairo_stroke(cr);
	end_group(cr, .92 * alpha);
}

void draw_turn(struct canvas *canvas, struct vec at, double speed)
{
	double alpha = .92 * clamp(fabs(speed) * 6, 0, 1);
	if (alpha <= .01)
		return;
	cairo_t *cr = canvas->cr;
	struct point p = camera_project(&canvas->camera, at);
	double from = -.95, to = .75, radius = 78 * canvas->unit, s = canvas->unit;
	double flip = vec_dot(canvas->camera.right, vec(1, 0, 0)) > 0 ? 1 : -1;
	double end = speed > 0 ? from : to, turn = speed > 0 ? -1 : 1;
	begin_group(cr, p.x - 2 * radius, p.y - 2 * radius, 4 * radius, 4 * radius);
	cairo_translate(cr, p.x, p.y);
	cairo_scale(cr, flip, 1);
	cairo_new_path(cr);
	cairo_arc(cr, 0, 0, radius, from, to);
	canvas_color(canvas, COLOR_ARROW, 1);
	cairo_set_line_width(cr, 7 * s);
	cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
	cairo_stroke(cr);
	double x = radius * cos(end), y = radius * sin(end), tx = -sin(end) * turn,
	       ty = cos(end) * turn;
	cairo_move_to(cr, x + tx * 20 * s, y + ty * 20 * s);
	cairo_line_to(cr, x - ty * 13 * s, y + tx * 13 * s);
	cairo_line_to(cr, x + ty * 13 * s, y - tx * 13 * s);
	cairo_close_path(cr);
	cairo_fill(cr);
	end_group(cr, alpha);
}
