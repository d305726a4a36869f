/* tuneupctl hw list: what the settings name, where it was found, and what is wrong with it. */
#include "base/log.h"
#include "ctl/hw.h"

#include <string.h>

static const char *state_of(const struct survey *survey, int part)
{
	return survey->status.part[part].state != HW_WORKS ? "fault"
	       : survey->kiosk[part]                       ? "kiosk"
							   : "free";
}

/* --- as JSON --- */

static void tell_json_devices(const struct survey *survey)
{
	fputs("{\"library\":", stdout);
	ctl_json_string(survey->status.library);
	fputs(",\"chips\":[", stdout);
	for (int i = 0; i < survey->chips.count; i++) {
		const struct gpio_chip *chip = &survey->chips.chip[i];
		printf("%s{\"path\":", i ? "," : "");
		ctl_json_string(chip->path);
		fputs(",\"label\":", stdout);
		ctl_json_string(chip->label);
		printf(",\"lines\":%u}", chip->lines);
	}
	printf("],\"chips_refused\":%d,\"iio\":[", survey->chips.refused);
	for (int i = 0; i < survey->iio.count; i++) {
		const struct iio_device *device = &survey->iio.device[i];
		printf("%s{\"device\":", i ? "," : "");
		ctl_json_string(device->entry);
		fputs(",\"name\":", stdout);
		ctl_json_string(device->name);
		fputs(",\"label\":", stdout);
		ctl_json_string(device->label);
		printf(",\"channels\":%d}", device->channels);
	}
}

static void tell_json(const struct survey *survey)
{
	tell_json_devices(survey);
	fputs("],\"parts\":[", stdout);
	for (int i = 0; i < survey->status.parts; i++) {
		const struct hw_part *part = &survey->status.part[i];
		const char *todo;
		printf("%s{", i ? "," : "");
		ctl_hw_json_part(part);
		printf(",\"state\":\"%s\",\"where\":", state_of(survey, i));
		ctl_json_string(part->text);
		if (hw_fault(part, &todo)) {
			fputs(",\"do\":", stdout);
			ctl_json_string(todo);
		}
		if (part->role == HW_ROLE_MAT) {
			printf(",\"grid\":\"%dx%d\",\"bits\":%d,\"values\":[",
				survey->form.grid.rows, survey->form.grid.columns,
				survey->form.bits);
			for (int z = 0; z < survey->scan.zones; z++)
				printf("%s%d", z ? "," : "", survey->scan.raw[z]);
			putchar(']');
		}
		putchar('}');
	}
	puts("]}");
}

/* --- for people --- */

static void tell_devices(const struct survey *survey)
{
	printf("GPIO chips (%s)\n", survey->status.library);
	for (int i = 0; i < survey->chips.count; i++) {
		const struct gpio_chip *chip = &survey->chips.chip[i];
		printf("  %-18s %-24s %u lines\n", chip->path, chip->label, chip->lines);
	}
	if (survey->chips.refused)
		printf("  %d cannot be opened: %s (root and the group of /dev/gpiochip* may)\n",
			survey->chips.refused, strerror(survey->chips.error));
	else if (!survey->chips.count)
		puts("  none");
	puts("Analog-digital converters (IIO)");
	for (int i = 0; i < survey->iio.count; i++) {
		const struct iio_device *device = &survey->iio.device[i];
		printf("  %-18s %-24s %d voltages%s%s\n", device->entry, device->name,
			device->channels, device->label[0] ? ", label " : "", device->label);
	}
	if (!survey->iio.count)
		puts("  none");
}

static void tell_values(const struct survey *survey)
{
	int columns = survey->form.grid.columns;
	for (int z = 0; z < survey->scan.zones; z++)
		printf("%s%5d%s", z % columns ? " " : "           ", survey->scan.raw[z],
			z % columns == columns - 1 ? "\n" : "");
}

static void tell_part(const struct survey *survey, int index)
{
	const struct hw_part *part = &survey->status.part[index];
	const char *todo;
	char name[96];
	ctl_hw_name(part, name, sizeof name);
	printf("  %-5s  %-22s %s\n", state_of(survey, index), name, part->text);
	if (hw_fault(part, &todo))
		printf("%9s%s\n", "", todo);
	if (part->role != HW_ROLE_MAT)
		return;
	printf("%9s%dx%d zones, %d bits%s\n", "", survey->form.grid.rows, survey->form.grid.columns,
		survey->form.bits,
		survey->scan.zones ? "; they read now, the first row nearest the screen:" : "");
	tell_values(survey);
}

static void tell(const struct survey *survey)
{
	tell_devices(survey);
	puts("What the settings name");
	for (int i = 0; i < survey->status.parts; i++)
		tell_part(survey, i);
	if (!survey->status.parts)
		puts("  nothing: no button, no light, no mat (see /etc/tuneup/tuneup.yaml)");
}

int ctl_hw_list(struct ctl *ctl, int argc, char **argv)
{
	(void)argv;
	if (argc > 0)
		return ctl_bad_usage_of(ctl_hw, "hw list");
	static struct survey survey;
	log_set_style(LOG_SILENT);
	survey_take(&survey, &ctl->config->hw, ctl->devices, ctl->devices);
	if (ctl->json)
		tell_json(&survey);
	else
		tell(&survey);
	survey_free(&survey);
	return CTL_DONE;
}
