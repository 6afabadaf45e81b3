/*
 * sample.c - fills the templates of examples and counters.
 *
 * Fields are numbered in the order in which they begin, those in fields too:
 *
 *     {base64-of:user:{hex:8}} {one:{hex:32}|{hex:40}}
 *      0               1        2    3        4
 *
 * Each draws from a random sequence of its own, made of the seed and its
 * number; so a change of one field leaves all others as they were.  A field
 * inside of one that is encoded is not changed.
 */
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "rules/field.h"
#include "rules/sample.h"

struct filler {
	const struct sample_args *args;
	size_t next_field; /* number of the next field */
	bool found; /* the field of args was met */
	bool has_place; /* the error names its place in the template */
	struct span span; /* where it stands in the output */
};

/* Puts the innermost place in the template before the error just set. */
static int at_column(struct filler *filler, const char *place, struct err *err)
{
	if (filler->has_place)
		return ERR_INPUT;
	filler->has_place = true;
	return err_context(err, "column %zu",
		(size_t)(place - filler->args->template) + 1);
}

static struct slice field_args(
	const struct field_kind *kind, const struct piece *piece)
{
	if (piece->args.text != NULL || kind->usual == NULL)
		return piece->args;
	return (struct slice){ kind->usual, strlen(kind->usual) };
}

static int fill_field(struct filler *filler, const struct piece *piece,
	struct level *level, struct err *err)
{
	const struct sample_args *args = filler->args;
	struct field field = { .kind = field_kind_find(piece->name),
		.level = level,
		.filler = filler };
	struct span span = { level->out->len, level->out->len };
	size_t number = filler->next_field++;
	bool wanted = number == args->field && !level->encoded;
	int rc;

	if (field.kind == NULL) {
		err_set(err, ERR_INPUT, "there is no field named %.*s",
			(int)(piece->name.len > 40 ? 40 : piece->name.len),
			piece->name.text);
		return at_column(filler, piece->text.text, err);
	}
	field.args = field_args(field.kind, piece);
	field.change = wanted ? args->change : SAMPLE_AS_IS;
	dice_init(&field.dice, args->seed, number);
	rc = field.kind->fill(&field, err);
	if (rc == ERR_INPUT)
		return at_column(filler, piece->text.text, err);
	if (rc != 0)
		return rc;
	span.end = level->out->len;
	level->before = span;
	if (wanted) {
		filler->found = true;
		filler->span = span;
	}
	return 0;
}

int filler_fill(struct filler *filler, struct slice text, struct level *level,
	struct err *err)
{
	int rc = 0;

	if (level->depth > FIELD_DEPTH_MAX)
		return err_set(err, ERR_INPUT, "fields nest deeper than %d",
			FIELD_DEPTH_MAX);
	while (rc == 0) {
		struct piece piece = template_next(&text);

		switch (piece.kind) {
		case PIECE_END:
			return 0;
		case PIECE_TEXT:
			rc = buf_append(
				level->out, piece.text.text, piece.text.len);
			if (rc < 0)
				field_too_large(err);
			break;
		case PIECE_FIELD:
			rc = fill_field(filler, &piece, level, err);
			break;
		case PIECE_BROKEN:
			err_set(err, ERR_INPUT,
				"a field is not closed; a brace that begins "
				"none is written {{");
			return at_column(filler, piece.text.text, err);
		}
	}
	return rc;
}

static size_t count_fields(struct slice text, int depth)
{
	size_t count = 0;

	while (depth <= FIELD_DEPTH_MAX) {
		struct piece piece = template_next(&text);
		const struct field_kind *kind;

		if (piece.kind == PIECE_END || piece.kind == PIECE_BROKEN)
			break;
		if (piece.kind == PIECE_TEXT)
			continue;
		count++;
		kind = field_kind_find(piece.name);
		if (kind != NULL && kind->has_templates)
			count += count_fields(
				field_args(kind, &piece), depth + 1);
	}
	return count;
}

void filler_skip(struct filler *filler, struct slice text)
{
	filler->next_field += count_fields(text, 0);
}

size_t sample_fields(const char *template)
{
	return count_fields((struct slice){ template, strlen(template) }, 0);
}

/* Takes back what was appended after LEN. */
static void cut(struct buf *out, size_t len)
{
	if (out->data != NULL)
		out->data[len] = '\0';
	out->len = len;
}

int sample_fill(const struct sample_args *args, struct buf *out,
	struct span *field_span, struct err *err)
{
	struct filler filler = { .args = args };
	struct level level = { .out = out, .start = out->len };
	struct slice text = { args->template, strlen(args->template) };
	bool must_find = field_span != NULL || args->change != SAMPLE_AS_IS;
	int rc;

	rc = filler_fill(&filler, text, &level, err);
	if (rc == 0 && must_find && !filler.found)
		rc = 1;
	if (rc != 0) {
		cut(out, level.start);
		return rc;
	}
	if (field_span != NULL)
		*field_span = filler.span;
	return 0;
}
