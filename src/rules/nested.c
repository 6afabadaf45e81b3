/*
 * nested.c - the fields that encode a template of their own.
 */
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "rules/field.h"

enum { NESTED_LIMIT = 4 * 1024 * 1024 }; /* bytes of a template in a field */

/* Fills TEXT into INNER, a new level. */
static int fill_nested(struct field *field, struct slice text,
	struct buf *inner, struct err *err)
{
	struct level level = { .out = inner,
		.start = inner->len,
		.depth = field->level->depth + 1,
		.encoded = true };

	return filler_fill(field->filler, text, &level, err);
}

int nested_encoded(struct field *field, struct err *err)
{
	struct buf inner = BUF_INIT(NESTED_LIMIT);
	struct buf *out = field->level->out;
	int rc;

	if (field->args.text == NULL)
		return err_set(err, ERR_INPUT, "%s: expected a template",
			field->kind->name);
	if (field->change != SAMPLE_AS_IS)
		return 1;
	rc = fill_nested(field, field->args, &inner, err);
	if (rc != 0)
		goto done;
	if (field->kind->encode(out, buf_string(&inner), inner.len) < 0)
		rc = field_too_large(err);
done:
	buf_release(&inner);
	return rc;
}

/* Writes %3A as the colon that it stands for. */
static void undo_colons(struct buf *text)
{
	static const char code[] = "%3A";
	size_t len = 0;

	for (size_t i = 0; i < text->len; len++) {
		bool colon = text->len - i >= strlen(code) &&
			     memcmp(text->data + i, code, strlen(code)) == 0;

		text->data[len] = text->data[i];
		if (colon)
			text->data[len] = ':';
		i += colon ? strlen(code) : 1;
	}
	text->len = len;
}

/* Appends base64url of the filled TEXT, with a dot behind it. */
static int append_jwt_part(
	struct field *field, struct slice text, struct err *err)
{
	struct buf inner = BUF_INIT(NESTED_LIMIT);
	struct buf *out = field->level->out;
	int rc = fill_nested(field, text, &inner, err);

	if (rc != 0)
		goto done;
	undo_colons(&inner);
	rc = encode_base64url(out, buf_string(&inner), inner.len);
	if (rc == 0)
		rc = buf_append_byte(out, '.');
	if (rc < 0)
		rc = field_too_large(err);
done:
	buf_release(&inner);
	return rc;
}

static int append_signature(struct field *field, struct err *err)
{
	char signature[32];

	dice_fill(&field->dice, signature, sizeof signature);
	if (encode_base64url(field->level->out, signature, sizeof signature) <
		0)
		return field_too_large(err);
	return 0;
}

int nested_jwt(struct field *field, struct err *err)
{
	struct slice payload = field->args;
	struct slice header;
	int rc;

	if (field->change != SAMPLE_AS_IS)
		return 1;
	header = template_split(&payload, ':');
	if (payload.text == NULL)
		return err_set(err, ERR_INPUT,
			"jwt: expected a header, a colon and a payload");
	rc = append_jwt_part(field, header, err);
	if (rc == 0)
		rc = append_jwt_part(field, payload, err);
	if (rc == 0)
		rc = append_signature(field, err);
	return rc;
}
