#include "staff.h"

#include "app.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const int64_t second = 1000000;

struct desk_request *staff_ask(struct app *app, enum desk_kind kind)
{
	struct desk_request *request = &app_effect(app, EFFECT_ASK)->ask;
	request->kind = kind;
	request->up_s = app->now_us / second;
	request->today = app_today(app);
	snprintf(request->by, sizeof request->by, "%s", app->staff.by);
	app->staff.busy[kind] = true;
	return request;
}

void staff_ask_list(struct app *app)
{
	struct desk_request *request = staff_ask(app, DESK_LIST);
	request->filter = app->staff.filter;
	snprintf(request->text, sizeof request->text, "%s", app->staff.words);
}

void staff_set(struct app *app, bool text, const char *format, ...)
{
	struct desk_request *request = staff_ask(app, DESK_SETTING);
	va_list args;
	va_start(args, format);
	vsnprintf(request->text, sizeof request->text, format, args);
	va_end(args);
	request->yes = text;
}

/* Changes are told of when they are refused; all else is looked at by its screen. */
static bool changes(enum desk_kind kind)
{
	return kind == DESK_VERIFY || kind == DESK_SAVE || kind == DESK_RETIRE ||
	       kind == DESK_ERASE || kind == DESK_IMPORT || kind == DESK_UNDO ||
	       kind == DESK_SETTING || kind == DESK_INSTALL || kind == DESK_GO_BACK ||
	       kind == DESK_COPY || kind == DESK_DATE || kind == DESK_FORMER;
}

static void take_signers(struct staff_state *staff, const struct desk_answer *answer)
{
	for (int n = 0, at = 0; n < DESK_SIGNERS && answer->signer[n]; n++) {
		while (at < DESK_SIGNERS && staff->signer[at][0] &&
			strcmp(staff->signer[at], answer->signer[n]) != 0)
			at++;
		if (at < DESK_SIGNERS && !staff->signer[at][0])
			snprintf(staff->signer[at], DESK_BY, "%s", answer->signer[n]);
		at = 0;
	}
}

static void answered(struct app *app, const struct desk_answer *answer)
{
	struct staff_state *staff = &app->staff;
	staff->busy[answer->kind] = false;
	staff->answer[answer->kind] = answer;
	if (answer->kind == DESK_LIST)
		take_signers(staff, answer);
	if (!changes(answer->kind))
		return;
	staff->refused = !answer->done;
	staff->tried = answer->kind;
}

/* What goes on is no reason to lock, though nobody touches anything. */
static void progressed(struct app *app, float progress)
{
	app->staff.progress = progress;
	if (app->staff.in)
		app->touched_us = app->now_us;
}

static void stick_changed(struct staff_state *staff, const char *folder)
{
	staff->ejected = staff->ejecting && !folder;
	staff->held = staff->ejecting && folder;
	staff->ejecting = false;
	snprintf(staff->usb, sizeof staff->usb, "%s", folder ? folder : "");
}

void staff_event(struct app *app, const struct event *event)
{
	struct staff_state *staff = &app->staff;
	if (event->kind == EVENT_DESK)
		answered(app, event->desk);
	else if (event->kind == EVENT_PROGRESS)
		progressed(app, event->progress);
	else
		stick_changed(staff, event->folder);
}

void staff_enter(struct app *app)
{
	app->staff.in = true;
	app->staff.filter = DESK_ALL;
	app->touched_us = app->now_us;
	app_restart(app, SCREEN_STAFF);
	/* What was not saved when it locked is still there. */
	if (app->staff.edit.dirty)
		app_go(app, SCREEN_STAFF_EDIT, EDIT_GOES_ON);
}

void staff_leave(struct app *app, const char *why)
{
	struct staff_state *staff = &app->staff;
	struct staff_state fresh = {0};
	memcpy(fresh.answer, staff->answer, sizeof fresh.answer);
	memcpy(fresh.busy, staff->busy, sizeof fresh.busy);
	memcpy(fresh.usb, staff->usb, sizeof fresh.usb);
	memcpy(fresh.signer, staff->signer, sizeof fresh.signer);
	if (strcmp(why, "idle") == 0)
		fresh.edit = staff->edit;
	/* The screen that is left still sees what it was about. */
	app_reset(app, why);
	*staff = fresh;
}

int64_t staff_locks_us(const struct app *app)
{
	return app->touched_us + STAFF_LOCK_S * second;
}

int staff_locks_s(const struct app *app)
{
	int64_t left = staff_locks_us(app) - app->now_us;
	return left > 0 ? (int)((left + second - 1) / second) : 0;
}

const struct therapist *staff_chosen(const struct app *app)
{
	const struct desk_answer *list = app->staff.answer[DESK_LIST];
	int chosen = app->staff.chosen;
	return list && chosen >= 0 && (size_t)chosen < list->therapists ? list->therapist[chosen]
									: NULL;
}

void staff_choose(struct app *app, int index)
{
	struct staff_state *staff = &app->staff;
	staff->chosen = index;
	staff->on = app_today(app);
	staff->refused = false;
	staff->code = NULL;
	if (!staff->by[0])
		snprintf(staff->by, sizeof staff->by, "%s", staff->signer[0]);
}

void staff_signs(struct app *app, const char *by)
{
	struct staff_state *staff = &app->staff;
	char name[DESK_BY];
	snprintf(name, sizeof name, "%s", by);
	int at = 0;
	while (at < DESK_SIGNERS - 1 && strcmp(staff->signer[at], name) != 0)
		at++;
	memmove(staff->signer[1], staff->signer[0], (size_t)at * DESK_BY);
	snprintf(staff->signer[0], DESK_BY, "%s", name);
	snprintf(staff->by, sizeof staff->by, "%s", name);
}
