/* English sentences with words of their own in them, said in another language. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define SCRATCH "say"
#include "base/say.h"
#include "base/tr.h"
#include "scratch.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static const char spanish[] =
	"msgid \"\"\nmsgstr \"\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n"
	"msgid \"the disk is full\"\nmsgstr \"el disco está lleno\"\n"
	"msgid \"{} cannot be written: {}\"\nmsgstr \"no se puede escribir {}: {}\"\n"
	"msgid \"expected at most {} characters, found {}\"\n"
	"msgstr \"se esperaban {} caracteres como máximo y hay {}\"\n"
	"msgid \"expected at most {}\"\nmsgstr \"como máximo {}\"\n"
	"msgid \"%d of %.40s are free.\"\nmsgstr \"Quedan %d libres de %.40s.\"\n"
	"msgid \"row %d, column %d: %s\"\nmsgstr \"fila %d, columna %d: %s\"\n"
	"msgid \"stuck high\"\nmsgstr \"se quedó arriba\"\n"
	"msgid \"expected {}, found {}\"\nmsgstr \"se esperaba {}; encontrado: {}\"\n"
	"msgid \"a whole number from {} to {}\"\nmsgstr \"un número entero de {} a {}\"\n"
	"msgid \"unknown {}, not used; did you mean {}?\"\n"
	"msgstr \"{} no se conoce; ¿quisiste decir {}?\"\n"
	"msgid \"100 % used by {} here\"\nmsgstr \"aquí usado al 100 % por {}\"\n"
	"msgid \"{} am\"\nmsgstr \"{} a. m.\"\n";

static struct arena arena;
static int es;

static int begin(void **state)
{
	(void)state;
	static struct problems problems;
	char folder[1024], command[2200];
	snprintf(folder, sizeof folder, "%s", scratch_path("locale/es.po"));
	FILE *file = fopen(folder, "w");
	assert_non_null(file);
	fputs(spanish, file);
	fclose(file);
	*strrchr(folder, '/') = '\0';
	snprintf(command, sizeof command, "msgfmt -o %s/es.mo %s/es.po", folder, folder);
	assert_int_equal(system(command), 0);
	const char *const folders[] = {folder, NULL};
	tr_load(folders, &problems);
	es = tr_find("es");
	return es > 0 ? 0 : -1;
}

static int end(void **state)
{
	(void)state;
	tr_unload();
	arena_free(&arena);
	return 0;
}

static void a_pattern_takes_its_words(void **state)
{
	(void)state;
	assert_string_equal(say_fill(&arena, "{} of {}", "3", "5", NULL), "3 of 5");
	assert_string_equal(say_fill(&arena, "none", "3", NULL), "none");
	assert_string_equal(say_fill(&arena, "{}{}", "a{}", "b", NULL), "a{}b");
}

static void a_sentence_is_found_by_its_pattern_with_its_words(void **state)
{
	(void)state;
	assert_string_equal(say(es, "the disk is full", &arena), "el disco está lleno");
	assert_string_equal(say(es, "expected at most 40 characters, found 51", &arena),
		"se esperaban 40 caracteres como máximo y hay 51");
	/* The pattern that says more of it wins. */
	assert_string_equal(say(es, "expected at most 3", &arena), "como máximo 3");
	/* Words in the holes are said too. */
	assert_string_equal(say(es, "a.yaml cannot be written: the disk is full", &arena),
		"no se puede escribir a.yaml: el disco está lleno");
}

static void what_printf_fills_is_a_hole_too(void **state)
{
	(void)state;
	assert_string_equal(
		say(es, "12 of a disk are free.", &arena), "Quedan 12 libres de a disk.");
	/* A sign that it does not fill is none. */
	assert_string_equal(
		say(es, "100 % used by Ana here", &arena), "aquí usado al 100 % por Ana");
}

static void what_stands_before_a_colon_is_a_place(void **state)
{
	(void)state;
	assert_string_equal(
		say(es, "a.yaml:3:1: idle: expected a whole number from 1 to 9, found \"x\"",
			&arena),
		"a.yaml:3:1: idle: se esperaba un número entero de 1 a 9; encontrado: \"x\"");
	assert_string_equal(say(es, "a.yaml: it is 9", &arena), "a.yaml: it is 9");
	assert_string_equal(
		say(es, "a.yaml:3:1: video: unknown \"x\", not used; did you mean \"y\"?", &arena),
		"a.yaml:3:1: video: \"x\" no se conoce; ¿quisiste decir \"y\"?");
}

static void several_things_in_a_row_are_said_one_by_one(void **state)
{
	(void)state;
	assert_string_equal(say(es,
				    "mat: row 1, column 2: stuck high; row 2, column 1: odd; "
				    "row 3, column 1: stuck high; row 4, column 1: stuck high; "
				    "row 5, column 1: stuck high",
				    &arena),
		"mat: fila 1, columna 2: se quedó arriba; fila 2, columna 1: odd; "
		"fila 3, columna 1: se quedó arriba; fila 4, columna 1: se quedó arriba; "
		"fila 5, columna 1: se quedó arriba");
}

static void what_nobody_translated_stays(void **state)
{
	(void)state;
	assert_string_equal(say(es, "it is 9 am", &arena), "it is 9 am");
	assert_string_equal(say(es, "", &arena), "");
	assert_string_equal(say(LANG_EN, "expected at most 3", &arena), "expected at most 3");
}

static void speak_the_products_own_spanish(void)
{
	static struct problems problems;
	static const char *const folders[] = {"build/locale", NULL};
	tr_unload();
	tr_load(folders, &problems);
	es = tr_find("es");
}

/* As the C library words them. */
static void what_the_system_says_is_said_too(void **state)
{
	static const int errors[] = {ENOSPC, EROFS, EACCES, EPERM, EIO, ENOENT, ENOTDIR, EISDIR,
		EBUSY, ENODEV, ENXIO, ENOMEM, EFBIG, EMFILE, ECONNREFUSED};
	(void)state;
	speak_the_products_own_spanish();
	for (size_t i = 0; i < sizeof errors / sizeof *errors; i++) {
		const char *words = say_fill(
			&arena, "{} cannot be written: {}", "x.csv", strerror(errors[i]), SAY_END);
		const char *said = say(es, words, &arena);
		assert_null(strstr(said, "cannot be written"));
		assert_null(strstr(said, strerror(errors[i])));
		assert_non_null(strstr(said, "x.csv"));
	}
}

/* As packs and files are told of: a place, what is wrong, what came of it. */
static void what_keeps_a_pack_out_is_said_whole(void **state)
{
	static const char *const sentence[][2] = {
		{"/run/usb/a.pack: \"clips/a.mp4\": it is not what was signed; nothing was "
		 "installed",
			"/run/usb/a.pack: \"clips/a.mp4\": no es lo que se firmó; no se instaló "
			"nada"},
		{"/run/usb/a.pack: No space left on device; nothing was installed",
			"/run/usb/a.pack: no queda espacio; no se instaló nada"},
		{"it was stopped; nothing was installed", "se detuvo; no se instaló nada"},
		{"/s/content: cannot be made: Read-only file system",
			"/s/content: no se puede crear: solo se puede leer"},
		{"/s/content: there is too little space: expected 70 MB free, found 9 MB; nothing "
		 "was "
		 "installed",
			"/s/content: hay muy poco espacio: se esperaban 70 MB libres y hay 9 MB; "
			"no se "
			"instaló nada"},
		{"dpkg could not install it: see its words in the journal",
			"dpkg no pudo instalarla: lo que dijo está en el registro del sistema"},
		{"/s/pin cannot be written: No such file or directory.",
			"/s/pin: no se puede escribir: no existe."},
	};
	(void)state;
	speak_the_products_own_spanish();
	for (size_t i = 0; i < sizeof sentence / sizeof *sentence; i++)
		assert_string_equal(say(es, sentence[i][0], &arena), sentence[i][1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_pattern_takes_its_words),
		cmocka_unit_test(a_sentence_is_found_by_its_pattern_with_its_words),
		cmocka_unit_test(what_printf_fills_is_a_hole_too),
		cmocka_unit_test(what_stands_before_a_colon_is_a_place),
		cmocka_unit_test(several_things_in_a_row_are_said_one_by_one),
		cmocka_unit_test(what_nobody_translated_stays),
		cmocka_unit_test(what_the_system_says_is_said_too),
		cmocka_unit_test(what_keeps_a_pack_out_is_said_whole),
	};
	return cmocka_run_group_tests(tests, begin, end);
}
