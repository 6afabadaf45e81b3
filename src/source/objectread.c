/*
 * objectread.c - reads many objects in one go.
 *
 *     we say      ID                  git says    ID TYPE SIZE
 *                                                 (SIZE bytes and a newline)
 *                                     or          ID missing
 *
 * A child that dies, or says anything else, takes the object in hand with it;
 * another is started for what comes after.
 */
#include <errno.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "source/gitchild.h"
#include "source/objectread.h"
#include "source/objectset.h"

enum {
	HEADER_LIMIT = 256, /* bytes of the line before a content */
	KEPT_MOST = 1024 * 1024, /* bytes that stay allocated between objects */
	FAILURES_MOST = 16, /* children in a row that read nothing */
	COMPLAINT_LIMIT = 4096,
};

enum part { PART_HEADER, PART_CONTENT, PART_END };

struct stream {
	const struct objectread *reading;
	size_t index; /* of the object that git answers */
	enum part part;
	struct buf header; /* owned */
	struct buf content; /* owned; the beginning of what is in hand */
	enum object_type type;
	size_t size; /* of the object in hand */
	size_t left; /* bytes of it that are to come */
	bool large; /* it comes in pieces */
	bool first; /* no piece of it was handed on */
	int rc; /* the callback's */
};

const char *const objectread_env[] = { "GIT_NO_REPLACE_OBJECTS=1",
	"GIT_GRAFT_FILE=/dev/null", NULL };

enum object_type objectread_type(const char *name, size_t len)
{
	static const struct {
		char name[8];
		enum object_type type;
	} types[] = {
		{ "blob", OBJECT_BLOB },
		{ "commit", OBJECT_COMMIT },
		{ "tree", OBJECT_TREE },
		{ "tag", OBJECT_TAG },
	};

	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		if (strlen(types[i].name) == len &&
			memcmp(types[i].name, name, len) == 0)
			return types[i].type;
	}
	return OBJECT_NONE;
}

/* Hands on a piece of the object in hand. */
static int emit(struct stream *stream, const char *data, size_t len, bool last,
	struct err *err)
{
	const struct object_piece piece = {
		.index = stream->index,
		.type = stream->type,
		.data = data,
		.len = len,
		.size = stream->size,
		.first = stream->first,
		.last = last,
	};

	stream->first = false;
	stream->rc =
		stream->reading->take(stream->reading->payload, &piece, err);
	return stream->rc;
}

static void start_next(struct stream *stream)
{
	stream->index++;
	stream->part = PART_HEADER;
	stream->first = true;
	stream->large = false;
	stream->type = OBJECT_NONE;
	stream->size = 0;
	buf_clear(&stream->header);
	if (stream->content.capacity > KEPT_MOST)
		buf_release(&stream->content);
	buf_clear(&stream->content);
}

/* Goes on after the object in hand, which cannot be read. */
static int skip_broken(struct stream *stream, struct err *err)
{
	const struct object_piece piece = {
		.index = stream->index,
		.type = stream->type,
		.size = stream->size,
		.first = stream->first,
		.last = true,
		.broken = true,
	};

	stream->rc =
		stream->reading->take(stream->reading->payload, &piece, err);
	start_next(stream);
	return stream->rc;
}

static int wrong_answer(struct err *err)
{
	return err_set(err, ERR_GIT, "git cat-file gives a wrong answer");
}

/* Reads "ID TYPE SIZE"; returns 1 for "ID missing". */
static int read_header(struct stream *stream, struct err *err)
{
	const struct objectread *reading = stream->reading;
	const char *line = buf_string(&stream->header);
	char hex[OBJECT_HEX_SIZE];
	char *end;

	if (stream->index >= reading->count)
		return wrong_answer(err);
	objectset_hex(hex, reading->set, reading->list[stream->index]);
	size_t hex_len = strlen(hex);
	if (strncmp(line, hex, hex_len) != 0)
		return wrong_answer(err);
	line += hex_len;
	if (strcmp(line, " missing") == 0)
		return 1;
	const char *size = *line == ' ' ? strchr(line + 1, ' ') : NULL;
	if (size == NULL)
		return wrong_answer(err);
	errno = 0;
	unsigned long long number = strtoull(size + 1, &end, 10);
	if (errno != 0 || *end != '\0' || end == size + 1 || number > SIZE_MAX)
		return wrong_answer(err);
	stream->type = objectread_type(line + 1, (size_t)(size - line) - 1);
	stream->size = (size_t)number;
	stream->left = stream->size;
	stream->large = stream->left > reading->most;
	return 0;
}

/* Takes bytes of a header; returns how many, or negative. */
static long take_header(
	struct stream *stream, const char *data, size_t len, struct err *err)
{
	const char *newline = memchr(data, '\n', len);
	size_t part = newline != NULL ? (size_t)(newline - data) : len;

	if (buf_append(&stream->header, data, part) < 0)
		return wrong_answer(err);
	if (newline == NULL)
		return (long)part;
	int rc = read_header(stream, err);
	if (rc == 1)
		rc = skip_broken(stream, err);
	else if (rc == 0)
		stream->part = PART_CONTENT;
	return rc < 0 ? rc : (long)part + 1;
}

/* Takes bytes of a content; returns how many, or negative. */
static long take_content(
	struct stream *stream, const char *data, size_t len, struct err *err)
{
	size_t part = len < stream->left ? len : stream->left;
	bool last = part == stream->left;
	int rc = 0;

	stream->left -= part;
	if (stream->large || (last && stream->content.len == 0)) {
		rc = emit(stream, data, part, last, err);
	} else {
		/* Below `most`, which is the buffer's ceiling. */
		if (stream->content.len == 0)
			buf_reserve(&stream->content, part + stream->left);
		buf_append(&stream->content, data, part);
		if (last)
			rc = emit(stream, stream->content.data,
				stream->content.len, true, err);
	}
	if (last)
		stream->part = PART_END;
	return rc < 0 ? rc : (long)part;
}

static int take_bytes(
	void *payload, const char *data, size_t len, struct err *err)
{
	struct stream *stream = payload;

	while (len > 0 || (stream->part == PART_CONTENT && stream->left == 0)) {
		long taken = 1;
		if (stream->part == PART_HEADER)
			taken = take_header(stream, data, len, err);
		else if (stream->part == PART_CONTENT)
			taken = take_content(stream, data, len, err);
		else if (*data != '\n')
			return wrong_answer(err);
		else
			start_next(stream);
		if (taken < 0)
			return (int)taken;
		data += taken;
		len -= (size_t)taken;
	}
	return 0;
}

/* The ids from FROM on, a line each. */
static void write_ids(
	struct buf *ids, const struct objectread *reading, size_t from)
{
	char hex[OBJECT_HEX_SIZE];

	buf_clear(ids);
	for (size_t i = from; i < reading->count; i++) {
		objectset_hex(hex, reading->set, reading->list[i]);
		buf_append_string(ids, hex);
		buf_append_byte(ids, '\n');
	}
}

/*
 * Runs one child on what is left.  Returns 0 when it has ended, well or not,
 * or the negative error that ends the reading.
 */
static int run_child(struct stream *stream, struct buf *ids, struct err *err)
{
	static const char *const args[] = { "cat-file", "--batch", "--buffer",
		NULL };
	struct buf errors = BUF_INIT(COMPLAINT_LIMIT);

	write_ids(ids, stream->reading, stream->index);
	const struct gitchild_args child = {
		.args = args,
		.env = objectread_env,
		.input = buf_string(ids),
		.input_len = ids->len,
	};
	int rc = gitchild_stream(&child, take_bytes, stream, &errors, err);
	buf_release(&errors);
	if (stream->rc < 0)
		return stream->rc;
	return rc == ERR_IO ? rc : 0;
}

int objectread_run(const struct objectread *reading, struct err *err)
{
	int rc = 0;
	int failures = 0;
	struct buf ids = BUF_INIT(SIZE_MAX);
	struct stream stream = {
		.reading = reading,
		.first = true,
		.header = BUF_INIT(HEADER_LIMIT),
		.content = BUF_INIT(reading->most),
	};

	while (rc == 0 && stream.index < reading->count) {
		size_t before = stream.index;
		if (failures < FAILURES_MOST)
			rc = run_child(&stream, &ids, err);
		failures = stream.index > before ? 0 : failures + 1;
		if (rc == 0 && stream.part == PART_END)
			start_next(&stream);
		else if (rc == 0 && stream.index < reading->count)
			rc = skip_broken(&stream, err);
	}
	buf_release(&stream.header);
	buf_release(&stream.content);
	buf_release(&ids);
	return rc;
}
