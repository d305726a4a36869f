/* Touch accuracy: crosses to be touched in their middle, one after the other, and by how much each
 * was missed. */
#include "screens/staff_glass.h"

#include <math.h>
#include <string.h>

/* Where the crosses are, in shares of the glass; no two that follow each other are near. */
static const struct point targets[AIM_TARGETS] = {{0.07f, 0.1f}, {0.93f, 0.9f}, {0.5f, 0.1f},
	{0.07f, 0.9f}, {0.93f, 0.5f}, {0.07f, 0.5f}, {0.93f, 0.1f}, {0.5f, 0.9f}};

static const float arm = 3;

static struct point target_at(const struct metrics *m, int i)
{
	return (struct point){targets[i].x * m->w, targets[i].y * m->h};
}

static struct rect panel_box(const struct metrics *m)
{
	const float w = fminf(84, m->w * 0.8f), h = 31;
	return rect_make((m->w - w) / 2, (m->h - h) / 2, w, h);
}

static void begin(struct app *app)
{
	app->staff.glass.aimed = 0;
}

static void enter(struct app *app, int arg)
{
	(void)arg;
	begin(app);
}

/* A touch is one wherever it lands, since the touch may be turned; but for the panel, which is left
 * by its buttons. */
static void pointer(struct app *app, const struct event *event)
{
	struct glass_state *glass = &app->staff.glass;
	struct point at = event->pointer.at;
	if (event->pointer.phase != POINTER_DOWN || glass->aimed == AIM_TARGETS ||
		rect_holds(panel_box(&app->metrics), at))
		return;
	struct point target = target_at(&app->metrics, glass->aimed);
	glass->off[glass->aimed++] = (struct point){at.x - target.x, at.y - target.y};
}

static bool update(struct app *app, const struct event *event)
{
	if (event->kind != EVENT_ACTION || event->action.kind != ACTION_AGAIN)
		return false;
	begin(app);
	return true;
}

static void cross(struct ui *ui, struct point at, enum color_role color)
{
	const struct point across[] = {{at.x - arm, at.y}, {at.x + arm, at.y}},
			   down[] = {{at.x, at.y - arm}, {at.x, at.y + arm}};
	draw_line(ui->list, across, 2, 0.3f, ui->theme->color[color]);
	draw_line(ui->list, down, 2, 0.3f, ui->theme->color[color]);
	draw_ring(ui->list, rect_make(at.x - arm, at.y - arm, 2 * arm, 2 * arm), 0.3f, 0, 1,
		ui->theme->color[color]);
}

/* Those that were touched, with a dot where; then the next one. */
static void crosses(const struct app *app, struct ui *ui)
{
	const struct glass_state *glass = &app->staff.glass;
	const float dot = 1.2f;
	for (int i = 0; i < glass->aimed; i++) {
		struct point at = target_at(&ui->m, i), off = glass->off[i];
		cross(ui, at, CONTROL_LINE);
		draw_round(ui->list,
			rect_make(at.x + off.x - dot / 2, at.y + off.y - dot / 2, dot, dot),
			dot / 2, ui->theme->color[TIDE_GRAPHIC]);
	}
	if (glass->aimed < AIM_TARGETS)
		cross(ui, target_at(&ui->m, glass->aimed), FLARE_GRAPHIC);
}

static const char *verdict(struct ui *ui, const struct aim *aim)
{
	const char *words = ui_fill(
		ui, ui_tr(ui, N_("{} off on average, {} at most.")), glass_length(ui, aim->mean));
	words = ui_fill(ui, words, glass_length(ui, aim->most));
	if (aim->most <= aim_good)
		return words;
	const char *todo = ui_tr(ui,
		aim->most > aim_lost ? N_("The touch does not follow the picture: is it turned or "
					  "mirrored?")
				     : N_("Clean the glass, touch from the front, try again."));
	return arena_printf(&ui->list->arena, "%s %s", words, todo);
}

static void view(const struct app *app, struct ui *ui)
{
	const struct glass_state *glass = &app->staff.glass;
	struct aim aim = glass_aim(glass);
	draw_rect(ui->list, ui_canvas(ui), ui->theme->color[PAPER]);
	crosses(app, ui);
	const char *title = ui->theme->high_contrast ? N_("Touch the yellow cross in its middle")
						     : N_("Touch the orange cross in its middle");
	if (aim.known)
		title = aim.most <= aim_good ? N_("Touches land where they should")
					     : N_("Touches land beside");
	title = ui_tr(ui, title);
	const char *words = aim.known ? verdict(ui, &aim)
				      : ui_fill(ui,
						ui_fill(ui, ui_tr(ui, N_("{} of {}")),
							number_words(ui, glass->aimed + 1)),
						number_words(ui, AIM_TARGETS));
	glass_panel(ui, panel_box(&ui->m), title, words, aim.known);
}

const struct screen screen_staff_aim = {.name = "staff-aim",
	.staff = true,
	.enter = enter,
	.update = update,
	.pointer = pointer,
	.view = view};
