/*
 * configtext.c - the text of a configuration file with our hooks in it.
 */
#include <string.h>

#include "base/err.h"
#include "base/hash.h"
#include "base/mem.h"
#include "cli/configtext.h"
#include "cli/hookfile.h"

enum {
	SEAL_DIGITS = 16,
	OWN_NEWLINE = 1, /* the marker's last number */
	OWN_FILE = 2,
};

const char configtext_prefix[] = "kagiban-";

static const char marker[] = "\"] # kagiban hook 1 ";

void configtext_release(struct configtext *text)
{
	buf_release(&text->rest);
}

/* ---- the sections that are there ---- */

static const char *next_line(const char *line, const char *end)
{
	const char *newline = memchr(line, '\n', (size_t)(end - line));

	return newline != NULL ? newline + 1 : end;
}

static bool starts_with(const char *at, const char *end, const char *text)
{
	size_t len = strlen(text);

	return (size_t)(end - at) >= len && memcmp(at, text, len) == 0;
}

static void seal(char digits[SEAL_DIGITS + 1], const char *text, size_t len)
{
	static const char hex[] = "0123456789abcdef";
	unsigned char digest[SHA1_SIZE];
	struct sha1 sha1;

	sha1_init(&sha1);
	sha1_update(&sha1, text, len);
	sha1_final(&sha1, digest);
	for (size_t i = 0; i < SEAL_DIGITS; i++)
		digits[i] = hex[digest[i / 2] >> (i % 2 == 0 ? 4 : 0) & 0xf];
	digits[SEAL_DIGITS] = '\0';
}

/* Whether LINE begins a section of ours; the index of its hook in *HOOK. */
static bool is_header(const char *line, const char *end, size_t *hook)
{
	static const char start[] = "[hook \"";

	if (!starts_with(line, end, start))
		return false;
	line += strlen(start);
	if (!starts_with(line, end, configtext_prefix))
		return false;
	line += strlen(configtext_prefix);
	for (size_t i = 0; i < HOOK_COUNT; i++) {
		size_t len = strlen(hook_templates[i].name);

		if (starts_with(line, end, hook_templates[i].name) &&
			starts_with(line + len, end, "\"]")) {
			*hook = i;
			return true;
		}
	}
	return false;
}

/* Whether the section ends at AT: only blanks and comments up to the next. */
static bool is_section_end(const char *at, const char *end)
{
	while (at < end) {
		const char *text = at;

		while (text < end && (*text == ' ' || *text == '\t'))
			text++;
		if (text < end && *text == '[')
			return true;
		if (text < end && *text != '\n' && *text != '#' && *text != ';')
			return false;
		at = next_line(at, end);
	}
	return true;
}

/*
 * The end of the section of ours that begins at LINE, NULL if it was changed;
 * what its marker says was done to the file in *DONE.
 */
static const char *find_end(const char *line, const char *end, unsigned *done)
{
	char digits[SEAL_DIGITS + 1];
	const char *body = next_line(line, end);
	const char *after = next_line(next_line(body, end), end);
	size_t len = (size_t)(body - line);
	size_t tail = SEAL_DIGITS + strlen(" 0\n");
	size_t head = strlen(marker);

	if (len < head + tail || body[-1] != '\n' ||
		memcmp(body - tail - head, marker, head) != 0 ||
		!is_section_end(after, end))
		return NULL;
	seal(digits, body, (size_t)(after - body));
	if (memcmp(body - tail, digits, SEAL_DIGITS) != 0)
		return NULL;
	*done = (unsigned)(body[-2] - '0');
	return after;
}

int configtext_read(struct configtext *text, const char *bytes, size_t len)
{
	const char *at = bytes;
	const char *end = at + len;
	bool first = true;
	int rc = 0;

	*text = (struct configtext){ 0 };
	buf_init(&text->rest, CONFIGTEXT_LIMIT);
	while (at < end && rc == 0) {
		unsigned done = 0;
		size_t hook = 0;
		bool ours = is_header(at, end, &hook);
		const char *after = ours ? find_end(at, end, &done) : NULL;

		if (after != NULL) {
			if (first) {
				text->place = text->rest.len;
				text->done = done;
			}
			first = false;
			text->found[hook] = true;
			at = after;
			continue;
		}
		text->changed[hook] |= ours;
		after = next_line(at, end);
		rc = buf_append(&text->rest, at, (size_t)(after - at));
		at = after;
	}
	if (first)
		text->place = text->rest.len;
	return rc;
}

/* ---- new sections ---- */

/* TEXT as a value in double quotes, as git reads it. */
static int append_value(struct buf *out, const char *text)
{
	int rc = buf_append_byte(out, '"');

	for (; *text != '\0' && rc == 0; text++) {
		switch (*text) {
		case '\n':
			rc = buf_append_string(out, "\\n");
			break;
		case '\t':
			rc = buf_append_string(out, "\\t");
			break;
		case '"':
		case '\\':
			rc = buf_append_byte(out, '\\');
			/* fall through */
		default:
			if (rc == 0)
				rc = buf_append_byte(out, *text);
		}
	}
	return rc == 0 ? buf_append_byte(out, '"') : rc;
}

/* The two lines below the header. */
static int append_body(struct buf *out, const char *name,
	const struct configtext_values *values)
{
	struct buf command = BUF_INIT(HOOKFILE_LIMIT);
	const struct hookfile_values filled = {
		.program = values->program,
		.name = name,
		.global = values->global,
	};

	int rc = hookfile_fill(hook_configured, &filled, &command);
	if (rc == 0 && command.len > 0)
		command.data[--command.len] = '\0'; /* the last newline */
	if (rc == 0)
		rc = buf_append_string(out, "\tevent = ");
	if (rc == 0)
		rc = buf_append_string(out, name);
	if (rc == 0)
		rc = buf_append_string(out, "\n\tcommand = ");
	if (rc == 0)
		rc = append_value(out, buf_string(&command));
	if (rc == 0)
		rc = buf_append_byte(out, '\n');
	buf_release(&command);
	return rc;
}

static int append_section(struct buf *out, const char *name,
	const struct configtext_values *values, unsigned done)
{
	const char *const parts[] = { "[hook \"", configtext_prefix, name,
		marker };
	char digits[SEAL_DIGITS + 1];
	struct buf body = BUF_INIT(4 * HOOKFILE_LIMIT);
	int rc = append_body(&body, name, values);

	seal(digits, buf_string(&body), body.len);
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		rc = rc == 0 ? buf_append_string(out, parts[i]) : rc;
	if (rc == 0)
		rc = buf_append_string(out, digits);
	if (rc == 0)
		rc = buf_append_byte(out, ' ');
	if (rc == 0)
		rc = buf_append_number(out, done);
	if (rc == 0)
		rc = buf_append_byte(out, '\n');
	if (rc == 0)
		rc = buf_append(out, body.data, body.len);
	buf_release(&body);
	return rc;
}

int configtext_write(struct buf *out, const struct configtext *text,
	const struct configtext_values *values)
{
	const struct buf *rest = &text->rest;
	size_t place = text->place;
	unsigned done = text->done;
	int rc = buf_append(out, buf_string(rest), place);

	if (values->is_new)
		done = OWN_FILE;
	if (rc == 0 && place > 0 && rest->data[place - 1] != '\n') {
		done = OWN_NEWLINE;
		rc = buf_append_byte(out, '\n');
	}
	for (size_t i = 0; i < HOOK_COUNT && rc == 0; i++) {
		if (hook_templates[i].side != HOOKS_OF_PERSON)
			continue;
		rc = append_section(out, hook_templates[i].name, values, done);
		done = 0;
	}
	if (rc == 0)
		rc = buf_append(
			out, buf_string(rest) + place, rest->len - place);
	return rc;
}

bool configtext_restore(struct configtext *text)
{
	struct buf *rest = &text->rest;

	if (text->done == OWN_NEWLINE && text->place == rest->len &&
		rest->len > 0)
		rest->len--;
	return text->done != OWN_FILE || rest->len > 0;
}
