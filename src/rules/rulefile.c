/*
 * rulefile.c - the strict reader of git's configuration syntax, from memory.
 *
 * It reads byte by byte as git does, because the corners of the syntax are
 * made of that: the end of the file counts as the end of a line, CR LF counts
 * as one newline, a blank outside quotes is only written once something comes
 * after it.  tests/rules/rulefile_git.sh holds it against git itself.
 */
#include <assert.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/utf.h"
#include "base/warnings.h"
#include "rules/rulefile.h"

struct reader {
	const char *name; /* of the file, for messages */
	const char *text;
	size_t len;
	size_t at; /* the next byte to be read */
	uint32_t line; /* of the next byte, from 1 */
	bool ended; /* the end was read (as a newline) */
	struct buf section; /* of the current header, as "section.subsection" */
	struct buf key;
	struct buf value;
	size_t dot; /* where the subsection begins in `section`, 0: none */
	bool in_section; /* a header has been read */
	rulefile_fn take;
	void *payload;
	struct err *err;
};

/* Puts the file and the line before the error that was just set. */
static int at_line(const struct reader *reader, uint32_t line)
{
	return err_context(reader->err, "%s:%u", reader->name, (unsigned)line);
}

/*
 * The next byte.  CR LF and the end of the text are newlines; the end may be
 * read again and again.
 */
static int next_byte(struct reader *reader)
{
	unsigned char byte;

	if (reader->at >= reader->len) {
		reader->ended = true;
		reader->line++;
		return '\n';
	}
	byte = (unsigned char)reader->text[reader->at++];
	if (byte == '\r' && reader->at < reader->len &&
		reader->text[reader->at] == '\n') {
		reader->at++;
		byte = '\n';
	}
	if (byte == '\n')
		reader->line++;
	return byte;
}

/* git's own classes, which know nothing of locales. */
static bool is_blank(int byte)
{
	return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

static bool is_letter(int byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static bool is_key_byte(int byte)
{
	return is_letter(byte) || (byte >= '0' && byte <= '9') || byte == '-';
}

static char lower(int byte)
{
	return (char)(byte >= 'A' && byte <= 'Z' ? byte - 'A' + 'a' : byte);
}

/* No part of a file is longer than the file, so the ceiling is never met. */
static void add(struct buf *buf, char byte)
{
	int rc = buf_append_byte(buf, byte);

	assert(rc == 0);
	(void)rc;
}

/* Undoes the escape whose backslash was read; 1: the line goes on below. */
static int read_escape(struct reader *reader)
{
	int byte = next_byte(reader);

	switch (byte) {
	case '\n':
		return 1;
	case 't':
		add(&reader->value, '\t');
		return 0;
	case 'n':
		add(&reader->value, '\n');
		return 0;
	case '"':
	case '\\':
		add(&reader->value, (char)byte);
		return 0;
	case 'b':
		err_set(reader->err, ERR_CONFIG,
			"\\b would be a backspace here; a word boundary needs "
			"no \\b, a pattern's backslash is written \\\\");
		return at_line(reader, reader->line);
	default:
		err_set(reader->err, ERR_CONFIG,
			"unknown escape in a value; there are \\\\ \\\" \\n "
			"\\t");
		return at_line(reader, reader->line);
	}
}

static int skip_comment(struct reader *reader)
{
	while (next_byte(reader) != '\n')
		;
	return 0;
}

/*
 * Reads what stands after `=` up to the end of its line into reader->value.
 * Blanks outside quotes wait in `blanks` until another byte follows.
 */
static int read_value(struct reader *reader)
{
	bool quoted = false;
	size_t blanks = 0;

	buf_clear(&reader->value);
	for (;;) {
		int byte = next_byte(reader);
		int rc = 0;

		if (byte == '\n' && quoted) {
			err_set(reader->err, ERR_CONFIG,
				"a double quote is not closed in its line");
			return at_line(reader, reader->line - 1);
		}
		if (byte == '\n')
			return 0;
		if (!quoted && is_blank(byte)) {
			blanks += reader->value.len > 0;
			continue;
		}
		if (!quoted && (byte == ';' || byte == '#'))
			return skip_comment(reader);
		for (; blanks > 0; blanks--)
			add(&reader->value, ' ');
		if (byte == '"')
			quoted = !quoted;
		else if (byte == '\\')
			rc = read_escape(reader);
		else
			add(&reader->value, (char)byte);
		if (rc < 0)
			return rc;
	}
}

/* Hands the header, or the entry in reader->key, to the caller. */
static int hand_over(struct reader *reader, const char *key, const char *value,
	uint32_t line)
{
	const char *section = buf_string(&reader->section);
	struct rulefile_entry entry = {
		.section = section,
		.subsection = reader->dot > 0 ? section + reader->dot : NULL,
		.key = key,
		.value = value,
		.line = line,
	};

	return reader->take(reader->payload, &entry, reader->err);
}

/* Reads `key` or `key = value`; the key's first letter was read. */
static int read_entry(struct reader *reader, int byte)
{
	uint32_t line = reader->line;
	const char *value = NULL;
	int rc;

	if (!reader->in_section) {
		err_set(reader->err, ERR_CONFIG,
			"expected a [section] before the first key");
		return at_line(reader, line);
	}
	buf_clear(&reader->key);
	while (is_key_byte(byte)) {
		add(&reader->key, lower(byte));
		byte = next_byte(reader);
	}
	while (byte == ' ' || byte == '\t')
		byte = next_byte(reader);
	if (byte != '\n') {
		if (byte != '=') {
			err_set(reader->err, ERR_CONFIG,
				"expected = after the key %s",
				buf_string(&reader->key));
			return at_line(reader, line);
		}
		rc = read_value(reader);
		if (rc < 0)
			return rc;
		value = buf_string(&reader->value);
	}
	return hand_over(reader, buf_string(&reader->key), value, line);
}

static int broken_header(const struct reader *reader, uint32_t line)
{
	err_set(reader->err, ERR_CONFIG,
		"expected a section header such as [name] or [name \"id\"]");
	return at_line(reader, line);
}

/* Starts the subsection; what comes before it is the section. */
static void add_dot(struct reader *reader)
{
	add(&reader->section, '.');
	if (reader->dot == 0)
		reader->dot = reader->section.len;
}

/* Reads ` "subsection"]`; the first blank was read. */
static int read_subsection(struct reader *reader, int byte, uint32_t line)
{
	while (is_blank(byte) && byte != '\n')
		byte = next_byte(reader);
	if (byte != '"')
		return broken_header(reader, line);
	add_dot(reader);
	for (;;) {
		byte = next_byte(reader);
		if (byte == '"')
			break;
		if (byte == '\\')
			byte = next_byte(reader);
		if (byte == '\n')
			return broken_header(reader, line);
		add(&reader->section, (char)byte);
	}
	if (next_byte(reader) != ']')
		return broken_header(reader, line);
	return 0;
}

/* Splits "section.subsection" at its first dot into two strings. */
static void split_section(struct reader *reader)
{
	if (reader->dot > 0)
		reader->section.data[reader->dot - 1] = '\0';
}

/* Reads a header, of which `[` was read. */
static int read_header(struct reader *reader)
{
	uint32_t line = reader->line;
	int rc = 0;

	buf_clear(&reader->section);
	reader->dot = 0;
	for (;;) {
		int byte = next_byte(reader);

		if (byte == ']')
			break;
		if (is_blank(byte)) {
			rc = read_subsection(reader, byte, line);
			break;
		}
		if (byte == '.')
			add_dot(reader);
		else if (is_key_byte(byte))
			add(&reader->section, lower(byte));
		else
			return broken_header(reader, line);
	}
	if (rc < 0)
		return rc;
	if (reader->section.len == 0)
		return broken_header(reader, line);
	reader->in_section = true;
	split_section(reader);
	return hand_over(reader, NULL, NULL, line);
}

static int read_all(struct reader *reader)
{
	int rc = 0;

	while (rc == 0) {
		int byte = next_byte(reader);

		if (reader->ended)
			return 0;
		if (is_blank(byte))
			continue;
		if (byte == '#' || byte == ';')
			rc = skip_comment(reader);
		else if (byte == '[')
			rc = read_header(reader);
		else if (is_letter(byte))
			rc = read_entry(reader, byte);
		else {
			err_set(reader->err, ERR_CONFIG,
				"expected a [section], a key or a comment");
			rc = at_line(reader, reader->line);
		}
	}
	return rc;
}

/* Refuses what is no text, before anything of it is looked at. */
static int check_bytes(struct reader *reader)
{
	uint32_t line = 1;
	size_t i = 0;

	if (reader->len > RULEFILE_LIMIT)
		return err_set(reader->err, ERR_CONFIG,
			"%s: larger than %d bytes", reader->name,
			RULEFILE_LIMIT);
	while (i < reader->len) {
		uint32_t code;
		size_t size =
			utf8_decode(reader->text + i, reader->len - i, &code);

		if (size == 0 || code == 0) {
			err_set(reader->err, ERR_CONFIG,
				"a byte that is no UTF-8 text");
			return at_line(reader, line);
		}
		line += code == '\n';
		i += size;
	}
	return 0;
}

int rulefile_parse(const char *name, const char *text, size_t len,
	rulefile_fn take, void *payload, struct err *err)
{
	static const char mark[] = "\xef\xbb\xbf"; /* byte order mark */
	struct reader reader = {
		.name = name,
		.text = text,
		.len = len,
		.line = 1,
		.section = BUF_INIT(RULEFILE_LIMIT),
		.key = BUF_INIT(RULEFILE_LIMIT),
		.value = BUF_INIT(RULEFILE_LIMIT),
		.take = take,
		.payload = payload,
		.err = err,
	};
	int rc;

	rc = check_bytes(&reader);
	if (rc < 0)
		return rc;
	if (len >= strlen(mark) && memcmp(text, mark, strlen(mark)) == 0)
		reader.at = strlen(mark);
	rc = read_all(&reader);
	buf_release(&reader.section);
	buf_release(&reader.key);
	buf_release(&reader.value);
	return rc;
}

/* The factor of git's size suffixes, 0 if LETTER is none. */
static uint64_t unit_factor(char letter)
{
	switch (letter) {
	case '\0':
		return 1;
	case 'k':
	case 'K':
		return UINT64_C(1) << 10;
	case 'm':
	case 'M':
		return UINT64_C(1) << 20;
	case 'g':
	case 'G':
		return UINT64_C(1) << 30;
	default:
		return 0;
	}
}

/* git reads 010 as octal and 0x10 as hex; here both are refused. */
static bool read_number(const char *text, uint64_t *number)
{
	const char *digit = text;
	uint64_t sum = 0;
	uint64_t factor;

	for (; *digit >= '0' && *digit <= '9'; digit++) {
		uint64_t next = (uint64_t)(*digit - '0');

		if (sum > (UINT64_MAX - next) / 10)
			return false;
		sum = sum * 10 + next;
	}
	if (digit == text || (*text == '0' && digit - text > 1))
		return false;
	factor = unit_factor(*digit);
	if (factor == 0 || (*digit != '\0' && digit[1] != '\0'))
		return false;
	if (sum > UINT64_MAX / factor)
		return false;
	*number = sum * factor;
	return true;
}

int rulefile_boolean(const char *value, struct err *err)
{
	uint64_t number;

	if (value == NULL)
		return 1;
	if (strcasecmp(value, "true") == 0 || strcasecmp(value, "yes") == 0 ||
		strcasecmp(value, "on") == 0)
		return 1;
	if (strcasecmp(value, "false") == 0 || strcasecmp(value, "no") == 0 ||
		strcasecmp(value, "off") == 0 || *value == '\0')
		return 0;
	if (!read_number(value, &number))
		return err_set(err, ERR_CONFIG,
			"expected true or false, not %.400s", value);
	return number != 0;
}

int rulefile_number(const char *value, uint64_t *number, struct err *err)
{
	if (value != NULL && read_number(value, number))
		return 0;
	return err_set(err, ERR_CONFIG,
		"expected a whole number such as 40 or 64m, not %.400s",
		value == NULL ? "nothing" : value);
}

int rulefile_unknown(
	const struct rulefile *file, uint32_t line, struct err *err)
{
	err_context(err, "%s:%u", file->name, (unsigned)line);
	if (file->warnings == NULL)
		return ERR_CONFIG;
	warnings_add(file->warnings, err->message);
	return 0;
}
