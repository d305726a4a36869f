#include "effects.h"

#include <string.h>

static struct player_clip clip_of(const struct effect *effect)
{
	return (struct player_clip){.path = effect->path,
		.start_us = effect->position_us,
		.loop_from_us = effect->loop_from_us,
		.loop_to_us = effect->loop_to_us,
		.muted = effect->muted};
}

/* Reads the directory on the main thread: read-only SQL, milliseconds (ARCHITECTURE, threads). */
static void search(struct services *services, const struct effect *effect, int64_t now_us)
{
	struct directory_query query = effect->query;
	struct event event = {.kind = EVENT_STORE, .now_us = now_us};
	query.from = services->place;
	arena_reset(&services->found_arena);
	services->found = (struct therapist_list){0};
	if (services->directory && !directory_search(services->directory, &query,
					   &services->found_arena, &services->found))
		services->found = (struct therapist_list){0};
	event.store.list = &services->found;
	services->post(services->post_data, &event);
}

static void contact(struct services *services, const struct effect *effect, int64_t now_us)
{
	struct event event = {.kind = EVENT_STORE, .now_us = now_us};
	arena_reset(&services->code_arena);
	const char *card = vcard_make(effect->therapist, &services->code_arena);
	if (!qr_make(card, &services->code_arena, &services->code))
		return;
	event.store.code = &services->code;
	services->post(services->post_data, &event);
}

static void code(struct services *services, const struct effect *effect, int64_t now_us)
{
	struct event event = {.kind = EVENT_STORE, .now_us = now_us};
	const struct take_home *texts = effect->texts;
	arena_reset(&services->code_arena);
	/* The last text is for when none is small enough to be read from afar. */
	for (int i = 0; i < texts->texts; i++) {
		bool last = i + 1 == texts->texts;
		if (!qr_make(texts->text[i], &services->code_arena, &services->code) ||
			(services->code.size > texts->modules && !last))
			continue;
		event.store.code = &services->code;
		event.store.text = i;
		services->post(services->post_data, &event);
		return;
	}
}

/* Without a store there is nobody who could do it. */
static void ask(struct services *services, const struct effect *effect, int64_t now_us)
{
	if (services->store) {
		store_ask(services->store, &effect->ask);
		return;
	}
	static struct desk_answer none;
	none = (struct desk_answer){
		.kind = effect->ask.kind, .why = "the store's thread is not there"};
	struct event event = {.kind = EVENT_DESK, .now_us = now_us, .desk = &none};
	services->post(services->post_data, &event);
}

/* How far an import is, a hundredth at a time. */
static void tell_progress(struct services *services, int64_t now_us)
{
	float progress = store_progress(services->store), moved = progress - services->progress;
	if (moved > -0.01f && moved < 0.01f)
		return;
	struct event event = {.kind = EVENT_PROGRESS, .now_us = now_us, .progress = progress};
	services->progress = progress;
	services->post(services->post_data, &event);
}

void effects_take_answers(struct services *services, int64_t now_us)
{
	if (services->store)
		tell_progress(services, now_us);
	for (struct desk_answer *answer;
		services->store && (answer = store_answer(services->store));) {
		struct desk_answer *former = services->answer[answer->kind];
		struct event event = {.kind = EVENT_DESK, .now_us = now_us, .desk = answer};
		services->answer[answer->kind] = answer;
		if (answer->kind == DESK_SETTING && answer->done && services->set)
			services->set(services->post_data);
		if (answer->kind == DESK_FORMER && answer->done && services->set_all)
			services->set_all(services->post_data);
		if (answer->kind == DESK_HEALTH && services->health)
			services->health(services->post_data, &answer->health);
		services->post(services->post_data, &event);
		desk_answer_free(former);
	}
}

static void carry_out(const struct effect *effect, struct services *services, int64_t now_us)
{
	struct player_clip clip;
	switch (effect->kind) {
	case EFFECT_PLAY:
		clip = clip_of(effect);
		player_play(services->player, &clip, effect->request);
		break;
	case EFFECT_PREPARE:
		clip = clip_of(effect);
		player_prepare(services->player, &clip);
		break;
	case EFFECT_PAUSE:
		player_pause(services->player, true);
		break;
	case EFFECT_RESUME:
		player_pause(services->player, false);
		break;
	case EFFECT_STOP:
		player_stop(services->player);
		break;
	case EFFECT_VOLUME:
		player_set_volume(services->player, effect->volume);
		break;
	case EFFECT_SEARCH:
		search(services, effect, now_us);
		break;
	case EFFECT_CONTACT:
		contact(services, effect, now_us);
		break;
	case EFFECT_CODE:
		code(services, effect, now_us);
		break;
	case EFFECT_LOG:
		if (services->store)
			store_log(services->store, &effect->usage);
		break;
	case EFFECT_CALIBRATE:
		if (services->station)
			station_calibrate(services->station, effect->calibrate);
		break;
	case EFFECT_TONE:
		player_tone(services->player, effect->tone);
		break;
	case EFFECT_ASK:
		ask(services, effect, now_us);
		break;
	case EFFECT_EJECT:
		if (services->eject)
			services->eject(services->post_data);
		break;
	case EFFECT_CANCEL:
		if (services->store)
			store_cancel(services->store);
		break;
	}
}

void effects_carry_out(struct app *app, struct services *services)
{
	/* An answer may ask for more; a copy keeps the list whole while that goes on. */
	struct effect effect[EFFECTS_MAX];
	int effects = app->effects;
	memcpy(effect, app->effect, sizeof effect[0] * (size_t)effects);
	app->effects = 0;
	for (int i = 0; i < effects; i++)
		carry_out(&effect[i], services, app->now_us);
}

void effects_free(struct services *services)
{
	arena_free(&services->found_arena);
	arena_free(&services->code_arena);
	for (int kind = 0; kind < DESK_KINDS; kind++)
		desk_answer_free(services->answer[kind]);
}
