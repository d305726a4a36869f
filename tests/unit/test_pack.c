/* Content packs: what is installed is what was signed, whole or not at all, whatever is in the pack
 * and whenever the process is killed. */
#define SCRATCH "pack"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "data/pack.h"
#include "data/pack_file.h"
#include "small_content.h"

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static char state[1024], keys[1024], pack[1024], key[1024], folder[1024];
static char why[PACK_WHY];
static struct pack_sum sum;
static struct problems problems;

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

/* ---- helpers ---- */

static void shell(const char *format, ...)
{
	char command[4096];
	va_list args;
	va_start(args, format);
	vsnprintf(command, sizeof command, format, args);
	va_end(args);
	assert_int_equal(system(command), 0);
}

static void set(char *to, const char *name)
{
	snprintf(to, 1024, "%s", scratch_path(name));
}

static int fresh(void **unused)
{
	(void)unused;
	full = false;
	set(folder, "content");
	set(state, "state");
	set(keys, "keys");
	set(pack, "one.pack");
	set(key, "key");
	shell("rm -rf '%s' '%s' '%s' '%s' '%s' '%s.pub'", folder, state, keys, pack, key, key);
	shell("mkdir '%s' '%s'", state, keys);
	small_content();
	assert_true(pack_keygen(key, why));
	shell("cp '%s.pub' '%s/store.pub'", key, keys);
	return 0;
}

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

static bool install(void)
{
	problems = (struct problems){0};
	why[0] = '\0';
	return pack_install(
		&(struct pack_install){
			.pack = pack, .state = state, .keys = keys, .problems = &problems},
		&sum, why);
}

static void installs(void)
{
	if (!install())
		fail_msg("%s", why);
}

static void refuses(const char *words)
{
	assert_false(install());
	if (!strstr(why, words))
		fail_msg("\"%s\" is missing in: %s", words, why);
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

static int folders(void)
{
	int count = 0;
	char *command = mem_printf("ls '%s/content' | grep -cv current", state);
	FILE *out = popen(command, "r");
	assert_int_equal(fscanf(out, "%d", &count), 1);
	pclose(out);
	free(command);
	return count;
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

/* ---- tests ---- */

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

/* ---- packs that somebody with a trusted key made by hand ---- */

static struct archive *made;

static void entry(const char *path, int type, const char *data, size_t size, const char *link)
{
	struct archive_entry *one = archive_entry_new();
	archive_entry_set_pathname(one, path);
	archive_entry_set_filetype(one, (unsigned)type);
	archive_entry_set_perm(one, 0644);
	if (type == AE_IFREG && !link)
		archive_entry_set_size(one, (la_int64_t)size);
	if (link && type == AE_IFREG)
		archive_entry_set_hardlink(one, link);
	else if (link)
		archive_entry_set_symlink(one, link);
	assert_int_equal(archive_write_header(made, one), ARCHIVE_OK);
	if (type == AE_IFREG && !link)
		assert_int_equal(archive_write_data(made, data, size), size);
	archive_entry_free(one);
}

static void file(const char *path, const char *data)
{
	entry(path, AE_IFREG, data, strlen(data), NULL);
}

/* A pack that begins with this text as its manifest, signed. */
static void begin_with(const char *text, size_t length)
{
	unsigned char secret[crypto_sign_SECRETKEYBYTES], signature[crypto_sign_BYTES];
	made = archive_write_new();
	archive_write_set_format_pax_restricted(made);
	assert_int_equal(archive_write_open_filename(made, pack), ARCHIVE_OK);
	assert_true(pack_key_read(key, true, secret, why));
	crypto_sign_detached(signature, NULL, (const unsigned char *)text, length, secret);
	entry(PACK_MANIFEST, AE_IFREG, text, length, NULL);
	entry(PACK_SIGNATURE, AE_IFREG, (char *)signature, sizeof signature, NULL);
}

/* A manifest of this one file. */
static void begin(const char *path, const char *data)
{
	unsigned char hash[crypto_hash_sha256_BYTES];
	char hex[2 * sizeof hash + 1], text[1024];
	crypto_hash_sha256(hash, (const unsigned char *)data, strlen(data));
	sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
	snprintf(text, sizeof text, PACK_HEAD "%s %zu %s\n", hex, strlen(data), path);
	begin_with(text, strlen(text));
}

static void end(void)
{
	assert_int_equal(archive_write_free(made), ARCHIVE_OK);
}

static void odd_paths_are_refused_even_when_they_are_signed(void **unused)
{
	(void)unused;
	static const char *const paths[] = {"../evil", "/tmp/evil", "a/../evil", "a//b", "a/",
		".hidden", "a/.hidden", "sp ace", "back\\slash", "./a"};
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		begin(paths[i], "evil");
		file(paths[i], "evil");
		end();
		refuses("a line of its manifest makes no sense");
		assert_false(pack_path_is_sound(paths[i]));
	}
	assert_int_equal(folders(), 0);
	assert_int_equal(access("/tmp/evil", F_OK), -1);
}

static void links_folders_and_devices_are_refused(void **unused)
{
	(void)unused;
	static const struct {
		int type;
		const char *link;
	} kinds[] = {{AE_IFLNK, "/etc/passwd"}, {AE_IFREG, "manifest"}, {AE_IFDIR, NULL},
		{AE_IFCHR, NULL}, {AE_IFBLK, NULL}, {AE_IFIFO, NULL}};
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		begin("areas.yaml", "evil");
		entry("areas.yaml", kinds[i].type, NULL, 0, kinds[i].link);
		end();
		refuses("expected a file, found a link, a folder or a device");
	}
	assert_int_equal(folders(), 0);
}

static void what_the_manifest_does_not_name_is_refused(void **unused)
{
	(void)unused;
	begin("areas.yaml", "good");
	file("facts.yaml", "good");
	end();
	refuses("\"facts.yaml\": this file is not in the manifest, or in another place");
	begin("areas.yaml", "good");
	file("areas.yaml", "good");
	file("areas.yaml", "evil");
	end();
	refuses("\"areas.yaml\": this file is not in the manifest, or in another place");
	begin("areas.yaml", "good");
	file("areas.yaml", "evil");
	end();
	refuses("\"areas.yaml\": it is not what was signed");
	begin("areas.yaml", "good");
	file("areas.yaml", "longer");
	end();
	refuses("\"areas.yaml\": its size is not what was signed");
	begin("areas.yaml", "good");
	end();
	refuses("\"areas.yaml\": expected this file, found the end");
	assert_int_equal(folders(), 0);
}

/* Bytes of a manifest changed, cut out and doubled, by dice that always fall alike. */
static void a_signed_manifest_may_be_anything(void **unused)
{
	(void)unused;
	static const char sound[] = PACK_HEAD
		"3a6eb0790f39ac87c94f3856b2dd2c5d110e6811602261a9a923d3bb23adc8b7 4 areas.yaml\n"
		"3a6eb0790f39ac87c94f3856b2dd2c5d110e6811602261a9a923d3bb23adc8b7 4 facts.yaml\n";
	unsigned dice = 7;
	for (int round = 0; round < 400; round++) {
		char text[sizeof sound];
		size_t length = sizeof sound - 1;
		memcpy(text, sound, sizeof sound);
		for (int k = 0; k < 3; k++) {
			dice = dice * 1103515245 + 12345;
			size_t at = dice / 65536 % length;
			if (dice % 3 == 0)
				memmove(text + at, text + at + 1, --length - at);
			else
				text[at] = (char)(dice / 7);
		}
		begin_with(text, length);
		file("areas.yaml", "data");
		file("facts.yaml", "data");
		end();
		assert_false(install());
		assert_true(why[0]);
	}
	assert_int_equal(folders(), 0);
}

static void what_is_no_pack_is_told_as_such(void **unused)
{
	(void)unused;
	scratch_file("one.pack", "This is a letter.\n");
	refuses("this is no pack, or it is damaged");
	scratch_file("one.pack", "");
	refuses("nothing was installed");
	unlink(pack);
	refuses("No such file or directory");
	shell("mkdir '%s'", pack);
	refuses("nothing was installed");
	shell("rmdir '%s'", pack);
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
#define TEST(name) cmocka_unit_test_setup(name, fresh)
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
		TEST(odd_paths_are_refused_even_when_they_are_signed),
		TEST(links_folders_and_devices_are_refused),
		TEST(what_the_manifest_does_not_name_is_refused),
		TEST(a_signed_manifest_may_be_anything),
		TEST(what_is_no_pack_is_told_as_such),
		TEST(a_kill_at_any_step_leaves_the_old_or_the_new),
		TEST(a_kill_while_going_back_leaves_one_of_both),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
