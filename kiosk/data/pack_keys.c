/* The keys of packs: Ed25519, one line of text a file. */
#include "data/pack_file.h"

#include "base/tr.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char public_word[] = "tuneup-ed25519 ", secret_word[] = "tuneup-ed25519-secret ";

enum { LINE_ROOM = 256, KEYS_MAX = 64 };

bool pack_says(char *why, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	vsnprintf(why, PACK_WHY, format, args);
	va_end(args);
	return false;
}

bool pack_crypto(char *why)
{
	return sodium_init() >= 0 || pack_says(why, "libsodium cannot be used");
}

static bool write_key(const char *path, mode_t mode, const char *word, const unsigned char *key,
	size_t length, char *why)
{
	char text[LINE_ROOM];
	int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
	if (file < 0)
		return pack_says(why, "%s: %s", path,
			errno == EEXIST ? "is there already and is never written over"
					: strerror(errno));
	sodium_bin2base64(text, sizeof text, key, length, sodium_base64_VARIANT_ORIGINAL);
	bool written = fchmod(file, mode) == 0 && dprintf(file, "%s%s\n", word, text) > 0 &&
		       fsync(file) == 0;
	int error = errno;
	sodium_memzero(text, sizeof text);
	if (close(file) != 0 || !written) {
		unlink(path);
		return pack_says(why, "%s: %s", path, strerror(error));
	}
	return true;
}

bool pack_keygen(const char *path, char *why)
{
	unsigned char public[crypto_sign_PUBLICKEYBYTES], secret[crypto_sign_SECRETKEYBYTES];
	if (!pack_crypto(why))
		return false;
	crypto_sign_keypair(public, secret);
	char *beside = mem_printf("%s.pub", path);
	bool written = write_key(path, 0600, secret_word, secret, sizeof secret, why);
	if (written && !write_key(beside, 0644, public_word, public, sizeof public, why)) {
		unlink(path);
		written = false;
	}
	sodium_memzero(secret, sizeof secret);
	free(beside);
	return written;
}

bool pack_key_read(const char *path, bool secret, unsigned char *key, char *why)
{
	char line[LINE_ROOM] = "";
	size_t room = secret ? crypto_sign_SECRETKEYBYTES : crypto_sign_PUBLICKEYBYTES, length = 0;
	const char *word = secret ? secret_word : public_word;
	FILE *file = fopen(path, "rbe");
	if (!file)
		return pack_says(why, "%s: %s", path, strerror(errno));
	bool read = fgets(line, sizeof line, file);
	fclose(file);
	bool sound = read && strncmp(line, word, strlen(word)) == 0 &&
		     sodium_base642bin(key, room, line + strlen(word), strlen(line) - strlen(word),
			     " \r\n", &length, NULL, sodium_base64_VARIANT_ORIGINAL) == 0 &&
		     length == room;
	sodium_memzero(line, sizeof line);
	return sound || pack_says(why, "%s: expected a %s key, a line that begins with \"%s\"",
				path, secret ? "secret" : "public", word);
}

static int is_public_key(const struct dirent *entry)
{
	size_t length = strlen(entry->d_name);
	return entry->d_name[0] != '.' && length > 4 &&
	       strcmp(entry->d_name + length - 4, ".pub") == 0;
}

bool pack_key_find(const char *folder, const char *text, size_t length,
	const unsigned char *signature, char *signer, char *why)
{
	struct dirent **names = NULL;
	int count = scandir(folder, &names, is_public_key, alphasort), sound = 0;
	const char *begins = text;
	signer[0] = '\0';
	for (int i = 0; i < count; i++) {
		unsigned char key[crypto_sign_PUBLICKEYBYTES];
		char *path = mem_printf("%s/%s", folder, names[i]->d_name);
		if (!signer[0] && pack_key_read(path, false, key, why)) {
			sound++;
			if (crypto_sign_verify_detached(
				    signature, (const unsigned char *)begins, length, key) == 0)
				snprintf(signer, PACK_SIGNER, "%.*s", PACK_SIGNER - 1,
					names[i]->d_name);
		}
		free(path);
		free(names[i]);
	}
	free(names);
	if (sound == 0 && count > 0)
		return false;
	return sound > 0 || pack_says(why,
				    N_("%s: there is no key that is trusted: put the .pub file of "
				       "whoever makes the packs there"),
				    folder);
}
