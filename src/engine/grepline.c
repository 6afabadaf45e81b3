/*
 * grepline.c - a line of a chunk as git grep -n prints it.
 */
#include "engine/grepline.h"

#include "base/buf.h"

struct span grepline_span(const struct chunk *chunk, size_t at)
{
	const char *text = chunk->text;
	size_t least = at > GREPLINE_REACH ? at - GREPLINE_REACH : 0;
	size_t most = chunk->len - at > GREPLINE_REACH ? at + GREPLINE_REACH
						       : chunk->len;
	struct span line = { at, at };

	while (line.start > least && text[line.start - 1] != '\n')
		line.start--;
	while (line.end < most && text[line.end] != '\n')
		line.end++;
	return line;
}

static const char *path_of(const struct chunk *chunk)
{
	if (chunk->kind == CHUNK_MESSAGE)
		return ".git/COMMIT_EDITMSG";
	return chunk->path != NULL ? chunk->path : "(standard input)";
}

int grepline_write(struct buf *out, const struct chunk *chunk, uint32_t number,
	struct span line)
{
	buf_clear(out);
	int rc = buf_append_string(out, path_of(chunk));
	if (rc == 0)
		rc = buf_append_byte(out, ':');
	if (rc == 0)
		rc = buf_append_number(out, number);
	if (rc == 0)
		rc = buf_append_byte(out, ':');
	if (rc == 0)
		rc = buf_append(out, chunk->text + line.start, span_len(line));
	return rc;
}
