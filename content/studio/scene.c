#include "scene.h"

#include "base/mem.h"
#include "base/tr.h"
#include "data/yaml.h"

#include <string.h>

#define AT(field) .offset = offsetof(struct scene, field)

static const struct yaml_key number = {.type = KEY_NUMBER, .min = -10000, .max = 10000};

/* Three numbers. The count that the reader keeps is the record's, told beforehand by its length. */
#define VEC_OF(record, key, field)                                                                 \
	{                                                                                          \
		key, KEY_LIST, .offset = offsetof(record, field), .min = 3, .room = 3,             \
			       .item = &number, .item_size = sizeof(double),                       \
			       .count_offset = offsetof(record, count)                             \
	}
#define VEC(key, field) VEC_OF(struct scene, key, field)
#define NUM(key, field, low, high)                                                                 \
	{                                                                                          \
		key, KEY_NUMBER, .offset = offsetof(struct scene, field), .min = (low),            \
				 .max = (high)                                                     \
	}
#define WORD(key, field, list)                                                                     \
	{                                                                                          \
		key, KEY_ENUM, .offset = offsetof(struct scene, field), .words = (list)            \
	}

static const char *const bare_words[] = {"none", "right", "left", NULL};
static const char *const side_words[] = {"right", "left", NULL};
static const char *const anchor_words[] = {"world", "root", "pelvis", "chest", "head", "neck",
	"right_thigh", "left_thigh", "right_shank", "left_shank", "tool", NULL};
static const char *const arm_words[] = {"hand", "touch", "forearm", NULL};
static const char *const tool_words[] = {"none", "roller", "ball", "stick", NULL};
static const char *const touch_words[] = {
	"none", "thigh", "shank", "buttock", "sole", "flank", NULL};
static const char *const moves_words[] = {"pelvis", "ankle", "tool", NULL};
static const char *const muscle_words[] = {
	"none", "thigh", "shank", "buttock", "sole", "ribs", "neck", NULL};
static const char *const part_words[] = {"foot_r", "foot_l", "leg_r", "leg_l", "shin_r", "shin_l",
	"shorts_r", "shorts_l", "pelvis", "pelvis_r", "pelvis_l", "pelvis_both", "torso", "head",
	"arm_r", "arm_l", "hand_r", "hand_l", "tool", "bench", "muscle", NULL};

static const struct yaml_key casting_keys[] = {
	{"skin", KEY_INT, AT(casting.skin), .required = true, .min = 0, .max = 7},
	WORD("hair", casting.hair, hair_words),
	{"hair_color", KEY_INT, AT(casting.hair_color), .min = 0, .max = 5},
	WORD("body", casting.body, body_words),
	WORD("top", casting.top, fabric_words),
	WORD("shorts", casting.shorts, fabric_words),
	WORD("shoes", casting.shoes, fabric_words),
	NUM("girth", casting.girth, .8, 1.3),
	WORD("bare", casting.bare, bare_words),
	{0},
};

static const struct yaml_key view_keys[] = {
	NUM("yaw", view.yaw, -180, 180),
	NUM("pitch", view.pitch, -10, 90),
	NUM("scale", view.scale, 1, 40),
	NUM("x", view.anchor.x, 0, 1),
	NUM("y", view.anchor.y, 0, 1),
	VEC("target", view.target),
	{0},
};

static const struct yaml_key part_item = {.type = KEY_ENUM, .words = part_words};
#define DRAW(field, counted)                                                                       \
	{                                                                                          \
		"draw", KEY_LIST, AT(field), .min = 1, .room = DRAW_MAX, .item = &part_item,       \
					     .item_size = sizeof(int),                             \
					     .count_offset = offsetof(struct scene, counted)       \
	}

static const struct yaml_key inset_keys[] = {
	NUM("yaw", inset.view.yaw, -180, 180),
	NUM("pitch", inset.view.pitch, -10, 90),
	NUM("scale", inset.view.scale, 1, 40),
	NUM("x", inset.view.anchor.x, 0, 1),
	NUM("y", inset.view.anchor.y, 0, 1),
	VEC("target", inset.view.target),
	NUM("at_x", inset.center.x, 0, 1280),
	NUM("at_y", inset.center.y, 0, 720),
	NUM("radius", inset.radius, 0, 400),
	DRAW(inset.draw.part, inset.draw.count),
	{0},
};

static const struct yaml_key ground_keys[] = {
	VEC("center", ground.center),
	NUM("rx", ground.rx, 0, 300),
	NUM("rz", ground.rz, 0, 300),
	{"mat", KEY_LIST, AT(ground.mat), .min = 4, .room = 4, .item = &number,
		.item_size = sizeof(double),
		.count_offset = offsetof(struct scene, ground.mat_count)},
	{0},
};

static const struct yaml_key rig_keys[] = {
	WORD("right_arm", rig.arm_mode[RIGHT], arm_words),
	WORD("left_arm", rig.arm_mode[LEFT], arm_words),
	WORD("right_arm_on", rig.arm_on[RIGHT], anchor_words),
	WORD("left_arm_on", rig.arm_on[LEFT], anchor_words),
	WORD("right_leg_on", rig.leg_on[RIGHT], anchor_words),
	WORD("left_leg_on", rig.leg_on[LEFT], anchor_words),
	WORD("touch", rig.touch, touch_words),
	WORD("side", rig.side, side_words),
	WORD("moves", rig.moves, moves_words),
	{"two_fingers", KEY_BOOL, AT(rig.two_fingers)},
	NUM("press", rig.press, 0, 2),
	NUM("angle", rig.angle, -180, 180),
	{0},
};

static const struct yaml_key tool_keys[] = {
	WORD("kind", tool.kind, tool_words),
	NUM("radius", tool.radius, .5, 15),
	NUM("half_length", tool.half_length, 0, 60),
	VEC("at", tool.at),
	VEC("axis", tool.axis),
	{0},
};

static const struct yaml_key muscle_keys[] = {
	WORD("kind", muscle.kind, muscle_words),
	WORD("side", muscle.side, side_words),
	/* t, from, to of each knot, one after the other. */
	{"patch", KEY_LIST, AT(muscle.knot), .min = 6, .room = 3 * MUSCLE_KNOTS, .item = &number,
		.item_size = sizeof(double), .count_offset = offsetof(struct scene, muscle.knots)},
	NUM("glow_angle", muscle.glow_angle, -180, 360),
	NUM("glow_size", muscle.glow_size, 1, 30),
	{0},
};

static const struct yaml_key arrow_keys[] = {
	VEC("from_tool", arrow.from_tool),
	VEC("way", arrow.way),
	NUM("length", arrow.length, 1, 60),
	{0},
};

#define STANCE(key, field) VEC_OF(struct scene_stance, key, at.field)

static const struct yaml_key stance_keys[] = {
	STANCE("pelvis", pelvis),
	STANCE("pelvis_up", pelvis_up),
	STANCE("pelvis_front", pelvis_front),
	STANCE("chest_up", chest_up),
	STANCE("chest_front", chest_front),
	STANCE("head_up", head_up),
	STANCE("head_front", head_front),
	STANCE("shrug", shrug),
	STANCE("tool", tool),
	STANCE("load", load),
	STANCE("right_hand", arm[RIGHT].at),
	STANCE("right_elbow", arm[RIGHT].pole),
	STANCE("right_fingers", arm[RIGHT].fingers),
	STANCE("right_back", arm[RIGHT].back),
	STANCE("right_grip", arm[RIGHT].grip),
	STANCE("left_hand", arm[LEFT].at),
	STANCE("left_elbow", arm[LEFT].pole),
	STANCE("left_fingers", arm[LEFT].fingers),
	STANCE("left_back", arm[LEFT].back),
	STANCE("left_grip", arm[LEFT].grip),
	STANCE("right_ankle", leg[RIGHT].at),
	STANCE("right_knee", leg[RIGHT].pole),
	STANCE("right_toes", leg[RIGHT].toes),
	STANCE("right_instep", leg[RIGHT].top),
	STANCE("left_ankle", leg[LEFT].at),
	STANCE("left_knee", leg[LEFT].pole),
	STANCE("left_toes", leg[LEFT].toes),
	STANCE("left_instep", leg[LEFT].top),
	{0},
};

#define STANCE_MAP(key, which)                                                                     \
	{                                                                                          \
		key, KEY_MAP, AT(stance[which]), .keys = stance_keys                               \
	}

static const struct yaml_key scene_keys[] = {
	{"person", KEY_MAP, .keys = casting_keys, .required = true},
	{"view", KEY_MAP, .keys = view_keys, .required = true},
	{"inset", KEY_MAP, .keys = inset_keys},
	{"ground", KEY_MAP, .keys = ground_keys},
	{"rig", KEY_MAP, .keys = rig_keys, .required = true},
	{"tool", KEY_MAP, .keys = tool_keys},
	{"muscle", KEY_MAP, .keys = muscle_keys},
	{"arrow", KEY_MAP, .keys = arrow_keys},
	STANCE_MAP("near", STANCE_NEAR),
	STANCE_MAP("far", STANCE_FAR),
	STANCE_MAP("ready", STANCE_READY),
	STANCE_MAP("rest", STANCE_REST),
	DRAW(draw.part, draw.count),
	NUM("tender", tender, 0, 1),
	NUM("poster", poster, 0, 40),
	WORD("far_side", far_side, bare_words),
	{"eyes_shut", KEY_BOOL, AT(eyes_shut)},
	{"rest_scene", KEY_STRING, AT(rest), .min = 1, .max = 30},
	{0},
};

/* Each stance is the first one except for what it says itself: so the file is read twice, the
 * second time over copies of the first stance. */
bool scene_read(struct scene *scene, const char *folder, const char *name, struct arena *arena)
{
	*scene = (struct scene){.casting = {.girth = 1},
		.tool = {.axis = {0, 0, 1}},
		.tender = .62,
		.poster = 2.6,
		.rig = {.press = .3}};
	scene->stance[STANCE_NEAR].at.load = vec(1, 0, 0);
	const char *path = arena_printf(arena, "%s/%s.yaml", folder, name);
	for (int pass = 0; pass < 2; pass++) {
		struct problems problems = {0};
		struct yaml_job job = {.arena = arena,
			.problems = &problems,
			.part = PART_CONTENT,
			.title = N_("A scene file has a mistake"),
			.todo = N_("Correct the scene file")};
		if (!yaml_read(path, scene_keys, scene, &job))
			return false;
		for (int i = 1; pass == 0 && i < STANCE_COUNT; i++)
			scene->stance[i] = scene->stance[STANCE_NEAR];
	}
	scene->muscle.knots /= 3;
	return true;
}
