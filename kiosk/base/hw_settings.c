#include "base/hw_settings.h"

const char *hw_key_name(int key)
{
	static const char *const names[HW_KEYS] = {"start", "next", "back", "home", "vol+", "vol-"};
	return key >= 0 && key < HW_KEYS ? names[key] : "?";
}

struct hw_settings hw_settings_default(void)
{
	struct hw_settings settings = {.chip = "",
		.debounce_ms = 10,
		.mat = {.rows = 4, .columns = 2, .device = "", .rate = 50}};
	for (int key = 0; key < HW_KEYS; key++)
		settings.button[key] = settings.light[key] = settings.box[key] = "";
	return settings;
}
