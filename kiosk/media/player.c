#include "media/player.h"

#include "base/log.h"
#include "base/mem.h"
#include "base/tr.h"
#include "media/convert.h"
#include "media/feed.h"
#include "media/pair.h"

#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	SLACK = 2000,          /* us: a display's clock and a clip's never agree to the last bit */
	LATE = 100 * 1000,     /* us: from here on the decoder leaves out what it can */
	LATE_MAX = 500 * 1000, /* us: from here on the clock waits, if no sound goes by it */
	LOOP_MIN = 50 * 1000,  /* us: a shorter loop would be flicker */
	STEP_MAX = 250 *
		   1000, /* us: after a longer stall of the main loop the clip goes on, not ahead */
	FEED_EVERY = 100 * 1000 /* us: well before the sink runs dry */
};

static const char will_not_play[] = N_("A video will not play");
static const char damaged[] = N_("A video is damaged");
static const char replace_file[] = N_("Replace the file, or check the SD card.");
static const char beyond[] = N_("A step lies beyond the end of its video");
static const char mend_step[] = N_("Mend the step's times in routine.yaml.");
static const char no_decoder[] = N_("The video decoder of the settings does not work");
static const char set_software[] =
	N_("Videos are decoded by the processor. Set video.decoder to software.");

struct player {
	struct player_options options;
	struct pair pair;
	struct feed feed;
	struct converter *converter;

	pthread_mutex_t lock; /* guards news */
	pthread_cond_t arrived;
	uint64_t news;

	enum player_state state;
	uint32_t request;
	bool want_paused, muted;
	float volume;
	struct part part; /* from_us: the last start, seek or seam */
	bool has_picture;
	struct slot_info info; /* of the front slot, from its first picture on */
	char fault[SOURCE_FAULT];

	/* The clock: run time since the last start or seek, and where in the clip that is. It
	 * stands while `holding`: the first picture of a start, seek or seam is awaited. */
	int64_t now_us, run_us;
	struct segment segment;
	bool holding, by_sound;

	bool fresh; /* a picture was chosen since the last advance: not counted as shown yet */
	int64_t shown_us;
	bool changed, hung;
	struct player_counts counts;
};

/* Any thread. */
static void on_news(void *data)
{
	struct player *player = data;
	pthread_mutex_lock(&player->lock);
	player->news++;
	pthread_cond_signal(&player->arrived);
	pthread_mutex_unlock(&player->lock);
	if (player->options.wake)
		player->options.wake(player->options.wake_data);
}

struct player *player_create(const struct player_options *options)
{
	struct player *player = mem_calloc(1, sizeof *player);
	player->options = *options;
	player->volume = 1;
	player->counts.decoder = "";
	pthread_mutex_init(&player->lock, NULL);
	pthread_cond_init(&player->arrived, NULL);
	player->feed.audio = audio_create(
		&(struct audio_options){.device = options->sound && !options->virtual_clock,
			.heard = options->heard,
			.heard_data = options->heard_data,
			.problems = options->problems});
	player->converter = converter_create();
	player->pair.sound = options->sound || options->virtual_clock;
	player->pair.decoder = options->decoder;
	if (pair_create(&player->pair, on_news, player) && player->converter)
		return player;
	log_error("player: no thread or memory for decoding can be had");
	player_destroy(player);
	return NULL;
}

void player_destroy(struct player *player)
{
	if (!player)
		return;
	pair_destroy(&player->pair);
	audio_destroy(player->feed.audio);
	converter_destroy(player->converter);
	pthread_cond_destroy(&player->arrived);
	pthread_mutex_destroy(&player->lock);
	free(player);
}

static int64_t clock_us(const struct player *player)
{
	return player->segment.clip_us + player->run_us - player->segment.run_us;
}

static int64_t position_us(const struct player *player)
{
	int64_t position = clock_us(player);
	int64_t duration = player->info.source.duration_us;
	if (duration > 0 && position > duration)
		position = duration;
	return position > 0 ? position : 0;
}

/* Sound plays exactly while the clip does; after the end what is queued may ring out. */
static void sync_sound(struct player *player)
{
	bool plays = player->state == PLAYER_ENDED ||
		     (player->state == PLAYER_PLAYING && !player->holding);
	audio_pause(player->feed.audio, !plays);
}

static void set_state(struct player *player, enum player_state state)
{
	player->changed = player->changed || player->state != state;
	player->state = state;
	sync_sound(player);
}

/* The clock begins at a position of the clip and stands until its picture is there. */
static void hold_at(struct player *player, int64_t from_us)
{
	player->run_us = 0;
	player->segment = (struct segment){.run_us = 0, .clip_us = from_us};
	player->holding = true;
	sync_sound(player);
	feed_start(&player->feed, player->segment);
}

static struct part part_of(const struct player_clip *clip)
{
	struct part part = {.from_us = clip->start_us > 0 ? clip->start_us : 0};
	if (clip->loop_to_us > clip->loop_from_us) {
		part.loop_from_us = clip->loop_from_us > 0 ? clip->loop_from_us : 0;
		part.loop_to_us = clip->loop_to_us;
	}
	return part;
}

void player_play(struct player *player, const struct player_clip *clip, uint32_t request)
{
	audio_look_after(player->feed.audio, player->now_us);
	player->part = part_of(clip);
	if (strcmp(slot_path(player->pair.front), clip->path) == 0)
		converter_keep(player->converter, request);
	pair_play(&player->pair, clip->path, &player->part);
	player->request = request;
	player->want_paused = clip->paused;
	player->has_picture = false;
	player->info = (struct slot_info){0};
	player->fault[0] = '\0';
	player_set_muted(player, clip->muted);
	set_state(player, PLAYER_OPENING);
	player->changed = true;
	hold_at(player, player->part.from_us);
}

void player_prepare(struct player *player, const struct player_clip *clip)
{
	const struct part part = part_of(clip);
	if (pair_prepare(&player->pair, clip->path, &part))
		feed_cancel(&player->feed);
}

void player_pause(struct player *player, bool paused)
{
	bool active = player->state == PLAYER_OPENING || player->state == PLAYER_PLAYING ||
		      player->state == PLAYER_PAUSED;
	if (!active)
		return;
	player->want_paused = paused;
	if (player->state != PLAYER_OPENING)
		set_state(player, paused ? PLAYER_PAUSED : PLAYER_PLAYING);
}

static void go_to(struct player *player, int64_t to_us)
{
	player->part.from_us = to_us;
	slot_seek(player->pair.front, &player->part);
	/* Where sound was fed ahead the back slot has lost its first samples. */
	if (player->feed.ahead)
		pair_forget_loop(&player->pair);
	hold_at(player, to_us);
}

void player_seek(struct player *player, int64_t to_us)
{
	if (player->state == PLAYER_NONE || player->state == PLAYER_FAILED)
		return;
	int64_t last = player->info.source.duration_us - player->info.source.frame_us;
	if (player->info.source.duration_us > 0 && to_us > last)
		to_us = last;
	if (player->state == PLAYER_ENDED) {
		player->want_paused = false;
		set_state(player, PLAYER_PLAYING);
	}
	player->changed = true;
	go_to(player, to_us > 0 ? to_us : 0);
}

void player_stop(struct player *player)
{
	pair_stop(&player->pair);
	player->info = (struct slot_info){0};
	player->has_picture = false;
	if (converter_clear(player->converter))
		player->changed = true;
	hold_at(player, 0);
	set_state(player, PLAYER_NONE);
}

void player_set_volume(struct player *player, float volume)
{
	player->volume = volume;
	audio_set_volume(player->feed.audio, player->muted ? 0 : volume);
}

void player_set_muted(struct player *player, bool muted)
{
	player->muted = muted;
	player_set_volume(player, player->volume);
}

void player_tone(struct player *player, enum tone_side sides)
{
	audio_look_after(player->feed.audio, player->now_us);
	audio_tone(player->feed.audio, (int)sides);
}

void player_set_target(struct player *player, int w, int h)
{
	converter_set_target(player->converter, w, h);
}

struct voiceover *player_voiceover(const struct player *player)
{
	return audio_voiceover(player->feed.audio);
}

void player_find_sound(struct player *player)
{
	audio_look_after(player->feed.audio, player->now_us);
}

static void problem(struct player *player, enum problem_level level, const char *title,
	const char *todo, const char *cause)
{
	if (player->options.problems)
		problems_add(player->options.problems, level, PART_VIDEO, title, todo, "%s", cause);
	else
		log_warning("%s: %s", title, cause);
}

static void fail(struct player *player, const char *fault)
{
	snprintf(player->fault, sizeof player->fault, "%s", fault);
	problem(player, PROBLEM_ERROR, will_not_play, replace_file, fault);
	/* Closed, so that the next request for the file tries it anew; the poster stands in. */
	slot_close(player->pair.front);
	converter_clear(player->converter);
	set_state(player, PLAYER_FAILED);
}

/* The decoder of the settings is not tried again. */
static void decline(struct player *player, const char *cause)
{
	if (player->pair.decoder)
		problem(player, PROBLEM_WARNING, no_decoder, set_software, cause);
	player->pair.decoder = NULL;
}

/* The front slot has come to a fault. A decoder of the settings that gives up in the middle is
 * replaced where the picture is. */
static void meet_fault(struct player *player)
{
	struct slot_info info = slot_info(player->pair.front);
	if (!info.source.by_choice) {
		fail(player, info.fault);
		return;
	}
	decline(player, info.fault);
	int64_t from_us = player->holding ? clock_us(player) : player->shown_us;
	player->part.from_us = from_us;
	pair_reopen(&player->pair, &player->part);
	hold_at(player, from_us);
}

/* Real time: what to do when the decoder is behind the clock. */
static void catch_up(struct player *player, int64_t us)
{
	int64_t late_us = clock_us(player) - us;
	player->counts.dropped += player->fresh;
	player->counts.dropped += (uint64_t)slot_take_lost(player->pair.front);
	if (late_us > LATE)
		slot_hurry(player->pair.front, clock_us(player));
	if (late_us > LATE_MAX && !player->by_sound)
		player->segment.run_us += late_us - LATE_MAX;
}

static void show_next(struct player *player, int64_t us)
{
	if (!player->options.virtual_clock && !player->holding)
		catch_up(player, us);
	slot_take(player->pair.front,
		converter_next(
			player->converter, player->info.source.quarter_turns, us, player->request));
	player->shown_us = us;
	player->has_picture = true;
	player->fresh = true;
	player->changed = true;
	pair_settle(&player->pair, &player->part, us);
}

static bool clock_by_sound(const struct player *player)
{
	return player->info.source.has_sound && audio_alive(player->feed.audio);
}

/* The first picture after a start, seek or seam: shown whatever its time, and the clock goes. */
static void begin(struct player *player, int64_t us)
{
	player->info = slot_info(player->pair.front);
	player->counts.decoder = player->info.source.decoder;
	if (player->info.source.declined[0])
		decline(player, player->info.source.declined);
	show_next(player, us);
	player->holding = false;
	player->by_sound = clock_by_sound(player);
	set_state(player, player->want_paused ? PLAYER_PAUSED : PLAYER_PLAYING);
}

static void tell_beyond(struct player *player, int64_t from_us, int64_t end_us)
{
	char cause[SOURCE_FAULT + 64];
	snprintf(cause, sizeof cause, "%.140s: begins at %.3f s, the video ends at %.3f s",
		slot_path(player->pair.front), (double)from_us / 1e6, (double)end_us / 1e6);
	problem(player, PROBLEM_WARNING, beyond, mend_step, cause);
}

/* The part is over at end_us: goes on at the loop's start. False when there is nothing to repeat.
 */
static bool pass_seam(struct player *player, int64_t end_us)
{
	struct part *part = &player->part;
	bool ready = feed_fits(&player->feed, end_us);
	/* Times beyond the clip: the whole clip is repeated. */
	if (part->loop_from_us > end_us - LOOP_MIN) {
		tell_beyond(player, part->loop_from_us, end_us);
		part->loop_from_us = 0;
		ready = false;
	}
	if (end_us < LOOP_MIN)
		return false;
	/* A start beyond the end shows the last picture and has no part that could be over. */
	if (player->segment.clip_us < end_us)
		player->segment.run_us += end_us - player->segment.clip_us;
	else
		player->segment.run_us = player->run_us;
	part->from_us = player->segment.clip_us = part->loop_from_us;
	if (pair_next_round(&player->pair, part, ready))
		feed_seam(&player->feed, player->segment);
	else
		feed_start(&player->feed, player->segment);
	player->holding = true;
	return true;
}

/* Returns whether the clip goes on. */
static bool pass_end(struct player *player, int64_t end_us)
{
	player->info = slot_info(player->pair.front);
	player->counts.dropped += (uint64_t)slot_take_lost(player->pair.front);
	if (player->info.damage[0])
		problem(player, PROBLEM_WARNING, damaged, replace_file, player->info.damage);
	if (!player->has_picture) {
		char fault[SOURCE_FAULT];
		snprintf(fault, sizeof fault, "%.140s: no picture can be decoded",
			slot_path(player->pair.front));
		fail(player, player->info.damage[0] ? player->info.damage : fault);
		return false;
	}
	/* A part without any picture is not repeated: that would never end. */
	if (part_loops(&player->part) && !player->holding && pass_seam(player, end_us))
		return true;
	player->run_us = player->segment.run_us + end_us - player->segment.clip_us;
	player->holding = false;
	set_state(player, PLAYER_ENDED);
	return false;
}

/* Takes over what the front slot has decoded, up to the picture that is due. Returns false while
 * that is not decoded yet. */
static bool take_over(struct player *player)
{
	while (player->state == PLAYER_OPENING || player->state == PLAYER_PLAYING ||
		(player->state == PLAYER_PAUSED && player->holding)) {
		int64_t us;
		enum slot_kind kind = slot_peek(player->pair.front, &us);
		bool due = player->holding || us <= clock_us(player) + SLACK;
		if (kind == SLOT_NOTHING)
			return false;
		if (kind == SLOT_FAULT) {
			meet_fault(player);
			continue;
		}
		if (!due)
			return true;
		if ((kind == SLOT_END || kind == SLOT_TURN) && !pass_end(player, us))
			return true;
		if (kind == SLOT_PICTURE && player->holding)
			begin(player, us);
		else if (kind == SLOT_PICTURE)
			show_next(player, us);
	}
	return true;
}

/* False when there is room in the sink for sound that is not decoded yet. */
static bool fill_sound(struct player *player)
{
	bool plays = player->state == PLAYER_PLAYING && !player->holding;
	if (!plays || !player->info.source.has_sound)
		return true;
	int64_t end_us = INT64_MAX;
	if (part_loops(&player->part)) {
		const struct source_info *info = &player->info.source;
		end_us = part_stop_us(&player->part);
		if (info->duration_us < end_us)
			end_us = info->exact ? info->duration_us : INT64_MAX;
	}
	return feed_fill(&player->feed, player->pair.front, end_us, pair_ahead(&player->pair),
		player->part.loop_from_us);
}

static void move_clock(struct player *player, int64_t now_us)
{
	int64_t step = now_us - player->now_us;
	player->now_us = now_us;
	if (step < 0)
		step = 0;
	if (!player->options.virtual_clock && step > STEP_MAX)
		step = STEP_MAX;
	if (player->state != PLAYER_PLAYING || player->holding)
		return;
	bool by_sound = clock_by_sound(player);
	if (by_sound && !player->by_sound) {
		/* The device works again, with sound from when it hung. */
		go_to(player, position_us(player));
	} else if (by_sound) {
		int64_t heard_us = feed_heard_us(&player->feed);
		player->run_us = heard_us > player->run_us ? heard_us : player->run_us;
	} else {
		player->run_us += step;
		audio_run(player->feed.audio, player->run_us - player->feed.base_us);
	}
	player->by_sound = by_sound;
}

static void measure_offset(struct player *player)
{
	if (!player->fresh || !player->by_sound || player->state != PLAYER_PLAYING)
		return;
	double offset = (double)llabs(position_us(player) - player->shown_us) / 1000;
	if (offset > player->counts.av_offset_ms_max)
		player->counts.av_offset_ms_max = offset;
}

/* Waits for the due picture, an end or a fault, and for the sound. */
static void settle(struct player *player)
{
	for (;;) {
		pthread_mutex_lock(&player->lock);
		uint64_t seen = player->news;
		pthread_mutex_unlock(&player->lock);
		if (take_over(player) && fill_sound(player))
			return;
		pthread_mutex_lock(&player->lock);
		while (player->news == seen)
			pthread_cond_wait(&player->arrived, &player->lock);
		pthread_mutex_unlock(&player->lock);
	}
}

bool player_advance(struct player *player, int64_t now_us)
{
	if (player->fresh)
		player->counts.shown++;
	player->fresh = false;
	if (player->state == PLAYER_PLAYING)
		audio_look_after(player->feed.audio, now_us);
	move_clock(player, now_us);
	/* In virtual time the answer must not depend on how fast the decoder happens to be. */
	if (player->options.virtual_clock) {
		settle(player);
	} else {
		take_over(player);
		fill_sound(player);
	}
	measure_offset(player);
	bool changed = player->changed;
	player->changed = false;
	return changed;
}

bool player_hangs(struct player *player, int64_t now_us)
{
	const int64_t patience_us = (int64_t)PLAYER_HUNG_S * 1000000;
	bool front = slot_hangs(player->pair.front, now_us, patience_us);
	bool back = slot_hangs(player->pair.back, now_us, patience_us);
	if ((front || back) && !player->hung)
		log_error("the decoder has not come back for %d s", PLAYER_HUNG_S);
	player->hung = front || back;
	return player->hung;
}

int64_t player_next_us(const struct player *player)
{
	if (player->changed)
		return player->now_us;
	if (player->state != PLAYER_PLAYING || player->holding)
		return INT64_MAX;
	int64_t us, due_us = INT64_MAX;
	if (slot_peek(player->pair.front, &us) != SLOT_NOTHING) {
		int64_t wait = us - position_us(player);
		due_us = player->now_us + (wait > 0 ? wait : 0);
	}
	if (player->info.source.has_sound && due_us > player->now_us + FEED_EVERY)
		due_us = player->now_us + FEED_EVERY;
	return due_us;
}

void player_settle(struct player *player)
{
	assert(player->options.virtual_clock);
	settle(player);
}

const struct picture *player_picture(struct player *player)
{
	return converter_picture(player->converter);
}

struct player_status player_status(const struct player *player)
{
	struct player_status status = {.state = player->state,
		.request = player->request,
		.position_us = position_us(player),
		.duration_us = player->info.source.duration_us,
		.has_picture = player->has_picture,
		.has_sound = player->info.source.has_sound,
		.decoder = player->counts.decoder,
		.dropped = player->counts.dropped};
	memcpy(status.fault, player->fault, sizeof status.fault);
	return status;
}

struct player_counts player_counts(const struct player *player)
{
	struct player_counts counts = player->counts;
	counts.shown += player->fresh;
	counts.open = pair_open(&player->pair);
	return counts;
}
