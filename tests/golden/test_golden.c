/* Every screen in every language and size class as a draw list in words, compared with the file
 * that was looked at and found right. `make golden` writes them anew; look at what changed before
 * you commit it. Advances come from a fixed table, so fonts do not matter here. */
#include "../unit/scenes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

static const struct {
	int w, h;
} sizes[] = {{1920, 1080}, {1080, 1920}, {800, 480}};

static char *read_file(const char *path)
{
	FILE *file = fopen(path, "r");
	if (!file)
		return NULL;
	char *text = NULL;
	size_t room = 0;
	if (getdelim(&text, &room, '\0', file) < 0) {
		free(text);
		text = NULL;
	}
	fclose(file);
	return text;
}

/* The first line that differs, to point at. */
static int different_line(const char *a, const char *b)
{
	int line = 1;
	for (; *a && *a == *b; a++, b++)
		line += *a == '\n';
	return line;
}

static void compare(const char *folder, const char *name, const char *lang, const char *dump)
{
	char *path = mem_printf("%s/%s.%s.txt", folder, name, lang);
	if (getenv("TUNEUP_GOLDEN_UPDATE")) {
		mkdir(folder, 0755);
		FILE *file = fopen(path, "w");
		assert_non_null(file);
		fputs(dump, file);
		fclose(file);
	}
	char *golden = read_file(path);
	if (!golden)
		fail_msg("%s is missing; `make golden` writes it", path);
	else if (strcmp(golden, dump) != 0)
		fail_msg("%s:%d: the screen is another one now; look at it, then `make golden`",
			path, different_line(golden, dump));
	free(golden);
	free(path);
}

static void scene_looks_as_it_did(void **state)
{
	size_t i = (size_t)(uintptr_t)*state;
	for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++)
		for (int lang = 0; lang < 2; lang++) {
			struct visitor *v = visitor_create(sizes[s].w, sizes[s].h);
			assert_int_equal(tr_count(), 2);
			scenes[i].go(v);
			v->app.lang = lang;
			visitor_waits(v, 0);
			char *folder = mem_printf("tests/golden/%dx%d", sizes[s].w, sizes[s].h);
			char *dump = draw_dump(&v->list);
			compare(folder, scenes[i].name, tr_code(lang), dump);
			free(dump);
			free(folder);
			visitor_destroy(v);
		}
}

int main(void)
{
	enum { SCENES_MAX = 160 };
	struct CMUnitTest tests[SCENES_MAX] = {0};
	assert_true(scene_count <= SCENES_MAX);
	for (size_t i = 0; i < scene_count; i++)
		tests[i] = (struct CMUnitTest){.name = scenes[i].name,
			.test_func = scene_looks_as_it_did,
			.initial_state = (void *)(uintptr_t)i};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
