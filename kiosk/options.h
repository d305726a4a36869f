/* The command line. */
#ifndef TUNEUP_OPTIONS_H
#define TUNEUP_OPTIONS_H

#include <stdbool.h>

struct options {
	const char *config; /* NULL: /etc/tuneup/tuneup.yaml if it is there */
	char *content;      /* folders; found beside the program when not given */
	char *content_own; /* the program's own content, where no pack is installed; NULL: --content
			    */
	char *assets;
	char *locale; /* second place for XX.mo: beside a program that was just built */
	char *state;  /* owned state folder; NULL: a fresh one, removed at exit */
	const char *script, *shots, *stats;
	const char *touches; /* where the script is written with places for targets */
	const char *machine; /* a folder that stands for / where health is looked at; NULL: / */
	const char *keys;    /* folder of the keys that packs are trusted with */
	const char *lang;    /* "en", NULL: as the settings say */
	int w, h;            /* 0: the whole screen */
	bool headless, realtime, sim;
	float diagonal_in; /* 0: as the settings say */
};

enum options_result { OPTIONS_RUN, OPTIONS_EXIT, OPTIONS_BAD };

/* Reads argv. EXIT: --help or --version were answered. BAD: what is wrong stands on stderr. The
 * strings of argv must outlive the result. */
enum options_result options_read(struct options *options, int argc, char **argv);
void options_free(struct options *options);

#endif
