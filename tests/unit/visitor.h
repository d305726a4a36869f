/* A visitor without a display: the app with the real content, a fixed table of advances, and a
 * stand-in for the player that answers at once. Time passes a frame at a time. */
#ifndef TUNEUP_VISITOR_H
#define TUNEUP_VISITOR_H

#include "app.h"

struct visitor {
	struct app app;
	struct draw_list list;
	const struct measure *measure; /* of the texts; fixed_measure unless a test has fonts */
	struct catalog *catalog;
	struct config *config;
	struct problems problems;
	int64_t now_us;
	float rolled_passes; /* how far on the way to and fro the roller is */
	bool clip_broken;    /* the stand-in answers FAILED */
	bool nobody_found;   /* the stand-in finds no therapist */
	bool many_found;     /* or twelve instead of three */
	bool clip_slow;      /* the stand-in stays OPENING */
	bool no_pin;         /* none was set yet */
	bool faulty_file;    /* of the two on the stick: two rows are wrong */
	bool import_runs;    /* an import is not answered: visitor_ends_import does that */
	bool odd_pack;       /* the pack on the stick is not signed by anybody who is trusted */
	bool stick_open;     /* files on it are, so it is not let go of */
	const char *refuses; /* why changes of the directory fail; NULL: they do not */
	int wrong_pins;      /* in a row */
	struct desk_answer told[DESK_KINDS]; /* the stand-in of the store, kind by kind */
	struct effect last[64];              /* effects so far, the newest last */
	int effects;
	struct effect clip;           /* the last PLAY */
	int64_t due_us;               /* when the app wants its next TICK */
	bool stale;                   /* the list shows what was before the last event */
	struct therapist_list *found; /* the last answers; as in the kiosk they live until the next
				       * one and no longer */
	struct qr *code;
};

/* A table of advances that never changes: golden lists are independent of the fonts. */
const struct measure *fixed_measure(void);

struct visitor *visitor_create(int w, int h);
void visitor_destroy(struct visitor *visitor);

/* Something happens, and nobody looks at the screen; visitor_looks does. */
void visitor_event(struct visitor *visitor, struct event *event);
void visitor_looks(struct visitor *visitor);

/* The answers of player and store so far are freed, as if others had come. */
void visitor_forgets_answers(struct visitor *visitor);

void visitor_waits(struct visitor *visitor, int64_t ms);
void visitor_touches(struct visitor *visitor, enum pointer_phase phase, struct point at);
void visitor_taps(
	struct visitor *visitor, const char *id); /* fails the test when it is not there */
void visitor_holds(struct visitor *visitor, const char *id, int64_t ms);
void visitor_types(struct visitor *visitor, const char *words); /* on the screen's keyboard */
void visitor_presses(struct visitor *visitor, enum hw_button button);

/* Rolls on the mat for so long, a pass in pace_s seconds; pace_s 0: stands there. */
void visitor_rolls(struct visitor *visitor, float pace_s, int64_t ms);
void visitor_steps_off(struct visitor *visitor);
void visitor_loses_the_mat(struct visitor *visitor);

const char *visitor_sees(const struct visitor *visitor); /* name of the screen on top */
bool visitor_reads(const struct visitor *visitor, const char *words);
const char *visitor_focus(
	const struct visitor *visitor); /* id with the ring, "" when it is hidden */

/* The PIN that the stand-in knows, key by key. */
#define VISITOR_PIN "735190"
void visitor_keys(struct visitor *visitor, const char *digits);
void visitor_goes_to_staff(struct visitor *visitor);
/* What the store was asked last, of a kind; NULL: nothing. */
const struct desk_request *visitor_asked(const struct visitor *visitor, enum desk_kind kind);
void visitor_plugs_a_stick_in(struct visitor *visitor, const char *folder); /* NULL: out */

/* The import that runs came so far (0..1); it ends, done or with a reason (NULL: done). */
void visitor_imports(struct visitor *visitor, float progress);
void visitor_ends_import(struct visitor *visitor, const char *why);

/* From attract to a screen by the usual way. */
void visitor_goes_home(struct visitor *visitor);
void visitor_goes_to_areas(struct visitor *visitor);
void visitor_goes_to_the_roller(struct visitor *visitor);
void visitor_plays(struct visitor *visitor, const char *area);

#endif
