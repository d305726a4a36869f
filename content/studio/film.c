#include "film.h"

#include "figure.h"
#include "muscle.h"
#include "overlay.h"
#include "tools.h"

bool film_read(struct film *film, const char *folder, const char *name)
{
	*film = (struct film){0};
	if (!scene_read(&film->scene, folder, name, &film->arena))
		return false;
	film->rest = film->scene;
	if (film->scene.rest && !scene_read(&film->rest, folder, film->scene.rest, &film->arena))
		return false;
	/* At rest the tool of this clip lies beside. */
	if (film->scene.rest && film->scene.tool.kind == TOOL_BALL) {
		film->rest.tool.kind = TOOL_BALL;
		film->rest.tool.radius = film->rest.tool.at.y = film->scene.tool.radius;
	}
	film->look = look_make(&film->scene.casting);
	return true;
}

void film_free(struct film *film)
{
	arena_free(&film->arena);
}

const struct scene *film_pose(const struct film *film, const struct moment *now, struct pose *pose,
	struct tool_place *place)
{
	const struct scene *scene = now->resting ? &film->rest : &film->scene;
	const struct scene_stance *stances = scene->stance;
	const struct stance *first = &stances[STANCE_NEAR].at;
	struct stance stance = stance_mix(first, &stances[STANCE_FAR].at, now->along);
	if (now->resting)
		stance = stances[STANCE_REST].at;
	else
		stance = stance_mix(&stance, &stances[STANCE_READY].at, now->ready);
	solve_pose(&scene->rig, &film->look.build, &scene->tool, first, &stance, now->breath, pose,
		place);
	return scene;
}

/* All that is needed to draw the parts of one picture. */
struct shot {
	const struct scene *scene;
	struct figure figure;
	struct pose pose;
	struct tool_place place;
	const struct moment *now;
};

static void draw_limb(const struct shot *shot, enum part part)
{
	const struct figure *figure = &shot->figure;
	enum side side = (part - PART_FOOT_R) % 2 ? LEFT : RIGHT;
	switch (part) {
	case PART_FOOT_R:
	case PART_FOOT_L:
		draw_shoe(figure, side);
		draw_bare_foot(figure, side);
		break;
	case PART_LEG_R:
	case PART_LEG_L:
		draw_leg(figure, side, 0);
		break;
	case PART_SHIN_R:
	case PART_SHIN_L:
		draw_leg(figure, side, .46);
		break;
	default:
		draw_shorts_leg(figure, side);
		break;
	}
}

static void draw_part(const struct shot *shot, struct canvas *canvas, enum part part)
{
	const struct figure *figure = &shot->figure;
	switch (part) {
	case PART_PELVIS:
	case PART_PELVIS_R:
	case PART_PELVIS_L:
	case PART_PELVIS_BOTH:
		draw_pelvis(figure, part == PART_PELVIS_R || part == PART_PELVIS_BOTH,
			part == PART_PELVIS_L || part == PART_PELVIS_BOTH);
		break;
	case PART_TORSO:
		draw_torso(figure);
		break;
	case PART_HEAD:
		draw_head(figure);
		break;
	case PART_ARM_R:
	case PART_ARM_L:
		draw_arm(figure, part == PART_ARM_R ? RIGHT : LEFT);
		break;
	case PART_HAND_R:
	case PART_HAND_L:
		draw_hand(figure, part == PART_HAND_R ? RIGHT : LEFT);
		break;
	case PART_TOOL:
		draw_tool(canvas, &shot->scene->tool, &shot->place);
		break;
	case PART_BENCH:
		draw_bench(canvas);
		break;
	case PART_MUSCLE:
		if (!shot->now->resting)
			draw_muscle(figure, &shot->scene->muscle, &shot->place, shot->now,
				1 - shot->now->ready);
		break;
	default:
		draw_limb(shot, part);
		break;
	}
}

static void draw_parts(const struct shot *shot, struct canvas *canvas, const struct draw_list *list)
{
	for (int i = 0; i < list->count; i++)
		draw_part(shot, canvas, (enum part)list->part[i]);
}

static void draw_inset(struct shot *shot, struct canvas *canvas)
{
	const struct inset *inset = &shot->scene->inset;
	cairo_t *cr = canvas->cr;
	bool mirrored = shot->now->mirrored;
	double x = inset->center.x * canvas->unit, y = inset->center.y * canvas->unit;
	double radius = inset->radius * canvas->unit;
	if (mirrored)
		x = canvas->width - x;
	struct view view = inset->view;
	view.anchor = (struct point){inset->center.x / 1280, inset->center.y / 720};
	/* The close-up goes along with the tool. */
	view.target.x += shot->place.at.x;
	struct camera whole = canvas->camera;
	canvas->camera = camera_make(&view, canvas->width, canvas->height, mirrored);
	cairo_save(cr);
	cairo_new_path(cr);
	cairo_arc(cr, x, y, radius, 0, 2 * PI);
	cairo_clip(cr);
	canvas_color(canvas, color_hex(0xF1EADB), 1);
	cairo_paint(cr);
	const struct vec floor[4] = {{-90, 0, -60}, {160, 0, -60}, {160, 0, 120}, {-90, 0, 120}};
	canvas_area(canvas, floor, 4, color_hex(0xE3D8C4), 1);
	struct pose none = {0};
	draw_contacts(canvas, &none, &shot->scene->tool, &shot->place);
	draw_parts(shot, canvas, &inset->draw);
	draw_arrow(canvas, &shot->scene->arrow, shot->place.at, shot->now->speed);
	cairo_restore(cr);
	canvas->camera = whole;
	for (int i = 0; i < 2; i++) {
		cairo_new_path(cr);
		cairo_arc(cr, x, y, radius + 5 * i * canvas->unit, 0, 2 * PI);
		canvas_color(canvas, i ? COLOR_TIDE : COLOR_CARD, 1);
		cairo_set_line_width(cr, (i ? 3 : 9) * canvas->unit);
		cairo_stroke(cr);
	}
}

static void draw_moment(const struct film *film, const struct moment *now, struct canvas *canvas)
{
	struct shot shot = {.now = now};
	const struct scene *scene = shot.scene = film_pose(film, now, &shot.pose, &shot.place);
	shot.figure = (struct figure){canvas, &shot.pose, &film->look,
		{scene->far_side == 1, scene->far_side == 2}, scene->eyes_shut || now->hold > .5};
	struct view view = scene->view;
	/* Without its close-up the figure is in the middle. */
	if (now->resting && scene->inset.radius > 0)
		view.anchor.x = .48;
	canvas->camera = camera_make(&view, canvas->width, canvas->height, now->mirrored);
	for (int i = 0; i < MASK_COUNT; i++)
		canvas->mask[i].count = 0;
	draw_ground(canvas, &scene->ground);
	if (scene->ground.rx > 0) {
		draw_shadow(&shot.figure, .12);
		draw_contacts(canvas, &shot.pose, &scene->tool, &shot.place);
	}
	draw_parts(&shot, canvas, &scene->draw);
	if (now->resting)
		return;
	if (scene->inset.radius > 0)
		draw_inset(&shot, canvas);
	else
		draw_arrow(canvas, &scene->arrow, shot.place.at, now->speed);
	if (scene->muscle.kind == MUSCLE_RIBS) {
		struct vec tips =
			vec_along(shot.pose.wrist[RIGHT], shot.pose.hand[RIGHT].front, 15);
		draw_turn(canvas, tips, now->speed);
	}
}

/* The pace bar is there while there is a pace. */
static double pace_alpha(double time)
{
	return smooth((time - 2.6) / .4) * (1 - smooth((time - phases[PHASE_REST].from + .1) / .4));
}

void film_draw(const struct film *film, double time, struct canvas *canvas)
{
	double before, old = moment_fade(time, &before);
	struct moment now = moment_at(time, film->scene.tender);
	draw_moment(film, &now, canvas);
	if (old > 0) {
		struct moment then = moment_at(before, film->scene.tender);
		then.breath = now.breath;
		cairo_push_group(canvas->cr);
		draw_moment(film, &then, canvas);
		cairo_pop_group_to_source(canvas->cr);
		cairo_paint_with_alpha(canvas->cr, old);
	}
	draw_pace(canvas, &now, film->scene.tender, pace_alpha(time));
}
