/* A disk that is never told to keep what was written: preloaded, it turns every sync into nothing.
 * For the run of power-test.sh that must lose what was confirmed. */
#include <unistd.h>

int fsync(int file)
{
	(void)file;
	return 0;
}

int fdatasync(int file)
{
	(void)file;
	return 0;
}
