/* A folder of content, a key pair of which the public half is trusted, and a state folder, new for
 * each test: what is packed of the one is installed into the other. Define SCRATCH and include
 * cmocka first. */
#ifndef TUNEUP_PACK_KIT_H
#define TUNEUP_PACK_KIT_H

#include "data/pack.h"
#include "small_content.h"

#include <unistd.h>

static char state[1024], keys[1024], pack[1024], key[1024], folder[1024];
static char why[PACK_WHY];
static struct pack_sum sum;
static struct problems problems;

static inline void set(char *to, const char *name)
{
	snprintf(to, 1024, "%s", scratch_path(name));
}

static inline int fresh(void **unused)
{
	(void)unused;
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

static inline bool install(void)
{
	problems = (struct problems){0};
	why[0] = '\0';
	return pack_install(
		&(struct pack_install){
			.pack = pack, .state = state, .keys = keys, .problems = &problems},
		&sum, why);
}

static inline void refuses(const char *words)
{
	assert_false(install());
	if (!strstr(why, words))
		fail_msg("\"%s\" is missing in: %s", words, why);
}

static inline int folders(void)
{
	int count = 0;
	char *command = mem_printf("ls '%s/content' | grep -cv current", state);
	FILE *out = popen(command, "r");
	assert_int_equal(fscanf(out, "%d", &count), 1);
	pclose(out);
	free(command);
	return count;
}

#endif
