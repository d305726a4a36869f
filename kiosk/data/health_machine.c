/* What the kernel tells of the machine. A file that is not there is a sensor that this machine has
 * not: never a fault. */
#include "data/health_parts.h"

#include "base/admin.h"
#include "base/mem.h"
#include "base/tr.h"

#include <glob.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

/* A Pi slows down from 80 degrees on. */
enum {
	HOT_C = 80,
	MEMORY_LOW = 8,
	DISK_LOW_MB = 500,
	DISK_FULL_MB = 100,
	WORN = 80,
	WORN_OUT = 100
};

/* Two clocks that are this close say the same. */
enum { CHIP_SLACK_S = 120 };

/* The first line of a file, without its end. */
static bool read_line(const char *path, char *line, int size)
{
	FILE *file = fopen(path, "re");
	bool read = file && fgets(line, size, file);
	if (file)
		fclose(file);
	if (read)
		line[strcspn(line, "\n")] = '\0';
	return read;
}

static bool read_number(const char *path, int64_t *number)
{
	char line[40], *end;
	if (!read_line(path, line, sizeof line))
		return false;
	*number = strtoll(line, &end, 10);
	return end != line;
}

/* All paths below the root that fit a pattern; the caller's (globfree). */
static void find(const struct health_watch *watch, const char *pattern, glob_t *found)
{
	char *whole = mem_printf("%s%s", watch->root, pattern);
	if (glob(whole, 0, NULL, found) != 0)
		found->gl_pathc = 0;
	free(whole);
}

/* The file beside: same folder, another name. */
static char *beside(const char *path, const char *name)
{
	const char *slash = strrchr(path, '/');
	return mem_printf("%.*s/%s", (int)(slash - path), path, name);
}

static bool number_beside(const char *path, const char *name, int64_t *number)
{
	char *other = beside(path, name);
	bool read = read_number(other, number);
	free(other);
	return read;
}

/* ---- input ---- */

/* SDL takes what it may read and is silent about the rest: somebody would touch a dead screen. */
static void look_at_input(struct health_watch *watch, struct health *health)
{
	glob_t devices = {0};
	bool any = false;
	find(watch, "/dev/input/event*", &devices);
	for (size_t i = 0; i < devices.gl_pathc; i++)
		any = any || access(devices.gl_pathv[i], R_OK) == 0;
	if (devices.gl_pathc && !any)
		health_found(health, HEALTH_INPUT,
			N_("Of %d devices in /dev/input the kiosk may read none."),
			(int)devices.gl_pathc);
	globfree(&devices);
}

/* ---- heat and power ---- */

static void look_at_heat(struct health_watch *watch, struct health *health)
{
	glob_t zones = {0};
	int64_t most = INT64_MIN, milli;
	find(watch, "/sys/class/thermal/thermal_zone*/temp", &zones);
	for (size_t i = 0; i < zones.gl_pathc; i++)
		if (read_number(zones.gl_pathv[i], &milli) && milli > most)
			most = milli;
	globfree(&zones);
	if (most == INT64_MIN)
		return;
	health->temperature_c = (int)(most / 1000);
	if (health->temperature_c >= HOT_C)
		health_found(health, HEALTH_HOT,
			N_("The processor has %d degrees Celsius, %d is too much."),
			health->temperature_c, HOT_C);
}

/* Whether the number in the file `beside` is positive, for any of the files that fit a pattern and
 * begin with a line that has the word in it. */
static bool any_says(
	const struct health_watch *watch, const char *pattern, const char *word, const char *beside)
{
	glob_t found = {0};
	bool any = false;
	find(watch, pattern, &found);
	for (size_t i = 0; i < found.gl_pathc; i++) {
		char line[40];
		int64_t number = 0;
		if (read_line(found.gl_pathv[i], line, sizeof line) && strstr(line, word) &&
			number_beside(found.gl_pathv[i], beside, &number) && number > 0)
			any = true;
	}
	globfree(&found);
	return any;
}

/* A processor that the kernel holds back because it is hot. */
static bool cooled(const struct health_watch *watch)
{
	return any_says(watch, "/sys/class/thermal/cooling_device*/type", "cpufreq", "cur_state");
}

/* The firmware of a Pi: bit 0 under-voltage, 1 and 2 and 3 slowed down; the same from 16 on: since
 * the start. 0 on other machines. */
static unsigned long firmware(struct health_watch *watch)
{
	glob_t found = {0};
	unsigned long bits = 0;
	char line[40];
	find(watch, "/sys/bus/platform/devices/*firmware/get_throttled", &found);
	if (found.gl_pathc && read_line(found.gl_pathv[0], line, sizeof line))
		bits = strtoul(line, NULL, 16);
	globfree(&found);
	return bits;
}

static bool alarmed(const struct health_watch *watch)
{
	return any_says(watch, "/sys/class/hwmon/hwmon*/name", "rpi_volt", "in0_lcrit_alarm");
}

static void tell_dips(struct health *health, int dips)
{
	if (dips == 1)
		health_found(health, HEALTH_POWER,
			N_("Too little voltage 1 time since the start: videos may stutter."));
	else
		health_found(health, HEALTH_POWER,
			N_("Too little voltage %d times since the start: videos may stutter."),
			dips);
}

static void look_at_power(
	struct health_watch *watch, const struct health_told *told, struct health *health)
{
	enum { DAY_S = 86400 };
	unsigned long bits = firmware(watch);
	if (alarmed(watch) || bits & 1) {
		watch->dips++;
		watch->dipped_wall_s = told->wall_s;
	}
	/* A dip is over in a moment, and still is what staff should know of the day. */
	if (watch->dips && told->wall_s - watch->dipped_wall_s < DAY_S)
		tell_dips(health, watch->dips);
	if (bits & 0xe && !(bits & 0xc))
		health_found(health, HEALTH_SLOWED,
			N_("The processor runs slower to stay within its power."));
	else if (bits & 0xe || cooled(watch))
		health_found(health, HEALTH_SLOWED, N_("The processor runs slower to stay cool."));
}

/* ---- memory and disks ---- */

static void look_at_memory(struct health_watch *watch, struct health *health)
{
	char *path = mem_printf("%s/proc/meminfo", watch->root), line[120];
	int64_t total = 0, available = -1;
	FILE *file = fopen(path, "re");
	while (file && fgets(line, sizeof line, file)) {
		sscanf(line, "MemTotal: %" SCNd64, &total);
		sscanf(line, "MemAvailable: %" SCNd64, &available);
	}
	if (file)
		fclose(file);
	free(path);
	if (total <= 0 || available < 0)
		return;
	health->memory_free = (int)(available * 100 / total);
	if (health->memory_free < MEMORY_LOW)
		health_found(health, HEALTH_MEMORY, N_("%jd of %jd MB are free."),
			(intmax_t)(available / 1024), (intmax_t)(total / 1024));
}

static void look_at_disk(struct health_watch *watch, struct health *health)
{
	struct statvfs disk;
	if (statvfs(watch->state, &disk) != 0 || disk.f_blocks == 0)
		return;
	health->disk_free_mb = (int64_t)disk.f_bavail * (int64_t)disk.f_frsize >> 20;
	health->disk_used = 100 - (int)(disk.f_bavail * 100 / disk.f_blocks);
	if (disk.f_flag & ST_RDONLY)
		health_found(health, HEALTH_READ_ONLY,
			N_("%s is read-only: the disk had an error, or it was set so."),
			watch->state);
	if (health->disk_free_mb < DISK_FULL_MB)
		health_found(health, HEALTH_DISK_FULL, N_("%jd MB are free; %d are needed."),
			(intmax_t)health->disk_free_mb, DISK_FULL_MB);
	else if (health->disk_free_mb < DISK_LOW_MB)
		health_found(health, HEALTH_DISK_LOW, N_("%jd MB are free."),
			(intmax_t)health->disk_free_mb);
}

static const char *per_cent(char text[static 8], int number)
{
	snprintf(text, 8, "%d %%", number);
	return text;
}

/* What an eMMC says of itself; cards and sticks say nothing. 1: up to 10 per cent, ... 11: more
 * than was promised. */
static void look_at_flash(struct health_watch *watch, struct health *health)
{
	glob_t found = {0};
	int used = -1;
	int64_t ending = 0;
	find(watch, "/sys/block/mmcblk*/device/life_time", &found);
	for (size_t i = 0; i < found.gl_pathc; i++) {
		char line[40], *next;
		if (!read_line(found.gl_pathv[i], line, sizeof line))
			continue;
		int a = (int)strtol(line, &next, 16), b = (int)strtol(next, NULL, 16);
		int tens = a > b ? a : b;
		char *other = beside(found.gl_pathv[i], "pre_eol_info");
		char urgent[40];
		if (read_line(other, urgent, sizeof urgent) && strtol(urgent, NULL, 16) > ending)
			ending = strtol(urgent, NULL, 16);
		free(other);
		used = tens * 10 > used && tens > 0 ? tens * 10 : used;
	}
	globfree(&found);
	health->life_used = used;
	if (used > WORN_OUT || ending >= 3)
		health_found(
			health, HEALTH_WORN_OUT, N_("The built-in storage has used up its life."));
	else if (used > WORN || ending == 2)
		health_found(health, HEALTH_WORN,
			N_("The built-in storage has used %s of its life."),
			per_cent((char[8]){0}, used > 0 ? used : WORN));
}

/* ---- the clock ---- */

static bool there(struct health_watch *watch, const char *name)
{
	char *path = mem_printf("%s%s", watch->root, name);
	bool is = access(path, F_OK) == 0;
	free(path);
	return is;
}

/* A clock chip that says what the clock says. */
static bool chip_agrees(struct health_watch *watch, int64_t utc_s)
{
	glob_t chips = {0};
	bool agrees = false;
	int64_t said;
	find(watch, "/sys/class/rtc/rtc*/since_epoch", &chips);
	for (size_t i = 0; i < chips.gl_pathc; i++)
		if (read_number(chips.gl_pathv[i], &said) && llabs(said - utc_s) < CHIP_SLACK_S)
			agrees = true;
	globfree(&chips);
	return agrees;
}

static void look_at_clock(struct health_watch *watch, struct health *health)
{
	/* Without systemd it is no kiosk in a store, and nobody would tell. */
	health->clock_sure = !there(watch, "/run/systemd/system") ||
			     there(watch, "/run/systemd/timesync/synchronized") ||
			     there(watch, ADMIN_CLOCK_SET) ||
			     chip_agrees(watch, (int64_t)time(NULL));
	if (!health->clock_sure)
		health_found(health, HEALTH_CLOCK,
			N_("There is no clock chip and no time server, and nobody has set the "
			   "clock since the start. Counts are kept with an uncertain day."));
}

void health_machine(
	struct health_watch *watch, const struct health_told *told, struct health *health)
{
	if (told->reads_input)
		look_at_input(watch, health);
	if (told->touch_gone)
		health_found(health, HEALTH_TOUCH,
			N_("It was there, and no longer answers: nobody can touch anything."));
	look_at_heat(watch, health);
	look_at_power(watch, told, health);
	look_at_memory(watch, health);
	look_at_disk(watch, health);
	look_at_flash(watch, health);
	look_at_clock(watch, health);
}
