/* The store thread: what is handed over is written in order, nothing stops the kiosk. */
#define SCRATCH "store"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "admin_socket.h"
#include "data/store.h"
#include "scratch.h"

#include <poll.h>
#include <sqlite3.h>
#include <time.h>
#include <unistd.h>

enum { RING = 1024, BATCH = 100 };

static struct problems problems;
static struct store *store;
static char folder[1024];
static int64_t now_us;

static const char *in_folder(const char *name)
{
	static char path[2][1200];
	static int next;
	char *text = path[next++ % 2];
	snprintf(text, sizeof path[0], "%s/%s", folder, name);
	return text;
}

static int fresh(void **state)
{
	static int number;
	char name[40];
	(void)state;
	snprintf(name, sizeof name, "state-%d/", number++);
	snprintf(folder, sizeof folder, "%s", scratch_path(name));
	folder[strlen(folder) - 1] = '\0';
	remove(in_folder("usage.db"));
	remove(in_folder("usage.db-wal"));
	remove(in_folder("usage.db-shm"));
	problems = (struct problems){0};
	now_us = 1000000;
	return 0;
}

static int closed(void **state)
{
	(void)state;
	store_destroy(store);
	store = NULL;
	return 0;
}

static void start(void)
{
	store = store_create(folder, &problems);
	assert_non_null(store);
}

static day_t today(void)
{
	time_t wall = time(NULL);
	struct tm local;
	localtime_r(&wall, &local);
	return date_of_wall((int64_t)wall + local.tm_gmtoff);
}

static struct usage_event event_on(day_t day, enum usage_kind kind, const char *name, int64_t value)
{
	struct usage_event event = {.kind = kind, .value = value, .now_us = now_us += 1000};
	event.wall_s = day == DAY_NONE ? 0 : (int64_t)day * 86400 + 43200;
	snprintf(event.name, sizeof event.name, "%s", name);
	return event;
}

static void log_on(day_t day, enum usage_kind kind, const char *name, int64_t value)
{
	struct usage_event event = event_on(day, kind, name, value);
	store_log(store, &event);
}

static void log_one(enum usage_kind kind, const char *name, int64_t value)
{
	log_on(DAY_NONE, kind, name, value);
}

/* A visit that is in the log before the store starts. Days near a limit keep two days away from it,
 * since midnight may pass while a test runs. */
static void write_before(day_t day)
{
	struct usage *usage = usage_open(folder, false, &problems);
	struct usage_event events[2];
	events[0] = event_on(day, USAGE_VISIT, "touch", 0);
	events[1] = event_on(day, USAGE_END, "idle", 0);
	assert_true(usage_write(usage, events, 2));
	usage_close(usage);
}

static int ask(const char *sql)
{
	sqlite3 *db = NULL;
	sqlite3_stmt *stmt = NULL;
	assert_int_equal(sqlite3_open(in_folder("usage.db"), &db), SQLITE_OK);
	sqlite3_busy_timeout(db, 10000);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
	int answer = sqlite3_column_int(stmt, 0);
	sqlite3_finalize(stmt);
	sqlite3_close(db);
	return answer;
}

static void what_is_handed_over_is_there_once_settled(void **state)
{
	(void)state;
	start();
	log_one(USAGE_VISIT, "touch", 0);
	log_one(USAGE_SEARCH, "", 1);
	store_settle(store);
	assert_int_equal(ask("SELECT count(*) FROM event"), 2);
	log_one(USAGE_SEARCH, "", 2);
	store_settle(store);
	assert_int_equal(ask("SELECT count(*) FROM event"), 3);
	assert_int_equal(store_dropped(store), 0);
	assert_int_equal(store_failed(store), 0);
}

static void with_nothing_handed_over_it_is_settled(void **state)
{
	(void)state;
	start();
	for (int i = 0; i < 1000; i++)
		store_settle(store);
	assert_int_equal(ask("SELECT count(*) FROM visit"), 0);
}

static void what_is_left_is_written_at_the_end(void **state)
{
	start();
	for (int i = 0; i < 7; i++)
		log_one(USAGE_SEARCH, "", i);
	closed(state);
	assert_int_equal(ask("SELECT count(*) FROM event"), 7);
	closed(state);
}

static void order_is_kept_over_many_batches(void **state)
{
	(void)state;
	start();
	for (int i = 0; i < 5000; i++) {
		log_one(USAGE_SEARCH, "", i);
		if (i % 700 == 0)
			store_settle(store);
	}
	store_settle(store);
	assert_int_equal(store_dropped(store), 0);
	assert_int_equal(ask("SELECT count(*) FROM event"), 5000);
	assert_int_equal(ask("SELECT count(*) FROM event WHERE n <> value"), 0);
	assert_int_equal(ask("SELECT count(*) FROM visit"), 1);
}

static void a_full_ring_drops_and_counts(void **state)
{
	start();
	/* A reader in a transaction does not hold the writer up; another writer does. */
	sqlite3 *db = NULL;
	store_settle(store);
	assert_int_equal(sqlite3_open(in_folder("usage.db"), &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
	enum { MANY = RING + BATCH + 500 };
	for (int i = 0; i < MANY; i++)
		log_one(USAGE_SEARCH, "", i);
	assert_true(store_dropped(store) >= 500);
	assert_int_equal(sqlite3_exec(db, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	store_settle(store);
	int64_t lost = (int64_t)(store_dropped(store) + store_failed(store));
	assert_int_equal(ask("SELECT count(*) FROM event"), MANY - lost);
	closed(state);
}

/* By itself, after 100 events or some seconds: how long it takes is not asked. */
static void a_batch_is_written_without_being_asked_for(void **state)
{
	(void)state;
	start();
	store_settle(store);
	for (int i = 0; i < BATCH; i++)
		log_one(USAGE_SEARCH, "", i);
	while (ask("SELECT count(*) FROM event") < BATCH)
		nanosleep(&(struct timespec){.tv_nsec = 5000000}, NULL);
}

static void a_log_that_cannot_be_used_stops_nothing(void **state)
{
	(void)state;
	snprintf(folder, sizeof folder, "no/such/folder");
	start();
	assert_true(told(&problems, PROBLEM_ERROR, "no/such/folder/usage.db"));
	for (int i = 0; i < 250; i++)
		log_one(USAGE_SEARCH, "", i);
	store_settle(store);
	assert_int_equal(store_failed(store), 250);
}

static void a_log_that_breaks_stops_nothing(void **state)
{
	(void)state;
	start();
	log_one(USAGE_VISIT, "touch", 0);
	store_settle(store);
	sqlite3 *db = NULL;
	assert_int_equal(sqlite3_open(in_folder("usage.db"), &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db,
				 "CREATE TRIGGER broken BEFORE INSERT ON event"
				 " BEGIN SELECT raise(ABORT, 'broken'); END",
				 NULL, NULL, NULL),
		SQLITE_OK);
	log_one(USAGE_SEARCH, "", 1);
	store_settle(store);
	assert_int_equal(store_failed(store), 1);
	assert_int_equal(sqlite3_exec(db, "DROP TRIGGER broken", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	log_one(USAGE_SEARCH, "", 2);
	store_settle(store);
	assert_int_equal(store_failed(store), 1);
	assert_int_equal(ask("SELECT count(*) FROM event"), 2);
}

static void visits_past_their_time_are_deleted_at_the_start(void **state)
{
	write_before(date_add_months(today(), -USAGE_KEEP_MONTHS) - 2);
	write_before(date_add_months(today(), -USAGE_KEEP_MONTHS) + 2);
	write_before(today() - 1);
	start();
	closed(state);
	assert_int_equal(ask("SELECT count(*) FROM visit"), 2);
}

static void and_when_a_new_day_comes(void **state)
{
	(void)state;
	write_before(date_add_months(today(), -USAGE_KEEP_MONTHS) + 2);
	write_before(today());
	start();
	log_on(today() + 5, USAGE_VISIT, "touch", 0);
	store_settle(store);
	assert_int_equal(ask("SELECT count(*) FROM visit"), 2);
}

static void a_date_that_jumps_ahead_empties_nothing(void **state)
{
	(void)state;
	write_before(today());
	start();
	log_on(today() + 2000, USAGE_VISIT, "touch", 0);
	store_settle(store);
	assert_int_equal(ask("SELECT count(*) FROM visit"), 2);
	log_on(today() + 2001, USAGE_VISIT, "touch", 0);
	store_settle(store);
	assert_int_equal(ask("SELECT count(*) FROM visit"), 2);
}

/* What tuneup-admin installs may be the program that ends this one. Nobody accepts here. */
static void an_answer_that_does_not_come_is_not_waited_for_at_the_end(void **state)
{
	(void)state;
	assert_int_equal(socket_listen(), 0);
	start();
	struct desk *desk = desk_create(folder, "assets/us-zips.csv");
	const struct desk_places places = {.admin = socket_path};
	desk_know(desk, &places);
	store_open_desk(store, desk, NULL, NULL);
	store_ask(store, &(struct desk_request){.kind = DESK_GO_BACK, .yes = true});
	struct pollfd asked = {.fd = listening, .events = POLLIN};
	assert_int_equal(poll(&asked, 1, -1), 1);
	store_destroy(store);
	store = NULL;
	assert_int_equal(socket_close(), 0);
}

static void nothing_at_all_can_be_destroyed(void **state)
{
	(void)state;
	store_destroy(NULL);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fresh, closed)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_is_handed_over_is_there_once_settled),
		TEST(with_nothing_handed_over_it_is_settled),
		TEST(what_is_left_is_written_at_the_end),
		TEST(order_is_kept_over_many_batches),
		TEST(a_full_ring_drops_and_counts),
		TEST(a_batch_is_written_without_being_asked_for),
		TEST(a_log_that_cannot_be_used_stops_nothing),
		TEST(a_log_that_breaks_stops_nothing),
		TEST(visits_past_their_time_are_deleted_at_the_start),
		TEST(and_when_a_new_day_comes),
		TEST(a_date_that_jumps_ahead_empties_nothing),
		TEST(an_answer_that_does_not_come_is_not_waited_for_at_the_end),
		TEST(nothing_at_all_can_be_destroyed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
