/* The screens and overlays: one file each, one const entry each. A new one: its file, its line
 * here, its id in app.h, its line in the table of app_screens.c. */
#ifndef TUNEUP_SCREENS_H
#define TUNEUP_SCREENS_H

#include "app.h"

extern const struct screen screen_attract, screen_home, screen_safety, screen_areas, screen_routine,
	screen_plan, screen_plan_result, screen_program, screen_program_rest, screen_therapists,
	screen_therapist, screen_roller, screen_roller_live, screen_roller_rest,
	screen_roller_result, screen_learn, screen_article, screen_recovery, screen_pin,
	screen_staff, screen_staff_setup, screen_staff_problems, screen_staff_therapists,
	screen_staff_edit, screen_staff_import, screen_staff_content, screen_staff_usage,
	screen_staff_settings, screen_staff_hardware, screen_staff_calibrate, screen_staff_glass,
	screen_staff_colors, screen_staff_touch, screen_staff_aim, screen_staff_trail,
	screen_closed;
extern const struct screen overlay_idle, overlay_access, overlay_steps, overlay_privacy,
	overlay_take_home, overlay_search, overlay_filters, overlay_confirm, overlay_verify,
	overlay_retire, overlay_erase, overlay_entry, overlay_sign, overlay_stick, overlay_clock;

/* The countdown of the idle warning; WCAG 2.2.1 asks for at least 20 s. */
enum { IDLE_COUNTDOWN_S = 20 };

/* The distance a visit starts with: an index of within_miles in therapists.c. */
enum { WITHIN_START = 2 };

/* A value of the directory that can be tapped: the filters' and the editor's. */
struct choice {
	const char *id;   /* of its filter */
	const char *word; /* as the directory writes it */
	const char *name; /* msgid, or a name that is the same in each language */
};
enum { CHOICE_TECHNIQUES = 6, CHOICE_SETTINGS = 3, CHOICE_MEMBERSHIPS = 2 };
extern const struct choice choice_techniques[CHOICE_TECHNIQUES], choice_settings[CHOICE_SETTINGS],
	choice_memberships[CHOICE_MEMBERSHIPS];

/* "0.5 mi", in the frame's arena; "" when the distance is not known. */
const char *distance_words(const struct app *app, struct ui *ui, double km);

/* "Sports, deep tissue": the techniques of a therapist in the visitor's language. */
const char *techniques_words(struct ui *ui, const struct therapist *therapist);

/* "JS" of "Juniper Sample". */
const char *initials_of(struct ui *ui, const char *name);

/* "3/31/2028" or "31/3/2028", as the language writes days. */
const char *day_words(struct ui *ui, day_t day);

/* The area that is chosen when a visit starts: quads, or the first that has a routine. */
enum area areas_default(const struct catalog *catalog);

/* An area joins what the visitor plans; whether it is in there. */
void plan_add(struct app *app, enum area area);
bool plan_has(const struct app *app, enum area area);

/* Whether the roller station can be used: there is a mat, it answers, and staff have not closed it.
 */
bool roller_open(const struct app *app);

/* Night, while the store is closed: whether it is, when it next comes or goes (never: INT64_MAX),
 * and what it lays over a screen at rest: a veil, or black. */
bool is_night(const struct app *app);
int64_t night_edge_us(const struct app *app);
void night_falls(const struct app *app, struct ui *ui);

/* "Back soon" in the middle of a picture on the stage's ground: of what is out of order. */
void closed_badge(struct ui *ui, struct rect box);

/* "0:21" */
const char *clock_words(struct ui *ui, float seconds);
const char *number_words(struct ui *ui, int n);

/* What of a timer's ring is full, and in how long it is drawn next: it empties steadily, or by the
 * second for who wants less motion. */
float timer_share(const struct app *app, int64_t left_us, int64_t all_us);
int64_t timer_step_us(const struct app *app, int64_t left_us);

/* Parts that several screens show. */
const char *tool_name(enum tool tool);         /* msgid: "Foam roller" */
const char *tool_icon(enum tool tool);         /* "roller" */
const char *part_icon(enum problem_part part); /* of a row on staff-problems */

/* The list of steps, as the side panel, the portrait list and the `steps` overlay show it. row_h
 * and gap in u. */
void steps_list(
	const struct app *app, struct ui *ui, struct rect box, float row_h, float gap, float text);

/* The dot before a row of such a list: a check, or its number. */
void steps_dot(struct ui *ui, struct rect box, bool now, bool done, int number);

/* "Left: slow passes": the title of a planned step with its side, in the frame's arena. */
const char *step_title(const struct app *app, struct ui *ui, const struct planned_step *step);

/* "Step 3 of 5", in the frame's arena. */
const char *step_count(const struct app *app, struct ui *ui);

#endif
