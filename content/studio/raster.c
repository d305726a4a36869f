#include "raster.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { OUTLINE = 40 };

/* Where the light comes from, in the picture. */
static const struct point light = {-.42, -.91};
/* The lit part of an ellipsoid: smaller, and nearer to the light by this part of its radius. */
static const double lit_size = .90, lit_shift = .26;

struct color color_hex(unsigned rgb)
{
	return (struct color){
		(rgb >> 16 & 255) / 255., (rgb >> 8 & 255) / 255., (rgb & 255) / 255.};
}

struct color color_mix(struct color a, struct color b, double t)
{
	return (struct color){mix(a.r, b.r, t), mix(a.g, b.g, t), mix(a.b, b.b, t)};
}

void canvas_color(struct canvas *canvas, struct color color, double alpha)
{
	cairo_set_source_rgba(canvas->cr, color.r, color.g, color.b, alpha);
}

struct ellipsoid sphere(struct vec center, double radius)
{
	return (struct ellipsoid){center, vec(radius, 0, 0), vec(0, radius, 0), vec(0, 0, radius)};
}

struct ellipsoid ellipsoid(
	struct vec center, struct frame frame, double right, double up, double front)
{
	return (struct ellipsoid){center, vec_scale(frame.right, right), vec_scale(frame.up, up),
		vec_scale(frame.front, front)};
}

/* The outline of the ellipsoid made `size` as large and moved by `shift` of its radius. */
static void outline(const struct canvas *canvas, struct ellipsoid part, struct point *points,
	int count, double size, double shift)
{
	const struct camera *camera = &canvas->camera;
	struct vec half[3] = {part.a, part.b, part.c};
	double xx = 0, xy = 0, yy = 0;
	for (int i = 0; i < 3; i++) {
		double x = vec_dot(half[i], camera->right), y = vec_dot(half[i], camera->down);
		xx += x * x, xy += x * y, yy += y * y;
	}

	/* The picture of the unit sphere under a linear map is the ellipse of its Cholesky factor.
	 */
	double l11 = sqrt(fmax(xx, 1e-9)), l21 = xy / l11;
	double l22 = sqrt(fmax(yy - l21 * l21, 1e-9));
	double move = shift * sqrt(fmin(xx, yy)) * camera->scale, scale = size * camera->scale;
	struct point at = camera_project(camera, part.center);
	for (int i = 0; i < count; i++) {
		double x = cos(2 * PI * i / count), y = sin(2 * PI * i / count);
		points[i].x = at.x + light.x * move + scale * l11 * x;
		points[i].y = at.y + light.y * move + scale * (l21 * x + l22 * y);
	}
}

int ellipsoid_outline(
	const struct canvas *canvas, struct ellipsoid part, struct point *points, int count)
{
	outline(canvas, part, points, count, 1, 0);
	return count;
}

static int by_place(const void *a, const void *b)
{
	const struct point *p = a, *q = b;
	if (p->x != q->x)
		return p->x < q->x ? -1 : 1;
	return p->y < q->y ? -1 : p->y > q->y;
}

static bool turns_right(struct point o, struct point a, struct point b)
{
	return (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x) <= 0;
}

/* The convex hull by Andrew's monotone chain; sorts the points. */
static void hull(struct point *points, int count, struct polygon *out)
{
	qsort(points, (size_t)count, sizeof(*points), by_place);
	static struct point chain[2 * OUTLINE * 64 + 2];
	assert(count <= OUTLINE * 64);
	int n = 0;
	for (int i = 0; i < count; i++) {
		while (n >= 2 && turns_right(chain[n - 2], chain[n - 1], points[i]))
			n--;
		chain[n++] = points[i];
	}
	for (int i = count - 2, lower = n + 1; i >= 0; i--) {
		while (n >= lower && turns_right(chain[n - 2], chain[n - 1], points[i]))
			n--;
		chain[n++] = points[i];
	}
	n--;
	/* So few that two of them intersected are a polygon too. */
	const int most = POLYGON_POINTS / 2 - 1;
	int step = (n + most - 1) / most;
	out->count = 0;
	for (int i = 0; i < n; i += step)
		out->point[out->count++] = chain[i];
}

/* What of the convex polygon lies within the other one (Sutherland and Hodgman). */
static void intersect(struct polygon *polygon, const struct polygon *within)
{
	for (int i = 0; i < within->count && polygon->count > 0; i++) {
		struct point a = within->point[i], b = within->point[(i + 1) % within->count];
		struct polygon cut = {.count = 0};
		for (int k = 0; k < polygon->count; k++) {
			struct point p = polygon->point[k];
			struct point q = polygon->point[(k + 1) % polygon->count];
			double dp = (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);
			double dq = (b.x - a.x) * (q.y - a.y) - (b.y - a.y) * (q.x - a.x);
			if (dp >= 0)
				cut.point[cut.count++] = p;
			if ((dp >= 0) != (dq >= 0)) {
				double t = dp / (dp - dq);
				cut.point[cut.count++] =
					(struct point){mix(p.x, q.x, t), mix(p.y, q.y, t)};
			}
		}
		*polygon = cut;
	}
}

void shape_begin(struct canvas *canvas)
{
	canvas->shape.count = 0;
}

void shape_hull(struct canvas *canvas, const struct ellipsoid *parts, int count)
{
	struct shape *shape = &canvas->shape;
	assert(shape->count < SHAPE_HULLS && count >= 1 && count <= 8);
	struct point points[8 * OUTLINE] = {0};
	for (int i = 0; i < count; i++)
		outline(canvas, parts[i], points + i * OUTLINE, OUTLINE, 1, 0);
	hull(points, count * OUTLINE, &shape->outer[shape->count]);
	for (int i = 0; i < count; i++)
		outline(canvas, parts[i], points + i * OUTLINE, OUTLINE, lit_size, lit_shift);
	hull(points, count * OUTLINE, &shape->lit[shape->count]);
	intersect(&shape->lit[shape->count], &shape->outer[shape->count]);
	shape->count++;
}

void shape_pair(struct canvas *canvas, struct ellipsoid a, struct ellipsoid b)
{
	shape_hull(canvas, (struct ellipsoid[]){a, b}, 2);
}

void shape_ball(struct canvas *canvas, struct ellipsoid a)
{
	shape_hull(canvas, &a, 1);
}

void shape_chain(struct canvas *canvas, const struct ellipsoid *parts, int count)
{
	for (int i = 0; i + 1 < count; i++)
		shape_hull(canvas, parts + i, 2);
}

void shape_points(
	struct canvas *canvas, struct point *points, int count, double shrink, double shift)
{
	struct shape *shape = &canvas->shape;
	assert(shape->count < SHAPE_HULLS);
	struct polygon *outer = &shape->outer[shape->count], *lit = &shape->lit[shape->count];
	hull(points, count, outer);
	struct point middle = {0, 0};
	for (int i = 0; i < outer->count; i++) {
		middle.x += outer->point[i].x / outer->count;
		middle.y += outer->point[i].y / outer->count;
	}
	lit->count = outer->count;
	for (int i = 0; i < outer->count; i++) {
		lit->point[i].x = mix(middle.x, outer->point[i].x, shrink) + light.x * shift;
		lit->point[i].y = mix(middle.y, outer->point[i].y, shrink) + light.y * shift;
	}
	intersect(lit, outer);
	shape->count++;
}

static void polygon_path(cairo_t *cr, const struct polygon *polygon)
{
	for (int i = 0; i < polygon->count; i++)
		cairo_line_to(cr, polygon->point[i].x, polygon->point[i].y);
	cairo_close_path(cr);
}

static void shape_path(cairo_t *cr, const struct polygon *polygons, int count)
{
	for (int i = 0; i < count; i++) {
		cairo_new_sub_path(cr);
		polygon_path(cr, &polygons[i]);
	}
}

/* A polygon's part of the picture is added to the box {left, top, right, bottom}. */
static void grow_box(double box[4], const struct shape *shape)
{
	for (int i = 0; i < shape->count; i++)
		for (int k = 0; k < shape->outer[i].count; k++) {
			struct point p = shape->outer[i].point[k];
			box[0] = fmin(box[0], p.x), box[1] = fmin(box[1], p.y);
			box[2] = fmax(box[2], p.x), box[3] = fmax(box[3], p.y);
		}
}

/* Clipping to a path of many polygons has cairo intersect them, which takes most of the time of a
 * picture; a picture of its own, filled into that path, looks the same at a fifth. */
static void begin_layer(struct canvas *canvas, const double box[4])
{
	cairo_t *cr = canvas->cr;
	cairo_save(cr);
	cairo_new_path(cr);
	cairo_rectangle(cr, floor(box[0]), floor(box[1]), fmax(0, ceil(box[2]) - floor(box[0])),
		fmax(0, ceil(box[3]) - floor(box[1])));
	cairo_clip(cr);
	cairo_push_group(cr);
}

/* The polygon, larger by `width` all around. */
static void widen(const struct polygon *polygon, double width, struct polygon *out)
{
	int n = out->count = polygon->count;
	for (int i = 0; i < n; i++) {
		struct point p = polygon->point[i];
		struct point before = polygon->point[(i + n - 1) % n];
		struct point after = polygon->point[(i + 1) % n];
		double a = hypot(p.x - before.x, p.y - before.y),
		       b = hypot(after.x - p.x, after.y - p.y);
		double ux = (p.x - before.x) / a, uy = (p.y - before.y) / a;
		double vx = (after.x - p.x) / b, vy = (after.y - p.y) / b;
		/* Along the bisector of both edges' outer normals, as far as both lie away. */
		double nx = uy + vy, ny = -ux - vx, length = fmax(1, nx * nx + ny * ny);
		out->point[i].x = p.x + 2 * width * nx / length;
		out->point[i].y = p.y + 2 * width * ny / length;
	}
}

/* All hulls turn the same way, so their union is the path filled by the winding rule: first wider,
 * in the contour's color, then what is in the shade, then what is lit. */
void shape_draw(struct canvas *canvas, const struct material *material, enum mask mask)
{
	cairo_t *cr = canvas->cr;
	const struct shape *shape = &canvas->shape;
	double width = canvas_line_width(canvas);
	cairo_new_path(cr);
	for (int i = 0; i < shape->count; i++) {
		struct polygon wide;
		widen(&shape->outer[i], width, &wide);
		cairo_new_sub_path(cr);
		polygon_path(cr, &wide);
	}
	canvas_color(canvas, material->line, 1);
	cairo_fill(cr);
	shape_path(cr, shape->outer, shape->count);
	canvas_color(canvas, material->shade, 1);
	cairo_fill(cr);
	shape_path(cr, shape->lit, shape->count);
	canvas_color(canvas, material->base, 1);
	cairo_fill(cr);
	if (mask == MASK_NONE)
		return;
	struct shape *kept = &canvas->mask[mask];
	kept->count = shape->count;
	memcpy(kept->outer, shape->outer, sizeof(shape->outer[0]) * (size_t)shape->count);
}

void canvas_ellipsoid(
	struct canvas *canvas, struct ellipsoid part, struct color color, double alpha)
{
	struct polygon polygon = {.count = 72};
	outline(canvas, part, polygon.point, polygon.count, 1, 0);
	cairo_new_path(canvas->cr);
	polygon_path(canvas->cr, &polygon);
	canvas_color(canvas, color, alpha);
	cairo_fill(canvas->cr);
}

double canvas_line_width(const struct canvas *canvas)
{
	double width = .36 * canvas->line_scale * canvas->camera.scale;
	return clamp(width, 1.1 * canvas->unit, 2.6 * canvas->unit);
}

void canvas_begin_masked(struct canvas *canvas, unsigned masks)
{
	double box[4] = {canvas->width, canvas->height, 0, 0};
	for (int i = 0; i < MASK_COUNT; i++)
		if (masks >> i & 1)
			grow_box(box, &canvas->mask[i]);
	begin_layer(canvas, box);
}

void canvas_end_masked(struct canvas *canvas, unsigned masks)
{
	cairo_t *cr = canvas->cr;
	cairo_pop_group_to_source(cr);
	cairo_new_path(cr);
	for (int i = 0; i < MASK_COUNT; i++)
		if (masks >> i & 1)
			shape_path(cr, canvas->mask[i].outer, canvas->mask[i].count);
	cairo_fill(cr);
	cairo_restore(cr);
}

void canvas_path(struct canvas *canvas, const struct vec *points, int count, bool closed)
{
	cairo_new_path(canvas->cr);
	for (int i = 0; i < count; i++) {
		struct point at = camera_project(&canvas->camera, points[i]);
		cairo_line_to(canvas->cr, at.x, at.y);
	}
	if (closed)
		cairo_close_path(canvas->cr);
}

void canvas_line(struct canvas *canvas, const struct vec *points, int count, struct color color,
	double width, double alpha)
{
	cairo_t *cr = canvas->cr;
	canvas_path(canvas, points, count, false);
	cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
	cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
	cairo_set_line_width(cr, width);
	canvas_color(canvas, color, alpha);
	cairo_stroke(cr);
}

void canvas_area(struct canvas *canvas, const struct vec *points, int count, struct color color,
	double alpha)
{
	canvas_path(canvas, points, count, true);
	canvas_color(canvas, color, alpha);
	cairo_fill(canvas->cr);
}

void canvas_glow(
	struct canvas *canvas, struct point at, double radius, struct color color, double alpha)
{
	cairo_pattern_t *glow = cairo_pattern_create_radial(at.x, at.y, 0, at.x, at.y, radius);
	cairo_pattern_add_color_stop_rgba(glow, 0, color.r, color.g, color.b, alpha);
	cairo_pattern_add_color_stop_rgba(glow, .45, color.r, color.g, color.b, alpha * .55);
	cairo_pattern_add_color_stop_rgba(glow, 1, color.r, color.g, color.b, 0);
	cairo_set_source(canvas->cr, glow);
	cairo_paint(canvas->cr);
	cairo_pattern_destroy(glow);
}
