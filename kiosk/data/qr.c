#include "data/qr.h"

#include <qrencode.h>
#include <string.h>

enum { VERSION_MAX = 10 };

bool qr_make(const char *text, struct arena *arena, struct qr *qr)
{
	*qr = (struct qr){0};
	/* Version 0 asks for the smallest; it refuses an empty text. */
	QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
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
