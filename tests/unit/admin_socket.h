/* A socket for tests of tuneup-admin, in a folder of its own, since build folders can have longer
 * paths than a socket may. */
#ifndef TUNEUP_ADMIN_SOCKET_H
#define TUNEUP_ADMIN_SOCKET_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static char socket_folder[] = "/tmp/tuneup-XXXXXX", socket_path[sizeof socket_folder + 8];
static int listening;

/* 0: it listens. */
static inline int socket_listen(void)
{
	strcpy(socket_folder + strlen(socket_folder) - 6, "XXXXXX");
	if (!mkdtemp(socket_folder))
		return -1;
	snprintf(socket_path, sizeof socket_path, "%s/socket", socket_folder);
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	strcpy(address.sun_path, socket_path);
	listening = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
	return bind(listening, (struct sockaddr *)&address, sizeof address) || listen(listening, 4);
}

static inline int socket_close(void)
{
	close(listening);
	unlink(socket_path);
	return rmdir(socket_folder);
}

#endif
