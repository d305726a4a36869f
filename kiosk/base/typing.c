#include "base/typing.h"

#include <string.h>

size_t typing_distance(const char *a, const char *b)
{
	enum { LENGTH_MAX = 31 };
	size_t row[LENGTH_MAX + 1], length = strlen(b);
	if (length > LENGTH_MAX || strlen(a) > LENGTH_MAX)
		return LENGTH_MAX;
	for (size_t i = 0; i <= length; i++)
		row[i] = i;
	for (size_t k = 0; a[k]; k++) {
		size_t diagonal = row[0];
		row[0] = k + 1;
		for (size_t i = 1; i <= length; i++) {
			size_t change = diagonal + (a[k] != b[i - 1]);
			size_t add = (row[i] < row[i - 1] ? row[i] : row[i - 1]) + 1;
			diagonal = row[i];
			row[i] = change < add ? change : add;
		}
	}
	return row[length];
}
