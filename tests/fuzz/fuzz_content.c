/* A content folder of any words, and settings: whatever stands in one of its files, the rest is
 * read, what is wrong is told with its place, and what is used holds together. The seeds are the
 * files of our own content, in FOLDER/content, without its clips. */
#include "data/catalog.h"
#include "data/config.h"
#include "fuzz.h"
#include "media/vtt.h"

#include <glob.h>
#include <stdlib.h>
#include <string.h>

static unsigned char bytes[FUZZ_MAX];
static char content[600];
static struct problems problems;

/* --- words that mean something to YAML --- */

static const char *const values[] = {"~", "[]", "{}", "-1", "0", "1e308", ".nan",
	"99999999999999999999", "true", "&a [*a]", "*a", "!!binary x", "\"\\u0000\"", "[[[[[[[[",
	"{en: {en: {en: x}}}", "|\n    text\n", "../../etc/passwd", "quads", "{en: a, en: b}",
	"\xff", "\"\\ud800\"", "<<: *a", "[1, 2]", "2.5", "each", "? x"};

/* Puts another value behind one of the colons or dashes, up to the end of its line. */
static size_t change_value(struct fuzz *fuzz, size_t length)
{
	const char *value = values[fuzz_chance(fuzz, sizeof values / sizeof *values)];
	size_t at = fuzz_chance(fuzz, length), size = strlen(value);
	while (at < length &&
		!(at > 0 && (bytes[at - 1] == ':' || bytes[at - 1] == '-') && bytes[at] == ' '))
		at++;
	if (at == length)
		return length;
	at++;
	size_t end = at;
	while (end < length && !strchr("\n,}", bytes[end]))
		end++;
	if (length - (end - at) + size > FUZZ_MAX)
		return length;
	memmove(bytes + at + size, bytes + end, length - end);
	memcpy(bytes + at, value, size);
	return length - (end - at) + size;
}

static size_t spoil(struct fuzz *fuzz, size_t length)
{
	if (fuzz_chance(fuzz, 3) == 0)
		return fuzz_mutate(fuzz, bytes, length);
	size_t changes = 1 + fuzz_chance(fuzz, 4);
	for (size_t i = 0; i < changes; i++)
		length = change_value(fuzz, length);
	return length;
}

/* --- what holds --- */

static void expect(const struct fuzz *fuzz, bool holds, const char *what)
{
	if (!holds)
		fuzz_fail(fuzz, what);
}

static void look_at_problems(const struct fuzz *fuzz)
{
	for (size_t i = 0; i < problems.count; i++)
		expect(fuzz,
			problems.item[i].title && problems.item[i].detail[0] &&
				problems.item[i].todo,
			"a fault without words");
}

static void look_at_part(const struct fuzz *fuzz, const struct step_clip *part)
{
	bool loops = part->loop_from_us != 0 || part->loop_to_us != 0;
	expect(fuzz, part->at_us >= 0, "a part that begins before its clip");
	expect(fuzz, !loops || (part->loop_from_us >= 0 && part->loop_from_us < part->loop_to_us),
		"a loop that is none");
}

static void look_at_routine(const struct fuzz *fuzz, const struct routine *routine)
{
	bool counts = routine->tools <= TOOLS_MAX && routine->steps <= STEPS_MAX &&
		      routine->cares <= CARE_MAX && routine->sources <= SOURCES_MAX &&
		      (routine->sides == 1 || routine->sides == 2);
	expect(fuzz, routine->id && routine->folder && counts, "a routine that is none");
	for (int i = 0; i < routine->steps; i++) {
		const struct step *step = &routine->step[i];
		expect(fuzz, step->seconds >= 5 && step->seconds <= 600, "a step that is none");
		look_at_part(fuzz, &step->first);
		look_at_part(fuzz, &step->other);
		expect(fuzz, text_in(&step->title, 0), "a step without a title");
	}
	for (int lang = 0; lang < LANG_MAX; lang++)
		for (size_t i = 0; i < routine->captions[lang].count; i++)
			expect(fuzz, routine->captions[lang].cue[i].text, "a cue without words");
}

static void look_at_catalog(const struct fuzz *fuzz, const struct catalog *catalog)
{
	for (int i = 0; i < catalog->routines; i++)
		look_at_routine(fuzz, &catalog->routine[i]);
	for (int area = 0; area < AREA_COUNT; area++)
		expect(fuzz, catalog->first[area] >= -1 && catalog->first[area] < catalog->routines,
			"an area's routine is none");
	for (int i = 0; i < catalog->programs; i++)
		for (int k = 0; k < catalog->program[i].routines; k++)
			expect(fuzz,
				catalog->program[i].routine[k] >= 0 &&
					catalog->program[i].routine[k] < catalog->routines,
				"a program of a routine that is none");
	const struct safety *safety = &catalog->safety;
	expect(fuzz, safety->never_overs > 0 && safety->asks > 0 && safety->nevers > 0,
		"the safety gate is empty");
	const struct learn *learn = &catalog->learn;
	for (int i = 0; i < learn->tabs; i++)
		for (int k = 0; k < learn->tab[i].articles; k++)
			expect(fuzz,
				learn->tab[i].article[k] >= 0 &&
					learn->tab[i].article[k] < learn->articles,
				"a tab of an article that is none");
	for (int i = 0; i < learn->articles; i++)
		expect(fuzz,
			learn->article[i].offer >= OFFER_NOTHING &&
				learn->article[i].offer < catalog->routines,
			"an article leads nowhere");
}

static void read_content(const struct fuzz *fuzz)
{
	problems = (struct problems){0};
	struct catalog *catalog = catalog_load(content, vtt_read, &problems);
	look_at_problems(fuzz);
	look_at_catalog(fuzz, catalog);
	catalog_destroy(catalog);
}

static void read_settings(const struct fuzz *fuzz, const char *path)
{
	const char *const files[] = {path, NULL};
	bool sound = true;
	problems = (struct problems){0};
	struct config *config = config_load(files, true, &sound, &problems);
	expect(fuzz, sound || problems.count > 0, "settings are refused without a word");
	look_at_problems(fuzz);
	bool ranges = config->volume_max >= 1 && config->volume_max <= 10 &&
		      config->volume_start >= 0 && config->volume_start <= 10 &&
		      config->set_seconds >= 30 && config->set_seconds <= 60 &&
		      config->idle_seconds > 0 && config->store_name && config->language &&
		      config->zip;
	expect(fuzz, ranges, "a setting out of its range");
	config_destroy(config);
}

/* One file is spoiled, looked at with all others, and put right again. */
static void one(struct fuzz *fuzz, const char *path)
{
	size_t length;
	unsigned char *whole = fuzz_read(path, &length);
	memcpy(bytes, whole, length);
	fuzz_write(path, bytes, spoil(fuzz, length));
	if (strstr(path, "/settings"))
		read_settings(fuzz, path);
	else
		read_content(fuzz);
	fuzz_write(path, whole, length);
	free(whole);
}

int main(int argc, char **argv)
{
	static const char *const kinds[] = {"settings/*.yaml", "settings/*.yaml", "content/*.yaml",
		"content/learn/*.yaml", "content/learn/articles/*.yaml",
		"content/routines/*/routine.yaml", "content/routines/*/*.vtt",
		"content/routines/*/*.loudness.yaml"};
	enum { KINDS = sizeof kinds / sizeof *kinds };
	struct fuzz fuzz;
	glob_t files[KINDS];
	char pattern[700];
	fuzz_start(&fuzz, argc, argv);
	snprintf(content, sizeof content, "%s/content", fuzz.folder);
	for (size_t i = 0; i < KINDS; i++) {
		snprintf(pattern, sizeof pattern, "%s/%s", fuzz.folder, kinds[i]);
		if (glob(pattern, 0, NULL, &files[i]) != 0)
			fuzz_fail(&fuzz, "no files to begin with");
	}
	while (fuzz_next(&fuzz)) {
		const glob_t *kind = &files[fuzz_chance(&fuzz, KINDS)];
		one(&fuzz, kind->gl_pathv[fuzz_chance(&fuzz, kind->gl_pathc)]);
	}
	fuzz_end(&fuzz);
	for (size_t i = 0; i < KINDS; i++)
		globfree(&files[i]);
	return 0;
}
