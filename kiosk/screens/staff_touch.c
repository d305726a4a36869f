/* Dead spots: each cell of the glass must feel a finger that wipes over it. What is left when
 * nothing new was felt for a while is dead. */
#include "screens/staff_glass.h"

#include <math.h>
#include <string.h>

/* A cell is about as large as a finger (u); after so long without a new one it is over. */
static const float cell = 8;
static const int64_t patience_us = 8000000;

static int cells_along(float length, int most)
{
	int cells = (int)(length / cell);
	return cells < 3 ? 3 : cells > most ? most : cells;
}

static void begin(struct app *app)
{
	struct glass_state *glass = &app->staff.glass;
	memset(glass->felt, 0, sizeof glass->felt);
	glass->columns = cells_along(app->metrics.w, GLASS_COLUMNS);
	glass->rows = cells_along(app->metrics.h, GLASS_ROWS);
	glass->felt_over = false;
	glass->felt_us = app->now_us;
}

static void enter(struct app *app, int arg)
{
	(void)arg;
	begin(app);
}

static void leave(struct app *app)
{
	app->staff.glass.felt_over = true;
}

static void feel(struct app *app, struct point at)
{
	struct glass_state *glass = &app->staff.glass;
	int column = (int)floorf(at.x / app->metrics.w * (float)glass->columns);
	int row = (int)floorf(at.y / app->metrics.h * (float)glass->rows);
	if (column < 0 || row < 0 || column >= glass->columns || row >= glass->rows ||
		glass->felt[row][column])
		return;
	glass->felt[row][column] = true;
	glass->felt_us = app->now_us;
}

static bool all_felt(const struct glass_state *glass)
{
	for (int row = 0; row < glass->rows; row++)
		for (int column = 0; column < glass->columns; column++)
			if (!glass->felt[row][column])
				return false;
	return true;
}

/* Between two reports a quick finger passes a cell or two; more than that was not felt. */
static void pointer(struct app *app, const struct event *event)
{
	struct glass_state *glass = &app->staff.glass;
	struct point at = event->pointer.at, last = glass->last;
	glass->last = at;
	if (glass->felt_over || event->pointer.phase == POINTER_UP)
		return;
	float way = hypotf(at.x - last.x, at.y - last.y);
	int steps = (int)(4 * way / cell) + 1;
	if (event->pointer.phase == POINTER_DOWN || way > 3 * cell)
		steps = 1;
	for (int i = 1; i <= steps; i++) {
		float share = (float)i / (float)steps;
		feel(app, (struct point){last.x + (at.x - last.x) * share,
				  last.y + (at.y - last.y) * share});
	}
	glass->felt_over = all_felt(glass);
}

static bool update(struct app *app, const struct event *event)
{
	struct glass_state *glass = &app->staff.glass;
	if (event->kind == EVENT_TICK && app->now_us - glass->felt_us >= patience_us)
		glass->felt_over = true;
	/* Other glass has other cells. */
	if (event->kind == EVENT_RESIZE)
		begin(app);
	if (event->kind != EVENT_ACTION || event->action.kind != ACTION_AGAIN)
		return false;
	begin(app);
	return true;
}

static int64_t due(const struct app *app)
{
	const struct glass_state *glass = &app->staff.glass;
	return glass->felt_over ? INT64_MAX : glass->felt_us + patience_us;
}

/* --- what is seen --- */

static struct rect cell_box(
	const struct glass_state *glass, struct rect canvas, int column, int row)
{
	float w = canvas.w / (float)glass->columns, h = canvas.h / (float)glass->rows;
	return rect_make((float)column * w, (float)row * h, w, h);
}

/* The cells that the panel lies on: in the middle, above or below it. */
struct block {
	int column, row, columns, rows;
};

static struct block block_at(const struct glass_state *glass, int place)
{
	enum { COLUMNS = 10, ROWS = 4 };
	struct block block = {.columns = COLUMNS, .rows = ROWS};
	if (block.columns > glass->columns - 2)
		block.columns = glass->columns - 2;
	if (block.rows > glass->rows)
		block.rows = glass->rows;
	int free = glass->rows - block.rows;
	block.column = (glass->columns - block.columns) / 2;
	block.row = place == 0 ? free / 2 : place == 1 ? 0 : free;
	return block;
}

static bool in_block(const struct block *block, int column, int row)
{
	return column >= block->column && column < block->column + block->columns &&
	       row >= block->row && row < block->row + block->rows;
}

/* Cells that are left, under the block or beside it. */
static int left_of(const struct glass_state *glass, const struct block *block, bool under)
{
	int left = 0;
	for (int row = 0; row < glass->rows; row++)
		for (int column = 0; column < glass->columns; column++)
			left += !glass->felt[row][column] && in_block(block, column, row) == under;
	return left;
}

/* The panel stays in the middle until all around it is felt; then it gives way to what it hides. */
static struct block panel_block(const struct glass_state *glass)
{
	struct block best = block_at(glass, 0);
	if (!glass->felt_over && left_of(glass, &best, false) > 0)
		return best;
	for (int place = 1; place < 3; place++) {
		struct block block = block_at(glass, place);
		if (left_of(glass, &block, true) < left_of(glass, &best, true))
			best = block;
	}
	return best;
}

static struct rect panel_box(const struct glass_state *glass, struct rect canvas)
{
	struct block block = panel_block(glass);
	struct rect first = cell_box(glass, canvas, block.column, block.row);
	struct rect last = cell_box(
		glass, canvas, block.column + block.columns - 1, block.row + block.rows - 1);
	struct rect all = {first.x, first.y, last.x + last.w - first.x, last.y + last.h - first.y};
	return rect_inset(all, 0.4f, 0.4f);
}

static void cells(const struct glass_state *glass, struct ui *ui)
{
	const float gap = 0.3f;
	enum color_role felt = ui->theme->high_contrast ? TIDE : TIDE_TINT;
	enum color_role left = glass->felt_over ? FLARE_GRAPHIC : CARD;
	for (int row = 0; row < glass->rows; row++)
		for (int column = 0; column < glass->columns; column++) {
			struct rect box = cell_box(glass, ui_canvas(ui), column, row);
			draw_round(ui->list, rect_inset(box, gap, gap), 0.8f,
				ui->theme->color[glass->felt[row][column] ? felt : left]);
		}
}

static void view(const struct app *app, struct ui *ui)
{
	const struct glass_state *glass = &app->staff.glass;
	draw_rect(ui->list, ui_canvas(ui), ui->theme->color[LINE]);
	cells(glass, ui);
	struct block none = {0};
	int left = left_of(glass, &none, false);
	const char *title = ui_tr(ui, N_("Wipe over the whole glass"));
	const char *words = ui_fill(ui,
		ui_tr(ui, N_("{} cells to go. Wipe over this panel too, then it gives way.")),
		number_words(ui, left));
	if (glass->felt_over && left == 0) {
		title = ui_tr(ui, N_("All of it feels"));
		words = ui_fill(ui, ui_tr(ui, N_("Each of {} cells has felt a finger.")),
			number_words(ui, glass->columns * glass->rows));
	} else if (glass->felt_over) {
		title = ui_fill(ui,
			trn(ui->lang, "{} cell felt nothing", "{} cells felt nothing",
				(unsigned long)left),
			number_words(ui, left));
		words = ui_tr(ui, N_("They are marked. Was each wiped over? Clean and dry the "
				     "glass and try again; if they stay, it is broken there."));
	}
	glass_panel(ui, panel_box(glass, ui_canvas(ui)), title, words, glass->felt_over);
}

const struct screen screen_staff_touch = {.name = "staff-touch",
	.staff = true,
	.enter = enter,
	.leave = leave,
	.update = update,
	.pointer = pointer,
	.due = due,
	.view = view};
