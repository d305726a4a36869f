/* What the list of therapists, its filters and the search by name share. */
#ifndef TUNEUP_SCREENS_THERAPISTS_H
#define TUNEUP_SCREENS_THERAPISTS_H

#include "screens/screens.h"

/* Room for the chips of the largest group. */
enum { FILTER_CHIPS_MAX = 8 };

/* Asks for the list as the filters say; the answer comes as EVENT_STORE. counts: as a search in the
 * usage log. */
void therapists_search(struct app *app, bool counts);

/* Does what a filter's control asks for and searches again; false: it is none. */
bool therapists_filter(struct app *app, struct action action);

/* All filters off but this name ("": none at all); does not search. */
void therapists_only(struct app *app, const char *name);

/* How many filters are on. */
int therapists_filters_on(const struct app *app);

/* The chips of a group, or of the distances; returns how many. Distances: none without a place to
 * count from; `whole` writes the unit out and has "Any" too. */
int filter_chips(const struct app *app, struct ui *ui, enum filter_group group, struct chip *chip);
int distance_chips(const struct app *app, struct ui *ui, bool whole, struct chip *chip);
const char *filter_group_title(struct ui *ui, enum filter_group group);

/* Whether there is a place from which distances are counted. */
bool place_known(const struct app *app);

/* The distance that is asked for, 0: any; and in words: "3 miles". */
int distance_asked(const struct app *app);
const char *far_words(const struct app *app, struct ui *ui, int distance);

/* How many were found; 0 before the first answer. */
size_t therapists_found(const struct app *app);

/* What stands in a row for a therapist beside the name: the picture, and how far it is. */
void therapist_face(struct ui *ui, struct rect box, const struct therapist *therapist, int n);
void therapist_distance(const struct app *app, struct ui *ui, struct rect box, float size,
	const struct therapist *therapist);

#endif
