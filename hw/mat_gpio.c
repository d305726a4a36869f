/* Contact zones: a GPIO line each. Their levels are read at each scan, so no edge can be lost. */
#include "base/log.h"
#include "base/mem.h"
#include "base/tr.h"
#include "gpio_find.h"
#include "mat_source.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CONTACT_BITS = 10, CONTACT_CLOSED = (1 << CONTACT_BITS) - 1 };

struct contacts {
	struct gpio_line *line[MAT_ZONES_MAX];
	int zones;
};

static struct mat_form contact_form(const struct hw_settings *settings)
{
	return (struct mat_form){.grid = {settings->mat.rows, settings->mat.columns},
		.bits = CONTACT_BITS,
		.contact = true};
}

static void contact_close(void *source)
{
	struct contacts *contacts = source;
	if (!contacts)
		return;
	for (int i = 0; i < contacts->zones; i++)
		gpio_line_close(contacts->line[i]);
	free(contacts);
}

static bool open_zone(struct contacts *contacts, const struct gpio_chips *chips,
	const struct hw_settings *settings, char text[MAT_TEXT])
{
	int i = contacts->zones;
	bool grounds = settings->wired == HW_TO_GROUND;
	struct gpio_wish wish = {
		.active_low = grounds, .pull = grounds ? GPIO_PULL_UP : GPIO_PULL_DOWN};
	struct gpio_place place;
	char why[MAT_TEXT];
	if (gpio_find(chips, settings->chip, settings->mat.zone[i], &place))
		contacts->line[i] = gpio_line_open(place.path, place.offset, &wish);
	if (contacts->line[i]) {
		contacts->zones++;
		log_info("mat zone %d: %s", i, place.text);
		return true;
	}
	gpio_tell_refused(&place, why, sizeof why);
	snprintf(text, MAT_TEXT, "zone %d: %.180s", i, why);
	return false;
}

static void *contact_open(
	const struct hw_settings *settings, const char *folder, char text[MAT_TEXT])
{
	struct contacts *contacts = mem_calloc(1, sizeof *contacts);
	struct gpio_chips chips;
	bool fine = true;
	gpio_scan(&chips, folder);
	for (int i = 0; fine && i < settings->mat.zones; i++)
		fine = open_zone(contacts, &chips, settings, text);
	gpio_free(&chips);
	if (!fine) {
		contact_close(contacts);
		return NULL;
	}
	snprintf(text, MAT_TEXT, "%d contacts, the first on line %.40s", contacts->zones,
		settings->mat.zone[0]);
	return contacts;
}

static enum mat_step contact_read(void *source, struct mat_raw *raw, char text[MAT_TEXT])
{
	struct contacts *contacts = source;
	for (int i = 0; i < contacts->zones; i++) {
		bool closed = false;
		if (!gpio_line_get(contacts->line[i], &closed)) {
			snprintf(text, MAT_TEXT, N_("zone %d: the line is gone: %s"), i,
				strerror(errno));
			return MAT_STEP_GONE;
		}
		raw->raw[i] = closed ? CONTACT_CLOSED : 0;
	}
	raw->zones = contacts->zones;
	return MAT_STEP_DONE;
}

const struct mat_driver mat_gpio = {.name = "contacts",
	.form = contact_form,
	.open = contact_open,
	.close = contact_close,
	.read = contact_read};
