/* tuneup-admin's program updates: what is staged is believed only when a trusted key has vouched
 * for it here, the program before is kept, and what dpkg cannot install is taken back. With a dpkg
 * of words, and with the real one in a scratch root where that is allowed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define SCRATCH "program"

#include "admin/program.h"
#include "base/log.h"
#include "base/mem.h"
#include "data/pack.h"
#include "scratch.h"

#include <sys/stat.h>
#include <unistd.h>

static char here[512], why[PROGRAM_WHY];
static struct program_places places;

/* dpkg of words: writes its last argument's content into `installed`, unless it holds "broken".
 * What keeps the installed package finds none. */
static void fake_dpkg(void)
{
	shell("cat >'%s/dpkg' <<'END'\n#!/bin/sh\nfor deb; do :; done\n"
	      "grep -q broken \"$deb\" && exit 1\ncat \"$deb\" >'%s/installed'\nEND\n"
	      "chmod +x '%s/dpkg'",
		here, here, here);
	shell("cat >'%s/dpkg-deb' <<'END'\n#!/bin/sh\nsed -n 's/^Package: //p' \"$2\"\nEND\n"
	      "chmod +x '%s/dpkg-deb'",
		here, here);
	shell("printf '#!/bin/sh\n' >'%s/keep' && chmod +x '%s/keep'", here, here);
}

static const char *at(const char *name)
{
	static char path[4][700];
	static int turn;
	turn = (turn + 1) % 4;
	snprintf(path[turn], sizeof path[turn], "%s/%s", here, name);
	return path[turn];
}

static int fresh(void **state)
{
	(void)state;
	static char staged[600], kept[600], keys[600], dpkg[600], dpkg_deb[600], keep[600];
	log_set_style(LOG_SILENT);
	snprintf(here, sizeof here, "%s", scratch_path("x"));
	*strrchr(here, '/') = '\0';
	shell("rm -rf '%s' && mkdir -p '%s/keys' '%s/state' '%s/pack'", here, here, here, here);
	snprintf(staged, sizeof staged, "%s/state/program", here);
	snprintf(kept, sizeof kept, "%s/kept", here);
	snprintf(keys, sizeof keys, "%s/keys", here);
	snprintf(dpkg, sizeof dpkg, "%s/dpkg", here);
	snprintf(dpkg_deb, sizeof dpkg_deb, "%s/dpkg-deb", here);
	snprintf(keep, sizeof keep, "%s/keep", here);
	places = (struct program_places){.staged = staged,
		.kept = kept,
		.keys = keys,
		.dpkg = dpkg,
		.dpkg_deb = dpkg_deb,
		.keep = keep};
	fake_dpkg();
	assert_true(pack_keygen(at("key"), why));
	shell("cp '%s/key.pub' '%s/keys/'", here, here);
	why[0] = '\0';
	return 0;
}

/* A pack of a .deb of words, staged as the kiosk would. */
static void stage(const char *text, const char *key)
{
	struct pack_sum sum;
	shell("printf '%%s\\n' '%s' >'%s/pack/tuneup.deb'", text, here);
	if (!pack_write(PACK_PROGRAM, at("pack"), at("one.pack"), at(key), &sum, why))
		fail_msg("%s", why);
	const struct pack_install job = {
		.pack = at("one.pack"), .state = at("state"), .keys = at("keys")};
	if (strcmp(key, "key") == 0 && !pack_stage_program(&job, why))
		fail_msg("%s", why);
}

static void update(const char *text)
{
	stage(text, "key");
	if (!program_install(&places, why))
		fail_msg("%s", why);
}

static void expect_installed(const char *text)
{
	char line[100] = "";
	FILE *file = fopen(at("installed"), "r");
	assert_non_null(file);
	while (fgets(line, sizeof line, file)) {
	}
	fclose(file);
	line[strcspn(line, "\n")] = '\0';
	assert_string_equal(line, text);
}

static void refuses(const char *words)
{
	why[0] = '\0';
	assert_false(program_install(&places, why));
	if (!strstr(why, words))
		fail_msg("expected \"%s\", found \"%s\"", words, why);
	assert_int_not_equal(access(at("installed"), F_OK), 0);
	assert_int_not_equal(access(at("kept/fresh.deb"), F_OK), 0);
}

#define DEB(words) "Package: tuneup\n" words

static void a_signed_update_is_installed_and_the_one_before_kept(void **state)
{
	(void)state;
	update(DEB("one"));
	expect_installed("one");
	update(DEB("two"));
	expect_installed("two");
	assert_true(program_rollback(&places, why));
	expect_installed("one");
	/* And forth again. */
	assert_true(program_rollback(&places, why));
	expect_installed("two");
}

static void where_no_package_was_there_is_no_way_back(void **state)
{
	(void)state;
	assert_false(program_rollback(&places, why));
	assert_non_null(strstr(why, "no program before this one"));
	update(DEB("one"));
	assert_false(program_rollback(&places, why));
	expect_installed("one");
}

static void what_the_kiosk_stages_is_verified_again(void **state)
{
	(void)state;
	stage(DEB("one"), "key");
	shell("printf x >>'%s/state/program/tuneup.deb'", here);
	refuses("is not what was signed");
	stage(DEB("one"), "key");
	shell("printf 'Package: tuneup\\nbad\\n' >'%s/state/program/tuneup.deb'", here);
	refuses("is not what was signed");
	stage(DEB("one"), "key");
	shell("truncate -s 3 '%s/state/program/tuneup.deb'", here);
	refuses("is shorter than what was signed");
	stage(DEB("one"), "key");
	shell("sed -i 's/^tuneup-program 1/tuneup-program 1 /' '%s/state/program/manifest'", here);
	refuses("signed with a key that is not trusted here");
	stage(DEB("one"), "key");
	shell("truncate -s 10 '%s/state/program/manifest.sig'", here);
	refuses("signature is cut off");
	stage(DEB("one"), "key");
	shell("rm '%s/state/program/manifest'", here);
	refuses("No such file");
}

static void a_key_that_is_not_trusted_any_more_is_not(void **state)
{
	(void)state;
	stage(DEB("one"), "key");
	shell("rm '%s/keys/key.pub'", here);
	refuses("there is no key that is trusted");
	assert_true(pack_keygen(at("other"), why));
	shell("cp '%s/other.pub' '%s/keys/'", here, here);
	refuses("signed with a key that is not trusted here");
}

static void links_and_pipes_are_not_followed(void **state)
{
	(void)state;
	stage(DEB("one"), "key");
	shell("cd '%s/state/program' && mv tuneup.deb ../real && ln -s ../real tuneup.deb", here);
	refuses("tuneup.deb");
	stage(DEB("one"), "key");
	shell("cd '%s/state/program' && rm manifest && mkfifo manifest", here);
	refuses("is no plain file");
}

static void content_is_no_program(void **state)
{
	(void)state;
	struct pack_sum sum;
	shell("printf x >'%s/pack/tuneup.deb'", here);
	assert_true(pack_write(PACK_CONTENT, at("pack"), at("one.pack"), at("key"), &sum, why));
	const struct pack_install job = {
		.pack = at("one.pack"), .state = at("state"), .keys = at("keys")};
	assert_false(pack_stage_program(&job, why));
	assert_non_null(strstr(why, "it is a pack of content"));
	/* Laid out by somebody else, it is refused as well. */
	shell("mkdir -p '%s/state/program' && cd '%s/state/program' && tar xf ../../one.pack", here,
		here);
	refuses("what was signed is no program update");
}

static void another_package_is_refused_even_when_it_is_signed(void **state)
{
	(void)state;
	stage("Package: sudo", "key");
	refuses("expected the package tuneup, found \"sudo\"");
}

static void what_dpkg_cannot_install_is_taken_back(void **state)
{
	(void)state;
	update(DEB("one"));
	stage(DEB("broken"), "key");
	assert_false(program_install(&places, why));
	assert_non_null(strstr(why, "the program that was there is back"));
	expect_installed("one");
	/* The way on is as if it had never been there. */
	update(DEB("two"));
	assert_true(program_rollback(&places, why));
	expect_installed("one");
}

static void what_cannot_be_gone_back_from_is_not_installed(void **state)
{
	(void)state;
	stage(DEB("one"), "key");
	shell("printf '#!/bin/sh\necho no room is left\nexit 1\n' >'%s/keep'", here);
	refuses("no room is left");
	shell("printf '#!/bin/sh\nexit 1\n' >'%s/keep'", here);
	refuses("could not be kept for the way back: see the journal");
}

static void a_way_back_that_dpkg_cannot_go_leaves_what_is_there(void **state)
{
	(void)state;
	update(DEB("one"));
	update(DEB("two"));
	shell("echo broken >>'%s/kept/previous.deb'", here);
	assert_false(program_rollback(&places, why));
	assert_non_null(strstr(why, "the program that was there is back"));
	expect_installed("two");
}

/* ---- with the real dpkg ---- */

/* With settings of that version, their copy, a link, and a mode that is not the usual one. */
static void make_deb(const char *version)
{
	shell("rm -rf '%s/deb' && mkdir -p '%s/deb/DEBIAN' && (cd '%s/deb' && "
	      "mkdir -p etc/tuneup usr/share/tuneup usr/bin && "
	      "printf 'Package: tuneup\\nVersion: %s\\nArchitecture: all\\nMaintainer: T "
	      "<t@example.com>\\nDescription: x\\n of two lines\\n .\\n and a third\\n' "
	      ">DEBIAN/control && "
	      "echo /etc/tuneup/tuneup.yaml >DEBIAN/conffiles && "
	      "echo '# of %s' | tee etc/tuneup/tuneup.yaml >usr/share/tuneup/tuneup.yaml && "
	      "echo %s >usr/share/tuneup/v && ln -s ../share/tuneup/v usr/bin/v && "
	      "echo %s >usr/bin/tuneup && chmod 4755 usr/bin/tuneup) && "
	      "dpkg-deb --root-owner-group --build '%s/deb' '%s/pack/tuneup.deb' >/dev/null",
		here, here, here, version, version, version, version, here, here);
}

/* As apt does. */
static void install_by_dpkg(const char *version)
{
	make_deb(version);
	shell("dpkg --root='%s/root' --force-confold --install '%s/pack/tuneup.deb' "
	      ">'%s/dpkg.log' 2>&1",
		here, here, here);
}

static void stage_version(const char *version)
{
	struct pack_sum sum;
	make_deb(version);
	assert_true(pack_write(PACK_PROGRAM, at("pack"), at("one.pack"), at("key"), &sum, why));
	const struct pack_install job = {
		.pack = at("one.pack"), .state = at("state"), .keys = at("keys")};
	assert_true(pack_stage_program(&job, why));
}

static void update_to(const char *version)
{
	stage_version(version);
	if (!program_install(&places, why))
		fail_msg("%s", why);
}

static void go_back(void)
{
	if (!program_rollback(&places, why))
		fail_msg("%s", why);
}

static void expect_version(const char *version)
{
	shell("grep -qx '%s' '%s/root/usr/share/tuneup/v'", version, here);
	shell("grep -qx 'Version: %s' '%s/root/var/lib/dpkg/status'", version, here);
}

/* All files with their owners and modes, but for what dpkg lays beside settings that are not its
 * own, and all that it knows of the package. */
static void look(const char *name)
{
	shell("(cd '%s/root' && find etc usr ! -name '*-dist' -printf '%%p %%M %%U %%G %%l\\n' | "
	      "sort; "
	      "find etc usr -type f ! -name '*-dist' | sort | xargs md5sum; cat "
	      "var/lib/dpkg/status; "
	      "cd var/lib/dpkg/info && for file in tuneup.*; do echo \"$file\"; sort \"$file\"; "
	      "done) "
	      ">'%s/%s'",
		here, here, name);
}

static void expect_alike(const char *one, const char *other)
{
	shell("diff '%s/%s' '%s/%s'", here, one, here, other);
}

static bool may_ask_dpkg(void)
{
	static char root[600];
	if (geteuid() != 0 || access("/usr/bin/dpkg-deb", X_OK) != 0) {
		print_message("only root may ask the real dpkg\n");
		return false;
	}
	snprintf(root, sizeof root, "%s/root", here);
	shell("mkdir -p '%s/var/lib/dpkg/info' '%s/var/lib/dpkg/updates' && touch "
	      "'%s/var/lib/dpkg/status'",
		root, root, root);
	places.dpkg = "/usr/bin/dpkg";
	places.dpkg_deb = "/usr/bin/dpkg-deb";
	places.keep = "systemd/keep-program";
	places.root = root;
	return true;
}

static void the_real_dpkg_installs_and_goes_back(void **state)
{
	(void)state;
	if (!may_ask_dpkg())
		skip();
	update_to("0.1.0");
	expect_version("0.1.0");
	assert_false(program_rollback(&places, why));
	assert_non_null(strstr(why, "no program before this one"));
	update_to("0.2.0");
	expect_version("0.2.0");
	go_back();
	expect_version("0.1.0");
}

static void what_apt_has_brought_is_what_the_first_update_goes_back_to(void **state)
{
	(void)state;
	if (!may_ask_dpkg())
		skip();
	install_by_dpkg("0.1.0");
	look("before");
	update_to("0.2.0");
	expect_version("0.2.0");
	go_back();
	look("after");
	expect_alike("before", "after");
	go_back();
	expect_version("0.2.0");
	go_back();
	look("again");
	expect_alike("before", "again");
	shell("! ls '%s/kept' | grep -vx 'current.deb\\|previous.deb'", here);
}

/* dpkg replaces settings that are as they were packaged, and keeps those that are not: what staff
 * have changed must not have become the package's own on the way back. */
static void what_staff_have_changed_stays_on_every_way(void **state)
{
	(void)state;
	if (!may_ask_dpkg())
		skip();
	install_by_dpkg("0.1.0");
	shell("echo '# ours' >>'%s/root/etc/tuneup/tuneup.yaml'", here);
	look("before");
	update_to("0.2.0");
	go_back();
	look("after");
	expect_alike("before", "after");
	update_to("0.3.0");
	expect_version("0.3.0");
	shell("printf '# of 0.1.0\\n# ours\\n' | cmp - '%s/root/etc/tuneup/tuneup.yaml'", here);
}

static void what_nobody_has_changed_follows_the_program(void **state)
{
	(void)state;
	if (!may_ask_dpkg())
		skip();
	install_by_dpkg("0.1.0");
	update_to("0.2.0");
	shell("grep -qx '# of 0.2.0' '%s/root/etc/tuneup/tuneup.yaml'", here);
	go_back();
	shell("grep -qx '# of 0.1.0' '%s/root/etc/tuneup/tuneup.yaml'", here);
}

static void a_package_that_apt_brings_later_is_kept_as_well(void **state)
{
	(void)state;
	if (!may_ask_dpkg())
		skip();
	update_to("0.1.0");
	update_to("0.2.0");
	install_by_dpkg("0.3.0");
	look("before");
	update_to("0.4.0");
	go_back();
	look("after");
	expect_alike("before", "after");
	/* Asked for at once, the one before is that of the last update. */
	install_by_dpkg("0.5.0");
	go_back();
	expect_version("0.3.0");
	go_back();
	expect_version("0.5.0");
}

static void what_the_next_start_would_forget_is_not_installed(void **state)
{
	(void)state;
	if (!may_ask_dpkg())
		skip();
	update_to("0.1.0");
	shell("mkdir '%s/root/proc' && echo quiet overlayroot=tmpfs:recurse=0 "
	      ">'%s/root/proc/cmdline'",
		here, here);
	stage_version("0.2.0");
	assert_false(program_install(&places, why));
	assert_non_null(strstr(why, "tuneup-setup --overlay no"));
	assert_false(program_rollback(&places, why));
	expect_version("0.1.0");
}

int main(void)
{
#define TEST(test) cmocka_unit_test_setup(test, fresh)
	const struct CMUnitTest tests[] = {
		TEST(a_signed_update_is_installed_and_the_one_before_kept),
		TEST(where_no_package_was_there_is_no_way_back),
		TEST(what_the_kiosk_stages_is_verified_again),
		TEST(a_key_that_is_not_trusted_any_more_is_not),
		TEST(links_and_pipes_are_not_followed),
		TEST(content_is_no_program),
		TEST(another_package_is_refused_even_when_it_is_signed),
		TEST(what_dpkg_cannot_install_is_taken_back),
		TEST(what_cannot_be_gone_back_from_is_not_installed),
		TEST(a_way_back_that_dpkg_cannot_go_leaves_what_is_there),
		TEST(the_real_dpkg_installs_and_goes_back),
		TEST(what_apt_has_brought_is_what_the_first_update_goes_back_to),
		TEST(what_staff_have_changed_stays_on_every_way),
		TEST(what_nobody_has_changed_follows_the_program),
		TEST(a_package_that_apt_brings_later_is_kept_as_well),
		TEST(what_the_next_start_would_forget_is_not_installed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
