/* The staff's PIN: set, tried, never readable, never half written; the waits after wrong tries. */
#define SCRATCH "pin"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "data/pin.h"
#include "scratch.h"

#include <dirent.h>
#include <unistd.h>

static char folder[1024], path[1100], why[300];

static const char *tries(void)
{
	static char text[1200];
	snprintf(text, sizeof text, "%s.tries", path);
	return text;
}

/* Whether it is the PIN, whatever was tried before. */
static bool right(const char *pin)
{
	struct pin_lock lock;
	remove(tries());
	enum pin_answer answer = pin_try(folder, pin, 0, &lock);
	remove(tries());
	return answer == PIN_RIGHT;
}

static int fresh(void **state)
{
	(void)state;
	snprintf(folder, sizeof folder, "%s", scratch_path("state/"));
	folder[strlen(folder) - 1] = '\0';
	snprintf(path, sizeof path, "%s/pin", folder);
	remove(path);
	remove(tries());
	why[0] = '\0';
	return 0;
}

static void write_hash(const char *text)
{
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static void a_new_kiosk_has_none(void **state)
{
	(void)state;
	assert_false(pin_exists(folder));
	assert_false(right("123456"));
	assert_false(right(""));
	assert_false(pin_exists("no/such/folder"));
}

static void only_the_pin_that_was_set_is_right(void **state)
{
	(void)state;
	assert_true(pin_set(folder, "040506", why, sizeof why));
	assert_true(pin_exists(folder));
	assert_true(right("040506"));
	assert_false(right("040507"));
	assert_false(right("40506"));
	assert_false(right("04050600"));
	assert_true(pin_set(folder, "999999", why, sizeof why));
	assert_true(right("999999"));
	assert_false(right("040506"));
}

static void anything_but_six_to_eight_digits_is_refused_and_changes_nothing(void **state)
{
	(void)state;
	static const char *const bad[] = {
		"", "1", "12345", "123456789", "12345a", " 12345", "-12345", "12345\n", "\331\241"};
	assert_true(pin_set(folder, "123456", why, sizeof why));
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		assert_false(pin_set(folder, bad[i], why, sizeof why));
		assert_string_equal(why, "A PIN is 6 to 8 digits.");
		assert_false(pin_valid(bad[i]));
	}
	assert_true(right("123456"));
}

static void a_longer_one_is_known_by_its_digits(void **state)
{
	(void)state;
	static const char *const pins[] = {"123456", "1234567", "12345678"};
	assert_int_equal(pin_digits(folder), PIN_DIGITS_MIN);
	for (int i = 0; i < 3; i++) {
		assert_true(pin_set(folder, pins[i], why, sizeof why));
		assert_int_equal(pin_digits(folder), 6 + i);
		assert_true(right(pins[i]));
		assert_false(right(pins[(i + 1) % 3]));
	}
	write_hash("garbage");
	assert_int_equal(pin_digits(folder), PIN_DIGITS_MIN);
}

static void the_file_is_its_owners_alone_and_holds_a_salted_hash(void **state)
{
	(void)state;
	char first[200] = "", second[200] = "";
	struct stat status;
	assert_true(pin_set(folder, "123456", why, sizeof why));
	assert_int_equal(stat(path, &status), 0);
	assert_int_equal(status.st_mode & 0777, 0600);
	FILE *file = fopen(path, "r");
	assert_non_null(fgets(first, sizeof first, file));
	fclose(file);
	assert_int_equal(strncmp(first, "$argon2id$", 10), 0);
	assert_null(strstr(first, "123456"));
	assert_true(pin_set(folder, "123456", why, sizeof why));
	file = fopen(path, "r");
	assert_non_null(fgets(second, sizeof second, file));
	fclose(file);
	assert_string_not_equal(first, second);
}

static void no_other_file_is_left_behind(void **state)
{
	(void)state;
	assert_true(pin_set(folder, "123456", why, sizeof why));
	DIR *files = opendir(folder);
	assert_non_null(files);
	int count = 0;
	for (const struct dirent *entry; (entry = readdir(files));)
		count += entry->d_name[0] != '.';
	closedir(files);
	assert_int_equal(count, 1);
}

/* It must not open the set-up to whoever stands there, nor cost memory and time without limit. */
static void a_damaged_file_is_set_and_right_for_nobody(void **state)
{
	(void)state;
	static const char *const bad[] = {"", "\n", "garbage", "123456", "$argon2id$",
		"$argon2id$v=19$m=4194304,t=999,p=1$c29tZXNhbHQ$RdescudvJCsgt3ub+b4dWRWJTmaa",
		"$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQ$AAAA"};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		write_hash(bad[i]);
		assert_true(pin_exists(folder));
		assert_false(right("123456"));
	}
	char large[4096];
	memset(large, '$', sizeof large - 1);
	large[sizeof large - 1] = '\0';
	write_hash(large);
	assert_false(right("123456"));
	assert_true(pin_set(folder, "654321", why, sizeof why));
	assert_true(right("654321"));
}

static void a_folder_that_is_not_there_is_said(void **state)
{
	(void)state;
	assert_false(pin_set("no/such/folder", "123456", why, sizeof why));
	assert_string_equal(
		why, "no/such/folder/pin cannot be written: No such file or directory.");
}

/* ---- wrong tries ---- */

static struct pin_lock lock;

static enum pin_answer try_wrong(int64_t up_s)
{
	return pin_try(folder, "000000", up_s, &lock);
}

/* So many wrong ones, one a second from up_s on. */
static void wrong_ones(int count, int64_t up_s)
{
	assert_true(pin_set(folder, "123456", why, sizeof why));
	for (int i = 0; i < count; i++)
		assert_int_equal(try_wrong(up_s + i), PIN_WRONG);
}

static void four_wrong_ones_and_it_waits_a_minute(void **state)
{
	(void)state;
	assert_true(pin_set(folder, "123456", why, sizeof why));
	for (int i = 1; i <= 4; i++) {
		assert_int_equal(pin_look(folder, 100).wait_s, 0);
		assert_int_equal(pin_look(folder, 100).left, 5 - i);
		assert_int_equal(try_wrong(100), PIN_WRONG);
		assert_int_equal(lock.wrong, i);
		assert_int_equal(lock.left, 4 - i);
	}
	assert_int_equal(lock.wait_s, 60);
	/* Not even the right one is looked at, and no try prolongs the wait. */
	assert_int_equal(pin_try(folder, "123456", 100, &lock), PIN_WAIT);
	assert_int_equal(pin_try(folder, "123456", 159, &lock), PIN_WAIT);
	assert_int_equal(lock.wait_s, 1);
	assert_int_equal(lock.wrong, 4);
	assert_int_equal(pin_look(folder, 160).wait_s, 0);
	assert_int_equal(pin_look(folder, 160).left, 1);
	assert_int_equal(pin_try(folder, "123456", 160, &lock), PIN_RIGHT);
	assert_int_equal(pin_look(folder, 160).left, 4);
	assert_int_equal(access(tries(), F_OK), -1);
}

static void each_further_wrong_one_doubles_the_wait_up_to_an_hour(void **state)
{
	(void)state;
	static const int waits[] = {60, 120, 240, 480, 960, 1920, 3600, 3600, 3600};
	int64_t up_s = 10;
	wrong_ones(3, up_s);
	for (size_t i = 0; i < sizeof waits / sizeof *waits; i++) {
		assert_int_equal(try_wrong(up_s + 5), PIN_WRONG);
		assert_int_equal(lock.wait_s, waits[i]);
		assert_int_equal(try_wrong(up_s + 5 + waits[i] - 1), PIN_WAIT);
		up_s += waits[i];
	}
}

/* Time is counted since the machine started: it starts anew with each boot, and the wait with it.
 */
static void a_restart_does_not_shorten_the_wait(void **state)
{
	(void)state;
	wrong_ones(5 - 1, 5000);
	assert_int_equal(pin_look(folder, 5013).wait_s, 50);
	/* Soon after the boot, and later than the wrong try was in the boot before. */
	assert_int_equal(pin_look(folder, 20).wait_s, 60);
	assert_int_equal(pin_look(folder, 50).wait_s, 30);
	assert_int_equal(try_wrong(79), PIN_WAIT);
	assert_int_equal(try_wrong(80), PIN_WRONG);
	assert_int_equal(lock.wait_s, 120);
	assert_int_equal(pin_look(folder, 3).wait_s, 120);
}

/* An earlier wrong try than the fourth costs nothing after a restart, but is not forgotten. */
static void a_restart_gives_no_new_tries(void **state)
{
	(void)state;
	wrong_ones(3, 100);
	assert_int_equal(pin_look(folder, 1).left, 1);
	assert_int_equal(try_wrong(1), PIN_WRONG);
	assert_int_equal(lock.wait_s, 60);
}

static void setting_it_anew_ends_the_wait(void **state)
{
	(void)state;
	wrong_ones(4, 100);
	assert_true(pin_set(folder, "654321", why, sizeof why));
	assert_int_equal(pin_look(folder, 104).left, 4);
	assert_int_equal(pin_try(folder, "654321", 104, &lock), PIN_RIGHT);
	/* One that is refused does not. */
	wrong_ones(4, 200);
	assert_false(pin_set(folder, "12", why, sizeof why));
	assert_int_equal(try_wrong(204), PIN_WAIT);
}

static void tries_that_are_damaged_count_as_four(void **state)
{
	(void)state;
	static const char *const bad[] = {"", "0 0", "-7 5", "x", "4", "4 -5", "\377\377\377"};
	assert_true(pin_set(folder, "123456", why, sizeof why));
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		FILE *file = fopen(tries(), "w");
		assert_non_null(file);
		fputs(bad[i], file);
		fclose(file);
		assert_int_equal(pin_try(folder, "123456", 1000, &lock), PIN_WAIT);
		assert_int_equal(lock.wait_s, 60);
		assert_int_equal(pin_try(folder, "123456", 1060, &lock), PIN_RIGHT);
	}
}

/* The set-up asks for none, so none is counted. */
static void without_a_pin_no_try_is_counted(void **state)
{
	(void)state;
	for (int i = 0; i < 6; i++)
		assert_int_equal(try_wrong(100), PIN_WRONG);
	assert_int_equal(pin_look(folder, 100).left, 4);
	assert_int_equal(access(tries(), F_OK), -1);
}

#define TEST(name) cmocka_unit_test_setup(name, fresh)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_new_kiosk_has_none),
		TEST(only_the_pin_that_was_set_is_right),
		TEST(anything_but_six_to_eight_digits_is_refused_and_changes_nothing),
		TEST(a_longer_one_is_known_by_its_digits),
		TEST(the_file_is_its_owners_alone_and_holds_a_salted_hash),
		TEST(no_other_file_is_left_behind),
		TEST(a_damaged_file_is_set_and_right_for_nobody),
		TEST(a_folder_that_is_not_there_is_said),
		TEST(four_wrong_ones_and_it_waits_a_minute),
		TEST(each_further_wrong_one_doubles_the_wait_up_to_an_hour),
		TEST(a_restart_does_not_shorten_the_wait),
		TEST(a_restart_gives_no_new_tries),
		TEST(setting_it_anew_ends_the_wait),
		TEST(tries_that_are_damaged_count_as_four),
		TEST(without_a_pin_no_try_is_counted),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
