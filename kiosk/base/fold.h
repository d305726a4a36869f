/* Comparing words as people do. */
#ifndef TUNEUP_FOLD_H
#define TUNEUP_FOLD_H

/* The text with case folded (Unicode), freed by free(). Invalid UTF-8 is kept as it is. */
char *fold_case(const char *text);

#endif
