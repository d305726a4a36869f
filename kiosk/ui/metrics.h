/* The unit u, size class and least touch target, from the window and the glass.
 * Source: design language, section 2: short side / 108; compact below 600 px (or glass whose short
 * side is under 120 mm): short side / 72, if it lies on its side. */
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
	float mm;     /* a millimeter of the glass in u; 0: its diagonal is not known */
};

/* diagonal_in: glass diagonal in inches, 0 when not known. */
struct metrics metrics_make(int px_w, int px_h, float diagonal_in);

/* The module of a QR code that a phone reads at 1 m, in millimeters: 3 pixels of its camera.
 * A reader wants at least 2 pixels a module and is usually given a picture of 1920 x 1080 (Google's
 * ML Kit, barcode scanning, "Input image guidelines"); a phone's main camera sees about as much as
 * a lens of 26 mm before film of 36 mm, so 36 / 26 m at a distance of 1 m: 0.72 mm a pixel. The
 * third pixel is for a hand that shakes. So a code of version 10, 57 modules and a quiet zone of 4
 * at each side, is 140 mm wide. Farther or nearer, it grows with the distance. */
#define CODE_MODULE_MM (3 * 36 * 1000.f / 26 / 1920)

/* The side of a code of so many modules with its quiet zones, in u; 0 when the glass is not known.
 */
float metrics_code_side(const struct metrics *metrics, int modules);

/* How many modules a code may have to be read at 1 m on a square of this side (u). When the glass
 * is not known: any number that there is. */
int metrics_code_modules(const struct metrics *metrics, float side);

#endif
