/* Settings changed on the screen: STATE/settings.yaml, a line a key. The file may be edited by hand
 * too, so only the line in question is touched. */
#include "base/say.h"
#include "base/tr.h"
#include "data/desk_parts.h"

#include "base/sync.h"
#include "data/config.h"
#include "data/pin_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SETTINGS_BYTES_MAX = 256 * 1024 };

struct setting {
	char section[32], key[32];
	const char *value;
	bool text; /* a string: quoted */
};

/* "roller.closed=true", of which the value is cut off at the line's end. Returns where the next
 * line begins; NULL: it is no setting. */
static char *read_setting(char *line, bool text, struct setting *setting)
{
	int end = 0;
	if (sscanf(line, "%31[a-z].%31[a-z_+-]=%n", setting->section, setting->key, &end) != 2 ||
		!end)
		return NULL;
	char *value = line + end;
	setting->value = value;
	setting->text = text;
	value += strcspn(value, "\n");
	if (*value)
		*value++ = '\0';
	return value;
}

/* What stands in the file now; "" when there is none. NULL: it cannot be read. */
static char *read_whole(const char *path)
{
	FILE *file = fopen(path, "re");
	if (!file)
		return errno == ENOENT ? mem_strdup("") : NULL;
	char *text = mem_calloc(1, SETTINGS_BYTES_MAX + 1);
	size_t length = fread(text, 1, SETTINGS_BYTES_MAX, file);
	bool whole = !ferror(file) && getc(file) == EOF && strlen(text) == length;
	fclose(file);
	if (whole)
		return text;
	free(text);
	return NULL;
}

static void write_value(FILE *out, const struct setting *setting)
{
	fprintf(out, "  %s: %s", setting->key, setting->text ? "\"" : "");
	for (const char *at = setting->value; *at; at++)
		fprintf(out, setting->text && strchr("\"\\", *at) ? "\\%c" : "%c", *at);
	fputs(setting->text ? "\"\n" : "\n", out);
}

/* Whether a line is "NAME:" after so many blanks, or more where deeper is true. */
static bool is_key(const char *line, size_t length, const char *name, bool deeper)
{
	size_t blanks = strspn(line, " "), letters = strlen(name);
	return (deeper ? blanks > 0 : blanks == 0) && length > blanks + letters &&
	       strncmp(line + blanks, name, letters) == 0 && line[blanks + letters] == ':';
}

/* The text with the setting in its place: in its section's line, below the section's name, or in a
 * section of its own at the end. */
static char *put(const char *text, const struct setting *setting)
{
	char *fresh = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&fresh, &size);
	bool inside = false, done = false;
	for (const char *line = text; *line;) {
		size_t length = strcspn(line, "\n");
		bool starts = line[0] != ' ' && line[0] != '#' && length > 0;
		if (starts)
			inside = is_key(line, length, setting->section, false);
		bool old = inside && !starts && is_key(line, length, setting->key, true);
		if (!old)
			fprintf(out, "%.*s\n", (int)length, line);
		if (inside && starts && !done) {
			write_value(out, setting);
			done = true;
		}
		line += length + (line[length] == '\n');
	}
	if (!done) {
		fprintf(out, "%s:\n", setting->section);
		write_value(out, setting);
	}
	fclose(out);
	return fresh;
}

/* Whether the kiosk would read it without a complaint; else why not. */
static bool check(const char *path, struct desk_answer *answer)
{
	const char *const files[] = {path, NULL};
	struct problems *problems = mem_calloc(1, sizeof *problems);
	bool sound = false;
	config_destroy(config_load(files, true, &sound, problems));
	if (!sound)
		desk_refuse(answer, problems->count ? problems->item[0].detail
						    : N_("the setting is not understood"));
	free(problems);
	return sound;
}

static bool write_whole(const char *state, int file, const char *text)
{
	size_t length = strlen(text);
	return file >= 0 && pin_share(file, state) &&
	       write(file, text, length) == (ssize_t)length && fsync(file) == 0;
}

/* Written beside, looked at, then renamed over. */
static bool replace(
	const char *state, const char *path, const char *text, struct desk_answer *answer)
{
	char *beside = mem_printf("%s.XXXXXX", path);
	int file = mkostemp(beside, O_CLOEXEC);
	bool done = write_whole(state, file, text);
	if (!done)
		desk_refuse(answer, say_fill(&answer->arena, N_("{} cannot be written: {}"), path,
					    strerror(errno), SAY_END));
	done = done && check(beside, answer);
	if (done && !(rename(beside, path) == 0 && sync_folder(state))) {
		desk_refuse(answer, say_fill(&answer->arena, N_("{} cannot be written: {}"), path,
					    strerror(errno), SAY_END));
		done = false;
	}
	if (file >= 0)
		close(file);
	if (!done && file >= 0)
		unlink(beside);
	free(beside);
	return done;
}

bool desk_setting(struct desk *desk, const struct desk_request *request, struct desk_answer *answer)
{
	char *path = mem_printf("%s/settings.yaml", desk->state);
	char *text = read_whole(path), *lines = mem_strdup(request->text);
	bool done = text;
	if (!text)
		desk_refuse(answer, N_("settings.yaml cannot be read"));
	for (char *line = lines; done && *line;) {
		struct setting setting;
		line = read_setting(line, request->yes, &setting);
		done = line || desk_refuse(answer, "expected SECTION.KEY=VALUE");
		if (!done)
			break;
		char *fresh = put(text, &setting);
		free(text);
		text = fresh;
	}
	done = done && text && replace(desk->state, path, text, answer);
	free(lines);
	free(text);
	free(path);
	return done;
}
