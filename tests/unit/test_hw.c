/* The thread that reads buttons and mat, on GPIO lines that this file makes up: a chip is a file
 * with its label in it, a line an eventfd with a queue. */
#define SCRATCH "hw"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "gpio.h"
#include "hw.h"
#include "scratch.h"

#include <pthread.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

enum { LINES = 28, KEPT = 64, START = 0, NEXT = 1, MINUTE_US = 60000000 };

/* ---- made-up lines ---- */

struct gpio_line {
	int fd; /* -1: not open */
	bool on, gone, busy;
	struct gpio_wish wish;
	struct gpio_edge queue[GPIO_READ_MAX];
	int queued, changes;
};

/* The lock guards all that follows. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t news = PTHREAD_COND_INITIALIZER;
static struct gpio_line lines[LINES];
static struct hw_event kept[KEPT];
static int keeps;
static struct mat_raw newest;
static int scans;

const char *gpio_library(void)
{
	return "made up";
}

bool gpio_chip_read(const char *path, struct gpio_chip *chip)
{
	FILE *file = fopen(path, "r");
	if (!file)
		return false;
	bool read = fgets(chip->label, sizeof chip->label, file);
	fclose(file);
	chip->lines = LINES;
	chip->name = mem_calloc(LINES, sizeof *chip->name);
	for (int i = 0; i < LINES; i++)
		snprintf(chip->name[i], sizeof chip->name[i], "GPIO%d", i);
	return read;
}

bool gpio_line_used(const char *path, unsigned offset, char user[GPIO_NAME])
{
	(void)path;
	snprintf(user, GPIO_NAME, "gpioset");
	return lines[offset].busy;
}

struct gpio_line *gpio_line_open(const char *path, unsigned offset, const struct gpio_wish *wish)
{
	struct gpio_line *line = &lines[offset];
	(void)path;
	pthread_mutex_lock(&lock);
	assert_int_equal(line->fd, -1);
	bool busy = line->busy;
	if (!busy) {
		line->wish = *wish;
		line->queued = 0;
		line->gone = false;
		line->fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	}
	pthread_mutex_unlock(&lock);
	errno = EBUSY;
	return busy ? NULL : line;
}

void gpio_line_close(struct gpio_line *line)
{
	if (!line)
		return;
	pthread_mutex_lock(&lock);
	close(line->fd);
	line->fd = -1;
	if (line->wish.output)
		line->on = false;
	pthread_mutex_unlock(&lock);
}

bool gpio_line_get(struct gpio_line *line, bool *on)
{
	pthread_mutex_lock(&lock);
	bool fine = !line->gone;
	*on = line->on;
	pthread_mutex_unlock(&lock);
	errno = ENODEV;
	return fine;
}

bool gpio_line_set(struct gpio_line *line, bool on)
{
	pthread_mutex_lock(&lock);
	bool fine = !line->gone;
	line->on = on;
	line->changes++;
	pthread_cond_broadcast(&news);
	pthread_mutex_unlock(&lock);
	errno = ENODEV;
	return fine;
}

int gpio_line_fd(const struct gpio_line *line)
{
	return line->fd;
}

int64_t gpio_line_due_us(const struct gpio_line *line)
{
	(void)line;
	return INT64_MAX;
}

int gpio_line_read(struct gpio_line *line, int64_t now_us, struct gpio_edge edge[GPIO_READ_MAX],
	unsigned *lost)
{
	(void)now_us;
	(void)lost;
	uint64_t count;
	pthread_mutex_lock(&lock);
	int edges = line->gone ? -1 : line->queued;
	if (edges > 0 && read(line->fd, &count, sizeof count) < 0)
		edges = 0;
	if (edges > 0)
		memcpy(edge, line->queue, (size_t)edges * sizeof *edge);
	line->queued = 0;
	pthread_mutex_unlock(&lock);
	errno = ENODEV;
	return edges;
}

/* ---- what a test does to them, and sees ---- */

static void stir(struct gpio_line *line)
{
	const uint64_t one = 1;
	assert_int_equal(write(line->fd, &one, sizeof one), sizeof one);
}

static void edge(int offset, bool on, int64_t at_us)
{
	struct gpio_line *line = &lines[offset];
	pthread_mutex_lock(&lock);
	line->on = on;
	line->queue[line->queued++] = (struct gpio_edge){at_us, on};
	stir(line);
	pthread_mutex_unlock(&lock);
}

static struct hw *paced; /* who is asked to scan so often a second; NULL: nobody */
static int pace;

static void see(void *data, const struct hw_event *event)
{
	(void)data;
	pthread_mutex_lock(&lock);
	if (event->kind == HW_EVENT_SCAN) {
		if (paced)
			hw_pace(paced, pace);
		newest = event->scan;
		scans++;
	} else {
		assert_true(keeps < KEPT);
		kept[keeps++] = *event;
	}
	pthread_cond_broadcast(&news);
	pthread_mutex_unlock(&lock);
}

/* The oldest event that is no scan; waits for it as long as it takes. */
static struct hw_event next_event(void)
{
	pthread_mutex_lock(&lock);
	while (keeps == 0)
		pthread_cond_wait(&news, &lock);
	struct hw_event event = kept[0];
	memmove(kept, kept + 1, (size_t)--keeps * sizeof *kept);
	pthread_mutex_unlock(&lock);
	return event;
}

static void expect_button(int key, bool down, int64_t at_us)
{
	struct hw_event event = next_event();
	assert_int_equal(event.kind, HW_EVENT_BUTTON);
	assert_int_equal(event.button.key, key);
	assert_int_equal(event.button.down, down);
	if (at_us)
		assert_int_equal(event.at_us, at_us);
}

static void expect_status(void)
{
	assert_int_equal(next_event().kind, HW_EVENT_STATUS);
}

/* Waits for a scan that was begun after now. */
static struct mat_raw next_scan(void)
{
	pthread_mutex_lock(&lock);
	for (int wanted = scans + 2; scans < wanted;)
		pthread_cond_wait(&news, &lock);
	struct mat_raw scan = newest;
	pthread_mutex_unlock(&lock);
	return scan;
}

static void wait_for_light(int offset, bool on)
{
	pthread_mutex_lock(&lock);
	while (lines[offset].on != on)
		pthread_cond_wait(&news, &lock);
	pthread_mutex_unlock(&lock);
}

static int64_t now_us(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static struct hw *hw;
static struct hw_settings settings;
static char folder[1024];
static struct problems problems;

static const char *plug_chip(void)
{
	return scratch_file("dev/gpiochip4", "pinctrl-rp1");
}

static int set_up(void **state)
{
	(void)state;
	settings = hw_settings_default();
	for (int i = 0; i < LINES; i++)
		lines[i] = (struct gpio_line){.fd = -1};
	keeps = scans = 0;
	paced = NULL;
	problems = (struct problems){0};
	snprintf(folder, sizeof folder, "%s", plug_chip());
	*strrchr(folder, '/') = '\0';
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	hw_destroy(hw);
	hw = NULL;
	return 0;
}

static void start(void)
{
	hw = hw_create(&(struct hw_options){
		.settings = &settings, .gpio_folder = folder, .iio_folder = folder, .event = see});
	assert_non_null(hw);
}

static void tell_problems(void)
{
	struct hw_status status;
	hw_status(hw, &status);
	hw_tell(&status, &problems, PART_SETTINGS);
}

/* ---- buttons ---- */

static void a_press_is_told_with_the_kernels_time(void **state)
{
	(void)state;
	settings.button[START] = "17";
	start();
	expect_status();
	int64_t at = now_us();
	edge(17, true, at);
	expect_button(START, true, at);
	edge(17, false, at + 5);
	expect_button(START, false, at + 5);
}

static void several_buttons_may_do_the_same(void **state)
{
	(void)state;
	settings.button[NEXT] = "GPIO5, 6 13";
	start();
	expect_status();
	int64_t at = now_us();
	edge(13, true, at);
	expect_button(NEXT, true, at);
	edge(5, true, at);
	expect_button(NEXT, true, at);
}

static void edges_read_together_are_told_in_order(void **state)
{
	(void)state;
	settings.button[START] = "17";
	start();
	expect_status();
	int64_t at = now_us();
	pthread_mutex_lock(&lock);
	for (int i = 0; i < 3; i++)
		lines[17].queue[i] = (struct gpio_edge){at + i, i % 2 == 0};
	lines[17].queued = 3;
	stir(&lines[17]);
	pthread_mutex_unlock(&lock);
	for (int i = 0; i < 3; i++)
		expect_button(START, i % 2 == 0, at + i);
}

static void lines_are_asked_for_as_they_are_wired(void **state)
{
	(void)state;
	settings.button[START] = "17";
	settings.light[START] = "5";
	start();
	expect_status();
	hw_destroy(hw);
	assert_true(lines[17].wish.edges);
	assert_true(lines[17].wish.active_low);
	assert_int_equal(lines[17].wish.pull, GPIO_PULL_UP);
	assert_int_equal(lines[17].wish.debounce_us, 10000);
	assert_true(lines[5].wish.output);
	assert_false(lines[5].wish.active_low);

	keeps = 0;
	settings.wired = HW_TO_SUPPLY;
	settings.lit = HW_LIT_LOW;
	start();
	expect_status();
	tear_down(NULL);
	assert_false(lines[17].wish.active_low);
	assert_int_equal(lines[17].wish.pull, GPIO_PULL_DOWN);
	assert_true(lines[5].wish.active_low);
}

static void a_button_that_is_held_at_the_start_was_not_pressed(void **state)
{
	(void)state;
	lines[17].on = true;
	settings.button[START] = "17";
	start();
	expect_status();
	int64_t at = now_us();
	edge(17, false, at);
	edge(17, true, at + 5);
	expect_button(START, true, at + 5);
}

static void a_stuck_button_is_let_go_told_and_ignored_until_released(void **state)
{
	(void)state;
	settings.button[START] = "17";
	start();
	expect_status();
	int64_t at = now_us();
	edge(17, true, at - MINUTE_US);
	expect_button(START, true, at - MINUTE_US);
	expect_button(START, false, 0);
	expect_status();
	tell_problems();
	assert_true(told(&problems, PROBLEM_WARNING, "buttons.start (17): held for over 30 s"));
	edge(17, false, at);
	expect_status();
	tell_problems();
	assert_int_equal(problems.count, 0);
	edge(17, true, at + 5);
	expect_button(START, true, at + 5);
}

/* A line that was not debounced gives all it has: others are told between. */
static void a_storm_on_one_button_does_not_keep_another_from_being_told(void **state)
{
	(void)state;
	settings.button[START] = "17";
	settings.button[NEXT] = "27";
	start();
	expect_status();
	int64_t at = now_us();
	for (int burst = 0; burst < 625; burst++) {
		pthread_mutex_lock(&lock);
		for (int i = 0; i < GPIO_READ_MAX; i++)
			lines[17].queue[i] = (struct gpio_edge){at++, i % 2 == 0};
		lines[17].queued = GPIO_READ_MAX;
		stir(&lines[17]);
		pthread_mutex_unlock(&lock);
		for (int i = 0; i < GPIO_READ_MAX; i++)
			expect_button(START, i % 2 == 0, 0);
	}
	edge(27, true, at);
	expect_button(NEXT, true, at);
}

/* ---- lights ---- */

static void a_light_is_lit_and_goes_out_with_the_station(void **state)
{
	(void)state;
	settings.light[START] = "5";
	settings.light[NEXT] = "6";
	start();
	hw_led(hw, START, HW_LIGHT_ON);
	wait_for_light(5, true);
	assert_int_equal(hw_light(hw, START), HW_LIGHT_ON);
	hw_led(hw, NEXT, HW_LIGHT_ON);
	wait_for_light(6, true);
	hw_led(hw, START, HW_LIGHT_OFF);
	wait_for_light(5, false);
	tear_down(NULL);
	assert_false(lines[6].on);
	assert_int_equal(lines[6].fd, -1);
}

static void a_light_that_blinks_goes_on_and_off_and_stops_when_told(void **state)
{
	(void)state;
	settings.light[START] = "5";
	start();
	hw_led(hw, START, HW_LIGHT_BLINK);
	wait_for_light(5, true);
	wait_for_light(5, false);
	wait_for_light(5, true);
	hw_led(hw, START, HW_LIGHT_OFF);
	wait_for_light(5, false);
}

static void lights_that_a_dead_kiosk_left_on_go_out(void **state)
{
	(void)state;
	settings.button[START] = "17";
	settings.light[START] = "5 6";
	settings.light[NEXT] = "7 99";
	lines[5].on = lines[6].on = lines[7].on = true;
	lines[7].busy = true;
	assert_int_equal(hw_dark(&settings, folder), 2);
	assert_false(lines[5].on || lines[6].on);
	assert_true(lines[7].on);
	assert_int_equal(lines[17].changes, 0);
}

/* ---- what is missing ---- */

static void without_settings_nothing_is_opened_and_nothing_is_wrong(void **state)
{
	(void)state;
	start();
	assert_int_equal(hw_mat_form(hw).grid.rows, 0);
	assert_null(hw_sim(hw));
	tell_problems();
	assert_int_equal(problems.count, 0);
	tear_down(NULL);
	assert_int_equal(keeps, 0);
}

static void what_is_being_looked_for_is_not_missing(void **state)
{
	(void)state;
	lines[17].busy = true;
	settings.button[START] = "17";
	/* Opening a line waits for this. */
	pthread_mutex_lock(&lock);
	start();
	tell_problems();
	pthread_mutex_unlock(&lock);
	assert_int_equal(problems.count, 0);
	expect_status();
	tell_problems();
	assert_int_equal(problems.count, 1);
}

static void a_missing_chip_is_told_and_looked_for_until_it_comes(void **state)
{
	(void)state;
	assert_int_equal(remove(plug_chip()), 0);
	settings.button[START] = "17";
	start();
	expect_status();
	tell_problems();
	assert_true(told(&problems, PROBLEM_WARNING, "buttons.start (17): there is no GPIO chip"));
	plug_chip();
	expect_status();
	tell_problems();
	assert_int_equal(problems.count, 0);
}

static void a_line_that_another_program_has_is_told_and_the_others_work(void **state)
{
	(void)state;
	lines[17].busy = true;
	settings.button[START] = "17";
	settings.button[NEXT] = "27";
	start();
	expect_status();
	tell_problems();
	assert_int_equal(problems.count, 1);
	assert_true(told(&problems, PROBLEM_WARNING, "in use by gpioset"));
	edge(27, true, now_us());
	expect_button(NEXT, true, 0);
}

static void a_chip_that_vanishes_lets_buttons_go_and_is_used_again_when_it_is_back(void **state)
{
	(void)state;
	settings.button[START] = "17";
	settings.button[NEXT] = "27";
	start();
	expect_status();
	edge(17, true, now_us());
	expect_button(START, true, 0);
	const char *chip = plug_chip();
	assert_int_equal(remove(chip), 0);
	pthread_mutex_lock(&lock);
	lines[17].gone = true;
	lines[17].on = false;
	stir(&lines[17]);
	pthread_mutex_unlock(&lock);
	expect_button(START, false, 0);
	expect_status();
	tell_problems();
	assert_int_equal(problems.count, 1);
	assert_true(told(&problems, PROBLEM_WARNING, "buttons.start (17): the line is gone"));

	edge(27, true, now_us());
	expect_button(NEXT, true, 0);
	plug_chip();
	expect_status();
	tell_problems();
	assert_int_equal(problems.count, 0);
	edge(17, true, now_us());
	expect_button(START, true, 0);
}

static void a_chip_that_vanishes_takes_its_lights_which_shine_again_when_it_is_back(void **state)
{
	(void)state;
	settings.button[START] = "17";
	settings.light[START] = "5";
	start();
	expect_status();
	hw_led(hw, START, HW_LIGHT_ON);
	wait_for_light(5, true);
	assert_int_equal(remove(plug_chip()), 0);
	pthread_mutex_lock(&lock);
	lines[17].gone = lines[5].gone = true;
	stir(&lines[17]);
	pthread_mutex_unlock(&lock);
	expect_status();
	tell_problems();
	assert_true(told(&problems, PROBLEM_WARNING, "leds.start (5): the line is gone"));
	plug_chip();
	wait_for_light(5, true);
}

/* ---- the mat ---- */

static void contacts_are_scanned_as_nothing_or_all(void **state)
{
	(void)state;
	settings.mat = (struct hw_mat_settings){.kind = HW_MAT_GPIO,
		.rows = 2,
		.columns = 1,
		.zone = {"20", "21"},
		.zones = 2,
		.device = "",
		.rate = 200};
	start();
	expect_status();
	assert_true(hw_mat_form(hw).contact);
	assert_int_equal(next_scan().zones, 2);
	pthread_mutex_lock(&lock);
	lines[21].on = true;
	pthread_mutex_unlock(&lock);
	struct mat_raw scan = next_scan();
	assert_int_equal(scan.raw[0], 0);
	assert_int_equal(scan.raw[1], (1 << hw_mat_form(hw).bits) - 1);
}

static void a_contact_that_is_missing_is_told_and_none_is_kept(void **state)
{
	(void)state;
	settings.mat = (struct hw_mat_settings){.kind = HW_MAT_GPIO,
		.rows = 2,
		.columns = 1,
		.zone = {"20", "99"},
		.zones = 2,
		.device = "",
		.rate = 50};
	start();
	expect_status();
	tell_problems();
	assert_true(told(&problems, PROBLEM_WARNING, "zone 1: "));
	tear_down(NULL);
	assert_int_equal(lines[20].fd, -1);
}

static void an_analog_mat_comes_goes_and_comes_back_while_buttons_work(void **state)
{
	(void)state;
	settings.button[START] = "17";
	settings.mat.kind = HW_MAT_IIO;
	settings.mat.rows = settings.mat.columns = 1;
	settings.mat.device = "mcp3008";
	settings.mat.rate = 200;
	scratch_file("dev/iio:device2/name", "mcp3008\n");
	scratch_file("dev/iio:device2/in_voltage0_raw", "291\n");
	start();
	expect_status();
	assert_int_equal(hw_mat_form(hw).bits, 10);
	struct mat_raw first = next_scan(), second = next_scan();
	assert_int_equal(first.raw[0], 291);
	assert_true(second.t_us > first.t_us);

	assert_int_equal(remove(scratch_path("dev/iio:device2/in_voltage0_raw")), 0);
	expect_status();
	tell_problems();
	assert_true(told(&problems, PROBLEM_WARNING, "in_voltage0_raw: No such file"));
	edge(17, true, now_us());
	expect_button(START, true, 0);

	scratch_file("dev/iio:device2/in_voltage0_raw", "400\n");
	expect_status();
	assert_int_equal(next_scan().raw[0], 400);
	tell_problems();
	assert_int_equal(problems.count, 0);
}

static void ask_for_pace(int per_second)
{
	pthread_mutex_lock(&lock);
	paced = hw;
	pace = per_second;
	pthread_mutex_unlock(&lock);
}

static void an_analog_mat_is_scanned_less_often_while_that_is_asked_for(void **state)
{
	(void)state;
	enum { PACE = 20, SCANS = 4 };
	settings.mat.kind = HW_MAT_IIO;
	settings.mat.rows = settings.mat.columns = 1;
	settings.mat.device = "mcp3008";
	settings.mat.rate = 200;
	scratch_file("dev/iio:device2/name", "mcp3008\n");
	scratch_file("dev/iio:device2/in_voltage0_raw", "291\n");
	start();
	ask_for_pace(PACE);
	next_scan();
	int64_t first = next_scan().t_us, last = first;
	for (int i = 0; i < SCANS; i += 2)
		last = next_scan().t_us;
	/* A scan that came late leaves less time to the next one. */
	assert_true(last - first >= (SCANS - 1) * 1000000 / PACE);
	/* And as often as the settings say again; never more often, whatever is asked for. */
	ask_for_pace(0);
	next_scan();
	ask_for_pace(1000000);
	next_scan();
}

static void it_can_be_destroyed_at_any_time(void **state)
{
	(void)state;
	hw_destroy(NULL);
	settings.button[START] = "17";
	settings.light[START] = "5";
	for (int i = 0; i < 20; i++) {
		keeps = 0;
		start();
		hw_led(hw, START, i % 2 ? HW_LIGHT_BLINK : HW_LIGHT_ON);
		tear_down(NULL);
		assert_int_equal(lines[17].fd, -1);
		assert_false(lines[5].on);
	}
}

#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(a_press_is_told_with_the_kernels_time),
		T(several_buttons_may_do_the_same),
		T(edges_read_together_are_told_in_order),
		T(lines_are_asked_for_as_they_are_wired),
		T(a_button_that_is_held_at_the_start_was_not_pressed),
		T(a_stuck_button_is_let_go_told_and_ignored_until_released),
		T(a_storm_on_one_button_does_not_keep_another_from_being_told),
		T(a_light_is_lit_and_goes_out_with_the_station),
		T(lights_that_a_dead_kiosk_left_on_go_out),
		T(a_light_that_blinks_goes_on_and_off_and_stops_when_told),
		T(without_settings_nothing_is_opened_and_nothing_is_wrong),
		T(what_is_being_looked_for_is_not_missing),
		T(a_missing_chip_is_told_and_looked_for_until_it_comes),
		T(a_line_that_another_program_has_is_told_and_the_others_work),
		T(a_chip_that_vanishes_lets_buttons_go_and_is_used_again_when_it_is_back),
		T(a_chip_that_vanishes_takes_its_lights_which_shine_again_when_it_is_back),
		T(contacts_are_scanned_as_nothing_or_all),
		T(a_contact_that_is_missing_is_told_and_none_is_kept),
		T(an_analog_mat_comes_goes_and_comes_back_while_buttons_work),
		T(an_analog_mat_is_scanned_less_often_while_that_is_asked_for),
		T(it_can_be_destroyed_at_any_time),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
