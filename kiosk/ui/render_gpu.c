#include "ui/render_parts.h"

#include <SDL2/SDL.h>
#include <SDL2/SDL_image.h>
#include <dirent.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct gpu {
	struct painter painter;
	SDL_Window *window;
	SDL_Renderer *renderer;
	SDL_RendererInfo info;
	int turn;            /* quarters, clockwise */
	SDL_Texture *canvas; /* what is drawn, where it is turned; else NULL */
	SDL_Texture *picture;
	uint32_t picture_format;
	SDL_YUV_CONVERSION_MODE picture_mode;
	int picture_w, picture_h;
	SDL_Vertex *vertex;
	int *index;
	int vertices_room, indices_room;
};

static struct gpu *gpu_of(struct painter *painter)
{
	return (struct gpu *)painter;
}

static SDL_Rect to_rect(struct pixels box)
{
	return (SDL_Rect){box.x0, box.y0, box.x1 - box.x0, box.y1 - box.y0};
}

static void set_clip(struct painter *painter, struct pixels box)
{
	SDL_Rect rect = to_rect(box);
	SDL_RenderSetClipRect(gpu_of(painter)->renderer, &rect);
}

static void fill_box(struct painter *painter, struct pixels box, color_t color)
{
	if (pixels_empty(box))
		return;
	SDL_Renderer *renderer = gpu_of(painter)->renderer;
	SDL_Rect rect = to_rect(box);
	SDL_SetRenderDrawColor(renderer, (uint8_t)(color >> 24), (uint8_t)(color >> 16),
		(uint8_t)(color >> 8), (uint8_t)color);
	SDL_RenderFillRect(renderer, &rect);
}

/* Moves a sprite to the GPU at its first use; without room there it is not drawn. */
static bool upload(struct gpu *gpu, struct sprite *sprite)
{
	if (sprite->texture)
		return true;
	if (sprite->w < 1 || sprite->h < 1 || (!sprite->coverage && !sprite->argb))
		return false;
	size_t count = (size_t)sprite->w * (size_t)sprite->h;
	if (sprite->coverage) {
		sprite->argb = mem_calloc(count, sizeof *sprite->argb);
		for (size_t i = 0; i < count; i++)
			sprite->argb[i] = 0xFFFFFF | (uint32_t)sprite->coverage[i] << 24;
		free(sprite->coverage);
		sprite->coverage = NULL;
	}
	sprite->texture = SDL_CreateTexture(gpu->renderer, SDL_PIXELFORMAT_ARGB8888,
		SDL_TEXTUREACCESS_STATIC, sprite->w, sprite->h);
	if (!sprite->texture)
		return false;
	SDL_UpdateTexture(sprite->texture, NULL, sprite->argb, sprite->w * 4);
	SDL_SetTextureBlendMode(
		sprite->texture, sprite->opaque ? SDL_BLENDMODE_NONE : SDL_BLENDMODE_BLEND);
	free(sprite->argb);
	sprite->argb = NULL;
	return true;
}

static void stencil(struct painter *painter, struct sprite *sprite, struct pixels part, int x,
	int y, color_t color)
{
	struct gpu *gpu = gpu_of(painter);
	if (pixels_empty(part) || !upload(gpu, sprite))
		return;
	SDL_SetTextureColorMod(sprite->texture, (uint8_t)(color >> 24), (uint8_t)(color >> 16),
		(uint8_t)(color >> 8));
	SDL_SetTextureAlphaMod(sprite->texture, (uint8_t)color);
	SDL_Rect from = to_rect(part), to = {x, y, from.w, from.h};
	SDL_RenderCopy(gpu->renderer, sprite->texture, &from, &to);
}

static void copy_sprite(struct painter *painter, struct sprite *sprite, int x, int y)
{
	struct gpu *gpu = gpu_of(painter);
	if (!upload(gpu, sprite))
		return;
	SDL_Rect to = {x, y, sprite->w, sprite->h};
	SDL_RenderCopy(gpu->renderer, sprite->texture, NULL, &to);
}

/* Four vertices across the band: outer feather, outer edge, inner edge, inner feather. */
static void add_column(struct gpu *gpu, int column, const struct ring *ring, float turns,
	bool solid, color_t color)
{
	float angle = turns * 6.28318530718f, x = sinf(angle), y = -cosf(angle);
	float inner = ring->inner > 0 ? ring->inner : 0;
	float radius[4] = {ring->outer + 0.5f, ring->outer - 0.5f, inner + 0.5f, inner - 0.5f};
	if (inner <= 0.5f)
		radius[2] = radius[3] = 0;
	if (radius[1] < radius[2])
		radius[1] = radius[2] = (ring->outer + inner) / 2;
	for (int i = 0; i < 4; i++) {
		bool opaque = solid && (i == 1 || i == 2 || (i == 3 && inner <= 0.5f));
		gpu->vertex[column * 4 + i] = (SDL_Vertex){
			.position = {ring->x + x * radius[i], ring->y + y * radius[i]},
			.color = {(uint8_t)(color >> 24), (uint8_t)(color >> 16),
				(uint8_t)(color >> 8), opaque ? (uint8_t)color : 0},
		};
	}
}

/* Two triangles between each two vertices of columns a and b, which have so many each. */
static int join_columns(int *index, int a, int b, int vertices)
{
	int count = 0;
	for (int i = 0; i + 1 < vertices; i++) {
		int from = a * vertices + i, to = b * vertices + i;
		int corner[6] = {from, from + 1, to, to, from + 1, to + 1};
		memcpy(index + count, corner, sizeof corner);
		count += 6;
	}
	return count;
}

static void reserve(struct gpu *gpu, int columns, int vertices)
{
	if (gpu->vertices_room < columns * vertices) {
		gpu->vertices_room = columns * vertices;
		gpu->vertex =
			mem_realloc(gpu->vertex, (size_t)gpu->vertices_room * sizeof *gpu->vertex);
	}
	if (gpu->indices_room < columns * (vertices - 1) * 6) {
		gpu->indices_room = columns * (vertices - 1) * 6;
		gpu->index =
			mem_realloc(gpu->index, (size_t)gpu->indices_room * sizeof *gpu->index);
	}
}

/* A chord stays within a tenth of a pixel of the arc. */
static int arc_steps(float turns, float radius)
{
	return (int)ceilf(turns * 6.2832f / sqrtf(0.8f / fmaxf(radius, 4)));
}

static void draw_circle(struct painter *painter, const struct ring *ring, color_t color)
{
	struct gpu *gpu = gpu_of(painter);
	if (ring->outer <= 0)
		return;
	bool full = ring_is_full(ring);
	float span = full ? 1 : ring->to - ring->from;
	int steps = arc_steps(span, ring->outer);
	steps = steps < 3 ? 3 : steps;
	reserve(gpu, steps + 3, 4);
	float feather = full ? 0 : 0.5f / (6.2832f * ring->outer);
	int columns = 0;
	if (!full)
		add_column(gpu, columns++, ring, ring->from - feather, false, color);
	for (int i = 0; i <= steps; i++) {
		float at = ring->from + feather + (span - 2 * feather) * (float)i / (float)steps;
		add_column(gpu, columns++, ring, at, true, color);
	}
	if (!full)
		add_column(gpu, columns++, ring, ring->from + span + feather, false, color);
	int indices = 0;
	for (int i = 0; i + 1 < columns; i++)
		indices += join_columns(gpu->index + indices, i, i + 1, 4);
	SDL_RenderGeometry(gpu->renderer, NULL, gpu->vertex, columns * 4, gpu->index, indices);
}

/* A zone is a fan: columns of vertices from its outline to its middle. Colors are right at the
 * vertices only and run straight in the triangles between; so it is cut into `cuts` along each
 * half, and along the middles, where the colors have their creases. */
struct fan {
	struct gpu *gpu;
	const struct zones *zones;
	int row, column, cuts, columns;
	struct point middle;
};

static struct point between(struct point a, struct point b, float share)
{
	return (struct point){a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share};
}

/* Where a column starts: half a pixel outside of the outline, and half a pixel inside. */
struct rim {
	struct point outside, inside;
};

static void add_vertex(const struct fan *fan, int index, struct point at, uint8_t alpha)
{
	color_t color = zones_color(fan->zones, fan->row, fan->column, at);
	fan->gpu->vertex[index] = (SDL_Vertex){
		.position = {at.x, at.y},
		.color = {(uint8_t)(color >> 24), (uint8_t)(color >> 16), (uint8_t)(color >> 8),
			alpha},
	};
}

static void add_rim(struct fan *fan, struct rim rim)
{
	int index = fan->columns++ * (fan->cuts + 2);
	add_vertex(fan, index++, rim.outside, 0);
	for (int i = 0; i <= fan->cuts; i++)
		add_vertex(fan, index + i,
			between(rim.inside, fan->middle, (float)i / (float)fan->cuts), 255);
}

/* Around a corner: quarter 0 of the turn is the upper right one, share 0..1 of it. */
static struct rim rim_at(const struct fan *fan, int quarter, float share)
{
	struct zone_span x = fan->zones->column[fan->column], y = fan->zones->row[fan->row];
	float radius = fmaxf((float)fan->zones->diameter / 2, 0.5f);
	float angle = ((float)quarter + share) * 1.57079632679f;
	float dx = sinf(angle), dy = -cosf(angle);
	struct point center = {quarter < 2 ? (float)x.to - radius : (float)x.from + radius,
		quarter == 0 || quarter == 3 ? (float)y.from + radius : (float)y.to - radius};
	return (struct rim){{center.x + dx * (radius + 0.5f), center.y + dy * (radius + 0.5f)},
		{center.x + dx * (radius - 0.5f), center.y + dy * (radius - 0.5f)}};
}

static void draw_fan(struct fan *fan)
{
	struct gpu *gpu = fan->gpu;
	int steps = arc_steps(0.25f, (float)fan->zones->diameter / 2), vertices = fan->cuts + 2;
	reserve(gpu, 4 * (steps + 2 * fan->cuts), vertices);
	for (int quarter = 0; quarter < 4; quarter++) {
		for (int i = 0; i <= steps; i++)
			add_rim(fan, rim_at(fan, quarter, (float)i / (float)steps));
		struct rim from = rim_at(fan, quarter, 1), to = rim_at(fan, (quarter + 1) % 4, 0);
		for (int i = 1; i < 2 * fan->cuts; i++) {
			float share = (float)i / (float)(2 * fan->cuts);
			add_rim(fan, (struct rim){between(from.outside, to.outside, share),
					     between(from.inside, to.inside, share)});
		}
	}
	int indices = 0;
	for (int i = 0; i < fan->columns; i++)
		indices += join_columns(gpu->index + indices, i, (i + 1) % fan->columns, vertices);
	SDL_RenderGeometry(
		gpu->renderer, NULL, gpu->vertex, fan->columns * vertices, gpu->index, indices);
}

static struct fan make_fan(struct gpu *gpu, const struct zones *zones, int row, int column)
{
	enum { CUT = 16, CUTS_MIN = 2, CUTS_MAX = 4 }; /* a cut: pixels */
	struct zone_span x = zones->column[column], y = zones->row[row];
	int w = x.to - x.from, h = y.to - y.from, cuts = (w > h ? w : h) / 2 / CUT;
	cuts = cuts < CUTS_MIN ? CUTS_MIN : cuts > CUTS_MAX ? CUTS_MAX : cuts;
	return (struct fan){.gpu = gpu,
		.zones = zones,
		.row = row,
		.column = column,
		.cuts = cuts,
		.middle = {(float)(x.from + x.to) / 2, (float)(y.from + y.to) / 2}};
}

static void paint_zones(struct painter *painter, const struct zones *zones)
{
	for (int row = 0; row < zones->rows; row++)
		for (int column = 0; column < zones->columns; column++) {
			struct fan fan = make_fan(gpu_of(painter), zones, row, column);
			draw_fan(&fan);
		}
}

static void forget_picture(struct painter *painter)
{
	struct gpu *gpu = gpu_of(painter);
	if (gpu->picture)
		SDL_DestroyTexture(gpu->picture);
	gpu->picture = NULL;
}

/* SDL knows the full range for BT.601 only. */
static SDL_YUV_CONVERSION_MODE conversion(const struct picture *picture)
{
	if (picture->bt709)
		return SDL_YUV_CONVERSION_BT709;
	return picture->full_range ? SDL_YUV_CONVERSION_JPEG : SDL_YUV_CONVERSION_BT601;
}

/* The texture for such pictures: "opengl" settles how to convert when it is made, "opengles2" when
 * it is drawn. */
static bool fit_texture(struct gpu *gpu, const struct picture *picture)
{
	bool planar = picture->format == PICTURE_I420;
	uint32_t format = planar ? SDL_PIXELFORMAT_IYUV : SDL_PIXELFORMAT_NV12;
	SDL_YUV_CONVERSION_MODE mode = conversion(picture);
	SDL_SetYUVConversionMode(mode);
	if (gpu->picture && gpu->picture_format == format && gpu->picture_mode == mode &&
		gpu->picture_w == picture->w && gpu->picture_h == picture->h)
		return true;
	forget_picture(&gpu->painter);
	gpu->picture = SDL_CreateTexture(
		gpu->renderer, format, SDL_TEXTUREACCESS_STREAMING, picture->w, picture->h);
	if (!gpu->picture)
		return false;
	gpu->picture_format = format;
	gpu->picture_mode = mode;
	gpu->picture_w = picture->w;
	gpu->picture_h = picture->h;
	SDL_SetTextureScaleMode(gpu->picture, SDL_ScaleModeLinear);
	SDL_SetTextureBlendMode(gpu->picture, SDL_BLENDMODE_NONE);
	return true;
}

static bool set_picture(struct painter *painter, const struct picture *picture)
{
	struct gpu *gpu = gpu_of(painter);
	if (!fit_texture(gpu, picture))
		return false;
	uint32_t format = gpu->picture_format;
	const uint8_t *const *plane = picture->plane;
	const int *pitch = picture->pitch;
	if (format == SDL_PIXELFORMAT_IYUV)
		return SDL_UpdateYUVTexture(gpu->picture, NULL, plane[0], pitch[0], plane[1],
			       pitch[1], plane[2], pitch[2]) == 0;
	if (format == SDL_PIXELFORMAT_NV12)
		return SDL_UpdateNVTexture(
			       gpu->picture, NULL, plane[0], pitch[0], plane[1], pitch[1]) == 0;
	return SDL_UpdateTexture(gpu->picture, NULL, plane[0], pitch[0]) == 0;
}

static void show_picture(struct painter *painter, struct pixels box)
{
	struct gpu *gpu = gpu_of(painter);
	SDL_Rect rect = to_rect(box);
	if (gpu->picture && !pixels_empty(box))
		SDL_RenderCopy(gpu->renderer, gpu->picture, NULL, &rect);
}

/* Of the picture, which may lie across the window. */
static bool picture_size(const struct gpu *gpu, int *w, int *h)
{
	bool across = gpu->turn % 2;
	return SDL_GetRendererOutputSize(gpu->renderer, across ? h : w, across ? w : h) == 0;
}

static void measure_window(struct painter *painter, int *w, int *h)
{
	if (!picture_size(gpu_of(painter), w, h)) {
		*w = painter->w;
		*h = painter->h;
	}
}

/* Drawing goes to a canvas of the picture's size. */
static bool aim_at_canvas(struct gpu *gpu)
{
	int w = 0, h = 0;
	if (gpu->canvas)
		SDL_QueryTexture(gpu->canvas, NULL, NULL, &w, &h);
	if (w != gpu->painter.w || h != gpu->painter.h) {
		if (gpu->canvas)
			SDL_DestroyTexture(gpu->canvas);
		gpu->canvas = SDL_CreateTexture(gpu->renderer, SDL_PIXELFORMAT_ARGB8888,
			SDL_TEXTUREACCESS_TARGET, gpu->painter.w, gpu->painter.h);
		SDL_SetTextureBlendMode(gpu->canvas, SDL_BLENDMODE_NONE);
		SDL_SetTextureScaleMode(gpu->canvas, SDL_ScaleModeNearest);
	}
	return gpu->canvas && SDL_SetRenderTarget(gpu->renderer, gpu->canvas) == 0;
}

/* The canvas onto the window, around the middle that both have. */
static void turn_canvas(struct gpu *gpu)
{
	int w = gpu->painter.w, h = gpu->painter.h;
	float off = gpu->turn % 2 ? (float)(h - w) / 2 : 0;
	SDL_FRect to = {off, -off, (float)w, (float)h};
	SDL_SetRenderTarget(gpu->renderer, NULL);
	SDL_RenderSetClipRect(gpu->renderer, NULL);
	SDL_RenderCopyExF(
		gpu->renderer, gpu->canvas, NULL, &to, 90.0 * gpu->turn, NULL, SDL_FLIP_NONE);
}

static bool begin(struct painter *painter, bool *fresh)
{
	struct gpu *gpu = gpu_of(painter);
	*fresh = true;
	if (!picture_size(gpu, &painter->w, &painter->h) || (gpu->turn && !aim_at_canvas(gpu)))
		return false;
	SDL_SetRenderDrawBlendMode(gpu->renderer, SDL_BLENDMODE_BLEND);
	return true;
}

static void present(struct painter *painter, const struct pixels *changed, size_t count)
{
	struct gpu *gpu = gpu_of(painter);
	(void)changed;
	(void)count;
	if (gpu->canvas)
		turn_canvas(gpu);
	SDL_RenderPresent(gpu->renderer);
}

/* Only right between drawing and presenting. */
static bool save(struct painter *painter, const char *path)
{
	struct gpu *gpu = gpu_of(painter);
	SDL_Surface *surface = SDL_CreateRGBSurfaceWithFormat(
		0, painter->w, painter->h, 32, SDL_PIXELFORMAT_RGB888);
	if (!surface)
		return false;
	SDL_RenderSetClipRect(gpu->renderer, NULL);
	bool saved = SDL_RenderReadPixels(gpu->renderer, NULL, surface->format->format,
			     surface->pixels, surface->pitch) == 0 &&
		     IMG_SavePNG(surface, path) == 0;
	SDL_FreeSurface(surface);
	return saved;
}

static void destroy(struct painter *painter)
{
	struct gpu *gpu = gpu_of(painter);
	forget_picture(painter);
	if (gpu->canvas)
		SDL_DestroyTexture(gpu->canvas);
	SDL_DestroyRenderer(gpu->renderer);
	free(gpu->vertex);
	free(gpu->index);
	free(gpu);
}

static bool has_render_node(void)
{
	bool found = false;
	DIR *folder = opendir("/dev/dri");
	for (struct dirent *entry; folder && !found && (entry = readdir(folder));)
		found = strncmp(entry->d_name, "renderD", 7) == 0;
	if (folder)
		closedir(folder);
	return found || access("/dev/nvidiactl", F_OK) == 0;
}

static bool names_processor(const char *renderer)
{
	static const char *const known[] = {"llvmpipe", "softpipe", "swrast", "SWR", "SwiftShader"};
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (strstr(renderer, known[i]))
			return true;
	return false;
}

bool gpu_is_there(void)
{
	enum { GL_RENDERER = 0x1F01 };
	const unsigned char *(*get_string)(unsigned) = NULL;
	/* Asking OpenGL takes longer than all the rest of the start. */
	if (!has_render_node())
		return false;
	SDL_Window *window =
		SDL_CreateWindow("", 0, 0, 16, 16, SDL_WINDOW_OPENGL | SDL_WINDOW_HIDDEN);
	SDL_GLContext context = window ? SDL_GL_CreateContext(window) : NULL;
	const char *name = NULL;
	void *address = context ? SDL_GL_GetProcAddress("glGetString") : NULL;
	if (address) {
		memcpy(&get_string, &address, sizeof get_string);
		name = (const char *)get_string(GL_RENDERER);
	}
	bool there = name && !names_processor(name);
	if (context)
		SDL_GL_DeleteContext(context);
	if (window)
		SDL_DestroyWindow(window);
	return there;
}

static int driver_index(const char *driver)
{
	SDL_RendererInfo info;
	for (int i = 0; driver && i < SDL_GetNumRenderDrivers(); i++)
		if (SDL_GetRenderDriverInfo(i, &info) == 0 && strcmp(info.name, driver) == 0)
			return i;
	return -1;
}

/* On a console, SDL 2 makes the surface of a full-screen window anew when it first swaps, and what
 * was drawn before is lost: a picture that stays as it is would never be seen. */
static void spend_first_swap(SDL_Renderer *renderer)
{
	const char *video = SDL_GetCurrentVideoDriver();
	if (video && strcmp(video, "KMSDRM") == 0)
		SDL_RenderPresent(renderer);
}

struct painter *painter_gpu(SDL_Window *window, const char *driver, int turn)
{
	int index = driver_index(driver);
	if (driver && index < 0) {
		SDL_SetError("SDL has no renderer \"%s\"", driver);
		return NULL;
	}
	SDL_Renderer *renderer = SDL_CreateRenderer(window, index, SDL_RENDERER_PRESENTVSYNC);
	if (!renderer)
		return NULL;
	struct gpu *gpu = mem_calloc(1, sizeof *gpu);
	gpu->window = window;
	gpu->renderer = renderer;
	gpu->turn = turn;
	SDL_GetRendererInfo(renderer, &gpu->info);
	gpu->painter = (struct painter){
		.name = gpu->info.name,
		.scales = (gpu->info.flags & SDL_RENDERER_ACCELERATED) != 0,
		.copies = true,
		.pixel_bytes = 4,
		.measure = measure_window,
		.begin = begin,
		.clip = set_clip,
		.fill = fill_box,
		.stencil = stencil,
		.copy = copy_sprite,
		.ring = draw_circle,
		.zones = paint_zones,
		.set_picture = set_picture,
		.forget_picture = forget_picture,
		.video = show_picture,
		.present = present,
		.save = save,
		.destroy = destroy,
	};
	picture_size(gpu, &gpu->painter.w, &gpu->painter.h);
	spend_first_swap(renderer);
	return &gpu->painter;
}
