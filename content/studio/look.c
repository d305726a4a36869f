#include "look.h"

#include <stddef.h>

struct tones {
	unsigned base, shade, line;
};

static const struct tones skins[] = {{0xF3CDAE, 0xDBAA88, 0xA36B50}, {0xF0C29C, 0xD79F79, 0x9A6147},
	{0xE8B48C, 0xCB8F69, 0x8F573D}, {0xD99A6C, 0xBD7C52, 0x7D4A30},
	{0xC58A5E, 0xA66E45, 0x6D4029}, {0xB97A50, 0x985F3A, 0x613720},
	{0x8D5A3B, 0x71442B, 0x43261A}, {0x5F3B2A, 0x47291C, 0x2B1710}};

static const struct tones hairs[] = {{0x1D1714, 0x120E0C, 0x0B0908}, {0x3B2A22, 0x2A1D18, 0x1B1310},
	{0x5A3523, 0x432517, 0x2B180F}, {0x8A4B2A, 0x6D381D, 0x4A2512},
	{0xC9964F, 0xA9783A, 0x74511F}, {0xA9A6A1, 0x8A8781, 0x5F5C57}};

static const struct tones fabrics[FABRIC_COUNT] = {
	[FABRIC_INK] = {0x2B3652, 0x1F2842, 0x141B2E},
	[FABRIC_SAND] = {0xE3D8C4, 0xC9BBA1, 0x857860},
	[FABRIC_AMBER] = {0xF2B632, 0xD0951D, 0x86600F},
	[FABRIC_SAGE] = {0x7F9E86, 0x64836C, 0x3F5846},
	[FABRIC_PLUM] = {0x7C4F6B, 0x633C55, 0x3F2436},
	[FABRIC_ICE] = {0x9CC7D6, 0x7BA9BA, 0x47707F},
	[FABRIC_CORAL] = {0xE9735A, 0xC95A43, 0x853525},
	[FABRIC_WHITE] = {0xFBF7EF, 0xDDD6C8, 0x7D7668},
};

const char *const hair_words[] = {"short", "ponytail", "bun", "curls", "bob", "bald", NULL};
const char *const fabric_words[] = {
	"ink", "sand", "amber", "sage", "plum", "ice", "coral", "white", NULL};
const char *const body_words[] = {"man", "woman", NULL};

static struct material material(struct tones tones)
{
	return (struct material){
		color_hex(tones.base), color_hex(tones.shade), color_hex(tones.line)};
}

struct material look_far(struct material near)
{
	struct color dusk = color_hex(0x3A3550);
	return (struct material){color_mix(near.base, dusk, .20), color_mix(near.shade, dusk, .22),
		color_mix(near.line, dusk, .15)};
}

struct look look_make(const struct casting *casting)
{
	bool woman = casting->body == BODY_WOMAN;
	double girth = (woman ? .93 : 1.02) * casting->girth;
	struct look look = {
		.build = {.shoulder = woman ? 15.6 : 17.6,
			.hip = woman ? 9.3 : 9.0,
			.waist = (woman ? 11.2 : 13.2) * mix(1, casting->girth, 1.2),
			.girth = girth},
		.skin = material(skins[casting->skin]),
		.hair = material(hairs[casting->hair_color]),
		.top = material(fabrics[casting->top]),
		.shorts = material(fabrics[casting->shorts]),
		.shoe = material(fabrics[casting->shoes]),
		.sole = material((struct tones){0xFFFCF5, 0xD8CFC0, 0x5D5A66}),
		.sock = material((struct tones){0xFDFBF6, 0xE0D8CB, 0x6B6470}),
		.style = (enum hair)casting->hair,
		.body = (enum body)casting->body,
		.bare = {casting->bare == 1, casting->bare == 2},
	};
	return look;
}
