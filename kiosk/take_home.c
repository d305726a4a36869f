#include "take_home.h"

#include "base/tr.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { FULL, NO_ADVICE, NO_STORE, TERSE };

/* A text that grows; `over` once something did not fit. */
struct draft {
	char text[QR_BYTES + 1];
	size_t length;
	bool over;
};

__attribute__((format(printf, 2, 3))) static void add(struct draft *draft, const char *format, ...)
{
	size_t room = sizeof draft->text - draft->length;
	va_list args;
	va_start(args, format);
	int length = vsnprintf(draft->text + draft->length, room, format, args);
	va_end(args);
	if (length < 0 || (size_t)length >= room) {
		draft->text[draft->length] = '\0';
		draft->over = true;
		return;
	}
	draft->length += (size_t)length;
}

static void add_step(
	struct draft *draft, const struct take_home_step *step, int number, bool terse, int lang)
{
	const char *twice = step->each_side && terse ? "2x " : "";
	const char *each = step->each_side && !terse ? tr(lang, N_(" each side")) : "";
	add(draft, "\n%d. %s %s%d:%02d%s", number, step->title, twice, step->seconds / 60,
		step->seconds % 60, each);
}

static struct draft draft_of(const struct take_home_words *words, int level, int lang)
{
	struct draft draft = {.over = false};
	if (level < NO_STORE)
		add(&draft, "%s\n", words->store);
	add(&draft, "%s", words->title);
	if (words->tool && level < TERSE)
		add(&draft, " (%s)", words->tool);
	for (int i = 0; i < words->steps; i++)
		add_step(&draft, &words->step[i], i + 1, level == TERSE, lang);
	if (level < NO_ADVICE)
		add(&draft, "\n%s",
			tr(lang, N_("4 to 6 out of 10 is plenty. Stop at sharp pain.")));
	return draft;
}

/* As many steps as fit. */
static struct draft shortened(const struct take_home_words *words, int lang)
{
	static const char more[] = "\n...";
	struct draft draft = {.over = false};
	add(&draft, "%s", words->title);
	for (int i = 0; i < words->steps; i++) {
		struct draft next = draft;
		add_step(&next, &words->step[i], i + 1, true, lang);
		if (next.over || next.length + sizeof more > sizeof next.text)
			break;
		draft = next;
	}
	add(&draft, "%s", more);
	return draft;
}

static void keep(struct take_home *home, const struct draft *draft)
{
	memcpy(home->text[home->texts++], draft->text, sizeof draft->text);
}

void take_home_steps(struct take_home *home, const struct take_home_words *words, int lang)
{
	home->texts = 0;
	for (int level = FULL; level <= TERSE; level++) {
		struct draft draft = draft_of(words, level, lang);
		if (!draft.over)
			keep(home, &draft);
	}
	if (home->texts)
		return;
	struct draft draft = shortened(words, lang);
	keep(home, &draft);
}

void take_home_address(struct take_home *home, const char *address, const char *id)
{
	struct draft draft = {.over = false};
	const char *hole = strstr(address, "{}");
	if (hole)
		add(&draft, "%.*s%s%s", (int)(hole - address), address, id, hole + 2);
	else
		add(&draft, "%s", address);
	home->texts = 0;
	keep(home, &draft);
}
