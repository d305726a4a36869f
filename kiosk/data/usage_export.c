/* The usage log for a spreadsheet: counts, never a visit. Totals are exact; whatever has a day or
 * an hour and something else beside it is a cell, and no cell of fewer than CELL_MIN leaves the
 * kiosk. */
#include "base/log.h"
#include "base/mem.h"
#include "data/usage_db.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { CELL_MIN = 5, PLACE = 12 };

/* What stands in place of the names that were put together; no name of ours begins so. */
static const char other[] = "_other";

/* Place, kind, name and count of everything, in this order. Events are counted by number before
 * their words are looked up: a year has millions. */
#define CELLS(place)                                                                               \
	"SELECT place, kind, name, n FROM (SELECT " place " AS place, what, count(*) AS n"         \
	" FROM visit CROSS JOIN event ON event.visit = seq WHERE day IS NOT NULL GROUP BY 1, 2)"   \
	" JOIN what ON what.id = what UNION ALL"                                                   \
	" SELECT " place ", 'visits.begun', begun_by, count(*) FROM visit"                         \
	" WHERE day IS NOT NULL GROUP BY 1, 3 UNION ALL"                                           \
	" SELECT " place ", 'visits.ended', coalesce(ended, 'unknown'), count(*) FROM visit"       \
	" WHERE day IS NOT NULL GROUP BY 1, 3 UNION ALL"                                           \
	" SELECT " place ", 'visits.language', language, count(*) FROM visit"                      \
	" WHERE day IS NOT NULL AND language IS NOT NULL GROUP BY 1, 3 UNION ALL"                  \
	" SELECT " place ", 'visits.uncertain', '', count(*) FROM visit"                           \
	" WHERE day IS NOT NULL AND NOT sure GROUP BY 1"

/* What has no second thing beside a day or an hour; each gives the columns of a line. */
static const char plain_sql[] =
	"SELECT 'total', '', '', 'visits', '', '', '', count(*) FROM visit"
	" UNION ALL SELECT 'total', '', '', 'visits.undated', '', '', '', count(*) FROM visit"
	" WHERE day IS NULL HAVING count(*) > 0"
	" UNION ALL SELECT * FROM (SELECT 'total', '', '', kind, name, coalesce(value, ''),"
	" iif(by_button, 'button', 'touch'), n FROM (SELECT what, value, by_button, count(*) AS n"
	" FROM event GROUP BY 1, 2, 3) JOIN what ON what.id = what ORDER BY 4, 5, value, 7)"
	" UNION ALL SELECT * FROM (SELECT 'day', day, '', 'visits', '', '', '', count(*) FROM visit"
	" WHERE day IS NOT NULL GROUP BY 2 ORDER BY 2)"
	" UNION ALL SELECT * FROM (SELECT 'hour', '', printf('%02d', hour), 'visits', '', '', '',"
	" count(*) FROM visit WHERE hour IS NOT NULL GROUP BY 3 ORDER BY 3)";

/* Those that are cells: place, kind, name, count. */
static const struct table {
	const char *name, *sql;
	bool by_hour;   /* the place is an hour, else a day */
	bool of_visits; /* the name is an hour */
} tables[] = {
	{"day", CELLS("day"), false, false},
	{"hour", CELLS("printf('%02d', hour)"), true, false},
	{"day_hour",
		"SELECT day, 'visits', printf('%02d', hour), count(*) FROM visit"
		" WHERE day IS NOT NULL GROUP BY 1, 3",
		false, true},
};

struct cell {
	char place[PLACE]; /* "2026-11-23", "2026-11", "09", "": nowhere any more */
	const char *kind, *name;
	int64_t n;
};

struct cells {
	struct cell *cell;
	size_t count, room;
};

static void add_cell(
	struct cells *cells, const char *place, const char *kind, const char *name, int64_t n)
{
	if (cells->count == cells->room) {
		cells->room = cells->room ? cells->room * 2 : 256;
		cells->cell = mem_realloc(cells->cell, cells->room * sizeof *cells->cell);
	}
	struct cell *cell = &cells->cell[cells->count++];
	*cell = (struct cell){.kind = kind, .name = name, .n = n};
	snprintf(cell->place, sizeof cell->place, "%s", place);
}

static int by_place(const void *a, const void *b)
{
	const struct cell *one = a, *two = b;
	int order = strcmp(one->place, two->place);
	order = order ? order : strcmp(one->kind, two->kind);
	return order ? order : strcmp(one->name, two->name);
}

static int by_size(const void *a, const void *b)
{
	const struct cell *one = a, *two = b;
	int order = (one->n > two->n) - (one->n < two->n);
	return order ? order : by_place(a, b);
}

/* The names of the same place and kind stand once each. */
static void merge(struct cells *cells)
{
	size_t kept = 0;
	qsort(cells->cell, cells->count, sizeof *cells->cell, by_place);
	for (size_t i = 0; i < cells->count; i++) {
		if (kept && by_place(&cells->cell[kept - 1], &cells->cell[i]) == 0)
			cells->cell[kept - 1].n += cells->cell[i].n;
		else
			cells->cell[kept++] = cells->cell[i];
	}
	cells->count = kept;
}

static void write_cell(
	FILE *out, const struct table *table, const struct cell *cell, const char *name)
{
	fprintf(out, "%s,%s,%s,%s,%s,,,%" PRId64 "\r\n", table->name,
		table->by_hour ? "" : cell->place,
		table->by_hour     ? cell->place
		: table->of_visits ? name
				   : "",
		cell->kind, table->of_visits ? "" : name, cell->n);
}

/* A day's cells move to its month, a month's to the whole, and so do an hour's. */
static void wider(const struct table *table, const char *place, char to[static PLACE])
{
	const int month = 7;
	bool day = !table->by_hour && (int)strlen(place) > month;
	snprintf(to, PLACE, "%.*s", day ? month : 0, place);
}

/* Cells of one place and one kind: the small ones together, and the next larger as long as that is
 * too few; what is too few altogether goes on to a wider place. */
static void group(
	FILE *out, const struct table *table, struct cell *cell, size_t count, struct cells *onward)
{
	size_t small = 0;
	int64_t together = 0;
	bool nowhere = !cell[0].place[0], alone = nowhere && !table->of_visits;
	qsort(cell, count, sizeof *cell, by_size);
	while (!alone && small < count &&
		(cell[small].n < CELL_MIN || (together > 0 && together < CELL_MIN)))
		together += cell[small++].n;
	if (together > 0 && together < CELL_MIN && !nowhere) {
		char place[PLACE];
		wider(table, cell[0].place, place);
		for (size_t i = 0; i < small; i++)
			add_cell(onward, place, cell[i].kind, cell[i].name, cell[i].n);
	} else if (together > 0) {
		struct cell sum = cell[0];
		sum.n = together;
		write_cell(out, table, &sum, other);
	}
	qsort(cell + small, count - small, sizeof *cell, by_place);
	for (size_t i = small; i < count; i++)
		write_cell(out, table, &cell[i], cell[i].name);
}

static void group_all(
	FILE *out, const struct table *table, struct cells *cells, struct cells *onward)
{
	merge(cells);
	for (size_t from = 0, to; from < cells->count; from = to) {
		const struct cell *first = &cells->cell[from];
		for (to = from; to < cells->count; to++)
			if (strcmp(cells->cell[to].place, first->place) != 0 ||
				strcmp(cells->cell[to].kind, first->kind) != 0)
				break;
		group(out, table, &cells->cell[from], to - from, onward);
	}
}

static bool read_cells(sqlite3 *db, const char *sql, struct arena *arena, struct cells *cells)
{
	sqlite3_stmt *stmt = usage_db_prepare(db, sql);
	int code = SQLITE_ERROR;
	while (stmt && (code = sqlite3_step(stmt)) == SQLITE_ROW)
		add_cell(cells, (const char *)sqlite3_column_text(stmt, 0),
			arena_strdup(arena, (const char *)sqlite3_column_text(stmt, 1)),
			arena_strdup(arena, (const char *)sqlite3_column_text(stmt, 2)),
			sqlite3_column_int64(stmt, 3));
	sqlite3_finalize(stmt);
	return code == SQLITE_DONE;
}

static bool write_table(sqlite3 *db, const struct table *table, FILE *out)
{
	struct arena arena = {0};
	struct cells cells = {0};
	bool done = read_cells(db, table->sql, &arena, &cells);
	while (done && cells.count) {
		struct cells onward = {0};
		group_all(out, table, &cells, &onward);
		free(cells.cell);
		cells = onward;
	}
	free(cells.cell);
	arena_free(&arena);
	return done;
}

static bool write_plain(sqlite3 *db, FILE *out)
{
	const int columns = 8;
	sqlite3_stmt *stmt = usage_db_prepare(db, plain_sql);
	int code = SQLITE_ERROR;
	while (stmt && (code = sqlite3_step(stmt)) == SQLITE_ROW)
		for (int i = 0; i < columns; i++)
			fprintf(out, "%s%s", (const char *)sqlite3_column_text(stmt, i),
				i + 1 < columns ? "," : "\r\n");
	sqlite3_finalize(stmt);
	return code == SQLITE_DONE;
}

bool usage_export(struct usage *usage, FILE *out)
{
	sqlite3 *db = usage_database(usage);
	fputs("table,day,hour,kind,name,value,by,count\r\n", out);
	bool done = usage_db_run(db, "BEGIN") && write_plain(db, out);
	for (size_t i = 0; done && i < sizeof tables / sizeof *tables; i++)
		done = write_table(db, &tables[i], out);
	if (!done)
		log_error("usage.db: cannot be exported: %s", sqlite3_errmsg(db));
	usage_db_run(db, "ROLLBACK");
	return done && fflush(out) == 0 && !ferror(out);
}
