/* How the machine is: each fault provoked in a folder that stands for /, told, and gone again. */
#define SCRATCH "health"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "data/health.h"
#include "data/runs.h"
#include "base/admin.h"
#include "base/date.h"
#include "scratch.h"

#include <fcntl.h>
#include <ftw.h>
#include <sqlite3.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

/* 2026-11-23T18:05 UTC; the store is six hours behind. */
static const int64_t noon_s = 1795457100, offset_s = -6 * 3600;

static char root[1024], state_folder[1024];
static struct health_watch watch;
static struct health_told told_now;
static struct health_told_of told_of;
static struct health health;
static struct problems problems;
static int64_t clock_s;
static struct statvfs disk;

time_t time(time_t *at)
{
	if (at)
		*at = (time_t)clock_s;
	return (time_t)clock_s;
}

int statvfs(const char *path, struct statvfs *about)
{
	assert_string_equal(path, state_folder);
	*about = disk;
	return 0;
}

static int unreadable; /* devices of /dev/input, from the first on */

int access(const char *path, int mode)
{
	const char *event = strstr(path, "/dev/input/event");
	if (event && mode == R_OK && atoi(event + strlen("/dev/input/event")) < unreadable)
		return -1;
	return faccessat(AT_FDCWD, path, mode, 0);
}

static int remove_one(const char *path, const struct stat *about, int kind, struct FTW *walk)
{
	(void)about;
	(void)kind;
	(void)walk;
	return remove(path);
}

/* A file of the machine, or of the state folder; NULL: it is taken away. */
static void put(const char *folder, const char *name, const char *text)
{
	char *path = mem_printf("%s%s", folder, name);
	folder_make_above(path, 0755);
	FILE *file = text ? fopen(path, "w") : NULL;
	if (file) {
		fputs(text, file);
		fclose(file);
	} else {
		remove(path);
	}
	free(path);
}

static void machine(const char *name, const char *text)
{
	put(root, name, text);
}

static void state_file(const char *name, const char *text)
{
	put(state_folder, name, text);
}

/* A machine that is well, with all the sensors there are. */
static int well(void **state)
{
	(void)state;
	snprintf(root, sizeof root, "%s", scratch_path("root"));
	snprintf(state_folder, sizeof state_folder, "%s", scratch_path("state"));
	nftw(root, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	nftw(state_folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	clock_s = noon_s;
	unreadable = 0;
	machine("/dev/input/event0", "");
	machine("/dev/input/event1", "");
	machine("/sys/class/thermal/thermal_zone0/temp", "51200\n");
	machine("/sys/class/thermal/cooling_device0/type", "cpufreq-cpu0\n");
	machine("/sys/class/thermal/cooling_device0/cur_state", "0\n");
	machine("/sys/class/thermal/cooling_device1/type", "pwm-fan\n");
	machine("/sys/class/thermal/cooling_device1/cur_state", "3\n");
	machine("/sys/class/hwmon/hwmon0/name", "cpu_thermal\n");
	machine("/sys/class/hwmon/hwmon1/name", "rpi_volt\n");
	machine("/sys/class/hwmon/hwmon1/in0_lcrit_alarm", "0\n");
	machine("/sys/bus/platform/devices/soc:firmware/get_throttled", "50000\n");
	machine("/proc/meminfo", "MemTotal:  3884000 kB\nMemFree: 90000 kB\n"
				 "MemAvailable:  2718800 kB\n");
	machine("/proc/sys/kernel/random/boot_id", "0a1b2c3d-1111-2222-3333-444455556666\n");
	machine("/sys/block/mmcblk0/device/life_time", "0x02 0x01\n");
	machine("/sys/block/mmcblk0/device/pre_eol_info", "0x01\n");
	machine("/sys/class/rtc/rtc0/since_epoch", "1795457098\n");
	machine("/run/systemd/system/x", "");
	state_file("/backups/directory-20261123-021000.db", "");
	disk = (struct statvfs){.f_blocks = 8000000, .f_bavail = 5000000, .f_frsize = 4096};
	watch = (struct health_watch){.root = root, .state = state_folder};
	told_now = (struct health_told){.up_s = 100, .wall_s = noon_s + offset_s};
	told_of = (struct health_told_of){0};
	problems = (struct problems){0};
	return 0;
}

static void look(void)
{
	health_look(&watch, &told_now, DAY_NONE, &health);
	health_tell(&told_of, &health, &problems);
	told_now.up_s += HEALTH_EVERY_S;
}

static void assert_well(void)
{
	look();
	if (problems.count)
		fail_msg("%s: %s", problems.item[0].title, problems.item[0].detail);
}

/* This fault and no other, with these words in what staff read. */
static void assert_only(enum health_fault fault, const char *detail)
{
	look();
	assert_int_equal(problems.count, 1);
	assert_string_equal(problems.item[0].title, health_words(fault)->title);
	assert_string_equal(problems.item[0].todo, health_words(fault)->todo);
	if (!strstr(problems.item[0].detail, detail))
		fail_msg("\"%s\" is missing in: %s", detail, problems.item[0].detail);
}

static void a_machine_that_is_well_has_no_problem(void **state)
{
	(void)state;
	assert_well();
	assert_int_equal(health.temperature_c, 51);
	assert_int_equal(health.memory_free, 70);
	assert_int_equal(health.disk_used, 38);
	assert_int_equal(health.life_used, 20);
	assert_true(health.clock_sure);
	assert_int_equal(health.backup_wall_s, date_make(2026, 11, 23) * 86400LL + 2 * 3600 + 600);
}

static void a_machine_without_sensors_has_no_problem_but_its_clock(void **state)
{
	(void)state;
	nftw(root, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	assert_well();
	machine("/run/systemd/system/x", "");
	assert_only(HEALTH_CLOCK, "nobody has set the clock");
	assert_true(health.temperature_c < 0);
	assert_true(health.memory_free < 0);
	assert_true(health.life_used < 0);
}

/* One file of the machine changes, and changes back. */
static const struct {
	enum health_fault fault;
	const char *file, *ill, *well, *detail;
} of_files[] = {
	{HEALTH_HOT, "/sys/class/thermal/thermal_zone0/temp", "83400\n", "62000\n", "83 degrees"},
	{HEALTH_SLOWED, "/sys/class/thermal/cooling_device0/cur_state", "2\n", "0\n",
		"slower to stay cool"},
	{HEALTH_SLOWED, "/sys/bus/platform/devices/soc:firmware/get_throttled", "50004\n",
		"50000\n", "slower to stay cool"},
	{HEALTH_SLOWED, "/sys/bus/platform/devices/soc:firmware/get_throttled", "50002\n",
		"50000\n", "within its power"},
	{HEALTH_MEMORY, "/proc/meminfo", "MemTotal: 1000000 kB\nMemAvailable: 50000 kB\n",
		"MemTotal: 1000000 kB\nMemAvailable: 500000 kB\n", "48 of 976 MB"},
	{HEALTH_WORN, "/sys/block/mmcblk0/device/life_time", "0x03 0x09\n", "0x03 0x03\n",
		"90 % of its life"},
	{HEALTH_WORN, "/sys/block/mmcblk0/device/pre_eol_info", "0x02\n", "0x01\n", "of its life"},
	{HEALTH_WORN_OUT, "/sys/block/mmcblk0/device/life_time", "0x0b 0x01\n", "0x01 0x01\n",
		"used up"},
	{HEALTH_WORN_OUT, "/sys/block/mmcblk0/device/pre_eol_info", "0x03\n", "0x01\n", "used up"},
	{HEALTH_CLOCK, "/sys/class/rtc/rtc0/since_epoch", "86400\n", "1795457101\n",
		"uncertain day"},
};

static void what_the_kernel_tells_is_a_problem_until_it_is_gone(void **state)
{
	for (size_t i = 0; i < sizeof of_files / sizeof *of_files; i++) {
		well(state);
		assert_well();
		machine(of_files[i].file, of_files[i].ill);
		assert_only(of_files[i].fault, of_files[i].detail);
		machine(of_files[i].file, of_files[i].well);
		assert_well();
	}
}

static void nonsense_in_the_kernels_files_is_no_problem(void **state)
{
	static const char *const nonsense[] = {"", "\n", "none\n", "0x\n", "-\n", "\xff\xfe\x00"};
	for (size_t i = 0; i < sizeof of_files / sizeof *of_files; i++)
		for (size_t k = 0; k < sizeof nonsense / sizeof *nonsense; k++) {
			if (of_files[i].fault == HEALTH_CLOCK)
				continue;
			well(state);
			machine(of_files[i].file, nonsense[k]);
			assert_well();
		}
}

static void a_kiosk_that_may_read_no_input_says_so(void **state)
{
	(void)state;
	told_now.reads_input = true;
	assert_well();
	unreadable = 1;
	assert_well();
	unreadable = 2;
	assert_only(HEALTH_INPUT, "Of 2 devices in /dev/input the kiosk may read none");
	/* In a window the desktop reads them, and tuneupctl needs none. */
	told_now.reads_input = false;
	assert_well();
	told_now.reads_input = true;
	machine("/dev/input/event0", NULL);
	machine("/dev/input/event1", NULL);
	assert_well();
}

static void a_touch_panel_that_was_unplugged_is_told_until_it_is_back(void **state)
{
	(void)state;
	assert_well();
	told_now.touch_gone = true;
	assert_only(HEALTH_TOUCH, "It was there, and no longer answers");
	told_now.touch_gone = false;
	assert_well();
}

static void a_dip_of_the_power_is_told_for_a_day(void **state)
{
	(void)state;
	machine("/sys/class/hwmon/hwmon1/in0_lcrit_alarm", "1\n");
	assert_only(HEALTH_POWER, "1 time since the start");
	machine("/sys/class/hwmon/hwmon1/in0_lcrit_alarm", "0\n");
	machine("/sys/bus/platform/devices/soc:firmware/get_throttled", "50001\n");
	assert_only(HEALTH_POWER, "2 times since the start");
	machine("/sys/bus/platform/devices/soc:firmware/get_throttled", "50000\n");
	told_now.wall_s += 86400 - 1;
	clock_s += 86400 - 1;
	machine("/sys/class/rtc/rtc0/since_epoch", "1795543499\n");
	assert_only(HEALTH_POWER, "2 times");
	told_now.wall_s++;
	assert_well();
}

static void the_disk_is_a_problem_when_it_is_full_and_when_it_is_read_only(void **state)
{
	(void)state;
	disk.f_bavail = 100000;
	assert_only(HEALTH_DISK_LOW, "390 MB are free");
	disk.f_bavail = 10000;
	assert_only(HEALTH_DISK_FULL, "39 MB are free");
	disk.f_bavail = 5000000;
	assert_well();
	disk.f_flag = ST_RDONLY;
	assert_only(HEALTH_READ_ONLY, "is read-only");
	disk.f_flag = 0;
	assert_well();
}

static void staff_or_a_time_server_vouch_for_the_clock(void **state)
{
	static const char *const vouch[] = {"/run/systemd/timesync/synchronized", ADMIN_CLOCK_SET};
	(void)state;
	machine("/sys/class/rtc/rtc0/since_epoch", NULL);
	for (size_t i = 0; i < sizeof vouch / sizeof *vouch; i++) {
		assert_only(HEALTH_CLOCK, "no clock chip");
		assert_false(health.clock_sure);
		machine(vouch[i], "");
		assert_well();
		assert_true(health.clock_sure);
		machine(vouch[i], NULL);
	}
}

static void pictures_and_counts_that_are_lost_are_told(void **state)
{
	(void)state;
	told_now.frames_shown = 900;
	told_now.frames_dropped = 15;
	assert_well();
	told_now.frames_shown += 800;
	told_now.frames_dropped += 100;
	snprintf(told_now.decoder, sizeof told_now.decoder, "h264");
	assert_only(HEALTH_FRAMES, "100 of 900 pictures came too late (decoder: h264)");
	assert_well();
	told_now.events_lost = 3;
	assert_only(HEALTH_LOST, "3 of the usage log, 0 of the mat");
	told_now.events_lost = 0;
	told_now.samples_lost = 7;
	assert_only(HEALTH_LOST, "0 of the usage log, 7 of the mat");
}

static void a_damaged_database_is_found_once_a_day(void **state)
{
	(void)state;
	state_file("/directory.db", "this is no database, and large enough to be looked at: "
				    "0123456789012345678901234567890123456789012345678901234567");
	assert_well();
	assert_false(health.databases_sound);
	told_now.up_s = 600;
	assert_only(HEALTH_DATABASE, "directory.db: ");
	state_file("/directory.db", NULL);
	assert_only(HEALTH_DATABASE, "directory.db: ");
	told_now.up_s += 86400;
	assert_well();
	assert_true(health.databases_sound);
}

static void a_backup_that_is_old_or_was_never_made_is_told(void **state)
{
	(void)state;
	state_file("/directory.db", "");
	state_file("/backups/directory-20261123-021000.db", NULL);
	state_file("/backups/directory-20261119-021000-2.db", "");
	state_file("/backups/replaced-20261123-021000.db", "");
	assert_only(HEALTH_BACKUP, "The newest is of 2026-11-19");
	state_file("/backups/directory-20261119-021000-2.db", NULL);
	assert_well();
	state_file("/runs", "1795000000 start 0a1b2c3d\n");
	assert_only(HEALTH_BACKUP, "None was ever made");
	state_file("/backups/directory-20261123-021000.db", "");
	assert_well();
}

static void thinned_counts_are_told(void **state)
{
	(void)state;
	health_look(&watch, &told_now, date_make(2025, 3, 1), &health);
	health_tell(&told_of, &health, &problems);
	assert_true(told(&problems, PROBLEM_WARNING, "before 2025-03-01"));
	assert_well();
}

/* ---- restarts ---- */

static void starts(int64_t at_s, const char *boot)
{
	clock_s = at_s;
	machine("/proc/sys/kernel/random/boot_id", boot);
	assert_true(runs_begin(state_folder, root));
}

static void ends(int64_t at_s, const char *result)
{
	clock_s = at_s;
	runs_end(state_folder, result);
}

static void looked_at(int64_t at_s)
{
	char text[32];
	clock_s = at_s;
	told_now.wall_s = at_s + offset_s;
	snprintf(text, sizeof text, "%lld\n", (long long)at_s);
	machine("/sys/class/rtc/rtc0/since_epoch", text);
}

static void restarts_since_yesterday_are_told_with_why(void **state)
{
	(void)state;
	starts(noon_s - 40000, "0a1b2c3d-1");
	ends(noon_s - 30000, "success");
	starts(noon_s - 20000, "0a1b2c3d-1");
	looked_at(noon_s);
	assert_well();
	assert_int_equal(health.restarts, 1);
	ends(noon_s - 10000, "watchdog");
	starts(noon_s - 9998, "0a1b2c3d-1");
	looked_at(noon_s);
	assert_only(HEALTH_RESTARTS, "1 time since yesterday, last at 09:18: it did not answer");
	ends(noon_s - 5000, "core-dump");
	starts(noon_s - 4998, "0a1b2c3d-1");
	starts(noon_s - 3000, "ffffffff-2");
	looked_at(noon_s);
	assert_only(HEALTH_RESTARTS,
		"2 times since yesterday, last at 10:41: a fault ended it. The power went 1 time.");
	assert_int_equal(health.restarts, 4);
	looked_at(noon_s + 86400);
	assert_int_equal(health.restarts, 4);
	state_file("/backups/directory-20261125-021000.db", "");
	looked_at(noon_s + 2 * 86400);
	assert_well();
	assert_int_equal(health.restarts, 0);
}

static void a_run_that_ended_without_a_word_crashed_or_lost_its_power(void **state)
{
	struct runs runs;
	(void)state;
	starts(noon_s, "0a1b2c3d-1");
	starts(noon_s + 10, "0a1b2c3d-1");
	starts(noon_s + 20, "12345678-1");
	ends(noon_s + 30, "exit-code");
	ends(noon_s + 30, "success");
	starts(noon_s + 40, "12345678-1");
	runs_look(state_folder, 0, &runs);
	assert_int_equal(runs.ends[RUN_CRASHED], 1);
	assert_int_equal(runs.ends[RUN_POWER], 1);
	assert_int_equal(runs.ends[RUN_GAVE_UP], 1);
	assert_int_equal(runs.ends[RUN_CLEAN], 0);
	assert_int_equal(runs.first_s, noon_s);
	assert_int_equal(runs.last_s, noon_s + 40);
}

static void the_list_of_runs_stays_small_and_survives_nonsense(void **state)
{
	struct runs runs;
	struct stat about;
	(void)state;
	state_file("/runs", "what\n1 2 3\n99 start abc\n5 end nonsense\n\n\xff\n77 end power");
	for (int i = 0; i < 500; i++) {
		starts(noon_s + i, "0a1b2c3d-1");
		ends(noon_s + i, "watchdog");
	}
	runs_look(state_folder, 0, &runs);
	assert_int_equal(runs.ends[RUN_HUNG], 31);
	char *path = mem_printf("%s/runs", state_folder);
	assert_int_equal(stat(path, &about), 0);
	assert_true(about.st_size < 64 * 40);
	free(path);
	assert_false(runs_begin("no/such/folder", root));
}

/* ---- the journal ---- */

static int lines_with(const char *text, const char *words)
{
	int lines = 0;
	for (const char *at = text; (at = strstr(at, words)); at++)
		lines++;
	return lines;
}

static void a_fault_has_one_line_in_the_journal_and_then_a_count(void **state)
{
	static char text[32768];
	(void)state;
	FILE *journal = tmpfile();
	assert_non_null(journal);
	fflush(stderr);
	int before = dup(STDERR_FILENO);
	dup2(fileno(journal), STDERR_FILENO);
	for (int i = 0; i < 100; i++) {
		machine("/sys/class/thermal/thermal_zone0/temp", i % 2 ? "83400\n" : "84100\n");
		look();
		look();
		machine("/sys/class/thermal/thermal_zone0/temp", "50000\n");
		look();
	}
	fflush(stderr);
	dup2(before, STDERR_FILENO);
	close(before);
	rewind(journal);
	text[fread(text, 1, sizeof text - 1, journal)] = '\0';
	fclose(journal);
	assert_int_equal(lines_with(text, "<4>The kiosk is too hot"), 3);
	assert_int_equal(lines_with(text, "too hot, for the 10th time: "), 1);
	assert_int_equal(lines_with(text, "too hot, for the 100th time: "), 1);
	assert_int_equal(lines_with(text, "too hot: no longer, after 2 looks"), 3);
	assert_int_equal(problems.count, 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup(name, well)
	const struct CMUnitTest tests[] = {
		TEST(a_machine_that_is_well_has_no_problem),
		TEST(a_machine_without_sensors_has_no_problem_but_its_clock),
		TEST(what_the_kernel_tells_is_a_problem_until_it_is_gone),
		TEST(nonsense_in_the_kernels_files_is_no_problem),
		TEST(a_kiosk_that_may_read_no_input_says_so),
		TEST(a_touch_panel_that_was_unplugged_is_told_until_it_is_back),
		TEST(a_dip_of_the_power_is_told_for_a_day),
		TEST(the_disk_is_a_problem_when_it_is_full_and_when_it_is_read_only),
		TEST(staff_or_a_time_server_vouch_for_the_clock),
		TEST(pictures_and_counts_that_are_lost_are_told),
		TEST(a_damaged_database_is_found_once_a_day),
		TEST(a_backup_that_is_old_or_was_never_made_is_told),
		TEST(thinned_counts_are_told),
		TEST(restarts_since_yesterday_are_told_with_why),
		TEST(a_run_that_ended_without_a_word_crashed_or_lost_its_power),
		TEST(the_list_of_runs_stays_small_and_survives_nonsense),
		TEST(a_fault_has_one_line_in_the_journal_and_then_a_count),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
