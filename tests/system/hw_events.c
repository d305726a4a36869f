/* Runs hw/ on what the kernel has, by the kiosk's own settings, and prints what it tells, a line an
 * event; takes commands from standard input:
 *   light KEY off|on|blink    status    survey    quit
 * Scans of the mat are printed when they differ from the one before. */
#include "hw.h"

#include "data/config.h"
#include "survey.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct hw *the_hw;

static void print_status(void)
{
	static const char *const roles[] = {"button", "light", "mat"};
	static const char *const states[] = {[HW_WORKS] = "works",
		[HW_SOUGHT] = "sought",
		[HW_MISSING] = "missing",
		[HW_STUCK] = "stuck"};
	struct hw_status status;
	hw_status(the_hw, &status);
	for (int i = 0; i < status.parts; i++) {
		const struct hw_part *part = &status.part[i];
		bool mat = part->role == HW_ROLE_MAT;
		printf("status %s %s %s, %s, %u lost: %s\n", roles[part->role],
			mat ? "-" : hw_key_name(part->key), states[part->state],
			part->on ? "on" : "off", part->lost, part->text);
	}
	printf("status by %s\n", status.library);
}

/* What tuneupctl hw list sees of the same settings, while the lines are in use. */
static void print_survey(const struct hw_settings *settings)
{
	static struct survey survey;
	survey_take(&survey, settings, NULL, NULL);
	for (int i = 0; i < survey.chips.count; i++)
		printf("survey chip %s, %u lines\n", survey.chips.chip[i].label,
			survey.chips.chip[i].lines);
	for (int i = 0; i < survey.status.parts; i++)
		printf("survey %s: %s\n", survey.kiosk[i] ? "kiosk" : "not kiosk",
			survey.status.part[i].text);
	printf("survey of %d parts\n", survey.status.parts);
	survey_free(&survey);
}

static void print_scan(const struct mat_raw *scan)
{
	static struct mat_raw last;
	size_t size = sizeof *scan->raw * (size_t)scan->zones;
	if (scan->zones == last.zones && memcmp(scan->raw, last.raw, size) == 0)
		return;
	last = *scan;
	printf("scan");
	for (int i = 0; i < scan->zones; i++)
		printf(" %u", scan->raw[i]);
	putchar('\n');
}

/* On hw's thread; stdout is locked a line at a time. */
static void tell(void *data, const struct hw_event *event)
{
	(void)data;
	flockfile(stdout);
	switch (event->kind) {
	case HW_EVENT_BUTTON:
		printf("%s %s\n", hw_key_name(event->button.key),
			event->button.down ? "down" : "up");
		break;
	case HW_EVENT_SCAN:
		print_scan(&event->scan);
		break;
	case HW_EVENT_STATUS:
		puts("changed");
		break;
	}
	funlockfile(stdout);
}

static bool light(const char *key, const char *wanted)
{
	static const char *const lights[] = {"off", "on", "blink"};
	for (int k = 0; k < HW_KEYS; k++)
		for (int i = 0; i < 3; i++)
			if (strcmp(hw_key_name(k), key) == 0 && strcmp(lights[i], wanted) == 0) {
				hw_led(the_hw, k, (enum hw_light)i);
				return true;
			}
	return false;
}

static bool obey(const char *line, const struct hw_settings *settings)
{
	char key[16], wanted[16];
	if (strcmp(line, "status\n") == 0) {
		print_status();
		return true;
	}
	if (strcmp(line, "survey\n") == 0) {
		print_survey(settings);
		return true;
	}
	return sscanf(line, "light %15s %15s", key, wanted) == 2 && light(key, wanted);
}

int main(int argc, char **argv)
{
	static struct problems problems;
	bool sound = true;
	if (argc != 2) {
		fprintf(stderr, "usage: hw_events SETTINGS\n");
		return 2;
	}
	struct config *config =
		config_load((const char *[]){argv[1], NULL}, true, &sound, &problems);
	const struct hw_options options = {.settings = &config->hw, .event = tell};
	setvbuf(stdout, NULL, _IOLBF, 0);
	the_hw = sound ? hw_create(&options) : NULL;
	char line[80];
	bool fine = the_hw;
	while (fine && fgets(line, sizeof line, stdin) && strcmp(line, "quit\n") != 0)
		if (!obey(line, &config->hw)) {
			fprintf(stderr, "hw_events: unknown command: %s", line);
			fine = false;
		}
	hw_destroy(the_hw);
	config_destroy(config);
	return fine ? 0 : 1;
}
