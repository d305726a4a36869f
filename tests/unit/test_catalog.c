/* The content: what is read, and in which order a routine is played. */
#define SCRATCH "catalog"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "catalog_kit.h"

#include <unistd.h>

/* ---- what is read ---- */

static void sound_content_is_read_whole(void **state)
{
	(void)state;
	load();
	assert_int_equal(problems.count, 0);
	assert_int_equal(catalog->routines, 1);
	const struct routine *routine = &catalog->routine[0];
	assert_string_equal(routine->id, "quads");
	assert_int_equal(routine->area, AREA_QUADS);
	assert_string_equal(routine->folder, "routines/quads");
	assert_string_equal(text_in(&routine->title, 1), "Título");
	assert_string_equal(text_in(&routine->summary, 0), "Short.");
	assert_string_equal(text_in(&routine->why, 0), "Because.");
	assert_int_equal(routine->tools, 2);
	assert_int_equal(routine->tool[0], TOOL_FOAM_ROLLER);
	assert_int_equal(routine->tool[1], TOOL_FINGERS);
	assert_int_equal(routine->sides, 2);
	assert_int_equal(routine->steps, 2);
	assert_int_equal(routine->cares, 1);
	assert_string_equal(routine->source[0], "Behm 2020");
	assert_string_equal(text_in(&catalog->area_name[AREA_CALVES], 1), "Pantorrillas");
	assert_int_equal(catalog->facts, 1);
	assert_string_equal(catalog->fact[0].routine, "quads");
	assert_int_equal(catalog->programs, 1);
	assert_int_equal(catalog->program[0].when, WHEN_AFTER);
	assert_int_equal(catalog->program[0].minutes, 5);
	assert_int_equal(catalog->program[0].routine[0], 0);
	assert_string_equal(text_in(&catalog->program[0].reason, 1), "Ayuda.");
	assert_int_equal(catalog->safety.asks, 2);
	assert_false(catalog->safety.review_pending);
	assert_string_equal(text_in(&catalog->safety.stop, 1), "Detente.");
}

static void times_of_a_step_are_microseconds(void **state)
{
	(void)state;
	load();
	const struct step *step = catalog->routine[0].step;
	assert_false(step[0].each_side);
	assert_int_equal(step[0].first.loop_to_us, 0);
	assert_true(step[1].each_side);
	assert_int_equal(step[1].seconds, 45);
	assert_int_equal(step[1].first.at_us, 2500000);
	assert_int_equal(step[1].first.loop_from_us, 1500000);
	assert_int_equal(step[1].first.loop_to_us, 10000000);
}

/* As the small routine's second step, which is done for each side, with something behind it. */
static void write_feet(const char *more)
{
	char rest[sizeof routine_rest + 100];
	const char *behind = strstr(routine_rest, "care:");
	snprintf(rest, sizeof rest, "%.*s%s%s", (int)(behind - routine_rest), routine_rest, more,
		behind);
	write_routine("feet", "feet", "feet", rest);
}

static void expect_other(int64_t at_us, int64_t from_us, int64_t to_us)
{
	const struct step *step = &catalog->routine[0].step[1];
	assert_string_equal(catalog->routine[0].id, "feet");
	assert_int_equal(step->first.at_us, 2500000);
	assert_ptr_equal(step_clip(step, 0), &step->first);
	assert_ptr_equal(step_clip(step, 1), &step->first);
	const struct step_clip *other = step_clip(step, 2);
	assert_int_equal(other->at_us, at_us);
	assert_int_equal(other->loop_from_us, from_us);
	assert_int_equal(other->loop_to_us, to_us);
}

static void the_second_side_has_times_of_its_own(void **state)
{
	(void)state;
	write_feet("    other_at: 20\n    other_loop: [26, 34]\n");
	load();
	assert_int_equal(problems.count, 0);
	expect_other(20000000, 26000000, 34000000);
}

static void a_second_side_without_a_begin_starts_with_its_loop(void **state)
{
	(void)state;
	write_feet("    other_loop: [26, 34]\n");
	load();
	expect_other(26000000, 26000000, 34000000);
}

static void a_second_side_of_which_nothing_is_said_looks_like_the_first(void **state)
{
	(void)state;
	write_feet("");
	load();
	expect_other(2500000, 1500000, 10000000);
}

static void a_second_side_starts_before_its_loop_ends(void **state)
{
	(void)state;
	write_feet("    other_at: 34\n    other_loop: [26, 34]\n");
	load();
	assert_true(error("feet/routine.yaml:16:15: steps[2].other_at: expected a time before the "
			  "end of the loop, 34, found \"34\""));
}

static void a_step_that_is_done_once_has_no_second_side(void **state)
{
	(void)state;
	char rest[sizeof routine_rest + 40];
	const char *once = strstr(routine_rest, "seconds: 20}");
	snprintf(rest, sizeof rest, "%.*sother_at: 5, %s", (int)(once - routine_rest), routine_rest,
		once);
	write_routine("feet", "feet", "feet", rest);
	load();
	assert_true(
		error("steps[1].other_at: expected \"side: each\" in a step with a second side, "
		      "found \"5\""));
}

static void files_beside_the_routine_are_found(void **state)
{
	(void)state;
	load();
	const struct routine *routine = &catalog->routine[0];
	assert_true(routine->has_clip);
	assert_true(routine->has_poster);
	assert_int_equal(access(routine->clip_path, R_OK), 0);
	assert_int_equal(routine->captions[0].count, 1);
	assert_non_null(strstr(routine->captions[0].cue[0].text, "quads/captions.en.vtt"));
	assert_non_null(strstr(routine->captions[1].cue[0].text, "quads/captions.es.vtt"));
}

static void routines_are_sorted_by_folder_and_an_area_starts_with_its_own(void **state)
{
	(void)state;
	write_routine("a-quads-stick", "a-quads-stick", "quads", routine_rest);
	write_routine("calves-ball", "calves-ball", "calves", routine_rest);
	write_routine(".hidden", "hidden", "feet", routine_rest);
	scratch_file("content/routines/notes.txt", "not a routine");
	load();
	assert_int_equal(problems.count, 0);
	assert_int_equal(catalog->routines, 3);
	assert_string_equal(catalog->routine[0].id, "a-quads-stick");
	assert_string_equal(catalog->routine[catalog->first[AREA_QUADS]].id, "quads");
	assert_string_equal(catalog->routine[catalog->first[AREA_CALVES]].id, "calves-ball");
	assert_int_equal(catalog->first[AREA_FEET], -1);
}

static void areas_have_ids(void **state)
{
	(void)state;
	for (int area = 0; area < AREA_COUNT; area++)
		assert_int_equal(area_find(area_id((enum area)area)), area);
	assert_int_equal(area_find("elbow"), -1);
}

/* ---- the order of play ---- */

/* Steps written as letters, those for each side as capitals; a plan as "a BL CL BR CR d". */
static const char *play(const char *steps, int sides)
{
	static char text[128];
	struct routine routine = {.sides = sides};
	struct planned_step plan[PLANNED_MAX];
	for (; steps[routine.steps]; routine.steps++) {
		bool each = steps[routine.steps] < 'a';
		routine.step[routine.steps] = (struct step){.seconds = 10, .each_side = each};
	}
	int count = routine_expand(&routine, plan, PLANNED_MAX);
	text[0] = '\0';
	for (int i = 0; i < count; i++) {
		static const char *const sides_text[] = {"", "L", "R"};
		char one[8];
		snprintf(one, sizeof one, "%s%c%s", i ? " " : "", steps[plan[i].step],
			sides_text[plan[i].side]);
		strcat(text, one);
	}
	assert_int_equal(routine_seconds(&routine), 10 * count);
	return text;
}

static void a_run_of_each_steps_is_done_for_one_side_then_for_the_other(void **state)
{
	(void)state;
	assert_string_equal(play("aBCd", 2), "a BL CL BR CR d");
	assert_string_equal(play("AB", 2), "AL BL AR BR");
	assert_string_equal(play("AbC", 2), "AL AR b CL CR");
	assert_string_equal(play("abc", 1), "a b c");
	assert_string_equal(play("aBc", 1), "a B c");
	assert_string_equal(play("", 2), "");
	assert_string_equal(play("ABCDEFGHIJKL", 2),
		"AL BL CL DL EL FL GL HL IL JL KL LL AR BR CR DR ER FR GR HR IR JR KR LR");
}

static void a_plan_never_exceeds_its_room(void **state)
{
	(void)state;
	struct routine routine = {.sides = 2, .steps = 2, .step = {{.each_side = true}}};
	struct planned_step plan[2] = {{-1, -1, -1}, {-1, -1, -1}};
	assert_int_equal(routine_expand(&routine, plan, 1), 1);
	assert_int_equal(plan[1].step, -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(sound_content_is_read_whole),
		TEST(times_of_a_step_are_microseconds),
		TEST(the_second_side_has_times_of_its_own),
		TEST(a_second_side_without_a_begin_starts_with_its_loop),
		TEST(a_second_side_of_which_nothing_is_said_looks_like_the_first),
		TEST(a_second_side_starts_before_its_loop_ends),
		TEST(a_step_that_is_done_once_has_no_second_side),
		TEST(files_beside_the_routine_are_found),
		TEST(routines_are_sorted_by_folder_and_an_area_starts_with_its_own),
		cmocka_unit_test(areas_have_ids),
		cmocka_unit_test(a_run_of_each_steps_is_done_for_one_side_then_for_the_other),
		cmocka_unit_test(a_plan_never_exceeds_its_room),
	};
	return cmocka_run_group_tests(tests, with_spanish, without_words);
}
