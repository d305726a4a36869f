#include "button.h"

void button_open(struct button *button, bool down, int64_t now_us)
{
	*button = (struct button){.down = down, .since_us = now_us};
}

bool button_edge(struct button *button, bool down, int64_t at_us)
{
	if (down == button->down)
		return false;
	bool tell = down || button->told;
	*button = (struct button){.down = down, .told = down, .since_us = at_us};
	return tell;
}

bool button_pass(struct button *button, int64_t now_us, bool *release)
{
	if (now_us < button_due_us(button))
		return false;
	*release = button->told;
	button->stuck = true;
	button->told = false;
	return true;
}

int64_t button_due_us(const struct button *button)
{
	return button->down && !button->stuck ? button->since_us + BUTTON_STUCK_US : INT64_MAX;
}
