/* tuneupctl program: updates of the program itself, as signed packs, and the way back. */
#include "admin/run.h"
#include "base/admin.h"
#include "ctl/content_pack.h"
#include "data/pack.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int pack(struct ctl *ctl, int argc, char **argv);
static int install(struct ctl *ctl, int argc, char **argv);
static int rollback(struct ctl *ctl, int argc, char **argv);

enum { PACK, INSTALL, ROLLBACK };

const struct ctl_command ctl_program[] = {
	[PACK] = {"program pack", "DEB OUT --key FILE",
		"Makes a signed pack of a package of the program", pack},
	[INSTALL] = {"program install", "PACK [--keys DIR]",
		"Installs the program of a pack, if a trusted key has signed it", install},
	[ROLLBACK] = {"program rollback", "", "Back to the program before", rollback},
	{0},
};

/* A field of the package; false: it is no package. */
static bool read_field(const char *deb, const char *field, char *value, size_t size)
{
	const char *const words[] = {"/usr/bin/dpkg-deb", "--field", deb, field, NULL};
	bool read = run_and_read(words, value, size);
	value[strcspn(value, "\n")] = '\0';
	return read && value[0];
}

static bool write_about(const char *folder, const char *version)
{
	char *path = mem_printf("%s/pack.yaml", folder);
	FILE *file = fopen(path, "we");
	bool written = file && fprintf(file, "name: Tuneup\nversion: \"%s\"\n", version) > 0;
	if (file && fclose(file) != 0)
		written = false;
	free(path);
	return written;
}

/* What a pack is made of stands in a folder of its own meanwhile. */
static bool lay_out(const char *deb, const char *folder, const char *version, char *why)
{
	char *to = mem_printf("%s/tuneup.deb", folder);
	const char *const words[] = {"/bin/cp", "--", deb, to, NULL};
	bool done = run_and_wait(words) && write_about(folder, version);
	if (!done)
		snprintf(why, PACK_WHY, "%s: cannot be copied: %s", folder, strerror(errno));
	free(to);
	return done;
}

static void remove_folder(const char *folder)
{
	static const char *const names[] = {"tuneup.deb", "pack.yaml"};
	for (int i = 0; i < 2; i++) {
		char *path = mem_printf("%s/%s", folder, names[i]);
		unlink(path);
		free(path);
	}
	rmdir(folder);
}

static int pack(struct ctl *ctl, int argc, char **argv)
{
	const char *key = NULL;
	char why[PACK_WHY] = "", version[64], name[32];
	struct pack_sum sum;
	(void)ctl;
	if (!content_take_option(&argc, argv, "--key", &key) || !key || argc != 2)
		return ctl_bad_usage(&ctl_program[PACK]);
	if (!read_field(argv[0], "Package", name, sizeof name) || strcmp(name, "tuneup") != 0 ||
		!read_field(argv[0], "Version", version, sizeof version)) {
		snprintf(why, sizeof why, "%s: expected a package \"tuneup\"", argv[0]);
		return content_refused(why);
	}
	char *folder = mem_printf("%s.XXXXXX", argv[1]);
	bool done = mkdtemp(folder);
	if (!done)
		snprintf(why, sizeof why, "%s: %s", argv[1], strerror(errno));
	done = done && lay_out(argv[0], folder, version, why) &&
	       pack_write(PACK_PROGRAM, folder, argv[1], key, &sum, why);
	remove_folder(folder);
	free(folder);
	if (!done)
		return content_refused(why);
	printf("%s: the program %s, %.1f MB\n", argv[1], version, (double)sum.bytes / 1e6);
	return CTL_DONE;
}

/* tuneup-admin does it: for root and the kiosk's user. */
static int ask(enum admin_request request)
{
	const struct admin_ask wish = {.request = request};
	struct admin_answer answer = admin_ask(ADMIN_SOCKET, &wish);
	if (answer.result == ADMIN_DONE) {
		puts("The program is installed; the kiosk starts anew.");
		return CTL_DONE;
	}
	return content_refused(answer.text[0] ? answer.text : "tuneup-admin has refused it");
}

static int install(struct ctl *ctl, int argc, char **argv)
{
	const char *keys = PACK_KEYS;
	char why[PACK_WHY] = "";
	if (!content_take_option(&argc, argv, "--keys", &keys) || argc != 1)
		return ctl_bad_usage(&ctl_program[INSTALL]);
	const struct pack_install job = {.pack = argv[0], .state = ctl->state, .keys = keys};
	if (!pack_stage_program(&job, why))
		return content_refused(why);
	return ask(ADMIN_PROGRAM_INSTALL);
}

static int rollback(struct ctl *ctl, int argc, char **argv)
{
	(void)ctl;
	(void)argv;
	if (argc > 0)
		return ctl_bad_usage(&ctl_program[ROLLBACK]);
	return ask(ADMIN_PROGRAM_ROLLBACK);
}
