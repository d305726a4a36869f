#include "scenes.h"

static void to_attract(struct visitor *v)
{
	(void)v;
}

static void to_fact(struct visitor *v)
{
	visitor_waits(v, 12100);
}

static void to_out_of_order(struct visitor *v)
{
	v->config->closed = true;
	visitor_waits(v, 0);
}

static void to_home(struct visitor *v)
{
	visitor_goes_home(v);
}

static void to_safety(struct visitor *v)
{
	visitor_goes_home(v);
	visitor_taps(v, "home.routines");
}

static void to_areas(struct visitor *v)
{
	visitor_goes_to_areas(v);
}

static void to_routine(struct visitor *v)
{
	visitor_plays(v, "area.quads");
	visitor_taps(v, "routine.next");
	v->app.player.position_us = 3000000;
	visitor_waits(v, 4000);
}

static void to_trouble(struct visitor *v)
{
	v->clip_broken = true;
	visitor_plays(v, "area.quads");
}

static void to_finished(struct visitor *v)
{
	visitor_plays(v, "area.quads");
	for (int i = v->app.routine.steps; i > 0; i--)
		visitor_taps(v, "routine.next");
}

static void to_steps(struct visitor *v)
{
	to_routine(v);
	app_open(&v->app, OVERLAY_STEPS);
	visitor_waits(v, 0);
}

static void to_idle(struct visitor *v)
{
	visitor_goes_to_areas(v);
	visitor_waits(v, 48000);
}

static void to_access(struct visitor *v)
{
	visitor_goes_home(v);
	visitor_taps(v, "access");
}

static void in_reach(struct visitor *v)
{
	v->app.aids.reach = true;
	visitor_waits(v, 0);
}

static void to_low_home(struct visitor *v)
{
	visitor_goes_home(v);
	in_reach(v);
}

static void to_low_areas(struct visitor *v)
{
	visitor_goes_to_areas(v);
	in_reach(v);
}

static void to_low_therapists(struct visitor *v)
{
	visitor_goes_home(v);
	visitor_taps(v, "home.therapists");
	in_reach(v);
}

static void to_low_routine(struct visitor *v)
{
	to_routine(v);
	in_reach(v);
}

static void to_low_access(struct visitor *v)
{
	to_access(v);
	in_reach(v);
}

static void to_home_by_buttons(struct visitor *v)
{
	visitor_presses(v, BUTTON_START_STOP);
}

static void to_home_in_contrast(struct visitor *v)
{
	visitor_goes_home(v);
	v->app.aids.contrast = true;
	v->app.aids.text_size = 2;
	visitor_waits(v, 0);
}

static void to_therapists(struct visitor *v)
{
	visitor_goes_home(v);
	visitor_taps(v, "home.therapists");
}

static void to_search(struct visitor *v)
{
	to_therapists(v);
	visitor_taps(v, "therapists.search");
}

static void to_found(struct visitor *v)
{
	to_search(v);
	visitor_types(v, "ine");
}

static void to_many_to_search(struct visitor *v)
{
	v->many_found = true;
	to_search(v);
	visitor_taps(v, "key.accent");
	visitor_taps(v, "key.shift");
}

static void to_nobody_by_that_name(struct visitor *v)
{
	to_search(v);
	visitor_types(v, "O'Nobody-M\xC3\xBCller");
}

static void to_filters(struct visitor *v)
{
	to_therapists(v);
	visitor_taps(v, "therapists.filters");
	visitor_taps(v, "therapists.technique.deep_tissue");
	visitor_taps(v, "therapists.technique.sports");
	v->app.therapists.accepts_new = true;
	visitor_waits(v, 0);
}

static void to_no_one_who_fits(struct visitor *v)
{
	v->nobody_found = true;
	to_filters(v);
}

static void to_confirm(struct visitor *v)
{
	to_therapists(v);
	app_confirm(&v->app, &(struct confirm){.icon = "undo",
				     .title = "Start over",
				     .words = "The screen resets when the ring runs out.",
				     .keep = "Keep going",
				     .act = "Start over",
				     .act_icon = "replay",
				     .action = {ACTION_START_OVER, 0}});
	visitor_waits(v, 0);
}

static void to_a_name(struct visitor *v)
{
	to_search(v);
	visitor_types(v, "ine");
	visitor_taps(v, "key.done");
}

static void to_nobody(struct visitor *v)
{
	v->nobody_found = true;
	to_therapists(v);
}

static void to_therapist(struct visitor *v)
{
	to_therapists(v);
	visitor_taps(v, "therapist.11");
}

static void to_roller(struct visitor *v)
{
	visitor_goes_to_the_roller(v);
}

static void to_no_mat(struct visitor *v)
{
	visitor_goes_to_the_roller(v);
	visitor_loses_the_mat(v);
}

static void to_closed(struct visitor *v)
{
	v->config->roller_closed = true;
	visitor_goes_to_the_roller(v);
}

static void to_live(struct visitor *v)
{
	visitor_goes_to_the_roller(v);
	visitor_taps(v, "roller.go");
	visitor_rolls(v, 1.8f, 12000);
}

static void to_one_zone(struct visitor *v)
{
	visitor_goes_to_the_roller(v);
	v->app.mat.grid = (struct mat_grid){1, 1};
	visitor_taps(v, "roller.go");
	visitor_rolls(v, 3.5f, 12000);
}

static void to_rest(struct visitor *v)
{
	visitor_goes_to_the_roller(v);
	visitor_taps(v, "roller.go");
	visitor_rolls(v, 3.5f, 31000);
	visitor_waits(v, 4000);
}

static void to_result(struct visitor *v)
{
	to_rest(v);
	visitor_taps(v, "roller.go");
	visitor_rolls(v, 2.4f, 31000);
	visitor_taps(v, "roller.comfort.5");
}

static void to_result_that_hurt(struct visitor *v)
{
	to_result(v);
	visitor_taps(v, "roller.comfort.8");
}

static void to_plan(struct visitor *v)
{
	visitor_goes_home(v);
	visitor_taps(v, "home.plan");
	visitor_taps(v, "area.calves");
	visitor_taps(v, "area.glutes");
}

static void to_plan_result(struct visitor *v)
{
	to_plan(v);
	v->app.plan.minutes = 12;
	visitor_taps(v, "plan.after");
	visitor_taps(v, "plan.go");
}

/* Two sets of three areas: more than there is room for. */
static void to_ready_plan(struct visitor *v)
{
	visitor_goes_home(v);
	visitor_taps(v, "home.plan");
	v->catalog->program[0].minutes = 20;
	v->app.nav[v->app.depth - 1].scroll = v->list.scroll_max;
	visitor_waits(v, 0);
	visitor_taps(v, "plan.ready.long-run");
}

static void to_program(struct visitor *v)
{
	to_plan_result(v);
	visitor_taps(v, "plan.start");
	visitor_taps(v, "safety.ok");
	visitor_waits(v, 4000);
}

static void to_program_rest(struct visitor *v)
{
	to_program(v);
	for (int i = v->app.routine.steps; i > 0; i--)
		visitor_taps(v, "program.next");
	visitor_waits(v, 12000);
}

static void to_second_part(struct visitor *v)
{
	to_program_rest(v);
	visitor_taps(v, "program.go");
	visitor_taps(v, "program.next");
	visitor_waits(v, 20000);
}

static void to_program_end(struct visitor *v)
{
	to_second_part(v);
	for (int k = 0; k < 2; k++) {
		for (int i = v->app.routine.steps - v->app.routine.at; i > 0; i--)
			visitor_taps(v, "program.next");
		if (!k)
			visitor_taps(v, "program.go");
	}
}

static void to_parts(struct visitor *v)
{
	to_second_part(v);
	app_open(&v->app, OVERLAY_STEPS);
	visitor_waits(v, 0);
}

static void to_learn(struct visitor *v)
{
	visitor_goes_home(v);
	visitor_taps(v, "home.learn");
	visitor_taps(v, "learn.tab.techniques");
}

static void to_large_learn(struct visitor *v)
{
	v->app.aids.text_size = 2;
	to_learn(v);
}

static void to_questions(struct visitor *v)
{
	to_learn(v);
	visitor_taps(v, "learn.questions");
}

static void to_article(struct visitor *v)
{
	visitor_goes_home(v);
	visitor_taps(v, "home.learn");
	visitor_taps(v, "learn.article.no-pain");
}

static void to_picture_article(struct visitor *v)
{
	visitor_goes_home(v);
	visitor_taps(v, "home.learn");
	visitor_taps(v, "learn.article.upkeep");
}

static void to_nothing_to_read(struct visitor *v)
{
	v->catalog->learn.tabs = v->catalog->learn.questions = 0;
	visitor_goes_home(v);
	visitor_taps(v, "home.learn");
}

static void to_privacy(struct visitor *v)
{
	visitor_goes_home(v);
	app_open(&v->app, OVERLAY_PRIVACY);
	visitor_waits(v, 0);
}

static void to_take_home(struct visitor *v)
{
	to_finished(v);
	visitor_taps(v, "routine.take-home");
}

const struct scene scenes[] = {
	{"attract", to_attract},
	{"attract-fact", to_fact},
	{"closed", to_out_of_order},
	{"home", to_home},
	{"home-focus", to_home_by_buttons},
	{"home-contrast", to_home_in_contrast},
	{"safety", to_safety},
	{"areas", to_areas},
	{"routine", to_routine},
	{"routine-trouble", to_trouble},
	{"routine-finished", to_finished},
	{"steps", to_steps},
	{"idle", to_idle},
	{"access", to_access},
	{"staff-problems", scene_problems},
	{"pin", scene_pin},
	{"pin-wrong", scene_wrong_pin},
	{"pin-locked", scene_locked_pin},
	{"staff-setup", scene_setup},
	{"staff-setup-store", scene_setup_store},
	{"staff-setup-language", scene_setup_language},
	{"staff", scene_staff},
	{"staff-stick", scene_staff_with_a_stick},
	{"staff-therapists", scene_staff_therapists},
	{"staff-verify", scene_verify},
	{"staff-verify-refused", scene_refused_verify},
	{"staff-retire", scene_retire},
	{"staff-edit", scene_edit},
	{"staff-edit-wrong", scene_wrong_edit},
	{"staff-edit-unsaved", scene_unsaved_edit},
	{"staff-edit-techniques", scene_techniques},
	{"staff-edit-about", scene_about},
	{"staff-edit-list", scene_edit_list},
	{"staff-edit-renew", scene_renew},
	{"staff-edit-other", scene_other_technique},
	{"staff-erase", scene_erase},
	{"staff-erase-sure", scene_sure_erase},
	{"staff-trail", scene_trail},
	{"staff-search", scene_staff_search},
	{"staff-initials", scene_initials},
	{"staff-files", scene_staff_files},
	{"staff-no-stick", scene_no_stick},
	{"staff-import", scene_import},
	{"staff-import-faulty", scene_faulty_import},
	{"staff-import-pulled", scene_pulled_stick},
	{"staff-import-sign", scene_import_sign},
	{"staff-imported", scene_imported},
	{"staff-undo", scene_undo},
	{"staff-settings", scene_settings},
	{"staff-settings-roller", scene_closed_settings},
	{"staff-settings-hours", scene_night_hours},
	{"staff-settings-pin", scene_pin_settings},
	{"staff-usage", scene_usage},
	{"staff-hardware", scene_hardware},
	{"staff-hardware-calibrated", scene_calibrated},
	{"staff-hardware-contacts", scene_contacts},
	{"staff-calibrate", scene_calibrate_zone},
	{"staff-calibrate-elsewhere", scene_calibrate_elsewhere},
	{"staff-calibrate-pass", scene_calibrate_pass},
	{"staff-calibrate-check", scene_calibrate_check},
	{"staff-calibrate-kept", scene_calibrate_kept},
	{"staff-calibrate-failed", scene_calibrate_failed},
	{"staff-calibrate-many", scene_calibrate_many},
	{"staff-glass", scene_glass},
	{"staff-glass-found", scene_glass_found},
	{"staff-colors", scene_colors},
	{"staff-ramps", scene_ramps},
	{"staff-touch", scene_touch},
	{"staff-touch-dead", scene_touch_dead},
	{"staff-aim", scene_aim},
	{"staff-aimed", scene_aimed},
	{"staff-content", scene_content},
	{"staff-content-stick", scene_content_on_stick},
	{"staff-content-refused", scene_content_refused},
	{"stick", scene_stick},
	{"stick-ejected", scene_stick_ejected},
	{"clock", scene_clock},
	{"recovery", scene_recovery},
	{"recovery-yesterday", scene_recovery_with_copy},
	{"therapists", to_therapists},
	{"therapists-none", to_nobody},
	{"therapists-name", to_a_name},
	{"search", to_found},
	{"search-start", to_search},
	{"search-many", to_many_to_search},
	{"search-none", to_nobody_by_that_name},
	{"filters", to_filters},
	{"filters-none", to_no_one_who_fits},
	{"confirm", to_confirm},
	{"therapist", to_therapist},
	{"roller", to_roller},
	{"roller-trouble", to_no_mat},
	{"roller-closed", to_closed},
	{"roller-live", to_live},
	{"roller-one-zone", to_one_zone},
	{"roller-rest", to_rest},
	{"roller-result", to_result},
	{"roller-result-hurt", to_result_that_hurt},
	{"plan", to_plan},
	{"plan-result", to_plan_result},
	{"plan-ready", to_ready_plan},
	{"program", to_second_part},
	{"program-rest", to_program_rest},
	{"program-end", to_program_end},
	{"program-parts", to_parts},
	{"learn", to_learn},
	{"learn-large", to_large_learn},
	{"learn-none", to_nothing_to_read},
	{"questions", to_questions},
	{"article", to_article},
	{"article-picture", to_picture_article},
	{"privacy", to_privacy},
	{"reach-home", to_low_home},
	{"reach-areas", to_low_areas},
	{"reach-routine", to_low_routine},
	{"reach-therapists", to_low_therapists},
	{"reach-access", to_low_access},
	{"take-home", to_take_home},
};

const size_t scene_count = sizeof scenes / sizeof *scenes;
