#include "screen_rules.h"

#include "ui/hit.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Where a fault was found. */
struct look {
	const char *what;
	const struct app *app;
	const struct draw_list *list;
	bool odd;
	int faults;
};

static void fault(struct look *look, const char *rule, const char *item)
{
	const struct app *app = look->app;
	look->faults++;
	fprintf(stderr, "%s %dx%d %s%s%s text %d: %s: %s\n", look->what, app->metrics.px_w,
		app->metrics.px_h, tr_code(app->lang), app->aids.contrast ? " contrast" : "",
		app->aids.reach ? " reach" : "", app->aids.text_size, rule, item);
}

static bool overlap(struct rect a, struct rect b)
{
	const float slack = 0.15F;
	return a.x + slack < b.x + b.w && b.x + slack < a.x + a.w && a.y + slack < b.y + b.h &&
	       b.y + slack < a.y + a.h;
}

static bool in_view(const struct draw_list *list, const struct item *item)
{
	return !item->scrolls || overlap(item->box, list->scroll_box);
}

static void items_keep_apart_and_have_their_size(struct look *look)
{
	const struct draw_list *list = look->list;
	float target = look->app->metrics.target;
	for (size_t i = list->modal; i < list->items; i++) {
		const struct item *item = &list->item[i];
		if (item->hit.w < target - 0.01F || item->hit.h < target - 0.01F)
			fault(look, "smaller than a finger", item->id);
		for (size_t j = i + 1; j < list->items; j++) {
			const struct item *other = &list->item[j];
			bool drawn = !item->shape && !other->shape && in_view(list, item) &&
				     in_view(list, other) && item->scrolls == other->scrolls;
			if (drawn && overlap(item->box, other->box)) {
				char *both = mem_printf("%s and %s", item->id, other->id);
				fault(look, "overlap", both);
				free(both);
			}
		}
	}
}

/* Runs of what is on top stand on the glass; those that scroll are cut by their window. */
static void text_stays_on_the_glass(struct look *look, const struct measure *measure)
{
	const struct metrics *m = &look->app->metrics;
	bool clipped = false;
	for (size_t i = 0; i < look->list->cmds; i++) {
		const struct draw_cmd *cmd = &look->list->cmd[i];
		if (cmd->kind == DRAW_CLIP)
			clipped = cmd->box.w > 0;
		if (cmd->kind != DRAW_TEXT || clipped)
			continue;
		float w = measure_run(measure, cmd->font, cmd->size, cmd->tracking, cmd->tabular,
			cmd->text, strlen(cmd->text));
		bool inside = cmd->box.x >= -0.2F && cmd->box.x + w <= m->w + 0.2F &&
			      cmd->box.y - cmd->size * 0.72F >= -0.2F && cmd->box.y <= m->h;
		if (!inside)
			fault(look, "off the glass", cmd->text);
	}
}

static bool within(struct rect in, struct rect out)
{
	const float slack = 0.3F;
	return in.x >= out.x - slack && in.y >= out.y - slack &&
	       in.x + in.w <= out.x + out.w + slack && in.y + in.h <= out.y + out.h + slack;
}

/* The capitals of a run. */
static struct rect run_box(const struct measure *measure, const struct draw_cmd *cmd)
{
	const float capitals = 0.72F;
	float w = measure_run(measure, cmd->font, cmd->size, cmd->tracking, cmd->tabular, cmd->text,
		strlen(cmd->text));
	return rect_make(cmd->box.x, cmd->box.y - cmd->size * capitals, w, cmd->size * capitals);
}

/* What of a command can be seen: it may be cut by the window that it stands in. */
static struct rect seen_of(const struct draw_list *list, size_t at, struct rect box)
{
	while (at > 0 && list->cmd[at - 1].kind != DRAW_CLIP)
		at--;
	if (!at || list->cmd[at - 1].box.w <= 0)
		return box;
	const struct rect *window = &list->cmd[at - 1].box;
	float right = fminf(box.x + box.w, window->x + window->w);
	float bottom = fminf(box.y + box.h, window->y + window->h);
	box.x = fmaxf(box.x, window->x);
	box.y = fmaxf(box.y, window->y);
	const struct rect nowhere = {-1000, -1000, 0, 0};
	box.w = right - box.x;
	box.h = bottom - box.y;
	return box.w > 0 && box.h > 0 ? box : nowhere;
}

/* From the run downwards to the ground that it stands on: no edge and no other run in between. */
static void text_lies_on_one_ground(struct look *look, const struct measure *measure)
{
	const struct draw_list *list = look->list;
	bool clipped = false;
	for (size_t i = 0; i < list->cmds; i++) {
		const struct draw_cmd *cmd = &list->cmd[i];
		if (cmd->kind == DRAW_CLIP)
			clipped = cmd->box.w > 0;
		if (cmd->kind != DRAW_TEXT || clipped)
			continue;
		struct rect box = run_box(measure, cmd);
		for (size_t j = i; j-- > 0;) {
			const struct draw_cmd *below = &list->cmd[j];
			bool solid = below->kind == DRAW_RECT && (below->color & 0xFF) == 0xFF;
			struct rect seen = seen_of(list, j, below->box);
			if (solid && below->stroke <= 0 && within(box, seen))
				break;
			if (solid && overlap(box, seen) && !within(box, seen))
				fault(look, "over an edge", cmd->text);
			if (below->kind == DRAW_TEXT &&
				overlap(box, seen_of(list, j, run_box(measure, below))))
				fault(look, "over another text", cmd->text);
		}
	}
}

/* The fill that an item was drawn with; list->cmds: it has none, or it stands in a window. */
static size_t fill_of(const struct draw_list *list, const struct item *item)
{
	bool clipped = false;
	for (size_t i = 0; i < list->cmds; i++) {
		const struct draw_cmd *cmd = &list->cmd[i];
		if (cmd->kind == DRAW_CLIP)
			clipped = cmd->box.w > 0;
		if (!clipped && cmd->kind == DRAW_RECT && cmd->stroke <= 0 &&
			within(cmd->box, item->box) && within(item->box, cmd->box))
			return i;
	}
	return list->cmds;
}

/* A control hangs over no card's edge. */
static void items_lie_on_one_ground(struct look *look)
{
	const struct draw_list *list = look->list;
	for (size_t i = list->modal; i < list->items; i++) {
		const struct item *item = &list->item[i];
		size_t at = fill_of(list, item);
		while (at < list->cmds && at-- > 0) {
			const struct draw_cmd *below = &list->cmd[at];
			bool solid = below->kind == DRAW_RECT && (below->color & 0xFF) == 0xFF &&
				     below->stroke <= 0;
			struct rect seen = seen_of(list, at, below->box);
			if (solid && within(item->box, seen))
				break;
			if (solid && overlap(item->box, seen))
				fault(look, "hangs over an edge", item->id);
		}
	}
}

/* Where the commands of what is on top begin: the last thing as large as the glass. */
static size_t top_cmds(const struct look *look)
{
	size_t from = 0;
	for (size_t i = 0; i < look->list->cmds; i++) {
		struct rect box = look->list->cmd[i].box;
		if (look->list->cmd[i].kind == DRAW_RECT && box.w >= look->app->metrics.w &&
			box.h >= look->app->metrics.h)
			from = i;
	}
	return from;
}

/* Whether something that is drawn after a command lies over a part of this box; what scrolls does
 * so only inside its window. */
static bool is_hidden(const struct draw_list *list, size_t after, struct rect box)
{
	struct rect window = {0};
	for (size_t i = after + 1; i < list->cmds; i++) {
		const struct draw_cmd *cmd = &list->cmd[i];
		bool hides =
			(cmd->kind == DRAW_RECT || cmd->kind == DRAW_VIDEO) && cmd->stroke <= 0;
		if (cmd->kind == DRAW_CLIP)
			window = cmd->box;
		if (hides && overlap(box, cmd->box) && (window.w <= 0 || overlap(box, window)))
			return true;
	}
	return false;
}

/* Nothing that is drawn later hides a run, or a part of it. */
static void text_is_not_covered(struct look *look, const struct measure *measure)
{
	const struct draw_list *list = look->list;
	bool clipped = false;
	for (size_t i = top_cmds(look); i < list->cmds; i++) {
		const struct draw_cmd *cmd = &list->cmd[i];
		if (cmd->kind == DRAW_CLIP)
			clipped = cmd->box.w > 0;
		if (cmd->kind == DRAW_TEXT && !clipped && is_hidden(list, i, run_box(measure, cmd)))
			fault(look, "covered", cmd->text);
	}
}

static double channel(unsigned value)
{
	double share = (double)(value & 0xFF) / 255;
	return share <= 0.03928 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4);
}

static double luminance(color_t color)
{
	return 0.2126 * channel(color >> 24) + 0.7152 * channel(color >> 16) +
	       0.0722 * channel(color >> 8);
}

/* WCAG 2.2, 1.4.3. */
static double contrast(color_t a, color_t b)
{
	double x = luminance(a), y = luminance(b);
	return x > y ? (x + 0.05) / (y + 0.05) : (y + 0.05) / (x + 0.05);
}

/* The color under a point before command `before`; false: a picture, which has none. */
static bool ground_at(const struct draw_list *list, size_t before, struct point at, color_t *ground)
{
	bool known = false;
	struct rect window = {0};
	for (size_t i = 0; i < before; i++) {
		const struct draw_cmd *cmd = &list->cmd[i];
		bool fill =
			cmd->kind == DRAW_RECT && cmd->stroke <= 0 && (cmd->color & 0xFF) == 0xFF;
		bool picture = cmd->kind == DRAW_IMAGE || cmd->kind == DRAW_VIDEO ||
			       cmd->kind == DRAW_ZONES || cmd->kind == DRAW_MASK;
		if (cmd->kind == DRAW_CLIP)
			window = cmd->box;
		bool cut = window.w > 0 && !rect_holds(window, at);
		if ((!fill && !picture) || cut || !rect_holds(cmd->box, at))
			continue;
		*ground = cmd->color;
		known = fill;
	}
	return known;
}

static void text_can_be_read(struct look *look, const struct measure *measure)
{
	const color_t disabled = theme_get(look->app->aids.contrast)->color[DISABLED_TEXT];
	const float large = 3.2F;     /* u: over 24 px at full HD, WCAG's large text */
	const float smallest = 2.19F; /* u */
	/* The larger texts on 4:3 glass may shorten and shrink a side note. */
	const struct metrics *m = &look->app->metrics;
	bool squarer =
		m->px_w * 10 < m->px_h * 14 && m->px_w > m->px_h && look->app->aids.text_size > 0;
	struct rect window = {0};
	for (size_t i = 0; i < look->list->cmds; i++) {
		const struct draw_cmd *cmd = &look->list->cmd[i];
		color_t ground;
		if (cmd->kind == DRAW_CLIP)
			window = cmd->box;
		if (cmd->kind != DRAW_TEXT || cmd->color == disabled)
			continue;
		float w = measure_run(measure, cmd->font, cmd->size, cmd->tracking, cmd->tabular,
			cmd->text, strlen(cmd->text));
		struct point middle = {cmd->box.x + w / 2, cmd->box.y - cmd->size * 0.35F};
		bool scrolled_away = window.w > 0 && !rect_holds(window, middle);
		if (scrolled_away || !ground_at(look->list, i, middle, &ground))
			continue;
		if (cmd->size < smallest && !squarer && !look->odd)
			fault(look, "too small", cmd->text);
		if (contrast(cmd->color, ground) < (cmd->size >= large ? 3 : 4.5))
			fault(look, "too little contrast", cmd->text);
	}
}

static void at_most_one_thing_is_loud(struct look *look)
{
	int loud = 0;
	for (size_t i = look->list->modal; i < look->list->items; i++)
		loud += look->list->item[i].go && !look->list->item[i].disabled;
	if (loud > 1)
		fault(look, "more than one loud thing", "");
}

/* By the buttons: the focus reaches each item, or a button beside the screen does what it does. */
static void buttons_reach_everything(struct look *look)
{
	const struct draw_list *list = look->list;
	if (app_top(look->app)->next)
		return;
	for (size_t i = list->modal; i < list->items; i++) {
		const struct item *item = &list->item[i];
		bool other = item->disabled || !item->no_focus;
		for (size_t j = list->modal; j < list->items && !other; j++)
			other = !list->item[j].no_focus &&
				list->item[j].action.kind == item->action.kind &&
				list->item[j].action.arg == item->action.arg;
		bool button = item->action.kind == ACTION_BACK ||
			      item->action.kind == ACTION_HOME || item->hold.kind;
		if (!other && !button)
			fault(look, "out of the buttons' reach", item->id);
	}
}

static void the_way_back_is_there(struct look *look)
{
	const char *name = app_top(look->app)->name;
	if (app_rests(look->app) || strcmp(name, "home") == 0 || look->app->overlays)
		return;
	/* Nothing lies before it, and its one loud control leads home. */
	if (strcmp(name, "recovery") == 0 && draw_find(look->list, "go"))
		return;
	if (!draw_find(look->list, "back"))
		fault(look, "no way", "back");
	/* Staff leave by one way; what lies before the PIN shows that alone. */
	bool staff = strncmp(name, "staff", 5) == 0 || strcmp(name, "pin") == 0;
	if (!draw_find(look->list, "home") && !staff)
		fault(look, "no way", "home");
}

static bool has_keys(const struct draw_list *list)
{
	for (size_t i = list->modal; i < list->items; i++)
		if (list->item[i].role == ROLE_KEY)
			return true;
	return false;
}

static float scrolled(const struct app *app)
{
	return app->overlays ? app->overlay_scroll[app->overlays - 1]
			     : app->nav[app->depth - 1].scroll;
}

/* No view hangs above its window with nothing below. */
static void nothing_is_scrolled_past_its_end(struct look *look)
{
	float scroll = scrolled(look->app);
	bool scrolls = look->list->scroll_max > 0 || look->list->scroll_end > 0;
	if (scrolls && scroll > look->list->scroll_max + 0.01F)
		fault(look, "scrolled past its end", "");
}

/* Where the middle of each control is in the lower half: at once, or when its page is scrolled. Not
 * the logo, which staff hold; not what only a finger finds, since a label does the same; and not a
 * screen with a keyboard, which takes the lower half itself: its go key shows what was found. */
static void controls_come_down(struct look *look)
{
	const struct draw_list *list = look->list;
	float line = app_reach_line(look->app);
	float scroll = scrolled(look->app);
	if (has_keys(list))
		return;
	for (size_t i = list->modal; i < list->items && look->app->aids.reach; i++) {
		const struct item *item = &list->item[i];
		if (item->hold.kind || item->no_focus)
			continue;
		float middle = item->box.y + item->box.h / 2;
		float bottom = look->app->metrics.h;
		/* What was scrolled up comes down again. */
		if (item->scrolls) {
			bottom = list->scroll_box.y + list->scroll_box.h + list->scroll_max;
			middle += scroll;
		}
		if (middle < line || middle > bottom)
			fault(look, "out of reach", item->id);
	}
}

int screen_faults(const char *what, const struct app *app, const struct draw_list *list,
	const struct measure *measure, bool odd)
{
	struct look look = {.what = what, .app = app, .list = list, .odd = odd};
	items_keep_apart_and_have_their_size(&look);
	text_stays_on_the_glass(&look, measure);
	text_lies_on_one_ground(&look, measure);
	items_lie_on_one_ground(&look);
	text_is_not_covered(&look, measure);
	text_can_be_read(&look, measure);
	at_most_one_thing_is_loud(&look);
	buttons_reach_everything(&look);
	the_way_back_is_there(&look);
	nothing_is_scrolled_past_its_end(&look);
	controls_come_down(&look);
	/* The largest text on the smallest glass may shorten a side note. */
	bool tightest = app->metrics.px_w == 640 && app->aids.text_size == 2;
	if (list->cut && !tightest && !odd)
		fault(&look, "cut off", list->cut);
	return look.faults;
}
