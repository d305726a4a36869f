#include "screens/roller.h"

#include <math.h>
#include <string.h>

const enum area roller_areas[ROLLER_AREAS] = {
	AREA_CALVES, AREA_QUADS, AREA_ITBAND, AREA_GLUTES, AREA_ADDUCTORS};

bool roller_open(const struct app *app)
{
	return !app->config->roller_closed && app->mat.fitted && app->mat.works &&
	       !(app->sample.faults & MAT_UNPLUGGED);
}

bool roller_counts_passes(const struct app *app)
{
	return mat_zones(app->mat.grid) > 1;
}

bool roller_knows_sides(const struct app *app)
{
	return app->mat.grid.columns > 1;
}

const char *roller_area_name(const struct app *app, int area)
{
	return text_in(&app->catalog->area_name[area], app->lang);
}

const struct routine *roller_routine(const struct app *app)
{
	int first = app->catalog->first[app->roller.area];
	return first < 0 ? NULL : &app->catalog->routine[first];
}

const char *roller_limb(const struct app *app, const char *leg, const char *side)
{
	return app->roller.area == AREA_GLUTES ? side : leg;
}

const char *share_words(struct ui *ui, float left, const char *between)
{
	int percent = (int)lroundf(left * 100);
	return arena_printf(&ui->list->arena, "%d%s%d", percent, between, 100 - percent);
}

void roller_start(struct app *app, int set)
{
	if (set == 0)
		app_go(app, SCREEN_ROLLER_LIVE, 0);
	else
		app_replace(app, SCREEN_ROLLER_LIVE, set);
}

void roller_next_area(struct app *app)
{
	int at = 0;
	for (int i = 0; i < ROLLER_AREAS; i++)
		if ((int)roller_areas[i] == app->roller.area)
			at = (i + 1) % ROLLER_AREAS;
	app->roller.area = roller_areas[at];
}

int roller_sets(const struct app *app)
{
	return app->roller.set + 1;
}

/* Means are weighted by what they are means of. */
void roller_landed(const struct app *app, float landed[MAT_ZONES_MAX])
{
	memset(landed, 0, sizeof(float) * MAT_ZONES_MAX);
	for (int set = 0; set < roller_sets(app); set++)
		for (int zone = 0; zone < mat_zones(app->mat.grid); zone++)
			landed[zone] += app->roller.coach[set].landed[zone];
}

struct coach_summary roller_summary(const struct app *app)
{
	struct coach_summary all = {
		.seconds_per_pass = NAN, .left_share = NAN, .evenness = NAN, .coverage = NAN};
	float pass_s = 0, left_s = 0, sided_s = 0, even_s = 0, pressed_s = 0;
	for (int i = 0; i < roller_sets(app); i++) {
		struct coach_summary set = coach_summary(&app->roller.coach[i]);
		all.passes += set.passes;
		all.in_rhythm += set.in_rhythm;
		all.contact_s += set.contact_s;
		all.held_s += set.held_s;
		if (!isnan(set.seconds_per_pass))
			pass_s += set.seconds_per_pass * (float)set.passes;
		if (!isnan(set.left_share)) {
			left_s += set.left_share * set.contact_s;
			sided_s += set.contact_s;
		}
		if (!isnan(set.evenness)) {
			even_s += set.evenness * set.contact_s;
			pressed_s += set.contact_s;
		}
	}
	if (all.passes > 0)
		all.seconds_per_pass = pass_s / (float)all.passes;
	if (sided_s > 0)
		all.left_share = left_s / sided_s;
	if (pressed_s > 0) {
		float landed[MAT_ZONES_MAX];
		roller_landed(app, landed);
		all.evenness = even_s / pressed_s;
		all.coverage = (float)coach_covered(app->mat.grid, landed) /
			       (float)mat_zones(app->mat.grid);
	}
	return all;
}

void roller_stat(struct ui *ui, struct rect box, const char *label, const char *number,
	const char *unit, float size)
{
	ui_panel(ui, box, 2.4f, STAGE_2);
	struct rect in = rect_inset(box, 2.8f, 2);
	struct type words = ui_type(ui, STYLE_LABEL);
	words = ui_fit(ui, in.w, 1, words, label);
	ui_text(ui, in, words, STAGE_TEXT_2, LEFT, 1, label);
	struct type type = type_sized(theme_type(STYLE_NUMERAL, 1), size);
	struct rect foot = rect_cut_bottom(&in, size * 0.9f);
	ui_text(ui, foot, type, STAGE_TEXT, LEFT | MIDDLE, 1, number);
	if (!unit)
		return;
	rect_cut_left(&foot, ui_text_width(ui, type, number) + 1.2f);
	ui_text(ui, foot, ui_type(ui, STYLE_LABEL), STAGE_TEXT, LEFT | BOTTOM, 1, unit);
}

void roller_dock(struct ui *ui, const struct roller_dock *dock)
{
	enum size_class size = ui->m.size_class;
	bool tight = size == CLASS_COMPACT, tall = size == CLASS_PORTRAIT;
	float margin = ui->m.margin;
	const char *next = ui_tr(ui, tight ? N_("Next") : N_("Next area"));
	const struct light light[] = {
		{0, "roller.light", dock->go, dock->action},
		{1, "roller.next", next, {dock->next ? ACTION_ROLLER_NEXT : ACTION_NONE, 0}},
		{2, "back", ui_tr(ui, N_("Back")), {ACTION_BACK, 0}},
		{3, "home", ui_tr(ui, N_("Home")), {ACTION_HOME, 0}},
	};
	const struct button go = {.id = "roller.go",
		.label = dock->go,
		.icon = dock->icon,
		.kind = BUTTON_GO,
		.type = tall ? theme_type(STYLE_BUTTON_LARGE, 1) : (struct type){0},
		.icon_size = tall ? 4.8f : 3.6f,
		.radius = tall ? 2 : 1.6f,
		.pad = tight ? 3.4f : 4,
		.on_stage = true,
		.action = dock->action};
	struct rect foot = {margin, ui->m.h - (tight ? 12 : 13.8f), ui->m.w - 2 * margin, 12.4f};
	if (tall) {
		ui_button(ui, rect_make(margin, ui->m.h - 21.6f, foot.w, 12), &go);
		foot.y = ui->m.h - 8.8f;
		foot.h = 8.8f;
		ui_lights(ui, foot, light, 4, 0, true, true);
		return;
	}
	struct rect box = rect_cut_right(&foot, ui_button_width(ui, &go));
	rect_cut_right(&foot, 3);
	ui_lights(ui, foot, light, 4, tight ? 3.2f : 5.6f, false, true);
	ui_button(ui, rect_center(box, box.w, 8.8f), &go);
}
