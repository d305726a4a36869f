/* Content that is broken: what is left out, what stays, and where each fault is told. */
#define SCRATCH "catalog-faults"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "catalog_kit.h"

static void a_missing_folder_is_told_and_the_gate_still_has_its_words(void **state)
{
	(void)state;
	catalog = catalog_load("no/such/content", read_captions, &problems);
	assert_non_null(catalog);
	assert_int_equal(catalog->routines, 0);
	assert_int_equal(catalog->facts, 0);
	assert_int_equal(catalog->first[AREA_QUADS], -1);
	assert_string_equal(text_in(&catalog->area_name[AREA_QUADS], 0), "quads");
	assert_true(error("no/such/content/routines: expected a folder of routines, found none"));
	assert_true(error("no/such/content/facts.yaml: cannot be read"));
	assert_true(error("no/such/content/areas.yaml: cannot be read"));
	assert_true(error("no/such/content/programs.yaml: cannot be read"));
	assert_int_equal(catalog->programs, 0);
	assert_true(error("no/such/content/safety.yaml: cannot be read"));
	assert_int_equal(catalog->safety.never_overs, 2);
	assert_int_equal(catalog->safety.asks, 9);
	assert_int_equal(catalog->safety.nevers, 2);
	assert_true(catalog->safety.review_pending);
	assert_string_equal(text_in(&catalog->safety.ask[0], 0), "Blood clot (DVT)");
	assert_string_equal(text_in(&catalog->safety.ask[0], 1), "Coágulo (trombosis)");
	assert_true(text_in(&catalog->safety.stop, 0)[0] != '\0');
}

static void a_safety_file_with_a_fault_is_replaced_whole(void **state)
{
	(void)state;
	scratch_file("content/safety.yaml", "review: approved\n"
					    "do_not_roll: [{en: Wound, es: Herida}]\n"
					    "ask_first: [{es: Coágulo}]\n"
					    "never: [{en: On a bone, es: En un hueso}]\n"
					    "stop: {en: Stop., es: Detente.}\n");
	load();
	assert_true(error("safety.yaml:3:13: ask_first[1]: expected at least the English text"));
	assert_int_equal(catalog->safety.asks, 9);
	assert_true(catalog->safety.review_pending);
}

static void a_faulty_routine_is_left_out_and_the_others_stay(void **state)
{
	(void)state;
	write_routine("feet", "feet", "toes", "title: {en: Feet}\nsteps: []\n");
	write_routine("empty", "empty", "neck", routine_rest);
	scratch_file("content/routines/empty/routine.yaml", "");
	scratch_path("content/routines/bare/x");
	load();
	assert_true(
		error("feet/routine.yaml:2:7: area: expected neck, ribs, glutes, itband, quads, "
		      "adductors, calves or feet, found \"toes\""));
	assert_true(warning("feet/routine.yaml:3:8: title: expected a translation, es: ..."));
	assert_true(error("feet/routine.yaml:1:1: summary: expected a text in each language"));
	assert_true(error("feet/routine.yaml:4:8: steps: expected a list of 1 to 12 items"));
	assert_true(error("empty/routine.yaml:1:1: the file is empty"));
	assert_true(error("bare/routine.yaml: cannot be read"));
	assert_int_equal(catalog->routines, 1);
	assert_string_equal(catalog->routine[0].id, "quads");
}

static void the_id_is_the_name_of_the_folder(void **state)
{
	(void)state;
	write_routine("calves", "calfs", "calves", routine_rest);
	write_routine("feet", "../feet", "feet", routine_rest);
	load();
	assert_true(
		error("calves/routine.yaml:1:5: id: expected the name of the folder, \"calves\", "
		      "found \"calfs\""));
	assert_true(
		error("feet/routine.yaml:1:5: id: expected a text of 1 to 40 characters out of"));
	assert_int_equal(catalog->routines, 1);
}

static void sides_and_steps_must_agree(void **state)
{
	(void)state;
	static const char *const from = "sides: 2";
	char rest[sizeof routine_rest];
	strcpy(rest, routine_rest);
	strstr(rest, from)[7] = '1';
	write_routine("feet", "feet", "feet", rest);
	strcpy(rest, routine_rest);
	memcpy(strstr(rest, "side: each"), "side: once", 10);
	write_routine("neck", "neck", "neck", rest);
	load();
	assert_true(error("feet/routine.yaml:7:8: sides: expected 2, since a step has"));
	assert_true(error("neck/routine.yaml:7:8: sides: expected 1, since no step has"));
}

static void a_step_starts_before_its_loop_ends(void **state)
{
	(void)state;
	char rest[sizeof routine_rest];
	strcpy(rest, routine_rest);
	memcpy(strstr(rest, "at: 2.5"), "at: 10 ", 7);
	write_routine("feet", "feet", "feet", rest);
	load();
	assert_true(
		error("feet/routine.yaml:14:9: steps[2].at: expected a time before the end of the "
		      "loop, 10, found \"10\""));
}

static void a_routine_without_its_files_still_loads(void **state)
{
	(void)state;
	remove(scratch_path("content/routines/quads/clip.mp4"));
	remove(scratch_path("content/routines/quads/poster.png"));
	remove(scratch_path("content/routines/quads/captions.es.vtt"));
	load();
	assert_int_equal(problems.count, 3);
	assert_true(warning("routines/quads/clip.mp4: expected this file"));
	assert_true(warning("routines/quads/poster.png: expected this file"));
	assert_true(warning("routines/quads/captions.es.vtt: expected this file"));
	assert_int_equal(catalog->routines, 1);
	assert_false(catalog->routine[0].has_clip);
	assert_false(catalog->routine[0].has_poster);
	assert_int_equal(catalog->routine[0].captions[1].count, 0);
}

static void a_faulty_fact_is_left_out_and_one_without_its_routine_stays(void **state)
{
	(void)state;
	scratch_file("content/facts.yaml", "facts:\n"
					   "  - title: {en: A, es: B}\n    body: {en: A., es: B.}\n"
					   "  - title: {en: C, es: D}\n    body: {en: C., es: D.}\n"
					   "    source: S\n    routine: nose\n");
	load();
	assert_true(error("facts.yaml:2:5: facts[1].source: expected a text, found nothing"));
	assert_true(warning("facts.yaml:7: routine: expected the id of a routine, found \"nose\""));
	assert_int_equal(catalog->facts, 1);
	assert_null(catalog->fact[0].routine);
}

static void a_faulty_program_is_left_out_and_all_its_faults_are_told(void **state)
{
	(void)state;
	scratch_file("content/programs.yaml",
		"programs:\n"
		"  - id: Long run\n    title: {en: A, es: B}\n    reason: {en: A., es: B.}\n"
		"    when: later\n    minutes: 45\n    routines: []\n"
		"  - id: good\n    title: {en: A, es: B}\n    reason: {en: A., es: B.}\n"
		"    when: before\n    minutes: 3\n    routines: [quads]\n");
	load();
	assert_true(error("programs.yaml:2:9: programs[1].id: expected a text of 1 to 31"));
	assert_true(error("programs.yaml:5:11: programs[1].when: expected before, after or rest, "
			  "found \"later\""));
	assert_true(error("programs.yaml:6:14: programs[1].minutes: expected a whole number from 3 "
			  "to 30, found \"45\""));
	assert_true(error("programs.yaml:7:15: programs[1].routines: expected a list of 1 to 8"));
	assert_int_equal(catalog->programs, 1);
	assert_string_equal(catalog->program[0].id, "good");
}

static void a_program_with_a_part_that_is_missing_is_left_out_with_a_warning(void **state)
{
	(void)state;
	write_routine("quads-stick", "quads-stick", "quads", routine_rest);
	scratch_file("content/programs.yaml",
		"programs:\n"
		"  - {id: one, title: {en: A, es: B}, reason: {en: A., es: B.}, when: rest, "
		"minutes: 5, routines: [quads, nose, toe]}\n"
		"  - {id: two, title: {en: A, es: B}, reason: {en: A., es: B.}, when: rest, "
		"minutes: 5, routines: [quads, quads-stick]}\n"
		"  - {id: three, title: {en: A, es: B}, reason: {en: A., es: B.}, when: rest, "
		"minutes: 5, routines: [quads]}\n"
		"  - {id: three, title: {en: A, es: B}, reason: {en: A., es: B.}, when: rest, "
		"minutes: 8, routines: [quads]}\n");
	load();
	assert_int_equal(problems.count, 4);
	assert_true(warning("programs.yaml:2: program \"one\": routines: expected the id of a "
			    "routine, found \"nose\"; the program is left out"));
	assert_true(
		warning("program \"one\": routines: expected the id of a routine, found \"toe\""));
	assert_true(warning("program \"two\": routines: expected no second routine of an area, "
			    "found \"quads-stick\""));
	assert_true(warning("program \"three\": id: expected an id of its own"));
	assert_int_equal(catalog->programs, 1);
	assert_int_equal(catalog->program[0].minutes, 5);
}

static void broken_area_names_fall_back_to_the_id(void **state)
{
	(void)state;
	scratch_file("content/areas.yaml", "quads: {en: Thighs, es: Muslos}\nnek: {en: Neck}\n");
	load();
	assert_true(warning("did you mean \"neck\"?"));
	assert_true(error("areas.yaml:1:1: feet: expected a text in each language"));
	assert_string_equal(text_in(&catalog->area_name[AREA_QUADS], 1), "Muslos");
	assert_string_equal(text_in(&catalog->area_name[AREA_FEET], 1), "feet");
}

static void a_routine_cut_anywhere_never_crashes(void **state)
{
	(void)state;
	char whole[2048];
	snprintf(whole, sizeof whole, "id: quads\narea: quads\n%s", routine_rest);
	for (size_t cut = 0; whole[cut]; cut++) {
		scratch_bytes("content/routines/quads/routine.yaml", whole, cut);
		problems = (struct problems){0};
		load();
		assert_true(catalog->routines <= 1);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_missing_folder_is_told_and_the_gate_still_has_its_words),
		TEST(a_safety_file_with_a_fault_is_replaced_whole),
		TEST(a_faulty_routine_is_left_out_and_the_others_stay),
		TEST(the_id_is_the_name_of_the_folder),
		TEST(sides_and_steps_must_agree),
		TEST(a_step_starts_before_its_loop_ends),
		TEST(a_routine_without_its_files_still_loads),
		TEST(a_faulty_fact_is_left_out_and_one_without_its_routine_stays),
		TEST(a_faulty_program_is_left_out_and_all_its_faults_are_told),
		TEST(a_program_with_a_part_that_is_missing_is_left_out_with_a_warning),
		TEST(broken_area_names_fall_back_to_the_id),
		TEST(a_routine_cut_anywhere_never_crashes),
	};
	return cmocka_run_group_tests(tests, with_spanish, without_words);
}
