/* The directory on a terminal: tables, cards, JSON. */
#include "ctl/therapists.h"
#include "data/directory_values.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { NAME_WIDTH = 28, LICENSE_WIDTH = 18 };

/* ---- JSON ---- */

void therapists_print_json(const struct therapist *therapist, day_t today)
{
	printf("{\"id\":%" PRId64, therapist->id);
	for (int i = 0; i < THERAPIST_FIELDS; i++) {
		printf(",\"%s\":", therapist_field_name((enum therapist_field)i));
		ctl_json_string(therapist->field[i]);
	}
	printf(",\"license_status\":\"%s\",\"retired\":%s,\"distance_km\":",
		license_status_name(license_status(therapist, today)),
		therapist->retired ? "true" : "false");
	if (isnan(therapist->distance_km))
		fputs("null}", stdout);
	else
		printf("%.3f}", therapist->distance_km);
}

/* ---- tables ---- */

static int count_letters(const char *text)
{
	int letters = 0;
	for (; *text; text++)
		letters += ((unsigned char)*text & 0xc0) != 0x80;
	return letters;
}

/* Letters, not bytes: accents must not push the next column. */
static void print_column(const char *text, int width)
{
	int letters = count_letters(text), kept = letters > width ? width - 1 : letters;
	for (; *text && kept >= 0; text++) {
		kept -= ((unsigned char)*text & 0xc0) != 0x80;
		if (kept >= 0)
			putchar(*text);
	}
	if (letters > width)
		fputs("\xe2\x80\xa6", stdout);
	printf("%*s", letters < width ? width - letters + 2 : 2, "");
}

static const char *state_word(const struct therapist *therapist, day_t today)
{
	return therapist->retired ? "retired"
				  : license_status_name(license_status(therapist, today));
}

static void print_distance(const struct ctl *ctl, double km)
{
	bool metric = strcmp(ctl->config->units, "km") == 0;
	if (isnan(km))
		fputs("       -", stdout);
	else
		printf("%5.1f %s", metric ? km : km / 1.609344, metric ? "km" : "mi");
}

void therapists_print_table(const struct ctl *ctl, const struct therapist_list *list)
{
	if (list->count > 0)
		printf("%5s  %-*s  %-*s  %-10s  %-10s  %s\n", "ID", NAME_WIDTH, "NAME",
			LICENSE_WIDTH, "LICENSE", "EXPIRES", "STATUS", "DISTANCE");
	for (size_t i = 0; i < list->count; i++) {
		const struct therapist *therapist = &list->therapist[i];
		char license[64];
		snprintf(license, sizeof license, "%s %s",
			therapist->field[THERAPIST_LICENSE_STATE],
			therapist->field[THERAPIST_LICENSE_NUMBER]);
		printf("%5" PRId64 "  ", therapist->id);
		print_column(therapist->field[THERAPIST_NAME], NAME_WIDTH);
		print_column(license, LICENSE_WIDTH);
		print_column(therapist->field[THERAPIST_LICENSE_EXPIRES], 10);
		print_column(state_word(therapist, ctl->today), 10);
		print_distance(ctl, therapist->distance_km);
		putchar('\n');
	}
}

/* ---- one ---- */

/* Line breaks go on under the value. */
static void print_lines(const char *label, const char *text)
{
	printf("%-20s  ", label);
	for (; *text; text++) {
		putchar(*text);
		if (*text == '\n')
			printf("%22s", "");
	}
	putchar('\n');
}

void therapists_print_card(const struct ctl *ctl, const struct therapist *therapist)
{
	struct arena arena = {0};
	printf("%-20s  %" PRId64 "\n", "id", therapist->id);
	for (int i = 0; i < THERAPIST_FIELDS; i++) {
		const char *text = therapist->field[i];
		if (i == THERAPIST_PHONE)
			text = value_phone_text(text, &arena);
		if (text[0])
			print_lines(therapist_field_name((enum therapist_field)i), text);
	}
	printf("%-20s  %s, %s\n", "status", state_word(therapist, ctl->today),
		therapist_shown(therapist, ctl->today) ? "customers see it"
						       : "customers do not see it");
	if (!isnan(therapist->distance_km)) {
		printf("%-20s", "distance");
		print_distance(ctl, therapist->distance_km);
		putchar('\n');
	}
	arena_free(&arena);
}
