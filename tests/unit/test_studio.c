/* The figures of all clips keep to what a body, a floor and a rolling tool can do, at every tenth
 * of a second of every clip. */
#include "film.h"
#include "sound.h"

#include "base/log.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

static const char *const clips[] = {"quads", "quads-stick", "itband", "itband-ball", "glutes",
	"glutes-ball", "calves", "calves-ball", "feet", "adductors", "ribs", "neck"};
enum { CLIPS = sizeof(clips) / sizeof(*clips) };

static struct film films[CLIPS];

static int read_films(void **state)
{
	(void)state;
	log_set_style(LOG_PLAIN);
	for (int i = 0; i < CLIPS; i++)
		if (!film_read(&films[i], "content/studio/scenes", clips[i]))
			return 1;
	return 0;
}

static int free_films(void **state)
{
	(void)state;
	for (int i = 0; i < CLIPS; i++)
		film_free(&films[i]);
	return 0;
}

/* One moment of a clip. */
struct sight {
	const char *clip;
	const struct film *film;
	double time;
	struct moment now;
	struct pose pose;
	struct tool_place place;
	const struct scene *scene;
};

static struct sight see(int clip, double time)
{
	struct sight sight = {.clip = clips[clip], .film = &films[clip], .time = time};
	sight.now = moment_at(time, films[clip].scene.tender);
	sight.scene = film_pose(&films[clip], &sight.now, &sight.pose, &sight.place);
	return sight;
}

/* cmocka shows no values of doubles; this says where and how much. */
#define EXPECT(sight, holds, ...)                                                                  \
	do {                                                                                       \
		if (!(holds)) {                                                                    \
			print_error("%s at %.1f s: ", (sight)->clip, (sight)->time);               \
			print_error(__VA_ARGS__);                                                  \
			print_error("\n");                                                         \
			broken++;                                                                  \
		}                                                                                  \
	} while (0)

static int broken;

/* Calls the check for every tenth of a second of every clip. */
static void everywhere(void (*check)(const struct sight *))
{
	broken = 0;
	for (int i = 0; i < CLIPS; i++)
		for (int t = 0; t < CLIP_SECONDS * 10; t++) {
			struct sight sight = see(i, t / 10.);
			check(&sight);
		}
	assert_int_equal(broken, 0);
}

static void expect_length(
	const struct sight *sight, const char *bone, struct vec a, struct vec b, double length)
{
	double found = vec_distance(a, b);
	EXPECT(sight, fabs(found - length) < .05, "%s is %.2f cm long, not %.1f", bone, found,
		length);
}

static void bones(const struct sight *sight)
{
	const struct pose *pose = &sight->pose;
	for (int i = 0; i < 2; i++) {
		expect_length(sight, "thigh", pose->hip[i], pose->knee[i], THIGH);
		expect_length(sight, "shank", pose->knee[i], pose->ankle[i], SHANK);
		expect_length(sight, "upper arm", pose->shoulder[i], pose->elbow[i], UPPER_ARM);
		expect_length(sight, "forearm", pose->elbow[i], pose->wrist[i], FOREARM);
	}
	expect_length(sight, "waist", pose->pelvis, pose->waist, PELVIS_WAIST);
	expect_length(sight, "chest", pose->waist, pose->chest, WAIST_CHEST);
}

static void test_bones_keep_their_length(void **state)
{
	(void)state;
	everywhere(bones);
}

static void reach(const struct sight *sight)
{
	EXPECT(sight, sight->pose.miss < 3.6, "a target is %.1f cm out of reach", sight->pose.miss);
}

static void test_limbs_reach_what_they_hold(void **state)
{
	(void)state;
	everywhere(reach);
}

static double bend(struct vec a, struct vec b, struct vec c)
{
	double cosine = vec_dot(vec_unit(vec_sub(b, a)), vec_unit(vec_sub(c, b)));
	return acos(clamp(cosine, -1, 1)) * 180 / PI;
}

static void joints(const struct sight *sight)
{
	const struct pose *pose = &sight->pose;
	for (int i = 0; i < 2; i++) {
		double knee = bend(pose->hip[i], pose->knee[i], pose->ankle[i]);
		double elbow = bend(pose->shoulder[i], pose->elbow[i], pose->wrist[i]);
		struct vec shank = vec_unit(vec_sub(pose->ankle[i], pose->knee[i]));
		double ankle =
			90 - acos(clamp(vec_dot(shank, pose->foot[i].front), -1, 1)) * 180 / PI;
		EXPECT(sight, knee < 140, "knee %d bends %.0f degrees", i, knee);
		EXPECT(sight, elbow < 150, "elbow %d bends %.0f degrees", i, elbow);
		EXPECT(sight, ankle > -60 && ankle < 65, "ankle %d bends %.0f degrees", i, ankle);
		/* The knee's front is the side to which the shank does not bend. */
		double forward = vec_dot(shank, pose->knee_front[i]);
		EXPECT(sight, knee < 12 || forward < .1, "knee %d bends forward", i);
	}
	double turn = vec_dot(pose->head_frame.front, pose->chest_frame.front);
	EXPECT(sight, turn > cos(70 * PI / 180), "the neck turns %.0f degrees",
		acos(turn) * 180 / PI);
	double tilt = vec_dot(pose->head_frame.up, pose->chest_frame.up);
	EXPECT(sight, tilt > cos(60 * PI / 180), "the neck bends %.0f degrees",
		acos(tilt) * 180 / PI);
}

static void test_joints_stay_within_their_limits(void **state)
{
	(void)state;
	everywhere(joints);
}

static void floor_under(const struct sight *sight)
{
	if (sight->scene->ground.rx <= 0)
		return;
	const struct pose *pose = &sight->pose;
	const struct build *build = &sight->film->look.build;
	for (enum side i = RIGHT; i <= LEFT; i++) {
		const struct bone bone[4] = {bone_thigh(pose, build, i), bone_shank(pose, build, i),
			bone_upper_arm(pose, build, i), bone_forearm(pose, build, i)};
		for (int b = 0; b < 4; b++)
			for (int k = 0; k <= 10; k++) {
				struct vec center;
				double low = bone_circle(&bone[b], k / 10., &center);
				low = center.y - low;
				EXPECT(sight, low > -.6,
					"limb %d of side %u is %.1f cm under the floor", b, i,
					-low);
			}
		double toe = foot_point(pose, i, 0, -6.5, 16.6).y,
		       heel = foot_point(pose, i, 0, -7, -4).y;
		EXPECT(sight, toe > -1.6 && heel > -1.6, "foot %u: toes at %.1f, heel at %.1f cm",
			i, toe, heel);
	}
	struct ellipsoid buttock = buttock_part(pose, build, RIGHT);
	double seat = buttock.center.y - buttock.a.x;
	EXPECT(sight, seat > -.6, "the seat is at %.1f cm", seat);
	EXPECT(sight,
		sight->scene->tool.kind == TOOL_NONE ||
			sight->place.at.y > sight->scene->tool.radius - .01,
		"the tool is at %.1f cm", sight->place.at.y);
}

static void test_nothing_is_below_the_floor(void **state)
{
	(void)state;
	everywhere(floor_under);
}

/* Down on the tool: the skin neither hovers over it nor sinks in. */
static void contact(const struct sight *sight)
{
	const struct rig *rig = &sight->scene->rig;
	if (rig->touch == TOUCH_NONE || rig->moves == MOVES_TOOL || sight->now.ready > 0 ||
		sight->now.resting)
		return;
	double t, gap = solve_gap(rig, &sight->film->look.build, &sight->scene->tool, &sight->pose,
			  &sight->place, &t);
	EXPECT(sight, fabs(gap) < .5, "the skin is %.2f cm from the tool", gap);
}

static void test_skin_and_tool_touch(void **state)
{
	(void)state;
	everywhere(contact);
}

/* What moves over the tool. */
static struct vec mover(const struct sight *sight)
{
	const struct rig *rig = &sight->scene->rig;
	return rig->touch == TOUCH_SOLE ? sight->pose.ankle[rig->side] : sight->pose.pelvis;
}

static void test_a_tool_rolls_half_as_far_as_the_body(void **state)
{
	(void)state;
	int rolling = 0;
	broken = 0;
	for (int i = 0; i < CLIPS; i++) {
		struct sight from = see(i, 7), to = see(i, 11);
		if (from.scene->rig.touch == TOUCH_NONE || from.scene->rig.moves == MOVES_TOOL)
			continue;
		rolling++;
		struct vec body = vec_sub(mover(&to), mover(&from));
		struct vec tool = vec_sub(to.place.at, from.place.at);
		body.y = 0;
		double share = vec_length(tool) / vec_length(body);
		EXPECT(&to, fabs(share - .5) < .02, "the tool goes %.3f of the body's way", share);
		/* The top of a rolling tool goes the body's way: spin x up is that way. */
		struct vec top = vec_cross(
			vec_scale(to.place.axis, to.place.spin - from.place.spin), vec(0, 1, 0));
		EXPECT(&to, vec_dot(top, body) > 0, "it spins against the body");
		double rolled = fabs(to.place.spin - from.place.spin) * to.scene->tool.radius;
		EXPECT(&to, fabs(rolled - vec_length(tool)) < .05, "it slips: %.2f cm of %.2f",
			rolled, vec_length(tool));
	}
	assert_int_equal(rolling, 9);
	assert_int_equal(broken, 0);
}

/* Planted: its target is in the world and the same in both stances. */
static void test_planted_hands_and_feet_stay(void **state)
{
	(void)state;
	int planted = 0;
	broken = 0;
	for (int i = 0; i < CLIPS; i++) {
		const struct scene *scene = &films[i].scene;
		const struct stance *near = &scene->stance[STANCE_NEAR].at,
				    *far = &scene->stance[STANCE_FAR].at;
		struct sight start = see(i, 3);
		for (int side = 0; side < 2; side++) {
			bool arm = scene->ground.rx > 0 && scene->rig.arm_on[side] == ON_WORLD &&
				   vec_distance(near->arm[side].at, far->arm[side].at) < 1e-9;
			bool leg = scene->ground.rx > 0 && scene->rig.leg_on[side] == ON_WORLD &&
				   vec_distance(near->leg[side].at, far->leg[side].at) < 1e-9;
			planted += arm + leg;
			for (int t = 30; t < 210; t++) {
				struct sight now = see(i, t / 10.);
				double hand =
					vec_distance(now.pose.wrist[side], start.pose.wrist[side]);
				double foot =
					vec_distance(now.pose.ankle[side], start.pose.ankle[side]);
				EXPECT(&now, !arm || hand < .2, "hand %d drifts %.2f cm", side,
					hand);
				EXPECT(&now, !leg || foot < .2, "foot %d drifts %.2f cm", side,
					foot);
			}
		}
	}
	assert_int_equal(planted, 25);
	assert_int_equal(broken, 0);
}

static struct point at_720(const struct sight *sight, struct vec place)
{
	struct camera camera = camera_make(&sight->scene->view, 1280, 720, sight->now.mirrored);
	return camera_project(&camera, place);
}

/* Captions lie over the bottom 16 %, buttons over the top left, the pace bar at the top right. */
static void zones(const struct sight *sight)
{
	const struct pose *pose = &sight->pose;
	const struct scene *scene = sight->scene;
	const struct vec places[] = {pose->head, head_point(pose, 0, 11, 0),
		vec_along(pose->wrist[0], pose->hand[0].front, 15),
		vec_along(pose->wrist[1], pose->hand[1].front, 15), pose->elbow[0], pose->elbow[1],
		vec_along(sight->place.at, vec(0, 1, 0), -scene->tool.radius)};
	/* In the close-ups of neck and ribs the arms leave the picture. */
	bool close = scene->ground.rx <= 0;
	int count = close ? 2 : scene->tool.kind == TOOL_NONE ? 6 : 7;
	for (int i = 0; i < count; i++) {
		struct point p = at_720(sight, places[i]);
		EXPECT(sight, p.y < 605, "place %d is among the captions: %.0f, %.0f", i, p.x, p.y);
		EXPECT(sight, p.x > 430 || p.y > 135, "place %d is under the buttons: %.0f, %.0f",
			i, p.x, p.y);
		EXPECT(sight, p.x < 960 || p.y > 90, "place %d is under the pace bar: %.0f, %.0f",
			i, p.x, p.y);
		EXPECT(sight, p.x > 20 && p.x < 1260, "place %d is out of the picture: %.0f, %.0f",
			i, p.x, p.y);
	}
	struct vec arrow =
		vec_add(vec(sight->place.at.x, 0, sight->place.at.z), scene->arrow.from_tool);
	struct point p = at_720(sight, arrow);
	EXPECT(sight,
		scene->inset.radius > 0 || sight->now.resting || sight->now.ready > 0 ||
			vec_length(scene->arrow.way) < .5 || p.y < 588,
		"the arrow is at %.0f, %.0f", p.x, p.y);
}

static void test_captions_and_buttons_cover_nothing(void **state)
{
	(void)state;
	everywhere(zones);
}

static void expect_alike(int clip, double from, double to)
{
	struct sight a = see(clip, from), b = see(clip, to - 1e-9);
	double apart = vec_distance(a.place.at, b.place.at) + fabs(a.place.spin - b.place.spin);
	for (int i = 0; i < 2; i++)
		apart += vec_distance(a.pose.wrist[i], b.pose.wrist[i]) +
			 vec_distance(a.pose.ankle[i], b.pose.ankle[i]) +
			 vec_distance(a.pose.shoulder[i], b.pose.shoulder[i]);
	apart += vec_distance(a.pose.head, b.pose.head) + fabs(a.pose.breath - b.pose.breath);
	EXPECT(&b, apart < .01, "the loop from %.0f does not close: %.3f", from, apart);
	EXPECT(&b, fabs(a.now.hold - b.now.hold) < .01, "the marker jumps");
}

static void test_loops_close(void **state)
{
	(void)state;
	broken = 0;
	int loops = 0;
	for (int i = 0; i < CLIPS; i++)
		for (int k = 0; k < PHASES; k++)
			if (phases[k].loop_to > phases[k].loop_from) {
				expect_alike(i, phases[k].loop_from, phases[k].loop_to);
				loops++;
			}
	assert_int_equal(loops, 5 * CLIPS);
	assert_int_equal(broken, 0);
}

/* Between two pictures nothing jumps, but for the cuts. */
static void test_nothing_snaps(void **state)
{
	(void)state;
	broken = 0;
	for (int i = 0; i < CLIPS; i++) {
		struct sight before = see(i, 0);
		for (int n = 1; n < CLIP_SECONDS * FRAMES_PER_SECOND; n++) {
			struct sight now = see(i, (double)n / FRAMES_PER_SECOND);
			bool cut = now.now.mirrored != before.now.mirrored ||
				   now.now.resting != before.now.resting;
			double most = 0;
			for (int s = 0; s < 2; s++) {
				most = fmax(most,
					vec_distance(now.pose.wrist[s], before.pose.wrist[s]));
				most = fmax(most,
					vec_distance(now.pose.elbow[s], before.pose.elbow[s]));
				most = fmax(
					most, vec_distance(now.pose.knee[s], before.pose.knee[s]));
			}
			EXPECT(&now, cut || most < 1.6, "a joint jumps %.1f cm", most);
			before = now;
		}
	}
	assert_int_equal(broken, 0);
}

/* Phases follow each other without a hole, and each of their times is that of a key frame. */
static void test_phases_fill_the_clip(void **state)
{
	(void)state;
	assert_true(phases[0].from == 0 && phases[PHASES - 1].to == CLIP_SECONDS);
	for (int i = 0; i < PHASES; i++) {
		const struct phase *p = &phases[i];
		assert_true(i == 0 || p->from == phases[i - 1].to);
		assert_true(p->loop_from >= p->from && p->loop_to <= p->to);
		assert_true(floor(p->from) == p->from && floor(p->loop_from) == p->loop_from &&
			    floor(p->loop_to) == p->loop_to);
	}
}

static double loudest(const float *samples, double from, double to)
{
	double most = 0;
	for (int i = (int)(from * SOUND_RATE); i < (int)(to * SOUND_RATE); i++)
		most = fmax(most, fabs((double)samples[i]));
	return most;
}

/* A tick where a pass begins, a chime where a phase begins, none within a loop; never loud. */
static void test_sounds_mark_passes_and_phases(void **state)
{
	(void)state;
	static const double ticks[] = {7, 11, 26, 30}, chimes[] = {0, 15, 21, 34};
	static float samples[CLIP_SECONDS * SOUND_RATE];
	sound_make(samples, CLIP_SECONDS * SOUND_RATE);
	assert_true(loudest(samples, 0, CLIP_SECONDS) < .3);
	for (int i = 0; i < 4; i++) {
		assert_true(loudest(samples, ticks[i], ticks[i] + .3) > .02);
		assert_true(loudest(samples, ticks[i] + .5, ticks[i] + 3.9) < .001);
		assert_true(loudest(samples, chimes[i], chimes[i] + .5) > .05);
	}
	for (int i = 0; i < PHASES; i++)
		assert_true(loudest(samples, phases[i].loop_to - .01, phases[i].loop_to) < .001);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_phases_fill_the_clip),
		cmocka_unit_test(test_bones_keep_their_length),
		cmocka_unit_test(test_limbs_reach_what_they_hold),
		cmocka_unit_test(test_joints_stay_within_their_limits),
		cmocka_unit_test(test_nothing_is_below_the_floor),
		cmocka_unit_test(test_skin_and_tool_touch),
		cmocka_unit_test(test_a_tool_rolls_half_as_far_as_the_body),
		cmocka_unit_test(test_planted_hands_and_feet_stay),
		cmocka_unit_test(test_captions_and_buttons_cover_nothing),
		cmocka_unit_test(test_loops_close),
		cmocka_unit_test(test_nothing_snaps),
		cmocka_unit_test(test_sounds_mark_passes_and_phases),
	};
	return cmocka_run_group_tests(tests, read_films, free_films);
}
