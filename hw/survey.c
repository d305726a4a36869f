#include "survey.h"

#include "mat_source.h"
#include "wanted.h"

#include <stdio.h>
#include <string.h>

struct looking {
	struct survey *survey;
	const struct hw_settings *settings;
	struct gpio_place seen[HW_PARTS_MAX + MAT_ZONES_MAX];
	int count;
};

/* The settings give one line to two things: the kiosk can open it only once. */
static bool is_twice(const struct looking *looking, const struct gpio_place *place)
{
	for (int i = 0; i < looking->count; i++)
		if (looking->seen[i].offset == place->offset &&
			strcmp(looking->seen[i].path, place->path) == 0)
			return true;
	return false;
}

/* Finds a line and who has it. False: text says what is wrong. */
static bool look_at(struct looking *looking, const char *line, char *text, size_t size, bool *kiosk)
{
	struct gpio_place *place = &looking->seen[looking->count];
	char user[GPIO_NAME], used[GPIO_NAME + 32];
	*kiosk = false;
	if (!gpio_find(&looking->survey->chips, looking->settings->chip, line, place)) {
		snprintf(text, size, "%s", place->text);
		return false;
	}
	if (is_twice(looking, place)) {
		snprintf(text, size, "%.120s: the settings name this line twice", place->text);
		return false;
	}
	looking->count++;
	snprintf(text, size, "%s", place->text);
	if (!gpio_line_used(place->path, place->offset, user))
		return true;
	*kiosk = strcmp(user, HW_KIOSK) == 0;
	gpio_tell_user(user, used, sizeof used);
	if (*kiosk)
		snprintf(used, sizeof used, "in use by the kiosk (%s)", user);
	snprintf(text, size, "%.120s: %s", place->text, used);
	return *kiosk;
}

static bool look_at_contacts(struct looking *looking, struct hw_part *part, bool *kiosk)
{
	const struct hw_mat_settings *mat = &looking->settings->mat;
	char text[MAT_TEXT];
	for (int i = 0; i < mat->zones; i++) {
		bool has;
		if (!look_at(looking, mat->zone[i], text, sizeof text, &has)) {
			snprintf(part->text, sizeof part->text, "zone %d: %s", i, text);
			return false;
		}
		if (i == 0)
			snprintf(part->text, sizeof part->text, "%d contacts, the first is %s",
				mat->zones, text);
		*kiosk = *kiosk || has;
	}
	return true;
}

/* Converters may be read by several at once. */
static bool look_at_converters(struct looking *looking, struct hw_part *part, const char *folder)
{
	char text[MAT_TEXT] = "";
	struct mat_raw *scan = &looking->survey->scan;
	void *mat = mat_iio.open(looking->settings, folder, text);
	enum mat_step step = mat ? MAT_STEP_MORE : MAT_STEP_GONE;
	while (step == MAT_STEP_MORE)
		step = mat_iio.read(mat, scan, text);
	mat_iio.close(mat);
	if (step != MAT_STEP_DONE)
		scan->zones = 0;
	snprintf(part->text, sizeof part->text, "%s", text);
	return step == MAT_STEP_DONE;
}

static void look_at_mat(struct looking *looking, const char *iio_folder)
{
	struct survey *survey = looking->survey;
	struct hw_status *status = &survey->status;
	const struct hw_settings *settings = looking->settings;
	if (settings->mat.kind == HW_MAT_NONE)
		return;
	bool contacts = settings->mat.kind == HW_MAT_GPIO;
	struct hw_part *part = &status->part[status->parts];
	*part = (struct hw_part){.role = HW_ROLE_MAT};
	hw_name_mat(settings, part->wanted);
	survey->form = (contacts ? &mat_gpio : &mat_iio)->form(settings);
	bool found = contacts ? look_at_contacts(looking, part, &survey->kiosk[status->parts])
			      : look_at_converters(looking, part, iio_folder);
	part->state = found ? HW_WORKS : HW_MISSING;
	status->parts++;
}

void survey_take(struct survey *survey, const struct hw_settings *settings, const char *gpio_folder,
	const char *iio_folder)
{
	struct looking looking = {.survey = survey, .settings = settings};
	struct hw_status *status = &survey->status;
	*survey = (struct survey){0};
	gpio_scan(&survey->chips, gpio_folder ? gpio_folder : HW_GPIO_FOLDER);
	iio_scan(&survey->iio, iio_folder ? iio_folder : HW_IIO_FOLDER);
	snprintf(status->library, sizeof status->library, "%s", gpio_library());
	status->parts = hw_wanted(settings, status->part);
	for (int i = 0; i < status->parts; i++) {
		struct hw_part *part = &status->part[i];
		bool found = look_at(
			&looking, part->wanted, part->text, sizeof part->text, &survey->kiosk[i]);
		part->state = found ? HW_WORKS : HW_MISSING;
	}
	look_at_mat(&looking, iio_folder ? iio_folder : HW_IIO_FOLDER);
}

void survey_free(struct survey *survey)
{
	gpio_free(&survey->chips);
}

bool survey_kiosk_runs(const struct survey *survey)
{
	for (int i = 0; i < survey->status.parts; i++)
		if (survey->kiosk[i])
			return true;
	return false;
}
