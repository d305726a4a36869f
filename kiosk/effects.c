#include "effects.h"

static struct player_clip clip_of(const struct effect *effect)
{
	return (struct player_clip){.path = effect->path,
		.start_us = effect->position_us,
		.loop_from_us = effect->loop_from_us,
		.loop_to_us = effect->loop_to_us,
		.muted = effect->muted};
}

static void carry_out(const struct effect *effect, const struct services *services)
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
	case EFFECT_SEEK:
		player_seek(services->player, effect->position_us);
		break;
	case EFFECT_STOP:
		player_stop(services->player);
		break;
	case EFFECT_VOLUME:
		player_set_volume(services->player, effect->volume);
		break;
	}
}

void effects_carry_out(struct app *app, const struct services *services)
{
	int effects = app->effects;
	app->effects = 0;
	for (int i = 0; i < effects; i++)
		carry_out(&app->effect[i], services);
}
