#include "screens/staff_mat.h"

#include <math.h>

static float widest(const struct ui *ui, struct type type, const char *a, const char *b)
{
	return fmaxf(ui_text_width(ui, type, a), ui_text_width(ui, type, b));
}

/* "Left" and "Right" beside the zones of a mat that lies on its side; returns their width. */
static float sides(struct ui *ui, struct rect box, struct type type)
{
	const char *left = ui_tr(ui, N_("Left")), *right = ui_tr(ui, N_("Right"));
	float w = widest(ui, type, left, right) + 0.1f;
	struct rect upper = rect_make(box.x, box.y, w, box.h / 2), lower = upper;
	lower.y += lower.h;
	ui_text(ui, upper, type, STAGE_TEXT_2, LEFT | MIDDLE, 1, left);
	ui_text(ui, lower, type, STAGE_TEXT_2, LEFT | MIDDLE, 1, right);
	return w + 1.4f;
}

struct staff_mat staff_mat_place(
	struct ui *ui, struct rect box, struct mat_grid grid, const char *right)
{
	bool small = ui->m.size_class == CLASS_COMPACT;
	struct staff_mat mat = {.grid = grid, .turned = ui->m.size_class != CLASS_PORTRAIT};
	struct type label = theme_type(small ? STYLE_SMALL : STYLE_LABEL, 1);
	struct rect foot = rect_cut_bottom(&box, small ? 3.8f : 4.8f);
	if (mat.turned) {
		mat.grid = (struct mat_grid){grid.columns, grid.rows};
		float w = grid.columns > 1 ? sides(ui, box, label) : 0;
		rect_cut_left(&box, w);
		rect_cut_left(&foot, w);
		ui_icon(ui, (struct point){foot.x, foot.y + foot.h - 3.1f}, 3, "back",
			STAGE_TEXT_2);
		rect_cut_left(&foot, 4);
	} else {
		struct rect under = rect_cut_bottom(&box, label.line + 0.8f);
		rect_cut_top(&under, 0.8f);
		ui_mat_sides(ui, under, grid, label, STAGE_TEXT_2);
	}
	const char *screen =
		ui_tr(ui, mat.turned ? N_("Screen side") : N_("Screen side at the top"));
	ui_text(ui, foot, label, STAGE_TEXT_2, LEFT | BOTTOM, 1, screen);
	rect_cut_left(&foot, ui_text_width(ui, label, screen) + 2);
	if (right && ui_text_width(ui, label, right) <= foot.w)
		ui_text(ui, foot, label, STAGE_TEXT_2, RIGHT | BOTTOM, 1, right);
	mat.box = box;
	float w = box.w / (float)mat.grid.columns, h = box.h / (float)mat.grid.rows;
	mat.gap = fminf(small ? 1 : 1.6f, 0.14f * fminf(w, h));
	return mat;
}

static int drawn_at(const struct staff_mat *mat, int zone)
{
	if (!mat->turned)
		return zone;
	int columns = mat->grid.rows; /* of the mat itself */
	return zone % columns * mat->grid.columns + zone / columns;
}

void staff_mat_draw(struct ui *ui, const struct staff_mat *mat, const float *load)
{
	float share[MAT_ZONES_MAX];
	const struct mat_look look = {MAT_ON_STAGE, mat->gap, 2.4f};
	for (int zone = 0; zone < mat_zones(mat->grid); zone++)
		share[drawn_at(mat, zone)] = load[zone];
	ui_mat(ui, mat->box, mat->grid, share, &look);
}

struct rect staff_mat_zone(const struct staff_mat *mat, int zone)
{
	return rect_grid(
		mat->box, mat->grid.columns, mat->grid.rows, mat->gap, drawn_at(mat, zone));
}
