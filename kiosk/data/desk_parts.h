/* The parts of the desk: one file each. Only for desk*.c. */
#ifndef TUNEUP_DESK_PARTS_H
#define TUNEUP_DESK_PARTS_H

#include "data/desk.h"

struct desk {
	char *state, *zips;
	struct directory *directory; /* NULL: not opened yet */
	struct import_watch watch;
	char *root;
	struct health_watch health;
	struct desk_places places;
	atomic_bool ending; /* nobody waits for an answer any more */
	day_t kept;         /* when the settings were last to be kept; zeroed: 1970 */
};

/* Puts the reason into the answer. Returns false. */
bool desk_refuse(struct desk_answer *answer, const char *why);

/* The directory's rows, those who need a person first. */
bool desk_list(struct desk *desk, const struct desk_request *request, struct desk_answer *answer);

/* What lies in a folder. */
bool desk_files(const struct desk_request *request, struct desk_answer *answer);

/* What was changed, the newest first: of one therapist, or of all. */
bool desk_trail(struct desk *desk, const struct desk_request *request, struct desk_answer *answer);

/* "2026-11-23T18:05:12Z" as the clock on the wall had it; 0: it is no such time. */
int64_t desk_local_time(const char *utc);

/* One key of STATE/settings.yaml; what else stands in there stays. */
bool desk_setting(
	struct desk *desk, const struct desk_request *request, struct desk_answer *answer);

/* Yesterday's settings take the place of those that there are. */
bool desk_go_back_settings(struct desk *desk, struct desk_answer *answer);

/* Keeps the settings, once a day, and only when the kiosk has run with them for ten minutes: those
 * that bring it down are not worth keeping. */
void desk_keep_settings(struct desk *desk, const struct health_told *told);

/* Content and program, what there is and what changes it. */
bool desk_content(
	struct desk *desk, const struct desk_request *request, struct desk_answer *answer);
bool desk_install(
	struct desk *desk, const struct desk_request *request, struct desk_answer *answer);
bool desk_go_back(
	struct desk *desk, const struct desk_request *request, struct desk_answer *answer);

/* Sets the clock. */
bool desk_date(struct desk *desk, const struct desk_request *request, struct desk_answer *answer);

/* Copies what staff may want to keep onto the stick. The directory is open. */
bool desk_copy(struct desk *desk, const struct desk_request *request, struct usage *usage,
	struct desk_answer *answer);

/* Before a file's rows are taken in: a backup onto the stick that it lies on. What prevents that
 * prevents nothing else; it is the answer's why. */
void desk_copy_before(struct desk *desk, const char *file, struct desk_answer *answer);

#endif
