/* The content we ship: it is whole, its words fit, its doses are those of the studies; and what is
 * left of it when staff hide some. */
#define SCRATCH "catalog-ours"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "catalog_kit.h"

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
	const struct CMUnitTest tests[] = {
		TEST(our_content_has_no_problem),
		TEST(our_programs_are_there),
		TEST(our_routines_stay_within_the_dose_of_the_studies),
		TEST(our_words_fit_their_places),
		TEST(our_captions_can_be_read_in_their_time),
		TEST(what_staff_hide_is_gone_wherever_it_stood),
		TEST(an_area_of_which_all_is_hidden_has_no_routine),
	};
	return cmocka_run_group_tests(tests, with_spanish, without_words);
}
