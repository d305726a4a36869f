/* Who is shown: skin, hair, clothes, build. Pure. */
#ifndef STUDIO_LOOK_H
#define STUDIO_LOOK_H

#include "skeleton.h"

enum hair { HAIR_SHORT, HAIR_PONYTAIL, HAIR_BUN, HAIR_CURLS, HAIR_BOB, HAIR_BALD, HAIR_COUNT };
enum fabric {
	FABRIC_INK,
	FABRIC_SAND,
	FABRIC_AMBER,
	FABRIC_SAGE,
	FABRIC_PLUM,
	FABRIC_ICE,
	FABRIC_CORAL,
	FABRIC_WHITE,
	FABRIC_COUNT
};
enum body { BODY_MAN, BODY_WOMAN };

/* As a scene file says it. */
struct casting {
	int skin;               /* 0 fair .. 7 very deep */
	int hair;               /* enum hair */
	int hair_color;         /* 0 black .. 5 gray */
	int body;               /* enum body */
	int top, shorts, shoes; /* enum fabric */
	double girth;           /* 1: as usual for the body */
	int bare;               /* 0 none, 1 the right foot, 2 the left */
};

struct look {
	struct build build;
	struct material skin, hair, top, shorts, shoe, sole, sock;
	enum hair style;
	enum body body;
	bool bare[2];
};

extern const char *const hair_words[], *const fabric_words[], *const body_words[];

struct look look_make(const struct casting *casting);

/* The material on the side away from the light. */
struct material look_far(struct material material);

/* Colors that all scenes share: the interface's own. */
#define COLOR_PAPER color_hex(0xF6F1E7)
#define COLOR_STAGE color_hex(0xEAE2D3)
#define COLOR_INK color_hex(0x131A20)
#define COLOR_FLARE color_hex(0xFF5426)
#define COLOR_HOT color_hex(0xFFC42E)
#define COLOR_FIBER color_hex(0xFFD9C4)
#define COLOR_TIDE color_hex(0x1B5E7A)
#define COLOR_ARROW color_hex(0x2C7FA0)
#define COLOR_WHITE color_hex(0xFFFFFF)
#define COLOR_CARD color_hex(0xFFFCF5)
#define COLOR_TRACK color_hex(0xDDD2BD)
#define COLOR_SHADOW color_hex(0x3A3A55)

#endif
