/* Settings changed on the screen: STATE/settings.yaml, a line a key. The file may be edited by hand
 * too, so only the line in question is touched. */
#include "base/tr.h"
#include "data/desk_parts.h"
#include "data/settings.h"

#include <stdlib.h>
#include <string.h>

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

bool desk_setting(struct desk *desk, const struct desk_request *request, struct desk_answer *answer)
{
	char *text = settings_read(desk->state), *lines = mem_strdup(request->text);
	bool done = text;
	if (!text)
		desk_refuse(answer, N_("settings.yaml cannot be read"));
	for (char *line = lines; done && *line;) {
		struct setting setting;
		line = read_setting(line, request->yes, &setting);
		if (!line) {
			done = desk_refuse(answer, "expected SECTION.KEY=VALUE");
			break;
		}
		char *fresh = put(text, &setting);
		free(text);
		text = fresh;
	}
	const char *why;
	if (done && !settings_write(desk->state, text, &answer->arena, &why))
		done = desk_refuse(answer, why);
	free(lines);
	free(text);
	return done;
}

bool desk_go_back_settings(struct desk *desk, struct desk_answer *answer)
{
	const char *why;
	return settings_go_back(desk->state, &answer->arena, &why) || desk_refuse(answer, why);
}

void desk_keep_settings(struct desk *desk, const struct health_told *told)
{
	enum { WELL_S = 600 };
	day_t day = date_of_wall(told->wall_s);
	if (told->up_s < WELL_S || day == desk->kept)
		return;
	desk->kept = day;
	settings_keep(desk->state);
}
