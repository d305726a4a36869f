/* Lists of therapists of any content: nothing crashes, a list is taken whole or refused with a
 * place and a reason, and what was taken goes out and comes in again unchanged. */
#include "data/csv.h"
#include "data/import.h"
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const seeds[] = {
	"name,phone,license_state,license_number,license_expires,zip,latitude,longitude\r\n"
	"\"Bee, Ann\",(303) 555-0142,CO,MT.1,2028-03-31,02138,40.0,-105.2\r\n"
	"Cal Dee,+44 20 7946 0958,Wyoming,7,3/31/28,,,\r\n",
	"\xef\xbb\xbfsep=;\r\nName;E-Mail;Email;License State;License Number;License "
	"Expires;Hours\r\n"
	"Jos\xc3\xa9;;jose@x.example;CO;'=1+1;31-Mar-2028;\"Mon 9-5\nTue \"\"late\"\"\"\r\n",
	"name\twebsite\tlicense_state\tlicense_number\tlicense_"
	"expires\ttechniques\tprices\tsetting\r"
	"Ann \xd6 d\tbee.example/a?b\tDC\tX-1\tMar 31, 2028\tDeep "
	"Tissue|sports\t30=50|60=85.50\thome/mobile\r",
	"license_number,license_state,license_expires,name,phone,license_verified_on,license_"
	"verified_by,"
	"consent_on,accepts_new,insurance,languages,memberships,license_type\n"
	"\"MT.9\",\"CO\",\"2028-03-31\",\"O'Brien \"\"Bo\"\"\",\"303.555.0142 "
	"x12\",2026-11-01,M.K.,"
	"03/01/26,TRUE,no,\"en, Spanish\",AMTA,Licensed\n\n,,,,\n",
};

enum { SEEDS = sizeof seeds / sizeof seeds[0], ROWS_MAX = 2000 };

static struct directory *directory;

static void open_directory(const struct fuzz *fuzz)
{
	static struct problems problems;
	static const char *const files[] = {"directory.db", "directory.db-wal", "directory.db-shm"};
	char state[600], path[700];
	directory_close(directory);
	snprintf(state, sizeof state, "%s/csv-state", fuzz->folder);
	for (size_t i = 0; i < 3; i++) {
		snprintf(path, sizeof path, "%s/%s", state, files[i]);
		unlink(path);
	}
	problems = (struct problems){0};
	directory = directory_open(state, NULL, false, &problems);
	if (!directory)
		fuzz_fail(fuzz, "no directory can be made");
}

static void look_at(const struct fuzz *fuzz, const struct import_report *report, bool done)
{
	if (done != (report->errors == 0))
		fuzz_fail(fuzz, done ? "taken with errors" : "refused, and no word of it");
	for (size_t i = 0; i < report->errors; i++) {
		const struct import_error *error = &report->error[i];
		if (error->line < 1 || error->column < 1 || !error->reason[0])
			fuzz_fail(fuzz, "an error without a place or a reason");
	}
}

/* Whether all of the directory comes in again as it is. */
static void go_around(const struct fuzz *fuzz, const char *path)
{
	const struct import_options look = {.dry_run = true};
	struct import_report report;
	FILE *file = fopen(path, "wb");
	if (!file || !export_csv(directory, file) || fclose(file) != 0)
		fuzz_fail(fuzz, "no export");
	if (!import_file(directory, path, &look, date_make(2026, 11, 23), &report))
		fuzz_fail(fuzz, report.error[0].reason);
	if (report.added + report.changed + report.missing > 0)
		fuzz_fail(fuzz, "what goes out is not what comes in");
	bool many = report.unchanged > ROWS_MAX;
	import_report_free(&report);
	if (many)
		open_directory(fuzz);
}

static void one(const struct fuzz *fuzz, const char *path, const char *out)
{
	/* A backup a case would be all that the disk does. */
	const struct import_options options = {
		.dry_run = fuzz->number % 8 != 0, .backups = fuzz->folder};
	struct import_report report;
	bool done = import_file(directory, path, &options, date_make(2026, 11, 23), &report);
	look_at(fuzz, &report, done);
	bool changed = report.applied && report.added + report.changed > 0;
	import_report_free(&report);
	if (changed)
		go_around(fuzz, out);
}

int main(int argc, char **argv)
{
	struct fuzz fuzz;
	static unsigned char bytes[FUZZ_MAX];
	char path[600], out[600];
	fuzz_start(&fuzz, argc, argv);
	snprintf(path, sizeof path, "%s/case.csv", fuzz.folder);
	snprintf(out, sizeof out, "%s/out.csv", fuzz.folder);
	open_directory(&fuzz);
	while (fuzz_next(&fuzz)) {
		const char *seed = seeds[fuzz_chance(&fuzz, SEEDS)];
		memcpy(bytes, seed, strlen(seed));
		fuzz_write(path, bytes, fuzz_mutate(&fuzz, bytes, strlen(seed)));
		one(&fuzz, path, out);
	}
	fuzz_end(&fuzz);
	directory_close(directory);
	return 0;
}
