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
	if (!options->content_own || !app_rests(&kiosk->app))
		return NULL;
	char *installed = pack_current(options->state);
	const char *now = installed ? installed : options->content_own;
	char *other = strcmp(now, options->content) == 0 ? NULL : mem_strdup(now);
	free(installed);
	return other;
}

bool renew_content(struct kiosk *kiosk)
{
	char *folder = other_folder(kiosk);
	if (!folder)
		return false;
	free(kiosk->options.content);
	kiosk->options.content = folder;
	problems_clear_part(&kiosk->problems, PART_CONTENT);
	/* What was drawn last may still name texts of the one before. */
	catalog_destroy(kiosk->catalog_before);
	kiosk->catalog_before = kiosk->catalog;
	kiosk->catalog = catalog_load(folder, vtt_read, &kiosk->problems);
	renderer_set_content(kiosk->renderer, folder);
	app_renew(&kiosk->app, kiosk->catalog);
	effects_carry_out(&kiosk->app, &kiosk->services);
	log_info("%s: this content is shown now", folder);
	return true;
}
