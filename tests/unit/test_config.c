/* Settings: defaults, files one after another, and what is told about faults. */
#define SCRATCH "config"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "data/config.h"
#include "scratch.h"

static struct problems problems;
static struct config *config;
static bool sound;

static int fresh(void **state)
{
	(void)state;
	problems = (struct problems){0};
	config_destroy(config);
	config = NULL;
	return 0;
}

static void load(const char *first, const char *second, bool must_exist)
{
	const char *const files[] = {first, second, NULL};
	config_destroy(config);
	config = config_load(files, must_exist, &sound, &problems);
}

static void load_text(const char *text)
{
	load(scratch_file("tuneup.yaml", text), NULL, true);
}

static void expect_defaults(void)
{
	assert_string_equal(config->store_name, "");
	assert_string_equal(config->language, "en");
	assert_true(config->diagonal_in <= 0);
	assert_int_equal(config->idle_seconds, 45);
	assert_int_equal(config->idle_learn_seconds, 90);
	assert_int_equal(config->volume_start, 5);
	assert_int_equal(config->volume_max, 8);
	assert_string_equal(config->decoder, "software");
	assert_true(config->motion);
	assert_int_equal(config->set_seconds, 30);
	assert_false(config->closed);
	assert_false(config->roller_closed);
}

static void expect_default_wiring(void)
{
	const struct hw_settings *hw = &config->hw;
	assert_int_equal(hw->wired, HW_TO_GROUND);
	assert_int_equal(hw->lit, HW_LIT_HIGH);
	assert_int_equal(hw->debounce_ms, 10);
	assert_int_equal(hw->mat.kind, HW_MAT_NONE);
	assert_int_equal(hw->mat.rows, 4);
	assert_int_equal(hw->mat.columns, 2);
	assert_int_equal(hw->mat.rate, 50);
}

static void without_files_the_defaults_hold(void **state)
{
	(void)state;
	load("no/such/tuneup.yaml", "no/such/settings.yaml", false);
	assert_true(sound);
	assert_int_equal(problems.count, 0);
	expect_defaults();
	expect_default_wiring();
	for (int key = 0; key < HW_KEYS; key++) {
		assert_string_equal(config->hw.button[key], "");
		assert_string_equal(config->hw.light[key], "");
	}
}

static void the_file_that_is_installed_holds_the_defaults(void **state)
{
	(void)state;
	load("systemd/tuneup.yaml", NULL, true);
	assert_true(sound);
	assert_int_equal(problems.count, 0);
	expect_defaults();
}

/* Takes the "# " away in front of each "# key: value". */
static void its_comments_are_settings_at_their_defaults(void **state)
{
	(void)state;
	char text[16384] = "", line[256];
	FILE *file = fopen("systemd/tuneup.yaml", "r");
	assert_non_null(file);
	while (fgets(line, sizeof line, file)) {
		char word[32];
		int end = 0;
		bool is_key = sscanf(line, "  # %31[a-z_+-]: %n", word, &end) == 1 && end > 0;
		if (is_key)
			memmove(line + 2, line + 4, strlen(line + 4) + 1);
		strcat(text, line);
	}
	fclose(file);
	load_text(text);
	assert_true(sound);
	assert_int_equal(problems.count, 0);
	assert_string_equal(config->store_name, "Corner Running");
	config->store_name = "";
	expect_defaults();
	expect_default_wiring();
	assert_string_equal(config->hw.button[4], "24");
	assert_string_equal(config->hw.light[5], "26");
	assert_string_equal(config->hw.box[0], "F1");
	assert_int_equal(config->hw.mat.zones, 8);
}

static void a_later_file_overrides_key_by_key(void **state)
{
	(void)state;
	const char *first =
		scratch_file("tuneup.yaml", "store: {name: Läufer}\nscreen: {language: es, "
					    "diagonal: 21.5}\nidle: {seconds: 30}\n");
	const char *second =
		scratch_file("settings.yaml", "screen: {diagonal: 15.6}\nsound: {max: 10, start: "
					      "9}\nvideo: {decoder: h264_v4l2m2m}\n");
	load(first, second, true);
	assert_true(sound);
	assert_string_equal(config->store_name, "Läufer");
	assert_string_equal(config->language, "es");
	assert_true(config->diagonal_in > 15.5 && config->diagonal_in < 15.7);
	assert_int_equal(config->idle_seconds, 30);
	assert_int_equal(config->idle_learn_seconds, 90);
	assert_int_equal(config->volume_start, 9);
	assert_int_equal(config->volume_max, 10);
	assert_string_equal(config->decoder, "h264_v4l2m2m");
}

static void a_file_that_was_named_must_be_there(void **state)
{
	(void)state;
	load("no/such/tuneup.yaml", NULL, true);
	assert_false(sound);
	assert_true(told(&problems, PROBLEM_ERROR, "no/such/tuneup.yaml: cannot be read"));
	assert_int_equal(problems.item[0].part, PART_SETTINGS);
	expect_defaults();
}

static void each_fault_is_told_and_its_key_keeps_the_former_value(void **state)
{
	(void)state;
	load_text("store: {name: ''}\n"
		  "screen:\n  language: English\n  diagonal: big\n"
		  "idle:\n  seconds: 5\n  learn_seconds: 120\n"
		  "sound: loud\n"
		  "video:\n  decoder: magic\n  decodr: x\n");
	assert_false(sound);
	assert_true(
		told(&problems, PROBLEM_ERROR, "tuneup.yaml:1:15: store.name: expected a text"));
	assert_true(told(&problems, PROBLEM_ERROR, "tuneup.yaml:3:13: screen.language: expected"));
	assert_true(told(&problems, PROBLEM_ERROR, "tuneup.yaml:4:13: screen.diagonal: expected"));
	assert_true(told(&problems, PROBLEM_ERROR,
		"tuneup.yaml:6:12: idle.seconds: expected a whole number from 10 to 3600, found "
		"\"5\""));
	assert_true(
		told(&problems, PROBLEM_ERROR, "tuneup.yaml:8:8: sound: expected a map of keys"));
	assert_true(told(&problems, PROBLEM_ERROR,
		"tuneup.yaml:10:12: video.decoder: expected software or h264_v4l2m2m"));
	assert_true(told(&problems, PROBLEM_WARNING, "did you mean \"decoder\"?"));
	assert_int_equal(config->idle_learn_seconds, 120);
	config->idle_learn_seconds = 90;
	expect_defaults();
}

static void a_page_of_the_store_is_a_web_address_with_or_without_a_hole(void **state)
{
	(void)state;
	load_text("store: {url: 'https://corner.example/roll/{}?lang=en'}\n");
	assert_true(sound);
	assert_string_equal(config->store_url, "https://corner.example/roll/{}?lang=en");
	load_text("store: {url: 'http://corner.example'}\n");
	assert_true(sound);
	load_text("store: {url: 'corner.example/{}'}\n");
	assert_false(sound);
	assert_true(told(&problems, PROBLEM_ERROR,
		"store.url: expected a web address such as https://example.com/roll/{}, found "
		"\"corner.example/{}\""));
	assert_string_equal(config->store_url, "");
	load_text("store: {url: 'https://corner.example/{}/{}'}\n");
	assert_false(sound);
	load_text("store: {url: 'javascript:alert(1)'}\n");
	assert_false(sound);
}

static void a_language_is_two_small_letters(void **state)
{
	(void)state;
	load_text("screen: {language: E5}\n");
	assert_false(sound);
	assert_true(told(&problems, PROBLEM_ERROR,
		"screen.language: expected a text of 2 to 2 "
		"characters out of abcdefghijklmnopqrstuvwxyz, found \"E5\""));
	assert_string_equal(config->language, "en");
}

static void an_unknown_key_is_only_a_warning(void **state)
{
	(void)state;
	load_text("stor: {name: X}\n");
	assert_true(sound);
	assert_true(told(&problems, PROBLEM_WARNING, "did you mean \"store\"?"));
}

static void the_start_volume_never_exceeds_the_maximum(void **state)
{
	(void)state;
	load_text("sound: {max: 3}\n");
	assert_true(sound);
	assert_int_equal(config->volume_start, 3);
}

static void buttons_lights_and_mat_are_lines_by_number_or_name(void **state)
{
	(void)state;
	load_text("gpio: {chip: pinctrl-rp1, wired: supply, lit: low, debounce_ms: 5}\n"
		  "buttons: {start: 17 22, vol-: GPIO25}\n"
		  "leds: {start: LAMP}\n"
		  "mat: {kind: gpio, rows: 2, columns: 2, zones: [5, GPIO6, 13, 19]}\n");
	const struct hw_settings *hw = &config->hw;
	assert_true(sound);
	assert_int_equal(problems.count, 0);
	assert_string_equal(hw->chip, "pinctrl-rp1");
	assert_int_equal(hw->wired, HW_TO_SUPPLY);
	assert_int_equal(hw->lit, HW_LIT_LOW);
	assert_int_equal(hw->debounce_ms, 5);
	assert_string_equal(hw->button[0], "17 22");
	assert_string_equal(hw->button[1], "");
	assert_string_equal(hw->button[5], "GPIO25");
	assert_string_equal(hw->light[0], "LAMP");
	assert_int_equal(hw->mat.kind, HW_MAT_GPIO);
	assert_int_equal(hw->mat.zones, 4);
	assert_string_equal(hw->mat.zone[1], "GPIO6");
}

static void an_analog_mat_needs_only_its_device(void **state)
{
	(void)state;
	load_text("mat: {kind: iio, device: mcp3008}\n");
	assert_true(sound);
	assert_int_equal(config->hw.mat.kind, HW_MAT_IIO);
	load_text("mat: {kind: iio}\n");
	assert_false(sound);
	assert_true(told(&problems, PROBLEM_ERROR, "mat.device: expected the name of an IIO"));
	assert_int_equal(config->hw.mat.kind, HW_MAT_NONE);
}

static void an_analog_mat_whose_zones_all_name_a_device_needs_none_of_its_own(void **state)
{
	(void)state;
	load_text("mat: {kind: iio, rows: 1, columns: 2, zones: [ads1115:0, ads1115#2:0]}\n");
	assert_true(sound);
	assert_int_equal(config->hw.mat.kind, HW_MAT_IIO);
	load_text("mat: {kind: iio, rows: 1, columns: 2, zones: [ads1115:0, 1]}\n");
	assert_false(sound);
	assert_true(told(&problems, PROBLEM_ERROR, "mat.device: expected the name of an IIO"));
}

static void a_serial_mat_needs_nothing_else(void **state)
{
	(void)state;
	load_text("mat: {kind: serial, rows: 24, columns: 8, bits: 12}\n");
	assert_true(sound);
	assert_int_equal(config->hw.mat.kind, HW_MAT_SERIAL);
	assert_string_equal(config->hw.mat.device, "");
}

static void a_mat_whose_zones_do_not_fill_the_grid_is_left_out(void **state)
{
	(void)state;
	load_text("mat: {kind: gpio, zones: [5, 6, 13]}\n");
	assert_false(sound);
	assert_true(told(
		&problems, PROBLEM_ERROR, "mat.zones: expected 8 (4 rows x 2 columns), found 3"));
	assert_int_equal(config->hw.mat.kind, HW_MAT_NONE);
}

static void an_empty_file_changes_nothing(void **state)
{
	(void)state;
	load_text("");
	assert_true(sound);
	assert_int_equal(problems.count, 0);
	expect_defaults();
}

static void a_night_needs_both_its_ends(void **state)
{
	(void)state;
	load_text("night: {from: \"22:30\", to: \"07:05\", look: dim}\n");
	assert_true(sound);
	assert_int_equal(config->night_from, 22 * 60 + 30);
	assert_int_equal(config->night_to, 7 * 60 + 5);
	assert_true(config->night_dim);
	load_text("night: {from: \"22:30\"}\n");
	assert_false(sound);
	assert_int_equal(config->night_from, config->night_to);
	load_text("night: {from: \"22:61\", to: \"07:00\"}\n");
	assert_false(sound);
	assert_non_null(strstr(problems.item[problems.count - 1].detail, "22:61"));
}

static void what_is_out_of_order_is_told_as_long_as_it_is(void **state)
{
	(void)state;
	load_text("kiosk: {closed: true}\n");
	config_tell(config, &problems);
	config_tell(config, &problems);
	assert_true(sound);
	assert_int_equal(problems.count, 1);
	assert_string_equal(problems.item[0].title, "The kiosk is closed to customers");
	assert_int_equal(problems.item[0].level, PROBLEM_WARNING);
	load_text("kiosk: {closed: false}\n");
	config_tell(config, &problems);
	assert_int_equal(problems.count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(without_files_the_defaults_hold, fresh),
		cmocka_unit_test_setup(a_night_needs_both_its_ends, fresh),
		cmocka_unit_test_setup(what_is_out_of_order_is_told_as_long_as_it_is, fresh),
		cmocka_unit_test_setup(the_file_that_is_installed_holds_the_defaults, fresh),
		cmocka_unit_test_setup(its_comments_are_settings_at_their_defaults, fresh),
		cmocka_unit_test_setup(a_later_file_overrides_key_by_key, fresh),
		cmocka_unit_test_setup(a_file_that_was_named_must_be_there, fresh),
		cmocka_unit_test_setup(
			each_fault_is_told_and_its_key_keeps_the_former_value, fresh),
		cmocka_unit_test_setup(
			a_page_of_the_store_is_a_web_address_with_or_without_a_hole, fresh),
		cmocka_unit_test_setup(a_language_is_two_small_letters, fresh),
		cmocka_unit_test_setup(an_unknown_key_is_only_a_warning, fresh),
		cmocka_unit_test_setup(the_start_volume_never_exceeds_the_maximum, fresh),
		cmocka_unit_test_setup(buttons_lights_and_mat_are_lines_by_number_or_name, fresh),
		cmocka_unit_test_setup(an_analog_mat_needs_only_its_device, fresh),
		cmocka_unit_test_setup(
			an_analog_mat_whose_zones_all_name_a_device_needs_none_of_its_own, fresh),
		cmocka_unit_test_setup(a_serial_mat_needs_nothing_else, fresh),
		cmocka_unit_test_setup(a_mat_whose_zones_do_not_fill_the_grid_is_left_out, fresh),
		cmocka_unit_test_setup(an_empty_file_changes_nothing, fresh),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	config_destroy(config);
	return failed;
}
