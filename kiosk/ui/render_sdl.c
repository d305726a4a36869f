#include "ui/render_sdl.h"

#include "base/log.h"
#include "base/tr.h"
#include "ui/render_parts.h"

#include <SDL2/SDL.h>
#include <stdlib.h>
#include <string.h>

enum {
	SPRITES_MAX = 512,
	RUNS_BYTES = 8 << 20,
	SHAPES_BYTES = 8 << 20,
	IMAGES_BYTES = 24 << 20,
};

/* What a command was when it was drawn last. */
struct trace {
	uint64_t hash;
	uint64_t picture; /* serial of the one it shows; 0: none */
	bool clip;
	struct pixels box;
};

struct renderer {
	struct drawing drawing;
	struct masks *masks;
	const struct draw_list *list; /* drawn last */
	int w, h;                     /* and how large */
	color_t ground;
	struct trace *trace;
	size_t traces, trace_room;
	struct pixels change[CHANGES_MAX];
	size_t changes;
};

/* --- which painter --- */

/* SDL_RENDER_DRIVER: whoever sets it wants one of SDL's. */
static const char *wanted_driver(void)
{
	const char *driver = SDL_GetHint(SDL_HINT_RENDER_DRIVER);
	return driver && *driver ? driver : NULL;
}

static bool prefers_gpu(void)
{
	const char *video = SDL_GetCurrentVideoDriver();
	if (!video)
		return false;
	if (strcmp(video, "KMSDRM") == 0)
		return true;
	return (strcmp(video, "x11") == 0 || strcmp(video, "wayland") == 0) && gpu_is_there();
}

static struct painter *create_gpu(SDL_Window *window, int turn)
{
	struct painter *painter = painter_gpu(window, "opengles2", turn);
	return painter ? painter : painter_gpu(window, "opengl", turn);
}

static struct painter *create_painter(
	SDL_Window *window, int w, int h, int turn, struct problems *problems)
{
	if (!window)
		return turn % 2 ? painter_soft(NULL, h, w) : painter_soft(NULL, w, h);
	struct painter *painter = NULL;
	/* Only SDL's renderers turn a picture. */
	bool gpu = turn || wanted_driver() || prefers_gpu();
	if (gpu) {
		painter = wanted_driver() ? painter_gpu(window, wanted_driver(), turn)
					  : create_gpu(window, turn);
		if (!painter)
			problems_add(problems, PROBLEM_WARNING, PART_DISPLAY,
				N_("The graphics chip is not used"),
				N_("Videos may stutter. Check the display driver."), "%s",
				SDL_GetError());
	}
	if (!painter && !turn) {
		/* Else the window would be shown by OpenGL, which is what is missing. */
		SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
		painter = painter_soft(window, w, h);
	}
	return painter ? painter : painter_gpu(window, NULL, turn);
}

/* --- life --- */

static struct cache make_cache(size_t bytes, const struct painter *painter)
{
	return (struct cache){
		.bytes_max = bytes, .count_max = SPRITES_MAX, .pixel_bytes = painter->pixel_bytes};
}

struct renderer *renderer_create(SDL_Window *window, int w, int h, int turn, const char *assets,
	const char *content, struct text_engine *text, struct problems *problems)
{
	struct painter *painter = create_painter(window, w, h, turn, problems);
	if (!painter) {
		problems_add(problems, PROBLEM_ERROR, PART_DISPLAY, N_("Nothing can be shown"),
			N_("Check the display driver."), "%s", SDL_GetError());
		return NULL;
	}
	struct renderer *renderer = mem_calloc(1, sizeof *renderer);
	renderer->drawing = (struct drawing){
		.painter = painter,
		.text = text,
		.problems = problems,
		.assets = mem_strdup(assets),
		.content = mem_strdup(content),
		.runs = make_cache(RUNS_BYTES, painter),
		.shapes = make_cache(SHAPES_BYTES, painter),
		.images = make_cache(IMAGES_BYTES, painter),
	};
	renderer->masks = masks_create(assets, problems);
	if (window)
		renderer->drawing.ahead = ahead_create();
	return renderer;
}

void renderer_set_content(struct renderer *renderer, const char *content)
{
	struct drawing *drawing = &renderer->drawing;
	if (drawing->ahead)
		ahead_forget(drawing->ahead);
	cache_clear(&drawing->images);
	free(drawing->content);
	drawing->content = mem_strdup(content);
}

void renderer_destroy(struct renderer *renderer)
{
	if (!renderer)
		return;
	struct drawing *drawing = &renderer->drawing;
	ahead_destroy(drawing->ahead);
	cache_clear(&drawing->runs);
	cache_clear(&drawing->shapes);
	cache_clear(&drawing->images);
	drawing->painter->destroy(drawing->painter);
	masks_destroy(renderer->masks);
	free(drawing->assets);
	free(drawing->content);
	free(renderer->trace);
	free(renderer);
}

const char *renderer_name(const struct renderer *renderer)
{
	return renderer->drawing.painter->name;
}

void renderer_size(const struct renderer *renderer, int *w, int *h)
{
	struct painter *painter = renderer->drawing.painter;
	painter->measure(painter, w, h);
}

const struct mask_source *renderer_masks(struct renderer *renderer)
{
	return masks_source(renderer->masks);
}

/* --- pictures --- */

bool renderer_scales(const struct renderer *renderer)
{
	return renderer->drawing.painter->scales;
}

void renderer_set_picture(struct renderer *renderer, const struct picture *picture)
{
	struct drawing *drawing = &renderer->drawing;
	struct painter *painter = drawing->painter;
	if (!picture) {
		drawing->has_picture = false;
		painter->forget_picture(painter);
		return;
	}
	const struct picture *last = &drawing->picture;
	bool same = drawing->has_picture && last->serial == picture->serial &&
		    last->request == picture->request && last->w == picture->w &&
		    last->h == picture->h;
	if (same && painter->copies)
		return;
	drawing->has_picture = painter->set_picture(painter, picture);
	if (!drawing->has_picture)
		problems_add(drawing->problems, PROBLEM_WARNING, PART_DISPLAY,
			N_("A video picture cannot be shown"), N_("Check the display driver."),
			"%s: %d x %d, format %d: %s", painter->name, picture->w, picture->h,
			(int)picture->format, SDL_GetError());
	drawing->picture = *picture;
	memset(drawing->picture.plane, 0, sizeof drawing->picture.plane);
}

void renderer_fit(float u, struct rect quad, float aspect, int *x, int *y, int *w, int *h)
{
	struct pixels box = fit_aspect(pixels_make(quad, u), aspect);
	*x = box.x0;
	*y = box.y0;
	*w = box.x1 - box.x0;
	*h = box.y1 - box.y0;
}

/* --- what has changed --- */

static bool touches(struct pixels a, struct pixels b)
{
	return !pixels_empty(pixels_common(a, b));
}

/* Keeps the boxes apart from each other, so that nothing is drawn twice. */
static void add_change(struct renderer *renderer, struct pixels box)
{
	struct painter *painter = renderer->drawing.painter;
	box = pixels_common(box, (struct pixels){0, 0, painter->w, painter->h});
	if (pixels_empty(box))
		return;
	for (size_t i = 0; i < renderer->changes;) {
		if (touches(renderer->change[i], box) || renderer->changes == CHANGES_MAX) {
			box = pixels_join(box, renderer->change[i]);
			renderer->change[i] = renderer->change[--renderer->changes];
			i = 0;
		} else {
			i++;
		}
	}
	renderer->change[renderer->changes++] = box;
}

/* The serial of the picture that the command shows; 0: it is none of a video, or has none. */
static uint64_t picture_in(const struct drawing *drawing, const struct draw_cmd *cmd)
{
	bool shown = cmd->kind == DRAW_VIDEO && drawing->has_picture &&
		     drawing->picture.request == cmd->request;
	return shown ? drawing->picture.serial : 0;
}

/* Another picture in the same place. */
static void change_picture(
	struct renderer *renderer, const struct draw_cmd *cmd, const struct trace *trace)
{
	const struct picture *picture = &renderer->drawing.picture;
	struct pixels box = command_picture(&renderer->drawing, cmd);
	bool known = trace->picture && picture->since == trace->picture &&
		     picture->w == box.x1 - box.x0 && picture->h == box.y1 - box.y0;
	if (!known)
		add_change(renderer, trace->box);
	for (int i = 0; known && i < picture->changes; i++) {
		struct picture_part part = picture->changed[i];
		add_change(renderer, (struct pixels){box.x0 + part.x0, box.y0 + part.y0,
					     box.x0 + part.x1, box.y0 + part.y1});
	}
}

struct found {
	bool any;   /* something differs, be it nothing that can be seen */
	bool clips; /* so that all has to be drawn again */
};

static void find_change(struct renderer *renderer, const struct draw_cmd *cmd, struct trace *trace,
	bool known, struct found *found)
{
	uint64_t hash = draw_cmd_hash(cmd), picture = picture_in(&renderer->drawing, cmd);
	if (known && trace->hash == hash && trace->picture == picture)
		return;
	found->any = true;
	if (known && trace->hash == hash) {
		change_picture(renderer, cmd, trace);
		trace->picture = picture;
		return;
	}
	if (known) {
		add_change(renderer, trace->box);
		found->clips = found->clips || trace->clip;
	}
	*trace = (struct trace){.hash = hash,
		.picture = picture,
		.clip = cmd->kind == DRAW_CLIP,
		.box = command_box(&renderer->drawing, cmd)};
	add_change(renderer, trace->box);
	found->clips = found->clips || trace->clip;
}

/* Notes what every command is, and where it differs from the last list's. */
static struct found find_changes(struct renderer *renderer, const struct draw_list *list)
{
	struct found found = {0};
	renderer->changes = 0;
	if (renderer->trace_room < list->cmds) {
		renderer->trace_room = list->cmds * 2;
		renderer->trace = mem_realloc(
			renderer->trace, renderer->trace_room * sizeof *renderer->trace);
	}
	for (size_t i = 0; i < list->cmds; i++)
		find_change(
			renderer, &list->cmd[i], &renderer->trace[i], i < renderer->traces, &found);
	for (size_t i = list->cmds; i < renderer->traces; i++)
		add_change(renderer, renderer->trace[i].box);
	found.any = found.any || list->cmds != renderer->traces;
	renderer->traces = list->cmds;
	return found;
}

/* --- drawing --- */

/* The last command that hides all before it in the region. */
static size_t first_seen(const struct renderer *renderer, const struct draw_list *list,
	struct pixels region, bool *hidden)
{
	size_t first = 0;
	bool clipped = false;
	*hidden = false;
	for (size_t i = 0; i < list->cmds; i++) {
		const struct draw_cmd *cmd = &list->cmd[i];
		if (cmd->kind == DRAW_CLIP) {
			clipped = cmd->box.w > 0 && cmd->box.h > 0;
		} else if (!clipped && command_hides(&renderer->drawing, cmd, region)) {
			first = i;
			*hidden = true;
		}
	}
	return first;
}

static void paint(struct renderer *renderer, const struct draw_list *list, struct pixels region)
{
	struct drawing *drawing = &renderer->drawing;
	struct painter *painter = drawing->painter;
	struct pixels clip = region;
	bool hidden;
	size_t first = first_seen(renderer, list, region, &hidden);
	painter->clip(painter, clip);
	if (!hidden)
		painter->fill(painter, region, renderer->ground | 0xFF);
	for (size_t i = first; i < list->cmds; i++) {
		const struct draw_cmd *cmd = &list->cmd[i];
		if (cmd->kind == DRAW_CLIP) {
			bool off = cmd->box.w <= 0 || cmd->box.h <= 0;
			clip = off ? region
				   : pixels_common(region, pixels_make(cmd->box, drawing->u));
			if (!pixels_empty(clip))
				painter->clip(painter, clip);
		} else if (touches(renderer->trace[i].box, clip)) {
			command_draw(drawing, cmd);
		}
	}
}

void renderer_draw(struct renderer *renderer, const struct draw_list *list, float u, color_t ground)
{
	struct drawing *drawing = &renderer->drawing;
	struct painter *painter = drawing->painter;
	bool fresh;
	if (!painter->begin(painter, &fresh))
		return;
	struct pixels all = {0, 0, painter->w, painter->h};
	bool same_scale = drawing->u <= u && drawing->u >= u && renderer->w == all.x1 &&
			  renderer->h == all.y1;
	if (!same_scale)
		renderer->traces = 0; /* every box is another one */
	bool kept = painter->keeps && !fresh && renderer->list && same_scale &&
		    renderer->ground == ground;
	drawing->u = u;
	renderer->w = all.x1;
	renderer->h = all.y1;
	renderer->ground = ground;
	renderer->list = list;
	struct found found = find_changes(renderer, list);
	if (found.clips || !kept) {
		renderer->changes = 1;
		renderer->change[0] = all;
	}
	for (size_t i = 0; i < renderer->changes; i++)
		paint(renderer, list, renderer->change[i]);
	/* Drawn again without any change: the window has asked for it. */
	if (!found.any && kept)
		painter->present(painter, &all, 1);
	else
		painter->present(painter, renderer->change, renderer->changes);
}

void renderer_hurry(struct renderer *renderer)
{
	renderer->drawing.painter->hurries = true;
}

bool renderer_prepare(struct renderer *renderer, const struct draw_list *list, size_t *at)
{
	struct drawing *drawing = &renderer->drawing;
	if (!drawing->ahead || !renderer->list)
		return false;
	ahead_harvest(drawing->ahead, &drawing->images);
	while (*at < list->cmds)
		if (command_prepare(drawing, &list->cmd[(*at)++]))
			return *at < list->cmds;
	return false;
}

bool renderer_save(struct renderer *renderer, const char *path)
{
	struct painter *painter = renderer->drawing.painter;
	bool fresh = false;
	/* Without a memory of its own the picture has to be drawn once more to be read. */
	if (!painter->keeps) {
		if (!renderer->list || !painter->begin(painter, &fresh))
			return false;
		paint(renderer, renderer->list, (struct pixels){0, 0, painter->w, painter->h});
	}
	bool saved = painter->save(painter, path);
	if (!painter->keeps)
		painter->present(painter, NULL, 0);
	if (!saved)
		log_warning("%s: cannot be written: %s", path, SDL_GetError());
	return saved;
}
