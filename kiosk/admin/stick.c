#include "admin/stick.h"

#include "base/log.h"

#include <errno.h>
#include <grp.h>
#include <libudev.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

struct stick {
	char device[64], type[16], label[ADMIN_LABEL];
	unsigned long long age_us; /* since it was plugged in */
};

static const char *property(struct udev_device *device, const char *name)
{
	const char *value = udev_device_get_property_value(device, name);
	return value ? value : "";
}

/* The disk that a partition lies on; itself where it has none. */
static const char *disk_of(struct udev_device *device)
{
	struct udev_device *disk =
		udev_device_get_parent_with_subsystem_devtype(device, "block", "disk");
	return udev_device_get_syspath(disk ? disk : device);
}

static bool lies_on(struct udev *udev, dev_t number, const char *disk)
{
	struct udev_device *device = udev_device_new_from_devnum(udev, 'b', number);
	bool does = device && strcmp(disk_of(device), disk) == 0;
	udev_device_unref(device);
	return does;
}

/* Whether anything on this disk is mounted elsewhere: then the system runs from it. */
static bool is_in_use(struct udev *udev, const char *disk)
{
	FILE *mounts = fopen("/proc/self/mountinfo", "re");
	if (!mounts)
		return true;
	char *line = NULL, place[sizeof ADMIN_STICK + 1];
	size_t room = 0;
	unsigned major, minor;
	bool used = false;
	while (!used && getline(&line, &room, mounts) > 0)
		if (sscanf(line, "%*d %*d %u:%u %*s %16s", &major, &minor, place) == 3 &&
			strcmp(place, ADMIN_STICK) != 0)
			used = lies_on(udev, makedev(major, minor), disk);
	free(line);
	fclose(mounts);
	return used;
}

static struct stick describe(struct udev_device *device)
{
	struct stick stick = {.age_us = udev_device_get_usec_since_initialized(device)};
	const char *node = udev_device_get_devnode(device);
	snprintf(stick.device, sizeof stick.device, "%s", node ? node : "");
	snprintf(stick.type, sizeof stick.type, "%s", property(device, "ID_FS_TYPE"));
	admin_copy_label(stick.label, property(device, "ID_FS_LABEL"));
	return stick;
}

static bool can_mount(const struct stick *stick)
{
	return strcmp(stick->type, "vfat") == 0 || strcmp(stick->type, "exfat") == 0;
}

static bool is_better(const struct stick *a, const struct stick *b)
{
	bool ours_a = strcmp(a->label, "TUNEUP") == 0, ours_b = strcmp(b->label, "TUNEUP") == 0;
	if (!b->device[0] || can_mount(a) != can_mount(b))
		return !b->device[0] || can_mount(a);
	return ours_a != ours_b ? ours_a : a->age_us < b->age_us;
}

/* Its device is "" when there is none. */
static struct stick find_stick(void)
{
	struct stick best = {0};
	struct udev *udev = udev_new();
	struct udev_enumerate *all = udev ? udev_enumerate_new(udev) : NULL;
	if (all) {
		udev_enumerate_add_match_subsystem(all, "block");
		udev_enumerate_add_match_property(all, "ID_BUS", "usb");
		udev_enumerate_add_match_property(all, "ID_FS_USAGE", "filesystem");
		udev_enumerate_scan_devices(all);
	}
	struct udev_list_entry *entry = all ? udev_enumerate_get_list_entry(all) : NULL;
	for (; entry; entry = udev_list_entry_get_next(entry)) {
		struct udev_device *device =
			udev_device_new_from_syspath(udev, udev_list_entry_get_name(entry));
		if (!device)
			continue;
		struct stick stick = describe(device);
		if (!is_in_use(udev, disk_of(device)) && is_better(&stick, &best))
			best = stick;
		udev_device_unref(device);
	}
	udev_enumerate_unref(all);
	udev_unref(udev);
	return best;
}

static bool check(const struct stick *stick, struct admin_answer *answer)
{
	if (!stick->device[0]) {
		answer->result = ADMIN_NO_STICK;
		return false;
	}
	memcpy(answer->label, stick->label, sizeof stick->label);
	if (can_mount(stick))
		return true;
	answer->result = ADMIN_FILESYSTEM;
	snprintf(answer->text, sizeof answer->text, "%s", stick->type);
	return false;
}

void stick_look(struct admin_answer *answer)
{
	struct stick stick = find_stick();
	if (check(&stick, answer))
		answer->result = ADMIN_DONE;
}

static void fail(struct admin_answer *answer, const char *what, const char *device)
{
	answer->result = errno == EBUSY ? ADMIN_BUSY : ADMIN_FAILED;
	snprintf(answer->text, sizeof answer->text, "%s %s: %s", what, device, strerror(errno));
	log_warning("%s", answer->text);
}

void stick_mount(bool write, struct admin_answer *answer)
{
	/* One that was pulled without a word is still mounted, and its files are errors. */
	while (umount2(ADMIN_STICK, MNT_DETACH) == 0) {
	}
	struct stick stick = find_stick();
	if (!check(&stick, answer))
		return;
	const struct group *group = getgrnam("tuneup");
	char options[80];
	snprintf(options, sizeof options, "uid=0,gid=%u,fmask=0117,dmask=0007%s",
		group ? (unsigned)group->gr_gid : 0u,
		strcmp(stick.type, "vfat") == 0 ? ",utf8=1" : "");
	unsigned long flags =
		MS_NOSUID | MS_NODEV | MS_NOEXEC | MS_NOATIME | (write ? 0 : MS_RDONLY);
	if (mkdir(ADMIN_STICK, 0755) != 0 && errno != EEXIST)
		fail(answer, "making " ADMIN_STICK " for", stick.device);
	else if (mount(stick.device, ADMIN_STICK, stick.type, flags, options) != 0)
		fail(answer, "mounting", stick.device);
	else
		answer->result = ADMIN_DONE;
}

void stick_eject(struct admin_answer *answer)
{
	if (umount2(ADMIN_STICK, UMOUNT_NOFOLLOW) == 0 || errno == EINVAL || errno == ENOENT)
		answer->result = ADMIN_DONE;
	else
		fail(answer, "ejecting", ADMIN_STICK);
}
