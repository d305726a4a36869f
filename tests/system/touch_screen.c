/* A touch screen that is not there, through uinput: touch_screen WIDTH HEIGHT makes it and takes
 * commands from standard input, in its pixels:
 *   down X Y    move X Y    up    tap X Y
 * It is there until the input ends. */
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
enum { TAP_US = 150000 };

static int device;

static void send(int type, int code, int value)
{
	struct input_event event = {.type = (__u16)type, .code = (__u16)code, .value = value};
	if (write(device, &event, sizeof event) != sizeof event) {
		fprintf(stderr, "touch_screen: %s\n", strerror(errno));
		exit(1);
	}
}

static void place(int x, int y)
{
	send(EV_ABS, ABS_MT_POSITION_X, x);
	send(EV_ABS, ABS_MT_POSITION_Y, y);
	send(EV_ABS, ABS_X, x);
	send(EV_ABS, ABS_Y, y);
}

static void down(int x, int y)
{
	static int finger;
	send(EV_ABS, ABS_MT_SLOT, 0);
	send(EV_ABS, ABS_MT_TRACKING_ID, ++finger);
	place(x, y);
	send(EV_KEY, BTN_TOUCH, 1);
	send(EV_SYN, SYN_REPORT, 0);
}

static void move(int x, int y)
{
	place(x, y);
	send(EV_SYN, SYN_REPORT, 0);
}

static void up(void)
{
	send(EV_ABS, ABS_MT_TRACKING_ID, -1);
	send(EV_KEY, BTN_TOUCH, 0);
	send(EV_SYN, SYN_REPORT, 0);
}

static bool axis(int code, int size)
{
	struct uinput_abs_setup setup = {.code = (__u16)code, .absinfo.maximum = size - 1};
	return ioctl(device, UI_ABS_SETUP, &setup) == 0;
}

static bool make(int w, int h)
{
	struct uinput_setup setup = {
		.id = {.bustype = BUS_USB, .vendor = 1, .product = 1}, .name = "touch screen"};
	device = open("/dev/uinput", O_WRONLY | O_CLOEXEC);
	return device >= 0 && ioctl(device, UI_SET_EVBIT, EV_KEY) == 0 &&
	       ioctl(device, UI_SET_KEYBIT, BTN_TOUCH) == 0 &&
	       ioctl(device, UI_SET_EVBIT, EV_ABS) == 0 &&
	       ioctl(device, UI_SET_PROPBIT, INPUT_PROP_DIRECT) == 0 && axis(ABS_X, w) &&
	       axis(ABS_Y, h) && axis(ABS_MT_SLOT, 10) && axis(ABS_MT_TRACKING_ID, 65536) &&
	       axis(ABS_MT_POSITION_X, w) && axis(ABS_MT_POSITION_Y, h) &&
	       ioctl(device, UI_DEV_SETUP, &setup) == 0 && ioctl(device, UI_DEV_CREATE) == 0;
}

static bool obey(const char *line)
{
	int x, y;
	if (sscanf(line, "down %d %d", &x, &y) == 2) {
		down(x, y);
	} else if (sscanf(line, "move %d %d", &x, &y) == 2) {
		move(x, y);
	} else if (strcmp(line, "up\n") == 0) {
		up();
	} else if (sscanf(line, "tap %d %d", &x, &y) == 2) {
		down(x, y);
		usleep(TAP_US);
		up();
	} else {
		return false;
	}
	return true;
}

int main(int argc, char **argv)
{
	if (argc != 3) {
		fprintf(stderr, "usage: touch_screen WIDTH HEIGHT\n");
		return 2;
	}
	if (!make(atoi(argv[1]), atoi(argv[2]))) {
		fprintf(stderr, "touch_screen: /dev/uinput: %s\n", strerror(errno));
		return 1;
	}
	char line[80];
	while (fgets(line, sizeof line, stdin))
		if (!obey(line))
			fprintf(stderr, "touch_screen: unknown command: %s", line);
	return 0;
}
