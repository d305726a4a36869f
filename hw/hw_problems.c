#include "hw.h"

#include "base/tr.h"

static const char line_title[] = N_("A button or its light cannot be used");
static const char line_todo[] = N_("Check the GPIO settings and the wiring.");
static const char stuck_title[] = N_("A button is stuck");
static const char stuck_todo[] = N_("Free the button; it is ignored until it comes up.");
static const char mat_title[] = N_("The mat cannot be read");
static const char mat_todo[] = N_("Check the mat's cable and its settings.");

void hw_tell(const struct hw_status *status, struct problems *problems, enum problem_part part)
{
	problems_clear(problems, part, line_title);
	problems_clear(problems, part, stuck_title);
	problems_clear(problems, part, mat_title);
	for (int i = 0; i < status->parts; i++) {
		const struct hw_part *item = &status->part[i];
		const char *name = item->role == HW_ROLE_LED ? "leds." : "buttons.";
		if (item->state == HW_WORKS)
			continue;
		if (item->role == HW_ROLE_MAT)
			problems_add(problems, PROBLEM_WARNING, part, mat_title, mat_todo,
				"mat (%s): %s", item->wanted, item->text);
		else if (item->state == HW_STUCK)
			problems_add(problems, PROBLEM_WARNING, part, stuck_title, stuck_todo,
				"%s%s (%s): held for over 30 s", name, hw_key_name(item->key),
				item->wanted);
		else
			problems_add(problems, PROBLEM_WARNING, part, line_title, line_todo,
				"%s%s (%s): %s", name, hw_key_name(item->key), item->wanted,
				item->text);
	}
}
