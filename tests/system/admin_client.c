/* Asks tuneup-admin as the kiosk does: admin_client REQUEST, as it stands on the wire. Prints the
 * answer's line. */
#include "base/admin.h"

#include <stdio.h>
#include <string.h>

int main(int argc, char **argv)
{
	struct admin_ask ask;
	char line[ADMIN_LINE] = "";
	for (int i = 1; i < argc; i++)
		snprintf(line + strlen(line), sizeof line - strlen(line), "%s%s", i > 1 ? " " : "",
			argv[i]);
	if (!admin_read_ask(line, &ask)) {
		fprintf(stderr, "admin_client: no such request: %s\n", line);
		return 2;
	}
	struct admin_answer answer = admin_ask(ADMIN_SOCKET, &ask);
	admin_write_answer(&answer, line);
	puts(line);
	return answer.result == ADMIN_DONE ? 0 : 1;
}
