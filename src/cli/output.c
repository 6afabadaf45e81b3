/*
 * output.c - writes a file such that it is there whole or not at all.
 */
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "cli/output.h"
#include "cli/path.h"

enum { PATH_LIMIT = 8192 };

static int refuse(const char *path, struct err *err)
{
	return err_set(err, ERR_IO, "%s: %s", path, strerror(errno));
}

/* Whether PATH can only be written to where it is. */
static bool is_special(const char *path)
{
	struct stat status;

	return lstat(path, &status) == 0 && !S_ISREG(status.st_mode);
}

/* Fills OUT, which is closed in any case. */
static int fill_and_close(FILE *out, const char *path, output_fn fill,
	void *payload, struct err *err)
{
	int rc = fill(payload, out, err);

	if (fclose(out) != 0 && rc == 0)
		rc = refuse(path, err);
	return rc;
}

static int write_in_place(
	const char *path, output_fn fill, void *payload, struct err *err)
{
	FILE *out = fopen(path, "w");

	if (out == NULL)
		return refuse(path, err);
	return fill_and_close(out, path, fill, payload, err);
}

/* Lets what ends a program wait until the file has its name, or is gone. */
static void hold_signals(sigset_t *before)
{
	static const int ends[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT };
	sigset_t held;

	sigemptyset(&held);
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		sigaddset(&held, ends[i]);
	sigprocmask(SIG_BLOCK, &held, before);
}

/* Writes the file BESIDE, whose name is made here, and renames it to PATH. */
static int write_beside(const char *path, struct buf *beside, output_fn fill,
	void *payload, struct err *err)
{
	FILE *out = NULL;
	int file;
	int rc;

	file = mkstemp(beside->data);
	if (file >= 0 && fchmod(file, path_mode(path)) == 0)
		out = fdopen(file, "w");
	if (out == NULL) {
		rc = refuse(path, err);
		if (file >= 0)
			close(file);
	} else {
		rc = fill_and_close(out, path, fill, payload, err);
	}
	if (rc == 0 && rename(beside->data, path) < 0)
		rc = refuse(path, err);
	if (rc < 0 && file >= 0)
		unlink(beside->data);
	return rc;
}

int output_write(
	const char *path, output_fn fill, void *payload, struct err *err)
{
	struct buf beside = BUF_INIT(PATH_LIMIT);
	sigset_t before;

	if (is_special(path))
		return write_in_place(path, fill, payload, err);
	if (buf_append_string(&beside, path) < 0 ||
		buf_append_string(&beside, ".XXXXXX") < 0)
		return err_set(err, ERR_IO, "--output: the path is too long");
	hold_signals(&before);
	int rc = write_beside(path, &beside, fill, payload, err);
	sigprocmask(SIG_SETMASK, &before, NULL);
	buf_release(&beside);
	return rc;
}
