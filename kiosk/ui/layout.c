#include "ui/ui.h"

#include <math.h>

struct rect rect_make(float x, float y, float w, float h)
{
	return (struct rect){x, y, w, h};
}

struct rect rect_inset(struct rect box, float x, float y)
{
	return rect_make(box.x + x, box.y + y, box.w - 2 * x, box.h - 2 * y);
}

struct rect rect_cut_top(struct rect *box, float h)
{
	struct rect cut = {box->x, box->y, box->w, h};
	box->y += h;
	box->h -= h;
	return cut;
}

struct rect rect_cut_bottom(struct rect *box, float h)
{
	box->h -= h;
	return rect_make(box->x, box->y + box->h, box->w, h);
}

struct rect rect_cut_left(struct rect *box, float w)
{
	struct rect cut = {box->x, box->y, w, box->h};
	box->x += w;
	box->w -= w;
	return cut;
}

struct rect rect_cut_right(struct rect *box, float w)
{
	box->w -= w;
	return rect_make(box->x + box->w, box->y, w, box->h);
}

struct rect rect_center(struct rect box, float w, float h)
{
	return rect_make(box.x + (box.w - w) / 2, box.y + (box.h - h) / 2, w, h);
}

bool rect_holds(struct rect box, struct point p)
{
	return p.x >= box.x && p.y >= box.y && p.x < box.x + box.w && p.y < box.y + box.h;
}

struct rect rect_grid(struct rect box, int columns, int rows, float gap, int n)
{
	float w = (box.w - gap * (float)(columns - 1)) / (float)columns;
	float h = (box.h - gap * (float)(rows - 1)) / (float)rows;
	float column = (float)(n % columns), row = floorf((float)n / (float)columns);
	return rect_make(box.x + column * (w + gap), box.y + row * (h + gap), w, h);
}

struct rect ui_canvas(const struct ui *ui)
{
	return rect_make(0, 0, ui->m.w, ui->m.h);
}
