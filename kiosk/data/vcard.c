#include "data/qr.h"

#include <string.h>

/* In the order in which they are left out when there is no room. */
enum card_part { CARD_ADDRESS, CARD_WEBSITE, CARD_EMAIL, CARD_PRACTICE, CARD_PARTS };

static const char *field(const struct therapist *therapist, enum therapist_field which)
{
	return therapist->field[which] ? therapist->field[which] : "";
}

/* RFC 2426, 2.4.2 and 4: a text value. Whatever else controls a terminal or ends a line is left
 * out. */
static const char *escaped(const char *text, struct arena *arena)
{
	char *copy = arena_alloc(arena, 2 * strlen(text) + 1), *out = copy;
	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;
		bool line_end = c == '\n' || (c == '\r' && text[1] != '\n');
		if (line_end || strchr(",;\\", c)) {
			*out++ = '\\';
			*out++ = line_end ? 'n' : *text;
		} else if (c >= ' ' && c != 0x7f) {
			*out++ = *text;
		}
	}
	return copy;
}

/* A URI is no text value: nothing is escaped, and no line end may break out of it. */
static const char *uri(const char *text, struct arena *arena)
{
	char *copy = arena_alloc(arena, strlen(text) + 1), *out = copy;
	for (; *text; text++)
		if ((unsigned char)*text > ' ' && *text != 0x7f)
			*out++ = *text;
	return copy;
}

static const char *line(struct arena *arena, const char *type, const struct therapist *t,
	enum therapist_field which)
{
	const char *text = escaped(field(t, which), arena);
	return text[0] ? arena_printf(arena, "%s:%s\r\n", type, text) : "";
}

/* Phones sort by family name; the last word is the best guess there is. */
static const char *name_line(struct arena *arena, const char *name)
{
	const char *space = strrchr(name, ' ');
	if (!space)
		return arena_printf(arena, "N:%s;;;;\r\n", escaped(name, arena));
	const char *given = arena_strndup(arena, name, (size_t)(space - name));
	return arena_printf(
		arena, "N:%s;%s;;;\r\n", escaped(space + 1, arena), escaped(given, arena));
}

static const char *address_line(struct arena *arena, const struct therapist *t)
{
	static const enum therapist_field fields[] = {
		THERAPIST_STREET, THERAPIST_CITY, THERAPIST_STATE, THERAPIST_ZIP};
	const char *text[4];
	bool any = false;
	for (int i = 0; i < 4; i++) {
		text[i] = escaped(field(t, fields[i]), arena);
		any = any || text[i][0];
	}
	if (!any)
		return "";
	return arena_printf(arena, "ADR:;;%s;%s;%s;%s;\r\n", text[0], text[1], text[2], text[3]);
}

const char *vcard_make(const struct therapist *therapist, struct arena *arena)
{
	const char *website = uri(field(therapist, THERAPIST_WEBSITE), arena);
	const char *name = field(therapist, THERAPIST_NAME);
	const char *part[CARD_PARTS] = {
		[CARD_ADDRESS] = address_line(arena, therapist),
		[CARD_WEBSITE] = website[0] ? arena_printf(arena, "URL:%s\r\n", website) : "",
		[CARD_EMAIL] = line(arena, "EMAIL", therapist, THERAPIST_EMAIL),
		[CARD_PRACTICE] = line(arena, "ORG", therapist, THERAPIST_PRACTICE),
	};
	const char *head = arena_printf(arena, "BEGIN:VCARD\r\nVERSION:3.0\r\n%s%s",
		name_line(arena, name), line(arena, "FN", therapist, THERAPIST_NAME));
	const char *phone = line(arena, "TEL", therapist, THERAPIST_PHONE);
	for (int left_out = 0;; left_out++) {
		if (left_out > 0)
			part[left_out - 1] = "";
		const char *card =
			arena_printf(arena, "%s%s%s%s%s%sEND:VCARD\r\n", head, part[CARD_PRACTICE],
				phone, part[CARD_EMAIL], part[CARD_WEBSITE], part[CARD_ADDRESS]);
		if (strlen(card) <= QR_BYTES || left_out == CARD_PARTS)
			return card;
	}
}
