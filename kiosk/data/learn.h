/* What there is to read: articles in tabs, and questions with their answers. Part of the catalog:
 * immutable after load, its memory is the catalog's. content/README.md documents the files. */
#ifndef TUNEUP_LEARN_H
#define TUNEUP_LEARN_H

#include "base/tr.h"

enum {
	LEARN_TABS_MAX = 4,
	LEARN_TAB_ARTICLES_MAX = 3, /* as many as stand side by side */
	LEARN_QUESTIONS_MAX = 12,
	ARTICLE_SECTIONS_MAX = 8,
	ARTICLE_TRAITS_MAX = 3,
	ARTICLE_SOURCES_MAX = 8
};

struct article_section {
	struct text title; /* no language: none */
	struct text text;
};

/* "3 to 4" seconds a pass. */
struct article_trait {
	struct text name, value;
};

/* Where an article leads; from 0 on it is the index of a routine. */
enum article_offer { OFFER_NOTHING = -3, OFFER_THERAPISTS = -2, OFFER_ROLLER = -1 };

struct article {
	const char *id;
	struct text name;    /* a few words, on the card and on the way to it */
	struct text title;   /* the headline */
	struct text lead;    /* one sentence, on the card and at the start */
	const char *picture; /* a file below the content folder; NULL: none that is there */
	int picture_line;    /* of the article's file */
	struct article_trait trait[ARTICLE_TRAITS_MAX];
	int traits;
	struct article_section section[ARTICLE_SECTIONS_MAX];
	int sections;
	const char *source[ARTICLE_SOURCES_MAX];
	int sources;
	const char *offers; /* as written; NULL: nothing */
	int offer;          /* enum article_offer, or a routine's index */
};

struct learn_tab {
	const char *id;
	struct text name, title;                        /* title: the headline over its articles */
	const char *article_id[LEARN_TAB_ARTICLES_MAX]; /* as written */
	int article_line[LEARN_TAB_ARTICLES_MAX];       /* of learn.yaml; as many as ids */
	int id_line;
	int article[LEARN_TAB_ARTICLES_MAX]; /* indices */
	int articles;
};

struct question {
	struct text question, answer;
};

struct learn {
	struct article *article; /* in the order of the tabs */
	int articles;
	struct learn_tab tab[LEARN_TABS_MAX]; /* each has an article */
	int tabs;
	struct question question[LEARN_QUESTIONS_MAX];
	int questions;
};

#endif
