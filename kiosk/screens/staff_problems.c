/* What is wrong, for staff: behind the logo's corner. */
#include "screens/staff_parts.h"

#include <string.h>

static const char *const part_names[PART_COUNT] = {
	[PART_CONTENT] = N_("Routines and texts"),
	[PART_VIDEO] = N_("Videos"),
	[PART_SOUND] = N_("Sound"),
	[PART_DISPLAY] = N_("Screen"),
	[PART_SETTINGS] = N_("Settings"),
	[PART_ASSETS] = N_("Fonts and pictures"),
	[PART_HARDWARE] = N_("Buttons and mat"),
	[PART_DATA] = N_("Directory"),
	[PART_MACHINE] = N_("The kiosk itself"),
};

/* Where a part is looked at or set right; NULL: nowhere on the screen. */
static const struct way {
	const char *label;
	struct action action;
} ways[PART_COUNT] = {
	[PART_CONTENT] = {N_("Open the content"), {ACTION_GO, SCREEN_STAFF_CONTENT}},
	[PART_VIDEO] = {N_("Open the content"), {ACTION_GO, SCREEN_STAFF_CONTENT}},
	[PART_SOUND] = {N_("Look at it live"), {ACTION_GO, SCREEN_STAFF_HARDWARE}},
	[PART_DISPLAY] = {N_("Look at it live"), {ACTION_GO, SCREEN_STAFF_HARDWARE}},
	[PART_SETTINGS] = {N_("Open the settings"), {ACTION_GO, SCREEN_STAFF_SETTINGS}},
	[PART_HARDWARE] = {N_("Look at it live"), {ACTION_GO, SCREEN_STAFF_HARDWARE}},
	[PART_DATA] = {N_("Open the directory"), {ACTION_GO, SCREEN_STAFF_THERAPISTS}},
	[PART_MACHINE] = {N_("Look at it live"), {ACTION_GO, SCREEN_STAFF_HARDWARE}},
};
static const struct way to_clock = {N_("Set the clock"), {ACTION_OPEN, OVERLAY_CLOCK}};

/* A clock that nobody vouches for, or that says another day than it was already. */
static bool of_clock(const struct problem *problem)
{
	return strcmp(problem->title, health_words(HEALTH_CLOCK)->title) == 0 ||
	       strcmp(problem->title, directory_date_title) == 0;
}

/* Some faults are of a part and not mended where the part is. */
static const struct way *way_of(const struct problem *problem)
{
	static const enum health_fault elsewhere[] = {HEALTH_DATABASE, HEALTH_BACKUP, HEALTH_LOST,
		HEALTH_THINNED, HEALTH_RESTARTS, HEALTH_READ_ONLY, HEALTH_FRAMES};
	if (of_clock(problem))
		return &to_clock;
	for (size_t i = 0; i < sizeof elsewhere / sizeof elsewhere[0]; i++)
		if (strcmp(problem->title, health_words(elsewhere[i])->title) == 0)
			return NULL;
	return ways[problem->part].label ? &ways[problem->part] : NULL;
}

/* "Since 2:10 pm" of today, "Since 11/23/2026" of another day. */
static const char *since_words(const struct app *app, struct ui *ui, const struct problem *p)
{
	day_t day = date_of_wall(p->since_s);
	int minutes = (int)((p->since_s - (int64_t)day * 86400) / 60);
	if (!p->since_s)
		return NULL;
	return ui_fill(ui, ui_tr(ui, N_("Since {}")),
		day == app_today(app) ? time_words(ui, minutes) : day_words(ui, day));
}

/* The parts of a row of so much width: words, and at the right, on wide glass, when and a button;
 * else they stand below. */
struct row {
	const struct problem *problem;
	const char *detail, *todo, *since;
	const struct way *way;
	struct type head, label, bold;
	float text_w, head_h, detail_h, todo_h, below_h;
	bool wide;
};

enum { PAD = 3 };
static const float plate_size = 11.2f, since_w = 19, way_w = 33, button_h = 8.8f;

static struct row row_of(
	const struct app *app, struct ui *ui, float w, const struct problem *problem)
{
	struct row row = {.problem = problem,
		.detail = ui_say(ui, problem->detail),
		.todo = ui_tr(ui, problem->todo),
		.since = since_words(app, ui, problem),
		.way = way_of(problem),
		.head = theme_type(STYLE_HEADING, 1),
		.label = theme_type(STYLE_LABEL, 1),
		.wide = ui->m.size_class == CLASS_LANDSCAPE};
	row.bold = row.label;
	row.bold.font = FONT_BOLD;
	row.text_w = w - 6.4f - plate_size - PAD;
	if (row.wide)
		row.text_w -= (row.since ? since_w + PAD : 0) + (row.way ? way_w + PAD : 0);
	row.head_h = ui_text_height(ui, row.text_w, row.head, ui_tr(ui, problem->title));
	row.detail_h = ui_text_height(ui, row.text_w, row.label, row.detail);
	row.todo_h = ui_text_height(ui, row.text_w, row.bold, row.todo);
	if (!row.wide && (row.way || row.since))
		row.below_h = 1.4f + (row.way ? button_h : row.label.line);
	return row;
}

static float row_height(const struct row *row)
{
	float h = row->head_h + row->detail_h + row->todo_h + row->below_h + 0.9f + 4;
	return h > 17.6f ? h : 17.6f;
}

static void way_button(struct ui *ui, struct rect box, const struct row *row, int index)
{
	const struct button button = {.id = arena_printf(&ui->list->arena, "problem.%d", index),
		.label = ui_tr(ui, row->way->label),
		.kind = index == 0 ? BUTTON_GO : BUTTON_QUIET,
		.action = row->way->action};
	ui_button(ui, box, &button);
}

/* When and the button, at the right or below the words. */
static void row_side(
	struct ui *ui, struct rect in, struct rect below, const struct row *row, int index)
{
	if (row->wide) {
		if (row->way)
			way_button(ui, rect_center(rect_cut_right(&in, way_w), way_w, button_h),
				row, index);
		rect_cut_right(&in, row->way ? PAD : 0);
		if (row->since)
			ui_text(ui, rect_cut_right(&in, since_w),
				ui_fit(ui, since_w, 1, row->label, row->since), INK_2,
				RIGHT | MIDDLE, 2, row->since);
		return;
	}
	rect_cut_top(&below, 1.4f);
	if (row->way) {
		const struct button natural = {.label = ui_tr(ui, row->way->label)};
		float w = ui_button_width(ui, &natural);
		way_button(ui, rect_cut_left(&below, w < below.w ? w : below.w), row, index);
		rect_cut_left(&below, PAD);
	}
	if (row->since)
		ui_text(ui, below, row->label, INK_2, LEFT | (row->way ? MIDDLE : TOP), 2,
			row->since);
}

static void problem_row(struct ui *ui, struct rect box, const struct row *row, int index)
{
	const struct problem *p = row->problem;
	bool error = p->level == PROBLEM_ERROR;
	ui_card(ui, box, 2.4f);
	struct rect in = rect_inset(box, 3.2f, 0);
	struct rect side = rect_cut_left(&in, plate_size);
	struct rect plate = row->wide ? rect_center(side, plate_size, plate_size)
				      : rect_make(side.x, side.y + 3.2f, plate_size, plate_size);
	ui_plate(ui, plate, of_clock(p) ? "clock" : part_icon(p->part), 6,
		error ? ERROR_TINT : WARN_TINT, error ? ERROR : WARN_TEXT);
	rect_cut_left(&in, PAD);
	struct rect words = rect_make(in.x, in.y, row->text_w, in.h);
	float total = row->head_h + row->detail_h + row->todo_h + row->below_h + 0.9f;
	rect_cut_top(&words, (words.h - total) / 2);
	ui_text(ui, rect_cut_top(&words, row->head_h), row->head, INK, LEFT, 0,
		ui_tr(ui, p->title));
	rect_cut_top(&words, 0.6f);
	ui_text(ui, rect_cut_top(&words, row->detail_h), row->label, INK_2, LEFT, 0, row->detail);
	rect_cut_top(&words, 0.3f);
	ui_text(ui, rect_cut_top(&words, row->todo_h), row->bold, INK, LEFT, 0, row->todo);
	row_side(ui, in, rect_cut_top(&words, row->below_h), row, index);
}

static bool part_fine(const struct problems *problems, enum problem_part part)
{
	for (size_t i = 0; i < problems->count; i++)
		if (problems->item[i].part == part)
			return false;
	return true;
}

enum { MACHINE_TAGS = 4 };

/* What is known of the machine and fine, beside the parts without a problem. */
static int machine_tags(const struct app *app, struct ui *ui, const char *tag[MACHINE_TAGS])
{
	const struct desk_answer *answer = staff_told(app, DESK_HEALTH);
	const struct health *health = answer ? &answer->health : NULL;
	int tags = 0;
	if (!health)
		return 0;
	bool room = !health->there[HEALTH_DISK_FULL] && !health->there[HEALTH_DISK_LOW] &&
		    !health->there[HEALTH_READ_ONLY];
	if (room && health->disk_used >= 0)
		tag[tags++] = ui_fill(
			ui, ui_tr(ui, N_("Disk {} % used")), number_words(ui, health->disk_used));
	if (!health->there[HEALTH_HOT] && health->temperature_c > -100)
		tag[tags++] = ui_fill(ui, ui_tr(ui, N_("Cool enough: {} \302\260C")),
			number_words(ui, health->temperature_c));
	if (!health->there[HEALTH_BACKUP] && health->backup_wall_s)
		tag[tags++] = ui_fill(
			ui, ui_tr(ui, N_("Backup {}")), when_words(ui, health->backup_wall_s));
	if (health->decoder[0] && !health->there[HEALTH_FRAMES])
		tag[tags++] = ui_fill(ui, ui_tr(ui, N_("Videos by {}")), health->decoder);
	return tags;
}

/* All that is fine, and how many rows of tags that makes in so much width. */
struct fine {
	const char *tag[PART_COUNT + MACHINE_TAGS + 1];
	int tags, rows;
};

static const float tag_h = 6, tag_gap = 1.6f, tag_pitch = 7;

static struct fine fine_of(const struct app *app, struct ui *ui, float w)
{
	struct fine fine = {.rows = 1};
	for (int part = 0; part < PART_COUNT; part++)
		if (part_fine(app->problems, (enum problem_part)part))
			fine.tag[fine.tags++] = ui_tr(ui, part_names[part]);
	fine.tags += machine_tags(app, ui, &fine.tag[fine.tags]);
	if (part_fine(app->problems, PART_CONTENT) && app->whole->about.version[0])
		fine.tag[fine.tags++] =
			ui_fill(ui, ui_tr(ui, N_("Content {}")), app->whole->about.version);
	float x = 0;
	for (int i = 0; i < fine.tags; i++) {
		float tag_w = ui_tag_width(ui, tag_h, "check", fine.tag[i]);
		if (x > 0 && x + tag_w > w) {
			fine.rows++;
			x = 0;
		}
		x += tag_w + tag_gap;
	}
	return fine;
}

static void fine_rows(struct ui *ui, struct rect box, const struct fine *fine)
{
	if (ui->m.size_class != CLASS_COMPACT)
		ui_text(ui, rect_cut_top(&box, 4.4f), theme_type(STYLE_LABEL, 1), INK_2, LEFT, 1,
			ui_tr(ui, N_("All fine")));
	struct point at = {box.x, box.y};
	for (int i = 0; i < fine->tags; i++) {
		float w = ui_tag_width(ui, tag_h, "check", fine->tag[i]);
		if (at.x > box.x && at.x + w > box.x + box.w)
			at = (struct point){box.x, at.y + tag_pitch};
		at.x += tag_gap +
			ui_tag(ui, at, tag_h, "check", fine->tag[i], TIDE_TINT, TIDE_PRESSED);
	}
}

static const char *headline(const struct app *app, struct ui *ui)
{
	size_t count = app->problems->count + app->problems->more;
	if (!count)
		return ui_tr(ui, N_("All is well"));
	return ui_fill(ui, trn(ui->lang, "{} thing to look at", "{} things to look at", count),
		arena_printf(&ui->list->arena, "%zu", count));
}

/* All of them, scrolled; what was too much to keep stands in the journal. */
static void problem_rows(
	const struct app *app, struct ui *ui, struct rect window, const struct problems *problems)
{
	const float gap = ui->m.size_class == CLASS_COMPACT ? 1.2f : 2.2f;
	struct rect at = ui_scroll_begin(ui, window);
	float y = at.y;
	for (size_t i = 0; i < problems->count; i++) {
		struct row row = row_of(app, ui, at.w, &problems->item[i]);
		float h = row_height(&row);
		problem_row(ui, rect_make(at.x, y, at.w, h), &row, (int)i);
		y += h + gap;
	}
	if (problems->more) {
		const char *number = arena_printf(&ui->list->arena, "%zu", problems->more);
		const char *words = trn(ui->lang, "and {} more, see the journal",
			"and {} more, see the journal", problems->more);
		y += ui_text(ui, rect_make(at.x, y, at.w, 4), theme_type(STYLE_LABEL, 1), INK_2,
			LEFT, 1, ui_fill(ui, words, number));
	}
	ui_scroll_end(ui, y);
}

static void view(const struct app *app, struct ui *ui)
{
	const struct problems *problems = app->problems;
	bool small = ui->m.size_class == CLASS_COMPACT;
	struct rect in = staff_bar(app, ui, ui_tr(ui, N_("What is wrong")), NULL);
	rect_cut_top(&in, small ? 1.4f : 3);
	rect_cut_bottom(&in, small ? 2 : 4.4f);
	struct rect head = rect_cut_top(&in, small ? 6.4f : 10);
	const char *title = headline(app, ui);
	struct type display = type_sized(theme_type(STYLE_DISPLAY, 1), small ? 5 : 7.2f);
	ui_text(ui, head, ui_fit(ui, head.w, 1, display, title), INK, LEFT | MIDDLE, 1, title);
	if (problems->count && ui->m.size_class == CLASS_LANDSCAPE)
		ui_text(ui, head, theme_type(STYLE_LABEL, 1), INK_2, RIGHT | MIDDLE, 1,
			ui_tr(ui, N_("Customers can use everything else.")));
	rect_cut_top(&in, small ? 0.6f : 2.4f);
	/* On small glass the list takes all the room there is. */
	const struct fine fine = fine_of(app, ui, in.w);
	float fine_h = (small ? 0 : 4.4f) + tag_pitch * (float)fine.rows - (tag_pitch - tag_h);
	if (small && problems->count)
		fine_h = 0;
	struct rect below = rect_cut_bottom(&in, fine_h);
	rect_cut_bottom(&in, fine_h > 0 ? 1.2f : 0);
	if (problems->count)
		problem_rows(app, ui, in, problems);
	if (!problems->count) {
		struct rect plate = rect_cut_top(&in, 11.2f);
		ui_plate(ui, rect_cut_left(&plate, 11.2f), "check", 6, TIDE_TINT, TIDE_PRESSED);
		rect_cut_left(&plate, 3);
		ui_text(ui, plate, ui_type(ui, STYLE_LEAD), INK_2, LEFT | MIDDLE, 2,
			ui_tr(ui, N_("Nothing needs you right now.")));
	}
	if (fine_h > 0)
		fine_rows(ui, below, &fine);
}

const struct screen screen_staff_problems = {.name = "staff-problems", .staff = true, .view = view};
