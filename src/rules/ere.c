/*
 * ere.c - a POSIX extended regular expression in PCRE2's dialect.
 *
 *     git grep -E                   here
 *     [[:digit:]_-]{,3}             [\-0-9_]{0,3}
 *     (a|b+*)?)                     (?:a|b*)?\)
 *     \<key\>[^"]                   \b(?=\w)key\b(?<=\w)[^\x0a\"]
 *
 * Left to right, one sign after the other.  What a repetition repeats is known
 * by the place in the output at which it begins; a second repetition of the
 * same puts it into a group, as PCRE2 would take `a+?` and `a++` for something
 * else.
 */
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "rules/bracket.h"
#include "rules/ere.h"

enum {
	DEPTH_MAX = 200, /* groups in each other */
	REPEAT_MAX = 32767, /* as glibc has it */
	NAMED_GROUPS = 9, /* \1 to \9 */
};

#define NOTHING SIZE_MAX

struct group {
	size_t start; /* in the output */
	unsigned number; /* from 1 */
};

struct reader {
	const char *text;
	size_t len;
	size_t at;
	enum ere_reading reading;
	struct buf *out;
	struct err *err;
	size_t atom; /* where what may be repeated begins in the output */
	char repeated; /* what it is repeated by: * + ? { or NUL */
	bool captures; /* groups are referred to */
	bool closed[NAMED_GROUPS + 1]; /* by number */
	unsigned group_count;
	struct group open[DEPTH_MAX];
	size_t depth;
};

static int write(const struct reader *reader, const char *text)
{
	return buf_append_string(reader->out, text);
}

/* From here on what was written last cannot be repeated. */
static int write_anchor(struct reader *reader, const char *text)
{
	reader->atom = NOTHING;
	return write(reader, text);
}

static void begin_atom(struct reader *reader, size_t start)
{
	reader->atom = start;
	reader->repeated = '\0';
}

static int write_atom(struct reader *reader, const char *text)
{
	begin_atom(reader, reader->out->len);
	return write(reader, text);
}

static int write_literal(struct reader *reader, char byte)
{
	struct byte_set set = { { 0 } };
	unsigned number = (unsigned char)byte;
	bool alnum = (byte >= '0' && byte <= '9') ||
		     (byte >= 'a' && byte <= 'z') ||
		     (byte >= 'A' && byte <= 'Z');
	const char escaped[] = { '\\', byte, '\0' };

	begin_atom(reader, reader->out->len);
	if (alnum)
		return buf_append_byte(reader->out, byte);
	if (byte > ' ' && byte < 127)
		return write(reader, escaped);
	set.bits[number / 8] = (uint8_t)(1u << number % 8);
	return bracket_write(reader->out, &set);
}

static int open_group(struct reader *reader)
{
	if (reader->depth == DEPTH_MAX)
		return err_set(reader->err, ERR_RULE,
			"more than %d groups in each other", DEPTH_MAX);
	reader->open[reader->depth++] =
		(struct group){ reader->out->len, ++reader->group_count };
	return write_anchor(reader, reader->captures ? "(" : "(?:");
}

static int close_group(struct reader *reader)
{
	struct group group;

	if (reader->depth == 0)
		return write_literal(reader, ')');
	group = reader->open[--reader->depth];
	if (group.number <= NAMED_GROUPS)
		reader->closed[group.number] = true;
	begin_atom(reader, group.start);
	return write(reader, ")");
}

/* Puts the last atom, with its repetition, into a group. */
static int wrap_atom(struct reader *reader)
{
	static const char opening[] = "(?:";
	const size_t size = sizeof(opening) - 1;
	size_t len = reader->out->len - reader->atom;
	char *atom;

	if (write(reader, opening) < 0 || write(reader, ")") < 0)
		return ERR_LIMIT;
	atom = reader->out->data + reader->atom;
	memmove(atom + size, atom, len);
	memcpy(atom, opening, size);
	return 0;
}

/* `a+*` is `a*`: of two of these signs one is left. */
static void join_signs(struct reader *reader, char sign)
{
	if (reader->repeated == sign)
		return;
	reader->repeated = '*';
	reader->out->data[reader->out->len - 1] = '*';
}

static int repeat(struct reader *reader, char sign, const char *text)
{
	if (reader->atom == NOTHING && reader->reading == ERE_LENIENT)
		return 0;
	if (reader->atom == NOTHING)
		return err_set(reader->err, ERR_RULE,
			"there is nothing before %c that could be repeated",
			sign);
	if (sign != '{' && reader->repeated != '\0' &&
		reader->repeated != '{') {
		join_signs(reader, sign);
		return 0;
	}
	if (reader->repeated != '\0' && wrap_atom(reader) < 0)
		return ERR_LIMIT;
	reader->repeated = sign;
	return write(reader, text);
}

/* Reads decimal digits at *AT; more than REPEAT_MAX stays more. */
static bool read_digits(
	const struct reader *reader, size_t *at, unsigned *value)
{
	size_t start = *at;

	*value = 0;
	for (; *at < reader->len; ++*at) {
		char byte = reader->text[*at];

		if (byte < '0' || byte > '9')
			break;
		if (*value <= REPEAT_MAX)
			*value = *value * 10 + (unsigned)(byte - '0');
	}
	return *at > start;
}

/* Reads `{1,2}`, `{1,}`, `{,2}` or `{1}` behind its `{`; false: none of them. */
static bool read_interval(struct reader *reader, unsigned *least,
	unsigned *most, bool *open_ended)
{
	size_t at = reader->at;
	bool has_least = read_digits(reader, &at, least);

	*most = *least;
	*open_ended = false;
	if (at < reader->len && reader->text[at] == ',') {
		at++;
		*open_ended = !read_digits(reader, &at, most);
	} else if (!has_least) {
		return false;
	}
	if (at >= reader->len || reader->text[at] != '}')
		return false;
	reader->at = at + 1;
	return true;
}

/* A brace that begins no interval is a brace. */
static int take_brace(struct reader *reader)
{
	unsigned least;
	unsigned most;
	bool open_ended;
	struct buf text = BUF_INIT(64);
	int rc;

	if (!read_interval(reader, &least, &most, &open_ended))
		return write_literal(reader, '{');
	if (least > REPEAT_MAX || most > REPEAT_MAX)
		return err_set(reader->err, ERR_RULE,
			"a repetition of more than %d", REPEAT_MAX);
	if (!open_ended && least > most)
		return err_set(reader->err, ERR_RULE,
			"a repetition of %u to %u", least, most);
	buf_append_byte(&text, '{');
	buf_append_number(&text, least);
	if (open_ended || least != most)
		buf_append_byte(&text, ',');
	if (!open_ended && least != most)
		buf_append_number(&text, most);
	buf_append_byte(&text, '}');
	rc = repeat(reader, '{', buf_string(&text));
	buf_release(&text);
	return rc;
}

static int take_reference(struct reader *reader, char digit)
{
	const char text[] = { '\\', 'g', '{', digit, '}', '\0' };

	if (!reader->closed[digit - '0'])
		return err_set(reader->err, ERR_RULE,
			"\\%c refers to no group before it", digit);
	return write_atom(reader, text);
}

static const struct {
	char letter;
	bool is_anchor; /* it has no length */
	const char *text;
} escapes[] = {
	{ 'w', false, "\\w" },
	{ 'W', false, "[^\\w\\n]" },
	{ 's', false, "[^\\S\\n]" },
	{ 'S', false, "\\S" },
	{ 'd', false, "[0-9d]" },
	{ 'D', false, "[^0-9\\n]" },
	{ 't', false, "[\\tt]" },
	{ 'b', true, "\\b" },
	{ 'B', true, "\\B" },
	{ '<', true, "\\b(?=\\w)" },
	{ '>', true, "\\b(?<=\\w)" },
	{ '`', true, "^" },
	{ '\'', true, "$" },
};

static int take_escape(struct reader *reader)
{
	char letter;

	if (reader->at == reader->len)
		return err_set(reader->err, ERR_RULE, "a backslash at the end");
	letter = reader->text[reader->at++];
	if (letter >= '1' && letter <= '9')
		return take_reference(reader, letter);
	for (size_t i = 0; i < sizeof(escapes) / sizeof(*escapes); i++) {
		if (escapes[i].letter != letter)
			continue;
		return escapes[i].is_anchor
			       ? write_anchor(reader, escapes[i].text)
			       : write_atom(reader, escapes[i].text);
	}
	return write_literal(reader, letter);
}

static int take_bracket(struct reader *reader)
{
	struct byte_set set;

	reader->at--;
	if (bracket_read(&set, reader->text, reader->len, &reader->at,
		    reader->err) < 0)
		return ERR_RULE;
	begin_atom(reader, reader->out->len);
	return bracket_write(reader->out, &set);
}

static int take_sign(struct reader *reader)
{
	char sign = reader->text[reader->at++];
	const char text[] = { sign, '\0' };

	switch (sign) {
	case '(':
		return open_group(reader);
	case ')':
		return close_group(reader);
	case '|':
	case '^':
	case '$':
		return write_anchor(reader, text);
	case '.':
		return write_atom(reader, text);
	case '*':
	case '+':
	case '?':
		return repeat(reader, sign, text);
	case '{':
		return take_brace(reader);
	case '[':
		return take_bracket(reader);
	case '\\':
		return take_escape(reader);
	default:
		return write_literal(reader, sign);
	}
}

/* Groups cost less if nothing refers to them. */
static bool has_reference(const char *text, size_t len)
{
	for (size_t i = 0; i + 1 < len; i++) {
		if (text[i] != '\\')
			continue;
		if (text[i + 1] >= '1' && text[i + 1] <= '9')
			return true;
		i++;
	}
	return false;
}

int ere_translate(struct buf *out, const char *ere, size_t len,
	enum ere_reading reading, struct err *err)
{
	struct reader reader = {
		.text = ere,
		.len = len,
		.reading = reading,
		.out = out,
		.err = err,
		.atom = NOTHING,
		.captures = has_reference(ere, len),
	};
	int rc = 0;

	if (len > ERE_LONGEST)
		return err_set(
			err, ERR_RULE, "longer than %d bytes", ERE_LONGEST);
	while (rc == 0 && reader.at < len) {
		size_t sign = reader.at;

		rc = take_sign(&reader);
		if (rc == ERR_RULE)
			return err_context(err, "byte %zu", sign + 1);
	}
	if (rc < 0)
		return err_set(err, ERR_RULE, "it is too long");
	if (reader.depth > 0)
		return err_set(err, ERR_RULE, "a ( is not closed");
	return 0;
}
