/* kiosk/ahead: a copy of the app goes where the visitor may go next. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "ahead.h"
#include "kiosk.h"
#include "visitor.h"

#include <SDL2/SDL.h>

static void looking_ahead_changes_nothing(void **state)
{
	(void)state;
	static struct kiosk kiosk;
	static struct problems problems;
	SDL_setenv("SDL_VIDEODRIVER", "dummy", 1);
	assert_int_equal(SDL_Init(SDL_INIT_VIDEO), 0);
	struct text_engine *text = text_create("assets/fonts", &problems);
	SDL_Window *window = SDL_CreateWindow("test", 0, 0, 800, 480, 0);
	struct visitor *visitor = visitor_create(800, 480);
	visitor->measure = text_measure(text);
	visitor_goes_to_areas(visitor);
	visitor_looks(visitor);
	kiosk.app = visitor->app;
	kiosk.list = visitor->list;
	kiosk.text = text;
	kiosk.renderer = renderer_create(window, 800, 480, 0, "assets", "content", text, &problems);
	kiosk.app.masks = visitor->app.masks = renderer_masks(kiosk.renderer);
	renderer_draw(kiosk.renderer, &kiosk.list, kiosk.app.metrics.u, 0xF0F0F0FF);
	uint64_t drawn = draw_hash(&kiosk.list);
	int steps = 0;
	size_t shapes = 0;
	for (size_t i = 0; i < kiosk.list.items; i++)
		shapes += kiosk.list.item[i].shape != NULL;
	assert_true(shapes > 0);
	while (ahead_step(&kiosk))
		steps++;
	/* Each item was followed at least, and each area's shape drawn. */
	assert_true((size_t)steps > kiosk.list.items - kiosk.list.modal + shapes);
	assert_memory_equal(&kiosk.app, &visitor->app, sizeof kiosk.app);
	assert_true(draw_hash(&kiosk.list) == drawn);
	/* All of it is known now. */
	assert_false(ahead_step(&kiosk));
	/* On another screen there is more. */
	visitor_taps(visitor, "home");
	visitor_looks(visitor);
	kiosk.app = visitor->app;
	kiosk.list = visitor->list;
	assert_true(ahead_step(&kiosk));
	ahead_free(kiosk.ahead);
	renderer_destroy(kiosk.renderer);
	visitor_destroy(visitor);
	SDL_DestroyWindow(window);
	text_destroy(text);
	SDL_Quit();
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(looking_ahead_changes_nothing)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
