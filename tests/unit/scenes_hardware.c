/* The scenes of the staff's hardware test. */
#include "scenes.h"

#include <stdio.h>

void scene_hardware(struct visitor *v)
{
	visitor_goes_to_staff(v);
	visitor_taps(v, "staff.hardware");
	visitor_presses(v, BUTTON_NEXT);
	visitor_rolls(v, 3.5f, 2000);
}

void scene_calibrated(struct visitor *v)
{
	struct event event = {.kind = EVENT_HW, .mat = v->app.mat};
	event.mat.calibration = (struct calibration_about){
		.can = true, .used = true, .undo = true, .made_s = 1795000000};
	visitor_event(v, &event);
	visitor_goes_to_staff(v);
	visitor_taps(v, "staff.hardware");
}

void scene_contacts(struct visitor *v)
{
	struct event event = {.kind = EVENT_HW, .mat = v->app.mat};
	event.mat.calibration.can = false;
	visitor_event(v, &event);
	visitor_goes_to_staff(v);
	visitor_taps(v, "staff.hardware");
}

/* The state of a guide that has come to zone 4 of the usual mat. */
static struct calibrate_state on_a_zone(void)
{
	return (struct calibrate_state){.step = CALIBRATE_ZONES,
		.word = CALIBRATE_FEELS,
		.grid = {4, 2},
		.zone = 4,
		.other = -1,
		.measured = 4,
		.held = 0.66f,
		.is = {CALIBRATE_DONE, CALIBRATE_DONE, CALIBRATE_DONE, CALIBRATE_DONE},
		.load = {[3] = 0.1f, [4] = 0.6f, [5] = 0.2f}};
}

void scene_guided(struct visitor *v, struct calibrate_state state)
{
	struct event event = {.kind = EVENT_CALIBRATE, .calibrate = &state};
	visitor_goes_to_staff(v);
	visitor_taps(v, "staff.hardware");
	visitor_taps(v, "hardware.calibrate");
	visitor_event(v, &event);
	visitor_waits(v, 0);
}

void scene_calibrate_zone(struct visitor *v)
{
	scene_guided(v, on_a_zone());
}

void scene_calibrate_elsewhere(struct visitor *v)
{
	struct calibrate_state state = on_a_zone();
	state.word = CALIBRATE_OTHER_ZONE;
	state.other = 7;
	state.held = 0;
	state.load[7] = 0.7f;
	scene_guided(v, state);
}

void scene_calibrate_pass(struct visitor *v)
{
	struct calibrate_state state = on_a_zone();
	state.step = CALIBRATE_PASS;
	state.measured = 8;
	for (int zone = 0; zone < 8; zone++)
		state.is[zone] = CALIBRATE_DONE;
	scene_guided(v, state);
}

void scene_calibrate_check(struct visitor *v)
{
	struct calibrate_state state = on_a_zone();
	state.step = CALIBRATE_CHECK;
	state.measured = 8;
	for (int zone = 4; zone < 8; zone++)
		state.is[zone] = CALIBRATE_DONE;
	state.is[2] = CALIBRATE_SKIPPED;
	state.is[5] = CALIBRATE_ODD;
	scene_guided(v, state);
}

void scene_calibrate_kept(struct visitor *v)
{
	struct calibrate_state state = on_a_zone();
	state.step = CALIBRATE_OFF;
	state.kept = true;
	for (int zone = 4; zone < 8; zone++)
		state.is[zone] = CALIBRATE_DONE;
	scene_guided(v, state);
}

void scene_calibrate_failed(struct visitor *v)
{
	struct calibrate_state state = on_a_zone();
	state.step = CALIBRATE_CHECK;
	snprintf(state.fault, sizeof state.fault,
		"/var/lib/tuneup/mat-calibration.csv.new: No space left on device");
	scene_guided(v, state);
}

/* 192 zones: marks instead of words. */
void scene_calibrate_many(struct visitor *v)
{
	struct calibrate_state state = on_a_zone();
	struct event event = {.kind = EVENT_HW, .mat = v->app.mat};
	event.mat.grid = state.grid = (struct mat_grid){24, 8};
	visitor_event(v, &event);
	scene_guided(v, state);
}

void scene_glass(struct visitor *v)
{
	visitor_goes_to_staff(v);
	visitor_taps(v, "staff.hardware");
	visitor_taps(v, "hardware.glass");
}

void scene_colors(struct visitor *v)
{
	scene_glass(v);
	visitor_taps(v, "glass.colors");
}

void scene_ramps(struct visitor *v)
{
	scene_colors(v);
	for (int i = 0; i < 7; i++)
		visitor_taps(v, "colors.next");
}

static void wipes(struct visitor *v, float y)
{
	visitor_touches(v, POINTER_DOWN, (struct point){1, y});
	for (float x = 1; x < v->app.metrics.w; x += 5)
		visitor_touches(v, POINTER_MOVE, (struct point){x, y});
	visitor_touches(v, POINTER_UP, (struct point){v->app.metrics.w - 1, y});
}

void scene_touch(struct visitor *v)
{
	scene_glass(v);
	visitor_taps(v, "glass.touch");
	wipes(v, 4);
	wipes(v, 12);
}

/* All of it but a stripe. */
void scene_touch_dead(struct visitor *v)
{
	scene_touch(v);
	for (float y = 4; y < v->app.metrics.h - 12; y += 4)
		wipes(v, y);
	visitor_waits(v, 8100);
}

void scene_aim(struct visitor *v)
{
	scene_glass(v);
	visitor_taps(v, "glass.aim");
	visitor_touches(v, POINTER_DOWN, (struct point){8, 9});
	visitor_touches(v, POINTER_UP, (struct point){8, 9});
}

void scene_aimed(struct visitor *v)
{
	scene_aim(v);
	for (int i = 1; i < AIM_TARGETS; i++) {
		struct point at = {v->app.metrics.w - 2, v->app.metrics.h - 2};
		visitor_touches(v, POINTER_DOWN, at);
		visitor_touches(v, POINTER_UP, at);
	}
}

void scene_glass_found(struct visitor *v)
{
	scene_touch_dead(v);
	visitor_taps(v, "back");
	visitor_taps(v, "glass.aim");
	for (int i = 0; i < AIM_TARGETS; i++) {
		visitor_touches(v, POINTER_DOWN, (struct point){1, 1});
		visitor_touches(v, POINTER_UP, (struct point){1, 1});
	}
	visitor_taps(v, "back");
}
