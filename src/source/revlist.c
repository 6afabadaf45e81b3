/*
 * revlist.c - the commits of a range, as `git rev-list` lists them.
 *
 * The list is taken line by line as it comes and never held.
 */
#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "source/gitchild.h"
#include "source/revlist.h"

enum {
	LINE_LIMIT = 64 * 1024 * 1024, /* bytes: a commit and its parents */
	COMPLAINT_LIMIT = 4096,
};

struct reader {
	revlist_fn take;
	void *payload;
	struct buf line; /* owned; the line in hand, without its end */
	struct object_id *ids; /* owned; of that line */
	size_t count;
	size_t capacity;
	int rc; /* what take() returned, or our own error */
};

/* Reads the ids of the line in hand. */
static bool read_ids(struct reader *reader)
{
	const char *at = buf_string(&reader->line);

	for (reader->count = 0; *at != '\0'; reader->count++) {
		size_t len = strcspn(at, " ");
		reader->ids = mem_grow(reader->ids, reader->count,
			&reader->capacity, sizeof(*reader->ids));
		if (!objectid_read(&reader->ids[reader->count], at, len))
			return false;
		at += len + (at[len] == ' ');
	}
	return reader->count > 0;
}

static int take_line(struct reader *reader, struct err *err)
{
	if (!read_ids(reader))
		return err_set(err, ERR_GIT, "git lists \"%s\"",
			buf_string(&reader->line));
	struct commit_ids commit = {
		.id = reader->ids[0],
		.parents = reader->ids + 1,
		.parent_count = reader->count - 1,
	};
	buf_clear(&reader->line);
	return reader->take(reader->payload, &commit, err);
}

static int take_piece(
	void *payload, const char *data, size_t len, struct err *err)
{
	struct reader *reader = payload;

	while (len > 0 && reader->rc == 0) {
		const char *newline = memchr(data, '\n', len);
		size_t part = newline != NULL ? (size_t)(newline - data) : len;
		if (buf_append(&reader->line, data, part) < 0)
			reader->rc = err_set(err, ERR_LIMIT,
				"git's answer is larger than %zu bytes",
				reader->line.limit);
		else if (newline != NULL)
			reader->rc = take_line(reader, err);
		part += newline != NULL;
		data += part;
		len -= part;
	}
	return reader->rc;
}

static const char **list_args(const struct revlist_args *args)
{
	static const char *const own[] = { "rev-list", "--topo-order",
		"--reverse", "--parents", "--no-color", "--stdin" };
	size_t own_count = sizeof(own) / sizeof(own[0]);
	size_t more = 0;

	while (args->options != NULL && args->options[more] != NULL)
		more++;
	/* Lists of pointers.  NOLINTBEGIN(bugprone-sizeof-expression) */
	const char **list = mem_zalloc(own_count + more + 1, sizeof(*list));
	memcpy(list, own, sizeof(own));
	if (more > 0)
		memcpy(list + own_count, args->options, more * sizeof(*list));
	/* NOLINTEND(bugprone-sizeof-expression) */
	return list;
}

int revlist_run(const struct revlist_args *args, revlist_fn take, void *payload,
	struct err *err)
{
	struct reader reader = {
		.take = take,
		.payload = payload,
		.line = BUF_INIT(LINE_LIMIT),
	};
	struct buf errors = BUF_INIT(COMPLAINT_LIMIT);
	const char **list = list_args(args);
	const struct gitchild_args child = {
		.args = list,
		.input = args->input,
		.input_len = args->input_len,
		.halt = args->halt,
	};

	int rc = gitchild_stream(&child, take_piece, &reader, &errors, err);
	if (rc > 0) {
		err_set(err, ERR_GIT, "%s", gitchild_complaint(&errors));
		rc = 1;
	}
	free(list);
	free(reader.ids);
	buf_release(&reader.line);
	buf_release(&errors);
	return rc;
}
