#include "media/differ.h"

#include <stddef.h>
#include <string.h>

/* A picture is looked at in bands of blocks; what differs in a band becomes at most two spans. */
enum { SPANS = 2, BANDS = PICTURE_PARTS / SPANS, BLOCKS_MAX = 64, BLOCK_MIN = 32 };

/* block: pixels across. */
struct grid {
	int block, blocks;
};

/* A row of a plane in both pictures; block: its samples in a block. */
struct row {
	const uint8_t *a, *b;
	int w, block;
};

/* A bit a block. */
typedef uint64_t blocks;

static struct grid make_grid(int w)
{
	struct grid grid = {.block = BLOCK_MIN};
	while ((w + grid.block - 1) / grid.block > BLOCKS_MAX)
		grid.block *= 2;
	grid.blocks = (w + grid.block - 1) / grid.block;
	return grid;
}

/* Adds the blocks that differ in this row; those that are in are not looked at again. */
static blocks look_at_row(blocks found, const struct row *row)
{
	if (memcmp(row->a, row->b, (size_t)row->w) == 0)
		return found;
	for (int i = 0, at = 0; at < row->w; i++, at += row->block) {
		int rest = row->w - at;
		size_t size = (size_t)(rest < row->block ? rest : row->block);
		if (!(found >> i & 1) && memcmp(row->a + at, row->b + at, size) != 0)
			found |= (blocks)1 << i;
	}
	return found;
}

static blocks look_at_band(const struct picture *picture, const struct picture *before,
	struct grid grid, int y0, int y1)
{
	blocks found = 0, all = ~(blocks)0 >> (BLOCKS_MAX - grid.blocks);
	for (int plane = 0; plane < 3; plane++) {
		int shift = plane > 0;
		for (int y = y0 >> shift; y < (y1 + shift) >> shift && found != all; y++) {
			ptrdiff_t here = (ptrdiff_t)y * picture->pitch[plane];
			ptrdiff_t there = (ptrdiff_t)y * before->pitch[plane];
			struct row row = {.a = picture->plane[plane] + here,
				.b = before->plane[plane] + there,
				.w = (picture->w + shift) >> shift,
				.block = grid.block >> shift};
			found = look_at_row(found, &row);
		}
	}
	return found;
}

/* The longest run of blocks that are alike between the first and the last that differ. */
static void find_gap(blocks found, int first, int end, int *from, int *to)
{
	*from = *to = first;
	for (int i = first; i < end;) {
		int next = i;
		while (!(found >> next & 1))
			next++;
		if (next - i > *to - *from) {
			*from = i;
			*to = next;
		}
		i = next + 1;
	}
}

/* Goes on with the part above it where that is as wide. */
static void add_span(struct picture *picture, struct grid grid, int from, int to, int y0, int y1)
{
	int left = from * grid.block, right = to * grid.block;
	right = right < picture->w ? right : picture->w;
	if (from >= to)
		return;
	for (int i = 0; i < picture->changes; i++) {
		struct picture_part *part = &picture->changed[i];
		if (part->x0 == left && part->x1 == right && part->y1 == y0) {
			part->y1 = y1;
			return;
		}
	}
	picture->changed[picture->changes++] = (struct picture_part){left, y0, right, y1};
}

static void add_band(struct picture *picture, struct grid grid, blocks found, int y0, int y1)
{
	if (!found)
		return;
	int first = 0, end = grid.blocks, from, to;
	while (!(found >> first & 1))
		first++;
	while (!(found >> (end - 1) & 1))
		end--;
	find_gap(found, first, end, &from, &to);
	add_span(picture, grid, first, from, y0, y1);
	add_span(picture, grid, to, end, y0, y1);
}

static bool comparable(const struct picture *a, const struct picture *b)
{
	return a->format == PICTURE_I420 && b->format == PICTURE_I420 && a->w == b->w &&
	       a->h == b->h && a->bt709 == b->bt709 && a->full_range == b->full_range;
}

void differ_find(struct picture *picture, const struct picture *before)
{
	if (!comparable(picture, before))
		return;
	struct grid grid = make_grid(picture->w);
	/* Even, since two rows share their chroma. */
	int band = (picture->h + BANDS - 1) / BANDS;
	band += band % 2;
	picture->since = before->serial;
	picture->changes = 0;
	for (int y = 0; y < picture->h; y += band) {
		int end = y + band < picture->h ? y + band : picture->h;
		add_band(picture, grid, look_at_band(picture, before, grid, y, end), y, end);
	}
}
