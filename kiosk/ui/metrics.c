#include "ui/metrics.h"

#include <math.h>
#include <stdbool.h>

/* Targets in millimetres: 15 at least, 9.5 on a 7 inch panel where 15 do not fit. Source: FIELD,
 * Colle & Hiszem 2004, doi 10.1080/00140130410001724228. */
static const float target_mm = 15, small_target_mm = 9.5f, small_glass_mm = 120;
static const float least_target = 8.8f;

struct metrics metrics_make(int px_w, int px_h, float diagonal_in)
{
	float w = (float)px_w, h = (float)px_h;
	float short_px = fminf(w, h), long_px = fmaxf(w, h);
	float px_per_mm = diagonal_in > 0 ? hypotf(w, h) / diagonal_in / 25.4f : 0;
	bool small = short_px < 600 || (px_per_mm > 0 && short_px / px_per_mm < small_glass_mm);
	/* The compact layouts lie on their side; a small panel that stands has the portrait ones.
	 */
	bool compact = small && w > h;
	struct metrics m = {.px_w = px_w, .px_h = px_h};
	/* The layouts are drawn for 16:9 and hold to 16:10; squarer glass gets a smaller u. */
	m.u = fminf(short_px / (compact ? 72 : 108), long_px / (compact ? 112 : 172.8f));
	m.w = w / m.u;
	m.h = h / m.u;
	m.size_class = compact ? CLASS_COMPACT : w > h ? CLASS_LANDSCAPE : CLASS_PORTRAIT;
	m.margin = compact ? 3 : m.size_class == CLASS_PORTRAIT ? 5.6f : 7.2f;
	m.header = compact ? 11.6f : 13.6f;
	float mm = (small ? small_target_mm : target_mm) * px_per_mm / m.u;
	m.target = mm > least_target ? mm : least_target;
	m.mm = px_per_mm / m.u;
	return m;
}

/* ISO/IEC 18004: 4 modules all around. */
enum { QUIET = 2 * 4, MODULES_MAX = 177 };

float metrics_code_side(const struct metrics *metrics, int modules)
{
	return (float)(modules + QUIET) * CODE_MODULE_MM * metrics->mm;
}

int metrics_code_modules(const struct metrics *metrics, float side)
{
	float module = CODE_MODULE_MM * metrics->mm;
	return module > 0 ? (int)(side / module) - QUIET : MODULES_MAX;
}
