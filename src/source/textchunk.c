/*
 * textchunk.c - hands on texts that are no files: names and messages.
 */
#include <string.h>

#include "model/chunk.h"
#include "source/textchunk.h"

int textchunk_name(const struct chunk_sink *sink, const char *name,
	const char *commit, struct err *err)
{
	struct span all = { 0, strlen(name) };
	struct chunk chunk = {
		.text = name,
		.len = all.end,
		.added = &all,
		.added_count = 1,
		.path = name,
		.commit = commit,
		.first_line = 1,
		.kind = CHUNK_NAME,
	};

	return sink->take(sink->payload, &chunk, err);
}

int textchunk_message(const struct chunk_sink *sink, const char *text,
	size_t len, const char *commit, struct err *err)
{
	struct span all = { 0, len };
	struct chunk chunk = {
		.text = text,
		.len = len,
		.added = &all,
		.added_count = 1,
		.commit = commit,
		.first_line = 1,
		.kind = CHUNK_MESSAGE,
	};

	return len > 0 ? sink->take(sink->payload, &chunk, err) : 0;
}
