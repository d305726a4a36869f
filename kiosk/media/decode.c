#include "media/decode.h"

#include "base/mem.h"
#include "base/ring.h"
#include "media/loudness.h"

#include <assert.h>
#include <libavutil/frame.h>
#include <libavutil/log.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Decoded pictures are most of the memory a clip takes: as few as even out a slow one, so that each
 * that was shown is replaced at once. Sound is decoded on the way; half of it may be gone before it
 * wakes the thread. */
enum { PICTURES = 3, PICTURES_BEHIND = 2, SAMPLES = SOURCE_RATE / 2, SAMPLES_LOW = SAMPLES / 2 };

enum { ENTRIES = PICTURES + 2 }; /* with them a turn, and an end or a fault */

enum command_kind { COMMAND_NONE, COMMAND_OPEN, COMMAND_SEEK, COMMAND_CLOSE, COMMAND_QUIT };

struct command {
	enum command_kind kind;
	char *path; /* COMMAND_OPEN: owned */
	bool sound;
	const char *decoder;
	struct part part;
};

struct entry {
	enum slot_kind kind;
	AVFrame *frame;
	int64_t us;
};

struct slot {
	pthread_t thread;
	void (*wake)(void *data);
	void *wake_data;
	char *path;          /* main thread, and so the next two */
	uint64_t seen_steps; /* as of seen_us, when they last were others */
	int64_t seen_us;

	pthread_mutex_t lock; /* guards up to `info` */
	pthread_cond_t work;
	struct command command;
	struct entry entry[ENTRIES];
	size_t first, count, wanted;
	struct ring *samples;
	int lost;     /* pictures */
	size_t owed;  /* samples whose time was filled with silence: to be thrown away */
	size_t turns; /* among the entries */
	bool pictures_ended, sound_ended, starved;
	bool goes_round;
	bool sound_turned; /* this turn's samples are all there: none of the next one meanwhile */
	bool skip_samples; /* up to the end of their turn */
	bool sound_ahead;  /* its next turn has begun, that of the pictures has not */
	struct slot_info info;

	/* Set with a command, cleared when the thread takes it: what is decoded meanwhile is stale.
	 */
	atomic_bool stop, leave;
	_Atomic int64_t hurry_us; /* 0: there is time */
	_Atomic uint64_t steps;   /* begun and ended: odd while FFmpeg is at work */

	struct source *source; /* the slot's thread */
	AVFrame *frame;
};

static void clear(struct slot *slot)
{
	for (size_t i = 0; i < ENTRIES; i++)
		av_frame_unref(slot->entry[i].frame);
	slot->first = slot->count = slot->turns = 0;
	ring_read(slot->samples, NULL, SAMPLES);
	slot->pictures_ended = slot->sound_ended = slot->starved = slot->goes_round = false;
	slot->sound_turned = slot->skip_samples = slot->sound_ahead = false;
	slot->owed = 0;
	slot->lost = 0;
	slot->info.fault[0] = slot->info.damage[0] = '\0';
}

/* Stores the result of one decoding step; false when a command has made it stale. */
static bool push(struct slot *slot, enum slot_kind kind, int64_t us)
{
	int lost = slot->source ? source_take_lost(slot->source) : 0;
	pthread_mutex_lock(&slot->lock);
	bool fresh = !atomic_load(&slot->stop);
	bool first = fresh && (slot->count == 0 || kind == SLOT_FAULT);
	if (fresh) {
		slot->lost += lost;
		struct entry *entry = &slot->entry[(slot->first + slot->count) % ENTRIES];
		entry->kind = kind;
		entry->us = us;
		if (kind == SLOT_PICTURE)
			av_frame_move_ref(entry->frame, slot->frame);
		slot->goes_round = slot->source && source_goes_round(slot->source);
		slot->pictures_ended = kind == SLOT_END || kind == SLOT_FAULT;
		slot->turns += kind == SLOT_TURN;
		/* Before a turn the clock says nothing about the pictures behind it. */
		if (kind == SLOT_TURN)
			atomic_store(&slot->hurry_us, 0);
		if ((kind == SLOT_END || kind == SLOT_TURN) && slot->source)
			memcpy(slot->info.damage, source_fault(slot->source), SOURCE_FAULT);
		slot->count++;
	}
	pthread_mutex_unlock(&slot->lock);
	av_frame_unref(slot->frame);
	if (first)
		slot->wake(slot->wake_data);
	return fresh;
}

static void fail(struct slot *slot, const char *fault)
{
	pthread_mutex_lock(&slot->lock);
	if (!atomic_load(&slot->stop)) {
		snprintf(slot->info.fault, SOURCE_FAULT, "%s", fault);
		slot->sound_ended = true;
	}
	pthread_mutex_unlock(&slot->lock);
	push(slot, SLOT_FAULT, 0);
}

static void open_source(struct slot *slot, const struct command *command)
{
	char fault[SOURCE_FAULT] = "";
	source_close(slot->source);
	slot->source = source_open(&(struct source_options){.path = command->path,
					   .sound = command->sound,
					   .gain = loudness_factor(command->path),
					   .decoder = command->decoder,
					   .stop = &slot->stop,
					   .leave = &slot->leave},
		fault);
	pthread_mutex_lock(&slot->lock);
	slot->info.source = slot->source ? *source_info(slot->source) : (struct source_info){0};
	pthread_mutex_unlock(&slot->lock);
	if (!slot->source)
		fail(slot, fault);
}

static void carry_out(struct slot *slot, const struct command *command)
{
	if (command->kind == COMMAND_CLOSE || command->kind == COMMAND_QUIT) {
		source_close(slot->source);
		slot->source = NULL;
		return;
	}
	if (command->kind == COMMAND_OPEN)
		open_source(slot, command);
	const struct part *part = &command->part;
	if (slot->source) {
		source_loop(slot->source, part->loop_from_us, part->loop_to_us);
		source_seek(slot->source, part->from_us, part_stop_us(part));
	} else if (command->kind == COMMAND_SEEK) {
		fail(slot, "the clip could not be opened");
	}
}

static void decode_picture(struct slot *slot)
{
	int64_t us = 0, hurry_us = atomic_exchange(&slot->hurry_us, 0);
	if (hurry_us)
		source_hurry(slot->source, hurry_us);
	switch (source_video(slot->source, slot->frame, &us)) {
	case SOURCE_OK:
		push(slot, SLOT_PICTURE, us);
		break;
	case SOURCE_TURN:
		push(slot, SLOT_TURN, us);
		break;
	case SOURCE_END:
		push(slot, SLOT_END, us);
		break;
	case SOURCE_FAILED:
		fail(slot, source_fault(slot->source));
		break;
	case SOURCE_STARVED:
	case SOURCE_STOPPED:
		break;
	}
}

/* Once awake, the thread fills up whatever has room. */
static bool takes_sound(const struct slot *slot)
{
	return slot->source && !slot->sound_ended && !slot->sound_turned && !slot->starved &&
	       ring_room(slot->samples) >= SOURCE_CHUNK;
}

/* Returns whether there may be more to decode now. */
static bool decode_sound(struct slot *slot)
{
	const float *samples;
	size_t count;
	enum source_result result = source_audio(slot->source, &samples, &count);
	pthread_mutex_lock(&slot->lock);
	bool fresh = !atomic_load(&slot->stop);
	bool first = fresh && ring_level(slot->samples) == 0;
	if (fresh && result == SOURCE_OK && !slot->skip_samples)
		ring_write(slot->samples, samples, count);
	if (fresh && result == SOURCE_TURN) {
		slot->sound_turned = !slot->skip_samples;
		slot->skip_samples = false;
	}
	if (fresh && (result == SOURCE_END || result == SOURCE_FAILED))
		slot->sound_ended = true;
	slot->starved = fresh && result == SOURCE_STARVED;
	bool more = fresh && takes_sound(slot);
	pthread_mutex_unlock(&slot->lock);
	if (first)
		slot->wake(slot->wake_data);
	return more;
}

static bool wants_picture(const struct slot *slot)
{
	return slot->source && !slot->pictures_ended &&
	       slot->count < slot->wanted + (slot->turns > 0);
}

static bool sound_is_low(const struct slot *slot)
{
	return ring_level(slot->samples) <= SAMPLES_LOW;
}

static bool wants_sound(const struct slot *slot)
{
	return takes_sound(slot) && sound_is_low(slot);
}

static void *run(void *data)
{
	struct slot *slot = data;
	struct command command;
	do {
		pthread_mutex_lock(&slot->lock);
		while (!slot->command.kind && !wants_picture(slot) && !wants_sound(slot))
			pthread_cond_wait(&slot->work, &slot->lock);
		command = slot->command;
		slot->command = (struct command){0};
		if (command.kind) {
			atomic_store(&slot->stop, false);
			atomic_store(&slot->leave, false);
		}
		bool picture = wants_picture(slot), sound = takes_sound(slot);
		pthread_mutex_unlock(&slot->lock);
		atomic_fetch_add(&slot->steps, 1);
		if (command.kind)
			carry_out(slot, &command);
		/* The picture first: it is what everyone waits for after a seek. */
		else if (picture)
			decode_picture(slot);
		while (!command.kind && sound)
			sound = decode_sound(slot);
		free(command.path);
		atomic_fetch_add(&slot->steps, 1);
	} while (command.kind != COMMAND_QUIT);
	return NULL;
}

/* Signals are for the main thread. */
static int start_thread(struct slot *slot)
{
	sigset_t all, before;
	sigfillset(&all);
	pthread_sigmask(SIG_BLOCK, &all, &before);
	int error = pthread_create(&slot->thread, NULL, run, slot);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (error == 0)
		pthread_setname_np(slot->thread, "decode");
	return error;
}

static void free_slot(struct slot *slot)
{
	for (size_t i = 0; i < ENTRIES; i++)
		av_frame_free(&slot->entry[i].frame);
	av_frame_free(&slot->frame);
	ring_destroy(slot->samples);
	pthread_cond_destroy(&slot->work);
	pthread_mutex_destroy(&slot->lock);
	free(slot->path);
	free(slot);
}

struct slot *slot_create(void (*wake)(void *data), void *data)
{
	/* Faults of clips are told by the player; FFmpeg's own words would fill the journal. */
	av_log_set_level(AV_LOG_QUIET);
	struct slot *slot = mem_calloc(1, sizeof *slot);
	slot->wake = wake;
	slot->wake_data = data;
	slot->path = mem_strdup("");
	pthread_mutex_init(&slot->lock, NULL);
	pthread_cond_init(&slot->work, NULL);
	slot->wanted = PICTURES_BEHIND;
	slot->samples = ring_create(SAMPLES, 2 * sizeof(float));
	slot->frame = av_frame_alloc();
	bool whole = slot->frame;
	for (size_t i = 0; i < ENTRIES; i++) {
		slot->entry[i].frame = av_frame_alloc();
		whole = whole && slot->entry[i].frame;
	}
	if (whole && start_thread(slot) == 0)
		return slot;
	free_slot(slot);
	return NULL;
}

/* Takes ownership of the command's path. A seek joins an open that has not begun. */
static void send(struct slot *slot, struct command command)
{
	pthread_mutex_lock(&slot->lock);
	if (command.kind == COMMAND_SEEK && slot->command.kind == COMMAND_OPEN) {
		slot->command.part = command.part;
	} else {
		free(slot->command.path);
		slot->command = command;
	}
	if (command.kind != COMMAND_SEEK) {
		slot->info.source = (struct source_info){0};
		atomic_store(&slot->leave, true);
	}
	atomic_store(&slot->stop, true);
	atomic_store(&slot->hurry_us, 0);
	clear(slot);
	pthread_cond_signal(&slot->work);
	pthread_mutex_unlock(&slot->lock);
}

bool slot_hangs(struct slot *slot, int64_t now_us, int64_t patience_us)
{
	uint64_t steps = atomic_load(&slot->steps);
	if (steps != slot->seen_steps || steps % 2 == 0) {
		slot->seen_steps = steps;
		slot->seen_us = now_us;
	}
	return now_us - slot->seen_us > patience_us;
}

void slot_destroy(struct slot *slot)
{
	if (!slot)
		return;
	send(slot, (struct command){.kind = COMMAND_QUIT});
	pthread_join(slot->thread, NULL);
	free_slot(slot);
}

static void remember(struct slot *slot, const char *path)
{
	char *copy = mem_strdup(path);
	free(slot->path);
	slot->path = copy;
}

void slot_bring_forward(struct slot *slot, bool forward)
{
	pthread_mutex_lock(&slot->lock);
	slot->wanted = forward ? PICTURES : PICTURES_BEHIND;
	pthread_cond_signal(&slot->work);
	pthread_mutex_unlock(&slot->lock);
}

bool part_loops(const struct part *part)
{
	return part->loop_to_us > part->loop_from_us;
}

int64_t part_stop_us(const struct part *part)
{
	return part_loops(part) && part->from_us < part->loop_to_us ? part->loop_to_us : INT64_MAX;
}

void slot_open(struct slot *slot, const struct slot_clip *clip, const struct part *part)
{
	remember(slot, clip->path);
	send(slot, (struct command){.kind = COMMAND_OPEN,
			   .path = mem_strdup(slot->path),
			   .sound = clip->sound,
			   .decoder = clip->decoder,
			   .part = *part});
}

void slot_seek(struct slot *slot, const struct part *part)
{
	assert(slot->path[0]);
	send(slot, (struct command){.kind = COMMAND_SEEK, .part = *part});
}

void slot_close(struct slot *slot)
{
	remember(slot, "");
	send(slot, (struct command){.kind = COMMAND_CLOSE});
}

const char *slot_path(const struct slot *slot)
{
	return slot->path;
}

enum slot_kind slot_peek(struct slot *slot, int64_t *us)
{
	pthread_mutex_lock(&slot->lock);
	const struct entry *entry = &slot->entry[slot->first];
	enum slot_kind kind = slot->count ? entry->kind : SLOT_NOTHING;
	*us = entry->us;
	pthread_mutex_unlock(&slot->lock);
	return kind;
}

static void drop_first(struct slot *slot)
{
	slot->first = (slot->first + 1) % ENTRIES;
	slot->count--;
	slot->starved = false;
	pthread_cond_signal(&slot->work);
}

void slot_take(struct slot *slot, AVFrame *frame)
{
	pthread_mutex_lock(&slot->lock);
	struct entry *entry = &slot->entry[slot->first];
	assert(slot->count && entry->kind == SLOT_PICTURE);
	av_frame_move_ref(frame, entry->frame);
	drop_first(slot);
	pthread_mutex_unlock(&slot->lock);
}

bool slot_goes_round(struct slot *slot)
{
	pthread_mutex_lock(&slot->lock);
	bool goes_round = slot->goes_round;
	pthread_mutex_unlock(&slot->lock);
	return goes_round;
}

static void turn_samples(struct slot *slot)
{
	ring_read(slot->samples, NULL, SAMPLES);
	slot->owed = 0;
	slot->skip_samples = !slot->sound_turned;
	slot->sound_turned = false;
	pthread_cond_signal(&slot->work);
}

void slot_turn_samples(struct slot *slot)
{
	pthread_mutex_lock(&slot->lock);
	turn_samples(slot);
	slot->sound_ahead = true;
	pthread_mutex_unlock(&slot->lock);
}

void slot_turn(struct slot *slot)
{
	pthread_mutex_lock(&slot->lock);
	assert(slot->count && slot->entry[slot->first].kind == SLOT_TURN);
	drop_first(slot);
	slot->turns--;
	if (!slot->sound_ahead)
		turn_samples(slot);
	slot->sound_ahead = false;
	pthread_mutex_unlock(&slot->lock);
}

void slot_hurry(struct slot *slot, int64_t us)
{
	pthread_mutex_lock(&slot->lock);
	if (slot->turns == 0)
		atomic_store(&slot->hurry_us, us);
	pthread_mutex_unlock(&slot->lock);
}

int slot_take_lost(struct slot *slot)
{
	pthread_mutex_lock(&slot->lock);
	int lost = slot->lost;
	slot->lost = 0;
	pthread_mutex_unlock(&slot->lock);
	return lost;
}

size_t slot_samples(struct slot *slot, float *samples, size_t count, bool *ended)
{
	pthread_mutex_lock(&slot->lock);
	slot->owed -= ring_read(slot->samples, NULL, slot->owed);
	size_t got = ring_read(slot->samples, samples, count);
	*ended = got == 0 && (slot->sound_ended || slot->sound_turned || slot->starved);
	if (*ended && slot->starved)
		slot->owed += count;
	if (got > 0 && sound_is_low(slot))
		pthread_cond_signal(&slot->work);
	pthread_mutex_unlock(&slot->lock);
	return got;
}

struct slot_info slot_info(struct slot *slot)
{
	pthread_mutex_lock(&slot->lock);
	struct slot_info info = slot->info;
	pthread_mutex_unlock(&slot->lock);
	return info;
}
