/* A box of buttons that is a keyboard to the machine, through uinput: button_box takes lines
 * "press F1" to "press F6" from standard input. It is there until the input ends. */
#include <errno.h>
#include <fcntl.h>
#include <linux/uinput.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* Long enough for a slow machine to see both ends. */
enum { KEYS = 6, PRESS_US = 150000 };

static int device;

static void send(int type, int code, int value)
{
	struct input_event event = {.type = (__u16)type, .code = (__u16)code, .value = value};
	if (write(device, &event, sizeof event) != sizeof event) {
		fprintf(stderr, "button_box: %s\n", strerror(errno));
		exit(1);
	}
}

static void press(int key, bool down)
{
	send(EV_KEY, KEY_F1 + key - 1, down);
	send(EV_SYN, SYN_REPORT, 0);
}

static bool make(void)
{
	struct uinput_setup setup = {
		.id = {.bustype = BUS_USB, .vendor = 1, .product = 2}, .name = "button box"};
	device = open("/dev/uinput", O_WRONLY | O_CLOEXEC);
	bool fine = device >= 0 && ioctl(device, UI_SET_EVBIT, EV_KEY) == 0;
	/* Only what has letters too is a keyboard to udev. */
	for (int key = KEY_ESC; fine && key <= KEY_F10; key++)
		fine = ioctl(device, UI_SET_KEYBIT, key) == 0;
	return fine && ioctl(device, UI_DEV_SETUP, &setup) == 0 &&
	       ioctl(device, UI_DEV_CREATE) == 0;
}

int main(void)
{
	if (!make()) {
		fprintf(stderr, "button_box: /dev/uinput: %s\n", strerror(errno));
		return 1;
	}
	char line[80];
	while (fgets(line, sizeof line, stdin)) {
		int key;
		if (sscanf(line, "press F%d", &key) == 1 && key >= 1 && key <= KEYS) {
			press(key, true);
			usleep(PRESS_US);
			press(key, false);
		} else {
			fprintf(stderr, "button_box: unknown command: %s", line);
		}
	}
	return 0;
}
