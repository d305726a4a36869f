/* The machine's text consoles. */
#ifndef TUNEUP_ADMIN_CONSOLE_H
#define TUNEUP_ADMIN_CONSOLE_H

#include <stdbool.h>

/* Shows the first console, the kiosk's, and stays there until the machine starts again: neither a
 * key nor a program switches to another one. Wants CAP_SYS_TTY_CONFIG. Blocks for two seconds at
 * most. False: there is no console, or it cannot be locked; it is logged. */
bool console_lock(void);

#endif
