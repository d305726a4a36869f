/* From a stance (where limbs are to be) to a pose (where joints are): inverse kinematics, leaning
 * on planted elbows, and resting on the tool. Pure. */
#ifndef STUDIO_SOLVE_H
#define STUDIO_SOLVE_H

#include "skeleton.h"

/* What a limb's target is measured from. A bone's frame is (outer side, along from its upper end,
 * front); HIP and SHOULDER are the limb's own joint with the world's axes. */
enum anchor {
	ON_WORLD,
	ON_ROOT, /* the limb's own hip or shoulder */
	ON_PELVIS,
	ON_CHEST,
	ON_HEAD,
	ON_NECK,
	ON_THIGH_R,
	ON_THIGH_L,
	ON_SHANK_R,
	ON_SHANK_L,
	ON_TOOL
};

enum arm_mode {
	ARM_HAND,    /* the wrist is at the target */
	ARM_TOUCH,   /* the fingertips are */
	ARM_FOREARM, /* the elbow is, the forearm lies along `fingers`; the trunk leans on it */
};

struct arm_stance {
	struct vec at, pole, fingers, back; /* back: of the hand */
	struct vec grip;                    /* curl, thumb, spread: radians */
};

struct leg_stance {
	struct vec at, pole, toes, top; /* at: the ankle; top: the back of the foot's direction */
};

/* All of it vectors, so that two stances can be mixed. */
struct stance {
	struct vec pelvis, pelvis_up, pelvis_front;
	struct vec chest_up, chest_front;
	struct vec head_up, head_front;
	struct vec shrug; /* of the right and the left shoulder, up; then toes up, radians */
	struct vec tool;  /* away from where it would be, cm */
	struct vec load;  /* x: 1 rests on the tool, 0 does not */
	struct arm_stance arm[2];
	struct leg_stance leg[2];
};

enum { STANCE_VECTORS = sizeof(struct stance) / sizeof(struct vec) };

enum tool_kind { TOOL_NONE, TOOL_ROLLER, TOOL_BALL, TOOL_STICK };

struct tool {
	enum tool_kind kind;
	double radius, half_length;
	struct vec at;   /* its center at the first stance */
	struct vec axis; /* of a cylinder */
};

/* What touches the tool, and what gives way so that it does. */
enum touch_part {
	TOUCH_NONE,
	TOUCH_THIGH,
	TOUCH_SHANK,
	TOUCH_BUTTOCK,
	TOUCH_SOLE,
	TOUCH_FLANK /* over the hip bone's edge */
};
enum touch_moves {
	MOVES_PELVIS, /* the pelvis rises or sinks */
	MOVES_ANKLE,  /* the ankle does */
	MOVES_TOOL    /* the tool lies on the limb, tool.at.x is the place along it (0..1) */
};

struct rig {
	enum arm_mode arm_mode[2];
	enum anchor arm_on[2], leg_on[2];
	enum touch_part touch;
	enum side side;
	enum touch_moves moves;
	double press;     /* how far the flesh gives way, cm */
	bool two_fingers; /* ring and little finger of a touching hand are tucked in */
	double angle;     /* MOVES_TOOL: where around the limb, degrees */
};

/* Where the tool is and how it has turned since the first stance. */
struct tool_place {
	struct vec at, axis;
	double spin;    /* radians about the axis */
	double contact; /* t along the touched bone */
};

/* One of the two ends of a limb of lengths a and b between root and target; pole says where the
 * middle goes. Returns how far the target is out of reach (the end stops short). */
double solve_limb(struct vec root, struct vec target, double a, double b, struct vec pole,
	struct vec *middle, struct vec *end);

struct stance stance_mix(const struct stance *a, const struct stance *b, double t);

/* first: the stance at which the tool is at tool->at, from which travel is measured. */
void solve_pose(const struct rig *rig, const struct build *build, const struct tool *tool,
	const struct stance *first, const struct stance *stance, double breath, struct pose *pose,
	struct tool_place *place);

/* The space between the skin and the tool: negative where the flesh gives way. */
double solve_gap(const struct rig *rig, const struct build *build, const struct tool *tool,
	const struct pose *pose, const struct tool_place *place, double *t);

#endif
