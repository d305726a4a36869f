/* QR codes by libqrencode, and what is put into them. */
#ifndef TUNEUP_QR_H
#define TUNEUP_QR_H

#include "base/mem.h"
#include "data/therapist.h"

struct qr {
	int size;              /* modules a side, without the quiet zone */
	const uint8_t *module; /* size * size, 1: dark; lives in the arena */
};

/* What every code holds, in bytes: version 10 at level M (ISO/IEC 18004, table 7: 213), less what
 * the header that says UTF-8 takes in libqrencode. */
enum { QR_BYTES = 213 - 3 };

/* The smallest code (level M, at most version 10) that holds the text; false when it is too long.
 */
bool qr_make(const char *text, struct arena *arena, struct qr *qr);

/* A vCard 3.0 of name, practice, phone, email, website and address (RFC 2426, escaped, CRLF). What
 * makes it too long for version 10 is left out, least important first: address, website, email,
 * practice. */
const char *vcard_make(const struct therapist *therapist, struct arena *arena);

#endif
