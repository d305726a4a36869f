/* What goes over the pressure mat, as plain values: hw/ makes it, the coach and the screens read
 * it.
 *
 * Shape: zones stand in a grid, row by row; zone = row * columns + column. Row 0 is nearest the
 * screen, rows run along the rolling axis; the left half of the columns is the visitor's left,
 * facing the screen. Grids are always written rows x columns; the usual mat is 4x2.
 * Everything about load is relative (0..1 of a zone's own range): never kilograms. */
#ifndef TUNEUP_MAT_TYPES_H
#define TUNEUP_MAT_TYPES_H

#include <stdbool.h>
#include <stdint.h>

enum {
	MAT_ROWS_MAX = 24,
	MAT_COLUMNS_MAX = 8,
	MAT_ZONES_MAX = MAT_ROWS_MAX * MAT_COLUMNS_MAX,
};

struct mat_grid {
	int rows, columns; /* 1..MAT_ROWS_MAX, 1..MAT_COLUMNS_MAX */
};

/* How a mat measures; fixed while it is open. */
struct mat_form {
	struct mat_grid grid;
	int bits;     /* 8..16: raw values are 0 .. 2^bits - 1, more is more load */
	bool contact; /* switches: raw is 0 or 2^bits - 1, without offset and noise */
};

/* One scan, as the converter gave it. */
struct mat_raw {
	int64_t t_us; /* monotonic, or since the trace began; grows from scan to scan */
	int zones;    /* how many were read; another number than the grid's is a fault */
	uint16_t raw[MAT_ZONES_MAX];
};

/* What can be wrong; bits. The first three are of one zone, the others of the whole mat. */
enum mat_fault {
	MAT_STUCK_HIGH = 1 << 0,      /* at the top though nobody presses it */
	MAT_FLAT = 1 << 1,            /* does not change at all where it should */
	MAT_NOISY = 1 << 2,           /* jumps more than a load can */
	MAT_UNPLUGGED = 1 << 3,       /* no scans, too few zones, or all fell to nothing */
	MAT_LOADED_AT_START = 1 << 4, /* someone or something was on it while it was tared */
	MAT_FAULTS = 5,               /* how many kinds there are */
};

/* One scan after the signal path (hw/mat.h). */
struct mat_sample {
	int64_t t_us;
	struct mat_grid grid;
	bool present;              /* somebody is on it (two thresholds, dwell) */
	int64_t changed_us;        /* when that truly began: before the dwell */
	unsigned faults;           /* of the mat and of all its zones now, enum mat_fault */
	float load[MAT_ZONES_MAX]; /* 0..1 of the zone's range; a faulty zone's is guessed from
				      its neighbors in the column, else 0 */
	uint8_t zone_faults[MAT_ZONES_MAX];
};

static inline int mat_zones(struct mat_grid grid)
{
	return grid.rows * grid.columns;
}

#endif
