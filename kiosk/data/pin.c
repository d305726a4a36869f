#include "base/tr.h"
#include "data/pin.h"

#include "base/log.h"
#include "base/mem.h"
#include "base/sync.h"
#include "data/pin_file.h"

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
	size_t length = strlen(pin);
	return length >= PIN_DIGITS_MIN && length <= PIN_DIGITS_MAX &&
	       strspn(pin, "0123456789") == length;
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

/* The number after the hash. */
int pin_digits(const char *state)
{
	char *path = pin_path(state), number[8] = "";
	FILE *file = fopen(path, "re");
	if (file && fscanf(file, "%*s %7s", number) != 1)
		number[0] = '\0';
	if (file)
		fclose(file);
	free(path);
	int digits = atoi(number);
	return digits >= PIN_DIGITS_MIN && digits <= PIN_DIGITS_MAX ? digits : PIN_DIGITS_MIN;
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
	hash[strcspn(hash, " \n")] = '\0';
	/* A file of other making could ask for any amount of memory and time. */
	if (crypto_pwhash_str_needs_rehash(hash, crypto_pwhash_OPSLIMIT_INTERACTIVE,
		    crypto_pwhash_MEMLIMIT_INTERACTIVE) == 0)
		return true;
	log_error("%s: damaged; set the PIN anew with tuneupctl pin set", path);
	return false;
}

bool pin_is(const char *state, const char *pin)
{
	char hash[crypto_pwhash_STRBYTES];
	char *path = pin_path(state);
	bool right = pin_valid(pin) && sodium_init() >= 0 && read_hash(path, hash) &&
		     crypto_pwhash_str_verify(hash, pin, strlen(pin)) == 0;
	free(path);
	return right;
}

static bool write_all(int file, const char *text)
{
	size_t length = strlen(text);
	return write(file, text, length) == (ssize_t)length;
}

bool pin_share(int file, const char *state)
{
	struct stat folder;
	if (stat(state, &folder) != 0)
		return false;
	return fchmod(file, folder.st_uid == geteuid() ? 0600 : 0640) == 0;
}

/* Written beside, then renamed over: there is never half a PIN. */
static bool replace(const char *state, const char *text)
{
	char *path = pin_path(state), *fresh = mem_printf("%s/pin.XXXXXX", state);
	int file = mkostemp(fresh, O_CLOEXEC);
	bool written =
		file >= 0 && pin_share(file, state) && write_all(file, text) && fsync(file) == 0;
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
	char hash[crypto_pwhash_STRBYTES], text[crypto_pwhash_STRBYTES + 24];
	if (!pin_valid(pin)) {
		snprintf(why, size, "%s", N_("A PIN is 6 to 8 digits."));
		return false;
	}
	if (sodium_init() < 0 ||
		crypto_pwhash_str(hash, pin, strlen(pin), crypto_pwhash_OPSLIMIT_INTERACTIVE,
			crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0) {
		snprintf(why, size, "%s", N_("Too little memory is free to hash the PIN."));
		return false;
	}
	snprintf(text, sizeof text, "%s %zu\n", hash, strlen(pin));
	if (replace(state, text)) {
		pin_forget_tries(state);
		return true;
	}
	snprintf(why, size, N_("%s/pin cannot be written: %s."), state, strerror(errno));
	return false;
}
