/* The settings of yesterday: what is kept, when, and how they come back, by way of the store thread
 * and with real files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define SCRATCH "settings"

#include "data/settings.h"
#include "data/store.h"
#include "scratch.h"
#include "store_folder.h"

#include <fcntl.h>
#include <glob.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { DAY_S = 86400, TEN_MINUTES_S = 600 };

static const char own[] = "settings.yaml", kept[] = "settings.yesterday.yaml";
static const char good[] = "sound: {max: 6}\n", better[] = "sound: {max: 7}\n",
		  broken[] = "sound: {max: loud}\n";

/* What a file holds; "" when there is none. */
static const char *text_at(const char *path)
{
	static char text[200];
	FILE *file = fopen(path, "r");
	text[file ? fread(text, 1, sizeof text - 1, file) : 0] = '\0';
	if (file)
		fclose(file);
	return text;
}

static const char *text_of(const char *name)
{
	return text_at(in_folder(name));
}

static struct desk_answer *ask(const struct desk_request *request)
{
	store_ask(store, request);
	store_settle(store);
	struct desk_answer *answer = store_answer(store);
	assert_non_null(answer);
	return answer;
}

/* The kiosk has run so long when it looks at its health, so many days from now. */
static void runs(int64_t up_s, int days)
{
	struct desk_request request = {.kind = DESK_HEALTH};
	request.told = (struct health_told){
		.up_s = up_s, .wall_s = (int64_t)time(NULL) + (int64_t)days * DAY_S};
	desk_answer_free(ask(&request));
}

static void a_day_passes(void)
{
	const struct timespec before[2] = {
		{.tv_sec = time(NULL) - DAY_S}, {.tv_sec = time(NULL) - DAY_S}};
	assert_int_equal(utimensat(AT_FDCWD, in_folder(kept), before, 0), 0);
}

static bool goes_back(char *why, size_t size)
{
	const struct desk_request request = {.kind = DESK_FORMER};
	struct desk_answer *answer = ask(&request);
	bool done = answer->done;
	snprintf(why, size, "%s", answer->why);
	desk_answer_free(answer);
	return done;
}

static void what_the_kiosk_has_run_well_with_is_kept(void **state)
{
	(void)state;
	write_text(own, good);
	runs(TEN_MINUTES_S - 1, 0);
	assert_string_equal(text_of(kept), "");
	runs(TEN_MINUTES_S, 0);
	assert_string_equal(text_of(kept), good);
}

static void it_is_kept_once_a_day(void **state)
{
	(void)state;
	write_text(own, good);
	runs(TEN_MINUTES_S, 0);
	write_text(own, better);
	runs(2 * TEN_MINUTES_S, 0);
	/* So after a start on the same day. */
	end(NULL);
	store = store_create(folder, &problems);
	store_open_desk(store, desk_create(folder, NULL), NULL, NULL);
	runs(TEN_MINUTES_S, 0);
	assert_string_equal(text_of(kept), good);
	a_day_passes();
	runs(2 * TEN_MINUTES_S, 1);
	assert_string_equal(text_of(kept), better);
}

static void what_cannot_be_loaded_is_never_kept(void **state)
{
	(void)state;
	write_text(own, good);
	runs(TEN_MINUTES_S, 0);
	a_day_passes();
	write_text(own, broken);
	runs(TEN_MINUTES_S, 1);
	assert_string_equal(text_of(kept), good);
	unlink(in_folder(own));
	runs(TEN_MINUTES_S, 2);
	assert_string_equal(text_of(kept), good);
}

static void they_come_back_and_the_broken_ones_are_set_aside(void **state)
{
	(void)state;
	char why[320];
	glob_t aside;
	write_text(own, broken);
	write_text(kept, good);
	for (int times = 1; times <= 2; times++) {
		assert_true(goes_back(why, sizeof why));
		assert_string_equal(text_of(own), good);
		assert_string_equal(text_of(kept), good);
		assert_int_equal(glob(in_folder("set-aside/*/settings.yaml"), 0, NULL, &aside), 0);
		assert_int_equal(aside.gl_pathc, times);
		for (size_t i = 0; i < aside.gl_pathc; i++)
			assert_string_equal(text_at(aside.gl_pathv[i]), broken);
		globfree(&aside);
		/* Within the same second, too. */
		write_text(own, broken);
	}
}

static void without_them_nothing_is_changed(void **state)
{
	(void)state;
	char why[320];
	write_text(own, broken);
	assert_false(goes_back(why, sizeof why));
	assert_string_not_equal(why, "");
	/* Nor with some that are no better. */
	write_text(kept, broken);
	assert_false(goes_back(why, sizeof why));
	assert_non_null(strstr(why, "sound.max"));
	assert_string_equal(text_of(own), broken);
	assert_int_not_equal(access(in_folder("set-aside"), F_OK), 0);
}

static void they_are_offered_when_they_and_only_they_help(void **state)
{
	(void)state;
	int64_t when_s = 1;
	char system[1200];
	snprintf(system, sizeof system, "%s", in_folder("tuneup.yaml"));
	write_text(own, broken);
	assert_false(settings_kept(system, folder, &when_s));
	assert_int_equal(when_s, 0);
	write_text(kept, good);
	assert_true(settings_kept(system, folder, &when_s));
	assert_true(when_s != 0);
	write_text(own, better);
	assert_false(settings_kept(system, folder, &when_s));
	write_text(own, broken);
	/* A mat of four zones needs its converter, of which nothing is said. */
	write_text("tuneup.yaml", "mat: {kind: iio}\n");
	assert_false(settings_kept(system, folder, &when_s));
	assert_int_equal(when_s, 0);
	write_text(kept, broken);
	unlink(system);
	assert_false(settings_kept(system, folder, &when_s));
}

int main(void)
{
#define DESK(test) cmocka_unit_test_setup_teardown(test, begin, end)
	const struct CMUnitTest tests[] = {
		DESK(what_the_kiosk_has_run_well_with_is_kept),
		DESK(it_is_kept_once_a_day),
		DESK(what_cannot_be_loaded_is_never_kept),
		DESK(they_come_back_and_the_broken_ones_are_set_aside),
		DESK(without_them_nothing_is_changed),
		DESK(they_are_offered_when_they_and_only_they_help),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
