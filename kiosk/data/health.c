#include "data/health.h"

#include "base/date.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/tr.h"
#include "data/health_parts.h"
#include "data/integrity.h"
#include "data/runs.h"

#include <dirent.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { DAY_S = 86400, BACKUP_DAYS = 3, CHECK_AFTER_S = 600, LOSSES_MIN = 10, LOSSES_PERCENT = 2 };

static const struct health_words words[HEALTH_FAULTS] = {
	[HEALTH_READ_ONLY] = {PROBLEM_ERROR, PART_MACHINE, N_("Nothing can be saved"),
		N_("Restart the kiosk. If this comes back, replace its card.")},
	[HEALTH_DISK_FULL] = {PROBLEM_ERROR, PART_MACHINE, N_("The disk is full"),
		N_("Remove what does not belong to the kiosk, or use a larger card.")},
	[HEALTH_DATABASE] = {PROBLEM_ERROR, PART_DATA, N_("A database is damaged"),
		N_("Restart the kiosk: it puts the last good backup in its place.")},
	[HEALTH_WORN_OUT] = {PROBLEM_ERROR, PART_MACHINE, N_("The storage is worn out"),
		N_("Make a backup today and replace the storage.")},
	[HEALTH_INPUT] = {PROBLEM_ERROR, PART_MACHINE, N_("The touch panel cannot be read"),
		N_("Start the kiosk by its unit, or put its user into the group input.")},
	[HEALTH_TOUCH] = {PROBLEM_ERROR, PART_MACHINE, N_("The touch panel is gone"),
		N_("Push its USB plug home, at the panel and at the kiosk.")},
	[HEALTH_POWER] = {PROBLEM_WARNING, PART_MACHINE, N_("The power dips"),
		N_("Use the power supply that came with the kiosk.")},
	[HEALTH_HOT] = {PROBLEM_WARNING, PART_MACHINE, N_("The kiosk is too hot"),
		N_("Keep its vents free and look at its fan.")},
	[HEALTH_SLOWED] = {PROBLEM_WARNING, PART_MACHINE, N_("The kiosk is slowed down"),
		N_("Give it air, and use the power supply that came with it.")},
	[HEALTH_MEMORY] = {PROBLEM_WARNING, PART_MACHINE, N_("Memory is short"),
		N_("Restart the kiosk when nobody is there.")},
	[HEALTH_DISK_LOW] = {PROBLEM_WARNING, PART_MACHINE, N_("The disk is filling up"),
		N_("Remove what does not belong to the kiosk, or use a larger card.")},
	[HEALTH_WORN] = {PROBLEM_WARNING, PART_MACHINE, N_("The storage is wearing out"),
		N_("Plan to replace the storage this year.")},
	[HEALTH_RESTARTS] = {PROBLEM_WARNING, PART_MACHINE, N_("The kiosk restarted by itself"),
		N_("If it goes on, tell whoever looks after the kiosk.")},
	[HEALTH_BACKUP] = {PROBLEM_WARNING, PART_DATA, N_("There is no fresh backup"),
		N_("Leave the kiosk on overnight, or make one with tuneupctl backup.")},
	[HEALTH_CLOCK] = {PROBLEM_WARNING, PART_MACHINE, N_("The clock may be wrong"),
		N_("Set the date and time of this machine.")},
	[HEALTH_FRAMES] = {PROBLEM_WARNING, PART_VIDEO, N_("Videos lose pictures"),
		N_("Give the kiosk air; if it goes on, use clips of a smaller size.")},
	[HEALTH_LOST] = {PROBLEM_WARNING, PART_DATA, N_("Some counts were lost"),
		N_("Look at the disk; if this goes on, restart the kiosk.")},
	[HEALTH_THINNED] = {PROBLEM_WARNING, PART_DATA, N_("Old counts were thinned out"),
		N_("Save the usage report if you want to keep what is left.")},
};

const struct health_words *health_words(enum health_fault fault)
{
	return &words[fault];
}

void health_found(struct health *health, enum health_fault fault, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	vsnprintf(health->detail[fault], HEALTH_DETAIL, format, args);
	va_end(args);
	health->there[fault] = true;
}

/* ---- what the kiosk knows ---- */

static void look_at_frames(
	struct health_watch *watch, const struct health_told *told, struct health *health)
{
	uint64_t shown = told->frames_shown - watch->frames_shown;
	uint64_t dropped = told->frames_dropped - watch->frames_dropped;
	watch->frames_shown = told->frames_shown;
	watch->frames_dropped = told->frames_dropped;
	if (dropped > LOSSES_MIN && dropped * 100 > (shown + dropped) * LOSSES_PERCENT)
		health_found(health, HEALTH_FRAMES,
			N_("%ju of %ju pictures came too late (decoder: %s)."), (uintmax_t)dropped,
			(uintmax_t)(shown + dropped), told->decoder[0] ? told->decoder : "none");
}

static void look_at_losses(const struct health_told *told, struct health *health)
{
	if (told->events_lost || told->samples_lost)
		health_found(health, HEALTH_LOST,
			N_("Since the start: %ju of the usage log, %ju of the mat and the "
			   "buttons."),
			(uintmax_t)told->events_lost, (uintmax_t)told->samples_lost);
}

/* ---- what lies in the state folder ---- */

static void look_at_databases(
	struct health_watch *watch, const struct health_told *told, struct health *health)
{
	static const char *const names[] = {"directory.db", "usage.db"};
	bool due = told->up_s >= CHECK_AFTER_S &&
		   (!watch->checked || told->up_s - watch->checked_s >= DAY_S);
	if (due) {
		watch->checked = true;
		watch->checked_s = told->up_s;
		watch->damage[0] = '\0';
	}
	for (size_t i = 0; due && i < sizeof names / sizeof *names && !watch->damage[0]; i++) {
		char *path = mem_printf("%s/%s", watch->state, names[i]), why[120];
		if (access(path, F_OK) == 0 && integrity_damaged(path, why, sizeof why))
			snprintf(watch->damage, sizeof watch->damage, "%s: %s", names[i], why);
		free(path);
	}
	health->databases_sound = watch->checked && !watch->damage[0];
	if (watch->damage[0])
		health_found(health, HEALTH_DATABASE, "%s", watch->damage);
}

/* When it was made, by its name (data/backup.h); 0: it is no backup. */
static int64_t made_at(const char *name)
{
	int year, month, day, hour, minute, second;
	if (sscanf(name, "directory-%4d%2d%2d-%2d%2d%2d", &year, &month, &day, &hour, &minute,
		    &second) != 6 ||
		!strstr(name, ".db"))
		return 0;
	char text[40];
	day_t of;
	snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
	return date_read(text, &of) ? of * (int64_t)DAY_S + hour * 3600 + minute * 60 + second : 0;
}

static void look_at_backups(struct health_watch *watch, const struct health_told *told,
	int64_t first_s, struct health *health)
{
	char *folder = mem_printf("%s/backups", watch->state);
	char *directory = mem_printf("%s/directory.db", watch->state);
	DIR *dir = opendir(folder);
	int64_t newest = 0;
	for (const struct dirent *entry; dir && (entry = readdir(dir));)
		newest = made_at(entry->d_name) > newest ? made_at(entry->d_name) : newest;
	if (dir)
		closedir(dir);
	health->backup_wall_s = newest;
	bool runs_long = first_s && (int64_t)time(NULL) - first_s > BACKUP_DAYS * DAY_S;
	char day[11];
	date_write(date_of_wall(newest), day);
	if (newest && told->wall_s - newest > BACKUP_DAYS * DAY_S)
		health_found(health, HEALTH_BACKUP, N_("The newest is of %s."), day);
	else if (!newest && runs_long && access(directory, F_OK) == 0)
		health_found(health, HEALTH_BACKUP, N_("None was ever made."));
	free(directory);
	free(folder);
}

/* bad: how often, last at that time for that reason; power: how often it went. */
static void tell_restarts(
	struct health *health, int bad, const char *at, const char *end, int power)
{
	const enum health_fault fault = HEALTH_RESTARTS;
	if (bad == 1 && !power)
		health_found(health, fault, N_("1 time since yesterday, last at %s: %s."), at, end);
	else if (bad == 1 && power == 1)
		health_found(health, fault,
			N_("1 time since yesterday, last at %s: %s. The power went 1 time."), at,
			end);
	else if (bad == 1)
		health_found(health, fault,
			N_("1 time since yesterday, last at %s: %s. The power went %d times."), at,
			end, power);
	else if (!power)
		health_found(health, fault, N_("%d times since yesterday, last at %s: %s."), bad,
			at, end);
	else if (power == 1)
		health_found(health, fault,
			N_("%d times since yesterday, last at %s: %s. The power went 1 time."), bad,
			at, end);
	else
		health_found(health, fault,
			N_("%d times since yesterday, last at %s: %s. The power went %d times."),
			bad, at, end, power);
}

static void look_at_runs(struct health_watch *watch, const struct health_told *told,
	struct runs *runs, struct health *health)
{
	static const char *const ends[RUN_ENDS] = {[RUN_HUNG] = N_("it did not answer any more"),
		[RUN_CRASHED] = N_("a fault ended it"),
		[RUN_GAVE_UP] = N_("it could not go on")};
	int64_t now_s = (int64_t)time(NULL), day_s = told->wall_s % DAY_S;
	runs_look(watch->state, now_s - day_s - DAY_S, runs);
	for (int end = 0; end < RUN_ENDS; end++)
		health->restarts += runs->ends[end];
	int bad = runs->ends[RUN_HUNG] + runs->ends[RUN_CRASHED] + runs->ends[RUN_GAVE_UP];
	if (!bad)
		return;
	int64_t last = (runs->last_s + told->wall_s - now_s) % DAY_S / 60;
	char at[8];
	snprintf(at, sizeof at, "%02d:%02d", (int)(last / 60), (int)(last % 60));
	tell_restarts(health, bad, at, ends[runs->last], runs->ends[RUN_POWER]);
}

void health_look(struct health_watch *watch, const struct health_told *told, int32_t thinned_before,
	struct health *health)
{
	struct runs runs;
	*health = (struct health){.temperature_c = INT32_MIN,
		.memory_free = -1,
		.disk_used = -1,
		.disk_free_mb = -1,
		.life_used = -1};
	snprintf(health->decoder, sizeof health->decoder, "%s", told->decoder);
	health_machine(watch, told, health);
	look_at_frames(watch, told, health);
	look_at_losses(told, health);
	look_at_databases(watch, told, health);
	look_at_runs(watch, told, &runs, health);
	look_at_backups(watch, told, runs.first_s, health);
	if (thinned_before != DAY_NONE) {
		char day[11];
		date_write(thinned_before, day);
		health_found(health, HEALTH_THINNED,
			N_("The log had reached its size: of visits before %s screens and steps "
			   "are gone."),
			day);
	}
}

/* ---- telling ---- */

static bool worth_a_line(unsigned times)
{
	while (times % 10 == 0)
		times /= 10;
	return times == 1;
}

static void began(struct health_told_of *told, enum health_fault fault, const char *detail)
{
	const struct health_words *said = &words[fault];
	told->looks[fault] = 0;
	unsigned times = ++told->times[fault];
	if (!worth_a_line(times))
		return;
	char often[40] = "";
	if (times > 1)
		snprintf(often, sizeof often, ", for the %uth time", times);
	if (said->level == PROBLEM_ERROR)
		log_error("%s%s: %s (%s)", said->title, often, detail, said->todo);
	else
		log_warning("%s%s: %s (%s)", said->title, often, detail, said->todo);
}

void health_tell(
	struct health_told_of *told, const struct health *health, struct problems *problems)
{
	for (int fault = 0; fault < HEALTH_FAULTS; fault++) {
		const struct health_words *said = &words[fault];
		bool was = told->there[fault], is = health->there[fault];
		told->there[fault] = is;
		if (is && !was)
			began(told, (enum health_fault)fault, health->detail[fault]);
		told->looks[fault] += is;
		if (is)
			problems_keep(problems, said->level, said->part, said->title, said->todo,
				health->detail[fault]);
		else if (was)
			problems_clear(problems, said->part, said->title);
		if (was && !is && worth_a_line(told->times[fault]))
			log_info("%s: no longer, after %u looks", said->title, told->looks[fault]);
	}
}
