/* tuneupctl content pack, install, rollback, keygen: rows of the table in content.c. */
#ifndef TUNEUP_CTL_CONTENT_PACK_H
#define TUNEUP_CTL_CONTENT_PACK_H

#include "ctl/ctl.h"

int content_pack(struct ctl *ctl, int argc, char **argv);
int content_install(struct ctl *ctl, int argc, char **argv);
int content_rollback(struct ctl *ctl, int argc, char **argv);
int content_keygen(struct ctl *ctl, int argc, char **argv);

#endif
