/* guest_instructions FUNCTION: counts the instructions that a program executes below FUNCTION, from
 * what qemu-user says about it on standard input: `-d in_asm,exec,nochain` lists each block of
 * instructions once, when it is translated, and names it each time it is run. FUNCTION is called
 * once, and does not end by a jump to another one: the first block of it begins the count, its next
 * one ends it. Prints the number; the rest of the input is not read. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SLOTS = 1 << 20 }; /* of blocks; some 30,000 are usual */

struct block {
	uint64_t at; /* its first instruction's address; 0: an empty slot */
	uint64_t instructions;
};

static struct block blocks[SLOTS];

static void fail(const char *what, const char *line)
{
	fprintf(stderr, "guest_instructions: %s: %s\n", what, line);
	exit(1);
}

static struct block *block_at(uint64_t at)
{
	size_t slot = (size_t)((at >> 2) * 0x9E3779B97F4A7C15U >> 44);
	for (int tries = 0; tries < SLOTS; tries++, slot = (slot + 1) % SLOTS)
		if (blocks[slot].at == at || blocks[slot].at == 0)
			return &blocks[slot];
	fail("more blocks than there is room for", "");
	return NULL;
}

/* A line of a listing, "0xADDRESS:  CODE  TEXT"; the first one names the block. A block that is
 * translated again counts anew. */
static void list(const char *line, uint64_t *in)
{
	uint64_t at = strtoull(line, NULL, 16);
	if (*in == 0) {
		*in = at;
		*block_at(at) = (struct block){.at = at};
	}
	block_at(*in)->instructions++;
}

/* Of the block that is named by "Trace 0: HOST [BASE/ADDRESS/FLAGS/FLAGS] NAME", where `before` the
 * address there is a
 * '/', or by "Stopped execution of TB chain before HOST [ADDRESS] NAME", where it is '['. */
static uint64_t instructions_of(const char *line, char before)
{
	const char *from = strchr(line, '[');
	from = from && before == '/' ? strchr(from, '/') : from;
	const struct block *block = from ? block_at(strtoull(from + 1, NULL, 16)) : NULL;
	if (!block || block->at == 0)
		fail("a block that was not listed", line);
	return block->instructions;
}

static int is_of(const char *line, const char *function)
{
	const char *name = strstr(line, "] ");
	size_t length = strlen(function);
	return name && strncmp(name + 2, function, length) == 0 && name[2 + length] == '\n';
}

int main(int argc, char **argv)
{
	static char line[1 << 16];
	uint64_t in = 0, count = 0;
	int begun = 0;
	if (argc != 2)
		fail("usage", "guest_instructions FUNCTION");
	while (fgets(line, sizeof line, stdin)) {
		if (strncmp(line, "Trace ", 6) == 0) {
			if (is_of(line, argv[1]) && begun++) {
				printf("%llu\n", (unsigned long long)count);
				return 0;
			}
			if (begun)
				count += instructions_of(line, '/');
		} else if (strncmp(line, "0x", 2) == 0) {
			list(line, &in);
		} else if (strncmp(line, "IN:", 3) == 0) {
			in = 0;
		} else if (begun && strncmp(line, "Stopped execution of TB chain", 29) == 0) {
			/* It was named, and then not run: a signal came. */
			count -= instructions_of(line, '[');
		}
	}
	fail(begun ? "it has not ended" : "it was never called", argv[1]);
	return 1;
}
