/* Looks through a whole content folder: each file, reference, language, caption and clip. */
#ifndef TUNEUP_CTL_CONTENT_CHECK_H
#define TUNEUP_CTL_CONTENT_CHECK_H

#include "ctl/ctl.h"
#include "data/catalog.h"
#include "media/inspect.h"

#include <stdio.h>

/* Something to mend; a warning plays all the same, perhaps not as well. */
struct fault {
	enum problem_level level;
	const char *file;
	int line, column; /* 0: the whole file, the whole line */
	const char *what; /* what was expected, what was found */
};

struct checked_clip {
	const char *file;
	struct inspection seen;
	const char *note; /* for whoever made the clip; NULL: none */
};

struct content_report {
	struct fault *fault; /* by file and line */
	int faults, errors;
	struct checked_clip *clip;
	int clips;
	struct arena arena;
	const char *folder;
	int faults_room;
};

/* Reads and, with clips, decodes everything below the folder. The words of the languages are loaded
 * already. Blocks, for minutes where there are many clips. */
void content_check(struct content_report *report, const char *folder, bool clips);
void content_report_free(struct content_report *report);

/* The words of all languages, which a check needs; ended by tr_unload. */
void content_words(struct ctl *ctl);

/* "error: FILE:LINE:COLUMN: what" */
void content_tell_fault(FILE *out, const struct fault *fault);

/* For the parts of the check: adds a fault. */
void content_fault(struct content_report *report, enum problem_level level, const char *file,
	int line, const char *format, ...) __attribute__((format(printf, 5, 6)));

/* The reader of captions for catalog_load: what is wrong with the times, the speed and the lines
 * becomes a problem too. */
bool content_captions(
	const char *path, struct arena *arena, struct cue_list *cues, struct problems *problems);

/* One routine's folder. routine: NULL when its file has mistakes. */
void content_check_folder(
	struct content_report *report, const char *name, const struct routine *routine, bool clips);

#endif
