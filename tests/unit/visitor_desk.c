#include "visitor_desk.h"

#include <stdio.h>
#include <string.h>

/* One in each state, and one that is fine. */
enum { STAFF_PEOPLE = 6 };

static const struct therapist *people(int n)
{
	static struct therapist person[STAFF_PEOPLE];
	static const char *const row[STAFF_PEOPLE][5] = {
		{"Quill Fictional", "swedish|prenatal", "MT.0000518", "2028-06-30", ""},
		{"Pim Dummyson", "sports", "MT.0000163", "2026-10-31", "2026-03-02"},
		{"Bram Testwell", "deep_tissue", "MT.0000078", "1970-01-19", "1969-12-02"},
		{"Juniper Sample", "sports|deep_tissue", "MT.0000117", "2028-03-31", "1969-12-03"},
		{"Marlow Placeholder", "trigger_point", "MT.0000252", "2027-04-30", "1969-12-03"},
		{"Ada Inventa", "swedish", "MT.0000109", "2028-09-30", "1969-12-03"}};
	static const struct {
		enum therapist_field field;
		const char *value;
	} full[] = {{THERAPIST_CREDENTIAL, "Licensed massage therapist"},
		{THERAPIST_PRACTICE, "Sample Bodywork"}, {THERAPIST_PHONE, "+13035550142"},
		{THERAPIST_EMAIL, "juniper@example.com"}, {THERAPIST_STREET, "12 Example Street"},
		{THERAPIST_CITY, "Boulder"}, {THERAPIST_STATE, "CO"}, {THERAPIST_ZIP, "80302"},
		{THERAPIST_SETTING, "clinic|mobile"},
		{THERAPIST_TECHNIQUES, "sports|deep_tissue|lomi_lomi"},
		{THERAPIST_LANGUAGES, "en|es"}, {THERAPIST_MEMBERSHIPS, "amta"},
		{THERAPIST_ACCEPTS_NEW, "yes"}, {THERAPIST_PRICES, "30=50|60=85"},
		{THERAPIST_INSURANCE, "no"}, {THERAPIST_HOURS, "Mon to Fri 9 to 6"},
		{THERAPIST_ABOUT_EN, "I look after runners who come back after an injury: calves, "
				     "feet and hips above all, slowly and with time to talk. "
				     "Twelve years at it, four of them with a college team."},
		{THERAPIST_CONSENT_ON, "2026-11-03"}, {THERAPIST_LICENSE_TYPE, "license"}};
	static const enum therapist_field field[5] = {THERAPIST_NAME, THERAPIST_TECHNIQUES,
		THERAPIST_LICENSE_NUMBER, THERAPIST_LICENSE_EXPIRES, THERAPIST_LICENSE_VERIFIED_ON};
	for (int i = 0; i < STAFF_PEOPLE; i++) {
		person[i].id = 21 + i;
		person[i].retired = i == STAFF_PEOPLE - 1;
		for (int f = 0; f < THERAPIST_FIELDS; f++)
			person[i].field[f] = "";
		for (int f = 0; f < 5; f++)
			person[i].field[field[f]] = row[i][f];
		person[i].field[THERAPIST_LICENSE_STATE] = "CO";
		person[i].field[THERAPIST_LICENSE_CHECKED_AT] = "https://board.example/lookup";
		person[i].field[THERAPIST_LICENSE_VERIFIED_BY] = row[i][4][0] ? "MK" : "";
	}
	/* One with all that the directory has room for. */
	for (size_t f = 0; f < sizeof full / sizeof full[0]; f++)
		person[3].field[full[f].field] = full[f].value;
	return &person[n];
}

static void list(struct desk_answer *answer, const struct desk_request *request)
{
	bool retired = request->filter == DESK_RETIRED;
	for (int i = 0; i < STAFF_PEOPLE; i++)
		if (people(i)->retired == retired)
			answer->therapist[answer->therapists++] = people(i);
	answer->found = answer->therapists;
	const int count[DESK_FILTERS] = {5, 2, 1, 1, 1, 1};
	memcpy(answer->count, count, sizeof answer->count);
	answer->shown = 3;
	answer->signer[0] = "MK";
	answer->signer[1] = "TR";
}

static void files(struct desk_answer *answer)
{
	static struct desk_file file[] = {{"THERAPISTS.CSV", 4100, 0, 25},
		{"therapists-october.csv", 3800, -50, 23}, {"Prices fall.xlsx", 18000, -70, -1},
		{"photo-dump.zip", 96000000, -85, -1}};
	answer->file = file;
	answer->files = sizeof file / sizeof file[0];
}

static void report(struct visitor *visitor, struct desk_answer *answer)
{
	static struct import_error error[] = {
		{8, 1, "name", "", "expected a name, every row needs one"},
		{15, 28, "license_expires", "soon",
			"expected a date such as 2028-03-31 or 3/31/2028 (month, day, year)"}};
	static struct import_change change[] = {
		{3, "Odette Exampleton", THERAPIST_PHONE, "+13035550103", "+13035550166"},
		{5, "In\xC3\xA9s Specimen", THERAPIST_LICENSE_EXPIRES, "2026-12-31", "2028-12-31"}};
	static struct import_fresh fresh[] = {
		{20, "Wren Madeup", "deep_tissue", false}, {21, "Tilda Notreal", "sports", true}};
	static const char *gone[] = {"Bram Testwell"};
	answer->report = (struct import_report){.added = 2,
		.changed = 2,
		.unchanged = 19,
		.missing = 1,
		.rows = 25,
		.error = error,
		.errors = visitor->faulty_file ? 2 : 0,
		.change = change,
		.changes = 2,
		.fresh = fresh,
		.freshes = 2,
		.gone = gone,
		.gones = 1};
	answer->done = !visitor->faulty_file;
}

static void trail(struct desk_answer *answer)
{
	static struct directory_change_told phone[] = {{THERAPIST_PHONE, "+13035550103",
							       "+13035550142"},
		{THERAPIST_TECHNIQUES, "sports", "sports|deep_tissue"}},
					    checked[] = {{THERAPIST_LICENSE_VERIFIED_ON, "",
								 "1969-12-03"},
						    {THERAPIST_LICENSE_VERIFIED_BY, "", "MK"}},
					    out[] = {{THERAPIST_FIELDS, "0", "1"}};
	static struct desk_deed deed[] = {{{.what = "changed",
						   .who = "TR",
						   .name = "Juniper Sample",
						   .before = "{",
						   .after = "{"},
						  17 * 3600, phone, 2},
		{{.what = "verified",
			 .who = "MK",
			 .name = "Juniper Sample",
			 .before = "{",
			 .after = "{"},
			15 * 3600, checked, 2},
		{{.what = "retired",
			 .who = "MK",
			 .name = "Ada Inventa",
			 .before = "{",
			 .after = "{"},
			9 * 3600, out, 1},
		{{.what = "erased", .who = "MK", .name = "", .before = "", .after = ""}, 8 * 3600,
			NULL, 0}};
	answer->deed = deed;
	answer->deeds = sizeof deed / sizeof deed[0];
}

static void usage(struct desk_answer *answer)
{
	static const struct {
		const char *name;
		int64_t started;
	} routine[] = {{"calves", 412}, {"glutes", 298}, {"quads", 274}};
	answer->usage = (struct usage_counts){.visits = 2100,
		.started = 1825,
		.finished = 1241,
		.roller = 340,
		.codes = 97,
		.routines = 3,
		.ended_home = 700,
		.ended_idle = 448};
	answer->before = answer->usage;
	answer->before.started = 1630;
	answer->before.finished = 1043;
	answer->before.codes = 101;
	for (int i = 0; i < 3; i++) {
		snprintf(answer->usage.routine[i].name, USAGE_NAME_MAX, "%s", routine[i].name);
		answer->usage.routine[i].started = routine[i].started;
	}
	for (int hour = 9; hour < 21; hour++)
		answer->usage.by_hour[hour] = 20 + (hour * 7) % 50;
}

static void try_pin(struct visitor *visitor, struct desk_answer *answer, const char *pin)
{
	bool right = strcmp(pin, VISITOR_PIN) == 0;
	visitor->wrong_pins = right ? 0 : visitor->wrong_pins + 1;
	answer->done = right;
	answer->pin = right ? PIN_RIGHT : PIN_WRONG;
	int left = PIN_FREE_TRIES - visitor->wrong_pins;
	answer->lock = (struct pin_lock){.wrong = visitor->wrong_pins,
		.left = left > 0 ? left : 0,
		.wait_s = left > 0 ? 0 : PIN_WAIT_S};
}

static void change(struct visitor *visitor, struct desk_answer *answer)
{
	answer->done = !visitor->refuses;
	snprintf(answer->why, sizeof answer->why, "%s", visitor->refuses ? visitor->refuses : "");
}

static void content(struct visitor *visitor, struct desk_answer *answer, const char *stick)
{
	static const struct about basics = {.name = "Tuneup basics", .version = "1.1"};
	struct desk_content *told = &answer->content;
	told->now = (struct pack_about){.words = {.name = "Tuneup basics", .version = "1.2"},
		.routines = 12,
		.bytes = 58 * 1000 * 1000,
		.since = -82};
	told->before = (struct pack_about){.words = basics, .since = DAY_NONE};
	told->can_go_back = true;
	told->free_bytes = 9100 * INT64_C(1000000);
	told->packs = stick[0] ? 2 : 0;
	told->pack[0] = (struct desk_pack){.name = "tuneup-basics-1.3.tnpack",
		.path = "/media/RUNSTORE/tuneup-basics-1.3.tnpack",
		.about = {.words = {.name = "Tuneup basics",
				  .version = "1.3",
				  .news = {.in = {"Two new clips, Spanish captions improved",
						   "Dos videos nuevos y mejores "
						   "subt\xC3\xADtulos"}}},
			.routines = 12,
			.bytes = 61 * 1000 * 1000},
		.fits = !visitor->odd_pack,
		.why = visitor->odd_pack
			       ? "it was changed, or signed with a key that is not trusted here; "
				 "nothing was installed"
			       : ""};
	told->pack[1] = (struct desk_pack){.name = "tuneup-0.2.0.pack",
		.path = "/media/RUNSTORE/tuneup-0.2.0.pack",
		.about = {.kind = PACK_PROGRAM,
			.words = {.name = "Tuneup", .version = "0.2.0"},
			.bytes = 3 * 1000 * 1000},
		.fits = true,
		.why = ""};
}

const struct desk_answer *staff_desk(struct visitor *visitor, const struct desk_request *request)
{
	struct desk_answer *answer = &visitor->told[request->kind];
	*answer = (struct desk_answer){.kind = request->kind, .done = true};
	switch (request->kind) {
	case DESK_PIN_LOOK:
		answer->pin_there = !visitor->no_pin;
		answer->pin_digits = PIN_DIGITS_MIN;
		answer->lock.left = PIN_FREE_TRIES;
		break;
	case DESK_PIN_TRY:
		try_pin(visitor, answer, request->text);
		break;
	case DESK_LIST:
		list(answer, request);
		break;
	case DESK_FILES:
		files(answer);
		break;
	case DESK_TRAIL:
		trail(answer);
		break;
	case DESK_CHECK:
		report(visitor, answer);
		break;
	case DESK_IMPORT:
		report(visitor, answer);
		if (visitor->refuses)
			change(visitor, answer);
		break;
	case DESK_LAST:
		answer->last_there = true;
		answer->last = (struct directory_import){.by = "MK",
			.file = "THERAPISTS.CSV",
			.added = 4,
			.changed = 2,
			.unchanged = 19};
		answer->last_wall_s = 17 * 3600 + 12 * 60;
		break;
	case DESK_USAGE:
		usage(answer);
		break;
	case DESK_CONTENT:
		content(visitor, answer, request->text);
		break;
	default:
		change(visitor, answer);
		break;
	}
	return answer;
}
