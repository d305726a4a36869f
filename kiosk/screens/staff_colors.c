/* Colors over the whole glass, one after the other with each tap: dots that are dead or always lit,
 * a tint, edges that are cut off. The colors are the display's own, not those of a theme. */
#include "screens/staff_glass.h"

enum test_picture { PLAIN, RAMPS, FRAME };

/* An odd number: Back stands in another corner each time, so that the next round shows what it hid.
 */
static const struct {
	enum test_picture picture;
	color_t color;
} pictures[] = {{PLAIN, 0x000000FF}, {PLAIN, 0xFFFFFFFF}, {PLAIN, 0xFF0000FF}, {PLAIN, 0x00FF00FF},
	{PLAIN, 0x0000FFFF}, {PLAIN, 0xFFFF00FF}, {PLAIN, 0x808080FF}, {RAMPS, 0x000000FF},
	{FRAME, 0x000000FF}};

enum { PICTURES = sizeof pictures / sizeof pictures[0] };

static void enter(struct app *app, int arg)
{
	(void)arg;
	app->staff.glass.color = 0;
}

static bool update(struct app *app, const struct event *event)
{
	if (event->kind != EVENT_ACTION || event->action.kind != ACTION_COLOR)
		return false;
	app->staff.glass.color++;
	return true;
}

/* Gray, red, green and blue from dark to bright in so many steps: each must be told from the next.
 */
static void ramps(struct ui *ui, struct rect box)
{
	enum { ROWS = 4, STEPS = 16 };
	static const color_t masks[ROWS] = {0xFFFFFF00, 0xFF000000, 0x00FF0000, 0x0000FF00};
	for (int i = 0; i < ROWS * STEPS; i++) {
		color_t level = (color_t)(i % STEPS * 255 / (STEPS - 1));
		color_t gray = level << 24 | level << 16 | level << 8;
		draw_rect(ui->list, rect_grid(box, STEPS, ROWS, 0, i),
			(gray & masks[i / STEPS]) | 0xFF);
	}
}

/* A line along each edge, and a net: all four must be seen, and the net's cells be square. */
static void frame(struct ui *ui, struct rect box)
{
	const float pitch = 9, thin = 0.2f;
	const color_t line = 0xFFFFFFFF;
	for (int i = 1; (float)i * pitch < box.w; i++)
		draw_rect(ui->list, rect_make((float)i * pitch, 0, thin, box.h), line);
	for (int i = 1; (float)i * pitch < box.h; i++)
		draw_rect(ui->list, rect_make(0, (float)i * pitch, box.w, thin), line);
	draw_outline(ui->list, box, 0, 0.4f, line);
}

static void view(const struct app *app, struct ui *ui)
{
	struct rect canvas = ui_canvas(ui), rest = canvas;
	int color = app->staff.glass.color, n = color % PICTURES;
	bool above = color % 2 == 0;
	draw_rect(ui->list, canvas, pictures[n].color);
	const float strip = ui->m.margin + 8.8f;
	struct rect corner = above ? rect_cut_top(&rest, strip) : rect_cut_bottom(&rest, strip);
	if (pictures[n].picture == RAMPS)
		ramps(ui, rest);
	else if (pictures[n].picture == FRAME)
		frame(ui, canvas);
	ui_item(ui, &(struct item){.id = "colors.next",
			    .role = ROLE_BUTTON,
			    .label = ui_tr(ui, N_("Next color")),
			    .box = rest,
			    .go = true,
			    .action = {ACTION_COLOR, 0}});
	struct button back = {.id = "back",
		.label = ui_tr(ui, N_("Back")),
		.icon = "back",
		.kind = BUTTON_STAGE,
		.on_stage = true,
		.action = {ACTION_BACK, 0}};
	float w = ui_button_width(ui, &back);
	float y = above ? ui->m.margin : corner.y;
	ui_button(ui, rect_make(above ? ui->m.margin : canvas.w - ui->m.margin - w, y, w, 8.8f),
		&back);
}

const struct screen screen_staff_colors = {
	.name = "staff-colors", .staff = true, .enter = enter, .update = update, .view = view};
