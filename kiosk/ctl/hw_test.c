/* tuneupctl hw test: each button, light and the mat in turn, with somebody at a terminal; without
 * one, what can be told without hands. */
#include "base/log.h"
#include "calibrate.h"
#include "calibration_file.h"
#include "clock.h"
#include "ctl/hw_calibrate.h"
#include "ctl/hw_tries.h"

#include <math.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

enum { OPEN_US = 5000000, SCAN_US = 3000000, REDRAW_US = 100000 };

struct session {
	struct ctl_hw_live live;
	struct hw_tries tries;
	bool hands;        /* somebody is at a terminal */
	bool ended;        /* q, Ctrl-C */
	bool opened;       /* hw has said what it found */
	int keyboard;      /* what was typed, -1: nothing */
	const char *state; /* folder */
	struct hw_event event;
};

static void take_state(struct session *session)
{
	static struct hw_status status;
	hw_status(session->live.hw, &status);
	hw_tries_state(&session->tries, &status);
	session->opened = true;
}

static int read_key(void)
{
	char key;
	return read(STDIN_FILENO, &key, 1) == 1 ? key : 'q';
}

/* Waits for a button (true: it is in session->event), a key, or until due_us (false). */
static bool wait_button(struct session *session, int64_t due_us)
{
	session->keyboard = -1;
	for (;;) {
		struct hw_event *event = &session->event;
		switch (ctl_hw_wait(&session->live, session->hands, due_us, event)) {
		case CTL_HW_END:
			session->ended = true;
			return false;
		case CTL_HW_KEY:
			session->keyboard = read_key();
			session->ended = session->keyboard == 'q' || session->keyboard == 4;
			return false;
		case CTL_HW_NOTHING:
			hw_tries_pass(&session->tries, clock_now_us());
			return false;
		case CTL_HW_EVENT:
			break;
		}
		if (event->kind == HW_EVENT_BUTTON)
			return true;
		if (event->kind == HW_EVENT_STATUS)
			take_state(session);
		else
			hw_tries_scan(&session->tries, &event->scan);
		if (event->kind == HW_EVENT_STATUS || clock_now_us() >= due_us)
			return false;
	}
}

/* --- with hands --- */

static const char *name_of(const struct session *session, int part)
{
	static char name[96];
	ctl_hw_name(&session->tries.status.part[part], name, sizeof name);
	return name;
}

static void try_button(struct session *session, int turn)
{
	struct hw_tries *tries = &session->tries;
	printf("Press %s ... (Enter skips, q ends)\n", name_of(session, turn));
	tries->pressed = false;
	while (!session->ended && tries->result[turn] == HW_RESULT_NONE) {
		int other = 0;
		if (!wait_button(session, INT64_MAX)) {
			if (session->keyboard == '\n')
				return;
			continue;
		}
		bool down = session->event.button.down;
		enum hw_press press = hw_tries_press(tries, turn, &session->event, &other);
		if (press == HW_PRESS_OTHER && down)
			printf("  that was %s\n", name_of(session, other));
		else if (press == HW_PRESS_DONE || (press == HW_PRESS_DOWN && down))
			puts(press == HW_PRESS_DONE ? "  up: it works" : "  down");
	}
}

/* All lights of a key blink together, so one answer is for all of them. */
static void try_light(struct session *session, int turn)
{
	struct hw_tries *tries = &session->tries;
	int key = tries->status.part[turn].key, answer = 0;
	hw_led(session->live.hw, key, HW_LIGHT_BLINK);
	printf("Does %s blink? (y, n, Enter skips, q ends)\n", name_of(session, turn));
	while (!session->ended && answer != 'y' && answer != 'n' && answer != '\n' &&
		tries->result[turn] == HW_RESULT_NONE) {
		wait_button(session, INT64_MAX);
		answer = session->keyboard;
	}
	hw_led(session->live.hw, key, HW_LIGHT_OFF);
	for (int i = 0; i < tries->status.parts; i++)
		if (tries->status.part[i].role == HW_ROLE_LED && tries->status.part[i].key == key &&
			tries->result[i] == HW_RESULT_NONE && (answer == 'y' || answer == 'n'))
			tries->result[i] = answer == 'y' ? HW_RESULT_WORKS : HW_RESULT_FAULT;
}

static unsigned late_scans(const struct session *session)
{
	static struct hw_status status;
	hw_status(session->live.hw, &status);
	unsigned late = 0;
	for (int i = 0; i < status.parts; i++)
		if (status.part[i].role == HW_ROLE_MAT)
			late = status.part[i].lost;
	return late;
}

static void print_faults(unsigned faults)
{
	if (!faults)
		fputs("no fault", stdout);
	for (unsigned bit = 0, any = 0; bit < MAT_FAULTS; bit++)
		if (faults & 1U << bit)
			printf("%s%s", any++ ? ", " : "",
				mat_fault_name((enum mat_fault)(1U << bit)));
}

/* A zone with a fault has a ! behind its load. Returns how many lines that were. */
static int draw_mat(const struct session *session)
{
	const struct mat_sample *sample = &session->tries.sample;
	struct mat_grid grid = sample->grid;
	for (int row = 0; row < grid.rows; row++) {
		printf("\033[K  %2d ", row);
		for (int column = 0; column < grid.columns; column++) {
			int zone = row * grid.columns + column;
			printf(" %3.0f%c", (double)(sample->load[zone] * 100),
				sample->zone_faults[zone] ? '!' : ' ');
		}
		putchar('\n');
	}
	printf("\033[K  %s, ", sample->present ? "somebody is on it" : "nobody is on it");
	print_faults(sample->faults);
	printf(", %.0f scans a second, %u late\n", hw_tries_rate(&session->tries),
		late_scans(session));
	fflush(stdout);
	return grid.rows + 1;
}

static void try_mat(struct session *session)
{
	puts("Step on the mat, roll, step off. Loads are percent; the first row is nearest the\n"
	     "screen, ! marks a fault. Enter or q ends.");
	int lines = 0;
	int64_t due_us = 0;
	session->keyboard = -1;
	while (!session->ended && session->keyboard != '\n') {
		if (wait_button(session, due_us) || clock_now_us() < due_us)
			continue;
		if (lines)
			printf("\033[%dA", lines);
		lines = draw_mat(session);
		due_us = clock_now_us() + REDRAW_US;
	}
}

static void offer_calibration(struct session *session)
{
	int answer = 0;
	if (session->tries.faults & ~(unsigned)MAT_LOADED_AT_START)
		return;
	puts("Calibrate the mat? That makes all its zones alike. (y, Enter skips)");
	while (!session->ended && answer != 'y' && answer != '\n') {
		wait_button(session, INT64_MAX);
		answer = session->keyboard;
	}
	if (answer == 'y')
		ctl_hw_guide_calibration(&session->live, session->state);
}

static void try_with_hands(struct session *session)
{
	struct hw_tries *tries = &session->tries;
	for (int i = -1; !session->ended && (i = hw_tries_next(tries, HW_ROLE_BUTTON, i + 1)) >= 0;)
		try_button(session, i);
	for (int i = -1, key = -1;
		!session->ended && (i = hw_tries_next(tries, HW_ROLE_LED, i + 1)) >= 0;) {
		if (tries->status.part[i].key != key)
			try_light(session, i);
		key = tries->status.part[i].key;
	}
	if (session->ended || hw_tries_next(tries, HW_ROLE_MAT, 0) < 0)
		return;
	try_mat(session);
	if (calibrate_can(hw_mat_form(session->live.hw)))
		offer_calibration(session);
}

/* --- what came of it --- */

static void tell_mat_numbers(const struct session *session)
{
	printf("%.0f scans a second, %u late, %s, ", hw_tries_rate(&session->tries),
		late_scans(session),
		session->tries.was_present ? "somebody was seen" : "nobody seen");
	print_faults(session->tries.faults);
	putchar('\n');
}

static void tell(const struct session *session)
{
	static const char *const results[] = {[HW_RESULT_NONE] = "not tried",
		[HW_RESULT_WORKS] = "works",
		[HW_RESULT_FAULT] = "FAULT"};
	const struct hw_tries *tries = &session->tries;
	for (int i = 0; i < tries->status.parts; i++) {
		const struct hw_part *part = &tries->status.part[i];
		const char *todo;
		bool found = tries->result[i] == HW_RESULT_NONE && !session->hands;
		printf("%-9s  %-22s %s\n", found ? "found" : results[tries->result[i]],
			name_of(session, i), part->text);
		if (part->role == HW_ROLE_MAT && tries->scans) {
			printf("%35s", "");
			tell_mat_numbers(session);
		}
		if (hw_fault(part, &todo))
			printf("%11s%s\n", "", todo);
	}
	if (!tries->status.parts)
		puts("The settings name no button, no light and no mat.");
}

static void tell_json(const struct session *session)
{
	static const char *const results[] = {[HW_RESULT_NONE] = "found",
		[HW_RESULT_WORKS] = "works",
		[HW_RESULT_FAULT] = "fault"};
	const struct hw_tries *tries = &session->tries;
	printf("{\"ok\":%s,\"parts\":[", hw_tries_any_fault(tries) ? "false" : "true");
	for (int i = 0; i < tries->status.parts; i++) {
		const struct hw_part *part = &tries->status.part[i];
		printf("%s{", i ? "," : "");
		ctl_hw_json_part(part);
		printf(",\"result\":\"%s\",\"on\":%s,\"where\":", results[tries->result[i]],
			part->on ? "true" : "false");
		ctl_json_string(part->text);
		if (part->role == HW_ROLE_MAT) {
			printf(",\"scans\":%ld,\"per_second\":%.1f,\"late\":%u,\"present\":%s",
				tries->scans, hw_tries_rate(tries), late_scans(session),
				tries->sample.present ? "true" : "false");
			fputs(",\"faults\":[", stdout);
			for (unsigned bit = 0, any = 0; bit < MAT_FAULTS; bit++) {
				if (!(tries->faults & 1U << bit))
					continue;
				if (any++)
					putchar(',');
				ctl_json_string(mat_fault_name((enum mat_fault)(1U << bit)));
			}
			putchar(']');
		}
		putchar('}');
	}
	puts("]}");
}

/* --- the command --- */

/* hw tells its state once it has looked for everything that the settings name. */
static void wait_until_open(struct session *session)
{
	static struct hw_status status;
	int64_t due_us = clock_now_us() + OPEN_US;
	bool hands = session->hands;
	session->hands = false;
	hw_status(session->live.hw, &status);
	while (status.parts && !session->opened && !session->ended && clock_now_us() < due_us)
		wait_button(session, due_us);
	take_state(session);
	session->hands = hands;
}

static void try_without_hands(struct session *session, int64_t scan_us)
{
	int64_t due_us = clock_now_us() + scan_us;
	while (session->tries.mat && !session->ended && clock_now_us() < due_us)
		wait_button(session, due_us);
}

/* Loads are shown as the kiosk sees them. */
static void use_calibration(struct session *session)
{
	struct mat_form form = hw_mat_form(session->live.hw);
	struct mat_calibration calibration;
	char why[CALIBRATION_WHY];
	if (!session->tries.mat)
		return;
	enum calibration_found found = calibration_load(session->state, form, &calibration, why);
	if (found == CALIBRATION_READ)
		mat_calibrate(session->tries.mat, &calibration);
	else if (found == CALIBRATION_UNFIT)
		fprintf(stderr, "tuneupctl: the calibration is not used: %s\n", why);
}

static int run(struct ctl *ctl, int64_t scan_us)
{
	static struct session session;
	struct termios terminal;
	session.hands =
		!ctl->json && isatty(STDOUT_FILENO) && tcgetattr(STDIN_FILENO, &terminal) == 0;
	if (!ctl_hw_open(&session.live, ctl)) {
		ctl_hw_close(&session.live);
		return CTL_REFUSED;
	}
	hw_tries_begin(&session.tries, hw_mat_form(session.live.hw));
	session.state = ctl->state;
	use_calibration(&session);
	if (session.hands) {
		struct termios keys = terminal;
		keys.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
		tcsetattr(STDIN_FILENO, TCSANOW, &keys);
	}
	wait_until_open(&session);
	if (session.hands)
		try_with_hands(&session);
	else
		try_without_hands(&session, scan_us);
	hw_tries_judge_mat(&session.tries);
	if (session.hands)
		tcsetattr(STDIN_FILENO, TCSANOW, &terminal);
	if (ctl->json)
		tell_json(&session);
	else
		tell(&session);
	bool fault = hw_tries_any_fault(&session.tries);
	hw_tries_end(&session.tries);
	ctl_hw_close(&session.live);
	return fault ? CTL_REFUSED : CTL_DONE;
}

int ctl_hw_test(struct ctl *ctl, int argc, char **argv)
{
	int64_t scan_us = SCAN_US;
	for (int i = 0; i < argc; i++) {
		int seconds;
		if (strcmp(argv[i], "--seconds") != 0 || !ctl_hw_seconds(argv[++i], &seconds))
			return ctl_bad_usage_of(ctl_hw, "hw test");
		scan_us = (int64_t)seconds * 1000000;
	}
	log_set_style(LOG_SILENT);
	if (!ctl_hw_kiosk_is_off(ctl))
		return ctl_hw_refuse_busy("buttons and lights");
	return run(ctl, scan_us);
}
