/* tuneupctl hw calibrate: makes the mat's zones alike, with somebody who stands on one after the
 * other. */
#include "ctl/hw_calibrate.h"

#include "base/log.h"
#include "calibrate.h"
#include "calibration_file.h"
#include "clock.h"
#include "mat_source.h"

#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

enum { REDRAW_US = 200000, BAR = 20 };

static void name_zone(const struct calibrate_state *state, int zone, char text[64])
{
	int row = zone / state->grid.columns, column = zone % state->grid.columns;
	snprintf(text, 64, "row %d, column %d%s", row + 1, column + 1,
		row == 0 ? " (nearest the screen)" : "");
}

static const char *word_of(const struct calibrate_state *state)
{
	static char text[96];
	char zone[64] = "";
	if (state->other >= 0)
		name_zone(state, state->other, zone);
	switch (state->word) {
	case CALIBRATE_WAITS:
		return "waiting";
	case CALIBRATE_FEELS:
		return state->step == CALIBRATE_PASS ? "go on" : "hold still";
	case CALIBRATE_SOMEBODY:
		snprintf(text, sizeof text, "something is on %s", zone);
		return text;
	case CALIBRATE_NOISY:
		snprintf(text, sizeof text, "%s is never still: check its cable", zone);
		return text;
	case CALIBRATE_OTHER_ZONE:
		snprintf(text, sizeof text, "that is %s", zone);
		return text;
	case CALIBRATE_UNSTEADY:
		return "that moved, once more";
	case CALIBRATE_WRONG_WAY:
		return "that was from the far end to the screen";
	case CALIBRATE_GONE:
		return "no scans come";
	}
	return "";
}

static void say_step(const struct calibrate_state *state)
{
	char zone[64];
	name_zone(state, state->zone, zone);
	if (state->step == CALIBRATE_EMPTY)
		puts("\nLeave the mat empty.");
	else if (state->step == CALIBRATE_ZONES)
		printf("\nStand on %s, %d of %d.\n", zone, state->zone + 1, mat_zones(state->grid));
	else if (state->step == CALIBRATE_PASS)
		puts("\nStep off, then roll one pass from the screen to the far end.");
}

static void draw(const struct calibrate_state *state)
{
	int bars = (int)(state->held * BAR);
	printf("\r\033[K  [%.*s%*s] %s", bars, "####################", BAR - bars, "",
		word_of(state));
	fflush(stdout);
}

/* Feeds what comes until all is measured; false: somebody or something ended it. */
static bool measure(struct ctl_hw_live *live, struct calibrate *calibrate)
{
	struct calibrate_state told = {0};
	int64_t due_us = 0;
	while (calibrate->state.step != CALIBRATE_CHECK) {
		const struct calibrate_state *state = &calibrate->state;
		struct hw_event event;
		char key = 0;
		if (state->step != told.step || state->zone != told.zone)
			say_step(state);
		told = *state;
		switch (ctl_hw_wait(live, true, due_us, &event)) {
		case CTL_HW_END:
			return false;
		case CTL_HW_KEY:
			if (read(STDIN_FILENO, &key, 1) != 1 || key == 'q' || key == 4)
				return false;
			if (key == 's')
				calibrate_skip(calibrate);
			break;
		case CTL_HW_EVENT:
			if (event.kind == HW_EVENT_SCAN)
				calibrate_feed(calibrate, &event.scan);
			break;
		case CTL_HW_NOTHING:
			break;
		}
		if (clock_now_us() < due_us)
			continue;
		draw(state);
		due_us = clock_now_us() + REDRAW_US;
	}
	return true;
}

/* The mat as it was measured: the share of the strongest zone that each feels. */
static void print_result(const struct calibrate *calibrate, const struct mat_calibration *result)
{
	const struct calibrate_state *state = &calibrate->state;
	int columns = state->grid.columns, most = 1;
	for (int i = 0; i < mat_zones(state->grid); i++)
		most = result->span[i] > most ? result->span[i] : most;
	puts("\n\nWhat the zones feel of the same load, in percent of the one that feels most;\n"
	     "the first row is nearest the screen, ? was skipped, ! differs too much:");
	for (int i = 0; i < mat_zones(state->grid); i++)
		printf("%s%4d%c%s", i % columns ? "" : "  ", result->span[i] * 100 / most,
			state->is[i] == CALIBRATE_SKIPPED ? '?'
			: state->is[i] == CALIBRATE_ODD   ? '!'
							  : ' ',
			i % columns == columns - 1 ? "\n" : "");
	if (calibrate->wrong_way)
		puts("A pass went from the far end to the screen: are the rows in order?");
}

static bool asked_to_keep(struct ctl_hw_live *live)
{
	struct hw_event event;
	char key = 0;
	puts("Keep it? The old one stays until you do. (y, n)");
	while (key != 'y' && key != 'n' && key != 'q' && key != 4) {
		enum ctl_hw_news news = ctl_hw_wait(live, true, INT64_MAX, &event);
		if (news == CTL_HW_END || (news == CTL_HW_KEY && read(STDIN_FILENO, &key, 1) != 1))
			return false;
	}
	return key == 'y';
}

bool ctl_hw_guide_calibration(struct ctl_hw_live *live, const char *state)
{
	static struct calibrate calibrate;
	struct mat_form form = hw_mat_form(live->hw);
	struct mat_calibration result;
	char why[CALIBRATION_WHY];
	puts("s goes on without a zone or the pass, q ends.");
	calibrate_begin(&calibrate, form);
	if (!measure(live, &calibrate)) {
		puts("\nStopped; nothing was changed.");
		return true;
	}
	if (!calibrate_result(&calibrate, &result)) {
		puts("\nNo zone was measured; nothing was changed.");
		return true;
	}
	print_result(&calibrate, &result);
	if (!asked_to_keep(live)) {
		puts("Nothing was changed.");
		return true;
	}
	if (calibration_save(state, form, &result, why)) {
		puts("Kept. \"tuneupctl hw calibrate --undo\" brings the one before back.");
		return true;
	}
	fprintf(stderr, "tuneupctl: %s\n", why);
	return false;
}

static int undo(const struct ctl *ctl)
{
	char why[CALIBRATION_WHY];
	if (!calibration_undo(ctl->state, why)) {
		fprintf(stderr, "tuneupctl: %s\n", why);
		return CTL_REFUSED;
	}
	puts("The calibration before this one counts again, from the kiosk's next start; the same "
	     "command takes that back.");
	return CTL_DONE;
}

static int guide(struct ctl *ctl)
{
	struct ctl_hw_live live;
	struct termios terminal, keys;
	bool good = false;
	if (tcgetattr(STDIN_FILENO, &terminal) != 0 || !isatty(STDOUT_FILENO)) {
		fputs("tuneupctl: hw calibrate wants a terminal, and somebody on the mat\n",
			stderr);
		return CTL_REFUSED;
	}
	if (!ctl_hw_kiosk_is_off(ctl))
		return ctl_hw_refuse_busy("buttons, lights and mat");
	if (ctl_hw_open(&live, ctl)) {
		keys = terminal;
		keys.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
		tcsetattr(STDIN_FILENO, TCSANOW, &keys);
		good = ctl_hw_guide_calibration(&live, ctl->state);
		tcsetattr(STDIN_FILENO, TCSANOW, &terminal);
	}
	ctl_hw_close(&live);
	return good ? CTL_DONE : CTL_REFUSED;
}

int ctl_hw_calibrate(struct ctl *ctl, int argc, char **argv)
{
	log_set_style(LOG_SILENT);
	if (argc == 1 && strcmp(argv[0], "--undo") == 0)
		return undo(ctl);
	if (argc > 0)
		return ctl_bad_usage_of(ctl_hw, "hw calibrate");
	struct mat_form form = {0};
	if (mat_driver_of(&ctl->config->hw))
		form = mat_driver_of(&ctl->config->hw)->form(&ctl->config->hw);
	if (calibrate_can(form))
		return guide(ctl);
	fprintf(stderr, "tuneupctl: %s\n",
		form.contact ? "the mat has contacts, which need no calibration"
			     : "the settings name no mat: set mat: kind in "
			       "/etc/tuneup/tuneup.yaml");
	return CTL_REFUSED;
}
