#include "survey.h"

#include "clock.h"
#include "mat.h"
#include "mat_source.h"
#include "wanted.h"

#include <poll.h>
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

/* Waits for a mat that sends by itself; false: not for ever. */
static bool wait_for_more(const struct mat_driver *driver, const void *mat, int64_t end_us)
{
	int64_t left_us = end_us - clock_now_us();
	struct pollfd fd = {.fd = driver->fd(mat), .events = POLLIN};
	return left_us > 0 && poll(&fd, 1, (int)(left_us / 1000) + 1) > 0;
}

/* One scan, if it gives one. */
static bool scan_mat(
	const struct mat_driver *driver, void *mat, struct mat_raw *scan, char text[MAT_TEXT])
{
	int64_t end_us = clock_now_us() + MAT_SILENCE_US;
	for (;;) {
		switch (driver->read(mat, scan, text)) {
		case MAT_STEP_DONE:
			return true;
		case MAT_STEP_GONE:
			return false;
		case MAT_STEP_NONE:
			if (wait_for_more(driver, mat, end_us))
				break;
			driver->silent(mat, text);
			return false;
		case MAT_STEP_LOST:
		case MAT_STEP_MORE:
			break;
		}
	}
}

/* Converters may be read by several at once; of a port the kiosk would lose lines. */
static bool look_at_values(
	struct looking *looking, struct hw_part *part, const char *folder, bool *kiosk)
{
	char text[MAT_TEXT] = "";
	struct mat_raw *scan = &looking->survey->scan;
	const struct mat_driver *driver = mat_driver_of(looking->settings);
	*kiosk = driver == &mat_serial && mat_serial_is_used(looking->settings, folder);
	if (*kiosk) {
		snprintf(part->text, sizeof part->text, "in use by the kiosk");
		return true;
	}
	void *mat = driver->open(looking->settings, folder, text);
	snprintf(part->text, sizeof part->text, "%s", text);
	bool scanned = mat && scan_mat(driver, mat, scan, text);
	if (mat)
		driver->close(mat);
	if (scanned)
		return true;
	scan->zones = 0;
	snprintf(part->text, sizeof part->text, "%s", text);
	return false;
}

static void look_at_mat(struct looking *looking, const char *gpio_folder, const char *iio_folder)
{
	struct survey *survey = looking->survey;
	struct hw_status *status = &survey->status;
	const struct hw_settings *settings = looking->settings;
	const struct mat_driver *driver = mat_driver_of(settings);
	if (!driver)
		return;
	struct hw_part *part = &status->part[status->parts];
	bool *kiosk = &survey->kiosk[status->parts++];
	*part = (struct hw_part){.role = HW_ROLE_MAT};
	hw_name_mat(settings, part->wanted);
	survey->form = driver->form(settings);
	bool found = driver == &mat_gpio
			     ? look_at_contacts(looking, part, kiosk)
			     : look_at_values(looking, part,
				       driver->converters ? iio_folder : gpio_folder, kiosk);
	part->state = found ? HW_WORKS : HW_MISSING;
}

void survey_take(struct survey *survey, const struct hw_settings *settings, const char *gpio_folder,
	const char *iio_folder)
{
	struct looking looking = {.survey = survey, .settings = settings};
	struct hw_status *status = &survey->status;
	*survey = (struct survey){0};
	gpio_folder = gpio_folder ? gpio_folder : HW_GPIO_FOLDER;
	iio_folder = iio_folder ? iio_folder : HW_IIO_FOLDER;
	gpio_scan(&survey->chips, gpio_folder);
	iio_scan(&survey->iio, iio_folder);
	snprintf(status->library, sizeof status->library, "%s", gpio_library());
	status->parts = hw_wanted(settings, status->part);
	for (int i = 0; i < status->parts; i++) {
		struct hw_part *part = &status->part[i];
		bool found = look_at(
			&looking, part->wanted, part->text, sizeof part->text, &survey->kiosk[i]);
		part->state = found ? HW_WORKS : HW_MISSING;
	}
	look_at_mat(&looking, gpio_folder, iio_folder);
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
