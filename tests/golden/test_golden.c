/* Every screen in every language and size class as a draw list in words, compared with the file
 * that was looked at and found right. `make golden` writes them anew; look at what changed before
 * you commit it. Advances come from a fixed table, so fonts do not matter here. */
#include "../unit/visitor.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

static const struct {
	int w, h;
} sizes[] = {{1920, 1080}, {1080, 1920}, {800, 480}};

static void to_attract(struct visitor *v)
{
	(void)v;
}

static void to_fact(struct visitor *v)
{
	visitor_waits(v, 12100);
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

static void to_problems(struct visitor *v)
{
	problems_add(&v->problems, PROBLEM_ERROR, PART_VIDEO, "A video will not play",
		"Replace the file, or check the SD card.", "content/routines/quads/clip.mp4: %s",
		"no such file");
	problems_add(&v->problems, PROBLEM_WARNING, PART_SOUND, "There is no sound",
		"Check the speaker and its cable.", "no device");
	visitor_goes_home(v);
	visitor_holds(v, "logo", 3100);
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

static const struct {
	const char *name;
	void (*go)(struct visitor *v);
} scenes[] = {
	{"attract", to_attract},
	{"attract-fact", to_fact},
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
	{"staff-problems", to_problems},
	{"therapists", to_therapists},
	{"therapists-none", to_nobody},
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
};

static char *read_file(const char *path)
{
	FILE *file = fopen(path, "r");
	if (!file)
		return NULL;
	char *text = NULL;
	size_t room = 0;
	if (getdelim(&text, &room, '\0', file) < 0) {
		free(text);
		text = NULL;
	}
	fclose(file);
	return text;
}

/* The first line that differs, to point at. */
static int different_line(const char *a, const char *b)
{
	int line = 1;
	for (; *a && *a == *b; a++, b++)
		line += *a == '\n';
	return line;
}

static void compare(const char *folder, const char *name, const char *lang, const char *dump)
{
	char *path = mem_printf("%s/%s.%s.txt", folder, name, lang);
	if (getenv("TUNEUP_GOLDEN_UPDATE")) {
		mkdir(folder, 0755);
		FILE *file = fopen(path, "w");
		assert_non_null(file);
		fputs(dump, file);
		fclose(file);
	}
	char *golden = read_file(path);
	if (!golden)
		fail_msg("%s is missing; `make golden` writes it", path);
	else if (strcmp(golden, dump) != 0)
		fail_msg("%s:%d: the screen is another one now; look at it, then `make golden`",
			path, different_line(golden, dump));
	free(golden);
	free(path);
}

static void scene_looks_as_it_did(void **state)
{
	size_t i = (size_t)(uintptr_t)*state;
	for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++)
		for (int lang = 0; lang < 2; lang++) {
			struct visitor *v = visitor_create(sizes[s].w, sizes[s].h);
			assert_int_equal(tr_count(), 2);
			scenes[i].go(v);
			v->app.lang = lang;
			visitor_waits(v, 0);
			char *folder = mem_printf("tests/golden/%dx%d", sizes[s].w, sizes[s].h);
			char *dump = draw_dump(&v->list);
			compare(folder, scenes[i].name, tr_code(lang), dump);
			free(dump);
			free(folder);
			visitor_destroy(v);
		}
}

int main(void)
{
	enum { SCENES = sizeof scenes / sizeof scenes[0] };
	struct CMUnitTest tests[SCENES];
	for (size_t i = 0; i < SCENES; i++)
		tests[i] = (struct CMUnitTest){.name = scenes[i].name,
			.test_func = scene_looks_as_it_did,
			.initial_state = (void *)(uintptr_t)i};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
