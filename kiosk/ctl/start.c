#include "ctl/start.h"

#include "base/folder.h"
#include "base/mem.h"
#include "data/pack.h"

#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static const char default_state[] = "/var/lib/tuneup";
static const char default_config[] = "/etc/tuneup/tuneup.yaml";
static const char owner_name[] = "tuneup";

/* The program's folder as kiosk/options.c finds it: one found by PATH is an installed one. */
static char *program_folder(const char *argv0)
{
	const char *slash = strrchr(argv0, '/');
	if (!slash)
		return mem_strdup(TUNEUP_PREFIX "/bin");
	return mem_printf("%.*s", (int)(slash - argv0), argv0);
}

static char *find_folder(const char *program, const char *name, const char *given)
{
	if (given)
		return mem_strdup(given);
	char *beside = mem_printf("%s/../%s", program, name);
	if (access(beside, R_OK) == 0)
		return beside;
	free(beside);
	return mem_printf("%s/../share/tuneup/%s", program, name);
}

/* The value of "--name VALUE" or "--name=VALUE", which starts at argv[*at]; NULL: another word.
 * "": the value is missing. */
static const char *value_of(const char *name, int argc, char **argv, int *at)
{
	size_t length = strlen(name);
	const char *word = argv[*at];
	if (strncmp(word, name, length) != 0 || (word[length] && word[length] != '='))
		return NULL;
	if (word[length] == '=')
		return word + length + 1;
	return *at + 1 < argc ? argv[++*at] : "";
}

/* Whether the word at *at is an option of ours, which is then taken; *sound: its value is there. */
static bool take_option(struct start *start, int argc, char **argv, int *at, bool *sound)
{
	const struct {
		const char *name;
		bool *flag;
		const char **value;
	} options[] = {
		{"--json", &start->json, NULL},
		{"--help", &start->help, NULL},
		{"--version", &start->version, NULL},
		{"--config", NULL, &start->config},
		{"--state", NULL, &start->state},
		{"--assets", NULL, &start->assets_given},
		{"--content", NULL, &start->content_given},
		{"--devices", NULL, &start->devices},
		{"--machine", NULL, &start->machine},
	};
	for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
		const char *name = options[i].name;
		if (options[i].flag && strcmp(argv[*at], name) == 0)
			return *options[i].flag = true;
		const char *value = options[i].value ? value_of(name, argc, argv, at) : NULL;
		if (!value)
			continue;
		*sound = value[0];
		if (!*sound)
			fprintf(stderr, "tuneupctl: %s: what follows is missing\n", name);
		*options[i].value = value;
		return true;
	}
	return false;
}

bool start_read(struct start *start, int argc, char **argv)
{
	bool sound = true, ours = true;
	*start = (struct start){.state = default_state};
	start->argv = mem_calloc((size_t)argc + 1, sizeof *start->argv);
	for (int i = 1; sound && i < argc; i++) {
		bool end = ours && strcmp(argv[i], "--") == 0;
		if (end)
			ours = false;
		else if (!ours || !take_option(start, argc, argv, &i, &sound))
			start->argv[start->argc++] = argv[i];
	}
	char *program = program_folder(argv[0]);
	start->assets = find_folder(program, "assets", start->assets_given);
	char *installed = start->content_given ? NULL : pack_current(start->state);
	start->content =
		installed ? installed : find_folder(program, "content", start->content_given);
	start->locale = mem_printf("%s/locale", program);
	free(program);
	return sound;
}

void start_free(struct start *start)
{
	free(start->assets);
	free(start->content);
	free(start->locale);
	free(start->argv);
}

static bool refuse(const char *path, const char *what)
{
	fprintf(stderr, "tuneupctl: %s: %s: %s\n", path, what, strerror(errno));
	return false;
}

/* The kiosk and all members of its group write there, and what they make belongs to the group. */
static bool make_state(const char *state)
{
	if (!folder_make_above(state, 0755) || mkdir(state, 0770) != 0)
		return refuse(state, "the state folder cannot be made");
	const struct passwd *owner = geteuid() == 0 ? getpwnam(owner_name) : NULL;
	if (owner && chown(state, owner->pw_uid, owner->pw_gid) != 0)
		return refuse(state, "cannot be given to its owner");
	if (chmod(state, 02770) != 0)
		return refuse(state, "its mode cannot be set");
	return true;
}

/* What root writes here the kiosk could not read, so root becomes the folder's owner first. */
static bool become_owner(const char *state, const struct stat *folder)
{
	if (geteuid() != 0 || folder->st_uid == 0)
		return true;
	const struct passwd *owner = getpwuid(folder->st_uid);
	int groups = owner ? initgroups(owner->pw_name, folder->st_gid) : setgroups(0, NULL);
	if (groups != 0 || setgid(folder->st_gid) != 0 || setuid(folder->st_uid) != 0)
		return refuse(state, "its owner cannot be taken");
	return true;
}

static bool open_state(const char *state)
{
	struct stat folder;
	bool missing = stat(state, &folder) != 0 && errno == ENOENT;
	if (missing && !make_state(state))
		return false;
	if (stat(state, &folder) != 0)
		return refuse(state, "cannot be looked at");
	if (!S_ISDIR(folder.st_mode)) {
		errno = ENOTDIR;
		return refuse(state, "cannot be the state folder");
	}
	if (!become_owner(state, &folder))
		return false;
	if (access(state, R_OK | W_OK | X_OK) == 0)
		return true;
	refuse(state, "cannot be used");
	fputs("tuneupctl: only root and members of the group tuneup may (log in anew after "
	      "joining it)\n",
		stderr);
	return false;
}

int start_ctl(const struct start *start, struct ctl *ctl, bool lenient)
{
	umask(007);
	if (!open_state(start->state))
		return CTL_REFUSED;
	ctl->config_path = start->config;
	ctl->state = start->state;
	ctl->assets = start->assets;
	ctl->content = start->content;
	ctl->locale = start->locale;
	ctl->devices = start->devices;
	ctl->machine = start->machine ? start->machine : "";
	ctl->json = start->json;
	time_t wall = time(NULL);
	struct tm local;
	localtime_r(&wall, &local);
	ctl->wall_s = (int64_t)wall + local.tm_gmtoff;
	ctl->today = date_of_wall(ctl->wall_s);
	char *own = mem_printf("%s/settings.yaml", start->state);
	const char *const files[] = {start->config ? start->config : default_config, own, NULL};
	bool sound = true;
	ctl->config = config_load(files, start->config, &sound, &ctl->problems);
	free(own);
	/* As with the kiosk: settings somebody names must be right, those of the appliance must not
	 * be in the way. */
	return sound || lenient || !start->config ? CTL_DONE : CTL_USAGE;
}
