#include "wanted.h"

#include "base/log.h"
#include "mat_source.h"

#include <stdio.h>
#include <string.h>

static int add(struct hw_part *part, enum hw_role role, int key, const char *lines)
{
	int count = 0;
	for (; count < HW_KEY_LINES; count++) {
		lines += strspn(lines, " ,");
		size_t length = strcspn(lines, " ,");
		if (length == 0)
			return count;
		part[count] = (struct hw_part){.role = role, .key = key, .which = count};
		snprintf(part[count].wanted, sizeof part->wanted, "%.*s", (int)length, lines);
		lines += length;
	}
	if (lines[strspn(lines, " ,")])
		log_warning("%s: only the first %d lines are used", hw_key_name(key), HW_KEY_LINES);
	return count;
}

int hw_wanted(const struct hw_settings *settings, struct hw_part part[HW_PARTS_MAX])
{
	int parts = 0;
	for (int key = 0; key < HW_KEYS; key++) {
		parts += add(&part[parts], HW_ROLE_BUTTON, key, settings->button[key]);
		parts += add(&part[parts], HW_ROLE_LED, key, settings->light[key]);
	}
	return parts;
}

void hw_name_mat(const struct hw_settings *settings, char text[static 64])
{
	const struct mat_driver *driver = mat_driver_of(settings);
	const char *device = settings->mat.device;
	snprintf(text, 64, "%s%s%.50s", driver ? driver->name : "none", device[0] ? " " : "",
		device);
}
