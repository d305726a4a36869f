#include "screens/figure.h"

const struct figure_area figure_areas[FIGURE_AREAS] = {
	{FIGURE_FRONT, AREA_NECK, "body/front-neck.svg", "area.neck.front", {178, 172}},
	{FIGURE_FRONT, AREA_RIBS, "body/front-ribs.svg", "area.ribs.front", {142, 300}},
	{FIGURE_FRONT, AREA_ITBAND, "body/front-itband.svg", "area.itband.front", {110, 520}},
	{FIGURE_FRONT, AREA_ADDUCTORS, "body/front-adductors.svg", "area.adductors.front",
		{181, 600}},
	{FIGURE_FRONT, AREA_QUADS, "body/front-quads.svg", "area.quads.front", {144, 555}},
	{FIGURE_FRONT, AREA_FEET, "body/front-feet.svg", "area.feet.front", {136, 955}},
	{FIGURE_BACK, AREA_NECK, "body/back-neck.svg", "area.neck.back", {226, 190}},
	{FIGURE_BACK, AREA_RIBS, "body/back-ribs.svg", "area.ribs.back", {268, 300}},
	{FIGURE_BACK, AREA_GLUTES, "body/back-glutes.svg", "area.glutes.back", {252, 480}},
	{FIGURE_BACK, AREA_ITBAND, "body/back-itband.svg", "area.itband.back", {291, 580}},
	{FIGURE_BACK, AREA_CALVES, "body/back-calves.svg", "area.calves.back", {262, 770}},
	{FIGURE_BACK, AREA_FEET, "body/back-feet.svg", "area.feet.back", {264, 955}},
};

struct rect figure_box(float x, float y, float h, float left, float top, float units_h)
{
	float scale = h / units_h;
	return rect_make(x - left * scale, y - top * scale, 400 * scale, 1000 * scale);
}

void figure_draw(struct ui *ui, struct rect box, enum figure_view view,
	const struct figure_colors *colors, int chosen)
{
	static const char *const body[] = {"body/body-front.svg", "body/body-back.svg"};
	static const char *const detail[] = {
		"body/body-front-detail.svg", "body/body-back-detail.svg"};
	static const char *const hair[] = {"body/body-front-hair.svg", "body/body-back-hair.svg"};
	draw_mask(ui->list, box, body[view], colors->body);
	draw_mask(ui->list, box, detail[view], colors->detail);
	draw_mask(ui->list, box, hair[view], colors->hair);
	for (int i = 0; i < FIGURE_AREAS; i++) {
		const struct figure_area *area = &figure_areas[i];
		/* Under the finger it takes the other color. */
		bool lit = ((int)area->area == chosen) != ui_is_pressed(ui, area->item_id);
		if (area->view == view)
			draw_mask(ui->list, box, area->mask, lit ? colors->chosen : colors->area);
	}
}

void figure_items(const struct app *app, struct ui *ui, struct rect box, enum figure_view view)
{
	for (int i = 0; i < FIGURE_AREAS; i++) {
		const struct figure_area *area = &figure_areas[i];
		if (area->view != view)
			continue;
		draw_item(ui->list,
			&(struct item){.id = area->item_id,
				.role = ROLE_AREA,
				.label = text_in(&app->catalog->area_name[area->area], app->lang),
				.box = box,
				.hit = box,
				.action = {ACTION_AREA, area->area},
				.shape = area->mask,
				.no_focus = true});
	}
}
