/* How often the thread of buttons and mat wakes up: "station FOLDER", in an empty folder. A mat of
 * 4x2 zones behind a made-up converter, 50 scans a second as the settings have it; first nobody is
 * on it and no screen wants it, then one does. Prints lines "metric value". */
#include "station.h"

#include "base/log.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

enum { ZONES = 8, SETTLE_S = 7, WINDOW_S = 5 };

static void write_file(const char *folder, const char *name, const char *text)
{
	char path[1000];
	snprintf(path, sizeof path, "%s/%s", folder, name);
	FILE *file = fopen(path, "we");
	if (!file || fputs(text, file) < 0 || fclose(file) != 0) {
		fprintf(stderr, "station: %s cannot be written\n", path);
		exit(1);
	}
}

static void make_converter(const char *folder)
{
	char device[900], name[64];
	snprintf(device, sizeof device, "%s/iio:device0", folder);
	mkdir(device, 0700);
	write_file(device, "name", "mcp3008\n");
	for (int zone = 0; zone < ZONES; zone++) {
		snprintf(name, sizeof name, "in_voltage%d_raw", zone);
		write_file(device, name, zone % 2 ? "14\n" : "11\n");
	}
}

/* How often the thread of this name has gone to sleep; -1: there is none. */
static long slept(const char *thread)
{
	long count = -1;
	DIR *threads = opendir("/proc/self/task");
	for (const struct dirent *entry; threads && (entry = readdir(threads));) {
		char path[300], line[200];
		bool it_is = false;
		snprintf(path, sizeof path, "/proc/self/task/%.20s/status", entry->d_name);
		FILE *file = fopen(path, "re");
		while (file && fgets(line, sizeof line, file)) {
			char name[32];
			if (sscanf(line, "Name: %31s", name) == 1)
				it_is = strcmp(name, thread) == 0;
			else if (it_is)
				sscanf(line, "voluntary_ctxt_switches: %ld", &count);
		}
		if (file)
			fclose(file);
	}
	if (threads)
		closedir(threads);
	return count;
}

static void sleep_s(int seconds)
{
	nanosleep(&(struct timespec){.tv_sec = seconds}, NULL);
}

static void tell(const char *metric)
{
	long before = slept("hw");
	sleep_s(WINDOW_S);
	long after = slept("hw");
	if (before >= 0)
		printf("%s %.2f\n", metric, (double)(after - before) / WINDOW_S);
}

int main(int argc, char **argv)
{
	static struct problems problems;
	if (argc != 2) {
		fprintf(stderr, "usage: %s FOLDER\n", argv[0]);
		return 2;
	}
	log_set_style(LOG_PLAIN);
	make_converter(argv[1]);
	struct hw_settings settings = hw_settings_default();
	settings.mat.kind = HW_MAT_IIO;
	settings.mat.rows = 4;
	settings.mat.columns = 2;
	settings.mat.device = "mcp3008";
	struct station *station = station_create(&(struct station_options){
		.settings = &settings, .problems = &problems, .iio_folder = argv[1]});
	if (!station)
		return 1;
	sleep_s(SETTLE_S);
	tell("wakeups_empty");
	station_watch(station, true);
	sleep_s(1);
	tell("wakeups_watched");
	station_destroy(station);
	return 0;
}
