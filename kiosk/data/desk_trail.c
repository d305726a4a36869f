/* The trail as staff see it: who, when, what, and each field before and after. */
#include "base/tr.h"
#include "data/desk_parts.h"

#include <string.h>
#include <time.h>

int64_t desk_local_time(const char *utc)
{
	struct tm tm = {0}, local;
	const char *end = strptime(utc, "%Y-%m-%dT%H:%M:%S", &tm);
	if (!end || strcmp(end, "Z") != 0)
		return 0;
	time_t at = timegm(&tm);
	localtime_r(&at, &local);
	return (int64_t)at + local.tm_gmtoff;
}

static bool take_deed(
	struct desk *desk, const struct directory_deed_done *done, struct desk_answer *answer)
{
	struct desk_deed *deed = &answer->deed[answer->deeds++];
	deed->done = *done;
	deed->wall_s = desk_local_time(done->at);
	return directory_read_deed(
		desk->directory, done, &answer->arena, &deed->change, &deed->changes);
}

bool desk_trail(struct desk *desk, const struct desk_request *request, struct desk_answer *answer)
{
	struct directory_trail trail;
	bool done = directory_read_trail(
		desk->directory, request->id, DESK_DEEDS_MAX, &answer->arena, &trail);
	answer->deed = arena_alloc(&answer->arena, (trail.count + 1) * sizeof *answer->deed);
	for (size_t i = 0; done && i < trail.count; i++)
		done = take_deed(desk, &trail.deed[i], answer);
	return done || desk_refuse(answer, N_("the directory cannot be read"));
}
