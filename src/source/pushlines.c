/*
 * pushlines.c - what git tells a hook of a push on its stdin, a line a ref.
 *
 * A line of pre-push is read from its end: the local side is whatever the
 * person wrote, `main@{2 days ago}` for instance, with blanks in it.
 */
#include <stdint.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "source/filebytes.h"
#include "source/lineset.h"
#include "source/pushlines.h"

enum {
	LINE_SHOWN = 200, /* bytes of a wrong line */
	LINES_LIMIT = 256 * 1024 * 1024, /* bytes of stdin */
};

/* The part of a line that is not read yet, without the line's end. */
struct rest {
	const char *text;
	size_t len;
};

/* An id, or no id if it is all zeros. */
static bool read_id(struct object_id *id, struct rest field, size_t id_size)
{
	static const struct object_id zeros;

	if (field.len != 2 * id_size ||
		!objectid_read(id, field.text, field.len))
		return false;
	if (memcmp(id->bytes, zeros.bytes, sizeof(zeros.bytes)) == 0)
		id->size = 0;
	return true;
}

/* Takes the last field off, and the blank before it. */
static bool take_last(struct rest *rest, struct rest *field)
{
	size_t at = rest->len;

	while (at > 0 && rest->text[at - 1] != ' ')
		at--;
	if (at == 0)
		return false;
	field->text = rest->text + at;
	field->len = rest->len - at;
	rest->len = at - 1;
	return true;
}

/* git lets no blanks and no control characters into the name of a ref. */
static bool is_ref(struct rest field)
{
	for (size_t i = 0; i < field.len; i++) {
		unsigned char byte = (unsigned char)field.text[i];
		if (byte <= ' ' || byte == 0x7f)
			return false;
	}
	return field.len > 0;
}

/* Reads "LOCAL-REF NEW-ID REMOTE-REF OLD-ID". */
static bool read_push(struct push_update *update, struct rest line,
	struct rest *ref, size_t id_size)
{
	struct rest old_id;
	struct rest new_id;

	if (!take_last(&line, &old_id) || !take_last(&line, ref) ||
		!take_last(&line, &new_id) || line.len == 0 ||
		!read_id(&update->old_id, old_id, id_size) ||
		!read_id(&update->new_id, new_id, id_size))
		return false;
	update->local = mem_copy(line.text, line.len);
	return true;
}

/* Reads "OLD-ID NEW-ID REF". */
static bool read_receive(struct push_update *update, struct rest line,
	struct rest *ref, size_t id_size)
{
	struct rest new_id;

	return take_last(&line, ref) && take_last(&line, &new_id) &&
	       read_id(&update->old_id, line, id_size) &&
	       read_id(&update->new_id, new_id, id_size);
}

static bool read_line(struct push_update *update, struct rest line,
	const struct push_format *format)
{
	struct rest ref = { NULL, 0 };
	bool read = format->of_receive
			    ? read_receive(update, line, &ref, format->id_size)
			    : read_push(update, line, &ref, format->id_size);

	if (!read || !is_ref(ref) ||
		memchr(line.text, '\0', line.len) != NULL) {
		free(update->local);
		return false;
	}
	update->ref = mem_copy(ref.text, ref.len);
	return true;
}

static int refuse(struct rest line, size_t number,
	const struct push_format *format, struct err *err)
{
	int shown = line.len < LINE_SHOWN ? (int)line.len : LINE_SHOWN;

	return err_set(err, ERR_INPUT,
		"line %zu on stdin: expected \"%s\", not \"%.*s\"", number,
		format->of_receive ? "OLD-ID NEW-ID REF"
				   : "LOCAL-REF LOCAL-ID REMOTE-REF REMOTE-ID",
		shown, line.text);
}

int pushlines_parse(struct push_updates *updates, const char *text, size_t len,
	const struct push_format *format, struct err *err)
{
	size_t number = 1;

	memset(updates, 0, sizeof(*updates));
	for (size_t at = 0; at < len; number++) {
		struct push_update update = { .ref = NULL };
		struct rest line = { text + at, line_end(text + at, len - at) };
		at += line.len;
		bool ends = line.text[line.len - 1] == '\n';
		line.len -= ends;
		if (!ends || !read_line(&update, line, format))
			return refuse(line, number, format, err);
		updates->list = mem_grow(updates->list, updates->count,
			&updates->capacity, sizeof(*updates->list));
		updates->list[updates->count++] = update;
	}
	return 0;
}

int pushlines_read(struct push_updates *updates,
	const struct push_format *format, struct err *err)
{
	struct buf text = BUF_INIT(LINES_LIMIT + 1);

	memset(updates, 0, sizeof(*updates));
	int rc = filebytes_read(&text, STDIN_FILENO, 0, LINES_LIMIT, err);
	if (rc < 0)
		rc = err_context(err, "cannot read stdin");
	if (rc == 1)
		rc = err_set(err, ERR_LIMIT, "stdin is larger than %d bytes",
			(int)LINES_LIMIT);
	if (rc == 0)
		rc = pushlines_parse(
			updates, buf_string(&text), text.len, format, err);
	buf_release(&text);
	return rc;
}

void pushlines_release(struct push_updates *updates)
{
	for (size_t i = 0; i < updates->count; i++) {
		free(updates->list[i].local);
		free(updates->list[i].ref);
	}
	free(updates->list);
	memset(updates, 0, sizeof(*updates));
}
