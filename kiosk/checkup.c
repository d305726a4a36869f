#include "checkup.h"

#include "base/admin.h"
#include "input.h"

#include <string.h>

/* With virtual time a run must not depend on the machine it runs on. */
static bool wanted(const struct kiosk *kiosk)
{
	return kiosk->services.store && (kiosk->options.machine || !kiosk_virtual(kiosk));
}

int64_t checkup_due_us(const struct kiosk *kiosk)
{
	return wanted(kiosk) ? kiosk->checkup_due_us : INT64_MAX;
}

void checkup_turn(struct kiosk *kiosk, int64_t now_us)
{
	const int64_t second = 1000000;
	int64_t wall_s = kiosk->app.wall_s + now_us / second;
	if (wall_s >= ADMIN_DATE_MIN)
		problems_date(&kiosk->problems, wall_s);
	if (now_us < checkup_due_us(kiosk))
		return;
	kiosk->checkup_due_us = now_us + HEALTH_EVERY_S * second;
	struct player_counts counts = player_counts(kiosk->services.player);
	struct desk_request request = {.kind = DESK_HEALTH};
	request.told = (struct health_told){.up_s = now_us / second - kiosk->began_us / second,
		.wall_s = wall_s,
		.frames_shown = counts.shown,
		.frames_dropped = counts.dropped,
		.events_lost =
			store_dropped(kiosk->services.store) + store_failed(kiosk->services.store),
		.samples_lost = station_dropped(kiosk->station),
		.reads_input = input_is_ours(),
		.touch_gone = input_touch_gone(&kiosk->input)};
	snprintf(request.told.decoder, sizeof request.told.decoder, "%s", counts.decoder);
	store_ask(kiosk->services.store, &request);
}

void checkup_take(void *data, const struct health *health)
{
	struct kiosk *kiosk = data;
	health_tell(&kiosk->told_of, health, &kiosk->problems);
	kiosk->app.clock_unsure = !health->clock_sure && !kiosk_virtual(kiosk);
}
