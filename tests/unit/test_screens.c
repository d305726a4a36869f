/* What holds for every screen, in every language, size, theme and text size, with the real fonts.
 */
#include "scenes.h"
#include "screen_rules.h"
#include "ui/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct {
	int w, h;
	float diagonal_in;
} sizes[] = {{1920, 1080, 21.5F}, {1080, 1920, 21.5F}, {720, 1280, 10.1F}, {800, 480, 7},
	{640, 480, 0}, {1024, 768, 15}, {720, 1280, 7}, {1280, 800, 10.1F}, {480, 800, 0}};

static struct text_engine *fonts;

/* The page that reach mode makes, scrolled to its end. */
static int faults_at_the_end(const struct scene *scene, struct visitor *v)
{
	*app_scroll(&v->app) = v->list.scroll_max;
	app_view(&v->app, text_measure(fonts), &v->list);
	return screen_faults(scene->name, &v->app, &v->list, text_measure(fonts), false);
}

static void scene_keeps_the_rules(void **state)
{
	const struct scene *scene = &scenes[(size_t)(uintptr_t)*state];
	int faults = 0;
	for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
		struct visitor *v = visitor_create(sizes[s].w, sizes[s].h);
		v->app.metrics = metrics_make(sizes[s].w, sizes[s].h, sizes[s].diagonal_in);
		scene->go(v);
		/* The resting screen belongs to nobody: it knows no aids. */
		bool rests = app_rests(&v->app);
		float scroll = *app_scroll(&v->app);
		for (int way = 0; way < (rests ? 2 : 2 * 2 * 3 * 2); way++) {
			v->app.lang = way % 2;
			v->app.aids.contrast = way / 2 % 2;
			v->app.aids.text_size = way / 4 % 3;
			v->app.aids.reach = way >= 2 * 2 * 3;
			*app_scroll(&v->app) = v->app.aids.reach ? 0 : scroll;
			app_view(&v->app, text_measure(fonts), &v->list);
			faults += screen_faults(
				scene->name, &v->app, &v->list, text_measure(fonts), false);
			if (v->app.aids.reach)
				faults += faults_at_the_end(scene, v);
		}
		visitor_destroy(v);
	}
	assert_int_equal(faults, 0);
}

/* What a finger can act on shows at once that it is touched. */
static int says_nothing(const struct scene *scene, const struct item *item, bool same)
{
	if (!same || item->disabled || item->action.kind == ACTION_NONE)
		return 0;
	print_message("%s: %s looks the same under a finger\n", scene->name, item->id);
	return 1;
}

/* A finger rests on each thing, in both themes. */
static void pressed_things_keep_the_rules(void **state)
{
	const struct scene *scene = &scenes[(size_t)(uintptr_t)*state];
	struct visitor *v = visitor_create(1920, 1080);
	int faults = 0;
	scene->go(v);
	bool rests = app_rests(&v->app);
	for (int contrast = 0; contrast < (rests ? 1 : 2); contrast++) {
		v->app.aids.contrast = contrast;
		v->app.touch = (struct touch){0};
		app_view(&v->app, text_measure(fonts), &v->list);
		uint64_t untouched = draw_hash(&v->list);
		for (size_t i = v->list.modal; i < v->list.items; i++) {
			struct touch touch = {.down = true, .over = true};
			snprintf(touch.id, sizeof touch.id, "%s", v->list.item[i].id);
			v->app.touch = touch;
			app_view(&v->app, text_measure(fonts), &v->list);
			faults += says_nothing(
				scene, &v->list.item[i], draw_hash(&v->list) == untouched);
			faults += screen_faults(
				touch.id, &v->app, &v->list, text_measure(fonts), false);
		}
	}
	visitor_destroy(v);
	assert_int_equal(faults, 0);
}

static int open_fonts(void **state)
{
	static struct problems problems;
	(void)state;
	fonts = text_create("assets/fonts", &problems);
	return fonts ? 0 : -1;
}

static int close_fonts(void **state)
{
	(void)state;
	text_destroy(fonts);
	return 0;
}

int main(void)
{
	enum { SCENES_MAX = 160 };
	struct CMUnitTest tests[2 * SCENES_MAX] = {0};
	assert_true(scene_count <= SCENES_MAX);
	for (size_t i = 0; i < 2 * scene_count; i++)
		tests[i] = (struct CMUnitTest){.name = scenes[i / 2].name,
			.test_func = i % 2 ? pressed_things_keep_the_rules : scene_keeps_the_rules,
			.initial_state = (void *)(uintptr_t)(i / 2)};
	return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
