#include "admin/console.h"

#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/vt.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { KIOSKS = 1, TRIES = 40, TRY_US = 50 * 1000 };

/* Not VT_WAITACTIVE: it would wait for ever where a desktop keeps its own console. */
static bool show(int console)
{
	struct vt_stat now = {0};
	if (ioctl(console, VT_ACTIVATE, KIOSKS) != 0)
		return false;
	for (int i = 0; i < TRIES; i++) {
		if (ioctl(console, VT_GETSTATE, &now) != 0)
			return false;
		if (now.v_active == KIOSKS)
			return true;
		usleep(TRY_US);
	}
	errno = EBUSY;
	return false;
}

bool console_lock(void)
{
	int console = open("/dev/tty0", O_RDONLY | O_NOCTTY | O_CLOEXEC);
	bool locked = console >= 0 && show(console) && ioctl(console, VT_LOCKSWITCH, 1) == 0;
	if (!locked)
		log_warning("the console cannot be locked, so Alt with F2 may leave the kiosk: %s",
			strerror(errno));
	if (console >= 0)
		close(console);
	return locked;
}
