/* Looks at pictures (PNG, PPM), whole or a box of them:
 *   pixels at FILE X Y                     the color there, rrggbb
 *   pixels share FILE RRGGBB [X Y W H]     percent of the pixels that have this color
 *   pixels differ FILE FILE [X Y W H]      percent of the pixels that are not the same in both
 * Colors are the same within the tolerance, since one picture is drawn by a GPU. */
#include <SDL2/SDL.h>
#include <SDL2/SDL_image.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TOLERANCE = 24 };

static SDL_Surface *load(const char *path)
{
	SDL_Surface *loaded = IMG_Load(path);
	SDL_Surface *surface =
		loaded ? SDL_ConvertSurfaceFormat(loaded, SDL_PIXELFORMAT_RGB24, 0) : NULL;
	SDL_FreeSurface(loaded);
	if (!surface) {
		fprintf(stderr, "pixels: %s: %s\n", path, SDL_GetError());
		exit(2);
	}
	return surface;
}

static const Uint8 *pixel(const SDL_Surface *surface, int x, int y)
{
	return (const Uint8 *)surface->pixels + y * surface->pitch + x * 3;
}

static bool same(const Uint8 *a, const Uint8 *b)
{
	for (int i = 0; i < 3; i++)
		if (abs(a[i] - b[i]) > TOLERANCE)
			return false;
	return true;
}

/* The box in the arguments from `first` on, cut to the picture; the whole one without them. */
static SDL_Rect box(int argc, char **argv, int first, const SDL_Surface *surface)
{
	SDL_Rect whole = {0, 0, surface->w, surface->h}, part = whole;
	if (argc != first && argc != first + 4) {
		fprintf(stderr, "pixels: a box is X Y W H\n");
		exit(2);
	}
	if (argc > first)
		part = (SDL_Rect){atoi(argv[first]), atoi(argv[first + 1]), atoi(argv[first + 2]),
			atoi(argv[first + 3])};
	if (!SDL_IntersectRect(&whole, &part, &part)) {
		fprintf(stderr, "pixels: the box is not in the picture\n");
		exit(2);
	}
	return part;
}

/* Percent of the box's pixels that are the same as the other picture's, or as one color. */
static double share(
	const SDL_Surface *surface, SDL_Rect part, const SDL_Surface *other, const Uint8 *color)
{
	int count = 0;
	for (int y = part.y; y < part.y + part.h; y++)
		for (int x = part.x; x < part.x + part.w; x++)
			count += same(pixel(surface, x, y), other ? pixel(other, x, y) : color);
	return 100.0 * count / ((double)part.w * part.h);
}

static int at(int argc, char **argv)
{
	SDL_Surface *surface = load(argv[2]);
	int x = argc == 5 ? atoi(argv[3]) : -1, y = argc == 5 ? atoi(argv[4]) : -1;
	bool inside = x >= 0 && y >= 0 && x < surface->w && y < surface->h;
	if (inside) {
		const Uint8 *color = pixel(surface, x, y);
		printf("%02x%02x%02x\n", color[0], color[1], color[2]);
	}
	SDL_FreeSurface(surface);
	return inside ? 0 : 2;
}

static int share_of_color(int argc, char **argv)
{
	SDL_Surface *surface = load(argv[2]);
	unsigned long rgb = strtoul(argv[3], NULL, 16);
	const Uint8 color[] = {(Uint8)(rgb >> 16), (Uint8)(rgb >> 8), (Uint8)rgb};
	printf("%.1f\n", share(surface, box(argc, argv, 4, surface), NULL, color));
	SDL_FreeSurface(surface);
	return 0;
}

static int difference(int argc, char **argv)
{
	SDL_Surface *a = load(argv[2]), *b = load(argv[3]);
	bool sizes = a->w == b->w && a->h == b->h;
	if (sizes)
		printf("%.1f\n", 100 - share(a, box(argc, argv, 4, a), b, NULL));
	else
		fprintf(stderr, "pixels: %dx%d and %dx%d are not the same size\n", a->w, a->h, b->w,
			b->h);
	SDL_FreeSurface(a);
	SDL_FreeSurface(b);
	return sizes ? 0 : 2;
}

int main(int argc, char **argv)
{
	if (argc >= 3 && strcmp(argv[1], "at") == 0)
		return at(argc, argv);
	if (argc >= 4 && strcmp(argv[1], "share") == 0)
		return share_of_color(argc, argv);
	if (argc >= 4 && strcmp(argv[1], "differ") == 0)
		return difference(argc, argv);
	fprintf(stderr, "usage: pixels at|share|differ ...\n");
	return 2;
}
