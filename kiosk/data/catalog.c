#include "data/catalog.h"

#include "base/tr.h"

#include "data/catalog_load.h"

#include <assert.h>
#include <dirent.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FACTS_MAX = 64, PROGRAMS_MAX = 16, ROUTINES_MAX = 256, TIME_MAX = 36000 };

static const char fault_title[] = N_("A content file has a mistake");
static const char fault_todo[] = N_("Correct or install the file named here, then start again.");
static const char folder_title[] = N_("The content cannot be read");
static const char folder_todo[] = N_("Install the content again.");
static const char missing_title[] = N_("A file of a routine is missing");
static const char missing_todo[] = N_("Copy the file into the folder of the routine.");

static const char *const area_words[] = {
	[AREA_NECK] = "neck",
	[AREA_RIBS] = "ribs",
	[AREA_GLUTES] = "glutes",
	[AREA_ITBAND] = "itband",
	[AREA_QUADS] = "quads",
	[AREA_ADDUCTORS] = "adductors",
	[AREA_CALVES] = "calves",
	[AREA_FEET] = "feet",
	[AREA_COUNT] = NULL,
};

const char *area_id(enum area area)
{
	return area_words[area];
}

int area_find(const char *id)
{
	for (int area = 0; area < AREA_COUNT; area++)
		if (strcmp(area_words[area], id) == 0)
			return area;
	return -1;
}

/* ---- routine.yaml ---- */

static_assert(sizeof(enum area) == sizeof(int) && sizeof(enum tool) == sizeof(int),
	"KEY_ENUM stores an int");
static_assert(
	offsetof(struct step_clip, loop_to_us) == offsetof(struct step_clip, loop_from_us) + 8,
	"KEY_SPAN stores two neighbors");

static const char *const tool_words[] = {
	[TOOL_FOAM_ROLLER] = "foam_roller",
	[TOOL_MASSAGE_STICK] = "massage_stick",
	[TOOL_MASSAGE_BALL] = "massage_ball",
	[TOOL_TENNIS_BALL] = "tennis_ball",
	[TOOL_LACROSSE_BALL] = "lacrosse_ball",
	[TOOL_GOLF_BALL] = "golf_ball",
	[TOOL_SMALL_ROLLER] = "small_roller",
	[TOOL_ROLLING_PIN] = "rolling_pin",
	[TOOL_FINGERS] = "fingers",
	[TOOL_COUNT] = NULL,
};

static const char id_letters[] = "abcdefghijklmnopqrstuvwxyz0123456789-";

static const char *const side_words[] = {"once", "each", NULL};

static const char *check_id(const void *record, struct arena *arena)
{
	const struct routine *routine = record;
	const char *folder = strrchr(routine->folder, '/') + 1;
	return strcmp(routine->id, folder) == 0
		       ? NULL
		       : arena_printf(arena, N_("the name of the folder, \"%s\""), folder);
}

static const char *check_sides(const void *record, struct arena *arena)
{
	const struct routine *routine = record;
	(void)arena;
	bool each = false;
	for (int i = 0; i < routine->steps; i++)
		each = each || routine->step[i].each_side;
	if (each && routine->sides == 1)
		return N_("2, since a step has \"side: each\"");
	if (!each && routine->sides == 2)
		return N_("1, since no step has \"side: each\"");
	return NULL;
}

static const char *begins_before_end(const struct step_clip *clip, struct arena *arena)
{
	bool fits = clip->loop_to_us == 0 || clip->at_us < clip->loop_to_us;
	return fits ? NULL
		    : arena_printf(arena, N_("a time before the end of the loop, %g"),
			      (double)clip->loop_to_us / 1e6);
}

static const char *check_at(const void *record, struct arena *arena)
{
	return begins_before_end(&((const struct step *)record)->first, arena);
}

/* A second side shows something only where there is one. */
static const char *check_other_at(const void *record, struct arena *arena)
{
	const struct step *step = record;
	if (step->other.at_line && !step->each_side)
		return N_("\"side: each\" in a step with a second side");
	return step->other.at_line ? begins_before_end(&step->other, arena) : NULL;
}

static const char *check_other_loop(const void *record, struct arena *arena)
{
	const struct step *step = record;
	(void)arena;
	bool fits = !step->other.loop_line || step->each_side;
	return fits ? NULL : N_("\"side: each\" in a step with a second side");
}

static const struct yaml_key text_item = {.type = KEY_TEXT};
static const struct yaml_key string_item = {.type = KEY_STRING, .min = 1};
static const struct yaml_key tool_item = {.type = KEY_ENUM, .words = tool_words};

#define TEXTS(record, field, count)                                                                \
	.type = KEY_LIST, .offset = offsetof(record, field),                                       \
	.count_offset = offsetof(record, count), .item = &text_item,                               \
	.item_size = sizeof(struct text), .room = sizeof((record *)0)->field / sizeof(struct text)

#define AT(field) .offset = offsetof(struct step, field)
#define LINE(field) .line_offset = offsetof(struct step, field)

static const struct yaml_key step_keys[] = {
	{"title", KEY_TEXT, AT(title), .required = true, .max = 20},
	{"cue", KEY_TEXT, AT(cue), .required = true, .max = 64},
	{"seconds", KEY_INT, AT(seconds), .required = true, .min = 5, .max = 600},
	{"side", KEY_BOOL, AT(each_side), .words = side_words},
	{"at", KEY_TIME, AT(first.at_us), .max = TIME_MAX, .check = check_at, LINE(first.at_line)},
	{"loop", KEY_SPAN, AT(first.loop_from_us), .max = TIME_MAX, LINE(first.loop_line)},
	{"other_at", KEY_TIME, AT(other.at_us), .max = TIME_MAX, .check = check_other_at,
		LINE(other.at_line)},
	{"other_loop", KEY_SPAN, AT(other.loop_from_us), .max = TIME_MAX, .check = check_other_loop,
		LINE(other.loop_line)},
	{0},
};

static const struct yaml_key step_item = {.type = KEY_MAP, .keys = step_keys};

#undef AT
#undef LINE
#define AT(field) .offset = offsetof(struct routine, field)

static const struct yaml_key routine_keys[] = {
	{"id", KEY_STRING, AT(id), .required = true, .min = 1, .max = 40, .letters = id_letters,
		.check = check_id},
	{"area", KEY_ENUM, AT(area), .required = true, .words = area_words},
	{"title", KEY_TEXT, AT(title), .required = true},
	{"summary", KEY_TEXT, AT(summary), .required = true},
	{"why", KEY_TEXT, AT(why), .required = true},
	{"tools", KEY_LIST, AT(tool), .required = true, .min = 1, .room = TOOLS_MAX,
		.item = &tool_item, .item_size = sizeof(enum tool),
		.count_offset = offsetof(struct routine, tools)},
	{"sides", KEY_INT, AT(sides), .required = true, .min = 1, .max = 2, .check = check_sides},
	{"steps", KEY_LIST, AT(step), .required = true, .min = 1, .room = STEPS_MAX,
		.item = &step_item, .item_size = sizeof(struct step),
		.count_offset = offsetof(struct routine, steps)},
	{"care", TEXTS(struct routine, care, cares), .required = true, .min = 1},
	{"sources", KEY_LIST, AT(source), .room = SOURCES_MAX, .item = &string_item,
		.item_size = sizeof(const char *),
		.count_offset = offsetof(struct routine, sources)},
	{0},
};

/* ---- areas.yaml, facts.yaml, programs.yaml, safety.yaml ---- */

struct area_names {
	struct text name[AREA_COUNT];
};

#undef AT
#define AT(area) .offset = offsetof(struct area_names, name[area])

static const struct yaml_key area_keys[] = {
	{"neck", KEY_TEXT, AT(AREA_NECK), .required = true},
	{"ribs", KEY_TEXT, AT(AREA_RIBS), .required = true},
	{"glutes", KEY_TEXT, AT(AREA_GLUTES), .required = true},
	{"itband", KEY_TEXT, AT(AREA_ITBAND), .required = true},
	{"quads", KEY_TEXT, AT(AREA_QUADS), .required = true},
	{"adductors", KEY_TEXT, AT(AREA_ADDUCTORS), .required = true},
	{"calves", KEY_TEXT, AT(AREA_CALVES), .required = true},
	{"feet", KEY_TEXT, AT(AREA_FEET), .required = true},
	{0},
};

struct fact_file {
	struct fact fact[FACTS_MAX];
	int facts;
};

#undef AT
#define AT(field) .offset = offsetof(struct fact, field)

static const struct yaml_key fact_keys[] = {
	{"title", KEY_TEXT, AT(title), .required = true},
	{"body", KEY_TEXT, AT(body), .required = true, .max = 80},
	{"source", KEY_STRING, AT(source), .required = true, .min = 1},
	{"routine", KEY_STRING, AT(routine), .min = 1,
		.line_offset = offsetof(struct fact, routine_line)},
	{0},
};

static const struct yaml_key fact_item = {.type = KEY_MAP, .keys = fact_keys};

static const struct yaml_key fact_file_keys[] = {
	{"facts", KEY_LIST, .required = true, .min = 1, .room = FACTS_MAX, .item = &fact_item,
		.item_size = sizeof(struct fact),
		.count_offset = offsetof(struct fact_file, facts)},
	{0},
};

static_assert(sizeof(enum when) == sizeof(int), "KEY_ENUM stores an int");

static const char *const when_words[] = {
	[WHEN_BEFORE] = "before",
	[WHEN_AFTER] = "after",
	[WHEN_REST_DAY] = "rest",
	[WHEN_COUNT] = NULL,
};

const char *when_id(enum when when)
{
	return when_words[when];
}

struct program_file {
	struct program program[PROGRAMS_MAX];
	int programs;
};

#undef AT
#define AT(field) .offset = offsetof(struct program, field)

static const struct yaml_key program_keys[] = {
	{"id", KEY_STRING, AT(id), .required = true, .min = 1, .max = 31, .letters = id_letters,
		.line_offset = offsetof(struct program, id_line)},
	{"title", KEY_TEXT, AT(title), .required = true, .max = 24},
	{"reason", KEY_TEXT, AT(reason), .required = true, .max = 90},
	{"when", KEY_ENUM, AT(when), .required = true, .words = when_words},
	{"minutes", KEY_INT, AT(minutes), .required = true, .min = 3, .max = 30},
	{"routines", KEY_LIST, AT(routine_id), .required = true, .min = 1, .room = AREA_COUNT,
		.item = &string_item, .item_size = sizeof(const char *),
		.count_offset = offsetof(struct program, routines),
		.line_offset = offsetof(struct program, routine_line)},
	{"sources", KEY_LIST, AT(source), .room = SOURCES_MAX, .item = &string_item,
		.item_size = sizeof(const char *),
		.count_offset = offsetof(struct program, sources)},
	{0},
};

static const struct yaml_key program_item = {.type = KEY_MAP, .keys = program_keys};

static const struct yaml_key program_file_keys[] = {
	{"programs", KEY_LIST, .required = true, .min = 1, .room = PROGRAMS_MAX,
		.item = &program_item, .item_size = sizeof(struct program),
		.count_offset = offsetof(struct program_file, programs)},
	{0},
};

static const char *const review_words[] = {"approved", "clinician pending", NULL};

static const struct yaml_key safety_keys[] = {
	{"review", KEY_BOOL, .offset = offsetof(struct safety, review_pending), .required = true,
		.words = review_words},
	{"do_not_roll", TEXTS(struct safety, never_over, never_overs), .required = true, .min = 1},
	{"ask_first", TEXTS(struct safety, ask, asks), .required = true, .min = 1},
	{"never", TEXTS(struct safety, never, nevers), .required = true, .min = 1},
	{"stop", KEY_TEXT, .offset = offsetof(struct safety, stop), .required = true},
	{0},
};

static struct text interface_text(const char *msgid)
{
	struct text text = {0};
	for (int lang = 0; lang < tr_count(); lang++)
		text.in[lang] = tr(lang, msgid);
	return text;
}

static int interface_texts(struct text *out, const char *const *msgids)
{
	int count = 0;
	for (; msgids[count]; count++)
		out[count] = interface_text(msgids[count]);
	return count;
}

/* The gate must never be empty, so the program knows its words too. */
static void build_in_safety(struct safety *safety)
{
	static const char *const never_over[] = {
		N_("Over an open wound"), N_("Over a fracture, sure or suspected"), NULL};
	static const char *const ask[] = {N_("Blood clot (DVT)"),
		N_("A leg that is swollen, hot or red"), N_("Inflammation"),
		N_("Bone infection, or muscle turning to bone"), N_("Osteoporosis"),
		N_("Bleeding disorder or blood thinners"), N_("Varicose veins"), N_("Pregnancy"),
		N_("Numb areas"), NULL};
	static const char *const never[] = {
		N_("On a joint, a bone, the spine of the low back, or the throat"),
		N_("More than two minutes on one spot"), NULL};
	*safety = (struct safety){.review_pending = true};
	safety->never_overs = interface_texts(safety->never_over, never_over);
	safety->asks = interface_texts(safety->ask, ask);
	safety->nevers = interface_texts(safety->never, never);
	safety->stop = interface_text(N_("Stop at sharp pain, tingling or numbness."));
}

/* ---- loading ---- */

bool loader_has(const char *path)
{
	struct stat status;
	return stat(path, &status) == 0 && S_ISREG(status.st_mode) && access(path, R_OK) == 0;
}

/* Whether a file of a routine is there; else it becomes a problem. */
static bool finds(struct loader *loader, const char *path)
{
	if (loader_has(path))
		return true;
	problems_add(loader->problems, PROBLEM_WARNING, PART_CONTENT, missing_title, missing_todo,
		N_("%s: expected this file, found none that can be read"), path);
	return false;
}

static void find_files(struct loader *loader, struct routine *routine)
{
	struct arena *arena = &loader->catalog->arena;
	const char *folder = arena_printf(arena, "%s/%s", loader->catalog->folder, routine->folder);
	routine->clip_path = arena_printf(arena, "%s/clip.mp4", folder);
	routine->has_clip = finds(loader, routine->clip_path);
	routine->has_poster = finds(loader, arena_printf(arena, "%s/poster.png", folder));
	for (int lang = 0; lang < tr_count(); lang++) {
		const char *path = arena_printf(arena, "%s/captions.%s.vtt", folder, tr_code(lang));
		if (finds(loader, path) && loader->read_captions)
			loader->read_captions(
				path, arena, &routine->captions[lang], loader->problems);
	}
}

static int is_visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

int loader_lists(const char *folder, struct dirent ***names)
{
	return scandir(folder, names, is_visible, by_name);
}

void loader_tells(struct loader *loader, enum problem_level level, const char *format, ...)
{
	char text[256];
	va_list args;
	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	problems_add(loader->problems, level, PART_CONTENT, fault_title, fault_todo, "%s", text);
}

bool loader_knows(const struct loader *loader, const char *routine)
{
	for (int i = 0; loader->folder[i]; i++)
		if (strcmp(loader->folder[i], routine) == 0)
			return true;
	return false;
}

/* The second side begins where its loop does, and looks like the first where nothing is said. */
static void complete_sides(struct routine *routine)
{
	for (int i = 0; i < routine->steps; i++) {
		struct step *step = &routine->step[i];
		if (!step->other.at_line && !step->other.loop_line)
			step->other = step->first;
		else if (!step->other.at_line)
			step->other.at_us = step->other.loop_from_us;
	}
}

static void load_routine(struct loader *loader, const char *name)
{
	struct catalog *catalog = loader->catalog;
	struct routine routine = {
		.folder = arena_printf(&catalog->arena, "routines/%s", name), .sides = 1};
	const char *folder =
		arena_printf(&catalog->arena, "%s/%s", catalog->folder, routine.folder);
	struct stat status;
	if (stat(folder, &status) == 0 && !S_ISDIR(status.st_mode))
		return;
	const char *path = arena_printf(&catalog->arena, "%s/routine.yaml", folder);
	bool sound = yaml_read(path, routine_keys, &routine, &loader->job);
	/* Also of a faulty one, so that all that is wrong with it is told at once. */
	find_files(loader, &routine);
	complete_sides(&routine);
	if (sound)
		catalog->routine[catalog->routines++] = routine;
}

static void load_routines(struct loader *loader)
{
	struct catalog *catalog = loader->catalog;
	const char *folder = arena_printf(&catalog->arena, "%s/routines", catalog->folder);
	struct dirent **names = NULL;
	int count = loader_lists(folder, &names);
	if (count < 0)
		problems_add(loader->problems, PROBLEM_ERROR, PART_CONTENT, folder_title,
			folder_todo, N_("%s: expected a folder of routines, found none"), folder);
	int room = count < 0 ? 0 : count < ROUTINES_MAX ? count : ROUTINES_MAX;
	catalog->routine = arena_alloc(&catalog->arena, (size_t)room * sizeof *catalog->routine);
	loader->folder = arena_alloc(&catalog->arena, ((size_t)room + 1) * sizeof *loader->folder);
	for (int i = 0; i < count; i++) {
		if (i < room) {
			loader->folder[i] = arena_strdup(&catalog->arena, names[i]->d_name);
			load_routine(loader, names[i]->d_name);
		}
		free(names[i]);
	}
	free(names);
}

void catalog_find_firsts(struct catalog *catalog)
{
	for (int area = 0; area < AREA_COUNT; area++)
		catalog->first[area] = -1;
	for (int i = 0; i < catalog->routines; i++) {
		const struct routine *routine = &catalog->routine[i];
		bool is_main = strcmp(routine->id, area_id(routine->area)) == 0;
		if (is_main || catalog->first[routine->area] < 0)
			catalog->first[routine->area] = i;
	}
}

static void load_areas(struct loader *loader)
{
	struct catalog *catalog = loader->catalog;
	struct area_names names = {0};
	for (int area = 0; area < AREA_COUNT; area++)
		names.name[area].in[LANG_EN] = area_words[area];
	yaml_read(arena_printf(&catalog->arena, "%s/areas.yaml", catalog->folder), area_keys,
		&names, &loader->job);
	memcpy(catalog->area_name, names.name, sizeof names.name);
}

static void load_facts(struct loader *loader)
{
	struct catalog *catalog = loader->catalog;
	struct fact_file *file = arena_alloc(&catalog->arena, sizeof *file);
	const char *path = arena_printf(&catalog->arena, "%s/facts.yaml", catalog->folder);
	yaml_read(path, fact_file_keys, file, &loader->job);
	catalog->fact = file->fact;
	catalog->facts = file->facts;
	for (int i = 0; i < catalog->facts; i++) {
		struct fact *fact = &catalog->fact[i];
		if (!fact->routine || catalog_find(catalog, fact->routine) >= 0)
			continue;
		if (!loader_knows(loader, fact->routine))
			loader_tells(loader, PROBLEM_WARNING,
				N_("%s:%d: routine: expected the id of a routine, found \"%.40s\""),
				path, fact->routine_line, fact->routine);
		fact->routine = NULL;
	}
}

static void leave_program_out(struct loader *loader, const char *path, int line,
	const struct program *program, const char *key, const char *expected, const char *found)
{
	problems_add(loader->problems, PROBLEM_WARNING, PART_CONTENT, fault_title, fault_todo,
		N_("%s:%d: program \"%s\": %s: expected %s, found \"%.40s\"; the program is left "
		   "out"),
		path, line, program->id, key, expected, found);
}

/* Finds the routines that the program names; false: it cannot be offered. */
static bool find_parts(struct loader *loader, const char *path, struct program *program)
{
	const struct catalog *catalog = loader->catalog;
	bool taken[AREA_COUNT] = {false}, sound = true;
	for (int i = 0; i < program->routines; i++) {
		const char *id = program->routine_id[i], *expected = NULL;
		int found = catalog_find(catalog, id);
		program->routine[i] = found;
		if (found < 0)
			expected = N_("the id of a routine");
		else if (taken[catalog->routine[found].area])
			expected = N_("no second routine of an area");
		else
			taken[catalog->routine[found].area] = true;
		if (expected && (found >= 0 || !loader_knows(loader, id)))
			leave_program_out(loader, path, program->routine_line[i], program,
				"routines", expected, id);
		sound = sound && !expected;
	}
	for (int i = 0; i < catalog->programs; i++) {
		if (strcmp(catalog->program[i].id, program->id) != 0)
			continue;
		leave_program_out(loader, path, program->id_line, program, "id", "an id of its own",
			program->id);
		sound = false;
	}
	return sound;
}

static void load_programs(struct loader *loader)
{
	struct catalog *catalog = loader->catalog;
	struct program_file *file = arena_alloc(&catalog->arena, sizeof *file);
	const char *path = arena_printf(&catalog->arena, "%s/programs.yaml", catalog->folder);
	yaml_read(path, program_file_keys, file, &loader->job);
	catalog->program = file->program;
	for (int i = 0; i < file->programs; i++)
		if (find_parts(loader, path, &file->program[i]))
			catalog->program[catalog->programs++] = file->program[i];
}

static void load_safety(struct loader *loader)
{
	struct catalog *catalog = loader->catalog;
	const char *path = arena_printf(&catalog->arena, "%s/safety.yaml", catalog->folder);
	if (!yaml_read(path, safety_keys, &catalog->safety, &loader->job))
		build_in_safety(&catalog->safety);
}

struct catalog *catalog_load(
	const char *folder, catalog_read_captions *read_captions, struct problems *problems)
{
	struct catalog *catalog = mem_calloc(1, sizeof *catalog);
	struct loader loader = {.catalog = catalog,
		.read_captions = read_captions,
		.problems = problems,
		.job = {&catalog->arena, problems, PART_CONTENT, fault_title, fault_todo}};
	catalog->folder = arena_strdup(&catalog->arena, folder);
	about_read(arena_printf(&catalog->arena, "%s/pack.yaml", folder), &catalog->about,
		&loader.job);
	load_routines(&loader);
	catalog_find_firsts(catalog);
	load_areas(&loader);
	load_facts(&loader);
	load_programs(&loader);
	load_safety(&loader);
	load_learn(&loader);
	return catalog;
}

void catalog_destroy(struct catalog *catalog)
{
	if (!catalog)
		return;
	arena_free(&catalog->arena);
	free(catalog);
}
