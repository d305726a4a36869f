/* Draws a draw list. Only the render_*.c files do. One thread (main). */
#ifndef TUNEUP_RENDER_SDL_H
#define TUNEUP_RENDER_SDL_H

#include "base/clip.h"
#include "base/problem.h"
#include "ui/draw.h"
#include "ui/mask.h"
#include "ui/metrics.h"
#include "ui/text.h"

struct SDL_Window;
struct renderer;

/* Draws into a window, or, with window NULL, into memory of w x h pixels. turn: quarters,
 * clockwise, by which the picture is turned on the window's glass; memory holds it as visitors see
 * it. KMSDRM: always by GLES2. X11 and Wayland: by OpenGL where a chip does it, else straight into
 * the window's own memory, never by an OpenGL that the processor plays. SDL_RENDER_DRIVER asks for
 * one of SDL's own. renderer_draw waits for the display, or keeps its pace. NULL when nothing can
 * be had (that is a problem then). */
struct renderer *renderer_create(struct SDL_Window *window, int w, int h, int turn,
	const char *assets, const char *content, struct text_engine *text,
	struct problems *problems);
/* Pictures come from this content folder from now on. */
void renderer_set_content(struct renderer *renderer, const char *content);
void renderer_destroy(struct renderer *renderer);

/* "software", "opengles2", ... */
const char *renderer_name(const struct renderer *renderer);

/* Size of the picture in pixels now (a window can change). */
void renderer_size(const struct renderer *renderer, int *w, int *h);

/* Whether pictures of any size look well: a chip scales them. Else they should fit the box of the
 * DRAW_VIDEO command as renderer_fit says (another size is shown, but scaled roughly), and be
 * PICTURE_I420. */
bool renderer_scales(const struct renderer *renderer);

/* The picture that DRAW_VIDEO shows from now on; NULL: none, posters stand in. Its planes must stay
 * until the next call. */
void renderer_set_picture(struct renderer *renderer, const struct picture *picture);

/* Draws the list and presents it. u: pixels a u. ground: color of what the list leaves open.
 * Without a chip only what differs from the last list is drawn; the pixels are the same either way.
 */
void renderer_draw(
	struct renderer *renderer, const struct draw_list *list, float u, color_t ground);

/* The next drawing answers somebody: it does not wait for the pace that animations keep. A display
 * with a beat of its own still has it. */
void renderer_hurry(struct renderer *renderer);

/* Makes ready what a list needs that may be drawn next, from command *at on and a little at a time,
 * so that its first drawing is as quick as the next ones. Its pictures are read by a thread.
 * Returns whether there is more to do; *at: where. Does nothing for a renderer without a window, or
 * before the first drawing. */
bool renderer_prepare(struct renderer *renderer, const struct draw_list *list, size_t *at);

/* Writes what was drawn last as a PNG. With a chip that list is drawn once more: it must still be
 * there. */
bool renderer_save(struct renderer *renderer, const char *path);

/* Masks of the body areas, loaded at first use from the assets at 400 x 1000. */
const struct mask_source *renderer_masks(struct renderer *renderer);

/* The pixel box that a quad of the draw list takes, and the box inside it that a picture of this
 * aspect fills (letter-boxed). For sizing the player's target. */
void renderer_fit(float u, struct rect quad, float aspect, int *x, int *y, int *w, int *h);

#endif
