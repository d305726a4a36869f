/* ui/render_ahead: what may be drawn next is made ready, and nobody notices but by the time it
 * takes. */
#define SCRATCH "render_ahead"
#include "canvas.h"

#include "ui/render_parts.h"

#include <sched.h>

static struct sprite_key key_of(const char *name)
{
	return (struct sprite_key){.name = name, .part = {1, 2, 3}};
}

static struct image_request request_of(const char *path)
{
	return (struct image_request){.path = path, .w = 20, .h = 20};
}

static struct cache cache_for_tests(void)
{
	return (struct cache){.bytes_max = 1 << 20, .count_max = 8, .pixel_bytes = 1};
}

/* Waits for it as long as it takes. */
static const struct sprite *wait_for(
	struct ahead *ahead, struct cache *cache, const struct sprite_key *key)
{
	const struct sprite *sprite;
	while (!(sprite = cache_find(cache, key))) {
		sched_yield();
		ahead_harvest(ahead, cache);
	}
	return sprite;
}

static void a_picture_is_read_before_it_is_needed(void **state)
{
	(void)state;
	struct ahead *ahead = ahead_create();
	struct cache cache = cache_for_tests();
	struct image_request request = request_of(scratch_path("two.png"));
	struct sprite_key key = key_of("two.png");
	const char *cause;
	struct sprite read = image_read(&request, &cause);
	ahead_want(ahead, &key, &request);
	const struct sprite *sprite = wait_for(ahead, &cache, &key);
	assert_int_equal(sprite->w, read.w);
	assert_int_equal(sprite->h, read.h);
	assert_memory_equal(sprite->argb, read.argb, (size_t)read.w * (size_t)read.h * 4);
	free(read.argb);
	cache_clear(&cache);
	ahead_destroy(ahead);
}

static void what_is_needed_at_once_is_taken_or_read(void **state)
{
	(void)state;
	struct ahead *ahead = ahead_create();
	struct sprite_key wanted = key_of("checkers.png"), other = key_of("other.png");
	struct image_request request = request_of(scratch_path("checkers.png"));
	struct sprite sprite = {0};
	assert_false(ahead_take(ahead, &other, &sprite));
	for (int i = 0; i < 50; i++) {
		ahead_want(ahead, &wanted, &request);
		if (i % 2)
			sched_yield();
		/* Whether the thread was quicker or not: a whole picture, or none. */
		if (ahead_take(ahead, &wanted, &sprite)) {
			assert_int_equal(sprite.w, 20);
			assert_non_null(sprite.argb);
			free(sprite.argb);
		}
		assert_false(ahead_take(ahead, &wanted, &sprite));
	}
	ahead_destroy(ahead);
}

static void a_picture_that_is_missing_is_left_to_who_needs_it(void **state)
{
	(void)state;
	struct ahead *ahead = ahead_create();
	struct cache cache = cache_for_tests();
	struct sprite_key missing = key_of("missing.png"), there = key_of("two.png");
	struct image_request none = request_of("missing.png"),
			     two = request_of(scratch_path("two.png"));
	ahead_want(ahead, &missing, &none);
	ahead_want(ahead, &there, &two);
	wait_for(ahead, &cache, &there);
	assert_null(cache_find(&cache, &missing));
	cache_clear(&cache);
	ahead_destroy(ahead);
}

static void other_content_makes_all_wishes_void(void **state)
{
	(void)state;
	struct ahead *ahead = ahead_create();
	struct cache cache = cache_for_tests();
	struct sprite_key key = key_of("two.png");
	struct image_request request = request_of(scratch_path("two.png"));
	ahead_want(ahead, &key, &request);
	ahead_forget(ahead);
	ahead_harvest(ahead, &cache);
	assert_int_equal(cache.count, 0);
	ahead_destroy(ahead);
	ahead_destroy(NULL);
}

static void a_list_that_was_made_ready_looks_the_same(void **state)
{
	(void)state;
	SDL_Window *window = SDL_CreateWindow("test", 0, 0, W, H, 0);
	struct renderer *shown = make(window);
	size_t at = 0;
	draw_image(&list, box(10, 10, 40, 20), "two.png");
	put(5, 60, 14, 0x131A20FF, "Tune up");
	draw();
	/* Before it has drawn once it knows no size. */
	assert_false(renderer_prepare(shown, &list, &at));
	struct draw_list empty = {0};
	draw_begin(&empty);
	renderer_draw(shown, &empty, U, GROUND);
	while (renderer_prepare(shown, &list, &at))
		;
	assert_int_equal(at, list.cmds);
	renderer_draw(shown, &list, U, GROUND);
	SDL_Surface *seen = shoot(shown);
	assert_same_pixels(seen, shot);
	SDL_FreeSurface(seen);
	renderer_destroy(shown);
	draw_free(&empty);
	SDL_DestroyWindow(window);
}

static void a_text_that_reaches_in_from_beyond_the_glass_is_drawn(void **state)
{
	(void)state;
	const color_t ink = 0x131A20FF;
	put(5, (float)H / U + 4, 20, ink, "HHHH");
	draw();
	assert_true(count(ink) > 0);
	draw_begin(&list);
	put(5, 2, 20, ink, "ggjj");
	draw();
	assert_true(count(ink) > 0);
	draw_begin(&list);
	put(5, (float)H / U + 60, 20, ink, "HHHH");
	put(5, -60, 20, ink, "HHHH");
	draw();
	assert_int_equal(count(ink), 0);
}

#define T(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(a_picture_is_read_before_it_is_needed),
		T(what_is_needed_at_once_is_taken_or_read),
		T(a_picture_that_is_missing_is_left_to_who_needs_it),
		T(other_content_makes_all_wishes_void),
		T(a_list_that_was_made_ready_looks_the_same),
		T(a_text_that_reaches_in_from_beyond_the_glass_is_drawn),
	};
	return cmocka_run_group_tests(tests, prepare, clean_up);
}
