/* tuneupctl content pack, install, rollback, keygen: rows of the table in content.c; and what
 * program.c shares with them. */
#ifndef TUNEUP_CTL_CONTENT_PACK_H
#define TUNEUP_CTL_CONTENT_PACK_H

#include "ctl/ctl.h"

int content_pack(struct ctl *ctl, int argc, char **argv);
int content_install(struct ctl *ctl, int argc, char **argv);
int content_rollback(struct ctl *ctl, int argc, char **argv);
int content_keygen(struct ctl *ctl, int argc, char **argv);

/* Takes "NAME VALUE" out of the words; false: something else is left that begins with a dash, or
 * the value is missing. value stays as it was without it. */
bool content_take_option(int *argc, char **argv, const char *name, const char **value);

/* Says why; returns CTL_REFUSED. */
int content_refused(const char *why);

#endif
