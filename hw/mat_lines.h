/* The bytes of a serial mat, cut into scans: a line each, as in a trace (trace.h). Whatever comes,
 * it finds the next line that is whole: damaged and overlong ones are counted and left out, a line
 * whose beginning was missed too. Pure. */
#ifndef TUNEUP_MAT_LINES_H
#define TUNEUP_MAT_LINES_H

#include "base/mat.h"

#include <stddef.h>

/* "4294967295.999" and 192 times ", 65535" with spaces to spare. */
enum { MAT_LINE_BYTES = 2048 };

struct mat_lines {
	struct mat_form form;
	char line[MAT_LINE_BYTES];
	size_t used;
	bool lost;         /* the way to the next line end is left out */
	unsigned damaged;  /* lines that were left out so far */
	const char *wrong; /* what the last one of them lacked, static; NULL: none was */
	int told_bits;     /* what the mat says of itself ("# bits=12"); 0: it does not say */
};

/* Begins in the middle of a line, as whoever opens a port does. */
void mat_lines_begin(struct mat_lines *lines, struct mat_form form);

/* Takes bytes up to the end of a line, or all of them; returns how many it took. *whole: *scan is
 * one, with the mat's own time. */
size_t mat_lines_take(struct mat_lines *lines, const char *bytes, size_t count,
	struct mat_raw *scan, bool *whole);

/* The mat's clock beside ours: what it sends arrives late, now more, now less, so that the quickest
 * scan of late tells how the two stand to each other. */
struct mat_clock {
	bool set;
	int64_t ahead_us;         /* ours less theirs */
	int64_t last_us, mats_us; /* of the last scan, on our clock and on theirs */
};

/* When a scan with this time of the mat's, which came by now_us, was measured: by our clock, not
 * later than now, but a microsecond after the one before if need be. A mat whose clock jumps has
 * started anew. False: its clock stands still, so it repeats an old scan. */
bool mat_clock_time(struct mat_clock *clock, int64_t mats_us, int64_t now_us, int64_t *at_us);

#endif
