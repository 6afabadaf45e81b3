/*
 * letters.c - the fields that are so many characters of some kind.
 */
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "rules/field.h"

enum {
	LENGTH_MAX = 1000 * 1000, /* of a field, in characters */
	OPEN_LENGTH = 8, /* how much longer than N an `N+` gets */
	SET_MAX = 256, /* characters */
};

struct length {
	size_t least;
	size_t most;
	bool open; /* no greatest length */
	bool loose; /* other lengths are good as well: not to be changed */
};

/* Reads a number at the front of TEXT; false if there is none. */
static bool read_number(struct slice *text, size_t *number)
{
	size_t sum = 0;
	size_t i = 0;

	for (; i < text->len && sum <= LENGTH_MAX; i++) {
		char digit = text->text[i];

		if (digit < '0' || digit > '9')
			break;
		sum = sum * 10 + (size_t)(digit - '0');
	}
	if (i == 0 || sum > LENGTH_MAX)
		return false;
	text->text += i;
	text->len -= i;
	*number = sum;
	return true;
}

/* Takes MARK off the end of TEXT if it is there. */
static bool take_mark(struct slice *text, char mark)
{
	if (text->len == 0 || text->text[text->len - 1] != mark)
		return false;
	text->len--;
	return true;
}

/* Reads `N`, `N-M` or `N+`, each perhaps with `~` behind it. */
static bool read_length(struct slice text, struct length *length)
{
	*length = (struct length){ 0 };
	length->loose = take_mark(&text, '~');
	length->open = take_mark(&text, '+');
	if (!read_number(&text, &length->least))
		return false;
	length->most = length->least;
	if (length->open)
		length->most += OPEN_LENGTH;
	if (text.len == 0)
		return true;
	if (length->open || text.text[0] != '-')
		return false;
	text.text++;
	text.len--;
	return read_number(&text, &length->most) && text.len == 0 &&
	       length->most >= length->least;
}

/*
 * Draws the length that TEXT allows, or the one beside it that the change asks
 * for.  Returns as a fill does.
 */
static int choose_length(
	struct field *field, struct slice text, size_t *chosen, struct err *err)
{
	struct length length;

	if (text.text == NULL || !read_length(text, &length))
		return err_set(err, ERR_INPUT,
			"%s: expected a length such as 32, 8-16 or 20+",
			field->kind->name);
	*chosen = length.least +
		  dice_below(&field->dice, length.most - length.least + 1);
	if (field->change != SAMPLE_AS_IS && length.loose)
		return 1;
	switch (field->change) {
	case SAMPLE_AS_IS:
		return 0;
	case SAMPLE_SHORT:
		if (length.least == 0)
			return 1;
		*chosen = length.least - 1;
		return 0;
	case SAMPLE_LONG:
		if (length.open)
			return 1;
		*chosen = length.most + 1;
		return 0;
	case SAMPLE_SPOILT:
		break;
	}
	return 1;
}

/* Draws as many characters of ALPHABET as TEXT says. */
static int draw(struct field *field, const char *alphabet, struct slice text,
	struct err *err)
{
	size_t count = strlen(alphabet);
	size_t len = 0;
	char *place;
	int rc = choose_length(field, text, &len, err);

	if (rc != 0)
		return rc;
	place = buf_reserve(field->level->out, len);
	if (place == NULL)
		return field_too_large(err);
	for (size_t i = 0; i < len; i++)
		place[i] = alphabet[dice_below(&field->dice, count)];
	place[len] = '\0';
	field->level->out->len += len;
	return 0;
}

int letters_fill(struct field *field, struct err *err)
{
	return draw(field, field->kind->alphabet, field->args, err);
}

/* Writes the characters of a set, ranges undone; 0 if it is none. */
static size_t expand_set(struct slice set, char alphabet[SET_MAX + 1])
{
	size_t count = 0;

	for (size_t i = 0; i < set.len; i++) {
		unsigned first = (unsigned char)set.text[i];
		unsigned last = first;

		if (i + 2 < set.len && set.text[i + 1] == '-') {
			last = (unsigned char)set.text[i + 2];
			i += 2;
		}
		if (last < first || count + last - first >= SET_MAX)
			return 0;
		while (first <= last)
			alphabet[count++] = (char)first++;
	}
	alphabet[count] = '\0';
	return count;
}

int letters_set(struct field *field, struct err *err)
{
	char alphabet[SET_MAX + 1];
	struct slice length = field->args;
	struct slice set = { NULL, 0 };

	if (length.text != NULL)
		set = template_split(&length, ':');
	if (length.text == NULL || expand_set(set, alphabet) == 0)
		return err_set(err, ERR_INPUT,
			"set: expected characters, a colon and a length");
	return draw(field, alphabet, length, err);
}

/* `same:X:N`; X may hold colons. */
int letters_same(struct field *field, struct err *err)
{
	struct slice args = field->args;
	size_t colon = args.text == NULL ? 0 : args.len;
	size_t count = 0;
	int rc;

	while (colon > 0 && args.text[colon - 1] != ':')
		colon--;
	if (colon < 2)
		return err_set(err, ERR_INPUT,
			"same: expected a text, a colon and a number");
	rc = choose_length(field,
		(struct slice){ args.text + colon, args.len - colon }, &count,
		err);
	for (size_t i = 0; i < count && rc == 0; i++) {
		rc = buf_append(field->level->out, args.text, colon - 1);
		if (rc < 0)
			return field_too_large(err);
	}
	return rc;
}
