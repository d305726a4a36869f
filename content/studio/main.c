/* The studio: draws a scene and encodes it. `studio --help` says how. */
#include "film.h"

#include "encode.h"

#include "base/log.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] =
	"studio SCENES NAME picture SECONDS OUT.png [HEIGHT]   one picture\n"
	"studio SCENES NAME strip EVERY DIR [HEIGHT]           a picture each EVERY seconds: "
	"DIR/NAME-001.png\n"
	"studio SCENES NAME frames FROM SECONDS DIR [HEIGHT]   all pictures of some seconds: "
	"DIR/NAME-0001.png\n"
	"studio SCENES NAME clip DIR                           DIR/clip.mp4 and DIR/poster.png\n"
	"studio phases                                         the table of phases\n"
	"SCENES is the folder of the scene files, NAME one of them without .yaml.\n";

struct stage {
	struct film film;
	struct canvas *canvas;
	cairo_surface_t *surface;
};

static bool open_stage(struct stage *stage, const char *folder, const char *name, int height)
{
	*stage = (struct stage){0};
	if (!film_read(&stage->film, folder, name))
		return false;
	int width = height * 16 / 9;
	stage->surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
	stage->canvas = mem_calloc(1, sizeof(*stage->canvas));
	stage->canvas->cr = cairo_create(stage->surface);
	stage->canvas->width = width, stage->canvas->height = height;
	stage->canvas->unit = height / 720.;
	stage->canvas->line_scale = 1;
	return true;
}

static void close_stage(struct stage *stage)
{
	if (stage->canvas) {
		cairo_destroy(stage->canvas->cr);
		cairo_surface_destroy(stage->surface);
	}
	free(stage->canvas);
	film_free(&stage->film);
}

static bool write_picture(struct stage *stage, double time, const char *path)
{
	film_draw(&stage->film, time, stage->canvas);
	cairo_status_t status = cairo_surface_write_to_png(stage->surface, path);
	if (status != CAIRO_STATUS_SUCCESS)
		log_error("%s: %s: is the folder there, and may it be written to?", path,
			cairo_status_to_string(status));
	return status == CAIRO_STATUS_SUCCESS;
}

static bool write_strip(struct stage *stage, double every, const char *folder, const char *name)
{
	for (int i = 0; i * every < CLIP_SECONDS; i++) {
		char path[512];
		snprintf(path, sizeof(path), "%s/%s-%03d.png", folder, name, i + 1);
		if (!write_picture(stage, i * every, path))
			return false;
	}
	return true;
}

static bool write_frames(
	struct stage *stage, double from, double seconds, const char *folder, const char *name)
{
	for (int i = 0; i < seconds * FRAMES_PER_SECOND; i++) {
		char path[512];
		snprintf(path, sizeof(path), "%s/%s-%04d.png", folder, name, i + 1);
		if (!write_picture(stage, from + (double)i / FRAMES_PER_SECOND, path))
			return false;
	}
	return true;
}

static const unsigned char *draw_frame(void *data, int number, int *stride)
{
	struct stage *stage = data;
	film_draw(&stage->film, (double)number / FRAMES_PER_SECOND, stage->canvas);
	cairo_surface_flush(stage->surface);
	*stride = cairo_image_surface_get_stride(stage->surface);
	return cairo_image_surface_get_data(stage->surface);
}

/* The poster is small: it is also the picture of cards and lists. */
static bool write_poster(const char *scenes, const char *name, const char *folder)
{
	char path[512];
	snprintf(path, sizeof(path), "%s/poster.png", folder);
	struct stage stage;
	bool done = open_stage(&stage, scenes, name, 720) &&
		    write_picture(&stage, stage.film.scene.poster, path);
	close_stage(&stage);
	return done;
}

static bool write_clip(struct stage *stage, const char *folder)
{
	char path[512];
	snprintf(path, sizeof(path), "%s/clip.mp4", folder);
	return encode_clip(path, stage->canvas->width, stage->canvas->height, draw_frame, stage);
}

static void print_phases(void)
{
	for (int i = 0; i < PHASES; i++) {
		printf("%-8s %4.0f to %2.0f", phases[i].name, phases[i].from, phases[i].to);
		if (phases[i].loop_to > phases[i].loop_from)
			printf("   loop: [%.1f, %.1f]", phases[i].loop_from, phases[i].loop_to);
		putchar('\n');
	}
}

int main(int count, char **word)
{
	log_set_style(LOG_PLAIN);
	if (count == 2 && strcmp(word[1], "phases") == 0) {
		print_phases();
		return 0;
	}
	if (count < 5) {
		fputs(usage, count == 2 && strcmp(word[1], "--help") == 0 ? stdout : stderr);
		return count == 2 && strcmp(word[1], "--help") == 0 ? 0 : 2;
	}
	int at = strcmp(word[3], "frames") == 0 ? 7 : 6;
	int height = count > at ? atoi(word[at]) : 1080;
	if (height < 90 || height > 2160) {
		fputs("HEIGHT is between 90 and 2160.\n", stderr);
		return 2;
	}
	struct stage stage;
	bool done = open_stage(&stage, word[1], word[2], height);
	if (!done)
		;
	else if (strcmp(word[3], "picture") == 0 && count > 5)
		done = write_picture(&stage, atof(word[4]), word[5]);
	else if (strcmp(word[3], "strip") == 0 && count > 5 && atof(word[4]) > 0)
		done = write_strip(&stage, atof(word[4]), word[5], word[2]);
	else if (strcmp(word[3], "frames") == 0 && count > 6)
		done = write_frames(&stage, atof(word[4]), atof(word[5]), word[6], word[2]);
	else if (strcmp(word[3], "clip") == 0)
		done = write_poster(word[1], word[2], word[4]) && write_clip(&stage, word[4]);
	else
		done = fputs(usage, stderr) < 0;
	close_stage(&stage);
	return done ? 0 : 1;
}
