#include "data/config.h"

#include "base/tr.h"
#include "data/yaml.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char problem_title[] = N_("A setting is not understood");
static const char problem_todo[] =
	N_("Correct the settings file at the line named, then start again.");

static const char *const decoders[] = {"software", "h264_v4l2m2m", NULL};

#define AT(field) .offset = offsetof(struct config, field)

static const struct yaml_key store_keys[] = {
	{"name", KEY_STRING, AT(store_name), .min = 1, .max = 60},
	{0},
};

static const struct yaml_key screen_keys[] = {
	{"language", KEY_STRING, AT(language), .min = 2, .max = 2,
		.letters = "abcdefghijklmnopqrstuvwxyz"},
	{"diagonal", KEY_NUMBER, AT(diagonal_in), .min = 0, .max = 120},
	{0},
};

static const char *const units[] = {"mi", "km", NULL};

static const struct yaml_key place_keys[] = {
	{"latitude", KEY_NUMBER, AT(latitude), .min = -90, .max = 90},
	{"longitude", KEY_NUMBER, AT(longitude), .min = -180, .max = 180},
	{"zip", KEY_STRING, AT(zip), .min = 5, .max = 5, .letters = "0123456789"},
	{"units", KEY_STRING, AT(units), .words = units},
	{0},
};

static const struct yaml_key idle_keys[] = {
	{"seconds", KEY_INT, AT(idle_seconds), .min = 10, .max = 3600},
	{"learn_seconds", KEY_INT, AT(idle_learn_seconds), .min = 10, .max = 3600},
	{0},
};

static const struct yaml_key sound_keys[] = {
	{"start", KEY_INT, AT(volume_start), .min = 0, .max = 10},
	{"max", KEY_INT, AT(volume_max), .min = 1, .max = 10},
	{0},
};

static const struct yaml_key video_keys[] = {
	{"decoder", KEY_STRING, AT(decoder), .words = decoders},
	{0},
};

static const struct yaml_key file_keys[] = {
	{"store", KEY_MAP, .keys = store_keys},
	{"screen", KEY_MAP, .keys = screen_keys},
	{"place", KEY_MAP, .keys = place_keys},
	{"idle", KEY_MAP, .keys = idle_keys},
	{"sound", KEY_MAP, .keys = sound_keys},
	{"video", KEY_MAP, .keys = video_keys},
	{0},
};

struct config *config_load(
	const char *const files[], bool must_exist, bool *sound, struct problems *problems)
{
	struct config *config = mem_calloc(1, sizeof *config);
	*config = (struct config){
		.store_name = "",
		.language = "en",
		.zip = "",
		.units = "mi",
		.idle_seconds = 45,
		.idle_learn_seconds = 90,
		.volume_start = 5,
		.volume_max = 8,
		.decoder = "software",
	};
	struct yaml_job job = {
		&config->arena, problems, PART_SETTINGS, problem_title, problem_todo};
	*sound = true;
	for (int i = 0; files[i]; i++) {
		bool wanted = access(files[i], F_OK) == 0 || (must_exist && i == 0);
		if (wanted && !yaml_read(files[i], file_keys, config, &job))
			*sound = false;
	}
	if (config->volume_start > config->volume_max)
		config->volume_start = config->volume_max;
	return config;
}

void config_destroy(struct config *config)
{
	if (!config)
		return;
	arena_free(&config->arena);
	free(config);
}
