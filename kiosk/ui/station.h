/* The widgets of the roller station: mat, pace rail, gauge, balance, bars, lights. Measures in u.
 * Source of all of them: design language, section 9. */
#ifndef TUNEUP_UI_STATION_H
#define TUNEUP_UI_STATION_H

#include "base/mat.h"
#include "ui/ui.h"

enum mat_ground { MAT_ON_STAGE, MAT_ON_PAPER };

/* The usual gap and corner of so many zones in this box; `gap` and `radius` are those of 4x2. */
struct mat_look {
	enum mat_ground ground;
	float gap, radius;
};

/* Row 0, the screen's side, at the top. share: 0..1 of the highest load, row by row. */
void ui_mat(struct ui *ui, struct rect box, struct mat_grid grid, const float *share,
	const struct mat_look *look);

/* "Left" and "Right" under the halves of a mat as wide as box; nothing for a single column. */
void ui_mat_sides(struct ui *ui, struct rect box, struct mat_grid grid, struct type type,
	enum color_role color);

/* The ring to follow and, if known (not NAN), the dot where the load is: 0 top, 1 bottom. */
void ui_pace_rail(struct ui *ui, struct rect box, float ring, float dot);

/* Seconds a pass on a scale of 0 to 7; NAN: no needle. As high as 0.82 of its width. */
void ui_gauge(struct ui *ui, struct rect box, float seconds, const char *number, float size);

/* left: 0..1 of the load. */
void ui_balance(struct ui *ui, struct rect box, float left);

/* A bar a pass, from 0 to 5 s; more than 40: every second one. */
void ui_pass_bars(struct ui *ui, struct rect box, const float *seconds, size_t passes);

/* A light of a button beside the screen, and what the button does here. */
struct light {
	int button; /* 0..5: start next back home vol+ vol- */
	const char *id, *label;
	struct action action; /* kind 0: dark */
};

/* In a row, as on the panel; each can be touched too. gap: between two; spread: over the whole
 * width instead. */
void ui_lights(struct ui *ui, struct rect box, const struct light *light, int lights, float gap,
	bool spread, bool on_stage);

#endif
