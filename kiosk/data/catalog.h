/* The content: areas, routines, programs, safety text, attract facts, what there is to read.
 * Immutable after load. */
#ifndef TUNEUP_CATALOG_H
#define TUNEUP_CATALOG_H

#include "base/clip.h"
#include "base/mem.h"
#include "base/problem.h"
#include "base/tr.h"
#include "data/learn.h"

/* The eight areas in reading order of the areas screen. */
enum area {
	AREA_NECK,
	AREA_RIBS,
	AREA_GLUTES,
	AREA_ITBAND,
	AREA_QUADS,
	AREA_ADDUCTORS,
	AREA_CALVES,
	AREA_FEET,
	AREA_COUNT
};

/* "quads": as in ids, files and content. area_find: -1 when there is none. */
const char *area_id(enum area area);
int area_find(const char *id);

enum tool {
	TOOL_FOAM_ROLLER,
	TOOL_MASSAGE_STICK,
	TOOL_MASSAGE_BALL,
	TOOL_TENNIS_BALL,
	TOOL_LACROSSE_BALL,
	TOOL_GOLF_BALL,
	TOOL_SMALL_ROLLER,
	TOOL_ROLLING_PIN,
	TOOL_FINGERS,
	TOOL_COUNT
};

enum { STEPS_MAX = 12, TOOLS_MAX = 4, CARE_MAX = 6, SOURCES_MAX = 6 };

/* What of the clip a step shows. */
struct step_clip {
	int64_t at_us;                    /* where the clip starts for this step */
	int64_t loop_from_us, loop_to_us; /* repeats while the step lasts; both 0: play on, once */
	int at_line, loop_line;           /* of routine.yaml; 0: not given */
};

struct step {
	struct text title, cue;
	int seconds;                   /* 5..600, for one side */
	bool each_side;                /* `side: each` */
	struct step_clip first, other; /* other: of the second side; the same where none is given */
};

struct routine {
	const char *id;
	enum area area;
	const char *folder; /* path below the content folder: "routines/quads" */
	struct text title, summary, why;
	enum tool tool[TOOLS_MAX];
	int tools;
	int sides; /* 1, or 2: steps with each_side are done for one, then the other */
	struct step step[STEPS_MAX];
	int steps;
	struct text care[CARE_MAX];
	int cares;
	const char *source[SOURCES_MAX];
	int sources;
	char *clip_path;           /* "CONTENT/routines/quads/clip.mp4"; may not exist */
	bool has_clip, has_poster; /* the files exist */
	struct cue_list captions[LANG_MAX];
};

/* A fact of the attract loop. */
struct fact {
	struct text title, body; /* title: a few words, set very large */
	const char *source;
	const char *routine; /* whose clip runs beside it; NULL: none */
	int routine_line;    /* of facts.yaml; 0: not given */
};

/* When somebody rolls: what is right before a run is another thing after it. */
enum when { WHEN_BEFORE, WHEN_AFTER, WHEN_REST_DAY, WHEN_COUNT };

/* "before", "after", "rest": as in files and the usage log. */
const char *when_id(enum when when);

/* A program that is ready to take: what to roll, when and for how long. plan.h makes the times. */
struct program {
	const char *id;
	struct text title, reason; /* reason: one sentence */
	enum when when;
	int minutes;
	const char *routine_id[AREA_COUNT];    /* as written */
	int routine[AREA_COUNT];               /* indices in the catalog; one of an area */
	int id_line, routine_line[AREA_COUNT]; /* of programs.yaml */
	int routines;
	const char *source[SOURCES_MAX];
	int sources;
};

enum { SAFETY_ITEMS_MAX = 16 };

/* The safety gate: three lists and a last line. Source: Bartsch 2021, doi 10.3390/jcm10225360. */
struct safety {
	struct text never_over[SAFETY_ITEMS_MAX]; /* "Do not roll" */
	int never_overs;
	struct text ask[SAFETY_ITEMS_MAX]; /* "Ask a professional first" */
	int asks;
	struct text never[SAFETY_ITEMS_MAX]; /* "Never" */
	int nevers;
	struct text stop;    /* "Stop at sharp pain, ..." */
	bool review_pending; /* review: clinician pending */
};

/* What content says of itself, in pack.yaml. */
struct about {
	const char *name, *version; /* "": it does not say */
	struct text news;           /* what is new in it; no language: nothing */
};

struct catalog {
	struct about about;
	struct routine *routine;
	int routines;
	int first[AREA_COUNT];             /* index of an area's first routine, -1: none */
	struct text area_name[AREA_COUNT]; /* "Quads" */
	struct fact *fact;
	int facts;
	struct program *program;
	int programs;
	struct safety safety;
	struct learn learn;
	char *folder; /* as given */
	struct arena arena;
};

/* Reads captions of one file; media's vtt_read fits (data does not include media). */
typedef bool catalog_read_captions(
	const char *path, struct arena *arena, struct cue_list *cues, struct problems *problems);

/* Reads the folder. Never fails as a whole: each fault becomes a problem (file, line, column, what
 * was expected), a faulty routine is left out, and what is missing is empty (a built-in safety text
 * stands in for a missing one, since the gate must never be empty). Blocks. */
struct catalog *catalog_load(
	const char *folder, catalog_read_captions *read_captions, struct problems *problems);
void catalog_destroy(struct catalog *catalog);

/* The catalog without the routines of these ids: facts lose their clip, programs that need one of
 * them and what leads there are gone. Its texts are those of `whole`, which must outlive it. */
struct catalog *catalog_without(const struct catalog *whole, const char *const hidden[], int count);

/* Reads FOLDER/pack.yaml; a file that is not there says nothing. */
struct yaml_job;
void about_read(const char *path, struct about *about, const struct yaml_job *job);

/* The index of a routine, -1: there is none. */
int catalog_find(const struct catalog *catalog, const char *id);

/* Sets `first` of each area. Only for the two that make catalogs. */
void catalog_find_firsts(struct catalog *catalog);

/* One step of a routine as it is played. side: 0 none, 1 the first side (left), 2 the second
 * (right). */
struct planned_step {
	int step; /* index in routine.step */
	int side;
	int seconds;
};

enum { PLANNED_MAX = 2 * STEPS_MAX };

/* The order of play: steps in the order of the file; with two sides, each longest run of
 * neighboring steps with each_side is played whole for the first side, then whole for the second:
 * start, passes (each), hold (each), finish is played as start, left passes, left hold, right
 * passes, right hold, finish. A rest between the sides is therefore the first step of its run.
 * Writes at most room steps (PLANNED_MAX holds any) and returns how many. */
int routine_expand(const struct routine *routine, struct planned_step out[], int room);

/* What of the clip is shown for a side. */
const struct step_clip *step_clip(const struct step *step, int side);

/* Whole length of a routine in seconds, both sides counted. */
int routine_seconds(const struct routine *routine);

#endif
