#include "ui/render_parts.h"

#include "ui/ui.h"

#include <limits.h>

enum { ONE = 1 << 16 }; /* in fixed point */

static int least(int a, int b)
{
	return a < b ? a : b;
}

bool zones_make(struct zones *zones, const struct draw_cmd *cmd, float u)
{
	*zones = (struct zones){.rows = cmd->rows, .columns = cmd->columns, .cell = cmd->cell};
	int diameter = INT_MAX;
	for (int i = 0; i < cmd->rows * cmd->columns; i++) {
		struct rect zone = rect_grid(cmd->box, cmd->columns, cmd->rows, cmd->gap, i);
		struct pixels box = pixels_make(zone, u);
		if (pixels_empty(box))
			return false;
		zones->column[i % cmd->columns] = (struct zone_span){box.x0, box.x1};
		zones->row[i / cmd->columns] = (struct zone_span){box.y0, box.y1};
		diameter = least(diameter, corner_diameter(box, cmd->radius * u));
	}
	zones->diameter = diameter < 2 ? 0 : diameter;
	return true;
}

struct pixels zones_box(const struct zones *zones)
{
	return (struct pixels){zones->column[0].from, zones->row[0].from,
		zones->column[zones->columns - 1].to, zones->row[zones->rows - 1].to};
}

static float middle_of(const struct zone_span *span)
{
	return (float)(span->from + span->to) / 2;
}

/* The neighbor that a place in zone i lies on the way to, and how far. At the edges: itself. */
static int lean(const struct zone_span *span, int count, int i, float at, float *share)
{
	float middle = middle_of(&span[i]);
	int other = at < middle ? i - 1 : i + 1;
	*share = 0;
	if (other < 0 || other >= count)
		return i;
	*share = (at - middle) / (middle_of(&span[other]) - middle);
	return other;
}

static float mix(float a, float b, float share)
{
	return a + (b - a) * share;
}

color_t zones_color(const struct zones *zones, int row, int column, struct point at)
{
	float across, down;
	int beside = lean(zones->column, zones->columns, column, at.x, &across);
	int below = lean(zones->row, zones->rows, row, at.y, &down);
	const color_t *own = zones->cell + row * zones->columns;
	const color_t *next = zones->cell + below * zones->columns;
	color_t color = 0xFF;
	for (int shift = 8; shift < 32; shift += 8) {
		float a = mix((float)(own[column] >> shift & 0xFF),
			(float)(own[beside] >> shift & 0xFF), across);
		float b = mix((float)(next[column] >> shift & 0xFF),
			(float)(next[beside] >> shift & 0xFF), across);
		color |= (color_t)(mix(a, b, down) + 0.5f) << shift;
	}
	return color;
}

/* The colors of line y in the middles of the columns: red, green, blue. */
static void mix_rows(const struct zones *zones, int row, int y, int32_t (*mixed)[3])
{
	float down;
	int other = lean(zones->row, zones->rows, row, (float)y + 0.5f, &down);
	int32_t share = (int32_t)(down * ONE + 0.5f);
	const color_t *own = zones->cell + row * zones->columns;
	const color_t *next = zones->cell + other * zones->columns;
	for (int i = 0; i < zones->columns; i++)
		for (int channel = 0; channel < 3; channel++) {
			int shift = 24 - 8 * channel;
			int32_t a = own[i] >> shift & 0xFF, b = next[i] >> shift & 0xFF;
			mixed[i][channel] = a * ONE + (b - a) * share;
		}
}

/* From color a on to b, which are `apart`; the first pixel is `at` beyond a. Both in half pixels,
 * since the middle of a zone lies in that of a pixel or on its edge. */
static void shade_span(
	uint32_t *rgb, int count, const int32_t *a, const int32_t *b, int at, int apart)
{
	uint32_t value[3], step[3];
	for (int i = 0; i < 3; i++) {
		int32_t half = (b[i] - a[i]) / apart;
		value[i] = (uint32_t)(a[i] + half * at + ONE / 2);
		step[i] = (uint32_t)(2 * half);
	}
	for (int x = 0; x < count; x++) {
		rgb[x] = (value[0] & 0xFF0000) | (value[1] >> 8 & 0xFF00) | value[2] >> 16;
		value[0] += step[0];
		value[1] += step[1];
		value[2] += step[2];
	}
}

void zones_shade(const struct zones *zones, int row, int y, int from, int to, uint32_t *rgb)
{
	int32_t mixed[ZONES_SIDE_MAX][3] = {0};
	const struct zone_span *column = zones->column;
	mix_rows(zones, row, y, mixed);
	/* One span before the first middle, one between each two, one beyond the last. */
	int last = zones->columns - 1;
	for (int i = 0, x = from; i <= last + 1 && x < to; i++) {
		int a = i ? i - 1 : 0, b = least(i, last);
		int middle = column[a].from + column[a].to;
		int apart = a == b ? 1 : column[b].from + column[b].to - middle;
		/* The first pixel whose middle is not before that of b. */
		int end = i > last ? to : column[b].from + (column[b].to - column[b].from) / 2;
		end = least(end, to);
		if (end <= x)
			continue;
		shade_span(rgb + (x - from), end - x, mixed[a], mixed[b],
			a == b ? 0 : 2 * x + 1 - middle, apart);
		x = end;
	}
}
