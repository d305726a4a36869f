/* Where a touch lands, what a finger asks for, where the buttons' focus goes. */
#include "ui/touch.h"

#include "ui/ui.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { PRESSED = 7, HELD = 8 };

/* A shape of 40 x 100 pixels, filled in its left quarter only. */
static uint8_t shape_bits[40 / 8 * 100];
static const struct mask shape = {40, 100, shape_bits};

static const struct mask *shape_get(const struct mask_source *source, const char *name)
{
	(void)source;
	return strcmp(name, "shape") == 0 ? &shape : NULL;
}
static const struct mask_source masks = {shape_get};

static struct item item(const char *id, float x, float y, float w, float h)
{
	return (struct item){.id = id,
		.label = id,
		.box = {x, y, w, h},
		.hit = {x, y, w, h},
		.action = {PRESSED, 0}};
}

static int empty_list(void **state)
{
	struct draw_list *list = calloc(1, sizeof *list);
	draw_begin(list);
	for (int y = 0; y < shape.h; y++)
		memcpy(&shape_bits[y * shape.w / 8], "\xFF\x03", 2);
	*state = list;
	return 0;
}

static int free_list(void **state)
{
	draw_free(*state);
	free(*state);
	return 0;
}

static const char *hit_id(const struct draw_list *list, float x, float y)
{
	const struct item *found = hit_test(list, &masks, (struct point){x, y});
	return found ? found->id : "nothing";
}

static void what_is_drawn_last_is_hit_first(void **state)
{
	struct draw_list *list = *state;
	struct item below = item("below", 0, 0, 20, 20), above = item("above", 10, 10, 20, 20);
	draw_item(list, &below);
	draw_item(list, &above);
	assert_string_equal(hit_id(list, 15, 15), "above");
	assert_string_equal(hit_id(list, 5, 5), "below");
	assert_string_equal(hit_id(list, 50, 50), "nothing");
}

static void small_things_have_a_bigger_target_and_the_nearest_centre_wins(void **state)
{
	struct draw_list *list = *state;
	struct item left = item("left", 10, 10, 2, 2), right = item("right", 16, 10, 2, 2);
	left.hit = (struct rect){6.6f, 6.6f, 8.8f, 8.8f};
	right.hit = (struct rect){12.6f, 6.6f, 8.8f, 8.8f};
	draw_item(list, &left);
	draw_item(list, &right);
	assert_string_equal(hit_id(list, 7, 7), "left");
	assert_string_equal(hit_id(list, 13.5f, 11), "left");
	assert_string_equal(hit_id(list, 14.5f, 11), "right");
}

static void a_shape_is_hit_where_it_is_filled_and_a_little_beside(void **state)
{
	struct draw_list *list = *state;
	struct item area = item("area", 0, 0, 40, 100);
	area.shape = "shape";
	draw_item(list, &area);
	assert_string_equal(hit_id(list, 5, 50), "area");
	assert_string_equal(hit_id(list, 11.5f, 50), "area");
	assert_string_equal(hit_id(list, 13, 50), "nothing");
	struct point inside = hit_point(&list->item[0], &masks);
	assert_string_equal(hit_id(list, inside.x, inside.y), "area");
}

static void a_label_over_a_shape_goes_before_the_shape(void **state)
{
	struct draw_list *list = *state;
	struct item area = item("area", 0, 0, 40, 100), label = item("label", 11, 40, 10, 10);
	area.shape = "shape";
	draw_item(list, &area);
	draw_item(list, &label);
	assert_string_equal(hit_id(list, 11.2f, 45), "label");
}

static void what_is_disabled_or_covered_is_never_hit(void **state)
{
	struct draw_list *list = *state;
	struct item off = item("off", 0, 0, 10, 10), covered = item("covered", 20, 0, 10, 10);
	off.disabled = true;
	draw_item(list, &off);
	draw_item(list, &covered);
	assert_string_equal(hit_id(list, 5, 5), "nothing");
	assert_string_equal(hit_id(list, 25, 5), "covered");
	draw_modal(list);
	assert_string_equal(hit_id(list, 25, 5), "nothing");
	assert_null(draw_find(list, "covered"));
}

static void a_tap_acts_on_release(void **state)
{
	struct draw_list *list = *state;
	struct touch touch = {0};
	struct item button = item("button", 0, 0, 10, 10);
	draw_item(list, &button);
	touch_down(&touch, list, NULL, (struct point){5, 5}, 0, false);
	assert_string_equal(touch_pressed(&touch), "button");
	assert_int_equal(touch_up(&touch, list).kind, PRESSED);
	assert_null(touch_pressed(&touch));
}

static void a_swallowed_touch_does_nothing(void **state)
{
	struct draw_list *list = *state;
	struct touch touch = {0};
	struct item button = item("button", 0, 0, 10, 10);
	draw_item(list, &button);
	touch_down(&touch, list, NULL, (struct point){5, 5}, 0, true);
	assert_null(touch_pressed(&touch));
	assert_int_equal(touch_up(&touch, list).kind, 0);
}

static void a_hold_acts_when_it_is_due_and_then_the_release_does_nothing(void **state)
{
	struct draw_list *list = *state;
	struct touch touch = {0};
	struct item logo = item("logo", 0, 0, 10, 10);
	logo.hold = (struct action){HELD, 0};
	logo.hold_us = 3000000;
	draw_item(list, &logo);
	touch_down(&touch, list, NULL, (struct point){5, 5}, 1000, false);
	assert_int_equal(touch_due(&touch, list), 3001000);
	assert_int_equal(touch_tick(&touch, list, 3000999).kind, 0);
	assert_int_equal(touch_tick(&touch, list, 3001000).kind, HELD);
	assert_int_equal(touch_tick(&touch, list, 4000000).kind, 0);
	assert_int_equal(touch_up(&touch, list).kind, 0);
}

static void a_hold_that_slides_off_is_no_hold(void **state)
{
	struct draw_list *list = *state;
	struct touch touch = {0};
	struct item logo = item("logo", 0, 0, 10, 10);
	logo.hold = (struct action){HELD, 0};
	logo.hold_us = 3000000;
	draw_item(list, &logo);
	touch_down(&touch, list, NULL, (struct point){5, 5}, 0, false);
	touch_move(&touch, list, NULL, (struct point){30, 30});
	assert_int_equal(touch_tick(&touch, list, 5000000).kind, 0);
}

static void an_item_that_repeats_acts_while_it_is_held(void **state)
{
	struct draw_list *list = *state;
	struct item held = item("backspace", 0, 0, 10, 10);
	held.repeats = true;
	draw_item(list, &held);
	struct touch touch;
	touch_down(&touch, list, NULL, (struct point){5, 5}, 1000, false);
	assert_int_equal(touch_tick(&touch, list, 400000).kind, 0);
	int times = 0;
	for (int64_t now = 400000; now <= 1001000; now += 1000)
		times += touch_tick(&touch, list, now).kind == PRESSED;
	assert_int_equal(times, 6);
	/* It is still under the finger, and the release adds nothing. */
	assert_string_equal(touch_pressed(&touch), "backspace");
	assert_int_equal(touch_up(&touch, list).kind, 0);
	/* A tap acts once, on release. */
	touch_down(&touch, list, NULL, (struct point){5, 5}, 2000000, false);
	assert_int_equal(touch_tick(&touch, list, 2080000).kind, 0);
	assert_int_equal(touch_up(&touch, list).kind, PRESSED);
}

static void an_item_that_goes_away_under_the_finger_is_not_pressed(void **state)
{
	struct draw_list *list = *state;
	struct touch touch = {0};
	struct item button = item("button", 0, 0, 10, 10), other = item("other", 0, 0, 10, 10);
	draw_item(list, &button);
	touch_down(&touch, list, NULL, (struct point){5, 5}, 0, false);
	draw_begin(list);
	draw_item(list, &other);
	assert_int_equal(touch_up(&touch, list).kind, 0);
}

static void focus_starts_on_the_loud_control_and_goes_round_in_reading_order(void **state)
{
	struct draw_list *list = *state;
	struct item back = item("back", 0, 0, 10, 10), skipped = item("skipped", 0, 10, 10, 10);
	struct item off = item("off", 0, 20, 10, 10), go = item("go", 0, 30, 10, 10);
	skipped.no_focus = true;
	off.disabled = true;
	go.go = true;
	draw_item(list, &back);
	draw_item(list, &skipped);
	draw_item(list, &off);
	draw_item(list, &go);
	assert_string_equal(focus_first(list)->id, "go");
	assert_string_equal(focus_step(list, "go", 1)->id, "back");
	assert_string_equal(focus_step(list, "back", 1)->id, "go");
	assert_string_equal(focus_step(list, "back", -1)->id, "go");
	assert_string_equal(focus_step(list, "vanished", 1)->id, "go");
	assert_int_equal(focus_count(list), 2);
}

static void nothing_to_focus_is_no_harm(void **state)
{
	struct draw_list *list = *state;
	assert_null(focus_first(list));
	assert_null(focus_step(list, "x", 1));
	assert_int_equal(focus_count(list), 0);
}

static void the_same_picture_has_the_same_hash_and_another_one_another(void **state)
{
	struct draw_list *list = *state;
	struct rect box = {1, 2, 3, 4};
	draw_rect(list, box, 0xFF0000FF);
	draw_mask(list, box, "icons/back.svg", 0x00FF00FF);
	uint64_t first = draw_hash(list);
	draw_begin(list);
	draw_rect(list, box, 0xFF0000FF);
	draw_mask(list, box, "icons/back.svg", 0x00FF00FF);
	assert_true(draw_hash(list) == first);
	draw_begin(list);
	draw_rect(list, box, 0xFF0000FF);
	draw_mask(list, box, "icons/home.svg", 0x00FF00FF);
	assert_false(draw_hash(list) == first);
}

static uint64_t hash_of_zones(struct draw_list *list, int rows, float gap, const color_t *cell)
{
	draw_begin(list);
	draw_zones(list, (struct rect){7, 14, 62, 79}, rows, 4 / rows, gap, 3.2f, cell);
	return draw_hash(list);
}

static void zones_differ_by_their_cells_grid_and_gap(void **state)
{
	struct draw_list *list = *state;
	color_t cell[4] = {0x222C34FF, 0x23485AFF, 0x2F7391FF, 0x57AFCEFF};
	uint64_t first = hash_of_zones(list, 2, 1.6f, cell);
	assert_true(hash_of_zones(list, 2, 1.6f, cell) == first);
	assert_false(hash_of_zones(list, 4, 1.6f, cell) == first);
	assert_false(hash_of_zones(list, 2, 1.2f, cell) == first);
	cell[3] = 0xA6E3F4FF;
	assert_false(hash_of_zones(list, 2, 1.6f, cell) == first);
	/* The list has its own copy. */
	cell[3] = 0x57AFCEFF;
	assert_true(hash_of_zones(list, 2, 1.6f, cell) == first);
	cell[3] = 0;
	assert_true(draw_hash(list) == first);
	char *dump = draw_dump(list);
	assert_string_equal(dump, "zones 7.00,14.00 62.00x79.00 2x2 gap 1.60 radius 3.20 "
				  "#222C34FF #23485AFF #2F7391FF #57AFCEFF\n");
	free(dump);
}

static void the_unit_follows_the_short_side_and_the_glass(void **state)
{
	(void)state;
	struct metrics hd = metrics_make(1920, 1080, 0), tall = metrics_make(720, 1280, 0);
	struct metrics small = metrics_make(800, 480, 0), glass = metrics_make(1280, 720, 7);
	assert_true(hd.u == 10 && hd.w == 192 && hd.size_class == CLASS_LANDSCAPE);
	assert_int_equal(tall.size_class, CLASS_PORTRAIT);
	assert_true(tall.w == 108);
	assert_int_equal(small.size_class, CLASS_COMPACT);
	assert_true(small.h == 72);
	assert_int_equal(glass.size_class, CLASS_COMPACT);
	/* A 7-inch panel that stands: the compact layouts lie on their side. */
	struct metrics stands = metrics_make(720, 1280, 7);
	assert_int_equal(stands.size_class, CLASS_PORTRAIT);
	assert_true(stands.w == 108);
	assert_true(stands.target < 15 * stands.mm);
	/* 15 mm at 15.6 inch are more than 8.8 u; at 21.5 inch they are less. */
	assert_true(metrics_make(1920, 1080, 12).target > 8.8f);
	assert_true(metrics_make(1920, 1080, 21.5f).target == 8.8f);
}

int main(void)
{
#define ON_A_LIST(test) cmocka_unit_test_setup_teardown(test, empty_list, free_list)
	const struct CMUnitTest tests[] = {
		ON_A_LIST(what_is_drawn_last_is_hit_first),
		ON_A_LIST(small_things_have_a_bigger_target_and_the_nearest_centre_wins),
		ON_A_LIST(a_shape_is_hit_where_it_is_filled_and_a_little_beside),
		ON_A_LIST(a_label_over_a_shape_goes_before_the_shape),
		ON_A_LIST(what_is_disabled_or_covered_is_never_hit),
		ON_A_LIST(a_tap_acts_on_release),
		ON_A_LIST(a_swallowed_touch_does_nothing),
		ON_A_LIST(a_hold_acts_when_it_is_due_and_then_the_release_does_nothing),
		ON_A_LIST(a_hold_that_slides_off_is_no_hold),
		ON_A_LIST(an_item_that_repeats_acts_while_it_is_held),
		ON_A_LIST(an_item_that_goes_away_under_the_finger_is_not_pressed),
		ON_A_LIST(focus_starts_on_the_loud_control_and_goes_round_in_reading_order),
		ON_A_LIST(nothing_to_focus_is_no_harm),
		ON_A_LIST(the_same_picture_has_the_same_hash_and_another_one_another),
		ON_A_LIST(zones_differ_by_their_cells_grid_and_gap),
		cmocka_unit_test(the_unit_follows_the_short_side_and_the_glass),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
