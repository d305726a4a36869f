/* base/resident: pages that only a start has used go, and nothing else does. */
#define SCRATCH "resident"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/resident.h"
#include "scratch.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

enum { SIZE = 64 * 4096 };

static unsigned char *map_file(int access)
{
	static char bytes[SIZE];
	memset(bytes, 'a', sizeof bytes);
	int file = open(scratch_bytes("file", bytes, sizeof bytes), O_RDONLY);
	assert_true(file >= 0);
	void *map = mmap(NULL, SIZE, access, MAP_PRIVATE, file, 0);
	assert_true(map != MAP_FAILED);
	close(file);
	return map;
}

/* Kilobytes of the mapping that are in memory; -1: /proc does not tell. */
static long resident_kb(const void *map)
{
	char line[512], from[32];
	long kb = -1;
	bool here = false;
	snprintf(from, sizeof from, "%lx-", (unsigned long)(uintptr_t)map);
	FILE *file = fopen("/proc/self/smaps", "re");
	while (file && kb < 0 && fgets(line, sizeof line, file)) {
		here = here || strncmp(line, from, strlen(from)) == 0;
		if (here && sscanf(line, "Rss: %ld kB", &kb) != 1)
			kb = -1;
	}
	if (file)
		fclose(file);
	return kb;
}

static long sum(const unsigned char *map)
{
	long sum = 0;
	for (int i = 0; i < SIZE; i++)
		sum += map[i];
	return sum;
}

static void pages_of_a_file_that_were_read_go_and_come_back(void **state)
{
	(void)state;
	unsigned char *map = map_file(PROT_READ);
	assert_int_equal(sum(map), 'a' * (long)SIZE);
	if (resident_kb(map) < 0)
		skip();
	assert_true(resident_kb(map) > 0);
	resident_let_go();
	assert_int_equal(resident_kb(map), 0);
	assert_int_equal(sum(map), 'a' * (long)SIZE);
	munmap(map, SIZE);
}

/* As the loader does it with what it has adjusted. */
static void what_was_written_stays_though_it_is_read_only_now(void **state)
{
	(void)state;
	unsigned char *map = map_file(PROT_READ | PROT_WRITE);
	map[5000] = 'b';
	assert_int_equal(mprotect(map, SIZE, PROT_READ), 0);
	resident_let_go();
	assert_int_equal(map[5000], 'b');
	munmap(map, SIZE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pages_of_a_file_that_were_read_go_and_come_back),
		cmocka_unit_test(what_was_written_stays_though_it_is_read_only_now),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
