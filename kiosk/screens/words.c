/* Names and icons that several screens share. */
#include "screens/screens.h"

#include <math.h>

static const struct {
	const char *name, *icon;
} tools[TOOL_COUNT] = {
	[TOOL_FOAM_ROLLER] = {N_("Foam roller"), "roller"},
	[TOOL_MASSAGE_STICK] = {N_("Massage stick"), "stick"},
	[TOOL_MASSAGE_BALL] = {N_("Massage ball"), "ball"},
	[TOOL_TENNIS_BALL] = {N_("Tennis ball"), "ball"},
	[TOOL_LACROSSE_BALL] = {N_("Lacrosse ball"), "ball"},
	[TOOL_GOLF_BALL] = {N_("Golf ball"), "ball"},
	[TOOL_SMALL_ROLLER] = {N_("Small roller"), "roller"},
	[TOOL_ROLLING_PIN] = {N_("Rolling pin"), "stick"},
	[TOOL_FINGERS] = {N_("Fingers"), "hand"},
};

static const char *const part_icons[PART_COUNT] = {
	[PART_CONTENT] = "file",
	[PART_VIDEO] = "play",
	[PART_SOUND] = "volume",
	[PART_DISPLAY] = "sun",
	[PART_SETTINGS] = "settings",
	[PART_ASSETS] = "text-size",
	[PART_HARDWARE] = "mat",
	[PART_DATA] = "license",
	[PART_MACHINE] = "warning",
};

const char *tool_name(enum tool tool)
{
	return tools[tool].name;
}

const char *tool_icon(enum tool tool)
{
	return tools[tool].icon;
}

const char *part_icon(enum problem_part part)
{
	return part_icons[part];
}

static const int64_t second = 1000000;

float timer_share(const struct app *app, int64_t left_us, int64_t all_us)
{
	if (!app_lively(app))
		left_us = (left_us + second - 1) / second * second;
	return (float)left_us / (float)all_us;
}

int64_t timer_step_us(const struct app *app, int64_t left_us)
{
	if (app_lively(app))
		return second / 10;
	int64_t rest = left_us % second;
	return rest > 0 ? rest : second;
}

const char *clock_words(struct ui *ui, float seconds)
{
	int whole = (int)lroundf(seconds);
	return arena_printf(&ui->list->arena, "%d:%02d", whole / 60, whole % 60);
}

const char *number_words(struct ui *ui, int n)
{
	return arena_printf(&ui->list->arena, "%d", n);
}
