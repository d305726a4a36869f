/* The monkey (monkey.h). Without arguments two short lives; `test_monkey DEEDS [SEED]` lives so
 * many deeds, ten thousand a life, each life with the next seed. */
#include "monkey.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

enum { LIFE = 10000 };

static void short_life(void **state)
{
	struct monkey_counts counts = {0};
	monkey_lives((uint64_t)(uintptr_t)*state, LIFE, &counts);
	assert_int_equal(counts.deeds, LIFE);
	/* Visits begin and end, and the ways out were tried. */
	assert_true(counts.visits > 50);
	assert_int_equal(counts.probes, LIFE / 250);
}

static int long_life(uint64_t deeds, uint64_t seed)
{
	struct monkey_counts counts = {0};
	for (; counts.deeds < deeds; seed++) {
		uint64_t left = deeds - counts.deeds;
		monkey_lives(seed, left < LIFE ? left : LIFE, &counts);
		printf("%" PRIu64 " deeds, last seed %" PRIu64 "\n", counts.deeds, seed);
		fflush(stdout);
	}
	printf("%" PRIu64 " deeds, %" PRIu64 " events, %" PRIu64 " draw lists, %" PRIu64
	       " visits, %" PRIu64 " h of virtual time, ways out tried %" PRIu64
	       " times, screens seen %#" PRIx64 ": nothing went wrong\n",
		counts.deeds, counts.events, counts.looks, counts.visits, counts.seconds / 3600,
		counts.probes, counts.screens);
	return 0;
}

int main(int argc, char **argv)
{
	if (argc > 1)
		return long_life(
			strtoull(argv[1], NULL, 10), argc > 2 ? strtoull(argv[2], NULL, 10) : 1);
	struct CMUnitTest tests[] = {
		{"the_first_life", short_life, NULL, NULL, (void *)(uintptr_t)1},
		{"the_second_life", short_life, NULL, NULL, (void *)(uintptr_t)2},
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
