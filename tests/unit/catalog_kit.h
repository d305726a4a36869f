/* Content in a folder of a test's own, read by the catalog, in two languages: small content without
 * a fault, new for each test. Define SCRATCH and include cmocka first. */
#ifndef TUNEUP_CATALOG_KIT_H
#define TUNEUP_CATALOG_KIT_H

#include "base/tr.h"
#include "data/catalog.h"
#include "small_content.h"

static struct problems problems;
static struct catalog *catalog;

static inline const char *content(void)
{
	char *path = (char *)scratch_path("content/x");
	*strrchr(path, '/') = '\0';
	return path;
}

static inline void nothing_there(void)
{
	char *command = mem_printf("rm -rf '%s'", content());
	assert_int_equal(system(command), 0);
	free(command);
	problems = (struct problems){0};
	catalog_destroy(catalog);
	catalog = NULL;
}

static inline int fresh(void **state)
{
	(void)state;
	nothing_there();
	small_content();
	return 0;
}

/* The captions of a file are its path. */
static inline bool read_captions(
	const char *path, struct arena *arena, struct cue_list *cues, struct problems *list)
{
	struct cue *cue = arena_alloc(arena, sizeof *cue);
	(void)list;
	cue->text = arena_strdup(arena, path);
	*cues = (struct cue_list){cue, 1};
	return true;
}

static inline void load(void)
{
	catalog_destroy(catalog);
	catalog = catalog_load(content(), read_captions, &problems);
	assert_non_null(catalog);
}

static inline bool error(const char *words)
{
	return told(&problems, PROBLEM_ERROR, words);
}

static inline bool warning(const char *words)
{
	return told(&problems, PROBLEM_WARNING, words);
}

/* Before and after all tests of a program. */
static inline int with_spanish(void **state)
{
	static const char *const spanish[][2] = {{"Blood clot (DVT)", "Coágulo (trombosis)"}};
	unsigned char bytes[256];
	(void)state;
	scratch_bytes("locale/es.mo", bytes, scratch_mo(bytes, spanish, 1, false));
	char *folder = mem_strdup(scratch_path("locale/x"));
	*strrchr(folder, '/') = '\0';
	const char *const folders[] = {folder, NULL};
	tr_load(folders, &problems);
	free(folder);
	return tr_count() == 2 ? 0 : -1;
}

static inline int without_words(void **state)
{
	(void)state;
	catalog_destroy(catalog);
	catalog = NULL;
	tr_unload();
	return 0;
}

#define TEST(name) cmocka_unit_test_setup(name, fresh)

#endif
