/* What staff ask of the store thread, and what it answers: a request by value, an answer that owns
 * what is too large for that. A change is on the disk before its answer says that it is done. */
#ifndef TUNEUP_DESK_H
#define TUNEUP_DESK_H

#include "data/health.h"
#include "data/import.h"
#include "data/pack.h"
#include "data/pin.h"
#include "data/usage.h"

/* The request's parts that matter stand behind each. */
enum desk_kind {
	DESK_PIN_LOOK, /* up_s: whether there is a PIN, and how things stand */
	DESK_PIN_TRY,  /* text, up_s */
	DESK_PIN_SET,  /* text */
	DESK_LIST,   /* text: words; filter; today: the therapists, those who need a person first */
	DESK_VERIFY, /* id, by, on, today */
	DESK_SAVE,   /* id (0: a new one), by; text: "INDEX=VALUE" of each field that was changed,
		      * each with DESK_FIELD_END behind it */
	DESK_RETIRE, /* id, by, yes: out of the list, else back into it */
	DESK_ERASE,  /* id, by: for good. done with a why: what was left of the person elsewhere */
	DESK_TRAIL,  /* id (0: of all): what was changed */
	DESK_FILES,  /* text: a folder */
	DESK_CHECK,  /* text: a file; today: what an import would do */
	DESK_IMPORT, /* text, by, today */
	DESK_LAST,   /* the import that could be undone */
	DESK_UNDO,   /* by */
	DESK_SETTING, /* text: "roller.closed=true", a line each; yes: the values are texts. Kept in
		       * STATE/settings.yaml */
	DESK_FORMER,  /* yesterday's settings take the place of those that there are */
	DESK_USAGE,   /* from, today (both included) */
	DESK_HEALTH,  /* told: what the kiosk knows of itself */
	DESK_CONTENT, /* text: the stick's folder, or "": what is in use, what could be installed */
	DESK_INSTALL, /* text: a pack of content or of the program */
	DESK_GO_BACK, /* yes: to the program before, else to the content before */
	DESK_COPY,    /* text: the stick's folder, where directory, usage and a backup go */
	DESK_DATE,    /* id: what the clock shall be set to, seconds since 1970, local; by */
	DESK_KINDS
};

/* Which rows of the directory a list holds. */
enum desk_filter {
	DESK_ALL, /* but the retired ones */
	DESK_VALID,
	DESK_EXPIRING,
	DESK_EXPIRED,
	DESK_UNVERIFIED,
	DESK_RETIRED,
	DESK_FILTERS
};

/* No field holds it: it is a control character. */
#define DESK_FIELD_END '\x1f'

enum {
	DESK_TEXT = 16384, /* three texts of 1,000 letters each, and all the short ones */
	DESK_PATH = 512,
	DESK_BY = 36,
	DESK_WHY = 320,
	DESK_ROWS_MAX = 300,
	DESK_FILES_MAX = 60,
	DESK_DEEDS_MAX = 100
};

struct desk_request {
	enum desk_kind kind;
	char text[DESK_TEXT];
	char by[DESK_BY]; /* initials */
	int64_t id;
	int64_t up_s;
	day_t today, on, from;
	enum desk_filter filter;
	bool yes;
	struct health_told told;
};

/* A file of a folder, as it is shown before it is read. */
struct desk_file {
	const char *name;
	int64_t bytes;
	day_t day; /* of its last change */
	int rows;  /* lines below the header; -1: it is no CSV file */
};

/* A line of the trail, with what it says field by field. */
struct desk_deed {
	struct directory_deed_done done;
	int64_t wall_s; /* when, by the local clock: seconds since 1970 */
	struct directory_change_told *change;
	size_t changes;
};

/* A pack on the stick. */
struct desk_pack {
	const char *name, *path;
	struct pack_about about;
	bool fits;
	const char *why; /* it does not */
};

enum { DESK_PACKS_MAX = 8 };

struct desk_content {
	struct pack_about now, before;
	bool own;        /* what is in use came with the program */
	bool before_own; /* what was before did */
	bool can_go_back;
	int64_t free_bytes;
	struct desk_pack pack[DESK_PACKS_MAX];
	int packs;
};

/* Those who signed last, as they sign. */
enum { DESK_SIGNERS = 3 };

/* Its texts and arrays live in its arena. */
struct desk_answer {
	enum desk_kind kind;
	bool done;
	char why[DESK_WHY]; /* one English sentence, when it is not done; of an import that is, what
			     * was not: the stick's backup; or "" */

	bool pin_there; /* PIN_LOOK */
	int pin_digits;
	enum pin_answer pin; /* PIN_TRY */
	struct pin_lock lock;

	const struct therapist *therapist[DESK_ROWS_MAX]; /* LIST */
	size_t therapists, found;                         /* those listed, and those that match */
	int count[DESK_FILTERS];                          /* of the whole directory */
	int shown;                                        /* customers see so many */
	const char *signer[DESK_SIGNERS];                 /* NULL: there were not so many */

	enum therapist_field wrong; /* SAVE: the field at fault; THERAPIST_FIELDS: none of them */

	struct desk_deed *deed; /* TRAIL: the newest first */
	size_t deeds;

	struct desk_file *file; /* FILES: what can be imported first, the newest of it first */
	size_t files;

	struct import_report report; /* CHECK, IMPORT */

	bool last_there; /* LAST */
	struct directory_import last;
	int64_t last_wall_s; /* when, by the local clock: seconds since 1970 */

	struct usage_counts usage; /* USAGE; */
	struct usage_counts
		before;       /* and as many days before it; nothing where all were asked for */
	struct health health; /* HEALTH */

	struct desk_content content; /* CONTENT */
	struct arena arena;
};

struct desk;

/* settings: STATE/settings.yaml lies beside the databases. zips: as directory_open takes it; both
 * strings are copied. */
struct desk *desk_create(const char *state, const char *zips);

/* Right after desk_create: the folder that stands for / where health is looked at, in place of /
 * itself. Copied. */
void desk_machine(struct desk *desk, const char *root);
void desk_destroy(struct desk *desk);

/* Where content and those who may do more than the kiosk are. */
struct desk_places {
	const char *content; /* the program's own; NULL: --content, so nothing can be installed */
	const char *keys;    /* folder of trusted keys */
	const char *admin;   /* socket of tuneup-admin */
	catalog_read_captions *read_captions;
};

/* Once, before the first request; the strings must outlive the desk. */
void desk_know(struct desk *desk, const struct desk_places *places);

/* Serves one request. usage: the store's own log, may be NULL. Blocks. The answer is the caller's:
 * desk_answer_free. The request's text is wiped when it is a PIN. */
struct desk_answer *desk_serve(
	struct desk *desk, struct desk_request *request, struct usage *usage);
void desk_answer_free(struct desk_answer *answer);

/* The import that runs, 0..1; and its end before it is committed. Any thread. */
float desk_progress(const struct desk *desk);
void desk_cancel(struct desk *desk);

/* What is asked of tuneup-admin is not waited for any more: the program that it installs may be the
 * one that ends this. Any thread. */
void desk_end(struct desk *desk);

#endif
