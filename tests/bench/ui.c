/* What a screen costs: "ui [WxH]" draws the screens that customers use into memory, in full HD
 * unless said otherwise. For each: building its list; drawing all of it as long as everything in it
 * was drawn before (its texts, icons and pictures are kept then); and drawing it for the first
 * time, with nothing kept but what the screens before it have in common with it. Prints lines
 * "metric value". */
#include "../unit/scenes.h"
#include "figures.h"

#include "base/log.h"
#include "ui/render_sdl.h"

#include <SDL2/SDL.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROUNDS = 20 };

/* As a customer comes upon them. */
static const char *const shown[] = {"attract", "home", "safety", "areas", "routine", "steps",
	"plan", "plan-result", "program", "program-rest", "therapists", "filters", "search-many",
	"therapist", "roller", "roller-live", "roller-rest", "roller-result", "learn", "article",
	"access"};
enum { SHOWN = sizeof shown / sizeof *shown };

static const struct scene *find_scene(const char *name)
{
	for (size_t i = 0; i < scene_count; i++)
		if (strcmp(scenes[i].name, name) == 0)
			return &scenes[i];
	fprintf(stderr, "ui: no scene is called %s\n", name);
	exit(1);
}

struct costs {
	double view[SHOWN], first[SHOWN], again[SHOWN];
};

/* Another ground makes it draw everything. */
static double draw_all_ms(struct renderer *renderer, const struct visitor *visitor, color_t ground)
{
	double began = now_ms();
	renderer_draw(renderer, &visitor->list, visitor->app.metrics.u, ground);
	return now_ms() - began;
}

static void measure(struct renderer *renderer, struct text_engine *text, int w, int h, int at,
	struct costs *costs)
{
	double again[ROUNDS], view[ROUNDS];
	struct visitor *visitor = visitor_create(w, h);
	visitor->measure = text_measure(text);
	find_scene(shown[at])->go(visitor);
	visitor_waits(visitor, 2000); /* what slides and fades has come to rest */
	visitor_looks(visitor);
	costs->first[at] = draw_all_ms(renderer, visitor, 0x010101FF);
	for (int i = 0; i < ROUNDS; i++) {
		double began = now_ms();
		app_view(&visitor->app, visitor->measure, &visitor->list);
		view[i] = now_ms() - began;
		again[i] = draw_all_ms(renderer, visitor, i % 2 ? 0x010101FF : 0x020202FF);
	}
	costs->view[at] = percentile(view, ROUNDS, 50);
	costs->again[at] = percentile(again, ROUNDS, 50);
	visitor_destroy(visitor);
}

static double most(const double *values)
{
	double most = 0;
	for (int i = 0; i < SHOWN; i++)
		most = values[i] > most ? values[i] : most;
	return most;
}

static void tell(struct costs *costs)
{
	for (int i = 0; i < SHOWN; i++)
		printf("%s_first_ms %.3f\n%s_again_ms %.3f\n", shown[i], costs->first[i], shown[i],
			costs->again[i]);
	printf("view_most_ms %.3f\nfirst_most_ms %.3f\nagain_most_ms %.3f\n", most(costs->view),
		most(costs->first + 1), most(costs->again));
	printf("view_ms %.3f\n", percentile(costs->view, SHOWN, 50));
	printf("again_ms %.3f\n", percentile(costs->again, SHOWN, 50));
	printf("first_ms %.3f\n", percentile(costs->first, SHOWN, 50));
}

int main(int argc, char **argv)
{
	static struct problems problems;
	static struct costs costs;
	int w = 1920, h = 1080;
	if (argc > 2 || (argc == 2 && sscanf(argv[1], "%dx%d", &w, &h) != 2)) {
		fprintf(stderr, "usage: %s [WxH]\n", argv[0]);
		return 2;
	}
	log_set_style(LOG_PLAIN);
	SDL_Init(SDL_INIT_EVENTS);
	struct text_engine *text = text_create("assets/fonts", &problems);
	struct renderer *renderer =
		text ? renderer_create(NULL, w, h, 0, "assets", "content", text, &problems) : NULL;
	if (!renderer)
		return 1;
	for (int i = 0; i < SHOWN; i++)
		measure(renderer, text, w, h, i, &costs);
	tell(&costs);
	renderer_destroy(renderer);
	text_destroy(text);
	SDL_Quit();
	return 0;
}
