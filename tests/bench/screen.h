/* What is on an Xvfb's screen, read from the file into which it draws (-fbdir): nobody has to be
 * asked for it, so looking costs neither the players nor the server anything. One thread. */
#ifndef BENCH_SCREEN_H
#define BENCH_SCREEN_H

#include <stdbool.h>
#include <stdint.h>

struct screen;

/* path: Xvfb_screen0 in its folder. NULL: not there or not 32 bits a pixel (said on stderr). */
struct screen *screen_open(const char *path);
void screen_close(struct screen *screen);

/* The number of the clip's picture that fills the screen (clips.sh), 0..255; -1: there is none. */
int screen_number(const struct screen *screen);

/* Whether the pieces of a clip's strip that no poster has are anywhere to be seen. */
bool screen_has_clip(const struct screen *screen);

/* Whether more than half of the screen is black. */
bool screen_is_black(const struct screen *screen);

/* The screen at points a few pixels apart: to find out when it came to look as it does at the end.
 */
enum { SCREEN_COLUMNS = 80, SCREEN_ROWS = 45, SCREEN_POINTS = SCREEN_COLUMNS * SCREEN_ROWS };
void screen_sample(const struct screen *screen, uint32_t point[SCREEN_POINTS]);

#endif
