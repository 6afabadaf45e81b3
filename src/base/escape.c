/*
 * escape.c - makes foreign bytes safe to show.
 *
 * Two questions are asked of a text.  What must be masked: the secrets of
 * this run and the passwords of URLs, as spans that are merged where they
 * overlap, so that no end of a secret looks out from behind another.  What
 * must be escaped: everything outside of these spans that is not printable.
 */
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "base/escape.h"
#include "base/utf.h"
#include "base/veil.h"

enum { TOKEN_LEN = 16 }; /* a URL's user of this length may be a token */

#define MASK "***"
#define CUT "..."

struct range {
	size_t start;
	size_t end;
};

static const struct range nothing = { SIZE_MAX, SIZE_MAX };

/* What is still to be masked in a text. */
struct mask_scan {
	const char *text;
	size_t len;
	const struct veil *veil;
	struct range secret; /* the next one of the veil */
	struct range password; /* the next one in a URL */
};

static bool ends_authority(char byte)
{
	return (unsigned char)byte <= ' ' ||
	       memchr("/?#\"'`<>\x7f", byte, 9) != NULL;
}

/*
 * The password in the authority of a URL that starts at START: what is
 * between the first colon and the last at sign, or all before that sign if
 * the user is so long that it may be a token.
 */
static struct range authority_password(
	const char *text, size_t len, size_t start)
{
	struct range password = nothing;
	size_t user_end = SIZE_MAX;
	size_t at_sign = SIZE_MAX;

	for (size_t i = start; i < len && !ends_authority(text[i]); i++) {
		if (text[i] == ':' && user_end == SIZE_MAX)
			user_end = i;
		if (text[i] == '@')
			at_sign = i;
	}
	if (at_sign == SIZE_MAX)
		return nothing;
	if (user_end > at_sign)
		user_end = at_sign;
	password.end = at_sign;
	if (user_end - start >= TOKEN_LEN)
		password.start = start;
	else
		password.start = user_end + 1;
	return password.start < password.end ? password : nothing;
}

/* The first password of a URL whose "://" stands at or after FROM. */
static struct range find_password(const char *text, size_t len, size_t from)
{
	while (from < len) {
		const char *colon = memchr(text + from, ':', len - from);
		struct range password;

		if (colon == NULL)
			break;
		from = (size_t)(colon - text) + 1;
		if (len - from < 2 || memcmp(colon + 1, "//", 2) != 0)
			continue;
		password = authority_password(text, len, from + 2);
		if (password.start != SIZE_MAX)
			return password;
	}
	return nothing;
}

static struct range find_secret(const struct mask_scan *scan, size_t from)
{
	struct range secret = nothing;
	size_t start;
	size_t len = veil_find(scan->veil, scan->text, scan->len, from, &start);

	if (len > 0) {
		secret.start = start;
		secret.end = start + len;
	}
	return secret;
}

static void mask_init(struct mask_scan *scan, const char *text, size_t len,
	const struct veil *veil)
{
	scan->text = text;
	scan->len = len;
	scan->veil = veil;
	scan->secret = find_secret(scan, 0);
	scan->password = find_password(text, len, 0);
}

/* Takes the next range to mask, merged with all that overlap it. */
static struct range mask_next(struct mask_scan *scan)
{
	struct range mask = scan->secret.start < scan->password.start
				    ? scan->secret
				    : scan->password;

	if (mask.start == SIZE_MAX)
		return mask;
	for (;;) {
		if (scan->secret.start <= mask.end) {
			if (mask.end < scan->secret.end)
				mask.end = scan->secret.end;
			scan->secret =
				find_secret(scan, scan->secret.start + 1);
		} else if (scan->password.start <= mask.end) {
			if (mask.end < scan->password.end)
				mask.end = scan->password.end;
			scan->password = find_password(
				scan->text, scan->len, scan->password.end);
		} else {
			return mask;
		}
	}
}

static bool is_continuation(char byte)
{
	return (byte & 0xC0) == 0x80;
}

/*
 * Widens MASK to whole characters, because half of one cannot be shown.  What
 * is before FROM was written already: the mask before may have been widened
 * into this one.
 */
static struct range whole_characters(
	const struct mask_scan *scan, struct range mask, size_t from)
{
	size_t least = from;
	size_t most = scan->len;

	if (mask.start < from)
		mask.start = from;
	if (mask.end < from)
		mask.end = from;
	if (mask.start - from > 3)
		least = mask.start - 3;
	if (scan->len - mask.end > 3)
		most = mask.end + 3;
	while (mask.start > least && is_continuation(scan->text[mask.start]))
		mask.start--;
	while (mask.end < most && is_continuation(scan->text[mask.end]))
		mask.end++;
	return mask;
}

/*
 * Appends; over the ceiling as much as fits, and then the end of OUT becomes
 * the mark of a cut.
 */
static int put(struct buf *out, const char *text, size_t len)
{
	size_t mark_len = strlen(CUT);

	if (buf_append(out, text, len) == 0)
		return 0;
	(void)buf_append(out, text, out->limit - out->len);
	if (mark_len > out->limit)
		mark_len = out->limit;
	out->len -= mark_len;
	while (out->len > 0 && is_continuation(out->data[out->len]))
		out->len--;
	(void)buf_append(out, CUT, mark_len);
	return -1;
}

static int put_hex(struct buf *out, const char *bytes, size_t len)
{
	static const char digits[] = "0123456789ABCDEF";

	for (size_t i = 0; i < len; i++) {
		unsigned char byte = (unsigned char)bytes[i];
		char text[4] = { '\\', 'x', digits[byte >> 4],
			digits[byte & 15] };

		if (put(out, text, sizeof(text)) < 0)
			return -1;
	}
	return 0;
}

static int put_code_point(struct buf *out, uint32_t code)
{
	static const char digits[] = "0123456789ABCDEF";
	char text[12] = "\\u{";
	size_t len = 3;
	unsigned shift = 12;

	while (shift < 28 && code >> (shift + 4) != 0)
		shift += 4;
	for (;; shift -= 4) {
		text[len++] = digits[code >> shift & 15];
		if (shift == 0)
			break;
	}
	text[len++] = '}';
	return put(out, text, len);
}

/* Characters without a shape of their own that change what is seen. */
static bool is_hidden(uint32_t code)
{
	static const struct {
		uint32_t first, last;
	} hidden[] = {
		{ 0x061C, 0x061C }, /* Arabic letter mark */
		{ 0x180E, 0x180E }, /* Mongolian vowel separator */
		{ 0x200B, 0x200F }, /* zero width, direction marks */
		{ 0x2028, 0x202E }, /* line ends, embeddings, overrides */
		{ 0x2060, 0x2069 }, /* joiners, isolates */
		{ 0xFEFF, 0xFEFF }, /* byte order mark */
		{ 0xFFF9, 0xFFFB }, /* interlinear annotation */
		{ 0xE0000, 0xE007F }, /* tags */
	};

	for (size_t i = 0; i < sizeof(hidden) / sizeof(hidden[0]); i++)
		if (code >= hidden[i].first && code <= hidden[i].last)
			return true;
	return false;
}

static bool is_plain(char byte)
{
	return byte >= ' ' && byte <= '~';
}

/* Writes the character at TEXT, which is not plain; returns its length. */
static size_t put_special(struct buf *out, const char *text, size_t len)
{
	uint32_t code = 0;
	size_t size = utf8_decode(text, len, &code);
	int rc;

	if (*text == '\n')
		rc = put(out, "\\n", 2);
	else if (*text == '\t')
		rc = put(out, "\\t", 2);
	else if (size == 0 || code < 0xA0)
		rc = put_hex(out, text, size == 0 ? 1 : size);
	else if (is_hidden(code))
		rc = put_code_point(out, code);
	else
		rc = put(out, text, size);
	if (rc < 0)
		return 0;
	return size == 0 ? 1 : size;
}

/* Escapes a text in which nothing is to be masked. */
static int put_escaped(struct buf *out, const char *text, size_t len)
{
	size_t at = 0;

	while (at < len) {
		size_t run = 0;
		size_t size;

		while (at + run < len && is_plain(text[at + run]))
			run++;
		if (run > 0 && put(out, text + at, run) < 0)
			return -1;
		at += run;
		if (at == len)
			break;
		size = put_special(out, text + at, len - at);
		if (size == 0)
			return -1;
		at += size;
	}
	return 0;
}

/* Writes a piece of a text; returns -1 once the ceiling is reached. */
typedef int (*put_fn)(struct buf *out, const char *text, size_t len);

static void put_masked(struct buf *out, const char *text, size_t len,
	const struct veil *veil, put_fn write)
{
	struct mask_scan scan;
	size_t at = 0;

	mask_init(&scan, text, len, veil);
	while (at < len) {
		struct range mask = mask_next(&scan);

		if (mask.start == SIZE_MAX) {
			(void)write(out, text + at, len - at);
			return;
		}
		mask = whole_characters(&scan, mask, at);
		if (write(out, text + at, mask.start - at) < 0)
			return;
		if (put(out, MASK, strlen(MASK)) < 0)
			return;
		at = mask.end;
	}
}

void escape_append(
	struct buf *out, const char *text, size_t len, const struct veil *veil)
{
	put_masked(out, text, len, veil, put_escaped);
}

void escape_append_string(
	struct buf *out, const char *text, const struct veil *veil)
{
	if (text != NULL)
		escape_append(out, text, strlen(text), veil);
}

/*
 * Words for a shell.  A word with anything beyond plain ASCII in it is
 * quoted as well: some shells take single bytes above 0x7F for blanks.
 */

static bool is_word_byte(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
	       (byte >= '0' && byte <= '9') || strchr("_./-+,:@%", byte);
}

static bool is_word(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (text[i] == '\0' || !is_word_byte(text[i]))
			return false;
	return len > 0;
}

/* Whether all of TEXT can be shown, and so stand in single quotes. */
static bool is_printable(const char *text, size_t len)
{
	size_t at = 0;

	while (at < len) {
		uint32_t code = 0;
		size_t size = utf8_decode(text + at, len - at, &code);

		if (size == 0 || code < ' ' || is_hidden(code))
			return false;
		if (code >= 0x7F && code < 0xA0)
			return false;
		at += size;
	}
	return true;
}

/* The inside of '...': a quote ends it, stands alone, and begins it anew. */
static int put_quoted(struct buf *out, const char *text, size_t len)
{
	size_t start = 0;

	for (size_t i = 0; i < len; i++) {
		if (text[i] != '\'')
			continue;
		if (put(out, text + start, i - start) < 0 ||
			put(out, "'\\''", 4) < 0)
			return -1;
		start = i + 1;
	}
	return put(out, text + start, len - start);
}

/* The inside of $'...': what cannot be shown as the bytes it has. */
static int put_dollar_quoted(struct buf *out, const char *text, size_t len)
{
	size_t at = 0;

	while (at < len) {
		uint32_t code;
		size_t size = utf8_decode(text + at, len - at, &code);
		int rc;

		if (size == 0)
			size = 1;
		if (text[at] == '\n')
			rc = put(out, "\\n", 2);
		else if (text[at] == '\t')
			rc = put(out, "\\t", 2);
		else if (!is_printable(text + at, size))
			rc = put_hex(out, text + at, size);
		else if (text[at] == '\'' || text[at] == '\\')
			rc = put(out, text[at] == '\'' ? "\\'" : "\\\\", 2);
		else
			rc = put(out, text + at, size);
		if (rc < 0)
			return -1;
		at += size;
	}
	return 0;
}

void escape_append_shell(
	struct buf *out, const char *text, size_t len, const struct veil *veil)
{
	struct mask_scan scan;
	bool masked;

	mask_init(&scan, text, len, veil);
	masked = mask_next(&scan).start != SIZE_MAX;
	if (!masked && is_word(text, len)) {
		(void)put(out, text, len);
	} else if (is_printable(text, len)) {
		if (put(out, "'", 1) < 0)
			return;
		put_masked(out, text, len, veil, put_quoted);
		(void)put(out, "'", 1);
	} else {
		if (put(out, "$'", 2) < 0)
			return;
		put_masked(out, text, len, veil, put_dollar_quoted);
		(void)put(out, "'", 1);
	}
}
