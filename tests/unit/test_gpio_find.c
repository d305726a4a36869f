/* Which line on which chip is meant, on chips as the boards have them. */
#define SCRATCH "gpio_find"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <errno.h>
#include <stdint.h>
#include <cmocka.h>

#include "gpio_find.h"
#include "scratch.h"

static struct gpio_chips chips;
static struct gpio_place place;

static int no_chips(void **state)
{
	(void)state;
	chips = (struct gpio_chips){0};
	return 0;
}

static int free_chips(void **state)
{
	(void)state;
	gpio_free(&chips);
	return 0;
}

/* names: what stands before the number in each; NULL: the chip's lines have none. */
static struct gpio_chip *add_chip(int number, const char *label, unsigned lines, const char *names)
{
	struct gpio_chip *chip = &chips.chip[chips.count++];
	snprintf(chip->path, sizeof chip->path, "/dev/gpiochip%d", number);
	snprintf(chip->label, sizeof chip->label, "%s", label);
	chip->lines = lines;
	chip->name = mem_calloc(lines, sizeof *chip->name);
	for (unsigned i = 0; names && i < lines; i++)
		snprintf(chip->name[i], sizeof chip->name[i], "%s%u", names, i);
	return chip;
}

static void name_line(struct gpio_chip *chip, unsigned line, const char *name)
{
	snprintf(chip->name[line], sizeof chip->name[line], "%s", name);
}

static void expect_place(const char *chip, const char *line, const char *path, unsigned offset)
{
	if (!gpio_find(&chips, chip, line, &place))
		fail_msg("%s", place.text);
	assert_string_equal(place.path, path);
	assert_int_equal(place.offset, offset);
}

static void expect_none(const char *chip, const char *line, const char *words)
{
	assert_false(gpio_find(&chips, chip, line, &place));
	if (!strstr(place.text, words))
		fail_msg("expected \"%s\" in \"%s\"", words, place.text);
	assert_string_equal(place.path, "");
}

static void the_header_of_a_pi_5_is_found_whatever_its_number(void **state)
{
	(void)state;
	add_chip(0, "gpio-brcmstb@107d508500", 32, "-");
	add_chip(13, "pinctrl-rp1", 54, "GPIO");
	expect_place("", "17", "/dev/gpiochip13", 17);
	assert_string_equal(place.text, "/dev/gpiochip13 (pinctrl-rp1) line 17, named GPIO17");
	expect_place("", "GPIO17", "/dev/gpiochip13", 17);
}

static void the_header_of_a_pi_4_is_preferred_to_another_chip_with_such_names(void **state)
{
	(void)state;
	add_chip(0, "expander", 32, "GPIO");
	add_chip(1, "pinctrl-bcm2711", 58, "GPIO");
	expect_place("", "5", "/dev/gpiochip1", 5);
}

static void a_name_counts_more_than_its_place(void **state)
{
	(void)state;
	name_line(add_chip(0, "pinctrl-rp1", 54, NULL), 40, "GPIO17");
	expect_place("", "17", "/dev/gpiochip0", 40);
}

static void old_kernels_of_the_pi_5_named_pins_so_the_number_counts(void **state)
{
	(void)state;
	struct gpio_chip *chip = add_chip(4, "pinctrl-rp1", 54, NULL);
	name_line(chip, 17, "PIN11");
	expect_place("", "GPIO17", "/dev/gpiochip4", 17);
	assert_string_equal(place.text, "/dev/gpiochip4 (pinctrl-rp1) line 17, by its number");
}

static void on_another_board_the_chip_with_the_name_is_taken(void **state)
{
	(void)state;
	add_chip(0, "soc", 8, NULL);
	name_line(add_chip(1, "gpio-sim.0-node0", 8, NULL), 3, "GPIO17");
	expect_place("", "17", "/dev/gpiochip1", 3);
	name_line(add_chip(2, "more", 8, NULL), 4, "GPIO17");
	expect_place("", "17", "/dev/gpiochip1", 3);
	assert_non_null(strstr(place.text, "the first of several named GPIO17"));
}

static void any_line_may_be_meant_by_its_name(void **state)
{
	(void)state;
	add_chip(0, "pinctrl-rp1", 54, "GPIO");
	name_line(add_chip(1, "mcp23017", 16, NULL), 9, "START BUTTON");
	expect_place("", "START BUTTON", "/dev/gpiochip1", 9);
	expect_none("", "STOP", "none of 2 GPIO chips has a line named STOP");
}

static void the_only_chip_is_taken_by_number_but_never_one_of_several(void **state)
{
	(void)state;
	add_chip(0, "something", 8, NULL);
	expect_place("", "5", "/dev/gpiochip0", 5);
	expect_none("", "8", "has no line 8");
	add_chip(1, "something else", 8, NULL);
	expect_none("", "5", "gpio: chip");
}

static void the_settings_may_name_the_chip(void **state)
{
	(void)state;
	add_chip(0, "pinctrl-rp1", 54, "GPIO");
	add_chip(3, "mcp23017", 16, NULL);
	expect_place("mcp23017", "5", "/dev/gpiochip3", 5);
	expect_place("gpiochip3", "GPIO5", "/dev/gpiochip3", 5);
	expect_place("/dev/gpiochip3", "15", "/dev/gpiochip3", 15);
	expect_none("mcp23017", "16", "has no line 16");
	expect_none("mcp", "5", "there is no GPIO chip mcp");
}

static void a_line_may_name_its_own_chip(void **state)
{
	(void)state;
	add_chip(0, "pinctrl-rp1", 54, "GPIO");
	add_chip(3, "mcp23017", 16, NULL);
	expect_place("", "mcp23017:5", "/dev/gpiochip3", 5);
	expect_place("mcp23017", "pinctrl-rp1:GPIO5", "/dev/gpiochip0", 5);
	expect_none("", "pca9555:5", "there is no GPIO chip pca9555");
}

static void what_looks_like_a_number_but_is_none_is_a_name(void **state)
{
	(void)state;
	add_chip(0, "pinctrl-rp1", 54, "GPIO");
	expect_none("", "-1", "has no line");
	expect_none("", "17a", "has no line");
	expect_none("", "99999", "has no line");
	expect_none("", "GPIO", "has no line");
	expect_none("", "", "has no line");
}

static void without_a_chip_that_is_said(void **state)
{
	(void)state;
	expect_none("", "17", "there is no GPIO chip");
	chips.refused = 1;
	chips.error = EACCES;
	expect_none("", "17", "no GPIO chip can be opened: Permission denied");
}

static void a_folder_without_chips_has_none_and_a_file_is_no_chip(void **state)
{
	(void)state;
	gpio_scan(&chips, "no/such/folder");
	assert_int_equal(chips.count + chips.refused, 0);
	char folder[1024];
	snprintf(folder, sizeof folder, "%s", scratch_file("dev/gpiochip0", "no chip"));
	*strrchr(folder, '/') = '\0';
	gpio_scan(&chips, folder);
	assert_int_equal(chips.count, 0);
	assert_int_equal(chips.refused, 1);
}

#define T(name) cmocka_unit_test_setup_teardown(name, no_chips, free_chips)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(the_header_of_a_pi_5_is_found_whatever_its_number),
		T(the_header_of_a_pi_4_is_preferred_to_another_chip_with_such_names),
		T(a_name_counts_more_than_its_place),
		T(old_kernels_of_the_pi_5_named_pins_so_the_number_counts),
		T(on_another_board_the_chip_with_the_name_is_taken),
		T(any_line_may_be_meant_by_its_name),
		T(the_only_chip_is_taken_by_number_but_never_one_of_several),
		T(the_settings_may_name_the_chip),
		T(a_line_may_name_its_own_chip),
		T(what_looks_like_a_number_but_is_none_is_a_name),
		T(without_a_chip_that_is_said),
		T(a_folder_without_chips_has_none_and_a_file_is_no_chip),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
