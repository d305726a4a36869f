#include "data/pin.h"

#include "base/log.h"
#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool pin_valid(const char *pin)
{
	return strlen(pin) == PIN_DIGITS && strspn(pin, "0123456789") == PIN_DIGITS;
}

static char *pin_path(const char *state)
{
	return mem_printf("%s/pin", state);
}

bool pin_exists(const char *state)
{
	char *path = pin_path(state);
	struct stat status;
	bool missing = lstat(path, &status) != 0 && errno == ENOENT;
	free(path);
	return !missing;
}

static bool read_hash(const char *path, char hash[static crypto_pwhash_STRBYTES])
{
	FILE *file = fopen(path, "re");
	if (!file) {
		if (errno != ENOENT)
			log_error("%s: cannot be read: %s", path, strerror(errno));
		return false;
	}
	size_t length = fread(hash, 1, crypto_pwhash_STRBYTES - 1, file);
	fclose(file);
	hash[length] = '\0';
	hash[strcspn(hash, "\n")] = '\0';
	/* A file of other making could ask for any amount of memory and time. */
	if (crypto_pwhash_str_needs_rehash(hash, crypto_pwhash_OPSLIMIT_INTERACTIVE,
		    crypto_pwhash_MEMLIMIT_INTERACTIVE) == 0)
		return true;
	log_error("%s: damaged; set the PIN anew with tuneupctl pin set", path);
	return false;
}

bool pin_check(const char *state, const char *pin)
{
	char hash[crypto_pwhash_STRBYTES];
	char *path = pin_path(state);
	bool right = pin_valid(pin) && sodium_init() >= 0 && read_hash(path, hash) &&
		     crypto_pwhash_str_verify(hash, pin, PIN_DIGITS) == 0;
	free(path);
	return right;
}

static bool write_all(int file, const char *text)
{
	size_t length = strlen(text);
	return write(file, text, length) == (ssize_t)length;
}

/* The kiosk must be able to read what another member of its group set. */
static bool share(int file, const char *state)
{
	struct stat folder;
	if (stat(state, &folder) != 0)
		return false;
	return fchmod(file, folder.st_uid == geteuid() ? 0600 : 0640) == 0;
}

static bool sync_folder(const char *state)
{
	int folder = open(state, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool synced = folder >= 0 && fsync(folder) == 0;
	if (folder >= 0)
		close(folder);
	return synced;
}

/* Written beside, then renamed over: there is never half a PIN. */
static bool replace(const char *state, const char *hash)
{
	char *path = pin_path(state), *fresh = mem_printf("%s/pin.XXXXXX", state);
	int file = mkostemp(fresh, O_CLOEXEC);
	bool written = file >= 0 && share(file, state) && write_all(file, hash) &&
		       write_all(file, "\n") && fsync(file) == 0;
	bool done = written && rename(fresh, path) == 0 && sync_folder(state);
	int error = errno;
	if (file >= 0) {
		close(file);
		if (!done)
			unlink(fresh);
	}
	free(fresh);
	free(path);
	errno = error;
	return done;
}

bool pin_set(const char *state, const char *pin, char *why, size_t size)
{
	char hash[crypto_pwhash_STRBYTES];
	if (!pin_valid(pin)) {
		snprintf(why, size, "A PIN is exactly %d digits.", PIN_DIGITS);
		return false;
	}
	if (sodium_init() < 0 ||
		crypto_pwhash_str(hash, pin, PIN_DIGITS, crypto_pwhash_OPSLIMIT_INTERACTIVE,
			crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0) {
		snprintf(why, size, "Too little memory is free to hash the PIN.");
		return false;
	}
	if (replace(state, hash))
		return true;
	snprintf(why, size, "%s/pin cannot be written: %s.", state, strerror(errno));
	return false;
}
