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

static void open_in(const struct pair *pair, struct slot *slot, const char *path, int64_t from_us,
	int64_t stop_us)
{
	slot_open(slot,
		&(struct slot_clip){.path = path, .sound = pair->sound, .decoder = pair->decoder},
		from_us, stop_us);
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
	struct pair *pair, enum back_role role, const char *path, int64_t from_us, int64_t stop_us)
{
	if (has_open(pair->back, path))
		slot_seek(pair->back, from_us, stop_us);
	else
		open_in(pair, pair->back, path, from_us, stop_us);
	pair->role = role;
	pair->back_from_us = from_us;
	pair->back_stop_us = stop_us;
}

static bool stands_ready(struct pair *pair, const char *path, int64_t from_us, int64_t stop_us)
{
	return pair->role == BACK_PREPARED && has_open(pair->back, path) &&
	       pair->back_from_us == from_us && pair->back_stop_us == stop_us;
}

void pair_play(struct pair *pair, const char *path, int64_t from_us, int64_t stop_us)
{
	if (stands_ready(pair, path, from_us, stop_us)) {
		swap(pair);
	} else if (has_open(pair->front, path)) {
		pair_forget_loop(pair);
		slot_seek(pair->front, from_us, stop_us);
	} else if (has_open(pair->back, path)) {
		swap(pair);
		slot_seek(pair->front, from_us, stop_us);
	} else {
		swap(pair);
		open_in(pair, pair->front, path, from_us, stop_us);
	}
}

void pair_reopen(struct pair *pair, int64_t from_us, int64_t stop_us)
{
	open_in(pair, pair->front, slot_path(pair->front), from_us, stop_us);
}

bool pair_prepare(struct pair *pair, const char *path, int64_t from_us, int64_t stop_us)
{
	if (stands_ready(pair, path, from_us, stop_us))
		return false;
	set_back(pair, BACK_PREPARED, path, from_us, stop_us);
	return true;
}

void pair_settle(struct pair *pair, int64_t from_us, int64_t to_us)
{
	if (pair->role != BACK_IDLE)
		return;
	if (to_us > from_us)
		set_back(pair, BACK_LOOP, slot_path(pair->front), from_us, to_us);
	else if (slot_path(pair->back)[0])
		slot_close(pair->back);
}

void pair_forget_loop(struct pair *pair)
{
	if (pair->role == BACK_LOOP)
		pair->role = BACK_IDLE;
}

bool pair_next_round(struct pair *pair, int64_t from_us, int64_t stop_us)
{
	int64_t us;
	if (pair->role == BACK_LOOP && slot_peek(pair->back, &us) != SLOT_FAULT) {
		swap(pair);
		return true;
	}
	slot_seek(pair->front, from_us, stop_us);
	return false;
}

struct slot *pair_ahead(const struct pair *pair)
{
	return pair->role == BACK_LOOP ? pair->back : NULL;
}

void pair_stop(struct pair *pair)
{
	slot_close(pair->front);
	slot_close(pair->back);
	pair->role = BACK_IDLE;
}
