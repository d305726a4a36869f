/* The reader of a YAML file, and how it says what is wrong. Only for yaml*.c. */
#ifndef TUNEUP_YAML_PARTS_H
#define TUNEUP_YAML_PARTS_H

#include "data/yaml.h"

#include <yaml.h>

struct reader {
	const char *path;
	const struct yaml_job *job;
	yaml_document_t document;
	int errors;
	char where[160]; /* "steps[2].title" */
};

/* A fault at a place of the file: the pattern, marked with N_, with its holes filled by the words
 * that follow, up to SAY_END. */
void reader_report(struct reader *reader, enum problem_level level, yaml_mark_t mark,
	const char *pattern, ...) __attribute__((sentinel));

/* The same of the file as a whole. */
void reader_report_file(struct reader *reader, const char *reason);

/* Adds a key, or an item's number, to the path of keys; returns what reader_leave takes. */
size_t reader_enter_key(struct reader *reader, const char *name);
size_t reader_enter_item(struct reader *reader, int number);
void reader_leave(struct reader *reader, size_t length);

const char *node_text(const yaml_node_t *node); /* of a scalar */
bool node_is_null(const yaml_node_t *node);

/* What stands there, and what should by the table, as a fault says it; static or in the job's
 * arena. */
const char *reader_found(struct reader *reader, const yaml_node_t *node);
const char *reader_expected(struct reader *reader, const struct yaml_key *key);

/* "expected X, found Y". Returns false. */
bool reader_refuse(struct reader *reader, const struct yaml_key *key, const yaml_node_t *node);

#endif
