#include "hw.h"

#include "base/tr.h"
#include "mat.h"

#include <stdio.h>

static const char line_title[] = N_("A button or its light cannot be used");
static const char line_todo[] = N_("Check the GPIO settings and the wiring.");
static const char stuck_title[] = N_("A button is stuck");
static const char stuck_todo[] = N_("Free the button; it is ignored until it comes up.");
static const char mat_title[] = N_("The mat cannot be read");
static const char mat_todo[] = N_("Check the mat's cable and its settings.");
static const char zones_title[] = N_("A part of the mat measures wrongly");
static const char zones_todo[] = N_("Take everything off the mat; if it stays, check its cable.");

const char *hw_fault(const struct hw_part *part, const char **todo)
{
	bool fine = part->state == HW_WORKS || part->state == HW_SOUGHT;
	const char *title = fine                        ? NULL
			    : part->role == HW_ROLE_MAT ? mat_title
			    : part->state == HW_STUCK   ? stuck_title
							: line_title;
	*todo = title == mat_title     ? mat_todo
		: title == stuck_title ? stuck_todo
		: title                ? line_todo
				       : NULL;
	return title;
}

void hw_tell(const struct hw_status *status, struct problems *problems, enum problem_part part)
{
	problems_clear(problems, part, line_title);
	problems_clear(problems, part, stuck_title);
	problems_clear(problems, part, mat_title);
	for (int i = 0; i < status->parts; i++) {
		const struct hw_part *item = &status->part[i];
		const char *todo, *title = hw_fault(item, &todo);
		if (!title)
			continue;
		if (item->role == HW_ROLE_MAT)
			problems_add(problems, PROBLEM_WARNING, part, title, todo, "mat (%s): %s",
				item->wanted, item->text);
		else
			problems_add(problems, PROBLEM_WARNING, part, title, todo, "%s%s (%s): %s",
				item->role == HW_ROLE_LED ? "leds." : "buttons.",
				hw_key_name(item->key), item->wanted,
				item->state == HW_STUCK ? N_("held for over 30 s") : item->text);
	}
}

static size_t name_zone(const struct mat_sample *sample, int zone, enum mat_fault fault, bool more,
	char *text, size_t size)
{
	char name[80];
	snprintf(name, sizeof name, N_("row %d, column %d: %s"), zone / sample->grid.columns + 1,
		zone % sample->grid.columns + 1, mat_fault_name(fault));
	return (size_t)snprintf(text, size, "%s%s", more ? "; " : "", name);
}

/* "row 2, column 1: stuck high; ...": as many zones as there is room for. */
static void name_zones(const struct mat_sample *sample, char *text, size_t size)
{
	size_t used = 0;
	for (int zone = 0; zone < mat_zones(sample->grid); zone++)
		for (int fault = 0; fault < MAT_FAULTS && used < size; fault++)
			if (sample->zone_faults[zone] & 1 << fault)
				used += name_zone(sample, zone, (enum mat_fault)(1 << fault),
					used > 0, text + used, size - used);
}

void mat_tell(const struct mat_sample *sample, struct problems *problems, enum problem_part part)
{
	char zones[240] = "";
	const unsigned whole = sample->faults & (MAT_UNPLUGGED | MAT_LOADED_AT_START);
	problems_clear(problems, part, zones_title);
	if (!sample->faults)
		return;
	name_zones(sample, zones, sizeof zones);
	problems_add(problems, PROBLEM_WARNING, part, zones_title, zones_todo, "mat: %s%s%s%s",
		whole & MAT_UNPLUGGED ? mat_fault_name(MAT_UNPLUGGED) : "",
		whole & MAT_LOADED_AT_START ? mat_fault_name(MAT_LOADED_AT_START) : "",
		whole && zones[0] ? "; " : "", zones);
}
