#include "screen.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* The strip of clips.sh, in parts of the picture. */
enum { BLOCKS = 10, BITS = 8 };
static const double strip_middle = 60.0 / 1080;

struct screen {
	const uint8_t *file;
	size_t size;
	const uint8_t *pixels;
	int w, h, row_bytes;
};

/* The words of an X window dump's head (XWDFile.h), each 32 bits, highest byte first. */
enum {
	HEAD_SIZE = 0,
	WIDTH = 4,
	HEIGHT = 5,
	DEPTH_BITS = 11,
	ROW_BYTES = 12,
	COLORS = 19,
	HEAD = 25
};
enum { COLOR_BYTES = 12 };

static bool read_head(struct screen *screen)
{
	uint32_t head[HEAD];
	if (screen->size < sizeof head)
		return false;
	memcpy(head, screen->file, sizeof head);
	for (int i = 0; i < HEAD; i++)
		head[i] = ntohl(head[i]);
	size_t from = head[HEAD_SIZE] + (size_t)head[COLORS] * COLOR_BYTES;
	screen->w = (int)head[WIDTH];
	screen->h = (int)head[HEIGHT];
	screen->row_bytes = (int)head[ROW_BYTES];
	screen->pixels = screen->file + from;
	return head[DEPTH_BITS] == 32 &&
	       from + (size_t)head[ROW_BYTES] * head[HEIGHT] <= screen->size;
}

struct screen *screen_open(const char *path)
{
	struct stat about;
	struct screen *screen = calloc(1, sizeof *screen);
	int file = open(path, O_RDONLY | O_CLOEXEC);
	void *map = MAP_FAILED;
	if (screen && file >= 0 && fstat(file, &about) == 0) {
		screen->size = (size_t)about.st_size;
		map = mmap(NULL, screen->size, PROT_READ, MAP_SHARED, file, 0);
	}
	if (file >= 0)
		close(file);
	if (map != MAP_FAILED) {
		screen->file = map;
		if (read_head(screen))
			return screen;
		errno = EPROTO;
	}
	fprintf(stderr, "measure: %s: not the screen of an Xvfb with 24 bits of color: %s\n", path,
		strerror(errno));
	screen_close(screen);
	return NULL;
}

void screen_close(struct screen *screen)
{
	if (screen && screen->file)
		munmap((void *)(uintptr_t)screen->file, screen->size);
	free(screen);
}

static uint32_t pixel(const struct screen *screen, int x, int y)
{
	uint32_t rgb;
	memcpy(&rgb, screen->pixels + (size_t)y * (size_t)screen->row_bytes + (size_t)x * 4,
		sizeof rgb);
	return rgb & 0xFFFFFF;
}

static bool is_magenta(uint32_t rgb)
{
	const uint32_t high = 0xC8, low = 0x50;
	return (rgb >> 16) > high && (rgb >> 8 & 0xFF) < low && (rgb & 0xFF) > high;
}

int screen_number(const struct screen *screen)
{
	int y = (int)(strip_middle * screen->h), number = 0;
	uint32_t block[BLOCKS];
	for (int i = 0; i < BLOCKS; i++)
		block[i] = pixel(screen, (2 * i + 1) * screen->w / (2 * BLOCKS), y);
	if (!is_magenta(block[0]) || !is_magenta(block[BLOCKS - 1]))
		return -1;
	for (int bit = 0; bit < BITS; bit++)
		number |= ((block[1 + bit] >> 8 & 0xFF) > 0x80) << bit;
	return number;
}

void screen_sample(const struct screen *screen, uint32_t point[SCREEN_POINTS])
{
	for (int i = 0; i < SCREEN_POINTS; i++)
		point[i] = pixel(screen,
			(2 * (i % SCREEN_COLUMNS) + 1) * screen->w / (2 * SCREEN_COLUMNS),
			(2 * (i / SCREEN_COLUMNS) + 1) * screen->h / (2 * SCREEN_ROWS));
}

bool screen_has_clip(const struct screen *screen)
{
	/* Half a block of the strip where the video takes a good part of the screen. */
	enum { ENOUGH = SCREEN_POINTS / BLOCKS / 9 / 8 };
	uint32_t point[SCREEN_POINTS];
	int count = 0;
	screen_sample(screen, point);
	for (int i = 0; i < SCREEN_POINTS; i++)
		count += is_magenta(point[i]);
	return count >= ENOUGH;
}

bool screen_is_black(const struct screen *screen)
{
	uint32_t point[SCREEN_POINTS];
	int count = 0;
	screen_sample(screen, point);
	for (int i = 0; i < SCREEN_POINTS; i++)
		count += point[i] == 0;
	return count > SCREEN_POINTS / 2;
}
