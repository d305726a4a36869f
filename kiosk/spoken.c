#include "spoken.h"

#include "pointing.h"
#include "screens/screens.h"

#include <string.h>

/* Home held for so long turns it on and off; held for a frame or two less counts too. */
static const int64_t hold_us = 3000000, slack_us = 2 * 1000000 / 60;

/* So long it takes to say a letter, about. */
static const int64_t letter_us = 75000;

bool spoken_possible(const struct app *app)
{
	return app->config->spoken_guidance && !app->spoken.voiceless;
}

void spoken_off(struct app *app, const char *words)
{
	app->aids.speech = false;
	app->spoken.until_us = app->now_us;
	speech_end(&app->spoken.speech, app->lang, words);
}

void spoken_toggle(struct app *app)
{
	static const char off[] = N_("Spoken guidance is off.");
	if (app->staff.in || !spoken_possible(app))
		return;
	app_log(app, USAGE_AID, "speech", !app->aids.speech);
	if (app->aids.speech) {
		spoken_off(app, tr(app->lang, off));
		app_toast(app, off, 0);
		return;
	}
	app->aids.speech = true;
	speech_begin(&app->spoken.speech);
	/* A voice that nobody hears is none. */
	if (!app->aids.volume) {
		app->aids.volume = app->config->volume_start > 1 ? app->config->volume_start : 1;
		app_volume_changed(app);
	}
}

void spoken_gone(struct app *app)
{
	app->spoken.voiceless = true;
	if (!app->aids.speech)
		return;
	spoken_off(app, "");
	app_toast(app, N_("This kiosk has no voice."), 0);
}

bool spoken_goes_on(const struct app *app)
{
	return app->aids.speech && app->now_us < app->spoken.until_us;
}

/* Once, while it is held. */
static void held(struct app *app, int64_t least_us)
{
	if (!app->spoken.home_down || app->now_us - app->spoken.home_since_us < least_us)
		return;
	app->spoken.home_down = false;
	app->touched_us = app->now_us;
	app_act(app, (struct action){ACTION_SPEECH, 0});
}

void spoken_home(struct app *app, bool down)
{
	held(app, hold_us - slack_us);
	app->spoken.home_down = down;
	app->spoken.home_since_us = app->now_us;
}

void spoken_tick(struct app *app)
{
	held(app, hold_us);
}

int64_t spoken_due(const struct app *app)
{
	return app->spoken.home_down ? app->spoken.home_since_us + hold_us : INT64_MAX;
}

/* Staff are no visitors, and what they type is nobody's to hear. */
static bool is_silent(const struct app *app)
{
	return !app->aids.speech || app_screen(app)->staff || app_current(app) == SCREEN_PIN;
}

/* What the buttons are on, or the finger. */
static const struct item *focus(const struct app *app)
{
	const char *pressed = touch_pressed(&app->touch);
	if (app->ring)
		return pointing_focus(app);
	return pressed ? draw_find(app->shown, pressed) : NULL;
}

void spoken_listen(struct app *app, struct ui *ui)
{
	if (is_silent(app))
		return;
	const struct speech_view view = {.list = ui->list,
		.title = ui->name ? ui->name : ui->bar.title,
		.focus = focus(app),
		.toast = app->toast ? app_toast_words(app, ui) : NULL,
		.came = app->spoken.came,
		.asked = app->spoken.asked,
		.lang = app->lang};
	struct speech *speech = &app->spoken.speech;
	app->spoken.asked = false;
	if (speech_look(speech, &view))
		app->spoken.until_us = app->now_us + (int64_t)strlen(speech->text) * letter_us;
}
