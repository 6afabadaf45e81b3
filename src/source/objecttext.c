/*
 * objecttext.c - takes apart what a commit or a tag says.
 *
 * Most of the headers are git's own business.  Others may hold text of people:
 * `mergetag` is a whole tag, and importers of other systems have their own.
 */
#include <string.h>

#include "source/lineset.h"
#include "source/objecttext.h"

/* Reads "LABEL HEX\n" at the start of TEXT.  Returns its length, 0: none. */
static size_t read_id(
	struct object_id *id, const char *label, const char *text, size_t len)
{
	size_t label_len = strlen(label);
	size_t line_len = line_end(text, len);

	if (line_len <= label_len + 1 || text[line_len - 1] != '\n' ||
		memcmp(text, label, label_len) != 0 ||
		!objectid_read(id, text + label_len, line_len - label_len - 1))
		return 0;
	return line_len;
}

static void split(struct object_text *out, const char *text, size_t len)
{
	size_t at = 0;

	while (at < len && text[at] != '\n')
		at += line_end(text + at, len - at);
	out->headers = text;
	out->headers_len = at;
	at += at < len;
	out->message = text + at;
	out->message_len = len - at;
}

bool objecttext_commit(struct object_text *out, const char *text, size_t len)
{
	if (read_id(&out->id, "tree ", text, len) == 0)
		return false;
	out->type = OBJECT_TREE;
	split(out, text, len);
	return true;
}

/* Reads "type NAME\n" at the start of TEXT. */
static enum object_type read_type(const char *text, size_t len)
{
	static const char *const lines[] = {
		[OBJECT_COMMIT] = "type commit\n",
		[OBJECT_TREE] = "type tree\n",
		[OBJECT_BLOB] = "type blob\n",
		[OBJECT_TAG] = "type tag\n",
	};

	for (int type = OBJECT_COMMIT; type <= OBJECT_TAG; type++) {
		size_t line_len = strlen(lines[type]);
		if (len >= line_len && memcmp(text, lines[type], line_len) == 0)
			return (enum object_type)type;
	}
	return OBJECT_NONE;
}

bool objecttext_tag(struct object_text *out, const char *text, size_t len)
{
	size_t at = read_id(&out->id, "object ", text, len);
	if (at == 0)
		return false;
	out->type = read_type(text + at, len - at);
	split(out, text, len);
	return out->type != OBJECT_NONE;
}

bool objecttext_parent(
	const struct object_text *commit, size_t *at, struct object_id *id)
{
	const char *text = commit->headers;
	size_t len = commit->headers_len;

	if (*at == 0)
		*at = line_end(text, len);
	size_t line = read_id(id, "parent ", text + *at, len - *at);
	*at += line;
	return line > 0;
}

/* Whether a header's value is of no interest. */
static bool is_usual(const char *header, size_t len)
{
	static const char *const usual[] = { "tree", "parent", "author",
		"committer", "encoding", "gpgsig", "gpgsig-sha256", "object",
		"type", "tagger" };

	for (size_t i = 0; i < sizeof(usual) / sizeof(usual[0]); i++) {
		size_t name_len = strlen(usual[i]);
		if (len > name_len && header[name_len] == ' ' &&
			memcmp(header, usual[i], name_len) == 0)
			return true;
	}
	return false;
}

/* The length of a header with the lines that go on with it. */
static size_t header_len(const char *header, size_t len)
{
	size_t end = line_end(header, len);

	while (end < len && header[end] == ' ')
		end += line_end(header + end, len - end);
	return end;
}

const char *objecttext_more(
	const struct object_text *object, size_t *at, size_t *len)
{
	while (*at < object->headers_len) {
		const char *header = object->headers + *at;
		*len = header_len(header, object->headers_len - *at);
		*at += *len;
		if (!is_usual(header, *len))
			return header;
	}
	return NULL;
}
