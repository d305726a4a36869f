/* Content packs that somebody with a trusted key made by hand, and files that are none: each is
 * refused, and nothing of it is left. */
#define SCRATCH "pack-forged"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "data/pack_file.h"
#include "pack_kit.h"

#include <archive.h>
#include <archive_entry.h>

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

int main(void)
{
#define TEST(name) cmocka_unit_test_setup(name, fresh)
	const struct CMUnitTest tests[] = {
		TEST(odd_paths_are_refused_even_when_they_are_signed),
		TEST(links_folders_and_devices_are_refused),
		TEST(what_the_manifest_does_not_name_is_refused),
		TEST(a_signed_manifest_may_be_anything),
		TEST(what_is_no_pack_is_told_as_such),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
