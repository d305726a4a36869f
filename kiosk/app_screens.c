/* Which screens there are, and which of them are on show. */
#include "pointing.h"
#include "screens/screens.h"

/* In the order of enum screen_id. */
static const struct screen *const screens[SCREEN_COUNT] = {
	[SCREEN_ATTRACT] = &screen_attract,
	[SCREEN_HOME] = &screen_home,
	[SCREEN_SAFETY] = &screen_safety,
	[SCREEN_AREAS] = &screen_areas,
	[SCREEN_ROUTINE] = &screen_routine,
	[SCREEN_PLAN] = &screen_plan,
	[SCREEN_PLAN_RESULT] = &screen_plan_result,
	[SCREEN_PROGRAM] = &screen_program,
	[SCREEN_PROGRAM_REST] = &screen_program_rest,
	[SCREEN_THERAPISTS] = &screen_therapists,
	[SCREEN_THERAPIST] = &screen_therapist,
	[SCREEN_LEARN] = &screen_learn,
	[SCREEN_ARTICLE] = &screen_article,
	[SCREEN_ROLLER] = &screen_roller,
	[SCREEN_ROLLER_LIVE] = &screen_roller_live,
	[SCREEN_ROLLER_REST] = &screen_roller_rest,
	[SCREEN_ROLLER_RESULT] = &screen_roller_result,
	[SCREEN_PIN] = &screen_pin,
	[SCREEN_RECOVERY] = &screen_recovery,
	[SCREEN_STAFF] = &screen_staff,
	[SCREEN_STAFF_SETUP] = &screen_staff_setup,
	[SCREEN_STAFF_PROBLEMS] = &screen_staff_problems,
	[SCREEN_STAFF_THERAPISTS] = &screen_staff_therapists,
	[SCREEN_STAFF_EDIT] = &screen_staff_edit,
	[SCREEN_STAFF_TRAIL] = &screen_staff_trail,
	[SCREEN_STAFF_IMPORT] = &screen_staff_import,
	[SCREEN_STAFF_CONTENT] = &screen_staff_content,
	[SCREEN_STAFF_USAGE] = &screen_staff_usage,
	[SCREEN_STAFF_SETTINGS] = &screen_staff_settings,
	[SCREEN_STAFF_HARDWARE] = &screen_staff_hardware,
	[SCREEN_STAFF_CALIBRATE] = &screen_staff_calibrate,
	[SCREEN_STAFF_GLASS] = &screen_staff_glass,
	[SCREEN_STAFF_COLORS] = &screen_staff_colors,
	[SCREEN_STAFF_TOUCH] = &screen_staff_touch,
	[SCREEN_STAFF_AIM] = &screen_staff_aim,
	[SCREEN_CLOSED] = &screen_closed,
	[OVERLAY_STICK] = &overlay_stick,
	[OVERLAY_CLOCK] = &overlay_clock,
	[OVERLAY_IDLE] = &overlay_idle,
	[OVERLAY_ACCESS] = &overlay_access,
	[OVERLAY_STEPS] = &overlay_steps,
	[OVERLAY_PRIVACY] = &overlay_privacy,
	[OVERLAY_TAKE_HOME] = &overlay_take_home,
	[OVERLAY_SEARCH] = &overlay_search,
	[OVERLAY_FILTERS] = &overlay_filters,
	[OVERLAY_CONFIRM] = &overlay_confirm,
	[OVERLAY_VERIFY] = &overlay_verify,
	[OVERLAY_RETIRE] = &overlay_retire,
	[OVERLAY_ERASE] = &overlay_erase,
	[OVERLAY_ENTRY] = &overlay_entry,
	[OVERLAY_SIGN] = &overlay_sign,
};

const struct screen *app_screen_of(enum screen_id id)
{
	return screens[id];
}

enum screen_id app_current(const struct app *app)
{
	return app->nav[app->depth - 1].screen;
}

const struct screen *app_overlay(const struct app *app, int n)
{
	return screens[app->overlay[n]];
}

enum screen_id app_top_id(const struct app *app)
{
	return app->overlays ? app->overlay[app->overlays - 1] : app_current(app);
}

const struct screen *app_screen(const struct app *app)
{
	return screens[app_current(app)];
}

const struct screen *app_top(const struct app *app)
{
	return screens[app_top_id(app)];
}

int app_arg(const struct app *app)
{
	return app->nav[app->depth - 1].arg;
}

const struct header_actions *app_header(void)
{
	static const struct header_actions actions = {
		.back = {ACTION_BACK, 0},
		.home = {ACTION_HOME, 0},
		.home_hold = {ACTION_SPEECH, 0},
		.lang = {ACTION_LANG, 0},
		.access = {ACTION_OPEN, OVERLAY_ACCESS},
		.staff = {ACTION_GO, SCREEN_PIN},
	};
	return &actions;
}
