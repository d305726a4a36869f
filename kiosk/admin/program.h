/* Program updates: a .deb that lies in the state folder, where only the kiosk's user needs to have
 * written it, so nothing there is believed before a trusted key has vouched for it here. */
#ifndef TUNEUP_PROGRAM_H
#define TUNEUP_PROGRAM_H

#include "base/admin.h"

enum { PROGRAM_WHY = 400 };

struct program_places {
	const char *staged; /* manifest, manifest.sig and tuneup.deb, as pack_stage_program lays
			       them out */
	const char *kept;   /* root's own folder: current.deb and previous.deb */
	const char *keys;   /* trusted keys */
	const char *dpkg, *dpkg_deb; /* programs */
	const char *keep; /* systemd/keep-program: makes current.deb of what is installed */
	const char *root; /* dpkg --root, for tests; NULL: the system itself */
};

/* Where they are on a kiosk. */
extern const struct program_places program_usual;

/* Verifies what is staged, keeps the program before, whoever has installed it, installs. Where dpkg
 * fails the one before is installed again. Blocks. False: why. */
bool program_install(const struct program_places *places, char *why);

/* Installs the program before, and keeps the one that it replaces as that. */
bool program_rollback(const struct program_places *places, char *why);

/* What tuneup-program@.service runs: word is "install" or "rollback"; leaves why in PROGRAM_RESULT.
 * Returns the exit status. */
#define PROGRAM_RESULT "/run/tuneup-program"
int program_main(const char *word);

/* Has that done by systemd, in a unit of its own, since a new package restarts this one; waits. */
void program_ask(bool back, struct admin_answer *answer);

#endif
