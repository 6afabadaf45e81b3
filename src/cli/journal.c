/*
 * journal.c - changes to files that can all be taken back.
 *
 * A file that is replaced or removed lives on under a second name until the
 * journal is committed, so that taking it back is a rename, not a copy: mode,
 * owner and times come back with it.
 */
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/mem.h"
#include "cli/journal.h"
#include "cli/path.h"

enum undo_kind {
	UNDO_RENAME, /* PATH goes back to its place */
	UNDO_UNLINK, /* PATH was not there before */
	UNDO_RMDIR, /* the folder PATH was not there before */
};

struct undo_step {
	enum undo_kind kind;
	char *path; /* owned */
	char *place; /* owned, of UNDO_RENAME */
	bool is_spare; /* PATH was made for the undo only */
};

/* What a file is called while the journal holds it. */
#define SPARE_MARK ".kagiban-"
#define SPARE_DRAWN "XXXXXX" /* replaced by mkstemp() */
static const char spare_ending[] = SPARE_MARK SPARE_DRAWN;

bool journal_is_spare(const char *name)
{
	const size_t drawn = sizeof(SPARE_DRAWN) - 1;
	const char *mark = strstr(name, SPARE_MARK);

	if (mark == NULL || mark == name)
		return false;
	mark += sizeof(SPARE_MARK) - 1;
	for (size_t i = 0; i < drawn; i++) {
		if (!isalnum((unsigned char)mark[i]))
			return false;
	}
	return mark[drawn] == '\0';
}

static void note(struct journal *journal, enum undo_kind kind, const char *path,
	const char *place, bool is_spare)
{
	journal->steps = mem_grow(journal->steps, journal->count,
		&journal->capacity, sizeof(*journal->steps));
	journal->steps[journal->count++] = (struct undo_step){
		.kind = kind,
		.path = mem_copy_string(path),
		.place = mem_copy_string(place),
		.is_spare = is_spare,
	};
}

void journal_release(struct journal *journal)
{
	for (size_t i = 0; i < journal->count; i++) {
		free(journal->steps[i].path);
		free(journal->steps[i].place);
	}
	free(journal->steps);
	*journal = (struct journal)JOURNAL_INIT;
}

/* The one message for a folder that refuses: it names the folder. */
static int refused(struct err *err, const char *path)
{
	int system_error = errno;
	char *folder = path_parent(path);

	int rc = err_set(err, ERR_IO, "cannot change the folder %s: %s", folder,
		strerror(system_error));
	free(folder);
	return rc;
}

int journal_make_folders(struct journal *journal, const char *path,
	unsigned *made, struct err *err)
{
	int rc = 0;
	struct stat info;

	*made = 0;
	if (stat(path, &info) == 0 && S_ISDIR(info.st_mode))
		return 0;
	char *parent = path_parent(path);
	if (strcmp(parent, path) != 0)
		rc = journal_make_folders(journal, parent, made, err);
	free(parent);
	if (rc < 0)
		return rc;
	if (mkdir(path, 0777) < 0)
		return err_set(err, ERR_IO, "cannot make the folder %s: %s",
			path, strerror(errno));
	note(journal, UNDO_RMDIR, path, NULL, false);
	(*made)++;
	return 0;
}

static int write_all(int file, const char *text, size_t len)
{
	while (len > 0) {
		ssize_t written = write(file, text, len);
		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return -1;
		text += written;
		len -= (size_t)written;
	}
	return 0;
}

/*
 * Writes a new file beside PATH and returns its name, caller owns; NULL with
 * errno set when the system refused.  Synced: a hook that is empty after a
 * power cut would let everything pass.
 */
static char *write_beside(const struct journal_file *file)
{
	char *name = path_with(file->path, spare_ending);

	int out = mkstemp(name);
	if (out < 0)
		goto failed;
	int rc = write_all(out, file->text, file->len);
	if (rc == 0)
		rc = fchmod(out, file->mode);
	if (rc == 0)
		rc = fsync(out);
	if (close(out) < 0)
		rc = -1;
	if (rc == 0)
		return name;
	int system_error = errno;
	unlink(name);
	errno = system_error;
failed:
	free(name);
	return NULL;
}

/*
 * Gives the file PATH the second name KEPT; where the file system has no hard
 * links, or the system forbids one to a file of somebody else, it is renamed.
 */
static int add_name(const char *path, const char *kept)
{
	struct stat info;

	if (linkat(AT_FDCWD, path, AT_FDCWD, kept, 0) == 0)
		return 0;
	if (errno == EEXIST)
		return -1;
	if (lstat(kept, &info) == 0) {
		errno = EEXIST;
		return -1;
	}
	return rename(path, kept);
}

/* Gives the file PATH a second name for the undo, and notes it. */
static int spare(struct journal *journal, const char *path)
{
	char *name = path_with(path, spare_ending);
	int file = mkstemp(name);
	int rc = -1;

	if (file >= 0) {
		close(file);
		/* The name is ours now; a link needs it free. */
		unlink(name);
		rc = add_name(path, name);
	}
	if (rc == 0)
		note(journal, UNDO_RENAME, name, path, true);
	free(name);
	return rc;
}

/* Keeps what stands at the file's place, and notes how to take it back. */
static int set_aside(struct journal *journal, const struct journal_file *file,
	struct err *err)
{
	struct stat info;

	if (lstat(file->path, &info) < 0) {
		if (errno != ENOENT)
			return refused(err, file->path);
		note(journal, UNDO_UNLINK, file->path, NULL, false);
		return 0;
	}
	if (file->kept == NULL) {
		if (spare(journal, file->path) < 0)
			return refused(err, file->path);
		return 0;
	}
	if (add_name(file->path, file->kept) < 0) {
		if (errno == EEXIST)
			return err_set(err, ERR_IO,
				"%s is there already and is not overwritten: "
				"move it "
				"away and try again",
				file->kept);
		return refused(err, file->path);
	}
	note(journal, UNDO_RENAME, file->kept, file->path, false);
	return 0;
}

int journal_write(struct journal *journal, const struct journal_file *file,
	struct err *err)
{
	char *name = write_beside(file);

	if (name == NULL)
		return refused(err, file->path);
	int rc = set_aside(journal, file, err);
	if (rc == 0 && rename(name, file->path) < 0)
		rc = refused(err, file->path);
	if (rc < 0)
		unlink(name);
	free(name);
	return rc;
}

int journal_remove(struct journal *journal, const char *path, struct err *err)
{
	if (spare(journal, path) < 0 || (unlink(path) < 0 && errno != ENOENT))
		return refused(err, path);
	return 0;
}

int journal_move(struct journal *journal, const char *from, const char *to,
	struct err *err)
{
	struct stat info;

	if (lstat(to, &info) == 0 && spare(journal, to) < 0)
		return refused(err, to);
	if (rename(from, to) < 0)
		return refused(err, to);
	note(journal, UNDO_RENAME, to, from, false);
	return 0;
}

static int undo(const struct undo_step *step)
{
	switch (step->kind) {
	case UNDO_RMDIR:
		return rmdir(step->path);
	case UNDO_UNLINK:
		return unlink(step->path) < 0 && errno != ENOENT ? -1 : 0;
	case UNDO_RENAME:
		break;
	}
	if (rename(step->path, step->place) < 0)
		return -1;
	/* Of two names of one file rename() leaves both. */
	return unlink(step->path) < 0 && errno != ENOENT ? -1 : 0;
}

void journal_undo(struct journal *journal, struct err *err)
{
	for (size_t i = journal->count; i > 0; i--) {
		const struct undo_step *step = &journal->steps[i - 1];
		if (undo(step) < 0)
			err_context(err, "%s could not be put back",
				step->place != NULL ? step->place : step->path);
	}
	journal_release(journal);
}

void journal_commit(struct journal *journal)
{
	for (size_t i = 0; i < journal->count; i++) {
		if (journal->steps[i].is_spare)
			unlink(journal->steps[i].path);
	}
	journal_release(journal);
}
