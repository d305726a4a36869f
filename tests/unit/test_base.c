/* base/mem and base/problem. */
#include "base/mem.h"
#include "base/names.h"
#include "base/problem.h"

#include <setjmp.h>
#include <stdalign.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static bool all_zero(const unsigned char *bytes, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (bytes[i])
			return false;
	return true;
}

static void arena_gives_cleared_aligned_memory(void **state)
{
	(void)state;
	struct arena arena = {0};
	for (size_t size = 0; size < 100; size++) {
		unsigned char *block = arena_alloc(&arena, size);
		assert_int_equal((uintptr_t)block % alignof(max_align_t), 0);
		assert_true(all_zero(block, size));
		memset(block, 0xff, size);
	}
	arena_free(&arena);
}

static void arena_blocks_do_not_overlap(void **state)
{
	(void)state;
	struct arena arena = {0};
	enum { COUNT = 3000 };
	unsigned char *block[COUNT];
	for (size_t i = 0; i < COUNT; i++)
		block[i] = memset(arena_alloc(&arena, 100), (int)(i % 251), 100);
	for (size_t i = 0; i < COUNT; i++)
		for (size_t at = 0; at < 100; at++)
			assert_int_equal(block[i][at], i % 251);
	arena_free(&arena);
}

static void arena_takes_what_is_larger_than_a_block(void **state)
{
	(void)state;
	struct arena arena = {0};
	size_t size = 1 << 20;
	char *small = arena_strdup(&arena, "before");
	unsigned char *large = arena_alloc(&arena, size);
	memset(large, 1, size);
	char *after = arena_strdup(&arena, "after");
	assert_string_equal(small, "before");
	assert_string_equal(after, "after");
	assert_int_equal(large[size - 1], 1);
	arena_free(&arena);
}

static void arena_reset_keeps_its_blocks_and_clears_them(void **state)
{
	(void)state;
	struct arena arena = {0};
	void *first = memset(arena_alloc(&arena, 1000), 0xff, 1000);
	for (int i = 0; i < 200; i++)
		memset(arena_alloc(&arena, 1000), 0xff, 1000);
	struct arena_block *blocks = arena.first;
	for (int round = 0; round < 3; round++) {
		arena_reset(&arena);
		assert_ptr_equal(arena.first, blocks);
		for (int i = 0; i < 200; i++) {
			unsigned char *block = arena_alloc(&arena, 1000);
			if (i == 0)
				assert_ptr_equal(block, first);
			assert_true(all_zero(block, 1000));
			memset(block, 0xff, 1000);
		}
	}
	arena_free(&arena);
	assert_null(arena.first);
	assert_string_equal(arena_strdup(&arena, "usable again"), "usable again");
	arena_free(&arena);
}

static void arena_reset_and_free_take_an_empty_arena(void **state)
{
	(void)state;
	struct arena arena = {0};
	arena_reset(&arena);
	arena_free(&arena);
	assert_null(arena.current);
}

static void arena_texts(void **state)
{
	(void)state;
	struct arena arena = {0};
	assert_string_equal(arena_strndup(&arena, "quadriceps", 5), "quadr");
	assert_string_equal(arena_strndup(&arena, "", 0), "");
	assert_string_equal(arena_printf(&arena, "%s-%d", "step", 7), "step-7");
	assert_string_equal(arena_printf(&arena, "%s", ""), "");
	char *wide = arena_printf(&arena, "%*d", 100000, 1);
	assert_int_equal(strlen(wide), 100000);
	arena_free(&arena);
}

static void heap_helpers(void **state)
{
	(void)state;
	unsigned char *none = mem_calloc(0, 0);
	assert_non_null(none);
	free(none);
	unsigned char *block = mem_calloc(7, 11);
	assert_true(all_zero(block, 77));
	block[76] = 5;
	block = mem_realloc(block, 100000);
	assert_int_equal(block[76], 5);
	free(block);
	char *copy = mem_strdup("Müller");
	assert_string_equal(copy, "Müller");
	free(copy);
	char *text = mem_printf("%d × %s", 3, "roll");
	assert_string_equal(text, "3 × roll");
	free(text);
}

static void each_name_is_kept_once_and_known_by_its_number(void **state)
{
	(void)state;
	struct names names = {0};
	char text[16];
	for (int round = 0; round < 2; round++)
		for (uint32_t i = 0; i < 1000; i++) {
			int length = snprintf(text, sizeof text, "%u and more", i);
			assert_int_equal(names_add(&names, text, (size_t)length - 9), i);
		}
	assert_int_equal(names.count, 1000);
	assert_string_equal(names.name[0], "0");
	assert_string_equal(names.name[999], "999");
	assert_int_equal(names_add(&names, "", 0), 1000);
	names_free(&names);
	assert_int_equal(names_add(&names, "first", 5), 0);
	names_free(&names);
}

static void problem_is_kept_with_its_detail(void **state)
{
	(void)state;
	struct problems problems = {0};
	assert_false(problems_any_error(&problems));
	problems_add(
		&problems, PROBLEM_WARNING, PART_VIDEO, "Title", "Do this", "%s:%d", "a.yaml", 3);
	assert_int_equal(problems.count, 1);
	assert_int_equal(problems.item[0].part, PART_VIDEO);
	assert_string_equal(problems.item[0].title, "Title");
	assert_string_equal(problems.item[0].todo, "Do this");
	assert_string_equal(problems.item[0].detail, "a.yaml:3");
	assert_false(problems_any_error(&problems));
	problems_add(&problems, PROBLEM_ERROR, PART_SOUND, "Other", "Do that", "x");
	assert_true(problems_any_error(&problems));
}

static void problem_is_added_once(void **state)
{
	(void)state;
	struct problems problems = {0};
	for (int i = 0; i < 3; i++)
		problems_add(&problems, PROBLEM_ERROR, PART_CONTENT, "Title", "", "same");
	assert_int_equal(problems.count, 1);
	problems_add(&problems, PROBLEM_ERROR, PART_CONTENT, "Title", "", "another");
	problems_add(&problems, PROBLEM_ERROR, PART_CONTENT, "Other title", "", "same");
	assert_int_equal(problems.count, 3);
}

static void problem_detail_is_cut_to_its_room(void **state)
{
	(void)state;
	struct problems problems = {0};
	for (int i = 0; i < 2; i++)
		problems_add(&problems, PROBLEM_WARNING, PART_CONTENT, "Long", "", "%*d", 1000, 1);
	assert_int_equal(problems.count, 1);
	assert_int_equal(strlen(problems.item[0].detail), sizeof problems.item[0].detail - 1);
}

static void problems_beyond_the_room_are_counted(void **state)
{
	(void)state;
	struct problems problems = {0};
	for (int i = 0; i < PROBLEMS_MAX + 5; i++)
		problems_add(&problems, PROBLEM_WARNING, PART_CONTENT, "Title", "", "%d", i);
	assert_int_equal(problems.count, PROBLEMS_MAX);
	assert_int_equal(problems.more, 5);
}

static void problems_clear_takes_only_its_own(void **state)
{
	(void)state;
	struct problems problems = {0};
	problems_add(&problems, PROBLEM_ERROR, PART_VIDEO, "Gone", "", "1");
	problems_add(&problems, PROBLEM_WARNING, PART_SOUND, "Gone", "", "2");
	problems_add(&problems, PROBLEM_ERROR, PART_VIDEO, "Gone", "", "3");
	problems_add(&problems, PROBLEM_WARNING, PART_VIDEO, "Stays", "", "4");
	problems_clear(&problems, PART_VIDEO, "Gone");
	assert_int_equal(problems.count, 2);
	assert_string_equal(problems.item[0].detail, "2");
	assert_string_equal(problems.item[1].detail, "4");
	assert_false(problems_any_error(&problems));
	problems_clear(&problems, PART_ASSETS, "Never there");
	assert_int_equal(problems.count, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(arena_gives_cleared_aligned_memory),
		cmocka_unit_test(arena_blocks_do_not_overlap),
		cmocka_unit_test(arena_takes_what_is_larger_than_a_block),
		cmocka_unit_test(arena_reset_keeps_its_blocks_and_clears_them),
		cmocka_unit_test(arena_reset_and_free_take_an_empty_arena),
		cmocka_unit_test(arena_texts),
		cmocka_unit_test(heap_helpers),
		cmocka_unit_test(each_name_is_kept_once_and_known_by_its_number),
		cmocka_unit_test(problem_is_kept_with_its_detail),
		cmocka_unit_test(problem_is_added_once),
		cmocka_unit_test(problem_detail_is_cut_to_its_room),
		cmocka_unit_test(problems_beyond_the_room_are_counted),
		cmocka_unit_test(problems_clear_takes_only_its_own),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
