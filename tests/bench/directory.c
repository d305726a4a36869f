/* The directory with many rows: how long a search takes while somebody types, filters with the
 * nearest first, and an import. "directory FOLDER [ROWS]": in an empty folder; ROWS: 100,000, else
 * without the import. Prints lines "metric value". "directory fill FOLDER ROWS" only makes
 * FOLDER/directory.db, as a kiosk's. */
#include "figures.h"

#include "base/log.h"
#include "data/import.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	ROWS = 100000,
	ROWS_A_FILE = 50000,
	IMPORT_ROWS = 10000,
	TYPED = 300,
	LETTERS = 6,
	FILTERED = 400
};

static const char *const first_names[] = {"Ana", "Beatriz", "Carmen", "Dolores", "Elena", "Fatima",
	"Grace", "Hannah", "Inés", "Juniper", "Katarzyna", "Łucja", "Mei", "Nora", "Ofelia",
	"Priya", "Quinn", "Rosa", "Søren", "Tomás", "Uma", "Viktor", "Wanda", "Ximena", "Yusuf",
	"Zoë", "Michael", "Maria", "James", "Jennifer", "Robert", "Sarah", "David", "Susan",
	"Thomas", "Karen"};
static const char *const last_parts[][4] = {
	{"Ander", "Bern", "Cast", "Dela"}, {"son", "stein", "illo", "cruz"}};
static const char *const practices[] = {"Massage", "Bodywork", "Sports Therapy", "Wellness",
	"Clinic", "Studio", "Recovery", "Myofascial Center"};
static const char *const techniques[] = {
	"sports", "deep_tissue", "swedish", "trigger_point", "myofascial", "prenatal"};
static const char *const settings[] = {"clinic", "home", "mobile", "clinic|mobile"};
static const char *const languages[] = {"en", "en|es", "es", "en|fr", "en|zh"};

#define PICK(array, number) (array)[(number) % (sizeof(array) / sizeof *(array))]

static uint64_t random_state = 20261123;

/* splitmix64 */
static uint64_t next_number(void)
{
	uint64_t z = random_state += 0x9E3779B97F4A7C15u;
	z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
	z = (z ^ z >> 27) * 0x94D049BB133111EBu;
	return z ^ z >> 31;
}

static void tell(const char *name, double *values, size_t count)
{
	printf("%s_p50_ms %.4f\n", name, percentile(values, count, 50));
	printf("%s_p95_ms %.4f\n", name, percentile(values, count, 95));
}

static void fail(const char *what)
{
	fprintf(stderr, "directory: %s\n", what);
	exit(1);
}

/* ---- rows ---- */

/* A name of three words; a third of them differ in 100,000 rows. */
static void write_name(FILE *file, uint64_t number)
{
	fprintf(file, "%s %s%s%c", PICK(first_names, number), PICK(last_parts[0], number >> 8),
		PICK(last_parts[1], number >> 12), (char)('a' + (number >> 16) % 26));
	fprintf(file, "%c %s", (char)('a' + (number >> 21) % 26),
		PICK(last_parts[0], number >> 26));
}

/* Places lie all over the country, a third of them known by ZIP only. */
static void write_row(FILE *file, int i)
{
	uint64_t number = next_number();
	write_name(file, number);
	fprintf(file, ",%s %s,(303) 555-%04d,%s|%s,%s,%s,%s,CO,MT.%07d,2028-03-31,2026-11-01,MK,",
		PICK(practices, number >> 30), PICK(practices, number >> 34), i % 10000,
		PICK(techniques, number >> 38), PICK(techniques, number >> 42),
		PICK(settings, number >> 46), PICK(languages, number >> 50),
		number >> 54 & 1 ? "yes" : "no", i);
	if (number % 3 == 0)
		fprintf(file, "80%03d,,\n", (int)((number >> 20) % 640));
	else
		fprintf(file, ",%.4f,%.4f\n", 25 + (double)(number >> 11 & 0xffff) * 24 / 65536,
			-124 + (double)(number >> 27 & 0xffff) * 57 / 65536);
}

static void import_rows(struct directory *directory, const char *path, int first, int count)
{
	FILE *file = fopen(path, "we");
	if (!file)
		fail("no file can be made in the folder");
	fputs("name,practice,phone,techniques,setting,languages,accepts_new,license_state,license_"
	      "number,"
	      "license_expires,license_verified_on,license_verified_by,zip,latitude,longitude\n",
		file);
	for (int i = first; i < first + count; i++)
		write_row(file, i);
	fclose(file);
	struct import_report report;
	const struct import_options options = {.by = "MK"};
	if (!import_file(directory, path, &options, date_make(2026, 11, 23), &report))
		fail(report.errors ? report.error[0].reason : "the import failed");
	import_report_free(&report);
}

static struct directory *open_in(const char *folder, const char *name)
{
	static struct problems problems;
	char state[1000];
	snprintf(state, sizeof state, "%s/%s", folder, name);
	struct directory *directory = directory_open(state, "assets/us-zips.csv", false, &problems);
	if (!directory)
		fail("no directory can be made in the folder");
	return directory;
}

/* ---- measured ---- */

static double search_ms(struct directory *directory, struct directory_query query)
{
	struct arena arena = {0};
	struct therapist_list list;
	query.today = date_make(2026, 11, 23);
	query.from = (struct directory_place){true, 40.0190, -105.2747};
	query.limit = 20;
	double began = now_ms();
	if (!directory_search(directory, &query, &arena, &list))
		fail("a search failed");
	double took = now_ms() - began;
	arena_free(&arena);
	return took;
}

/* Somebody types the beginning of a word of a name, letter by letter. */
static void measure_typing(struct directory *directory)
{
	static double took[TYPED * LETTERS];
	size_t count = 0;
	for (int i = 0; i < TYPED; i++) {
		char *name = NULL;
		size_t size = 0;
		FILE *text = open_memstream(&name, &size);
		write_name(text, next_number());
		fclose(text);
		const char *word = i % 2 ? strchr(name, ' ') + 1 : name;
		for (int letters = 1; letters <= LETTERS; letters++) {
			char typed[LETTERS + 1];
			snprintf(typed, sizeof typed, "%.*s", letters, word);
			took[count++] =
				search_ms(directory, (struct directory_query){.words = typed});
		}
		free(name);
	}
	tell("typing", took, count);
}

static void measure_filters(struct directory *directory)
{
	static double took[FILTERED];
	static const double circles[] = {0, 0, 1.6, 16, 80};
	for (int i = 0; i < FILTERED; i++) {
		uint64_t number = next_number();
		struct directory_query query = {.techniques = PICK(techniques, number),
			.within_km = PICK(circles, number >> 8),
			.accepts_new = number >> 16 & 1};
		if (number >> 17 & 1)
			query.languages = "es";
		if (number >> 18 & 1)
			query.settings = "clinic|mobile";
		took[i] = search_ms(directory, query);
	}
	tell("filters", took, FILTERED);
}

static void fill(struct directory *directory, const char *path, int rows)
{
	for (int first = 0; first < rows; first += ROWS_A_FILE)
		import_rows(directory, path, first,
			rows - first < ROWS_A_FILE ? rows - first : ROWS_A_FILE);
	remove(path);
}

static void measure_import(const char *folder, const char *path)
{
	struct directory *directory = open_in(folder, "small");
	double began = now_ms();
	import_rows(directory, path, 0, IMPORT_ROWS);
	printf("import_ms %.1f\n", now_ms() - began);
	directory_close(directory);
}

static void measure(const char *folder, const char *path, int rows)
{
	if (rows == ROWS)
		measure_import(folder, path);
	struct directory *directory = open_in(folder, "full");
	fill(directory, path, rows);
	printf("first_search_ms %.1f\n", search_ms(directory, (struct directory_query){0}));
	measure_typing(directory);
	measure_filters(directory);
	directory_close(directory);
}

int main(int argc, char **argv)
{
	bool only_fills = argc == 4 && strcmp(argv[1], "fill") == 0;
	const char *folder = argc > 1 ? argv[1 + only_fills] : "";
	int rows = argc == 3 + only_fills ? atoi(argv[2 + only_fills]) : ROWS;
	if (argc < 2 || argc > 3 + only_fills || rows < 1) {
		fprintf(stderr, "usage: directory FOLDER [ROWS] | directory fill FOLDER ROWS\n");
		return 2;
	}
	log_set_style(LOG_PLAIN);
	char path[1000];
	snprintf(path, sizeof path, "%s/rows.csv", folder);
	if (!only_fills) {
		measure(folder, path, rows);
		return 0;
	}
	struct directory *directory = open_in(folder, ".");
	fill(directory, path, rows);
	directory_close(directory);
	return 0;
}
