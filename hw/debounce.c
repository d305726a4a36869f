#include "debounce.h"

void debounce_init(struct debounce *debounce, int64_t period_us, bool level)
{
	*debounce = (struct debounce){.period_us = period_us, .on = level, .level = level};
}

bool debounce_pass(struct debounce *debounce, int64_t now_us, struct gpio_edge *edge)
{
	int64_t due = debounce_due_us(debounce);
	if (now_us < due)
		return false;
	debounce->waiting = false;
	if (debounce->level == debounce->on)
		return false;
	debounce->on = debounce->level;
	*edge = (struct gpio_edge){due, debounce->on};
	return true;
}

bool debounce_edge(struct debounce *debounce, int64_t at_us, bool level, struct gpio_edge *edge)
{
	if (debounce->waiting && at_us < debounce->since_us)
		at_us = debounce->since_us;
	bool counts = debounce_pass(debounce, at_us, edge);
	debounce->level = level;
	debounce->since_us = at_us;
	debounce->waiting = true;
	return counts;
}

int64_t debounce_due_us(const struct debounce *debounce)
{
	return debounce->waiting ? debounce->since_us + debounce->period_us : INT64_MAX;
}
