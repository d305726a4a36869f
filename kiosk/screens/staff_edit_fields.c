/* The fields of a therapist as the editor asks for them, and the values of those that are tapped.
 */
#include "screens/staff_edit.h"

#include "data/directory_values.h"

#include <stdio.h>
#include <string.h>

#define CHOICES(list) .choice = (list), .choices = (int)(sizeof(list) / sizeof(list)[0])

static const struct choice license_types[] = {{NULL, "license", N_("License")},
	{NULL, "certification", N_("Certification")}, {NULL, "registration", N_("Registration")}};
static const struct choice languages[] = {{NULL, "en", "English"}, {NULL, "es", "Espa\xC3\xB1ol"},
	{NULL, "fr", "Fran\xC3\xA7\x61is"}, {NULL, "de", "Deutsch"},
	{NULL, "pt", "Portugu\xC3\xAAs"}};

#define FIELD(name, how) .field = THERAPIST_##name, .kind = EDIT_##how
const struct edit_field edit_fields[EDIT_FIELDS] = {
	{FIELD(NAME, TYPED), .section = N_("Name and license")},
	{FIELD(CREDENTIAL, TYPED), .hint = "LMT"},
	{FIELD(LICENSE_STATE, TYPED), .hint = "CO"},
	{FIELD(LICENSE_NUMBER, TYPED)},
	{FIELD(LICENSE_EXPIRES, TYPED), .hint = N_("Month/day/year")},
	{FIELD(LICENSE_CHECKED_AT, TYPED), .hint = "https://"},
	{FIELD(LICENSE_TYPE, ONE), CHOICES(license_types)},
	{FIELD(PHONE, TYPED), .section = N_("Contact")},
	{FIELD(EMAIL, TYPED)},
	{FIELD(WEBSITE, TYPED), .hint = "https://"},
	{FIELD(PRACTICE, TYPED)},
	{FIELD(STREET, TYPED)},
	{FIELD(CITY, TYPED)},
	{FIELD(STATE, TYPED), .hint = "CO"},
	{FIELD(ZIP, TYPED)},
	{FIELD(LATITUDE, TYPED), .hint = "40.0190"},
	{FIELD(LONGITUDE, TYPED), .hint = "-105.2747"},
	{FIELD(TECHNIQUES, SOME), .section = N_("What is offered"), CHOICES(choice_techniques)},
	{FIELD(SETTING, SOME), CHOICES(choice_settings)},
	{FIELD(LANGUAGES, SOME), CHOICES(languages)},
	{FIELD(MEMBERSHIPS, SOME), CHOICES(choice_memberships)},
	{FIELD(ACCEPTS_NEW, YES_NO)},
	{FIELD(PRICES, TYPED), .hint = "30=50|60=85"},
	{FIELD(INSURANCE, TYPED), .hint = N_("yes, no, or which")},
	{FIELD(HOURS, TYPED)},
	{FIELD(PRECAUTIONS, LONG), .section = N_("In their words")},
	{FIELD(ABOUT_EN, LONG)},
	{FIELD(ABOUT_ES, LONG)},
	{FIELD(CONSENT_ON, TYPED), .hint = N_("Month/day/year")},
};

void edit_row_id(int at, char id[static ITEM_ID_MAX])
{
	snprintf(id, ITEM_ID_MAX, "edit.to.%s", therapist_field_name(edit_fields[at].field));
}

bool edit_types(int at)
{
	return edit_fields[at].kind == EDIT_TYPED || edit_fields[at].kind == EDIT_LONG;
}

static bool is_choice(const struct edit_field *field, const char *word, size_t length)
{
	for (int i = 0; i < field->choices; i++)
		if (strlen(field->choice[i].word) == length &&
			memcmp(field->choice[i].word, word, length) == 0)
			return true;
	return false;
}

const char *edit_other_value(const struct edit_state *edit, int at, int n, struct arena *arena)
{
	for (const char *value = edit->value[at]; *value;) {
		size_t length = strcspn(value, "|");
		if (length && !is_choice(&edit_fields[at], value, length) && n-- == 0)
			return arena_strndup(arena, value, length);
		value += length + (value[length] == '|');
	}
	return NULL;
}

/* Puts a list's values into `out` but for `word`. Returns whether it was among them. */
static bool copy_without(char out[FIELD_BYTES], const char *list, const char *word)
{
	size_t used = 0, size = strlen(word);
	bool found = false;
	out[0] = '\0';
	for (const char *value = list; *value;) {
		size_t length = strcspn(value, "|");
		bool same = length == size && memcmp(value, word, length) == 0;
		found = found || same;
		if (length && !same)
			used += (size_t)snprintf(out + used, FIELD_BYTES - used, "%s%.*s",
				used ? "|" : "", (int)length, value);
		value += length + (value[length] == '|');
	}
	return found;
}

void edit_toggle(struct edit_state *edit, int at, const char *word)
{
	char rest[FIELD_BYTES];
	bool was = copy_without(rest, edit->value[at], word);
	if (was || edit_fields[at].kind == EDIT_ONE)
		snprintf(edit->value[at], FIELD_BYTES, "%s", was ? rest : word);
	else if (strlen(rest) + strlen(word) + 2 <= FIELD_BYTES)
		snprintf(edit->value[at] + strlen(edit->value[at]),
			FIELD_BYTES - strlen(edit->value[at]), "%s%s", rest[0] ? "|" : "", word);
}

/* Whether each value of a list is one of another. */
static bool all_in(const char *list, const char *other)
{
	for (const char *value = list; *value;) {
		size_t length = strcspn(value, "|");
		if (length && !text_list_has(other, value, length))
			return false;
		value += length + (value[length] == '|');
	}
	return true;
}

bool edit_changed(const struct edit_state *edit, int at)
{
	const char *value = edit->value[at], *before = edit->before[at];
	if (edit_fields[at].kind == EDIT_SOME)
		return !all_in(value, before) || !all_in(before, value);
	return strcmp(value, before) != 0;
}

const char *edit_fault(const struct edit_state *edit, int at, struct arena *arena)
{
	enum therapist_field field = edit_fields[at].field;
	const char *value, *reason;
	if (!edit_changed(edit, at))
		return NULL;
	if (!value_read(field, edit->value[at], arena, &value, &reason))
		return reason;
	return value_required(field) && !value[0] ? N_("expected something here") : NULL;
}

bool edit_add_value(struct app *app, const char *text, struct arena *arena, const char **reason)
{
	struct edit_state *edit = &app->staff.edit;
	int at = app->staff.entry.at;
	const char *value;
	if (!value_read(edit_fields[at].field, text, arena, &value, reason))
		return false;
	for (char *word = arena_strdup(arena, value); *word;) {
		size_t length = strcspn(word, "|");
		char *next = word + length + (word[length] == '|');
		word[length] = '\0';
		if (!text_list_has(edit->value[at], word, length))
			edit_toggle(edit, at, word);
		word = next;
	}
	edit->dirty = edit->dirty || edit_changed(edit, at);
	return true;
}
