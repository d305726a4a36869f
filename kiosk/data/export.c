#include "base/log.h"
#include "data/csv.h"
#include "data/directory_db.h"
#include "data/directory_values.h"
#include "data/import.h"

#include <errno.h>
#include <string.h>

static void write_cell(const char *text, FILE *file)
{
	if (!strpbrk(text, ",\"\r\n")) {
		fputs(text, file);
		return;
	}
	fputc('"', file);
	for (; *text; text++) {
		if (*text == '"')
			fputc('"', file);
		fputc(*text, file);
	}
	fputc('"', file);
}

static void write_header(FILE *file)
{
	for (int i = 0; i < THERAPIST_FIELDS; i++)
		fprintf(file, "%s%s", i > 0 ? "," : "",
			therapist_field_name((enum therapist_field)i));
	fputs("\r\n", file);
}

static void write_row(sqlite3_stmt *statement, struct arena *arena, FILE *file)
{
	for (int i = 0; i < THERAPIST_FIELDS; i++) {
		const char *text = directory_text(statement, i);
		if (i == THERAPIST_PHONE)
			text = value_phone_text(text, arena);
		fputs(i > 0 ? "," : "", file);
		write_cell(csv_guard(text, arena), file);
	}
	fputs("\r\n", file);
}

bool export_csv(struct directory *directory, FILE *file)
{
	sqlite3_stmt *statement =
		directory_prepare(directory, "SELECT $fields FROM therapist WHERE retired = 0"
					     " ORDER BY license_state, license_number");
	if (!statement)
		return false;
	struct arena arena = {0};
	int code;
	write_header(file);
	while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
		write_row(statement, &arena, file);
		arena_reset(&arena);
	}
	bool done = code == SQLITE_DONE || directory_fault(directory);
	sqlite3_finalize(statement);
	arena_free(&arena);
	if (done && (fflush(file) != 0 || ferror(file))) {
		log_error("the export cannot be written: %s; make room or choose another place",
			strerror(errno));
		done = false;
	}
	return done;
}
