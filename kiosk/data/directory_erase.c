/* Removing a person for good, from the directory and from its backups. */
#include "base/tr.h"
#include "base/log.h"
#include "data/backup_copy.h"
#include "data/directory_write.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The person's licenses as JSON, [["CO","MT.1"], ...]: rows of other databases are known by them,
 * since numbers of rows may mean somebody else there. And the names and numbers that reports may
 * hold. */
struct person {
	char *licenses, *words;
};

static const char find_gone[] =
	"CREATE TEMP TABLE gone AS"
	" WITH license AS (SELECT json_extract(value, '$[0]') AS its_state,"
	" json_extract(value, '$[1]') AS its_number FROM json_each(?1))"
	" SELECT therapist.id AS id FROM main.therapist JOIN license"
	" ON license_number = its_number AND license_state = its_state"
	" UNION SELECT therapist_id FROM main.trail JOIN license"
	" ON json_extract(after, '$.license_number') = its_number COLLATE NOCASE"
	" AND json_extract(after, '$.license_state') = its_state"
	" WHERE therapist_id IS NOT NULL AND after IS NOT NULL"
	" UNION SELECT therapist_id FROM main.trail JOIN license"
	" ON json_extract(before, '$.license_number') = its_number COLLATE NOCASE"
	" AND json_extract(before, '$.license_state') = its_state"
	" WHERE therapist_id IS NOT NULL AND before IS NOT NULL";

static const char clean_reports[] =
	"DELETE FROM report WHERE EXISTS (SELECT 1 FROM json_each(?1) WHERE instr(line, value))";

/* ---- who it is ---- */

/* JSON lists that grow. */
struct lists {
	FILE *licenses, *words;
	bool begun;
};

static void note_license(
	struct lists *lists, const char *name, const char *state, const char *number)
{
	fprintf(lists->licenses, "%s[", lists->begun ? "," : "[");
	directory_json_text(lists->licenses, state);
	fputc(',', lists->licenses);
	directory_json_text(lists->licenses, number);
	fputc(']', lists->licenses);
	fputs(lists->begun ? "," : "[", lists->words);
	directory_json_text(lists->words, name);
	fputc(',', lists->words);
	directory_json_text(lists->words, number);
	lists->begun = true;
}

/* From what it is now back to what it was: the trail notes only what a change put away. */
static bool walk_back(
	struct directory *directory, const struct therapist *therapist, struct lists *lists)
{
	enum { NAME, STATE, NUMBER, PARTS };
	struct arena arena = {0};
	const char *part[PARTS] = {therapist->field[THERAPIST_NAME],
		therapist->field[THERAPIST_LICENSE_STATE],
		therapist->field[THERAPIST_LICENSE_NUMBER]};
	sqlite3_stmt *statement = directory_prepare(directory,
		"SELECT json_extract(before, '$.name'), json_extract(before, '$.license_state'),"
		" json_extract(before, '$.license_number') FROM trail"
		" WHERE therapist_id = ?1 AND before IS NOT NULL ORDER BY id DESC");
	int code = SQLITE_ERROR;
	note_license(lists, part[NAME], part[STATE], part[NUMBER]);
	if (statement)
		sqlite3_bind_int64(statement, 1, therapist->id);
	while (statement && (code = sqlite3_step(statement)) == SQLITE_ROW) {
		bool other = false;
		for (int i = 0; i < PARTS; i++) {
			const char *before = directory_text(statement, i);
			if (before[0])
				part[i] = arena_strdup(&arena, before);
			other = other || before[0];
		}
		if (other)
			note_license(lists, part[NAME], part[STATE], part[NUMBER]);
	}
	bool done = code == SQLITE_DONE || (statement && directory_fault(directory));
	sqlite3_finalize(statement);
	arena_free(&arena);
	return done;
}

static bool find_person(
	struct directory *directory, const struct therapist *therapist, struct person *person)
{
	size_t size;
	struct lists lists = {directory_stream(&person->licenses, &size),
		directory_stream(&person->words, &size), false};
	bool done = walk_back(directory, therapist, &lists);
	fputc(']', lists.licenses);
	fputc(']', lists.words);
	fclose(lists.licenses);
	fclose(lists.words);
	return done;
}

/* ---- the rows ---- */

/* Runs a statement about the person. */
static bool tell(struct directory *directory, const char *sql, const char *text)
{
	sqlite3_stmt *statement = directory_prepare(directory, sql);
	if (!statement)
		return false;
	directory_bind(statement, 1, text);
	bool done = directory_run(directory, statement);
	sqlite3_finalize(statement);
	return done;
}

/* Inside a transaction of the caller's. */
static bool remove_person(struct directory *directory, const struct person *person)
{
	return directory_exec(directory, "DROP TABLE IF EXISTS temp.gone") &&
	       tell(directory, find_gone, person->licenses) &&
	       directory_exec(directory,
		       "DELETE FROM therapist WHERE id IN (SELECT id FROM temp.gone);"
		       "DELETE FROM trail WHERE therapist_id IN (SELECT id FROM temp.gone);"
		       "DROP TABLE temp.gone;") &&
	       tell(directory, clean_reports, person->words);
}

/* ---- backups ---- */

/* A copy without the person takes the backup's place; VACUUM leaves nothing of it in free pages. */
static int rewrite(sqlite3 *from, const char *part, const struct person *person)
{
	struct directory copy = {.path = (char *)part};
	int code = directory_db_open(part, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, &copy.db);
	if (code == SQLITE_OK)
		code = backup_pages(from, copy.db);
	if (code == SQLITE_OK)
		code = sqlite3_exec(copy.db, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
	if (code == SQLITE_OK)
		code = directory_db_migrate(copy.db);
	if (code == SQLITE_OK && !remove_person(&copy, person))
		code = copy.fault;
	if (code == SQLITE_OK)
		code = sqlite3_exec(copy.db, "VACUUM", NULL, NULL, NULL);
	if (code == SQLITE_OK)
		code = backup_check(copy.db);
	sqlite3_close(copy.db);
	return code;
}

static int erase_backup(const char *folder, const char *path, const struct person *person)
{
	char *part = mem_printf("%s.part", path);
	sqlite3 *from = NULL;
	unlink(part);
	int code = directory_db_open(path, SQLITE_OPEN_READONLY, &from);
	if (code == SQLITE_OK)
		code = rewrite(from, part, person);
	sqlite3_close(from);
	if (code == SQLITE_OK && (!backup_sync(part, 0) || rename(part, path) != 0 ||
					 !backup_sync(folder, O_DIRECTORY)))
		code = errno == ENOSPC ? SQLITE_FULL : SQLITE_IOERR;
	if (code != SQLITE_OK)
		unlink(part);
	free(part);
	return code;
}

static bool is_damaged(int code)
{
	int kind = code & 0xff;
	return kind == SQLITE_CORRUPT || kind == SQLITE_NOTADB || kind == SQLITE_SCHEMA;
}

/* False: one could not be rewritten though it is sound. *left: those that cannot be read. */
static bool erase_backups(struct directory *directory, const struct person *person,
	struct arena *arena, const char **left, char *why, size_t size)
{
	char *folder = mem_printf("%s/backups", directory->state);
	DIR *dir = opendir(folder);
	bool done = true;
	for (const struct dirent *entry; done && dir && (entry = readdir(dir));) {
		size_t length = strlen(entry->d_name);
		if (length < 4 || strcmp(entry->d_name + length - 3, ".db") != 0)
			continue;
		char *path = mem_printf("%s/%s", folder, entry->d_name);
		int code = erase_backup(folder, path, person);
		if (is_damaged(code))
			*left = arena_printf(arena, "%s%s%s", *left, (*left)[0] ? ", " : "", path);
		else if (code != SQLITE_OK)
			done = directory_refuse(why, size, N_("{} cannot be rewritten: {}"), path,
				directory_reason(code), SAY_END);
		free(path);
	}
	if (dir)
		closedir(dir);
	free(folder);
	return done;
}

/* ---- the whole ---- */

static bool erase_row(struct directory *directory, const struct person *person, const char *by,
	char *why, size_t size)
{
	const struct directory_deed deed = {.by = by, .what = "erased"};
	bool done = directory_begin(directory) && remove_person(directory, person) &&
		    directory_note(directory, &deed, NULL, NULL) && directory_commit(directory);
	if (!done)
		directory_why(directory, why, size);
	directory_rollback(directory);
	/* Nothing of it stays in the log either; what is busy now, the next checkpoint does. */
	if (done)
		sqlite3_wal_checkpoint_v2(
			directory->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
	return done;
}

bool directory_erase(
	struct directory *directory, int64_t id, const char *by, char *why, size_t size)
{
	struct arena arena = {0};
	struct therapist therapist;
	struct person person = {0};
	const char *left = "", *initials = directory_read_initials(by, &arena, why, size);
	bool done = initials;
	if (done && !directory_get(directory, id, &arena, &therapist))
		done = directory_refuse(why, size, N_("there is no therapist {}"),
			arena_printf(&arena, "%lld", (long long)id), SAY_END);
	if (done)
		done = find_person(directory, &therapist, &person) ||
		       directory_why(directory, why, size);
	done = done && erase_backups(directory, &person, &arena, &left, why, size) &&
	       erase_row(directory, &person, initials, why, size);
	if (done)
		directory_refuse(why, size,
			left[0] ? N_("these cannot be read and were left, delete "
				     "them if the person may be in them: {}")
				: "{}",
			left, SAY_END);
	free(person.licenses);
	free(person.words);
	arena_free(&arena);
	return done;
}
