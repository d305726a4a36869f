#include "renew.h"

#include "base/log.h"
#include "data/pack.h"
#include "media/vtt.h"

#include <stdlib.h>
#include <string.h>

/* NULL: it is as it was. */
static char *other_folder(const struct kiosk *kiosk)
{
	const struct options *options = &kiosk->options;
	if (!options->content_own || !app_renewable(&kiosk->app))
		return NULL;
	char *installed = pack_current(options->state);
	const char *now = installed ? installed : options->content_own;
	char *other = strcmp(now, options->content) == 0 ? NULL : mem_strdup(now);
	free(installed);
	return other;
}

static void destroy(struct content *content)
{
	catalog_destroy(content->shown);
	catalog_destroy(content->whole);
	*content = (struct content){0};
}

static struct catalog *shown(const struct kiosk *kiosk, const struct catalog *whole)
{
	return catalog_without(whole, kiosk->config->hidden, kiosk->config->hiddens);
}

void renew_begin(struct kiosk *kiosk)
{
	kiosk->content.whole = catalog_load(kiosk->options.content, vtt_read, &kiosk->problems);
	kiosk->content.shown = shown(kiosk, kiosk->content.whole);
}

void renew_end(struct kiosk *kiosk)
{
	destroy(&kiosk->content);
	destroy(&kiosk->content_before);
}

/* Staff have hidden other routines. */
static bool renew_hidden(struct kiosk *kiosk)
{
	if (!kiosk->hidden_changed || !app_renewable(&kiosk->app))
		return false;
	kiosk->hidden_changed = false;
	struct catalog *former = kiosk->content.shown;
	kiosk->content.shown = shown(kiosk, kiosk->content.whole);
	app_renew(&kiosk->app, kiosk->content.whole, kiosk->content.shown);
	catalog_destroy(former);
	return true;
}

bool renew_content(struct kiosk *kiosk)
{
	char *folder = other_folder(kiosk);
	if (!folder)
		return renew_hidden(kiosk);
	free(kiosk->options.content);
	kiosk->options.content = folder;
	problems_clear_part(&kiosk->problems, PART_CONTENT);
	/* What was drawn last may still name texts of the one before. */
	destroy(&kiosk->content_before);
	kiosk->content_before = kiosk->content;
	renew_begin(kiosk);
	renderer_set_content(kiosk->renderer, folder);
	app_renew(&kiosk->app, kiosk->content.whole, kiosk->content.shown);
	effects_carry_out(&kiosk->app, &kiosk->services);
	log_info("%s: this content is shown now", folder);
	return true;
}

static day_t clock_day(const struct kiosk *kiosk, int64_t now_us)
{
	return date_of_wall(kiosk->app.wall_s + now_us / 1000000);
}

/* By the clock itself, and not by the day that the app has made of it. */
static bool review(struct kiosk *kiosk, int64_t version, int64_t now_us)
{
	day_t day = clock_day(kiosk, now_us);
	if (version == kiosk->directory_reviewed && day == kiosk->directory_day)
		return false;
	kiosk->directory_reviewed = version;
	kiosk->directory_day = day;
	directory_review(kiosk->services.directory, day, &kiosk->problems);
	return true;
}

void renew_directory(struct kiosk *kiosk, int64_t now_us)
{
	struct directory *directory = kiosk->services.directory;
	if (!directory || now_us < kiosk->directory_due_us)
		return;
	kiosk->directory_due_us = now_us + 1000000;
	int64_t version = directory_version(directory);
	bool reviewed = review(kiosk, version, now_us);
	bool told = !app_top(&kiosk->app)->directory || version == kiosk->directory_told;
	if (!told)
		kiosk->directory_told = version;
	if (told && !reviewed)
		return;
	struct event event = {.kind = EVENT_DIRECTORY, .now_us = now_us};
	event.known = directory_known_day(directory);
	kiosk_post(kiosk, &event);
}

int64_t renew_due_us(const struct kiosk *kiosk)
{
	bool shown = kiosk->services.directory && app_top(&kiosk->app)->directory;
	return shown ? kiosk->directory_due_us : INT64_MAX;
}
