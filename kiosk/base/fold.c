#include "base/fold.h"

#include "base/mem.h"

#include <utf8proc.h>

char *fold_case(const char *text)
{
	utf8proc_uint8_t *folded = NULL;
	utf8proc_ssize_t size = utf8proc_map((const utf8proc_uint8_t *)text, 0, &folded,
		UTF8PROC_NULLTERM | UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
	return size < 0 ? mem_strdup(text) : (char *)folded;
}
