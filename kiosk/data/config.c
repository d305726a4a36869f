#include "data/config.h"

#include "base/tr.h"
#include "data/directory_values.h"
#include "data/yaml.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char config_mistake_title[] = N_("A setting is not understood");
const char config_closed_title[] = N_("The kiosk is closed to customers");
static const char problem_todo[] =
	N_("Correct the settings file at the line named, then start again.");

static const char *const decoders[] = {"software", "h264_v4l2m2m", NULL};

#define AT(field) .offset = offsetof(struct config, field)

static const struct yaml_key store_keys[] = {
	{"name", KEY_STRING, AT(store_name), .min = 1, .max = 60},
	{"url", KEY_STRING, AT(store_url), .min = 1, .max = 160},
	{0},
};

static const char *const turns[] = {"0", "90", "180", "270", NULL};

static const struct yaml_key screen_keys[] = {
	{"language", KEY_STRING, AT(language), .min = 2, .max = 2,
		.letters = "abcdefghijklmnopqrstuvwxyz"},
	{"motion", KEY_BOOL, AT(motion)},
	{"rotate", KEY_ENUM, AT(turn), .words = turns},
	{"diagonal", KEY_NUMBER, AT(diagonal_in), .min = 0, .max = 120},
	{"above_floor", KEY_INT, AT(above_floor_cm), .min = 0, .max = 200},
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

static const char *const night_looks[] = {"black", "dim", NULL};

/* "22:30", as night_hours keeps them until both are there. */
#define HOUR(text) KEY_STRING, AT(text), .min = 5, .max = 5, .letters = "0123456789:"

static const struct yaml_key night_keys[] = {
	{"from", HOUR(night_text[0])},
	{"to", HOUR(night_text[1])},
	{"look", KEY_BOOL, AT(night_dim), .words = night_looks},
	{0},
};

static const struct yaml_key sound_keys[] = {
	{"start", KEY_INT, AT(volume_start), .min = 0, .max = 10},
	{"max", KEY_INT, AT(volume_max), .min = 1, .max = 10},
	{"spoken_guidance", KEY_BOOL, AT(spoken_guidance)},
	{0},
};

static const struct yaml_key video_keys[] = {
	{"decoder", KEY_STRING, AT(decoder), .words = decoders},
	{0},
};

static const char *const wired[] = {"ground", "supply", NULL};
static const char *const lit[] = {"high", "low", NULL};
static const char *const mat_kinds[] = {"none", "gpio", "iio", "serial", NULL};

/* Lines of one key: a few names. */
#define LINES(of, key) KEY_STRING, AT(hw.of[key]), .min = 0, .max = 120

static const struct yaml_key gpio_keys[] = {
	{"chip", KEY_STRING, AT(hw.chip), .min = 1, .max = 60},
	{"wired", KEY_ENUM, AT(hw.wired), .words = wired},
	{"lit", KEY_ENUM, AT(hw.lit), .words = lit},
	{"debounce_ms", KEY_INT, AT(hw.debounce_ms), .min = 0, .max = 200},
	{0},
};

static const struct yaml_key button_keys[] = {
	{"start", LINES(button, 0)},
	{"next", LINES(button, 1)},
	{"back", LINES(button, 2)},
	{"home", LINES(button, 3)},
	{"vol+", LINES(button, 4)},
	{"vol-", LINES(button, 5)},
	{0},
};

static const struct yaml_key led_keys[] = {
	{"start", LINES(light, 0)},
	{"next", LINES(light, 1)},
	{"back", LINES(light, 2)},
	{"home", LINES(light, 3)},
	{"vol+", LINES(light, 4)},
	{"vol-", LINES(light, 5)},
	{0},
};

static const struct yaml_key box_keys[] = {
	{"start", LINES(box, 0)},
	{"next", LINES(box, 1)},
	{"back", LINES(box, 2)},
	{"home", LINES(box, 3)},
	{"vol+", LINES(box, 4)},
	{"vol-", LINES(box, 5)},
	{0},
};

static const struct yaml_key zone = {.type = KEY_STRING, .min = 1, .max = 60};

static const struct yaml_key mat_keys[] = {
	{"kind", KEY_ENUM, AT(hw.mat.kind), .words = mat_kinds},
	{"rows", KEY_INT, AT(hw.mat.rows), .min = 1, .max = MAT_ROWS_MAX},
	{"columns", KEY_INT, AT(hw.mat.columns), .min = 1, .max = MAT_COLUMNS_MAX},
	{"zones", KEY_LIST, AT(hw.mat.zone), .item = &zone, .item_size = sizeof(const char *),
		.count_offset = offsetof(struct config, hw.mat.zones), .room = MAT_ZONES_MAX},
	{"device", KEY_STRING, AT(hw.mat.device), .min = 1, .max = 60},
	{"bits", KEY_INT, AT(hw.mat.bits), .min = 8, .max = 24},
	{"rate", KEY_INT, AT(hw.mat.rate), .min = 10, .max = 200},
	{0},
};

static const struct yaml_key kiosk_keys[] = {
	{"closed", KEY_BOOL, AT(closed)},
	{0},
};

static const struct yaml_key roller_keys[] = {
	{"set_seconds", KEY_INT, AT(set_seconds), .min = 30, .max = 60},
	{"closed", KEY_BOOL, AT(roller_closed)},
	{0},
};

static const struct yaml_key hidden_id = {.type = KEY_STRING, .min = 1, .max = 40};

static const struct yaml_key content_keys[] = {
	{"hidden", KEY_LIST, AT(hidden), .item = &hidden_id, .item_size = sizeof(const char *),
		.count_offset = offsetof(struct config, hiddens), .room = HIDDEN_MAX},
	{0},
};

static const struct yaml_key file_keys[] = {
	{"store", KEY_MAP, .keys = store_keys},
	{"screen", KEY_MAP, .keys = screen_keys},
	{"place", KEY_MAP, .keys = place_keys},
	{"idle", KEY_MAP, .keys = idle_keys},
	{"night", KEY_MAP, .keys = night_keys},
	{"sound", KEY_MAP, .keys = sound_keys},
	{"video", KEY_MAP, .keys = video_keys},
	{"gpio", KEY_MAP, .keys = gpio_keys},
	{"buttons", KEY_MAP, .keys = button_keys},
	{"leds", KEY_MAP, .keys = led_keys},
	{"keys", KEY_MAP, .keys = box_keys},
	{"mat", KEY_MAP, .keys = mat_keys},
	{"kiosk", KEY_MAP, .keys = kiosk_keys},
	{"roller", KEY_MAP, .keys = roller_keys},
	{"content", KEY_MAP, .keys = content_keys},
	{0},
};

/* Whether each zone of an analog mat says of which device it is. */
static bool zones_name_devices(const struct hw_mat_settings *mat)
{
	int named = 0;
	for (int i = 0; i < mat->zones; i++)
		named += strchr(mat->zone[i], ':') != NULL;
	return mat->zones && named == mat->zones;
}

/* What goes together may stand in several files, so it is looked at after all of them. A mat that
 * does not is left out. */
static bool check_mat(struct hw_mat_settings *mat, struct problems *problems)
{
	int needed = mat->rows * mat->columns, kind = mat->kind;
	bool counted = mat->zones == needed || (kind != HW_MAT_GPIO && mat->zones == 0);
	bool known = kind != HW_MAT_IIO || mat->device[0] || zones_name_devices(mat);
	if (kind == HW_MAT_NONE || (counted && known))
		return true;
	mat->kind = HW_MAT_NONE;
	if (counted)
		problems_add(problems, PROBLEM_ERROR, PART_SETTINGS, config_mistake_title,
			problem_todo,
			N_("mat.device: expected the name of an IIO device, found nothing"));
	else
		problems_add(problems, PROBLEM_ERROR, PART_SETTINGS, config_mistake_title,
			problem_todo, N_("mat.zones: expected %d (%d rows x %d columns), found %d"),
			needed, mat->rows, mat->columns, mat->zones);
	return false;
}

/* Minutes of the day; -1: no such time. */
static int minutes_of(const char *text)
{
	int hour, minute, end = 0;
	bool read = sscanf(text, "%2d:%2d%n", &hour, &minute, &end) == 2 && !text[end];
	return read && hour < 24 && minute < 60 ? hour * 60 + minute : -1;
}

/* Night needs both its ends; otherwise there is none. */
static bool check_night(struct config *config, struct problems *problems)
{
	const char *from = config->night_text[0], *to = config->night_text[1];
	if (!from && !to)
		return true;
	config->night_from = from ? minutes_of(from) : -1;
	config->night_to = to ? minutes_of(to) : -1;
	if (config->night_from >= 0 && config->night_to >= 0)
		return true;
	config->night_from = config->night_to = 0;
	problems_add(problems, PROBLEM_ERROR, PART_SETTINGS, config_mistake_title, problem_todo,
		N_("night: expected from and to as \"22:00\" and \"07:00\", found %s and %s"),
		from ? from : N_("nothing"), to ? to : N_("nothing"));
	return false;
}

static const char url_example[] = "https://example.com/roll/{}";

/* With or without a "{}" in it. */
static bool check_url(struct config *config, struct problems *problems)
{
	const char *url = config->store_url, *hole = strstr(url, "{}"), *value, *reason;
	if (!url[0])
		return true;
	char *filled =
		hole ? arena_printf(&config->arena, "%.*sid%s", (int)(hole - url), url, hole + 2)
		     : arena_strdup(&config->arena, url);
	bool scheme = strncmp(url, "http://", 7) == 0 || strncmp(url, "https://", 8) == 0;
	if (scheme && value_read_url(filled, &config->arena, &value, &reason))
		return true;
	problems_add(problems, PROBLEM_ERROR, PART_SETTINGS, config_mistake_title, problem_todo,
		N_("store.url: expected a web address such as %s, found \"%.80s\""), url_example,
		url);
	config->store_url = "";
	return false;
}

struct config *config_load(
	const char *const files[], bool must_exist, bool *sound, struct problems *problems)
{
	struct config *config = mem_calloc(1, sizeof *config);
	*config = (struct config){
		.store_name = "",
		.store_url = "",
		.language = "en",
		.zip = "",
		.units = "mi",
		.motion = true,
		.idle_seconds = 45,
		.idle_learn_seconds = 90,
		.volume_start = 5,
		.volume_max = 8,
		.spoken_guidance = true,
		.decoder = "software",
		.set_seconds = 30,
		.hw = hw_settings_default(),
	};
	struct yaml_job job = {
		&config->arena, problems, PART_SETTINGS, config_mistake_title, problem_todo};
	*sound = true;
	for (int i = 0; files[i]; i++) {
		bool wanted = access(files[i], F_OK) == 0 || (must_exist && i == 0);
		if (wanted && !yaml_read(files[i], file_keys, config, &job))
			*sound = false;
	}
	if (!check_mat(&config->hw.mat, problems))
		*sound = false;
	if (!check_night(config, problems))
		*sound = false;
	if (!check_url(config, problems))
		*sound = false;
	if (config->volume_start > config->volume_max)
		config->volume_start = config->volume_max;
	return config;
}

void config_tell(const struct config *config, struct problems *problems)
{
	if (config->closed)
		problems_add(problems, PROBLEM_WARNING, PART_SETTINGS, config_closed_title,
			N_("Open it again when it works: \"Roller, out of order\"."),
			"kiosk.closed: true");
	else
		problems_clear(problems, PART_SETTINGS, config_closed_title);
}

void config_destroy(struct config *config)
{
	while (config) {
		struct config *former = config->former;
		arena_free(&config->arena);
		free(config);
		config = former;
	}
}
