#include "presence.h"

#include "screens/screens.h"
#include "pointing.h"
#include "spoken.h"

static const int64_t second = 1000000;

/* Nobody rolls so long without a break: what still lies on the mat is a thing. */
static const int64_t loaded_us = 600 * 1000000LL;

static int64_t idle_after_us(const struct app *app)
{
	int seconds = app_screen(app)->learn_idle ? app->config->idle_learn_seconds
						  : app->config->idle_seconds;
	return (int64_t)seconds * second;
}

static bool on_the_mat(const struct app *app)
{
	return app->sample.present && app->now_us - app->sample.changed_us < loaded_us;
}

static bool on_the_glass(const struct app *app)
{
	return app->touch.down && app->now_us - app->touch.since_us < STUCK_S * second;
}

bool presence_felt(const struct app *app)
{
	const struct screen *screen = app_screen(app);
	return spoken_goes_on(app) || on_the_glass(app) || on_the_mat(app) ||
	       (screen->present && screen->present(app));
}

/* Whoever was in the staff's part has gone away without a word. */
static void staff_idle(struct app *app)
{
	if (on_the_glass(app))
		app->touched_us = app->now_us;
	if (app->now_us >= staff_locks_us(app))
		staff_leave(app, "idle");
}

void presence_tick(struct app *app)
{
	if (app->staff.in) {
		staff_idle(app);
		return;
	}
	if (app_rests(app))
		return;
	if (app_top_id(app) == OVERLAY_IDLE) {
		if (app->now_us - app->warned_us >= IDLE_COUNTDOWN_S * second)
			app_reset(app, app_current(app) == SCREEN_HOME ? "home" : "idle");
		return;
	}
	if (presence_felt(app)) {
		app->touched_us = app->now_us;
		return;
	}
	if (app->now_us - app->touched_us < idle_after_us(app))
		return;
	if (app->overlays)
		app_close(app);
	app->warned_us = app->now_us;
	app_open(app, OVERLAY_IDLE);
}

int64_t presence_due(const struct app *app)
{
	/* The countdown in the bar: the next whole second. */
	if (app->staff.in)
		return staff_locks_us(app) - (staff_locks_s(app) - 1) * second;
	if (app_rests(app) || app_top_id(app) == OVERLAY_IDLE)
		return INT64_MAX;
	return app->touched_us + idle_after_us(app);
}
