/*
 * bracket.c - a bracket expression of POSIX as a set of bytes.
 *
 * What it names is made a set first, since its own syntax and that of PCRE2
 * look alike and are not: a backslash is a member here, `]` is one where it
 * comes first, and a negated class must not become one that has the newline.
 */
#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "rules/bracket.h"

struct reader {
	const char *text;
	size_t len;
	size_t at;
	struct byte_set *set;
	struct err *err;
};

static void add(struct byte_set *set, unsigned byte)
{
	set->bits[byte / 8] |= (uint8_t)(1u << byte % 8);
}

static bool has(const struct byte_set *set, unsigned byte)
{
	return (set->bits[byte / 8] >> byte % 8 & 1) != 0;
}

static bool is_lower(unsigned byte)
{
	return byte >= 'a' && byte <= 'z';
}

static bool is_upper(unsigned byte)
{
	return byte >= 'A' && byte <= 'Z';
}

static bool is_digit(unsigned byte)
{
	return byte >= '0' && byte <= '9';
}

static bool is_alpha(unsigned byte)
{
	return is_lower(byte) || is_upper(byte);
}

static bool is_alnum(unsigned byte)
{
	return is_alpha(byte) || is_digit(byte);
}

static bool is_graph(unsigned byte)
{
	return byte > ' ' && byte < 127;
}

static bool is_print(unsigned byte)
{
	return byte >= ' ' && byte < 127;
}

static bool is_punct(unsigned byte)
{
	return is_graph(byte) && !is_alnum(byte);
}

static bool is_space(unsigned byte)
{
	return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

static bool is_blank(unsigned byte)
{
	return byte == ' ' || byte == '\t';
}

static bool is_cntrl(unsigned byte)
{
	return byte < ' ' || byte == 127;
}

static bool is_xdigit(unsigned byte)
{
	return is_digit(byte) || (byte >= 'a' && byte <= 'f') ||
	       (byte >= 'A' && byte <= 'F');
}

static const struct {
	char name[8];
	bool (*has)(unsigned byte);
} classes[] = {
	{ "alpha", is_alpha },
	{ "digit", is_digit },
	{ "alnum", is_alnum },
	{ "upper", is_upper },
	{ "lower", is_lower },
	{ "space", is_space },
	{ "blank", is_blank },
	{ "punct", is_punct },
	{ "print", is_print },
	{ "graph", is_graph },
	{ "cntrl", is_cntrl },
	{ "xdigit", is_xdigit },
};

static int not_closed(const struct reader *reader)
{
	return err_set(reader->err, ERR_RULE, "a [ is not closed");
}

static char peek(const struct reader *reader, size_t ahead)
{
	size_t at = reader->at + ahead;

	return at < reader->len ? reader->text[at] : '\0';
}

/* Whether `[:`, `[.` or `[=` stands here. */
static bool at_named(const struct reader *reader, char kind)
{
	return peek(reader, 0) == '[' && peek(reader, 1) == kind;
}

/* Reads `[:name:]`, of which KIND is the colon; the name is borrowed. */
static int read_name(
	struct reader *reader, char kind, const char **name, size_t *len)
{
	size_t at = reader->at + 2;

	*name = reader->text + at;
	for (; at + 1 < reader->len; at++) {
		if (reader->text[at] == kind && reader->text[at + 1] == ']') {
			*len = at - reader->at - 2;
			reader->at = at + 2;
			return 0;
		}
	}
	return not_closed(reader);
}

static int read_class(struct reader *reader)
{
	const char *name = "";
	size_t len = 0;

	if (read_name(reader, ':', &name, &len) < 0)
		return ERR_RULE;
	for (size_t i = 0; i < sizeof(classes) / sizeof(*classes); i++) {
		if (strlen(classes[i].name) != len ||
			memcmp(classes[i].name, name, len) != 0)
			continue;
		for (unsigned byte = 0; byte < 256; byte++) {
			if (classes[i].has(byte))
				add(reader->set, byte);
		}
		return 0;
	}
	return err_set(reader->err, ERR_RULE,
		"there is no class of characters [:%.*s:]",
		(int)(len < 40 ? len : 40), name);
}

/* One member, or an end of a range: a byte, `[.x.]`, `[=x=]`. */
static int read_member(struct reader *reader, unsigned *byte)
{
	const char *name = "";
	size_t len = 0;
	char kind = at_named(reader, '.') ? '.' : '=';

	if (!at_named(reader, kind)) {
		*byte = (unsigned char)reader->text[reader->at++];
		return 0;
	}
	if (read_name(reader, kind, &name, &len) < 0)
		return ERR_RULE;
	if (len != 1)
		return err_set(reader->err, ERR_RULE,
			"[%c%.*s%c] is no single character", kind,
			(int)(len < 40 ? len : 40), name, kind);
	*byte = (unsigned char)*name;
	return 0;
}

/* Whether a dash stands here that is not the last member. */
static bool at_range(const struct reader *reader)
{
	return peek(reader, 0) == '-' && peek(reader, 1) != ']' &&
	       reader->at + 1 < reader->len;
}

static int wrong_range(const struct reader *reader)
{
	return err_set(
		reader->err, ERR_RULE, "a range in [ ] ends before it begins");
}

static int read_item(struct reader *reader)
{
	unsigned first = 0;
	unsigned last;

	if (at_named(reader, ':')) {
		if (read_class(reader) < 0)
			return ERR_RULE;
		return at_range(reader) ? wrong_range(reader) : 0;
	}
	if (read_member(reader, &first) < 0)
		return ERR_RULE;
	last = first;
	if (at_range(reader)) {
		reader->at++;
		if (at_named(reader, ':'))
			return wrong_range(reader);
		if (read_member(reader, &last) < 0)
			return ERR_RULE;
		/* a-c-e */
		if (first > last || at_range(reader))
			return wrong_range(reader);
	}
	for (unsigned byte = first; byte <= last; byte++)
		add(reader->set, byte);
	return 0;
}

static void negate(struct byte_set *set)
{
	for (size_t i = 0; i < sizeof(set->bits); i++)
		set->bits[i] = (uint8_t)~set->bits[i];
}

int bracket_read(struct byte_set *set, const char *text, size_t len, size_t *at,
	struct err *err)
{
	struct reader reader = { text, len, *at + 1, set, err };
	bool negated = peek(&reader, 0) == '^';
	bool first = true;

	*set = (struct byte_set){ { 0 } };
	reader.at += negated;
	for (; peek(&reader, 0) != ']' || first; first = false) {
		if (reader.at >= len)
			return not_closed(&reader);
		if (read_item(&reader) < 0)
			return ERR_RULE;
	}
	*at = reader.at + 1;
	if (negated)
		negate(set);
	set->bits['\n' / 8] &= (uint8_t) ~(1u << '\n' % 8);
	return 0;
}

static int write_byte(struct buf *out, unsigned byte)
{
	static const char digits[] = "0123456789abcdef";
	const char hex[] = { '\\', 'x', digits[byte / 16], digits[byte % 16] };
	const char escaped[] = { '\\', (char)byte };

	if (is_alnum(byte))
		return buf_append_byte(out, (char)byte);
	if (is_graph(byte))
		return buf_append(out, escaped, sizeof(escaped));
	return buf_append(out, hex, sizeof(hex));
}

static int write_range(struct buf *out, unsigned first, unsigned last)
{
	int rc = write_byte(out, first);

	if (rc == 0 && last > first + 1)
		rc = buf_append_byte(out, '-');
	if (rc == 0 && last > first)
		rc = write_byte(out, last);
	return rc;
}

static size_t count_members(const struct byte_set *set)
{
	size_t count = 0;

	for (unsigned byte = 0; byte < 256; byte++)
		count += has(set, byte);
	return count;
}

int bracket_write(struct buf *out, const struct byte_set *set)
{
	struct byte_set written = *set;
	size_t count = count_members(set);
	int rc;

	if (count == 0)
		return buf_append_string(out, "(?!)");
	if (count > 128)
		negate(&written);
	rc = buf_append_string(out, count > 128 ? "[^" : "[");
	for (unsigned byte = 0; byte < 256 && rc == 0; byte++) {
		unsigned last = byte;

		if (!has(&written, byte))
			continue;
		while (last < 255 && has(&written, last + 1))
			last++;
		rc = write_range(out, byte, last);
		byte = last;
	}
	return rc < 0 ? rc : buf_append_byte(out, ']');
}
