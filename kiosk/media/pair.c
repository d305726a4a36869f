#include "media/pair.h"

#include <string.h>

bool pair_create(struct pair *pair, void (*wake)(void *data), void *data)
{
	pair->front = slot_create(wake, data);
	pair->back = slot_create(wake, data);
	if (!pair->front || !pair->back)
		return false;
	slot_bring_forward(pair->front, true);
	return true;
}

void pair_destroy(struct pair *pair)
{
	slot_destroy(pair->front);
	slot_destroy(pair->back);
}

static bool has_open(struct slot *slot, const char *path)
{
	int64_t us;
	return strcmp(slot_path(slot), path) == 0 && slot_peek(slot, &us) != SLOT_FAULT;
}

static void open_in(
	const struct pair *pair, struct slot *slot, const char *path, const struct part *part)
{
	slot_open(slot,
		&(struct slot_clip){.path = path, .sound = pair->sound, .decoder = pair->decoder},
		part);
}

static void swap(struct pair *pair)
{
	struct slot *slot = pair->front;
	pair->front = pair->back;
	pair->back = slot;
	pair->role = BACK_IDLE;
	slot_bring_forward(pair->front, true);
	slot_bring_forward(pair->back, false);
}

static void set_back(
	struct pair *pair, enum back_role role, const char *path, const struct part *part)
{
	if (has_open(pair->back, path))
		slot_seek(pair->back, part);
	else
		open_in(pair, pair->back, path, part);
	pair->role = role;
	pair->back_part = *part;
}

static bool stands_ready(struct pair *pair, const char *path, const struct part *part)
{
	const struct part *back = &pair->back_part;
	return pair->role == BACK_PREPARED && has_open(pair->back, path) &&
	       back->from_us == part->from_us && back->loop_from_us == part->loop_from_us &&
	       back->loop_to_us == part->loop_to_us;
}

void pair_play(struct pair *pair, const char *path, const struct part *part)
{
	if (stands_ready(pair, path, part)) {
		swap(pair);
	} else if (has_open(pair->front, path)) {
		pair_forget_loop(pair);
		slot_seek(pair->front, part);
	} else if (has_open(pair->back, path)) {
		swap(pair);
		slot_seek(pair->front, part);
	} else {
		swap(pair);
		open_in(pair, pair->front, path, part);
	}
}

void pair_reopen(struct pair *pair, const struct part *part)
{
	open_in(pair, pair->front, slot_path(pair->front), part);
}

bool pair_prepare(struct pair *pair, const char *path, const struct part *part)
{
	bool loop = pair->role == BACK_LOOP;
	if (!stands_ready(pair, path, part))
		set_back(pair, BACK_PREPARED, path, part);
	return loop;
}

void pair_settle(struct pair *pair, const struct part *part, int64_t us)
{
	if (pair->role != BACK_IDLE)
		return;
	bool passed = part_loops(part) && us >= part->loop_from_us - SOURCE_TOLERANCE;
	const struct part loop = {part->loop_from_us, part->loop_from_us, part->loop_to_us};
	if (passed && !slot_goes_round(pair->front))
		set_back(pair, BACK_LOOP, slot_path(pair->front), &loop);
	else if (slot_path(pair->back)[0])
		slot_close(pair->back);
}

void pair_forget_loop(struct pair *pair)
{
	if (pair->role == BACK_LOOP)
		pair->role = BACK_IDLE;
}

bool pair_next_round(struct pair *pair, const struct part *part, bool ready)
{
	int64_t us;
	if (ready && pair->role == BACK_LOOP && slot_peek(pair->back, &us) != SLOT_FAULT) {
		swap(pair);
		return true;
	}
	if (ready && pair->role != BACK_LOOP && slot_peek(pair->front, &us) == SLOT_TURN) {
		slot_turn(pair->front);
		return true;
	}
	pair_forget_loop(pair);
	slot_seek(pair->front, part);
	return false;
}

struct slot *pair_ahead(const struct pair *pair)
{
	if (pair->role == BACK_LOOP)
		return pair->back;
	return slot_goes_round(pair->front) ? pair->front : NULL;
}

int pair_open(const struct pair *pair)
{
	return (slot_path(pair->front)[0] != '\0') + (slot_path(pair->back)[0] != '\0');
}

void pair_stop(struct pair *pair)
{
	slot_close(pair->front);
	slot_close(pair->back);
	pair->role = BACK_IDLE;
}
