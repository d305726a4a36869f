#include "media/differ.h"

#include <stddef.h>
#include <string.h>

/* Pixels are looked at in blocks of BLOCK; each of PICTURE_PARTS bands has one span of changes. */
enum { BLOCK = 32 };

/* In blocks; from >= to: nothing. */
struct span {
	int from, to;
};

/* One row of a plane in both pictures; block: its samples in a block. */
struct row {
	const uint8_t *a, *b;
	int w, block, blocks;
};

static bool block_differs(const struct row *row, int i)
{
	int at = i * row->block, rest = row->w - at;
	size_t size = (size_t)(rest < row->block ? rest : row->block);
	return memcmp(row->a + at, row->b + at, size) != 0;
}

static bool differs(const struct row *row, int from, int to)
{
	int at = from * row->block, end = to * row->block < row->w ? to * row->block : row->w;
	return at < end && memcmp(row->a + at, row->b + at, (size_t)(end - at)) != 0;
}

/* Only what lies outside the span is looked at. */
static void widen(struct span *span, const struct row *row)
{
	if (span->from >= span->to) {
		if (!differs(row, 0, row->blocks))
			return;
		span->from = span->to = 0;
		while (!block_differs(row, span->from))
			span->from++;
		span->to = span->from + 1;
	} else if (differs(row, 0, span->from)) {
		int left = 0;
		while (!block_differs(row, left))
			left++;
		span->from = left;
	}
	if (!differs(row, span->to, row->blocks))
		return;
	int right = row->blocks;
	while (!block_differs(row, right - 1))
		right--;
	span->to = right;
}

static void look_at_plane(struct span *span, const struct picture *picture,
	const struct picture *before, int plane, int y0, int y1)
{
	int shift = plane > 0, blocks = (picture->w + BLOCK - 1) / BLOCK;
	for (int y = y0 >> shift; y < (y1 + shift) >> shift; y++) {
		struct row row = {
			.a = picture->plane[plane] + (ptrdiff_t)y * picture->pitch[plane],
			.b = before->plane[plane] + (ptrdiff_t)y * before->pitch[plane],
			.w = (picture->w + shift) >> shift,
			.block = BLOCK >> shift,
			.blocks = blocks,
		};
		widen(span, &row);
		if (span->from == 0 && span->to == blocks)
			return;
	}
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
	/* Even, since two rows share their chroma. */
	int band = (picture->h + PICTURE_PARTS - 1) / PICTURE_PARTS;
	band += band % 2;
	picture->since = before->serial;
	picture->changes = 0;
	for (int y = 0; y < picture->h; y += band) {
		int end = y + band < picture->h ? y + band : picture->h;
		struct span span = {0};
		for (int plane = 0; plane < 3; plane++)
			look_at_plane(&span, picture, before, plane, y, end);
		if (span.from >= span.to)
			continue;
		int right = span.to * BLOCK < picture->w ? span.to * BLOCK : picture->w;
		picture->changed[picture->changes++] =
			(struct picture_part){span.from * BLOCK, y, right, end};
	}
}
