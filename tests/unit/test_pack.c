/* Content packs: what is installed is what was signed, whole or not at all, whatever is changed in
 * the pack and whenever the process is killed. */
#define SCRATCH "pack"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "data/catalog.h"
#include "pack_kit.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/wait.h>

/* ---- the disk, which may be full, and the process, which may be killed ---- */

static bool full;
static int steps_left = -1; /* until the process is killed; negative: it is not */

static void step(void)
{
	if (steps_left >= 0 && steps_left-- == 0)
		raise(SIGKILL);
}

/* What the program under test calls, instead of libc's. */
int statvfs(const char *path, struct statvfs *disk)
{
	(void)path;
	*disk = (struct statvfs){.f_frsize = 4096, .f_bavail = full ? 100 : 1000000};
	return 0;
}

int fsync(int file)
{
	(void)file;
	step();
	return 0;
}

int rename(const char *from, const char *to)
{
	step();
	return (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}

int symlink(const char *target, const char *path)
{
	step();
	return (int)syscall(SYS_symlinkat, target, AT_FDCWD, path);
}

int mkdir(const char *path, mode_t mode)
{
	step();
	return (int)syscall(SYS_mkdirat, AT_FDCWD, path, mode);
}

int remove(const char *path)
{
	step();
	return (int)(syscall(SYS_unlinkat, AT_FDCWD, path, 0) == 0
			     ? 0
			     : syscall(SYS_unlinkat, AT_FDCWD, path, AT_REMOVEDIR));
}

static int on_a_sound_disk(void **unused)
{
	full = false;
	return fresh(unused);
}

/* ---- packs that we made ---- */

/* The fact on the attract screen says which content it is. */
static void say(const char *words)
{
	char *text = mem_printf("facts:\n  - title: {en: %s, es: %s}\n    body: {en: A., es: B.}\n"
				"    source: S\n",
		words, words);
	scratch_file("content/facts.yaml", text);
	free(text);
}

static void make(const char *words)
{
	say(words);
	if (!pack_write(PACK_CONTENT, folder, pack, key, &sum, why))
		fail_msg("%s", why);
}

static void installs(void)
{
	if (!install())
		fail_msg("%s", why);
}

/* What the content in use says; "" where none is installed. In each case it is whole. */
static const char *in_use(void)
{
	static char words[128];
	words[0] = '\0';
	char *now = pack_current(state);
	if (!now)
		return words;
	struct problems found = {0};
	struct catalog *catalog = catalog_load(now, NULL, &found);
	assert_int_equal(found.count, 0);
	assert_int_equal(catalog->facts, 1);
	snprintf(words, sizeof words, "%s", text_in(&catalog->fact[0].title, 0));
	catalog_destroy(catalog);
	free(now);
	return words;
}

static char *bytes_of(const char *path, size_t *size)
{
	char *bytes = mem_calloc(1, 1024 * 1024);
	FILE *file = fopen(path, "rb");
	assert_non_null(file);
	*size = fread(bytes, 1, 1024 * 1024, file);
	fclose(file);
	return bytes;
}

static void what_was_packed_is_what_is_installed(void **unused)
{
	(void)unused;
	make("One");
	assert_int_equal(sum.files, 11);
	assert_string_equal(in_use(), "");
	installs();
	assert_int_equal(sum.files, 11);
	assert_string_equal(sum.signer, "store.pub");
	assert_string_equal(in_use(), "One");
	shell("diff -r -x .previous '%s' '%s/content/current/'", folder, state);
}

static void the_same_folder_makes_the_same_pack(void **unused)
{
	(void)unused;
	size_t first_size, again_size;
	make("One");
	char *first = bytes_of(pack, &first_size);
	shell("touch -d 2020-01-01 '%s/areas.yaml'", folder);
	make("One");
	char *again = bytes_of(pack, &again_size);
	assert_int_equal(first_size, again_size);
	assert_memory_equal(first, again, first_size);
	free(first);
	free(again);
}

static void the_one_before_is_kept_and_comes_back(void **unused)
{
	(void)unused;
	for (int i = 0; i < 3; i++) {
		make((const char *[]){"One", "Two", "Three"}[i]);
		installs();
	}
	assert_string_equal(in_use(), "Three");
	assert_int_equal(folders(), 2);
	assert_true(pack_rollback(state, why));
	assert_string_equal(in_use(), "Two");
	/* The one before that is gone: what is left is the program's own. */
	assert_true(pack_rollback(state, why));
	assert_string_equal(in_use(), "");
	assert_false(pack_rollback(state, why));
	assert_non_null(strstr(why, "no pack is installed"));
	installs();
	assert_string_equal(in_use(), "Three");
	assert_int_equal(folders(), 1);
}

static void only_trusted_keys_count(void **unused)
{
	(void)unused;
	make("One");
	shell("rm '%s/store.pub'", keys);
	refuses("there is no key that is trusted");
	char other[1100];
	snprintf(other, sizeof other, "%s/other", keys);
	assert_true(pack_keygen(other, why));
	refuses("signed with a key that is not trusted here");
	scratch_file("keys/broken.pub", "tuneup-ed25519 AAAA\n");
	refuses("signed with a key that is not trusted here");
	shell("rm '%s/other.pub'", keys);
	refuses("broken.pub: expected a public key");
	assert_string_equal(in_use(), "");
	shell("cp '%s.pub' '%s/store.pub'", key, keys);
	installs();
}

static void keys_are_never_written_over(void **unused)
{
	(void)unused;
	struct stat status;
	assert_int_equal(stat(key, &status), 0);
	assert_int_equal(status.st_mode & 0777, 0600);
	assert_false(pack_keygen(key, why));
	assert_non_null(strstr(why, "never written over"));
	unlink(key);
	/* The public one alone is in the way, too, and no half of a pair is left. */
	assert_false(pack_keygen(key, why));
	assert_int_equal(access(key, F_OK), -1);
}

/* The padding between the files may be anything; whatever else is changed is found out. */
static void a_pack_changed_anywhere_is_refused(void **unused)
{
	(void)unused;
	make("One");
	installs();
	make("Two");
	size_t size;
	char *bytes = bytes_of(pack, &size);
	int refused = 0, harmless = 0;
	for (size_t at = 0; at < size; at += 37) {
		bytes[at] ^= 0x41;
		scratch_bytes("one.pack", bytes, size);
		bytes[at] ^= 0x41;
		if (install()) {
			harmless++;
			assert_string_equal(in_use(), "Two");
			assert_true(pack_rollback(state, why));
		} else {
			refused++;
		}
		assert_string_equal(in_use(), "One");
	}
	assert_true(refused > 100);
	assert_true(harmless > 0);
	free(bytes);
}

static void a_pack_that_is_cut_off_is_refused(void **unused)
{
	(void)unused;
	make("Two");
	size_t size;
	char *bytes = bytes_of(pack, &size);
	/* The last two blocks of a tar, and what fills up its last record, are empty. */
	while (bytes[size - 1] == '\0')
		size--;
	for (size_t cut = 0; cut < size; cut += 101) {
		scratch_bytes("one.pack", bytes, cut);
		assert_false(install());
		assert_true(why[0]);
		assert_string_equal(in_use(), "");
	}
	assert_int_equal(folders(), 0);
	free(bytes);
}

static void a_full_disk_is_told_before_anything_is_written(void **unused)
{
	(void)unused;
	make("One");
	full = true;
	refuses("there is too little space: expected");
	assert_int_equal(folders(), 0);
}

static void mistakes_of_the_content_are_refused(void **unused)
{
	(void)unused;
	make("One");
	installs();
	scratch_file("content/areas.yaml", "neck: {en: Neck, es: Cuello}\n");
	make("Two");
	refuses("its content has mistakes: areas.yaml:1:1: ribs: expected a text");
	assert_string_equal(in_use(), "One");
}

static void one_at_a_time(void **unused)
{
	(void)unused;
	make("One");
	shell("mkdir '%s/content'", state);
	int lock = open(scratch_path("state/content/.lock"), O_RDWR | O_CREAT, 0600);
	assert_int_equal(flock(lock, LOCK_EX), 0);
	refuses("content is being installed already");
	close(lock);
	installs();
}

static void links_and_odd_names_are_not_packed(void **unused)
{
	(void)unused;
	shell("ln -s /etc/passwd '%s/passwd'", folder);
	assert_false(pack_write(PACK_CONTENT, folder, pack, key, &sum, why));
	assert_non_null(strstr(why, "passwd: expected a file, found a link"));
	shell("rm '%s/passwd'; touch '%s/what is this'", folder, folder);
	assert_false(pack_write(PACK_CONTENT, folder, pack, key, &sum, why));
	assert_non_null(strstr(why, "what is this: expected a name of letters"));
	assert_int_equal(access(pack, F_OK), -1);
	shell("rm '%s/what is this'; mkdir '%s/studio'; touch '%s/studio/a' '%s/.b'", folder,
		folder, folder, folder);
	assert_true(pack_write(PACK_CONTENT, folder, pack, key, &sum, why));
	assert_int_equal(sum.files, 11);
}

/* ---- killed at each step ---- */

/* Runs the work in a process that dies at its nth step; false: it came to its end. */
static bool killed(int steps, bool (*work)(void))
{
	pid_t child = fork();
	if (child == 0) {
		steps_left = steps;
		_exit(work() ? 0 : 1);
	}
	int status;
	assert_int_equal(waitpid(child, &status, 0), child);
	if (WIFSIGNALED(status))
		return true;
	assert_int_equal(WEXITSTATUS(status), 0);
	return false;
}

static bool roll_back(void)
{
	return pack_rollback(state, why);
}

static void a_kill_at_any_step_leaves_the_old_or_the_new(void **unused)
{
	(void)unused;
	make("One");
	installs();
	make("Two");
	installs();
	make("Three");
	int steps = 0, old = 0;
	while (killed(steps, install)) {
		bool is_old = strcmp(in_use(), "Two") == 0;
		assert_true(is_old || strcmp(in_use(), "Three") == 0);
		old += is_old;
		steps++;
		/* Two is still there to go back to, or is what is in use. */
		if (!is_old) {
			assert_true(pack_rollback(state, why));
			assert_string_equal(in_use(), "Two");
		}
	}
	assert_string_equal(in_use(), "Three");
	assert_true(old > 20);
	assert_true(steps > old);
	/* Nothing is left of the tries. */
	installs();
	assert_int_equal(folders(), 2);
}

static void a_kill_while_going_back_leaves_one_of_both(void **unused)
{
	(void)unused;
	make("One");
	installs();
	make("Two");
	installs();
	int steps = 0;
	while (killed(steps, roll_back)) {
		bool is_old = strcmp(in_use(), "Two") == 0;
		assert_true(is_old || strcmp(in_use(), "One") == 0);
		steps++;
		if (!is_old)
			break;
	}
	assert_true(steps > 1);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup(name, on_a_sound_disk)
	const struct CMUnitTest tests[] = {
		TEST(what_was_packed_is_what_is_installed),
		TEST(the_same_folder_makes_the_same_pack),
		TEST(the_one_before_is_kept_and_comes_back),
		TEST(only_trusted_keys_count),
		TEST(keys_are_never_written_over),
		TEST(a_pack_changed_anywhere_is_refused),
		TEST(a_pack_that_is_cut_off_is_refused),
		TEST(a_full_disk_is_told_before_anything_is_written),
		TEST(mistakes_of_the_content_are_refused),
		TEST(one_at_a_time),
		TEST(links_and_odd_names_are_not_packed),
		TEST(a_kill_at_any_step_leaves_the_old_or_the_new),
		TEST(a_kill_while_going_back_leaves_one_of_both),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
