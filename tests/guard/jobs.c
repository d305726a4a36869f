/* Five fixed jobs whose instructions are counted (guard.sh): "jobs prepare FOLDER" makes what they
 * need, in an empty folder; "jobs JOB FOLDER" does one. Only what happens below guard_counted is
 * counted. */
#include "../unit/roller.h"
#include "../unit/visitor.h"

#include "base/log.h"
#include "coach.h"
#include "data/import.h"
#include "mat.h"
#include "media/vtt.h"
#include "ui/bgra.h"
#include "ui/bgra_parts.h"
#include "ui/render_sdl.h"

#include <SDL2/SDL.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum {
	REDRAWS = 100,
	SCANS = 6000,
	THERAPISTS = 10000,
	SEARCHES = 200,
	ROUTINES = 100,
	CUES = 400,
	READINGS = 20,
	PICTURES = 60
};

static struct problems problems;

static void fail(const char *what)
{
	fprintf(stderr, "jobs: %s\n", what);
	exit(1);
}

/* Visible and not inlined: callgrind counts by this name. So does guest_instructions.c, which needs
 * a block of ours after the job, and one before it: no last call that is a jump, nor a page's end
 * in between. */
void guard_counted(void (*job)(void *data), void *data);
__attribute__((noinline, aligned(64))) void guard_counted(void (*job)(void *data), void *data)
{
	job(data);
	__asm__ volatile("" ::: "memory");
}

static FILE *make_file(const char *folder, const char *name)
{
	char path[1000];
	snprintf(path, sizeof path, "%s/%s", folder, name);
	FILE *file = fopen(path, "we");
	if (!file)
		fail(path);
	return file;
}

static void make_folder(const char *folder, const char *name)
{
	char path[1000];
	snprintf(path, sizeof path, "%s/%s", folder, name);
	if (mkdir(path, 0700) != 0 && errno != EEXIST)
		fail(path);
}

/* --- home: the home screen drawn again and again, all of it --- */

struct screen_job {
	struct visitor *visitor;
	struct renderer *renderer;
};

static void draw_home(void *data)
{
	struct screen_job *job = data;
	struct visitor *visitor = job->visitor;
	for (int i = 0; i < REDRAWS; i++) {
		app_view(&visitor->app, visitor->measure, &visitor->list);
		/* Another ground makes it draw everything. */
		renderer_draw(job->renderer, &visitor->list, visitor->app.metrics.u,
			i % 2 ? 0x010101FF : 0x020202FF);
	}
}

static void home(const char *folder)
{
	(void)folder;
	SDL_Init(SDL_INIT_EVENTS);
	struct text_engine *text = text_create("assets/fonts", &problems);
	struct screen_job job = {.visitor = visitor_create(800, 480)};
	job.renderer = renderer_create(NULL, 800, 480, 0, "assets", "content", text, &problems);
	job.visitor->measure = text_measure(text);
	visitor_goes_home(job.visitor);
	visitor_waits(job.visitor, 2000);
	visitor_looks(job.visitor);
	renderer_draw(job.renderer, &job.visitor->list, job.visitor->app.metrics.u, 0x020202FF);
	guard_counted(draw_home, &job);
	renderer_destroy(job.renderer);
	visitor_destroy(job.visitor);
	text_destroy(text);
	SDL_Quit();
}

/* --- coach: the mat's signal path and the coach over two minutes --- */

struct mat_job {
	struct mat_raw *scan;
	int scans;
	struct mat *mat;
	struct coach coach;
};

static void feed_mat(void *data)
{
	struct mat_job *job = data;
	for (int i = 0; i < job->scans; i++) {
		struct mat_sample sample;
		if (mat_feed(job->mat, &job->scan[i], &sample))
			coach_feed(&job->coach, &sample);
	}
	coach_finish(&job->coach);
}

static void coach(const char *folder)
{
	(void)folder;
	static struct roller_run run;
	static struct mat_job job;
	struct roller roller = roller_usual(1);
	roller.contact_s = SCANS / 50;
	roller_begin(&run, &roller);
	job.scan = mem_calloc(SCANS, sizeof *job.scan);
	while (job.scans < SCANS && roller_next(&run, &job.scan[job.scans]))
		job.scans++;
	job.mat = mat_create(roller.form);
	coach_start(&job.coach, roller.form.grid);
	guard_counted(feed_mat, &job);
	mat_destroy(job.mat);
	free(job.scan);
}

/* --- search: a directory read and searched --- */

static void prepare_directory(const char *folder)
{
	static const char *const words[] = {"Ana", "Berg", "Cruz", "Dela", "Ewa", "Fox", "Gil"};
	FILE *file = make_file(folder, "rows.csv");
	fputs("name,phone,techniques,license_state,license_number,license_expires,"
	      "license_verified_on,license_verified_by,latitude,longitude\n",
		file);
	for (int i = 0; i < THERAPISTS; i++)
		fprintf(file,
			"%s %s%c %s,(303) "
			"555-%04d,%s,CO,MT.%07d,2028-03-31,2026-11-01,MK,%.4f,%.4f\n",
			words[i % 7], words[i / 7 % 7], 'a' + i % 26, words[i / 49 % 7], i,
			i % 3 ? "sports" : "swedish|sports", i, 25 + i % 240 / 10.0,
			-124 + i % 570 / 10.0);
	fclose(file);
	char path[1000];
	snprintf(path, sizeof path, "%s/rows.csv", folder);
	struct directory *directory = directory_open(folder, NULL, false, &problems);
	struct import_report report;
	if (!directory || !import_file(directory, path, &(struct import_options){.by = "MK"},
				  date_make(2026, 11, 23), &report))
		fail("the directory cannot be filled");
	import_report_free(&report);
	directory_close(directory);
}

static void search_all(void *data)
{
	static const char *const typed[] = {"a", "an", "ana", "b", "be", "ber", "fox gil", "zz"};
	for (int i = 0; i < SEARCHES; i++) {
		struct arena arena = {0};
		struct therapist_list list;
		struct directory_query query = {.words = i % 2 ? typed[i / 2 % 8] : "",
			.techniques = i % 3 ? "" : "swedish",
			.from = {true, 40.0190, -105.2747},
			.within_km = i % 5 ? 0 : 80,
			.today = date_make(2026, 11, 23),
			.limit = 20};
		if (!directory_search(data, &query, &arena, &list))
			fail("a search failed");
		arena_free(&arena);
	}
}

static void search(const char *folder)
{
	struct directory *directory = directory_open(folder, NULL, true, &problems);
	if (!directory)
		fail("the directory cannot be opened");
	guard_counted(search_all, directory);
	directory_close(directory);
}

/* --- catalog: a content folder of many routines read --- */

static const char routine_text[] =
	"title: {en: Quads number, es: Cuádriceps número}\n"
	"summary: {en: The front of the thigh., es: El frente del muslo.}\n"
	"why: {en: Runners need it., es: A quien corre le hace falta.}\n"
	"tools: [foam_roller, massage_stick]\n"
	"sides: 2\n"
	"steps:\n"
	"  - {title: {en: Set up, es: Prepárate}, cue: {en: Lie down., es: Acuéstate.}, seconds: "
	"20}\n"
	"  - title: {en: Roll, es: Rueda}\n"
	"    cue: {en: Slow passes from hip to knee., es: Pasadas lentas de la cadera a la "
	"rodilla.}\n"
	"    seconds: 45\n"
	"    side: each\n"
	"    at: 2.5\n"
	"    loop: [1.5, 10.0]\n"
	"care: [{en: Gently., es: Suave.}]\n"
	"sources: [Behm 2020]\n";

static void prepare_content(const char *folder)
{
	make_folder(folder, "content");
	make_folder(folder, "content/routines");
	for (int i = 0; i < ROUTINES; i++) {
		char name[100];
		snprintf(name, sizeof name, "content/routines/quads-%03d", i);
		make_folder(folder, name);
		snprintf(name, sizeof name, "content/routines/quads-%03d/routine.yaml", i);
		FILE *file = make_file(folder, name);
		fprintf(file, "id: quads-%03d\narea: quads\n%s", i, routine_text);
		fclose(file);
	}
}

static void load_catalog(void *data)
{
	struct catalog *catalog = catalog_load(data, vtt_read, &problems);
	if (catalog->routines != ROUTINES)
		fail("not all routines were read");
	catalog_destroy(catalog);
}

static void catalog(const char *folder)
{
	char path[1000];
	snprintf(path, sizeof path, "%s/content", folder);
	guard_counted(load_catalog, path);
}

/* --- pictures: captions read and pictures colored --- */

static void prepare_captions(const char *folder)
{
	FILE *file = make_file(folder, "captions.vtt");
	fputs("WEBVTT\n", file);
	for (int i = 0; i < CUES; i++)
		fprintf(file,
			"\n%02d:%02d.000 --> %02d:%02d.900\nSlow passes, <i>up</i> &amp; down: "
			"%d.\n",
			i / 60, i % 60, i / 60, i % 60, i);
	fclose(file);
}

/* Instead of the kiosk's: as on a processor that has none of it, so that the figures hold on all.
 */
int bgra_convert_avx2(
	const struct bgra_matrix *matrix, const uint8_t *const row[3], int x, int end, uint8_t *to)
{
	(void)matrix;
	(void)row;
	(void)end;
	(void)to;
	(void)x;
	return 0;
}

static void read_and_color(void *data)
{
	enum { W = 640, H = 360 };
	static uint8_t plane[W * H * 3 / 2], out[W * H * 4];
	for (int i = 0; i < READINGS; i++) {
		struct arena arena = {0};
		struct cue_list cues = {0};
		if (!vtt_read(data, &arena, &cues, &problems))
			fail("the captions cannot be read");
		arena_free(&arena);
	}
	struct picture picture = {.format = PICTURE_I420, .w = W, .h = H, .bt709 = true};
	for (int i = 0; i < 3; i++) {
		picture.plane[i] = plane + (i ? W * H + (i - 1) * W * H / 4 : 0);
		picture.pitch[i] = i ? W / 2 : W;
	}
	for (int i = 0; i < PICTURES; i++)
		bgra_convert(&picture, 0, 0, W, H, out, W * 4);
}

static void pictures(const char *folder)
{
	char path[1000];
	snprintf(path, sizeof path, "%s/captions.vtt", folder);
	guard_counted(read_and_color, path);
}

int main(int argc, char **argv)
{
	static const struct {
		const char *name;
		void (*run)(const char *folder);
	} jobs[] = {{"home", home}, {"coach", coach}, {"search", search}, {"catalog", catalog},
		{"pictures", pictures}};
	log_set_style(LOG_PLAIN);
	if (argc == 3 && strcmp(argv[1], "prepare") == 0) {
		prepare_directory(argv[2]);
		prepare_content(argv[2]);
		prepare_captions(argv[2]);
		return 0;
	}
	for (size_t i = 0; argc == 3 && i < sizeof jobs / sizeof *jobs; i++)
		if (strcmp(argv[1], jobs[i].name) == 0) {
			jobs[i].run(argv[2]);
			return 0;
		}
	fprintf(stderr, "usage: jobs prepare|home|coach|search|catalog|pictures FOLDER\n");
	return 2;
}
