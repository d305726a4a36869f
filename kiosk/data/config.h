/* Settings: built-in defaults, then /etc/tuneup/tuneup.yaml (or --config), then
 * STATE/settings.yaml, key by key. */
#ifndef TUNEUP_CONFIG_H
#define TUNEUP_CONFIG_H

#include "base/hw_settings.h"
#include "base/mem.h"
#include "base/problem.h"

/* So many routines can be hidden. */
enum { HIDDEN_MAX = 64 };

struct config {
	const char *store_name;     /* "" until set */
	const char *store_url;      /* of a page on a routine, "{}" becomes its id; "" until set */
	const char *language;       /* the language a visit starts in: "en" */
	double diagonal_in;         /* glass diagonal in inches, 0: not known */
	int turn;                   /* quarters, clockwise, by which the picture is turned */
	bool motion;                /* things move by themselves */
	int above_floor_cm;         /* from the floor to the glass's lower edge, 0: not known */
	int night_from, night_to;   /* minutes of the local day; alike: there is no night */
	bool night_dim;             /* attract is dimmed then, else black */
	const char *night_text[2];  /* as they are written; NULL: not set */
	int idle_seconds;           /* 45; the warning comes then, 20 s before the reset */
	int idle_learn_seconds;     /* 90 */
	int volume_start;           /* 0..10 steps */
	int volume_max;             /* 1..10: staff's maximum */
	bool spoken_guidance;       /* a visitor may have the screen read aloud */
	const char *decoder;        /* "software" or "h264_v4l2m2m" */
	double latitude, longitude; /* of the store, degrees; both 0: not known */
	const char *zip;    /* of the store: its centroid stands in for coordinates; "": none */
	const char *units;  /* "mi" or "km" */
	int set_seconds;    /* 30..60: a set at the roller station */
	bool closed;        /* staff say that the whole kiosk is out of order */
	bool roller_closed; /* or the station alone */
	const char *hidden[HIDDEN_MAX]; /* ids of routines that customers do not see */
	int hiddens;
	struct hw_settings hw; /* buttons, lights, mat */
	struct config *former; /* what it was before a change: others may still hold its texts */
	struct arena arena;
};

/* Defaults, then each file of the NULL-terminated list that exists. must_exist: the first file was
 * named by the user, so it is an error when it cannot be read. All errors of all files become
 * problems with file, line, column and what was expected; the faulty keys keep their former values.
 * Returns NULL never; false in *sound when there was any error. */
struct config *config_load(
	const char *const files[], bool must_exist, bool *sound, struct problems *problems);
void config_destroy(struct config *config);

/* The title of those problems; a msgid. */
extern const char config_mistake_title[];

/* That of the one of config_tell; a msgid. */
extern const char config_closed_title[];

/* Keeps among the problems what the settings say that staff should not forget: the kiosk is out of
 * order. Gone as soon as they say it no longer. */
void config_tell(const struct config *config, struct problems *problems);

#endif
