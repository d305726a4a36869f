/* The unit u, size class and least touch target, from the window and the glass.
 * Source: design language, section 2: short side / 108; compact below 600 px (or glass whose short
 * side is under 120 mm): short side / 72. */
#ifndef TUNEUP_METRICS_H
#define TUNEUP_METRICS_H

enum size_class { CLASS_LANDSCAPE, CLASS_PORTRAIT, CLASS_COMPACT };

struct metrics {
	int px_w, px_h;
	float u;    /* pixels */
	float w, h; /* the canvas, in u */
	enum size_class size_class;
	float target; /* least touch target, u */
	float margin; /* side margin, u */
	float header; /* height of the header bar, u */
};

/* diagonal_in: glass diagonal in inches, 0 when not known. */
struct metrics metrics_make(int px_w, int px_h, float diagonal_in);

#endif
