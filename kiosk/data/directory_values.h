/* One value of a therapist's row: what is allowed, and the one way it is stored. The import and the
 * staff's screens read values by this and nothing else. Pure; any thread. */
#ifndef TUNEUP_DIRECTORY_VALUES_H
#define TUNEUP_DIRECTORY_VALUES_H

#include "base/mem.h"
#include "data/therapist.h"

/* Reads what somebody wrote into a field. True: *value is how it is stored (NFC, trimmed, in the
 * form therapist.h and INTERFACES name; "" when nothing was written); reading a stored value gives
 * itself. False: *reason says what was expected and, where there is one, the mend (English). Both
 * are static or in arena. */
bool value_read(enum therapist_field field, const char *text, struct arena *arena,
	const char **value, const char **reason);

/* What a row as a whole lacks. */
struct value_fault {
	enum therapist_field field;
	const char *reason; /* static */
};
enum { VALUE_ROW_FAULTS = 6 };

/* Whether a field must stand in every row. */
bool value_required(enum therapist_field field);

/* Looks at a row of stored values; one that is NULL is faulty by itself and not looked at. Returns
 * how many faults there are. */
int value_check_row(
	const char *const field[THERAPIST_FIELDS], struct value_fault fault[VALUE_ROW_FAULTS]);

/* The field of a column's name as people write it ("License Number"); THERAPIST_FIELDS: none. */
enum therapist_field value_field(const char *column);

/* Whether the kiosk has a filter and a word for this technique. */
bool value_technique_known(const char *technique);

/* The phone as people in the US write it: "(303) 555-0142"; others as stored. In arena or itself.
 */
const char *value_phone_text(const char *phone, struct arena *arena);

/* Readers of one kind each; text is cleaned and not empty. */
typedef bool value_reader(
	const char *text, struct arena *arena, const char **value, const char **reason);
value_reader value_read_phone, value_read_email, value_read_url;
value_reader value_read_setting, value_read_techniques, value_read_languages,
	value_read_memberships, value_read_state, value_read_license_type;

#endif
