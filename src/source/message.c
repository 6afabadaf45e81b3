/*
 * message.c - a commit message.
 *
 * What git records is the message up to the scissors line, if an editor was
 * shown (`git commit -v` puts the diff below it); without an editor a line
 * that looks like one is part of the message.
 */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "source/content.h"
#include "source/lineset.h"
#include "source/source.h"

enum { READ_SIZE = 64 * 1024 };

static int read_all(
	int file, const char *path, struct buf *out, struct err *err)
{
	for (;;) {
		char *room = buf_reserve(out, READ_SIZE);
		if (!room)
			return err_set(err, ERR_LIMIT,
				"%s: a message of more than %zu bytes", path,
				out->limit);
		ssize_t got = read(file, room, READ_SIZE);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return err_set(
				err, ERR_IO, "%s: %s", path, strerror(errno));
		if (got == 0)
			return 0;
		out->len += (size_t)got;
	}
}

static int read_message(const char *path, struct buf *out, struct err *err)
{
	if (strcmp(path, "-") == 0)
		return read_all(STDIN_FILENO, path, out, err);
	int file = open(path, O_RDONLY | O_CLOEXEC);
	if (file < 0)
		return err_set(err, ERR_IO, "%s: %s", path, strerror(errno));
	int rc = read_all(file, path, out, err);
	close(file);
	return rc;
}

/* The line that git writes above what it cuts off (wt-status.c, cut_line). */
static const char scissors[] =
	" ------------------------ >8 ------------------------";

/* The length of the text before the scissors line; all if there is none. */
static size_t before_scissors(const char *text, size_t len)
{
	size_t mark = sizeof(scissors) - 1;

	for (size_t at = 0; at < len; at += line_end(text + at, len - at)) {
		size_t left = len - at;

		/* One comment character stands before it, whichever it is. */
		if (left > mark && memcmp(text + at + 1, scissors, mark) == 0 &&
			(left == mark + 1 || text[at + mark + 1] == '\n' ||
				text[at + mark + 1] == '\r'))
			return at;
	}
	return len;
}

static bool editor_ran(void)
{
	const char *editor = getenv("GIT_EDITOR");
	return !editor || strcmp(editor, ":") != 0;
}

int message_scan(
	const struct source_args *args, const char *path, struct err *err)
{
	struct buf bytes = BUF_INIT(SOURCE_MAX_BLOB);
	struct content content;

	content_init(&content);
	int rc = read_message(path, &bytes, err);
	if (rc < 0)
		goto done;
	content_set(&content, buf_string(&bytes), bytes.len);
	size_t len = content.len;
	if (editor_ran())
		len = before_scissors(content.text, len);
	args->coverage->messages++;
	args->coverage->added_lines += line_count(content.text, len);
	if (len == 0)
		goto done;
	const struct span all = { 0, len };
	const struct chunk chunk = { .text = content.text,
		.len = len,
		.added = &all,
		.added_count = 1,
		.first_line = 1,
		.kind = CHUNK_MESSAGE };
	rc = args->sink.take(args->sink.payload, &chunk, err);
done:
	content_release(&content);
	buf_release(&bytes);
	return rc;
}
