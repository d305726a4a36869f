/* The staff's PIN: set, checked, never readable, never half written. */
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

static int fresh(void **state)
{
	(void)state;
	snprintf(folder, sizeof folder, "%s", scratch_path("state/"));
	folder[strlen(folder) - 1] = '\0';
	snprintf(path, sizeof path, "%s/pin", folder);
	remove(path);
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
	assert_false(pin_check(folder, "123456"));
	assert_false(pin_check(folder, ""));
	assert_false(pin_exists("no/such/folder"));
}

static void only_the_pin_that_was_set_is_right(void **state)
{
	(void)state;
	assert_true(pin_set(folder, "040506", why, sizeof why));
	assert_true(pin_exists(folder));
	assert_true(pin_check(folder, "040506"));
	assert_false(pin_check(folder, "040507"));
	assert_false(pin_check(folder, "40506"));
	assert_false(pin_check(folder, "0405060"));
	assert_true(pin_set(folder, "999999", why, sizeof why));
	assert_true(pin_check(folder, "999999"));
	assert_false(pin_check(folder, "040506"));
}

static void anything_but_six_digits_is_refused_and_changes_nothing(void **state)
{
	(void)state;
	static const char *const bad[] = {
		"", "1", "12345", "1234567", "12345a", " 12345", "-12345", "12345\n", "\331\241"};
	assert_true(pin_set(folder, "123456", why, sizeof why));
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		assert_false(pin_set(folder, bad[i], why, sizeof why));
		assert_string_equal(why, "A PIN is exactly 6 digits.");
		assert_false(pin_valid(bad[i]));
	}
	assert_true(pin_check(folder, "123456"));
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
		assert_false(pin_check(folder, "123456"));
	}
	char large[4096];
	memset(large, '$', sizeof large - 1);
	large[sizeof large - 1] = '\0';
	write_hash(large);
	assert_false(pin_check(folder, "123456"));
	assert_true(pin_set(folder, "654321", why, sizeof why));
	assert_true(pin_check(folder, "654321"));
}

static void a_folder_that_is_not_there_is_said(void **state)
{
	(void)state;
	assert_false(pin_set("no/such/folder", "123456", why, sizeof why));
	assert_string_equal(
		why, "no/such/folder/pin cannot be written: No such file or directory.");
}

#define TEST(name) cmocka_unit_test_setup(name, fresh)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_new_kiosk_has_none),
		TEST(only_the_pin_that_was_set_is_right),
		TEST(anything_but_six_digits_is_refused_and_changes_nothing),
		TEST(the_file_is_its_owners_alone_and_holds_a_salted_hash),
		TEST(no_other_file_is_left_behind),
		TEST(a_damaged_file_is_set_and_right_for_nobody),
		TEST(a_folder_that_is_not_there_is_said),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
