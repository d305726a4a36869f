#include "screens/playing.h"

#include <math.h>
#include <string.h>

enum { CAPTION_LINES = 2 };

static const int64_t second = 1000000;

const char *step_title(const struct app *app, struct ui *ui, const struct planned_step *step)
{
	const char *title = text_in(&playing_routine(app)->step[step->step].title, app->lang);
	if (!step->side)
		return title;
	const char *pattern =
		step->side == 1 ? ui_tr(ui, N_("{}, left")) : ui_tr(ui, N_("{}, right"));
	return ui_fill(ui, pattern, title);
}

const char *step_count(const struct app *app, struct ui *ui)
{
	struct arena *arena = &ui->list->arena;
	const char *pattern = ui_tr(ui, N_("Step {} of {}"));
	pattern = ui_fill(ui, pattern, arena_printf(arena, "%d", app->routine.at + 1));
	return ui_fill(ui, pattern, arena_printf(arena, "%d", app->routine.steps));
}

/* The file's own line breaks, unless they make too many lines. */
static const char *caption_text(struct ui *ui, float width, struct type type, const char *text)
{
	if (ui_text_lines(ui, width, type, text) <= CAPTION_LINES)
		return text;
	char *joined = arena_strdup(&ui->list->arena, text);
	for (char *at = strchr(joined, '\n'); at; at = strchr(at, '\n'))
		*at = ' ';
	return joined;
}

static void caption(
	const struct app *app, struct ui *ui, struct rect video, float size, float above)
{
	const struct routine_state *state = &app->routine;
	if (!app->aids.captions || state->finished)
		return;
	const struct step_clip *clip = playing_clip(app, state->at);
	bool clip_shows = playing_answered(app) && app->player.has_picture && !playing_failed(app);
	int64_t position =
		clip_shows ? app->player.position_us : step_position(clip, state->elapsed_us);
	const struct cue_list *cues = &playing_routine(app)->captions[app->lang];
	if (!cues->count)
		cues = &playing_routine(app)->captions[LANG_EN];
	const struct cue *cue = cue_at(cues, position);
	if (!cue)
		return;
	const float pad_x = 2.8f, pad_y = 1.1f;
	float most = video.w - 8 - 2 * pad_x;
	struct type type =
		type_sized(theme_type(STYLE_CAPTION, ui->text_scale), size * ui->text_scale);
	const char *text = caption_text(ui, most, type, cue->text);
	type = ui_fit(ui, most, CAPTION_LINES, type, text);
	float w = ui_text_width(ui, type, text);
	w = w < most ? w : most;
	float h = fminf(ui_text_height(ui, w, type, text), CAPTION_LINES * type.line);
	struct rect box = {video.x + (video.w - w) / 2 - pad_x,
		video.y + video.h - above - h - 2 * pad_y, w + 2 * pad_x, h + 2 * pad_y};
	draw_round(ui->list, box, 1.6f, ui->theme->color[CAPTION_BOX]);
	ui_text(ui, rect_inset(box, pad_x, pad_y), type, CAPTION_TEXT, CENTER, CAPTION_LINES, text);
}

static void trouble(struct ui *ui, struct rect video)
{
	color_t veil = (ui->theme->color[VIDEO_GROUND] & ~0xFFu) | 0xB8;
	draw_rect(ui->list, video, veil);
	bool tight = video.w < 110;
	float plate = tight ? 10 : 14, pad = tight ? 3 : 5;
	struct rect box =
		rect_center(video, video.w * (video.w < 80 ? 0.96f : 0.7f), tight ? 24 : 32);
	/* On small glass Back and Home stand one below the other at its left. */
	const float corner_w = 24;
	if (ui->m.size_class == CLASS_COMPACT)
		box.x = fmaxf(box.x, corner_w);
	ui_card(ui, box, 3.2f);
	struct rect in = rect_inset(box, pad, 0);
	struct rect left = rect_cut_left(&in, plate);
	ui_plate(ui, rect_center(left, plate, plate), "warning", plate * 0.54f, WARN_TINT,
		WARN_TEXT);
	rect_cut_left(&in, pad);
	const char *title = ui_tr(ui, N_("This video will not play"));
	const char *words = ui_tr(ui, N_("The steps, the timer and the captions still work. "
					 "Staff can see what is wrong."));
	struct type head =
		ui_fit(ui, in.w, 2, type_sized(theme_type(STYLE_TITLE, 1), tight ? 4 : 6), title);
	struct type lead = type_sized(ui_type(ui, STYLE_LEAD), tight ? 2.4f : 3.4f);
	float head_h = ui_text_height(ui, in.w, head, title);
	float lead_h = ui_text_height(ui, in.w, lead, words);
	rect_cut_top(&in, (in.h - head_h - 1.2f - lead_h) / 2);
	ui_text(ui, rect_cut_top(&in, head_h), head, INK, LEFT, 0, title);
	rect_cut_top(&in, 1.2f);
	ui_text(ui, in, lead, INK_2, LEFT, 0, words);
}

static void video(const struct app *app, struct ui *ui, struct rect ground, struct rect box,
	float caption_size, float caption_above)
{
	const struct routine *routine = playing_routine(app);
	draw_rect(ui->list, ground, ui->theme->color[VIDEO_GROUND]);
	const char *poster = routine->has_poster ? arena_printf(&ui->list->arena,
							   "content:%s/poster.png", routine->folder)
						 : NULL;
	draw_video(ui->list, box, app->routine.request, poster);
	if (playing_failed(app))
		trouble(ui, box);
	caption(app, ui, box, caption_size, caption_above);
}

static void ring(const struct app *app, struct ui *ui, struct rect box, float size, bool unit)
{
	const struct routine_state *state = &app->routine;
	if (state->finished) {
		struct rect icon = rect_center(box, size, size);
		draw_ring(ui->list, box, box.w * 0.13f, 0, 1, ui->theme->color[ICE]);
		ui_icon(ui, (struct point){icon.x, icon.y}, size, "check", ICE);
		return;
	}
	int64_t length = state->plan[state->at].seconds * second, left = playing_left_us(app);
	/* The number counts the second that runs: 30 at the start, 0 only at the end. */
	int64_t seconds = (left + second - 1) / second;
	ui_timer_ring(ui, box, 0.13f, timer_share(app, left, length), FLARE, STAGE_3, STAGE_TEXT,
		arena_printf(&ui->list->arena, "%lld", (long long)seconds), size,
		unit ? ui_tr(ui, N_("seconds")) : NULL);
}

static struct button control(struct ui *ui, const struct playing_look *look, const char *name,
	const char *label, const char *icon, float icon_size, enum action_kind kind)
{
	return (struct button){.id = arena_printf(&ui->list->arena, "%s.%s", look->ids, name),
		.label = ui_tr(ui, label),
		.icon = icon,
		.icon_size = icon_size,
		.icon_only = true,
		.kind = BUTTON_STAGE,
		.radius = 1.6f,
		.on_stage = true,
		.action = {kind, 0}};
}

struct controls {
	struct button back10, play, next, replay, captions, sound;
};

static struct controls controls_of(
	const struct app *app, struct ui *ui, const struct playing_look *look, float k)
{
	bool playing = app->routine.playing;
	struct controls c = {.back10 = control(ui, look, "back10", N_("Back 10 seconds"), "back10",
				     6.4f * k, ACTION_BACK_10),
		.play = control(ui, look, "play", playing ? N_("Pause") : N_("Play"),
			playing ? "pause" : "play", 9 * k, ACTION_PLAY_PAUSE),
		.next = control(
			ui, look, "next", N_("Next step"), "next-step", 5.4f * k, ACTION_NEXT_STEP),
		.replay = control(
			ui, look, "replay", look->replay, "replay", 4.6f * k, ACTION_REPLAY),
		.captions = control(ui, look, "captions", N_("Captions"), "captions", 4.6f * k,
			ACTION_CAPTIONS),
		.sound = control(ui, look, "sound", N_("Sound"),
			app->aids.muted ? "mute" : "volume", 4.6f * k, ACTION_MUTE)};
	c.play.kind = BUTTON_GO;
	c.play.radius = 2.6f;
	c.back10.radius = c.next.radius = 2;
	c.captions.state = app->aids.captions ? STATE_ON : STATE_OFF;
	c.sound.state = app->aids.muted ? STATE_OFF : STATE_ON;
	if (app->aids.captions)
		c.captions.kind = BUTTON_ON;
	return c;
}

static void opens_the_steps(
	struct ui *ui, struct rect box, const struct playing_look *look, const char *label)
{
	ui_item(ui, &(struct item){.id = arena_printf(&ui->list->arena, "%s.steps", look->ids),
			    .role = ROLE_BUTTON,
			    .label = label,
			    .texts_aside = true,
			    .box = box,
			    .radius = 1.6f,
			    .on_stage = true,
			    .action = {ACTION_OPEN, OVERLAY_STEPS}});
}

/* In reach mode the words open the list of steps, since the one beside the clip is out of reach. */
static void step_words(const struct app *app, struct ui *ui, struct rect box, float size,
	const struct playing_look *look)
{
	if (ui->reach)
		opens_the_steps(ui, rect_center(box, box.w, 12), look, step_count(app, ui));
	const struct routine_state *state = &app->routine;
	const char *title = step_title(app, ui, &state->plan[state->at]);
	const char *cue = text_in(&playing_step(app, state->at)->cue, app->lang);
	if (state->finished) {
		title = ui_tr(ui, N_("All done. Nice work."));
		cue = ui_tr(ui, N_("Notice how it feels now. Drink some water."));
	}
	struct type head =
		ui_fit(ui, box.w, 2, type_sized(theme_type(STYLE_TITLE, 1), size), title);
	struct type label = ui_type(ui, STYLE_LABEL);
	float head_h = ui_text_height(ui, box.w, head, title);
	float cue_h = ui_text_height(ui, box.w, label, cue);
	rect_cut_top(&box, (box.h - head_h - 1 - cue_h) / 2);
	ui_text(ui, rect_cut_top(&box, head_h), head, STAGE_TEXT, LEFT, 0, title);
	rect_cut_top(&box, 1);
	ui_text(ui, box, label, STAGE_TEXT_2, LEFT, 3, cue);
}

static void dock_edge(
	const struct app *app, struct ui *ui, struct rect dock, const struct playing_look *look)
{
	if (look->edge)
		look->edge(app, ui, dock);
	else if (ui->theme->outline)
		draw_rect(ui->list, rect_make(dock.x, dock.y, dock.w, ui->theme->outline),
			ui->theme->color[STAGE_LINE]);
}

void playing_corner(struct ui *ui, struct point at, float gap, bool stacked, bool on_stage)
{
	struct button b = {.id = "back",
		.label = ui_tr(ui, N_("Back")),
		.icon = "back",
		.kind = BUTTON_STAGE,
		.pad = 2.7f,
		.on_stage = on_stage || ui->reach,
		.action = {ACTION_BACK, 0}};
	struct button home = b;
	home.id = "home";
	home.label = ui_tr(ui, N_("Home"));
	home.icon = "home";
	home.action.kind = ACTION_HOME;
	home.hold.kind = ACTION_SPEECH;
	if (!ui->theme->high_contrast && !b.on_stage)
		b.kind = home.kind = BUTTON_PRIMARY;
	struct rect bar = ui_bar_begin(ui, true);
	if (ui->reach) {
		draw_rect(ui->list, rect_make(0, bar.y, ui->m.w, bar.h), ui->theme->color[STAGE]);
		at = (struct point){bar.x, bar.y + (bar.h - 8.8f) / 2};
		stacked = false;
	}
	float w = ui_button_width(ui, &b), home_w = ui_button_width(ui, &home);
	if (stacked)
		w = home_w = w > home_w ? w : home_w;
	ui_button(ui, rect_make(at.x, at.y, w, 8.8f), &b);
	struct rect next = stacked ? rect_make(at.x, at.y + 8.8f + gap, home_w, 8.8f)
				   : rect_make(at.x + w + gap, at.y, home_w, 8.8f);
	ui_button(ui, next, &home);
	ui_bar_end(ui, bar, NULL);
}

/* Spoken once: the dock says what is new. */
static void beside(
	const struct app *app, struct ui *ui, struct rect box, const struct playing_look *look)
{
	enum hearing hearing = ui_heard(ui, HEARD_AT_FIRST);
	look->side(app, ui, box);
	ui_heard(ui, hearing);
}

static void landscape(const struct app *app, struct ui *ui, const struct playing_look *look)
{
	const float side_w = 48, dock_h = 27;
	struct rect rest = ui_canvas(ui);
	struct rect dock = rect_cut_bottom(&rest, dock_h);
	struct rect side = rect_cut_right(&rest, side_w);
	video(app, ui, rest, rest, 3.8f, 1.4f);
	playing_corner(ui, (struct point){4, 4}, 1.6f, false, false);
	draw_rect(ui->list, side, ui->theme->color[STAGE_2]);
	beside(app, ui, side, look);
	draw_rect(ui->list, dock, ui->theme->color[STAGE]);
	dock_edge(app, ui, dock, look);
	struct rect row = {dock.x + 4, dock.y, dock.w - 4 - 5.2f, dock.h};
	ring(app, ui, rect_center(rect_cut_left(&row, 20.6f), 20.6f, 20.6f), 7.2f, true);
	rect_cut_left(&row, 4);
	struct controls c = controls_of(app, ui, look, 1);
	struct rect sound = rect_cut_right(&row, 9.6f);
	rect_cut_right(&row, 1.6f);
	struct rect captions = rect_cut_right(&row, 9.6f);
	rect_cut_right(&row, 1.6f);
	struct rect replay = rect_cut_right(&row, 9.6f);
	rect_cut_right(&row, 5.2f);
	/* Words need more room than the transport's icons. */
	float transport_w = app->routine.finished ? 64 : 11.2f + 1.8f + 16.4f + 1.8f + 11.2f;
	struct rect transport = rect_cut_right(&row, transport_w);
	rect_cut_right(&row, 4);
	step_words(app, ui, row, 5.6f, look);
	if (app->routine.finished) {
		look->done(app, ui, rect_center(transport, transport.w, 16.4f));
	} else {
		struct rect back10 = rect_cut_left(&transport, 11.2f);
		rect_cut_left(&transport, 1.8f);
		struct rect play = rect_cut_left(&transport, 16.4f);
		rect_cut_left(&transport, 1.8f);
		ui_button(ui, rect_center(back10, 11.2f, 11.2f), &c.back10);
		ui_button(ui, rect_center(play, 16.4f, 16.4f), &c.play);
		ui_button(ui, rect_center(transport, 11.2f, 11.2f), &c.next);
	}
	ui_button(ui, rect_center(replay, 9.6f, 9.6f), &c.replay);
	ui_button(ui, rect_center(captions, 9.6f, 9.6f), &c.captions);
	ui_button(ui, rect_center(sound, 9.6f, 9.6f), &c.sound);
}

static void portrait(const struct app *app, struct ui *ui, const struct playing_look *look)
{
	const float margin = ui->m.margin, clip_h = ui->m.w * 9 / 16;
	struct rect rest = ui_canvas(ui);
	struct rect ground = rect_cut_top(&rest, 13.6f + clip_h + 4.25f);
	struct rect dock = rect_cut_bottom(&rest, 49);
	struct rect clip = {0, 13.6f, ui->m.w, clip_h};
	video(app, ui, ground, clip, 3.8f, -1.85f);
	playing_corner(ui, (struct point){margin, 2.4f}, 1.6f, false, false);
	draw_rect(ui->list, rest, ui->theme->color[STAGE_2]);
	beside(app, ui, rest, look);
	draw_rect(ui->list, dock, ui->theme->color[STAGE]);
	dock_edge(app, ui, dock, look);
	struct rect in = rect_inset(dock, margin, 3.6f);
	struct rect top = rect_cut_top(&in, 17);
	ring(app, ui, rect_cut_left(&top, 17), 6.4f, false);
	rect_cut_left(&top, 3.2f);
	step_words(app, ui, top, 5.6f, look);
	rect_cut_top(&in, 3.2f);
	struct rect row = rect_cut_top(&in, 18);
	struct controls c = controls_of(app, ui, look, 1.06f);
	const struct {
		struct button *button;
		float size;
	} controls[] = {{&c.replay, 11.2f}, {&c.back10, 12.8f}, {&c.play, 18}, {&c.next, 12.8f},
		{&c.captions, 11.2f}, {&c.sound, 11.2f}};
	float free_w = row.w - 77.2f, gap = free_w / 5, x = row.x;
	for (int i = 0; i < 6; i++) {
		struct rect box = {x, row.y + (row.h - controls[i].size) / 2, controls[i].size,
			controls[i].size};
		x += controls[i].size + gap;
		/* In the end there is nothing to caption; words need the room. */
		if (!app->routine.finished || i == 0 || i == 5)
			ui_button(ui, box, controls[i].button);
		else if (i == 1)
			look->done(app, ui,
				rect_make(box.x, row.y + 2, 12.8f * 2 + 18 + 11.2f + 3 * gap, 14));
	}
}

/* The step's count and title are one button: it opens the list of steps. */
static void compact_words(
	const struct app *app, struct ui *ui, struct rect box, const struct playing_look *look)
{
	const struct routine_state *state = &app->routine;
	const char *count = look->count(app, ui);
	const char *title = state->finished ? ui_tr(ui, N_("All done. Nice work."))
					    : step_title(app, ui, &state->plan[state->at]);
	struct type small = theme_type(STYLE_SMALL, 1);
	struct type head =
		ui_fit(ui, box.w, 2, type_sized(theme_type(STYLE_HEADING, 1), 3.5f), title);
	float title_h = ui_text_height(ui, box.w, head, title), w = ui_text_width(ui, small, count);
	struct rect in = box;
	rect_cut_top(&in, (box.h - 3.3f - title_h) / 2);
	struct rect line = rect_cut_top(&in, 3.3f);
	ui_text(ui, line, small, STAGE_TEXT_2, LEFT | MIDDLE, 1, count);
	ui_icon(ui, (struct point){line.x + w + 0.6f, line.y + 0.4f}, 2.4f, "chevron-up",
		STAGE_TEXT_2);
	ui_text(ui, in, head, STAGE_TEXT, LEFT, 2, title);
	opens_the_steps(ui, rect_make(box.x, box.y + 1, box.w, box.h - 2), look, count);
}

static void compact(const struct app *app, struct ui *ui, const struct playing_look *look)
{
	struct rect rest = ui_canvas(ui);
	struct rect dock = rect_cut_bottom(&rest, 19);
	float clip_w = rest.h * 16 / 9;
	clip_w = clip_w < rest.w ? clip_w : rest.w;
	struct rect clip = {rest.w - clip_w, 0, clip_w, rest.h};
	video(app, ui, rest, clip, 2.8f, 1);
	playing_corner(ui, (struct point){2.4f, 2.4f}, 1.8f, true, false);
	draw_rect(ui->list, dock, ui->theme->color[STAGE]);
	dock_edge(app, ui, dock, look);
	struct rect row = {dock.x + 2.4f, dock.y, dock.w - 2.4f - 3, dock.h};
	ring(app, ui, rect_center(rect_cut_left(&row, 14.6f), 14.6f, 14.6f), 5.4f, false);
	rect_cut_left(&row, 2.2f);
	struct controls c = controls_of(app, ui, look, 1);
	c.back10.icon_size = 5.6f;
	c.play.icon_size = 7;
	c.play.radius = 2;
	c.next.icon_size = 4.6f;
	struct button *small[] = {&c.sound, &c.captions};
	struct rect boxes[2];
	for (int i = 0; i < 2; i++) {
		boxes[i] = rect_center(rect_cut_right(&row, 9.6f), 9.6f, 9.6f);
		rect_cut_right(&row, 1.5f);
	}
	struct rect transport = rect_cut_right(&row, 9.6f * 2 + 13.6f + 3);
	rect_cut_right(&row, 1.5f);
	compact_words(app, ui, row, look);
	if (app->routine.finished) {
		look->done(app, ui, rect_center(transport, transport.w, 13.6f));
	} else {
		struct rect left = rect_cut_left(&transport, 9.6f);
		ui_button(ui, rect_center(left, 9.6f, 9.6f), &c.back10);
		rect_cut_left(&transport, 1.5f);
		left = rect_cut_left(&transport, 13.6f);
		ui_button(ui, rect_center(left, 13.6f, 13.6f), &c.play);
		rect_cut_left(&transport, 1.5f);
		ui_button(ui, rect_center(transport, 9.6f, 9.6f), &c.next);
	}
	for (int i = 1; i >= 0; i--)
		ui_button(ui, boxes[i], small[i]);
}

void playing_view(const struct app *app, struct ui *ui, const struct playing_look *look)
{
	static void (*const layouts[])(const struct app *, struct ui *,
		const struct playing_look *) = {[CLASS_LANDSCAPE] = landscape,
		[CLASS_PORTRAIT] = portrait,
		[CLASS_COMPACT] = compact};
	ui->name = look->name(app, ui);
	layouts[ui->m.size_class](app, ui, look);
}
