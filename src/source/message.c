/*
 * message.c - the source of a commit message.
 *
 * git gives the hook the file before it takes the comment lines out, and with
 * `commit -v` the diff stands below a scissors line.  With an editor what is
 * below that line is dropped; without one it is recorded.
 */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "source/filebytes.h"
#include "source/gitrepo.h"
#include "source/lineset.h"
#include "source/source.h"

enum { COMMENT_LIMIT = 256 }; /* bytes of core.commentString */

static int read_message(
	struct buf *out, const char *path, size_t most, struct err *err)
{
	int fd = STDIN_FILENO;

	if (strcmp(path, "-") != 0)
		fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return err_set(err, ERR_IO, "cannot read %s: %s", path,
			strerror(errno));
	int rc = filebytes_read(out, fd, 0, most, err);
	if (fd != STDIN_FILENO)
		close(fd);
	if (rc == 1)
		return err_set(err, ERR_LIMIT, "%s is larger than %zu bytes",
			path, most);
	return rc < 0 ? err_context(err, "cannot read %s", path) : 0;
}

/* What begins a comment line; "auto" where git may have chosen any letter. */
static int read_comment_string(
	struct buf *out, const struct gitrepo *repo, struct err *err)
{
	int rc = gitrepo_config(repo, "core.commentString", out, err);
	if (rc == 0)
		rc = gitrepo_config(repo, "core.commentChar", out, err);
	if (rc == 0)
		buf_append_string(out, "#");
	return rc < 0 ? rc : 0;
}

static bool is_scissors(const char *line, size_t len, const struct buf *comment)
{
	static const char cut[] =
		" ------------------------ >8 ------------------------";
	size_t cut_len = sizeof(cut) - 1;
	size_t start = comment->len;

	if (strcmp(buf_string(comment), "auto") == 0)
		start = 1;
	else if (len < start || memcmp(line, comment->data, start) != 0)
		return false;
	if (len < start + cut_len || memcmp(line + start, cut, cut_len) != 0)
		return false;
	for (size_t i = start + cut_len; i < len; i++) {
		if (line[i] != '\r' && line[i] != '\n')
			return false;
	}
	return true;
}

/* The length of TEXT up to its scissors line. */
static size_t find_scissors(const struct buf *text, const struct buf *comment)
{
	size_t at = 0;

	while (at < text->len) {
		size_t len = line_end(text->data + at, text->len - at);
		if (is_scissors(text->data + at, len, comment))
			break;
		at += len;
	}
	return at;
}

/* Finds how much of the message counts. */
static int find_end(size_t *end, const struct source_args *args,
	const struct buf *text, struct err *err)
{
	struct buf comment = BUF_INIT(COMMENT_LIMIT);
	const char *editor = getenv("GIT_EDITOR");
	int rc = 0;

	*end = text->len;
	if (editor != NULL && strcmp(editor, ":") == 0)
		return 0;
	rc = read_comment_string(&comment, args->repo, err);
	if (rc == 0)
		*end = find_scissors(text, &comment);
	buf_release(&comment);
	return rc;
}

static int scan_text(const struct source_args *args, const struct buf *text,
	size_t len, struct err *err)
{
	struct span all = { 0, len };
	struct chunk chunk = {
		.text = text->data,
		.len = len,
		.added = &all,
		.added_count = 1,
		.first_line = 1,
		.kind = CHUNK_MESSAGE,
	};

	args->coverage->messages++;
	args->coverage->added_lines += line_count(buf_string(text), len);
	if (len == 0)
		return 0;
	return args->sink.take(args->sink.payload, &chunk, err);
}

int message_scan(
	const struct source_args *args, const char *path, struct err *err)
{
	size_t end;
	size_t most = args->max_blob > 0 ? args->max_blob : SOURCE_MAX_BLOB;
	struct buf text = BUF_INIT(most + 1);

	int rc = read_message(&text, path, most, err);
	if (rc == 0)
		rc = find_end(&end, args, &text, err);
	if (rc == 0)
		rc = scan_text(args, &text, end, err);
	buf_release(&text);
	return rc;
}
