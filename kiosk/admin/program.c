#include "admin/program.h"

#include "admin/run.h"
#include "base/log.h"
#include "base/sync.h"
#include "base/tr.h"
#include "data/pack_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const struct program_places program_usual = {
	.staged = "/var/lib/tuneup/program",
	.kept = "/var/lib/tuneup-admin",
	.keys = "/etc/tuneup/keys.d",
	.dpkg = "/usr/bin/dpkg",
	.dpkg_deb = "/usr/bin/dpkg-deb",
	.keep = "/usr/lib/tuneup/keep-program",
};

/* ---- what was staged ---- */

/* A plain file of somebody else's folder; -1: why. */
static int open_staged(const struct program_places *places, const char *name, char *why)
{
	struct stat about;
	char *path = mem_printf("%s/%s", places->staged, name);
	int file = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	bool plain = file >= 0 && fstat(file, &about) == 0 && S_ISREG(about.st_mode);
	if (!plain)
		pack_says(why, "%s: %s", path, file < 0 ? strerror(errno) : N_("is no plain file"));
	if (!plain && file >= 0)
		close(file);
	free(path);
	return plain ? file : -1;
}

/* At most room bytes; negative: why. */
static ssize_t read_staged(
	const struct program_places *places, const char *name, void *bytes, size_t room, char *why)
{
	int file = open_staged(places, name, why);
	if (file < 0)
		return -1;
	size_t filled = 0;
	ssize_t got = 1;
	while (filled < room && (got = read(file, (char *)bytes + filled, room - filled)) > 0)
		filled += (size_t)got;
	char more;
	bool whole = got >= 0 && read(file, &more, 1) == 0;
	close(file);
	if (whole)
		return (ssize_t)filled;
	pack_says(why, N_("%s: cannot be read, or is too large"), name);
	return -1;
}

static const struct pack_file *find_deb(const struct pack_manifest *manifest)
{
	for (int i = 0; i < manifest->files; i++)
		if (strcmp(manifest->file[i].path, PACK_DEB) == 0)
			return &manifest->file[i];
	return NULL;
}

/* The manifest, if a trusted key has signed it. text: PACK_MANIFEST_MAX + 1 zeroed bytes. */
static bool read_manifest(
	const struct program_places *places, struct pack_manifest *manifest, char *text, char *why)
{
	unsigned char signature[crypto_sign_BYTES];
	char signer[PACK_SIGNER];
	const char *line;
	ssize_t length = read_staged(places, PACK_MANIFEST, text, PACK_MANIFEST_MAX, why);
	if (length < 0)
		return false;
	if (read_staged(places, PACK_SIGNATURE, signature, sizeof signature, why) !=
		(ssize_t)sizeof signature)
		return pack_says(why, N_("the update's signature is cut off"));
	if (!pack_key_find(places->keys, text, (size_t)length, signature, signer, why))
		return false;
	if (!signer[0])
		return pack_says(why, N_("the update was changed, or signed with a key that is not "
					 "trusted here"));
	const char *wrong = pack_manifest_read(manifest, text, &line);
	if (wrong)
		return pack_says(why, N_("the update: %s"), wrong);
	if (manifest->kind != PACK_PROGRAM || !find_deb(manifest))
		return pack_says(why, N_("what was signed is no program update"));
	return true;
}

static bool copy_bytes(int in, int out, const struct pack_file *deb, char *why)
{
	unsigned char chunk[PACK_CHUNK], hash[crypto_hash_sha256_BYTES];
	crypto_hash_sha256_state state;
	crypto_hash_sha256_init(&state);
	int64_t left = deb->size;
	while (left > 0) {
		size_t wanted = left < PACK_CHUNK ? (size_t)left : PACK_CHUNK;
		ssize_t got = read(in, chunk, wanted);
		if (got <= 0)
			return pack_says(
				why, "%s: %s", PACK_DEB, N_("is shorter than what was signed"));
		crypto_hash_sha256_update(&state, chunk, (size_t)got);
		if (write(out, chunk, (size_t)got) != got)
			return pack_says(
				why, N_("%s: cannot be kept: %s"), PACK_DEB, strerror(errno));
		left -= got;
	}
	crypto_hash_sha256_final(&state, hash);
	if (read(in, chunk, 1) != 0 || memcmp(hash, deb->hash, sizeof hash) != 0)
		return pack_says(why, "%s: %s", PACK_DEB, N_("is not what was signed"));
	return fsync(out) == 0 || pack_says(why, PACK_DEB ": %s", strerror(errno));
}

/* Into root's own folder, where nobody can change it between the check and its use. */
static bool take_deb(const struct program_places *places, const struct pack_file *deb,
	const char *path, char *why)
{
	int in = open_staged(places, PACK_DEB, why);
	if (in < 0)
		return false;
	unlink(path);
	int out = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	bool taken = out >= 0 ? copy_bytes(in, out, deb, why)
			      : pack_says(why, "%s: %s", path, strerror(errno));
	if (out >= 0)
		close(out);
	close(in);
	if (!taken)
		unlink(path);
	return taken;
}

/* ---- dpkg ---- */

/* A key that signs content for this program signs no other package. */
static bool is_tuneup(const struct program_places *places, const char *deb, char *why)
{
	char name[32] = "";
	const char *const words[] = {places->dpkg_deb, "--field", deb, "Package", NULL};
	if (run_and_read(words, name, sizeof name) && strcmp(name, "tuneup\n") == 0)
		return true;
	name[strcspn(name, "\n")] = '\0';
	return pack_says(why, N_("%s: expected the package tuneup, found \"%s\""), PACK_DEB, name);
}

static bool install_deb(const struct program_places *places, const char *deb)
{
	char root[300];
	snprintf(root, sizeof root, "--root=%s", places->root ? places->root : "/");
	const char *const words[] = {places->dpkg, root, "--force-confold", "--install", deb, NULL};
	const char *const usual[] = {places->dpkg, "--force-confold", "--install", deb, NULL};
	return run_and_wait(places->root ? words : usual);
}

/* current.deb may be missing, since apt brought what is installed, or be another one. */
static bool keep_installed(const struct program_places *places, char *why)
{
	char says[PROGRAM_WHY];
	const char *const words[] = {
		places->keep, places->kept, places->root ? places->root : "", NULL};
	if (run_and_read(words, says, sizeof says))
		return true;
	says[strcspn(says, "\n")] = '\0';
	return pack_says(why, "%s",
		says[0] ? says
			: N_("the program that is installed could not be kept for the "
			     "way back: see the journal"));
}

/* ---- the two deeds ---- */

struct kept {
	char *current, *previous, *fresh;
};

static struct kept kept_of(const struct program_places *places)
{
	return (struct kept){mem_printf("%s/current.deb", places->kept),
		mem_printf("%s/previous.deb", places->kept),
		mem_printf("%s/fresh.deb", places->kept)};
}

static void kept_free(struct kept *kept)
{
	free(kept->current);
	free(kept->previous);
	free(kept->fresh);
}

static bool move(const char *from, const char *to, char *why)
{
	return rename(from, to) == 0 || pack_says(why, "%s: %s", from, strerror(errno));
}

/* Before dpkg is asked, since this program may be ended by what it installs. */
static bool put_first(const struct program_places *places, const struct kept *kept, char *why)
{
	bool had = access(kept->current, F_OK) == 0;
	return (!had || move(kept->current, kept->previous, why)) &&
	       move(kept->fresh, kept->current, why) &&
	       (sync_folder(places->kept) ||
		       pack_says(why, "%s: %s", places->kept, strerror(errno)));
}

static bool install_fresh(const struct program_places *places, const struct kept *kept, char *why)
{
	if (!put_first(places, kept, why))
		return false;
	if (install_deb(places, kept->current))
		return true;
	bool back = access(kept->previous, F_OK) == 0 && install_deb(places, kept->previous) &&
		    move(kept->previous, kept->current, why);
	return pack_says(why, N_("dpkg could not install it: %s"),
		back ? N_("the program that was there is back")
		     : N_("see its words in the journal"));
}

bool program_install(const struct program_places *places, char *why)
{
	struct kept kept = kept_of(places);
	struct pack_manifest *manifest = mem_calloc(1, sizeof *manifest);
	char *text = mem_calloc(1, PACK_MANIFEST_MAX + 1);
	bool done = pack_crypto(why) && read_manifest(places, manifest, text, why);
	if (done && mkdir(places->kept, 0700) != 0 && errno != EEXIST)
		done = pack_says(why, "%s: %s", places->kept, strerror(errno));
	done = done && take_deb(places, find_deb(manifest), kept.fresh, why) &&
	       is_tuneup(places, kept.fresh, why) && keep_installed(places, why) &&
	       install_fresh(places, &kept, why);
	unlink(kept.fresh);
	free(text);
	free(manifest);
	kept_free(&kept);
	return done;
}

bool program_rollback(const struct program_places *places, char *why)
{
	struct kept kept = kept_of(places);
	/* With a package that somebody has installed meanwhile, current.deb is the one before. */
	bool done = access(kept.current, F_OK) != 0 || keep_installed(places, why);
	if (done && access(kept.previous, R_OK) != 0)
		done = pack_says(why, N_("there is no program before this one here"));
	done = done && move(kept.previous, kept.fresh, why) && install_fresh(places, &kept, why);
	kept_free(&kept);
	return done;
}

/* ---- in a unit of its own ---- */

int program_main(const char *word)
{
	char why[PACK_WHY] = "";
	bool back = strcmp(word, "rollback") == 0;
	if (!back && strcmp(word, "install") != 0)
		return 2;
	bool done =
		back ? program_rollback(&program_usual, why) : program_install(&program_usual, why);
	FILE *result = fopen(PROGRAM_RESULT, "we");
	if (result) {
		fprintf(result, "%s\n", done ? "" : why);
		fclose(result);
	}
	if (!done)
		log_error("%s", why);
	return done ? 0 : 1;
}

void program_ask(bool back, struct admin_answer *answer)
{
	const char *const words[] = {"/usr/bin/systemctl", "start",
		back ? "tuneup-program@rollback.service" : "tuneup-program@install.service", NULL};
	if (run_and_wait(words)) {
		answer->result = ADMIN_DONE;
		return;
	}
	FILE *result = fopen(PROGRAM_RESULT, "re");
	answer->result = ADMIN_FAILED;
	if (!result || !fgets(answer->text, sizeof answer->text, result))
		snprintf(answer->text, sizeof answer->text, "the update could not be started");
	answer->text[strcspn(answer->text, "\n")] = '\0';
	if (result)
		fclose(result);
}
