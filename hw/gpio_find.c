#include "gpio_find.h"

#include "base/tr.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The drivers of the 40-pin header: Raspberry Pi 5, 4, and those before. */
static const char *const header_labels[] = {"pinctrl-rp1", "pinctrl-bcm2711", "pinctrl-bcm2835"};

enum { NO_NUMBER = -1, NO_LINE = -1, HEADER_LABELS = sizeof header_labels / sizeof *header_labels };

static int is_chip(const struct dirent *entry)
{
	return strncmp(entry->d_name, "gpiochip", strlen("gpiochip")) == 0;
}

void gpio_scan(struct gpio_chips *chips, const char *folder)
{
	struct dirent **entry;
	*chips = (struct gpio_chips){0};
	int entries = scandir(folder, &entry, is_chip, versionsort);
	for (int i = 0; i < entries; i++) {
		if (chips->count < GPIO_CHIPS_MAX) {
			struct gpio_chip *chip = &chips->chip[chips->count];
			snprintf(chip->path, sizeof chip->path, "%.220s/%.30s", folder,
				entry[i]->d_name);
			if (gpio_chip_read(chip->path, chip)) {
				chips->count++;
			} else {
				chips->error = errno;
				chips->refused++;
			}
		}
		free(entry[i]);
	}
	if (entries >= 0)
		free(entry);
}

void gpio_free(struct gpio_chips *chips)
{
	for (int i = 0; i < chips->count; i++)
		free(chips->chip[i].name);
	chips->count = 0;
}

/* The number in "17" or "GPIO17"; NO_NUMBER in anything else. */
static int header_number(const char *line)
{
	const char *digits = strncmp(line, "GPIO", 4) == 0 ? line + 4 : line;
	size_t length = strlen(digits);
	if (length < 1 || length > 4 || strspn(digits, "0123456789") != length)
		return NO_NUMBER;
	return atoi(digits);
}

static int find_name(const struct gpio_chip *chip, const char *name)
{
	for (unsigned i = 0; i < chip->lines && name[0]; i++)
		if (strcmp(chip->name[i], name) == 0)
			return (int)i;
	return NO_LINE;
}

static bool is_named(const struct gpio_chip *chip, const char *wanted)
{
	const char *file = strrchr(chip->path, '/');
	return strcmp(chip->label, wanted) == 0 || strcmp(chip->path, wanted) == 0 ||
	       (file && strcmp(file + 1, wanted) == 0);
}

static const struct gpio_chip *header_chip(const struct gpio_chips *chips)
{
	for (int k = 0; k < HEADER_LABELS; k++)
		for (int i = 0; i < chips->count; i++)
			if (strcmp(chips->chip[i].label, header_labels[k]) == 0)
				return &chips->chip[i];
	return NULL;
}

static const struct gpio_chip *chosen_chip(const struct gpio_chips *chips, const char *wanted)
{
	for (int i = 0; i < chips->count; i++)
		if (is_named(&chips->chip[i], wanted))
			return &chips->chip[i];
	return NULL;
}

/* The first chip with a line of this name, and how many more have one. */
static const struct gpio_chip *chip_of_name(
	const struct gpio_chips *chips, const char *name, int *others)
{
	const struct gpio_chip *first = NULL;
	*others = 0;
	for (int i = 0; i < chips->count; i++) {
		if (find_name(&chips->chip[i], name) == NO_LINE)
			continue;
		if (first)
			++*others;
		else
			first = &chips->chip[i];
	}
	return first;
}

static bool settle(struct gpio_place *place, const struct gpio_chip *chip, int offset,
	const char *why, const char *name)
{
	snprintf(place->path, sizeof place->path, "%s", chip->path);
	place->offset = (unsigned)offset;
	snprintf(place->text, sizeof place->text, "%.40s (%.40s) line %d%s%.40s", chip->path,
		chip->label, offset, why, name);
	return true;
}

static bool on_chip(struct gpio_place *place, const struct gpio_chip *chip, const char *name,
	int number, const char *line)
{
	int offset = find_name(chip, name);
	if (offset != NO_LINE)
		return settle(place, chip, offset, ", named ", name);
	if (number != NO_NUMBER && (unsigned)number < chip->lines)
		return settle(place, chip, number, ", by its number", "");
	snprintf(place->text, sizeof place->text, N_("%.40s (%.40s) has no line %.40s"), chip->path,
		chip->label, line);
	return false;
}

static bool nothing(const struct gpio_chips *chips, struct gpio_place *place)
{
	if (chips->refused)
		snprintf(place->text, sizeof place->text, N_("no GPIO chip can be opened: %s"),
			strerror(chips->error));
	else
		snprintf(place->text, sizeof place->text, N_("there is no GPIO chip"));
	return false;
}

/* Parts "CHIP:LINE"; a line without a chip has that of the settings. */
static const char *part_chip(const char *line, const char *chip, char own[GPIO_NAME])
{
	const char *colon = strrchr(line, ':');
	size_t length = colon ? (size_t)(colon - line) : strlen(chip);
	if (length >= GPIO_NAME)
		length = GPIO_NAME - 1;
	memcpy(own, colon ? line : chip, length);
	own[length] = '\0';
	return colon ? colon + 1 : line;
}

/* No chip is named: which has it? */
static bool find_anywhere(const struct gpio_chips *chips, struct gpio_place *place,
	const char *name, int number, const char *line)
{
	int others = 0;
	const struct gpio_chip *header = header_chip(chips);
	if (header && (number != NO_NUMBER || find_name(header, name) != NO_LINE))
		return on_chip(place, header, name, number, line);
	const struct gpio_chip *first = chip_of_name(chips, name, &others);
	if (first)
		return settle(place, first, find_name(first, name),
			others ? ", the first of several named " : ", named ", name);
	if (chips->count == 1)
		return on_chip(place, &chips->chip[0], name, number, line);
	snprintf(place->text, sizeof place->text,
		N_("none of %d GPIO chips has a line named %.40s (name one with gpio: chip)"),
		chips->count, name);
	return false;
}

bool gpio_find(const struct gpio_chips *chips, const char *chip, const char *line,
	struct gpio_place *place)
{
	char name[GPIO_NAME], wanted[GPIO_NAME];
	line = part_chip(line, chip, wanted);
	int number = header_number(line);
	*place = (struct gpio_place){0};
	if (number == NO_NUMBER)
		snprintf(name, sizeof name, "%s", line);
	else
		snprintf(name, sizeof name, "GPIO%d", number);
	if (chips->count == 0)
		return nothing(chips, place);
	if (!wanted[0])
		return find_anywhere(chips, place, name, number, line);
	const struct gpio_chip *chosen = chosen_chip(chips, wanted);
	if (chosen)
		return on_chip(place, chosen, name, number, line);
	snprintf(place->text, sizeof place->text, N_("there is no GPIO chip %.40s"), wanted);
	return false;
}

void gpio_tell_user(const char *user, char *text, size_t size)
{
	snprintf(
		text, size, N_("in use by %s"), user[0] ? user : N_("a driver or another program"));
}

void gpio_tell_refused(const struct gpio_place *place, char *text, size_t size)
{
	int error = errno;
	char user[GPIO_NAME], why[GPIO_NAME + 16];
	if (!place->path[0]) {
		snprintf(text, size, "%s", place->text);
	} else if (error == EBUSY && gpio_line_used(place->path, place->offset, user)) {
		gpio_tell_user(user, why, sizeof why);
		snprintf(text, size, "%.120s: %s", place->text, why);
	} else {
		snprintf(text, size, "%.120s: %.60s", place->text, strerror(error));
	}
}
