#include "base/problem.h"

#include "base/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void problems_add(struct problems *problems, enum problem_level level, enum problem_part part,
	const char *title, const char *todo, const char *format, ...)
{
	struct problem problem = {.level = level, .part = part, .title = title, .todo = todo};
	va_list args;
	va_start(args, format);
	vsnprintf(problem.detail, sizeof problem.detail, format, args);
	va_end(args);
	for (size_t i = 0; i < problems->count; i++) {
		const struct problem *known = &problems->item[i];
		if (strcmp(known->title, title) == 0 && strcmp(known->detail, problem.detail) == 0)
			return;
	}
	if (level == PROBLEM_ERROR)
		log_error("%s: %s (%s)", title, problem.detail, todo);
	else
		log_warning("%s: %s (%s)", title, problem.detail, todo);
	if (problems->hear)
		problems->hear(problems->listener, &problem);
	if (problems->count < PROBLEMS_MAX)
		problems->item[problems->count++] = problem;
	else
		problems->more++;
}

void problems_keep(struct problems *problems, enum problem_level level, enum problem_part part,
	const char *title, const char *todo, const char *detail)
{
	struct problem problem = {.level = level, .part = part, .title = title, .todo = todo};
	struct problem *known = NULL;
	for (size_t i = 0; i < problems->count && !known; i++)
		if (problems->item[i].part == part && strcmp(problems->item[i].title, title) == 0)
			known = &problems->item[i];
	snprintf(problem.detail, sizeof problem.detail, "%s", detail);
	if (known) {
		problem.since_s = known->since_s;
		*known = problem;
	}
	if (!known && problems->count < PROBLEMS_MAX)
		problems->item[problems->count++] = problem;
}

/* title: NULL, whatever it is. */
static void remove_some(struct problems *problems, enum problem_part part, const char *title)
{
	size_t kept = 0;
	for (size_t i = 0; i < problems->count; i++) {
		const struct problem *problem = &problems->item[i];
		if (problem->part == part && (!title || strcmp(problem->title, title) == 0))
			continue;
		if (kept != i)
			problems->item[kept] = *problem;
		kept++;
	}
	problems->count = kept;
}

void problems_clear(struct problems *problems, enum problem_part part, const char *title)
{
	remove_some(problems, part, title);
}

void problems_clear_part(struct problems *problems, enum problem_part part)
{
	remove_some(problems, part, NULL);
}

void problems_date(struct problems *problems, int64_t wall_s)
{
	for (size_t i = 0; i < problems->count; i++)
		if (!problems->item[i].since_s)
			problems->item[i].since_s = wall_s;
}

bool problems_any_error(const struct problems *problems)
{
	for (size_t i = 0; i < problems->count; i++)
		if (problems->item[i].level == PROBLEM_ERROR)
			return true;
	return false;
}
