/* What a code to take home holds, and how large it must be. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/tr.h"
#include "take_home.h"
#include "ui/metrics.h"

static struct take_home home;

static void make(const char *title, const struct take_home_step *step, int steps)
{
	const struct take_home_words words = {"Corner Running", title, "Foam roller", step, steps};
	take_home_steps(&home, &words, LANG_EN);
}

static const struct take_home_step calves[] = {
	{"Slow passes", 60, true}, {"Walk it off", 15, false}};

static void steps_are_words_and_times(void **state)
{
	(void)state;
	make("Calves", calves, 2);
	assert_int_equal(home.texts, TAKE_HOME_TEXTS);
	assert_string_equal(home.text[0], "Corner Running\n"
					  "Calves (Foam roller)\n"
					  "1. Slow passes 1:00 each side\n"
					  "2. Walk it off 0:15\n"
					  "4 to 6 out of 10 is plenty. Stop at sharp pain.");
}

static void shorter_texts_keep_every_step(void **state)
{
	(void)state;
	make("Calves", calves, 2);
	assert_string_equal(home.text[TAKE_HOME_TEXTS - 1],
		"Calves\n1. Slow passes 2x 1:00\n2. Walk it off 0:15");
	for (int i = 0; i < home.texts; i++) {
		assert_non_null(strstr(home.text[i], "Slow passes"));
		assert_non_null(strstr(home.text[i], "2. Walk it off 0:15"));
		assert_true(i == 0 || strlen(home.text[i]) < strlen(home.text[i - 1]));
	}
}

static void what_fits_no_code_loses_its_last_steps_and_says_so(void **state)
{
	(void)state;
	struct take_home_step step[12];
	for (int i = 0; i < 12; i++)
		step[i] = (struct take_home_step){"A step with a rather long title", 45, true};
	make("Everything", step, 12);
	assert_int_equal(home.texts, 1);
	assert_true(strlen(home.text[0]) <= QR_BYTES);
	assert_non_null(strstr(home.text[0], "4. A step with a rather long title 2x 0:45\n..."));
}

/* Never a text of which a part was cut off without a word. */
static void a_title_of_any_length_gives_a_text(void **state)
{
	(void)state;
	char title[400];
	for (size_t length = 0; length < sizeof title - 1; length++) {
		memset(title, 'x', length);
		title[length] = '\0';
		make(title, calves, 2);
		assert_true(home.texts >= 1);
		for (int i = 0; i < home.texts; i++)
			assert_true(strlen(home.text[i]) <= QR_BYTES && home.text[i][0]);
	}
}

static void the_hole_in_an_address_becomes_the_id(void **state)
{
	(void)state;
	take_home_address(&home, "https://corner.example/{}?from=kiosk", "quads");
	assert_string_equal(home.text[0], "https://corner.example/quads?from=kiosk");
	take_home_address(&home, "https://corner.example", "quads");
	assert_string_equal(home.text[0], "https://corner.example");
	assert_int_equal(home.texts, 1);
}

/* 3 pixels of 1920 across 36/26 m: 2.16 mm a module; 57 modules and 8 of quiet zone: 140.6 mm. */
static void a_code_is_as_large_as_a_phone_needs_it(void **state)
{
	(void)state;
	struct metrics m = metrics_make(1920, 1080, 21.5F);
	float mm = 21.5F * 25.4F * 1080 / 2202.91F / 108; /* of the glass, a u */
	assert_float_equal(metrics_code_side(&m, 57) * mm, 140.6, 0.2);
	assert_int_equal(metrics_code_modules(&m, metrics_code_side(&m, 57) + 0.01F), 57);
	assert_int_equal(metrics_code_modules(&m, metrics_code_side(&m, 57) - 0.1F), 56);
	m = metrics_make(1920, 1080, 0);
	assert_float_equal(metrics_code_side(&m, 57), 0, 0);
	assert_int_equal(metrics_code_modules(&m, 10), 177);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(steps_are_words_and_times),
		cmocka_unit_test(shorter_texts_keep_every_step),
		cmocka_unit_test(what_fits_no_code_loses_its_last_steps_and_says_so),
		cmocka_unit_test(a_title_of_any_length_gives_a_text),
		cmocka_unit_test(the_hole_in_an_address_becomes_the_id),
		cmocka_unit_test(a_code_is_as_large_as_a_phone_needs_it),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
