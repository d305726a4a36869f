/* What staff ask of the store thread, with real files: answers come after the disk has it, each
 * kind of request has a slot, settings change a line and leave the rest. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define SCRATCH "desk"

#include "admin/serve.h"
#include "data/config.h"
#include "data/store.h"
#include "scratch.h"
#include "store_folder.h"

#include <glob.h>
#include <pthread.h>
#include <sched.h>
#include <sqlite3.h>
#include <unistd.h>

#include "admin_socket.h"

static struct desk_answer *ask(const struct desk_request *request)
{
	store_ask(store, request);
	store_settle(store);
	struct desk_answer *answer = store_answer(store);
	assert_non_null(answer);
	assert_int_equal(answer->kind, request->kind);
	return answer;
}

static struct desk_request request_of(enum desk_kind kind, const char *text)
{
	struct desk_request request = {.kind = kind, .by = "MK"};
	date_read("2026-11-23", &request.today);
	snprintf(request.text, sizeof request.text, "%s", text);
	return request;
}

static bool done(enum desk_kind kind, const char *text)
{
	struct desk_request request = request_of(kind, text);
	struct desk_answer *answer = ask(&request);
	bool was = answer->done;
	desk_answer_free(answer);
	return was;
}

static struct config *settings(void)
{
	static char path[1200];
	snprintf(path, sizeof path, "%s", in_folder("settings.yaml"));
	const char *const files[] = {path, NULL};
	bool sound;
	struct config *config = config_load(files, true, &sound, &problems);
	assert_true(sound);
	return config;
}

static void a_setting_changes_its_line_and_leaves_the_rest(void **state)
{
	(void)state;
	write_text("settings.yaml", "# ours\nsound:\n  max: 6 # quiet street\nroller:\n  closed: "
				    "false\n");
	assert_true(done(DESK_SETTING, "roller.closed=true"));
	assert_true(done(DESK_SETTING, "kiosk.closed=true"));
	assert_true(done(DESK_SETTING, "idle.seconds=60"));
	struct desk_request night = request_of(DESK_SETTING, "night.from=20:30\nnight.to=09:00");
	night.yes = true;
	desk_answer_free(ask(&night));
	struct config *config = settings();
	assert_true(config->roller_closed);
	assert_true(config->closed);
	assert_int_equal(config->volume_max, 6);
	assert_int_equal(config->idle_seconds, 60);
	assert_int_equal(config->night_from, 20 * 60 + 30);
	config_destroy(config);
}

static void a_text_of_any_letters_is_kept_as_it_is(void **state)
{
	(void)state;
	struct desk_request name = request_of(DESK_SETTING, "store.name=Rita's \"Run\" \\ #1: co.");
	name.yes = true;
	struct desk_answer *answer = ask(&name);
	assert_true(answer->done);
	desk_answer_free(answer);
	struct config *config = settings();
	assert_string_equal(config->store_name, "Rita's \"Run\" \\ #1: co.");
	config_destroy(config);
}

static void a_setting_that_is_not_right_changes_nothing_and_says_why(void **state)
{
	(void)state;
	assert_true(done(DESK_SETTING, "sound.max=7"));
	struct desk_request wrong = request_of(DESK_SETTING, "sound.max=70");
	struct desk_answer *answer = ask(&wrong);
	assert_false(answer->done);
	assert_non_null(strstr(answer->why, "sound.max"));
	desk_answer_free(answer);
	struct config *config = settings();
	assert_int_equal(config->volume_max, 7);
	config_destroy(config);
}

static void the_list_begins_with_who_needs_a_person(void **state)
{
	(void)state;
	write_text("list.csv", "name,phone,license_state,license_number,license_expires,"
			       "license_verified_on,license_verified_by\n"
			       "Fine,3035550101,CO,1,2028-01-31,2026-11-01,TR\n"
			       "Soon,3035550102,CO,2,2026-12-01,2026-11-02,MK\n"
			       "Over,3035550103,CO,3,2026-10-31,2026-10-01,MK\n"
			       "Nobody looked,3035550104,CO,4,2028-01-31,,\n");
	assert_true(done(DESK_IMPORT, in_folder("list.csv")));
	struct desk_request list = request_of(DESK_LIST, "");
	struct desk_answer *answer = ask(&list);
	static const char *const names[] = {"Nobody looked", "Over", "Soon", "Fine"};
	assert_int_equal(answer->therapists, 4);
	for (int i = 0; i < 4; i++)
		assert_string_equal(answer->therapist[i]->field[THERAPIST_NAME], names[i]);
	assert_int_equal(answer->shown, 2);
	assert_int_equal(answer->count[DESK_EXPIRING], 1);
	assert_string_equal(answer->signer[0], "MK");
	assert_string_equal(answer->signer[1], "TR");
	desk_answer_free(answer);
}

static void a_draft_is_saved_or_its_field_named(void **state)
{
	(void)state;
	struct desk_request draft = request_of(DESK_SAVE, "0=Ana Prueba\x1f"
							  "25=CO\x1f"
							  "26=MT.9\x1f"
							  "27=3/31/2028\x1f"
							  "3=3035550142\x1f");
	struct desk_answer *answer = ask(&draft);
	assert_true(answer->done);
	desk_answer_free(answer);
	draft = request_of(DESK_SAVE, "27=soon\x1f");
	draft.id = 1;
	answer = ask(&draft);
	assert_false(answer->done);
	assert_int_equal(answer->wrong, THERAPIST_LICENSE_EXPIRES);
	desk_answer_free(answer);
}

static void a_stick_shows_lists_first_and_opens_nothing_else(void **state)
{
	(void)state;
	write_text("photo.zip", "x");
	write_text("LIST.CSV", "name\nA\n\nB\n");
	struct desk_request files = request_of(DESK_FILES, folder);
	struct desk_answer *answer = ask(&files);
	assert_true(answer->files >= 2);
	assert_string_equal(answer->file[0].name, "LIST.CSV");
	assert_int_equal(answer->file[0].rows, 2);
	for (size_t i = 1; i < answer->files; i++)
		assert_int_equal(answer->file[i].rows, -1);
	desk_answer_free(answer);
	assert_false(done(DESK_FILES, "/nowhere"));
}

static void requests_of_several_kinds_are_all_answered(void **state)
{
	(void)state;
	const enum desk_kind kinds[] = {DESK_PIN_LOOK, DESK_LIST, DESK_LAST, DESK_USAGE};
	for (int i = 0; i < 4; i++) {
		struct desk_request request = request_of(kinds[i], "");
		store_ask(store, &request);
	}
	store_settle(store);
	unsigned seen = 0;
	for (struct desk_answer *answer; (answer = store_answer(store));) {
		seen |= 1U << answer->kind;
		desk_answer_free(answer);
	}
	for (int i = 0; i < 4; i++)
		assert_true(seen >> kinds[i] & 1);
}

/* As many rows as an import may have. */
static void write_a_large_list(const char *name, int rows)
{
	FILE *file = fopen(in_folder(name), "w");
	assert_non_null(file);
	fputs("name,phone,license_state,license_number,license_expires\n", file);
	for (int i = 0; i < rows; i++)
		fprintf(file, "Person %d,303 555 %04d,CO,MT.%07d,2028-03-31\n", i, i % 10000, i);
	fclose(file);
}

static int backups_on_stick(void)
{
	glob_t found = {0};
	glob(in_folder("tuneup/backups/*.db"), 0, NULL, &found);
	int count = (int)found.gl_pathc;
	globfree(&found);
	return count;
}

/* The stick is the folder that the file lies in. */
static void before_an_import_the_stick_gets_a_backup(void **state)
{
	(void)state;
	write_text("list.csv", "name,phone,license_state,license_number,license_expires\nAnn,"
			       "3035550101,CO,1,2028-01-31\n");
	assert_int_equal(backups_on_stick(), 0);
	assert_true(done(DESK_CHECK, in_folder("list.csv")));
	assert_int_equal(backups_on_stick(), 0);
	struct desk_request import = request_of(DESK_IMPORT, in_folder("list.csv"));
	struct desk_answer *answer = ask(&import);
	assert_true(answer->done);
	assert_string_equal(answer->why, "");
	assert_int_equal(backups_on_stick(), 1);
	desk_answer_free(answer);
}

static void a_stick_that_takes_no_backup_prevents_no_import(void **state)
{
	(void)state;
	write_text("list.csv", "name,phone,license_state,license_number,license_expires\nAnn,"
			       "3035550101,CO,1,2028-01-31\n");
	write_text("tuneup", "a file where the folder should be");
	struct desk_request import = request_of(DESK_IMPORT, in_folder("list.csv"));
	struct desk_answer *answer = ask(&import);
	assert_true(answer->done);
	assert_int_equal(answer->report.added, 1);
	assert_non_null(strstr(answer->why, "No copy on USB: "));
	desk_answer_free(answer);
}

/* ---- a stick that tuneup-admin mounts; it takes nothing ---- */

static struct {
	char asked[16]; /* what was asked of it: "L"ook, mount to "W"rite or to "R"ead */
	const char *label;
} service;

static void look_at_it(struct admin_answer *answer)
{
	strcat(service.asked, "L");
	snprintf(answer->label, sizeof answer->label, "%s", service.label);
	answer->result = ADMIN_DONE;
}

static void mount_it(bool write, struct admin_answer *answer)
{
	strcat(service.asked, write ? "W" : "R");
	answer->result = write ? ADMIN_FAILED : ADMIN_DONE;
	snprintf(answer->text, sizeof answer->text, "%s", write ? "mounting it: no" : "");
}

static void *serve_it(void *data)
{
	static const struct deeds deeds = {.look = look_at_it, .mount = mount_it};
	for (int client; (client = accept(listening, NULL, NULL)) >= 0;)
		serve(client, getuid(), &deeds);
	return data;
}

/* What an import of a file on the stick asks of tuneup-admin. */
static const char *asked_for_an_import(const char *label)
{
	pthread_t thread;
	service.asked[0] = '\0';
	service.label = label;
	assert_int_equal(socket_listen(), 0);
	assert_int_equal(pthread_create(&thread, NULL, serve_it, NULL), 0);
	struct desk *desk = desk_create(folder, NULL);
	desk_know(desk, &(struct desk_places){.admin = socket_path});
	struct desk_request import = request_of(DESK_IMPORT, ADMIN_STICK "/no-such-list.csv");
	struct desk_answer *answer = desk_serve(desk, &import, NULL);
	assert_false(answer->done);
	assert_null(strstr(answer->why, "No copy on USB: "));
	desk_answer_free(answer);
	desk_destroy(desk);
	shutdown(listening, SHUT_RDWR);
	pthread_join(thread, NULL);
	assert_int_equal(socket_close(), 0);
	return service.asked;
}

static void a_stick_that_cannot_be_written_to_can_be_read_again(void **state)
{
	(void)state;
	assert_string_equal(asked_for_an_import("TUNEUP"), "LWR");
}

static void a_stick_of_another_name_is_left_as_it_is(void **state)
{
	(void)state;
	assert_string_equal(asked_for_an_import("HOLIDAYS"), "L");
}

static void a_large_import_that_is_stopped_midway_has_changed_nothing(void **state)
{
	(void)state;
	enum { ROWS = 50000 };
	write_a_large_list("large.csv", ROWS);
	struct desk_request import = request_of(DESK_IMPORT, in_folder("large.csv"));
	store_ask(store, &import);
	while (store_progress(store) < 0.1f)
		sched_yield();
	store_cancel(store);
	store_settle(store);
	float reached = store_progress(store);
	assert_true(reached >= 0.1f && reached < 1);
	struct desk_answer *answer = store_answer(store);
	assert_false(answer->done);
	assert_false(answer->report.applied);
	assert_string_equal(answer->why, "the import was cancelled, nothing has changed");
	desk_answer_free(answer);
	struct desk_request list = request_of(DESK_LIST, ""), trail = request_of(DESK_TRAIL, "");
	answer = ask(&list);
	assert_int_equal(answer->count[DESK_ALL], 0);
	desk_answer_free(answer);
	answer = ask(&trail);
	assert_int_equal(answer->deeds, 0);
	desk_answer_free(answer);
	struct desk_request last = request_of(DESK_LAST, "");
	answer = ask(&last);
	assert_false(answer->last_there);
	desk_answer_free(answer);
	/* The next one begins anew and comes to its end. */
	answer = ask(&import);
	assert_true(answer->done);
	assert_int_equal(answer->report.added, ROWS);
	desk_answer_free(answer);
}

/* She is the first one, with the id 1. */
static void adds_ada(void)
{
	char text[200];
	snprintf(text, sizeof text,
		"0=Ada Inventa%c3=303 555 0103%c25=CO%c26=MT.1%c27=2028-03-31%c", DESK_FIELD_END,
		DESK_FIELD_END, DESK_FIELD_END, DESK_FIELD_END, DESK_FIELD_END);
	assert_true(done(DESK_SAVE, text));
}

static void the_trail_tells_each_field_before_and_after(void **state)
{
	(void)state;
	adds_ada();
	struct desk_request edit = request_of(DESK_SAVE, "3=(303) 555-0166\x1f");
	edit.id = 1;
	desk_answer_free(ask(&edit));
	struct desk_request retire = request_of(DESK_RETIRE, "");
	retire.id = 1;
	retire.yes = true;
	desk_answer_free(ask(&retire));
	struct desk_request trail = request_of(DESK_TRAIL, "");
	trail.id = 1;
	struct desk_answer *answer = ask(&trail);
	assert_true(answer->done);
	assert_int_equal(answer->deeds, 3);
	const struct desk_deed *deed = answer->deed;
	assert_string_equal(deed[0].done.what, "retired");
	assert_int_equal(deed[0].changes, 1);
	assert_int_equal(deed[0].change[0].field, THERAPIST_FIELDS);
	assert_string_equal(deed[0].change[0].after, "1");
	assert_int_equal(deed[1].change[0].field, THERAPIST_PHONE);
	assert_string_equal(deed[1].change[0].before, "+13035550103");
	assert_string_equal(deed[1].change[0].after, "+13035550166");
	assert_true(deed[1].wall_s > 0);
	assert_int_equal(deed[2].changes, 5);
	assert_string_equal(deed[2].change[0].before, "");
	assert_string_equal(deed[2].change[0].after, "Ada Inventa");
	desk_answer_free(answer);
}

static void who_is_erased_is_gone_from_list_and_trail(void **state)
{
	(void)state;
	adds_ada();
	struct desk_request erase = request_of(DESK_ERASE, "");
	erase.id = 1;
	struct desk_answer *answer = ask(&erase);
	assert_true(answer->done);
	assert_string_equal(answer->why, "");
	desk_answer_free(answer);
	struct desk_request trail = request_of(DESK_TRAIL, "");
	answer = ask(&trail);
	assert_int_equal(answer->deeds, 1);
	assert_string_equal(answer->deed[0].done.what, "erased");
	desk_answer_free(answer);
}

static void log_routine(day_t day)
{
	static int64_t now_us;
	static const enum usage_kind kinds[] = {USAGE_VISIT, USAGE_ROUTINE_STARTED, USAGE_END};
	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
		struct usage_event event = {.kind = kinds[i],
			.name = "quads",
			.now_us = now_us += 1000000,
			.wall_s = (int64_t)day * 86400 + 43200};
		store_log(store, &event);
	}
}

static void usage_comes_with_as_many_days_before(void **state)
{
	(void)state;
	struct desk_request request = request_of(DESK_USAGE, "");
	for (int ago = 0; ago < 20; ago++)
		for (int i = 0; i <= ago; i++)
			log_routine(request.today - ago);
	store_settle(store);
	request.from = request.today - 6;
	struct desk_answer *answer = ask(&request);
	assert_true(answer->done);
	assert_int_equal(answer->usage.started, 1 + 2 + 3 + 4 + 5 + 6 + 7);
	assert_int_equal(answer->before.started, 8 + 9 + 10 + 11 + 12 + 13 + 14);
	desk_answer_free(answer);
	request.from = request.today = DAY_NONE;
	answer = ask(&request);
	assert_int_equal(answer->usage.started, 210);
	assert_int_equal(answer->before.started, 0);
	desk_answer_free(answer);
}

static void health_is_looked_at_on_the_store_thread(void **state)
{
	(void)state;
	struct desk_request request = request_of(DESK_HEALTH, "");
	request.told = (struct health_told){.up_s = 100, .events_lost = 2, .decoder = "h264"};
	struct desk_answer *answer = ask(&request);
	assert_true(answer->done);
	assert_true(answer->health.there[HEALTH_LOST]);
	assert_string_equal(answer->health.decoder, "h264");
	assert_true(answer->health.disk_used >= 0);
	assert_false(answer->health.there[HEALTH_THINNED]);
	desk_answer_free(answer);
}

static void staff_are_told_from_which_day_on_all_is_there(void **state)
{
	(void)state;
	log_routine(date_make(2026, 3, 1));
	store_settle(store);
	sqlite3 *log = NULL;
	assert_int_equal(sqlite3_open(in_folder("usage.db"), &log), SQLITE_OK);
	assert_int_equal(
		sqlite3_exec(log, "UPDATE visit SET thinned = 1", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(log);
	struct desk_request request = request_of(DESK_HEALTH, "");
	struct desk_answer *answer = ask(&request);
	assert_true(answer->health.there[HEALTH_THINNED]);
	assert_non_null(strstr(answer->health.detail[HEALTH_THINNED], "2026-03-02"));
	desk_answer_free(answer);
}

int main(void)
{
#define DESK(test) cmocka_unit_test_setup_teardown(test, begin, end)
	const struct CMUnitTest tests[] = {
		DESK(a_setting_changes_its_line_and_leaves_the_rest),
		DESK(a_text_of_any_letters_is_kept_as_it_is),
		DESK(a_setting_that_is_not_right_changes_nothing_and_says_why),
		DESK(the_list_begins_with_who_needs_a_person),
		DESK(a_draft_is_saved_or_its_field_named),
		DESK(a_stick_shows_lists_first_and_opens_nothing_else),
		DESK(before_an_import_the_stick_gets_a_backup),
		DESK(a_stick_that_takes_no_backup_prevents_no_import),
		DESK(a_stick_that_cannot_be_written_to_can_be_read_again),
		DESK(a_stick_of_another_name_is_left_as_it_is),
		DESK(a_large_import_that_is_stopped_midway_has_changed_nothing),
		DESK(the_trail_tells_each_field_before_and_after),
		DESK(who_is_erased_is_gone_from_list_and_trail),
		DESK(requests_of_several_kinds_are_all_answered),
		DESK(usage_comes_with_as_many_days_before),
		DESK(health_is_looked_at_on_the_store_thread),
		DESK(staff_are_told_from_which_day_on_all_is_there),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
