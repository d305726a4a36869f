#include "fuzz.h"

#include "base/log.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { HUNG_S = 30 };

static int64_t now_s(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec;
}

static void hung(int number)
{
	(void)number;
	static const char words[] = "fuzz: a case hangs\n";
	ssize_t written = write(STDOUT_FILENO, words, sizeof words - 1);
	(void)written;
	abort();
}

void fuzz_start(struct fuzz *fuzz, int argc, char **argv)
{
	bool counted = argc > 2 && strcmp(argv[2], "-n") == 0;
	int at = counted ? 3 : 2;
	if (argc <= at) {
		fprintf(stderr, "usage: %s FOLDER SECONDS|-n COUNT [FIRST]\n", argv[0]);
		exit(2);
	}
	*fuzz = (struct fuzz){.folder = argv[1], .end_s = INT64_MAX};
	if (counted)
		fuzz->count = strtoull(argv[at], NULL, 10);
	else
		fuzz->end_s = now_s() + strtoll(argv[at], NULL, 10);
	fuzz->first = argc > at + 1 ? strtoull(argv[at + 1], NULL, 10) : 0;
	fuzz->number = fuzz->first - 1;
	signal(SIGALRM, hung);
	log_set_style(LOG_SILENT);
}

bool fuzz_next(struct fuzz *fuzz)
{
	fuzz->number++;
	alarm(0);
	if (now_s() >= fuzz->end_s || (fuzz->count && fuzz->number - fuzz->first >= fuzz->count))
		return false;
	alarm(HUNG_S);
	fuzz->random = fuzz->number;
	if (fuzz->number % 100 == 0) {
		printf("case %llu\n", (unsigned long long)fuzz->number);
		fflush(stdout);
	}
	return true;
}

void fuzz_end(const struct fuzz *fuzz)
{
	unsigned long long cases = fuzz->number - fuzz->first;
	printf("%llu cases, none crashed or hung\n", cases);
}

/* splitmix64 */
static uint64_t next_number(struct fuzz *fuzz)
{
	uint64_t z = fuzz->random += 0x9E3779B97F4A7C15u;
	z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
	z = (z ^ z >> 27) * 0x94D049BB133111EBu;
	return z ^ z >> 31;
}

size_t fuzz_chance(struct fuzz *fuzz, size_t below)
{
	return below ? (size_t)(next_number(fuzz) % below) : 0;
}

unsigned char *fuzz_read(const char *path, size_t *length)
{
	FILE *file = fopen(path, "rb");
	unsigned char *bytes = malloc(FUZZ_MAX);
	if (!file || !bytes) {
		fprintf(stderr, "fuzz: %s cannot be read\n", path);
		exit(2);
	}
	*length = fread(bytes, 1, FUZZ_MAX, file);
	fclose(file);
	return bytes;
}

void fuzz_write(const char *path, const unsigned char *bytes, size_t length)
{
	FILE *file = fopen(path, "wb");
	if (!file || fwrite(bytes, 1, length, file) != length || fclose(file) != 0) {
		fprintf(stderr, "fuzz: %s cannot be written\n", path);
		exit(2);
	}
}

/* A number of one to eight bytes at the edge of what fits, as sizes and counts stand in files. */
static void put_edge(struct fuzz *fuzz, unsigned char *at, size_t room)
{
	static const uint64_t edges[] = {0, 1, 2, 7, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF,
		0x80000000, 0xFFFFFFFF, 0x7FFFFFFFFFFFFFFF, 0xFFFFFFFFFFFFFFFF};
	uint64_t edge = edges[fuzz_chance(fuzz, sizeof edges / sizeof edges[0])];
	size_t size = (size_t)1 << fuzz_chance(fuzz, 4);
	for (size_t i = 0; i < size && i < room; i++)
		at[i] = (unsigned char)(edge >> 8 * (size - 1 - i));
}

static size_t change(struct fuzz *fuzz, unsigned char *bytes, size_t length)
{
	/* Heads are small and matter most. */
	size_t reach = fuzz_chance(fuzz, 2) ? length : length < 2048 ? length : 2048;
	size_t at = fuzz_chance(fuzz, reach), left = length - at;
	size_t run = fuzz_chance(fuzz, left < 256 ? left : 256) + 1;
	run = run < left ? run : left;
	size_t from = fuzz_chance(fuzz, length);
	size_t copied = run < length - from ? run : length - from;
	switch (fuzz_chance(fuzz, 9)) {
	case 0:
	case 1:
		bytes[at] ^= (unsigned char)(1 << fuzz_chance(fuzz, 8));
		break;
	case 2:
		bytes[at] = (unsigned char)fuzz_chance(fuzz, 256);
		break;
	case 3:
		put_edge(fuzz, bytes + at, left);
		break;
	case 4:
		memset(bytes + at, (int)fuzz_chance(fuzz, 2) * 0xFF, run);
		break;
	case 5:
		for (size_t i = 0; i < run; i++)
			bytes[at + i] = (unsigned char)fuzz_chance(fuzz, 256);
		break;
	case 6: /* a part goes */
		memmove(bytes + at, bytes + at + run, left - run);
		return length - run;
	case 7: /* a part comes twice */
		if (length + run > FUZZ_MAX)
			break;
		memmove(bytes + at + run, bytes + at, left);
		return length + run;
	default: /* one part over another */
		memmove(bytes + at, bytes + from, copied < left ? copied : left);
		break;
	}
	return length;
}

size_t fuzz_mutate(struct fuzz *fuzz, unsigned char *bytes, size_t length)
{
	size_t changes = (size_t)1 << fuzz_chance(fuzz, 6);
	for (size_t i = 0; i < changes && length > 0; i++)
		length = change(fuzz, bytes, length);
	return length > 0 && fuzz_chance(fuzz, 8) == 0 ? fuzz_chance(fuzz, length) : length;
}

void fuzz_fail(const struct fuzz *fuzz, const char *what)
{
	printf("case %llu: %s\n", (unsigned long long)fuzz->number, what);
	fflush(stdout);
	abort();
}
