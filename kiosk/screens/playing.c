#include "screens/playing.h"

static const int64_t second = 1000000;

static const int64_t back_us = 10 * 1000000;

const struct routine *playing_routine(const struct app *app)
{
	return &app->catalog->routine[app->routine.routine];
}

const struct step *playing_step(const struct app *app, int at)
{
	return &playing_routine(app)->step[app->routine.plan[at].step];
}

const struct step_clip *playing_clip(const struct app *app, int at)
{
	return step_clip(playing_step(app, at), app->routine.plan[at].side);
}

static int64_t length_us(const struct app *app, int at)
{
	return app->routine.plan[at].seconds * second;
}

int64_t step_position(const struct step_clip *clip, int64_t elapsed_us)
{
	int64_t position = clip->at_us + elapsed_us;
	int64_t loop = clip->loop_to_us - clip->loop_from_us;
	if (loop <= 0 || position < clip->loop_to_us)
		return position;
	return clip->loop_from_us + (position - clip->loop_to_us) % loop;
}

void playing_start(struct app *app, int at, int64_t elapsed_us)
{
	struct routine_state *state = &app->routine;
	state->at = at;
	state->elapsed_us = elapsed_us;
	state->playing = true;
	state->finished = false;
	const struct step_clip *clip = playing_clip(app, at);
	state->request = app_play(app, playing_routine(app)->clip_path,
		step_position(clip, elapsed_us), clip->loop_from_us, clip->loop_to_us, false);
	state->last_us = app->now_us;
}

bool playing_answered(const struct app *app)
{
	return app->player.request == app->routine.request;
}

bool playing_failed(const struct app *app)
{
	return playing_answered(app) && app->player.state == PLAYER_FAILED;
}

bool playing_runs(const struct app *app)
{
	return app->routine.playing && playing_answered(app) &&
	       app->player.state != PLAYER_OPENING && app->player.state != PLAYER_NONE;
}

bool playing_next(struct app *app)
{
	struct routine_state *state = &app->routine;
	if (state->at + 1 < state->steps) {
		playing_start(app, state->at + 1, 0);
		return true;
	}
	state->elapsed_us = length_us(app, state->at);
	return false;
}

void playing_finish(struct app *app)
{
	app->routine.finished = true;
	app->routine.playing = false;
	app_effect(app, EFFECT_PAUSE);
}

bool playing_time_passes(struct app *app)
{
	struct routine_state *state = &app->routine;
	if (playing_runs(app))
		state->elapsed_us += app->now_us - state->last_us;
	state->last_us = app->now_us;
	return state->playing && state->elapsed_us >= length_us(app, state->at);
}

void playing_pause(struct app *app, bool pause)
{
	app->routine.playing = !pause;
	app->routine.last_us = app->now_us;
	app_effect(app, pause ? EFFECT_PAUSE : EFFECT_RESUME);
}

void playing_back_10(struct app *app)
{
	struct routine_state *state = &app->routine;
	int64_t elapsed = state->elapsed_us - back_us;
	int at = state->at;
	while (elapsed < 0 && at > 0)
		elapsed += length_us(app, --at);
	playing_start(app, at, elapsed < 0 ? 0 : elapsed);
}

int64_t playing_due(const struct app *app)
{
	/* Its ring moves with the clip's frames too. */
	return playing_runs(app) ? app->routine.last_us + timer_step_us(app, playing_left_us(app))
				 : INT64_MAX;
}

int64_t playing_left_us(const struct app *app)
{
	int64_t left = length_us(app, app->routine.at) - app->routine.elapsed_us;
	return left < 0 ? 0 : left;
}
