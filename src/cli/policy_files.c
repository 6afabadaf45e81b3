/*
 * policy_files.c - reads the files that hold waivers.
 */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "cli/policy_files.h"
#include "policy/allow.h"
#include "rules/rulefile.h"
#include "source/gitrepo.h"
#include "source/stagedfile.h"

enum { PATH_LIMIT = 4096 };

int policy_file_load(const char *path, struct buf *out, struct err *err)
{
	struct stat status;
	int rc = 1;
	/* Without O_NONBLOCK a pipe in its place would hang us. */
	int file = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (file < 0) {
		if (errno == ENOENT || errno == ENOTDIR)
			return 0;
		if (errno == ELOOP)
			return err_set(err, ERR_CONFIG,
				"%s: not a regular file", path);
		return err_set(err, ERR_IO, "%s: %s", path, strerror(errno));
	}
	if (fstat(file, &status) < 0 || !S_ISREG(status.st_mode)) {
		rc = err_set(err, ERR_CONFIG, "%s: not a regular file", path);
		goto done;
	}
	for (;;) {
		char *room = buf_reserve(out, 4096);
		if (!room) {
			rc = err_set(err, ERR_CONFIG,
				"%s: larger than %d bytes", path,
				(int)RULEFILE_LIMIT);
			break;
		}
		ssize_t got = read(file, room, 4096);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			rc = err_set(
				err, ERR_IO, "%s: %s", path, strerror(errno));
		if (got <= 0)
			break;
		out->len += (size_t)got;
	}
done:
	close(file);
	return rc;
}

static int add_file(
	struct allow *allow, const char *path, bool from_tree, struct err *err)
{
	struct buf text = BUF_INIT(RULEFILE_LIMIT + 4096);
	int rc = policy_file_load(path, &text, err);
	if (rc == 1)
		rc = allow_add(allow, path, buf_string(&text), text.len,
			from_tree, err);
	buf_release(&text);
	return rc < 0 ? rc : 0;
}

/* FOLDER/NAME; nothing is added if FOLDER is NULL or empty. */
static int add_below(struct allow *allow, const char *folder, const char *name,
	bool from_tree, struct err *err)
{
	struct buf path = BUF_INIT(PATH_LIMIT);
	int rc = 0;
	if (!folder || !*folder)
		return 0;
	if (buf_append_string(&path, folder) == 0 &&
		buf_append_string(&path, name) == 0)
		rc = add_file(allow, buf_string(&path), from_tree, err);
	buf_release(&path);
	return rc;
}

static int add_users(struct allow *allow, struct err *err)
{
	const char *xdg = getenv("XDG_CONFIG_HOME");
	if (xdg && *xdg)
		return add_below(allow, xdg, "/kagiban/config", false, err);
	return add_below(
		allow, getenv("HOME"), "/.config/kagiban/config", false, err);
}

static int add_staged(
	struct allow *allow, const struct gitrepo *repo, struct err *err)
{
	struct buf text = BUF_INIT(RULEFILE_LIMIT);
	int rc = stagedfile_read(repo, ".kagiban", &text, err);
	if (rc == 1)
		rc = allow_add(allow, ".kagiban", buf_string(&text), text.len,
			true, err);
	buf_release(&text);
	return rc < 0 ? rc : 0;
}

int policy_files_read(struct allow *allow, const struct gitrepo *repo,
	enum action action, struct err *err)
{
	int rc = add_file(allow, "/etc/kagiban", false, err);
	if (rc == 0)
		rc = add_users(allow, err);
	if (rc < 0 || !repo)
		return rc;
	rc = add_below(
		allow, gitrepo_common_dir(repo), "/info/kagiban", false, err);
	if (rc < 0)
		return rc;
	if (action == ACTION_SCAN_FILES)
		return add_below(
			allow, gitrepo_workdir(repo), "/.kagiban", true, err);
	return add_staged(allow, repo, err);
}
