/* Memory that the program has mapped but does not use. */
#ifndef TUNEUP_RESIDENT_H
#define TUNEUP_RESIDENT_H

/* Lets go of the pages of programs and libraries that were read at the start only, most of them by
 * the loader: what is needed comes back from the disk's cache when it is used. Nothing that was
 * written is touched. Once, when the start is over; some milliseconds. Any thread. */
void resident_let_go(void);

#endif
