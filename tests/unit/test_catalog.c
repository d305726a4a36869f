/* The content: what is read, what is left out when it is broken, and the content we ship. */
#define SCRATCH "catalog"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/tr.h"
#include "data/catalog.h"
#include "small_content.h"

#include <unistd.h>

static struct problems problems;
static struct catalog *catalog;

static const char *content(void)
{
	char *path = (char *)scratch_path("content/x");
	*strrchr(path, '/') = '\0';
	return path;
}

static int fresh(void **state)
{
	(void)state;
	char *command = mem_printf("rm -rf '%s'", content());
	assert_int_equal(system(command), 0);
	free(command);
	problems = (struct problems){0};
	catalog_destroy(catalog);
	catalog = NULL;
	small_content();
	return 0;
}

static bool read_captions(
	const char *path, struct arena *arena, struct cue_list *cues, struct problems *list)
{
	struct cue *cue = arena_alloc(arena, sizeof *cue);
	(void)list;
	cue->text = arena_strdup(arena, path);
	*cues = (struct cue_list){cue, 1};
	return true;
}

static void load(void)
{
	catalog_destroy(catalog);
	catalog = catalog_load(content(), read_captions, &problems);
	assert_non_null(catalog);
}

static bool error(const char *words)
{
	return told(&problems, PROBLEM_ERROR, words);
}

static bool warning(const char *words)
{
	return told(&problems, PROBLEM_WARNING, words);
}

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

/* ---- what is broken ---- */

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

/* ---- what we ship ---- */

static size_t letters(const char *text, size_t length)
{
	size_t count = 0;
	for (size_t i = 0; i < length; i++)
		count += ((unsigned char)text[i] & 0xc0) != 0x80;
	return count;
}

static void load_ours(void)
{
	catalog_destroy(catalog);
	catalog = catalog_load("content", NULL, &problems);
}

static void our_content_has_no_problem(void **state)
{
	(void)state;
	load_ours();
	assert_int_equal(problems.count, 0);
	assert_true(catalog->routines >= 3);
	assert_true(catalog->facts >= 6);
	assert_true(catalog->first[AREA_QUADS] >= 0 && catalog->first[AREA_GLUTES] >= 0 &&
		    catalog->first[AREA_CALVES] >= 0);
	assert_int_equal(catalog->safety.never_overs, 2);
	assert_int_equal(catalog->safety.asks, 9);
	assert_int_equal(catalog->safety.nevers, 2);
}

/* Each program stands in the file as soon as there are the routines it is made of. */
static void our_programs_are_there(void **state)
{
	(void)state;
	static const char *const ids[] = {
		"long-run", "before-run", "desk-legs", "five-minutes", "calves-feet"};
	load_ours();
	bool feet = catalog->first[AREA_FEET] >= 0;
	assert_int_equal(catalog->programs, feet ? 5 : 4);
	for (int i = 0; i < catalog->programs; i++) {
		assert_string_equal(catalog->program[i].id, ids[i]);
		assert_true(catalog->program[i].sources > 0);
	}
}

static void our_routines_stay_within_the_dose_of_the_studies(void **state)
{
	(void)state;
	load_ours();
	for (int i = 0; i < catalog->routines; i++) {
		const struct routine *routine = &catalog->routine[i];
		int one_side = 0;
		for (int k = 0; k < routine->steps; k++)
			if (routine->step[k].each_side || routine->sides == 1)
				one_side += routine->step[k].seconds;
		assert_true(one_side >= 30 && one_side <= 150);
		assert_true(routine_seconds(routine) <= 6 * 60);
		assert_true(routine->sources > 0);
	}
}

/* The line on which a title breaks into two halves of nearly the same length. */
static size_t longer_half(const char *title)
{
	size_t best = letters(title, strlen(title));
	for (const char *space = title; (space = strchr(space, ' ')); space++) {
		size_t first = letters(title, (size_t)(space - title));
		size_t second = letters(space + 1, strlen(space + 1));
		size_t longer = first > second ? first : second;
		if (longer < best)
			best = longer;
	}
	return best;
}

static void our_words_fit_their_places(void **state)
{
	(void)state;
	load_ours();
	for (int lang = 0; lang < tr_count(); lang++) {
		for (int i = 0; i < catalog->facts; i++) {
			const char *body = text_in(&catalog->fact[i].body, lang);
			assert_true(longer_half(text_in(&catalog->fact[i].title, lang)) <= 11);
			assert_true(letters(body, strlen(body)) <= 80);
			assert_non_null(catalog->fact[i].source);
		}
		for (int i = 0; i < catalog->programs; i++) {
			const char *title = text_in(&catalog->program[i].title, lang);
			const char *reason = text_in(&catalog->program[i].reason, lang);
			assert_true(letters(title, strlen(title)) <= 24);
			assert_true(letters(reason, strlen(reason)) <= 90);
		}
		for (int i = 0; i < catalog->routines; i++) {
			const struct routine *routine = &catalog->routine[i];
			for (int k = 0; k < routine->steps; k++) {
				const char *cue = text_in(&routine->step[k].cue, lang);
				const char *title = text_in(&routine->step[k].title, lang);
				assert_true(letters(cue, strlen(cue)) <= 64);
				assert_true(letters(title, strlen(title)) <= 20);
			}
		}
	}
}

static void check_caption(const char *path, double seconds, const char *text)
{
	size_t lines = 0, all = 0;
	for (const char *end; *text; text = *end ? end + 1 : end, lines++) {
		end = text + strcspn(text, "\n");
		size_t length = letters(text, (size_t)(end - text));
		if (length > 38)
			print_error("%s: %zu letters in a line\n", path, length);
		assert_true(length <= 38);
		all += length;
	}
	if ((double)all > 17 * seconds)
		print_error("%s: %zu letters in %.1f s\n", path, all, seconds);
	assert_true((double)all <= 17 * seconds);
	assert_true(lines >= 1 && lines <= 2);
}

static void our_captions_can_be_read_in_their_time(void **state)
{
	(void)state;
	load_ours();
	for (int i = 0; i < catalog->routines * tr_count(); i++) {
		char path[256], block[512];
		snprintf(path, sizeof path, "content/%s/captions.%s.vtt",
			catalog->routine[i / tr_count()].folder, tr_code(i % tr_count()));
		FILE *file = fopen(path, "r");
		assert_non_null(file);
		int cues = 0;
		double from, to, last = 0;
		while (fscanf(file, "%511[^\n]\n", block) == 1) {
			if (sscanf(block, "00:%lf --> 00:%lf", &from, &to) != 2)
				continue;
			char text[512] = "", line[128];
			while (fgets(line, sizeof line, file) && line[0] != '\n')
				strcat(text, line);
			assert_true(from >= last && to > from && to <= 40.0);
			check_caption(path, to - from, text);
			last = to;
			cues++;
		}
		fclose(file);
		assert_true(cues >= 3);
	}
}

/* ---- what staff hide ---- */

static int programs_with(const struct catalog *of, const char *id)
{
	int count = 0;
	for (int i = 0; i < of->programs; i++)
		for (int k = 0; k < of->program[i].routines; k++)
			count += strcmp(of->program[i].routine_id[k], id) == 0;
	return count;
}

static void what_staff_hide_is_gone_wherever_it_stood(void **state)
{
	(void)state;
	const char *const hidden[] = {"quads", "calves", "no-such-routine"};
	struct catalog *all = catalog_load("content", NULL, &problems);
	struct catalog *shown = catalog_without(all, hidden, 3);
	assert_int_equal(shown->routines, all->routines - 2);
	assert_int_equal(catalog_find(shown, "quads"), -1);
	/* The area's other routine takes the first one's place. */
	assert_string_equal(shown->routine[shown->first[AREA_QUADS]].id, "quads-stick");
	assert_true(programs_with(all, "quads") > 0);
	assert_int_equal(programs_with(shown, "quads") + programs_with(shown, "calves"), 0);
	assert_true(shown->programs < all->programs);
	assert_int_equal(shown->facts, all->facts);
	for (int i = 0; i < shown->facts; i++)
		assert_true(!shown->fact[i].routine ||
			    catalog_find(shown, shown->fact[i].routine) >= 0);
	for (int i = 0; i < shown->programs; i++)
		for (int k = 0; k < shown->program[i].routines; k++)
			assert_string_equal(shown->routine[shown->program[i].routine[k]].id,
				shown->program[i].routine_id[k]);
	for (int i = 0; i < shown->learn.articles; i++)
		if (shown->learn.article[i].offer >= 0)
			assert_string_equal(shown->routine[shown->learn.article[i].offer].id,
				shown->learn.article[i].offers);
	catalog_destroy(shown);
	catalog_destroy(all);
}

static void an_area_of_which_all_is_hidden_has_no_routine(void **state)
{
	(void)state;
	const char *const hidden[] = {"neck"};
	struct catalog *all = catalog_load("content", NULL, &problems);
	struct catalog *shown = catalog_without(all, hidden, 1);
	assert_int_equal(shown->first[AREA_NECK], -1);
	assert_true(all->first[AREA_NECK] >= 0);
	catalog_destroy(shown);
	catalog_destroy(all);
}

int main(void)
{
	static const char *const spanish[][2] = {{"Blood clot (DVT)", "Coágulo (trombosis)"}};
	unsigned char bytes[256];
	scratch_bytes("locale/es.mo", bytes, scratch_mo(bytes, spanish, 1, false));
	char *folder = mem_strdup(scratch_path("locale/x"));
	*strrchr(folder, '/') = '\0';
	const char *const folders[] = {folder, NULL};
	tr_load(folders, &problems);
	free(folder);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(sound_content_is_read_whole, fresh),
		cmocka_unit_test_setup(times_of_a_step_are_microseconds, fresh),
		cmocka_unit_test_setup(the_second_side_has_times_of_its_own, fresh),
		cmocka_unit_test_setup(a_second_side_without_a_begin_starts_with_its_loop, fresh),
		cmocka_unit_test_setup(
			a_second_side_of_which_nothing_is_said_looks_like_the_first, fresh),
		cmocka_unit_test_setup(a_second_side_starts_before_its_loop_ends, fresh),
		cmocka_unit_test_setup(a_step_that_is_done_once_has_no_second_side, fresh),
		cmocka_unit_test_setup(files_beside_the_routine_are_found, fresh),
		cmocka_unit_test_setup(
			routines_are_sorted_by_folder_and_an_area_starts_with_its_own, fresh),
		cmocka_unit_test(areas_have_ids),
		cmocka_unit_test_setup(
			a_missing_folder_is_told_and_the_gate_still_has_its_words, fresh),
		cmocka_unit_test_setup(a_safety_file_with_a_fault_is_replaced_whole, fresh),
		cmocka_unit_test_setup(a_faulty_routine_is_left_out_and_the_others_stay, fresh),
		cmocka_unit_test_setup(the_id_is_the_name_of_the_folder, fresh),
		cmocka_unit_test_setup(sides_and_steps_must_agree, fresh),
		cmocka_unit_test_setup(what_staff_hide_is_gone_wherever_it_stood, fresh),
		cmocka_unit_test_setup(an_area_of_which_all_is_hidden_has_no_routine, fresh),
		cmocka_unit_test_setup(a_step_starts_before_its_loop_ends, fresh),
		cmocka_unit_test_setup(a_routine_without_its_files_still_loads, fresh),
		cmocka_unit_test_setup(
			a_faulty_fact_is_left_out_and_one_without_its_routine_stays, fresh),
		cmocka_unit_test_setup(
			a_faulty_program_is_left_out_and_all_its_faults_are_told, fresh),
		cmocka_unit_test_setup(
			a_program_with_a_part_that_is_missing_is_left_out_with_a_warning, fresh),
		cmocka_unit_test_setup(broken_area_names_fall_back_to_the_id, fresh),
		cmocka_unit_test_setup(a_routine_cut_anywhere_never_crashes, fresh),
		cmocka_unit_test(a_run_of_each_steps_is_done_for_one_side_then_for_the_other),
		cmocka_unit_test(a_plan_never_exceeds_its_room),
		cmocka_unit_test_setup(our_content_has_no_problem, fresh),
		cmocka_unit_test_setup(our_programs_are_there, fresh),
		cmocka_unit_test_setup(our_routines_stay_within_the_dose_of_the_studies, fresh),
		cmocka_unit_test_setup(our_words_fit_their_places, fresh),
		cmocka_unit_test_setup(our_captions_can_be_read_in_their_time, fresh),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	catalog_destroy(catalog);
	tr_unload();
	return failed;
}
