#include "data/qr.h"

#include <limits.h>
#include <qrencode.h>
#include <string.h>

enum { VERSION_MAX = 10, ECI_UTF8 = 26 };

static bool is_ascii(const char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text >= 0x80)
			return false;
	return true;
}

/* Readers guess at bytes that are not ASCII, and zbar takes UTF-8 for Big5: so they are told. What
 * is ASCII needs no such header, which the oldest readers do not know. */
static QRcode *encode(const char *text)
{
	size_t length = strlen(text);
	QRinput *input = length > 0 && length < INT_MAX ? QRinput_new2(0, QR_ECLEVEL_M) : NULL;
	if (!input)
		return NULL;
	QRcode *code = NULL;
	bool told = is_ascii(text) || QRinput_appendECIheader(input, ECI_UTF8) == 0;
	const unsigned char *bytes = (const unsigned char *)text;
	if (told && QRinput_append(input, QR_MODE_8, (int)length, bytes) == 0)
		code = QRcode_encodeInput(input);
	QRinput_free(input);
	return code;
}

bool qr_make(const char *text, struct arena *arena, struct qr *qr)
{
	*qr = (struct qr){0};
	QRcode *code = encode(text);
	if (!code || code->version > VERSION_MAX) {
		QRcode_free(code);
		return false;
	}
	size_t modules = (size_t)code->width * (size_t)code->width;
	uint8_t *module = arena_alloc(arena, modules);
	for (size_t i = 0; i < modules; i++)
		module[i] = code->data[i] & 1;
	*qr = (struct qr){.size = code->width, .module = module};
	QRcode_free(code);
	return true;
}
