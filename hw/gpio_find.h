/* Which line on which chip is meant: no chip's number is safe, so chips are known by label and
 * lines by name, where there are names. */
#ifndef TUNEUP_GPIO_FIND_H
#define TUNEUP_GPIO_FIND_H

#include "gpio.h"

#include <stddef.h>

enum { GPIO_CHIPS_MAX = 32 };

struct gpio_chips {
	struct gpio_chip chip[GPIO_CHIPS_MAX];
	int count;
	int refused; /* chips that could not be opened */
	int error;   /* errno of the last of them */
};

/* Where a line is. */
struct gpio_place {
	char path[GPIO_PATH];
	unsigned offset;
	char text[200]; /* for people: chip, label, line, and why this one */
};

/* Opens and reads each chip of a folder ("/dev"). Freed by gpio_free. */
void gpio_scan(struct gpio_chips *chips, const char *folder);
void gpio_free(struct gpio_chips *chips);

/* Finds `line`: a number as the header of a Raspberry Pi counts ("17"), its name ("GPIO17"), any
 * other line's name, or one of these on a chip of its own ("mcp23017:3"). `chip`: the only chip to
 * look at, by label, name or path; "": first those of a Raspberry Pi's header, then any whose line
 * has the name, then the only one there is. Pure. On false place->text says what is missing. */
bool gpio_find(const struct gpio_chips *chips, const char *chip, const char *line,
	struct gpio_place *place);

/* Says why gpio_line_open refused this place, by errno, or why there is none. */
void gpio_tell_refused(const struct gpio_place *place, char *text, size_t size);

/* "in use by NAME" */
void gpio_tell_user(const char *user, char *text, size_t size);

#endif
