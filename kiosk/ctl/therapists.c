/* tuneupctl therapists: the directory, row by row. */
#include "ctl/therapists.h"
#include "data/directory_values.h"
#include "data/zips.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int list(struct ctl *ctl, int argc, char **argv);
static int show(struct ctl *ctl, int argc, char **argv);
static int verify(struct ctl *ctl, int argc, char **argv);
static int retire(struct ctl *ctl, int argc, char **argv);
static int restore(struct ctl *ctl, int argc, char **argv);
static int undo(struct ctl *ctl, int argc, char **argv);
static int erase(struct ctl *ctl, int argc, char **argv);
static int history(struct ctl *ctl, int argc, char **argv);
static int last_report(struct ctl *ctl, int argc, char **argv);
static int confirm_date(struct ctl *ctl, int argc, char **argv);

const struct ctl_command ctl_therapists[] = {
	{"therapists list", "[--all] [--near]",
		"Those that customers see; --all: everyone; --near: nearest first", list},
	{"therapists import", "FILE [--dry-run] [--by INITIALS] [--retire-missing]",
		"Reads therapists.csv, whole or not at all", therapists_import},
	{"therapists export", "[FILE]", "Writes therapists.csv (without FILE: standard output)",
		therapists_export},
	{"therapists show", "ID", "All about one", show},
	{"therapists verify", "ID --by INITIALS [--on DATE]",
		"The license was looked up at the state board (default: today)", verify},
	{"therapists retire", "ID --by INITIALS", "Takes one out of the list, keeps the row",
		retire},
	{"therapists restore", "ID [--by INITIALS]", "Brings a retired one back", restore},
	{"therapists undo", "[--by INITIALS]", "Takes the last import back", undo},
	{"therapists erase", "ID --by INITIALS",
		"Removes a person for good, from backups and the trail too", erase},
	{"therapists history", "[ID]", "The last changes: who, when, what", history},
	{"therapists report", "", "What was told of the last import", last_report},
	{"therapists confirm-date", "--by INITIALS",
		"Today's date is right: later ones are no longer believed", confirm_date},
	{0},
};

/* Who it is when nobody says so. */
static const char nobody[] = "ctl";

int therapists_usage(const char *name)
{
	return ctl_bad_usage_of(ctl_therapists, name);
}

bool therapists_options(int argc, char **argv, int allowed, struct therapists_options *options)
{
	static const struct {
		const char *name;
		int option;
	} known[] = {{"--all", OPTION_ALL}, {"--near", OPTION_NEAR}, {"--dry-run", OPTION_DRY_RUN},
		{"--retire-missing", OPTION_RETIRE_MISSING}, {"--by", OPTION_BY},
		{"--on", OPTION_ON}};
	*options = (struct therapists_options){0};
	for (int i = 0; i < argc; i++) {
		int option = 0;
		for (size_t k = 0; k < sizeof known / sizeof *known; k++)
			if (strcmp(argv[i], known[k].name) == 0)
				option = known[k].option & allowed;
		bool word = argv[i][0] != '-' || !argv[i][1];
		bool valued = option == OPTION_BY || option == OPTION_ON;
		if ((!option && (!word || options->count == 1)) || (valued && i + 1 == argc))
			return false;
		options->given |= option;
		if (!option)
			options->words[options->count++] = argv[i];
		else if (valued)
			*(option == OPTION_BY ? &options->by : &options->on) = argv[++i];
	}
	return true;
}

struct directory_place therapists_place(const struct ctl *ctl)
{
	const struct config *config = ctl->config;
	struct directory_place place = {
		.latitude = config->latitude, .longitude = config->longitude};
	place.known = fabs(place.latitude) > 0 || fabs(place.longitude) > 0;
	if (place.known || !config->zip[0])
		return place;
	char *path = mem_printf("%s/us-zips.csv", ctl->assets);
	struct zips *zips = zips_create(path);
	place.known = zips_find(zips, config->zip, &place.latitude, &place.longitude);
	zips_destroy(zips);
	free(path);
	return place;
}

static int refused(const char *why)
{
	fprintf(stderr, "tuneupctl: %s\n", why);
	return CTL_REFUSED;
}

static void measure(const struct directory_place *from, struct therapist *therapist)
{
	if (from->known && therapist->has_place)
		therapist->distance_km = place_distance_km(
			from->latitude, from->longitude, therapist->latitude, therapist->longitude);
}

/* ---- list ---- */

static void print_list(const struct ctl *ctl, const struct therapist_list *found, bool all)
{
	if (!ctl->json) {
		therapists_print_table(ctl, found);
		printf("%zu therapist%s%s\n", found->count, found->count == 1 ? "" : "s",
			all ? "" : " on show; --all lists the others too");
		return;
	}
	putchar('[');
	for (size_t i = 0; i < found->count; i++) {
		fputs(i > 0 ? ",\n" : "", stdout);
		therapists_print_json(&found->therapist[i], ctl->today);
	}
	puts("]");
}

static int list(struct ctl *ctl, int argc, char **argv)
{
	struct therapists_options given;
	if (!therapists_options(argc, argv, OPTION_ALL | OPTION_NEAR, &given) || given.count > 0)
		return therapists_usage("therapists list");
	struct directory *directory = ctl_directory(ctl);
	if (!directory)
		return CTL_REFUSED;
	struct directory_place place = therapists_place(ctl);
	bool all = given.given & OPTION_ALL, near = given.given & OPTION_NEAR;
	struct directory_query query = {.all = all, .retired = all, .today = ctl->today};
	if (near)
		query.from = place;
	if (near && !place.known)
		fputs("tuneupctl: where the store is is not known, so these are by name: set "
		      "place.zip in the settings\n",
			stderr);
	struct arena arena = {0};
	struct therapist_list found;
	bool done = directory_search(directory, &query, &arena, &found);
	for (size_t i = 0; done && i < found.count; i++)
		measure(&place, &found.therapist[i]);
	if (done)
		print_list(ctl, &found, all);
	arena_free(&arena);
	directory_close(directory);
	return done ? CTL_DONE : CTL_REFUSED;
}

/* ---- one ---- */

/* False: it is no number of a row. */
static bool read_id(const char *text, int64_t *id)
{
	char *end;
	errno = 0;
	*id = strtoll(text, &end, 10);
	return errno == 0 && end != text && !*end && *id > 0;
}

static void print_one(struct ctl *ctl, struct therapist *therapist)
{
	struct directory_place place = therapists_place(ctl);
	measure(&place, therapist);
	if (ctl->json) {
		therapists_print_json(therapist, ctl->today);
		putchar('\n');
	} else {
		therapists_print_card(ctl, therapist);
	}
}

static int show(struct ctl *ctl, int argc, char **argv)
{
	struct therapists_options given;
	int64_t id;
	if (!therapists_options(argc, argv, 0, &given) || given.count != 1 ||
		!read_id(given.words[0], &id))
		return therapists_usage("therapists show");
	struct directory *directory = ctl_directory(ctl);
	if (!directory)
		return CTL_REFUSED;
	struct arena arena = {0};
	struct therapist therapist;
	bool done = directory_get(directory, id, &arena, &therapist);
	if (done)
		print_one(ctl, &therapist);
	else
		fprintf(stderr, "tuneupctl: there is no therapist %s\n", given.words[0]);
	arena_free(&arena);
	directory_close(directory);
	return done ? CTL_DONE : CTL_REFUSED;
}

/* After a change: who it was, and whether customers see them now. */
static void tell_row(struct ctl *ctl, struct directory *directory, int64_t id, const char *deed)
{
	struct arena arena = {0};
	struct therapist therapist;
	if (!directory_get(directory, id, &arena, &therapist)) {
		puts(deed);
	} else if (ctl->json) {
		print_one(ctl, &therapist);
	} else {
		printf("%s: %s (%s %s); customers %s.\n", deed, therapist.field[THERAPIST_NAME],
			therapist.field[THERAPIST_LICENSE_STATE],
			therapist.field[THERAPIST_LICENSE_NUMBER],
			therapist_shown(&therapist, ctl->today) ? "see them" : "do not see them");
		if (license_status(&therapist, ctl->today) == LICENSE_EXPIRED)
			printf("The license expired on %s.\n",
				therapist.field[THERAPIST_LICENSE_EXPIRES]);
	}
	arena_free(&arena);
}

static int verify(struct ctl *ctl, int argc, char **argv)
{
	struct therapists_options given;
	int64_t id;
	day_t on = ctl->today;
	char why[256];
	if (!therapists_options(argc, argv, OPTION_BY | OPTION_ON, &given) || given.count != 1 ||
		!given.by || !read_id(given.words[0], &id) ||
		(given.on && !date_read(given.on, &on)))
		return therapists_usage("therapists verify");
	struct directory *directory = ctl_directory(ctl);
	if (!directory)
		return CTL_REFUSED;
	bool done = directory_verify(directory, id, given.by, on, ctl->today, why, sizeof why);
	if (done)
		tell_row(ctl, directory, id, "Verified");
	directory_close(directory);
	return done ? CTL_DONE : refused(why);
}

static int set_retired(struct ctl *ctl, const struct therapists_options *given, bool retired)
{
	int64_t id;
	char why[256];
	if (!read_id(given->words[0], &id))
		return therapists_usage(retired ? "therapists retire" : "therapists restore");
	struct directory *directory = ctl_directory(ctl);
	if (!directory)
		return CTL_REFUSED;
	bool done = directory_retire(
		directory, id, given->by ? given->by : nobody, retired, why, sizeof why);
	if (done)
		tell_row(ctl, directory, id, retired ? "Retired" : "Restored");
	directory_close(directory);
	return done ? CTL_DONE : refused(why);
}

static int retire(struct ctl *ctl, int argc, char **argv)
{
	struct therapists_options given;
	if (!therapists_options(argc, argv, OPTION_BY, &given) || given.count != 1 || !given.by)
		return therapists_usage("therapists retire");
	return set_retired(ctl, &given, true);
}

static int restore(struct ctl *ctl, int argc, char **argv)
{
	struct therapists_options given;
	if (!therapists_options(argc, argv, OPTION_BY, &given) || given.count != 1)
		return therapists_usage("therapists restore");
	return set_retired(ctl, &given, false);
}

/* ---- undo ---- */

static int undo(struct ctl *ctl, int argc, char **argv)
{
	struct therapists_options given;
	char why[256];
	if (!therapists_options(argc, argv, OPTION_BY, &given) || given.count > 0)
		return therapists_usage("therapists undo");
	struct directory *directory = ctl_directory(ctl);
	if (!directory)
		return CTL_REFUSED;
	struct arena arena = {0};
	struct directory_import import = {0};
	bool known = directory_last_import(directory, &arena, &import);
	bool done = directory_undo_import(directory, given.by ? given.by : nobody, why, sizeof why);
	if (done && known && !ctl->json)
		printf("Undone: %s, imported %s by %s (%d added, %d changed).\n", import.file,
			import.at, import.by, import.added, import.changed);
	arena_free(&arena);
	directory_close(directory);
	return done ? CTL_DONE : refused(why);
}

/* ---- for good ---- */

static int erase(struct ctl *ctl, int argc, char **argv)
{
	struct therapists_options given;
	int64_t id;
	char why[1024];
	if (!therapists_options(argc, argv, OPTION_BY, &given) || given.count != 1 || !given.by ||
		!read_id(given.words[0], &id))
		return therapists_usage("therapists erase");
	struct directory *directory = ctl_directory(ctl);
	if (!directory)
		return CTL_REFUSED;
	bool done = directory_erase(directory, id, given.by, why, sizeof why);
	if (done && !ctl->json)
		puts("Erased, from the trail and the backups here too. Copies on sticks are not "
		     "reached.");
	if (done && why[0])
		fprintf(stderr, "tuneupctl: %s\n", why);
	directory_close(directory);
	return done ? CTL_DONE : refused(why);
}

/* ---- the trail ---- */

static void print_deed_json(const struct directory_deed_done *deed)
{
	printf("{\"at\":\"%s\",\"who\":", deed->at);
	ctl_json_string(deed->who);
	fputs(",\"what\":", stdout);
	ctl_json_string(deed->what);
	printf(",\"id\":%lld,\"before\":", (long long)deed->therapist);
	ctl_json_string(deed->before);
	fputs(",\"after\":", stdout);
	ctl_json_string(deed->after);
	putchar('}');
}

static void print_trail(const struct ctl *ctl, const struct directory_trail *trail)
{
	if (ctl->json)
		putchar('[');
	for (size_t i = 0; i < trail->count; i++) {
		const struct directory_deed_done *deed = &trail->deed[i];
		if (ctl->json) {
			fputs(i > 0 ? ",\n" : "", stdout);
			print_deed_json(deed);
			continue;
		}
		printf("%s  %-8s  %s", deed->at, deed->who, deed->what);
		if (deed->therapist)
			printf(" %lld %s", (long long)deed->therapist, deed->name);
		printf("\n    before %s\n    after  %s\n", deed->before[0] ? deed->before : "-",
			deed->after[0] ? deed->after : "-");
	}
	if (ctl->json)
		puts("]");
}

static int history(struct ctl *ctl, int argc, char **argv)
{
	enum { LINES = 200 };
	struct therapists_options given;
	int64_t id = 0;
	if (!therapists_options(argc, argv, 0, &given) ||
		(given.count > 0 && !read_id(given.words[0], &id)))
		return therapists_usage("therapists history");
	struct directory *directory = ctl_directory(ctl);
	if (!directory)
		return CTL_REFUSED;
	struct arena arena = {0};
	struct directory_trail trail;
	bool done = directory_read_trail(directory, id, LINES, &arena, &trail);
	if (done)
		print_trail(ctl, &trail);
	arena_free(&arena);
	directory_close(directory);
	return done ? CTL_DONE : CTL_REFUSED;
}

static void print_report(const struct ctl *ctl, const struct directory_import *import,
	const char *const *line, size_t lines)
{
	if (ctl->json) {
		printf("{\"at\":\"%s\",\"by\":", import->at);
		ctl_json_string(import->by);
		fputs(",\"file\":", stdout);
		ctl_json_string(import->file);
		printf(",\"added\":%d,\"changed\":%d,\"unchanged\":%d,\"missing\":%d,\"lines\":[",
			import->added, import->changed, import->unchanged, import->missing);
	} else {
		printf("%s, imported %s by %s: %d added, %d changed, %d unchanged, %d missing\n",
			import->file, import->at, import->by, import->added, import->changed,
			import->unchanged, import->missing);
	}
	for (size_t i = 0; i < lines; i++) {
		fputs(ctl->json && i > 0 ? "," : "", stdout);
		if (ctl->json)
			ctl_json_string(line[i]);
		else
			puts(line[i]);
	}
	if (ctl->json)
		puts("]}");
}

static int last_report(struct ctl *ctl, int argc, char **argv)
{
	(void)argv;
	if (argc > 0)
		return therapists_usage("therapists report");
	struct directory *directory = ctl_directory(ctl);
	if (!directory)
		return CTL_REFUSED;
	struct arena arena = {0};
	struct directory_import import;
	const char **line = NULL;
	size_t lines = 0;
	bool there = directory_last_import(directory, &arena, &import);
	bool done = there && directory_read_report(directory, import.id, &arena, &line, &lines);
	if (done)
		print_report(ctl, &import, line, lines);
	else if (!there)
		fputs("tuneupctl: there is no import\n", stderr);
	arena_free(&arena);
	directory_close(directory);
	return done ? CTL_DONE : CTL_REFUSED;
}

static int confirm_date(struct ctl *ctl, int argc, char **argv)
{
	struct therapists_options given;
	char why[256];
	if (!therapists_options(argc, argv, OPTION_BY, &given) || given.count > 0 || !given.by)
		return therapists_usage("therapists confirm-date");
	struct directory *directory = ctl_directory(ctl);
	if (!directory)
		return CTL_REFUSED;
	bool done = directory_confirm_date(directory, given.by, why, sizeof why);
	if (done && !ctl->json)
		puts("Licenses are judged by today's date.");
	directory_close(directory);
	return done ? CTL_DONE : refused(why);
}
