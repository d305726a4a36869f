/* A program update on its way to tuneup-admin: laid out in plain files, so that nobody has to read
 * an archive as root. */
#include "base/sync.h"
#include "base/tr.h"
#include "data/pack_places.h"
#include "data/pack_read.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int make_file(struct reader *reader, const char *folder, const char *name)
{
	char *path = mem_printf("%s/%s", folder, name);
	int out = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0640);
	if (out < 0)
		pack_says(reader->why, "%s: %s", path, strerror(errno));
	free(path);
	return out;
}

static bool close_file(struct reader *reader, const char *name, int out, bool sound)
{
	if (out >= 0 && close(out) != 0 && sound)
		return reader_refuses_file(reader, name, strerror(errno));
	return sound;
}

static bool write_small(struct reader *reader, const char *folder, const char *name,
	const void *bytes, size_t length)
{
	int out = make_file(reader, folder, name);
	bool sound =
		out >= 0 && ((write(out, bytes, length) == (ssize_t)length && fsync(out) == 0) ||
				    reader_refuses_file(reader, name, strerror(errno)));
	return close_file(reader, name, out, sound);
}

static bool lay_out(struct reader *reader, const char *folder)
{
	const struct pack_manifest *manifest = &reader->manifest;
	bool sound = write_small(reader, folder, PACK_MANIFEST, reader->text, reader->length) &&
		     write_small(reader, folder, PACK_SIGNATURE, reader->signature,
			     sizeof reader->signature);
	for (int i = 0; sound && i < manifest->files; i++) {
		if (strcmp(manifest->file[i].path, PACK_DEB) != 0) {
			sound = reader_skip(reader, &manifest->file[i]);
			continue;
		}
		int out = make_file(reader, folder, PACK_DEB);
		sound = out >= 0 && reader_copy(reader, &manifest->file[i], out);
		sound = close_file(reader, PACK_DEB, out, sound);
	}
	return sound && reader_expects_end(reader);
}

static bool stage(const struct pack_install *job, struct reader *reader)
{
	if (!reader_open(reader))
		return false;
	if (reader->manifest.kind != PACK_PROGRAM)
		return reader_refuses(reader, N_("it is a pack of content, not of the program"));
	char *folder = mem_printf("%s/program", job->state), *fresh = mem_printf("%s.new", folder);
	bool done = pack_has_space(reader, job->state);
	if (done && (!places_remove(fresh) || mkdir(fresh, 02750) != 0))
		done = pack_says(reader->why, "%s: %s", fresh, strerror(errno));
	done = done && lay_out(reader, fresh);
	if (done &&
		!(places_remove(folder) && rename(fresh, folder) == 0 && sync_folder(job->state)))
		done = pack_says(reader->why, "%s: %s", folder, strerror(errno));
	if (!done)
		places_remove(fresh);
	free(fresh);
	free(folder);
	return done;
}

bool pack_stage_program(const struct pack_install *job, char *why)
{
	struct reader *reader = reader_create(job, why);
	bool done = stage(job, reader);
	reader_destroy(reader);
	return done;
}
