#include "solve.h"

double solve_limb(struct vec root, struct vec target, double a, double b, struct vec pole,
	struct vec *middle, struct vec *end)
{
	struct vec way = vec_sub(target, root);
	double wanted = vec_length(way), most = (a + b) * .9995, least = fabs(a - b) * 1.0005;
	double far = clamp(wanted, least, most);
	struct vec along = vec_unit(way);
	double before = (a * a - b * b + far * far) / (2 * far);
	double beside = sqrt(fmax(0, a * a - before * before));
	struct vec out = vec_unit(vec_reject(pole, along));
	*middle = vec_along(vec_along(root, along, before), out, beside);
	*end = vec_along(root, along, far);
	return fabs(wanted - far);
}

struct stance stance_mix(const struct stance *a, const struct stance *b, double t)
{
	struct stance mixed = *a;
	const struct vec *from = (const struct vec *)a, *to = (const struct vec *)b;
	struct vec *out = (struct vec *)&mixed;
	for (int i = 0; i < STANCE_VECTORS; i++)
		out[i] = vec_mix(from[i], to[i], t);
	return mixed;
}

/* Trunk and head over the pelvis, the chest turned by `lean` about the axis. */
static void place_trunk(struct pose *pose, const struct stance *stance, const struct build *build,
	struct vec axis, double lean)
{
	struct frame chest = frame_up(stance->chest_up, stance->chest_front);
	if (lean != 0)
		chest = frame_turn(chest, axis, lean);
	pose->chest_frame = chest;
	pose->waist = vec_along(pose->pelvis, pose->pelvis_frame.up, PELVIS_WAIST);
	pose->chest = vec_along(pose->waist, chest.up, WAIST_CHEST);
	pose->neck = frame_point(pose->chest, chest, 0, CHEST_NECK, -1.2);
	pose->head_frame = frame_up(stance->head_up, stance->head_front);
	pose->head =
		frame_point(vec_along(pose->neck, chest.up, 3.5), pose->head_frame, 0, 10, 1.6);
	double shrug[2] = {stance->shrug.x, stance->shrug.y};
	for (int i = 0; i < 2; i++)
		pose->shoulder[i] =
			frame_point(pose->chest, chest, (i == RIGHT ? 1 : -1) * build->shoulder,
				CHEST_SHOULDER + shrug[i] + .8 * pose->breath, 0);
}

/* How much too far the shoulders are from the planted elbows. */
static double elbow_error(
	const struct rig *rig, const struct pose *pose, const struct stance *stance)
{
	double sum = 0;
	int planted = 0;
	for (int i = 0; i < 2; i++)
		if (rig->arm_mode[i] == ARM_FOREARM) {
			sum += vec_distance(pose->shoulder[i], stance->arm[i].at) - UPPER_ARM;
			planted++;
		}
	return sum / planted;
}

/* Leans the chest until the upper arms span from the shoulders to the planted elbows. Two planted
 * elbows bend it forward and back, one to the side. */
static void lean_on_elbows(const struct rig *rig, const struct stance *stance,
	const struct build *build, struct pose *pose)
{
	bool right = rig->arm_mode[RIGHT] == ARM_FOREARM, left = rig->arm_mode[LEFT] == ARM_FOREARM;
	if (!right && !left)
		return;
	struct frame chest = frame_up(stance->chest_up, stance->chest_front);
	struct vec axis = right && left ? chest.right : chest.front;
	double best = 0, least = 1e9;
	for (int i = -15; i <= 15; i++) {
		double lean = i * PI / 45;
		place_trunk(pose, stance, build, axis, lean);
		double error = fabs(elbow_error(rig, pose, stance)) + fabs(lean) * .5;
		if (error < least)
			least = error, best = lean;
	}
	double low = best - .12, high = best + .12;
	place_trunk(pose, stance, build, axis, low);
	bool falling = elbow_error(rig, pose, stance) > 0;
	for (int i = 0; i < 30; i++) {
		double middle = (low + high) / 2;
		place_trunk(pose, stance, build, axis, middle);
		if ((elbow_error(rig, pose, stance) > 0) == falling)
			low = middle;
		else
			high = middle;
	}
	double rest = fabs(elbow_error(rig, pose, stance));
	pose->miss = fmax(pose->miss, rest);
}

static struct vec on_bone(const struct bone *bone, struct vec at)
{
	struct vec base = vec_along(bone->from, bone->along, at.y);
	return vec_along(vec_along(base, bone->side, at.x), bone->front, at.z);
}

/* The target in the world. */
static struct vec anchored(enum anchor on, struct vec at, struct vec root, const struct pose *pose,
	const struct build *build, const struct tool_place *place)
{
	struct bone bone;
	switch (on) {
	case ON_WORLD:
		return at;
	case ON_ROOT:
		return vec_add(root, at);
	case ON_PELVIS:
		return frame_point(pose->pelvis, pose->pelvis_frame, at.x, at.y, at.z);
	case ON_CHEST:
		return frame_point(pose->chest, pose->chest_frame, at.x, at.y, at.z);
	case ON_HEAD:
		return head_point(pose, at.x, at.y, at.z);
	case ON_NECK:
		return frame_point(pose->neck, pose->chest_frame, at.x, at.y, at.z);
	case ON_TOOL:
		return vec_add(place->at, at);
	case ON_THIGH_R:
	case ON_THIGH_L:
		bone = bone_thigh(pose, build, on == ON_THIGH_R ? RIGHT : LEFT);
		return on_bone(&bone, at);
	case ON_SHANK_R:
	case ON_SHANK_L:
		bone = bone_shank(pose, build, on == ON_SHANK_R ? RIGHT : LEFT);
		return on_bone(&bone, at);
	}
	return at;
}

static void place_leg(const struct rig *rig, const struct stance *stance, const struct build *build,
	const struct tool_place *place, int side, struct pose *pose)
{
	const struct leg_stance *leg = &stance->leg[side];
	struct vec at = anchored(rig->leg_on[side], leg->at, pose->hip[side], pose, build, place);
	double miss = solve_limb(pose->hip[side], at, THIGH, SHANK, leg->pole, &pose->knee[side],
		&pose->ankle[side]);
	pose->miss = fmax(pose->miss, miss);
	struct vec thigh = vec_unit(vec_sub(pose->knee[side], pose->hip[side]));
	struct vec shank = vec_unit(vec_sub(pose->ankle[side], pose->knee[side]));
	struct vec bend = vec_sub(thigh, shank);
	/* A straight leg does not tell its front: then the pole does. */
	double bent = smooth((vec_length(bend) - .05) / .15);
	pose->knee_front[side] =
		vec_unit(vec_mix(vec_unit(vec_reject(leg->pole, thigh)), vec_unit(bend), bent));
	pose->foot[side] = frame_front(leg->toes, leg->top);
}

static void place_arm(const struct rig *rig, const struct stance *stance, const struct build *build,
	const struct tool_place *place, int side, struct pose *pose)
{
	const struct arm_stance *arm = &stance->arm[side];
	struct frame hand = frame_front(arm->fingers, arm->back);
	pose->hand[side] = hand;
	pose->curl[side] = arm->grip.x;
	pose->thumb[side] = arm->grip.y;
	pose->spread[side] = arm->grip.z;
	struct vec at =
		anchored(rig->arm_on[side], arm->at, pose->shoulder[side], pose, build, place);
	if (rig->arm_mode[side] == ARM_FOREARM) {
		/* The shoulder blade gives the rest that leaning as a whole leaves. */
		pose->elbow[side] = at;
		pose->shoulder[side] =
			vec_along(at, vec_unit(vec_sub(pose->shoulder[side], at)), UPPER_ARM);
		pose->wrist[side] = vec_along(at, vec_unit(arm->pole), FOREARM);
		pose->elbow_front[side] = vec_sub(pose->wrist[side], at);
		return;
	}
	if (rig->arm_mode[side] == ARM_TOUCH)
		at = vec_along(vec_along(at, hand.front, -13.5), hand.up, 2.5);
	double miss = solve_limb(pose->shoulder[side], at, UPPER_ARM, FOREARM, arm->pole,
		&pose->elbow[side], &pose->wrist[side]);
	pose->miss = fmax(pose->miss, miss);
	pose->elbow_front[side] = vec_scale(arm->pole, -1);
}

/* The tool's center: half of the body's travel, and what the stance puts it aside. */
static void place_tool(const struct rig *rig, const struct tool *tool, const struct stance *first,
	const struct stance *stance, struct tool_place *place)
{
	*place = (struct tool_place){.axis = vec_unit(tool->axis)};
	if (rig->moves == MOVES_TOOL) {
		place->at = vec_add(tool->at, stance->tool);
		return;
	}
	struct vec body = rig->moves == MOVES_ANKLE && rig->touch == TOUCH_SOLE
				  ? vec_sub(stance->leg[rig->side].at, first->leg[rig->side].at)
				  : vec_sub(stance->pelvis, first->pelvis);
	struct vec way = vec_add(vec_scale(body, .5), stance->tool);
	if (tool->kind == TOOL_ROLLER)
		way = vec_reject(way, place->axis);
	way.y = stance->tool.y;
	place->at = vec_add(tool->at, way);
	/* Without slipping on the floor: the turn is the way along the floor over the radius. */
	struct vec forward = vec_cross(place->axis, vec(0, 1, 0));
	if (tool->radius > 0)
		place->spin = vec_dot(way, forward) / tool->radius;
}

static void solve_with(const struct rig *rig, const struct build *build,
	const struct stance *stance, struct tool_place *place, struct pose *pose)
{
	pose->miss = 0;
	pose->pelvis = stance->pelvis;
	pose->pelvis_frame = frame_up(stance->pelvis_up, stance->pelvis_front);
	pose->toes = stance->shrug.z;
	pose->two_fingers = rig->two_fingers;
	for (int i = 0; i < 2; i++)
		pose->hip[i] = vec_along(
			pose->pelvis, pose->pelvis_frame.right, (i == RIGHT ? 1 : -1) * build->hip);
	place_trunk(pose, stance, build, vec(1, 0, 0), 0);
	lean_on_elbows(rig, stance, build, pose);

	/* A limb that lies on another is placed after it. */
	bool left_first = rig->leg_on[RIGHT] == ON_THIGH_L || rig->leg_on[RIGHT] == ON_SHANK_L;
	place_leg(rig, stance, build, place, left_first ? LEFT : RIGHT, pose);
	place_leg(rig, stance, build, place, left_first ? RIGHT : LEFT, pose);
}

/* How far the circle of radius `radius` about `center` is from the tool's surface. */
static double apart(
	const struct tool *tool, const struct tool_place *place, struct vec center, double radius)
{
	struct vec way = vec_sub(center, place->at);
	if (tool->kind != TOOL_BALL)
		way = vec_reject(way, place->axis);
	return vec_length(way) - tool->radius - radius;
}

static double bone_gap(
	const struct tool *tool, const struct tool_place *place, const struct bone *bone, double *t)
{
	/* Every twentieth of the bone, then finer around the nearest. */
	double least = 1e9, step = .05, middle = .5;
	int steps = 10;
	for (int round = 0; round < 3; round++) {
		for (int i = -steps; i <= steps; i++) {
			double at = clamp(middle + i * step, 0, 1);
			struct vec center;
			double radius = bone_circle(bone, at, &center);
			double gap = apart(tool, place, center, radius);
			if (gap < least)
				least = gap, *t = at;
		}
		middle = *t, step /= 8, steps = 8;
	}
	return least;
}

static double sole_gap(const struct rig *rig, const struct tool *tool, const struct pose *pose,
	const struct tool_place *place, double *t)
{
	const struct frame *foot = &pose->foot[rig->side];
	struct vec way = vec_sub(place->at, pose->ankle[rig->side]);
	*t = vec_dot(way, foot->front);
	return -foot_depth(*t) - (vec_dot(way, foot->up) + tool->radius);
}

double solve_gap(const struct rig *rig, const struct build *build, const struct tool *tool,
	const struct pose *pose, const struct tool_place *place, double *t)
{
	struct bone bone;
	switch (rig->touch) {
	case TOUCH_THIGH:
		bone = bone_thigh(pose, build, rig->side);
		return bone_gap(tool, place, &bone, t);
	case TOUCH_SHANK:
		bone = bone_shank(pose, build, rig->side);
		return bone_gap(tool, place, &bone, t);
	case TOUCH_BUTTOCK: {
		struct ellipsoid part = buttock_part(pose, build, rig->side);
		*t = .5;
		return apart(tool, place, part.center, part.a.x);
	}
	case TOUCH_FLANK: {
		struct vec at = frame_point(pose->hip[rig->side], pose->pelvis_frame,
			rig->side == RIGHT ? -1 : 1, 5, 2.5);
		*t = 0;
		return apart(tool, place, at, 7.6 * build->girth);
	}
	case TOUCH_SOLE:
		return sole_gap(rig, tool, pose, place, t);
	case TOUCH_NONE:
		break;
	}
	return 0;
}

/* The stick lies across the limb, at the place along it that the stance says. */
static void lay_on_limb(const struct rig *rig, const struct build *build, const struct tool *tool,
	const struct pose *pose, struct tool_place *place)
{
	struct bone bone = rig->touch == TOUCH_SHANK ? bone_shank(pose, build, rig->side)
						     : bone_thigh(pose, build, rig->side);
	struct vec center, lift = vec(0, place->at.y, 0);
	place->contact = place->at.x;
	double radius = bone_circle(&bone, place->contact, &center);
	struct vec out = bone_normal(&bone, rig->angle);
	place->at = vec_add(vec_along(center, out, radius + tool->radius - rig->press), lift);
	place->spin = -place->contact * bone.length / tool->radius;
}

void solve_pose(const struct rig *rig, const struct build *build, const struct tool *tool,
	const struct stance *first, const struct stance *stance, double breath, struct pose *pose,
	struct tool_place *place)
{
	struct stance at = *stance;
	*pose = (struct pose){.breath = breath};
	if (rig->touch != TOUCH_NONE && rig->moves != MOVES_TOOL && stance->load.x > 0) {
		/* Down on the tool where it will be, however far aside it is yet. */
		struct stance down = at;
		down.tool = vec(0, 0, 0);
		place_tool(rig, tool, first, &down, place);
		solve_with(rig, build, &down, place, pose);
		for (int i = 0; i < 24; i++) {
			double gap = solve_gap(rig, build, tool, pose, place, &place->contact);
			double *y = rig->moves == MOVES_PELVIS ? &down.pelvis.y
							       : &down.leg[rig->side].at.y;
			*y -= gap + rig->press;
			solve_with(rig, build, &down, place, pose);
		}
		down.tool = at.tool;
		at = stance_mix(&at, &down, stance->load.x);
	}
	place_tool(rig, tool, first, &at, place);
	solve_with(rig, build, &at, place, pose);
	if (rig->moves == MOVES_TOOL)
		lay_on_limb(rig, build, tool, pose, place);
	else
		solve_gap(rig, build, tool, pose, place, &place->contact);
	for (int i = 0; i < 2; i++)
		place_arm(rig, &at, build, place, i, pose);
}
