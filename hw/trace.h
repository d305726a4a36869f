/* Mat traces: raw scans as CSV, for `tuneupctl hw trace`, `mat play` and the tests.
 *
 *     # bits=16            only where it is not 10
 *     # grid=8x1           only where the number of zones does not tell it (trace_grid)
 *     t_ms,z0,z1,...
 *     0,61,58,...
 *
 * Lines that begin with # may stand anywhere. Times are milliseconds, may have a fraction, and
 * never go back. Values are whole, 0 to 2^bits - 1, zones row by row. A last line that was cut off
 * in writing (no line end, too few values) is left out. Blocking; any thread, one at a time. */
#ifndef TUNEUP_TRACE_H
#define TUNEUP_TRACE_H

#include "base/mat.h"

#include <stddef.h>

struct trace;

/* Reads and checks all of it. grid: what the caller knows; {0, 0}: what the file says, else
 * trace_grid. NULL: *why says what and where, "FILE:LINE: ...". */
struct trace *trace_read(const char *path, struct mat_grid grid, char *why, size_t why_size);
void trace_free(struct trace *trace);

struct mat_form trace_form(const struct trace *trace);
size_t trace_count(const struct trace *trace);

/* Scan number `index`; its time is the file's own, in microseconds. */
void trace_scan(const struct trace *trace, size_t index, struct mat_raw *raw);

/* The usual grid of so many zones: two columns if they are even and over 2, else one; 192 zones are
 * 24x8. {0, 0}: no mat has so many. */
struct mat_grid trace_grid(int zones);

/* "4x2", rows first. False: it is no grid within the limits. */
bool trace_read_grid(const char *text, struct mat_grid *grid);

/* One line "12.5,61,58,..." of so many zones, as files and the serial mat have it. NULL: read into
 * *raw; else what is wrong with it, static. */
const char *trace_read_line(const char *line, int zones, int bits, struct mat_raw *raw);

/* A file to write scans to; their times start at 0 with the first one. NULL: errno says why. */
struct trace_file;
struct trace_file *trace_create(const char *path, struct mat_form form);

/* False: it could not be written (errno); then so will be all that follow. */
bool trace_write(struct trace_file *file, const struct mat_raw *raw);

/* False: not all of it reached the disk (errno). NULL is fine: true. */
bool trace_close(struct trace_file *file);

#endif
