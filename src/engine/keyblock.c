/*
 * keyblock.c - private key blocks.
 *
 * The body is decoded and its structure read: ASN.1 (keyasn1.h), OpenPGP
 * (keypgp.h), OpenSSH's own.  A body that was cut short still counts, as long
 * as what is there has that structure: half a key is worth a look.
 */
#include <stdint.h>
#include <string.h>

#include "base/digest.h"
#include "base/err.h"
#include "engine/ascii.h"
#include "engine/base64.h"
#include "engine/keyasn1.h"
#include "engine/keyblock.h"
#include "engine/keypgp.h"
#include "engine/keyputty.h"

enum {
	BODY_LIMIT = 64 * 1024, /* bytes of a decoded body */
	BODY_LEAST = KEYASN1_LEAST, /* bytes; less is a sample or a mention */
	SUM_REACH = 12, /* bytes from a sum's = to the footer */
	HEADER_MAX = 64, /* bytes of a header's value; lines may be lost */
};

/* As text_find(), and sets *AFTER (may be NULL) to the word's end. */
static const char *find(
	const char *text, size_t len, const char *word, size_t *after)
{
	const char *place = text_find(text, len, word);
	if (place && after)
		*after = (size_t)(place - text) + strlen(word);
	return place;
}

static bool has(const char *text, size_t len, const char *word)
{
	return find(text, len, word, NULL) != NULL;
}

/* Reads a number of 32 bits at *AT and goes on behind it. */
static bool take_uint32(
	const unsigned char *data, size_t len, size_t *at, uint32_t *number)
{
	if (*at > len || len - *at < 4)
		return false;
	*number = (uint32_t)data[*at] << 24 | (uint32_t)data[*at + 1] << 16 |
		  (uint32_t)data[*at + 2] << 8 | data[*at + 3];
	*at += 4;
	return true;
}

/* Goes behind the string at *AT: its length, then its bytes. */
static bool skip_string(const unsigned char *data, size_t len, size_t *at)
{
	uint32_t size;
	if (!take_uint32(data, len, at, &size) || size > len - *at)
		return false;
	*at += size;
	return true;
}

/*
 * The private part of a key that is not encrypted begins with a random number
 * twice.  AT is behind the cipher's name.
 */
static bool openssh_holds(const unsigned char *data, size_t len, size_t at)
{
	uint32_t number;
	uint32_t first;
	uint32_t second;
	bool whole = true;
	for (int i = 0; i < 2; i++) /* the derivation and its options */
		whole = whole && skip_string(data, len, &at);
	whole = whole && take_uint32(data, len, &at, &number) && /* of keys */
		skip_string(data, len, &at) && /* the public one */
		take_uint32(data, len, &at, &number) &&
		take_uint32(data, len, &at, &first) &&
		take_uint32(data, len, &at, &second);
	return !whole || first == second;
}

static enum keyblock judge_openssh(const unsigned char *data, size_t len)
{
	static const char magic[] = "openssh-key-v1";
	if (len < sizeof(magic) + 8 || memcmp(data, magic, sizeof(magic)) != 0)
		return KEYBLOCK_NONE;
	/* The cipher's name follows as a string of 4 + N bytes. */
	bool open = data[sizeof(magic) + 3] == 4 &&
		    memcmp(data + sizeof(magic) + 4, "none", 4) == 0;
	if (!open)
		return KEYBLOCK_ENCRYPTED;
	return openssh_holds(data, len, sizeof(magic) + 8) ? KEYBLOCK_OPEN
							   : KEYBLOCK_NONE;
}

/* After the header lines ("Proc-Type: ...") of a traditional PEM block. */
static size_t skip_headers(const char *text, size_t len)
{
	static const char *const names[] = { "DEK-Info:", "Proc-Type:",
		"Comment:", "Version:", "Subject:", "X-" };
	size_t start = 0;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		size_t after = 0;
		if (!find(text + start, len - start, names[i], &after))
			continue;
		size_t at = start + after;
		size_t last = len - at > HEADER_MAX ? at + HEADER_MAX : len;
		while (at < last && text[at] != '\n' && text[at] != '"' &&
			!(text[at] == '\\' && at + 1 < len &&
				text[at + 1] == 'n'))
			at++;
		start = at;
	}
	return start;
}

static enum keyblock judge_body(
	const char *header, size_t header_len, const struct buf *body)
{
	const unsigned char *data = (const unsigned char *)body->data;
	if (body->len < BODY_LEAST)
		return KEYBLOCK_NONE;
	if (has(header, header_len, "OPENSSH"))
		return judge_openssh(data, body->len);
	if (has(header, header_len, "PGP"))
		return keypgp_judge(data, body->len);
	if (has(header, header_len, "ENCRYPTED"))
		return keyasn1_is_encrypted(data, body->len)
			       ? KEYBLOCK_ENCRYPTED
			       : KEYBLOCK_NONE;
	if (has(header, header_len, "SSH2"))
		return KEYBLOCK_OPEN;
	return keyasn1_is_private(data, body->len) ? KEYBLOCK_OPEN
						   : KEYBLOCK_NONE;
}

/* The parts of a block in a text; `end` is where the footer begins. */
struct layout {
	size_t header_end;
	size_t body; /* where the base64 begins */
	size_t end;
	bool has_footer;
};

static bool find_layout(const char *text, size_t len, struct layout *layout)
{
	size_t start = 0;
	if (!find(text, len, "-----BEGIN ", &start) ||
		!find(text + start, len - start, "-----", &layout->header_end))
		return false;
	layout->header_end += start;
	start = layout->header_end;
	const char *footer = find(text + start, len - start, "-----END", NULL);
	layout->has_footer = footer != NULL;
	layout->end = footer ? (size_t)(footer - text) : len;
	layout->body = start + skip_headers(text + start, layout->end - start);
	return true;
}

/*
 * OpenPGP: = and 4 digits before the footer are the CRC-24 of the body.  Where
 * they are missing there is nothing to fail.
 */
static bool armor_holds(
	const char *text, const struct layout *layout, const struct buf *body)
{
	struct buf sum = BUF_INIT(8);
	bool holds = true;
	size_t at = layout->end;
	while (at > layout->body && text[at - 1] != '=' &&
		layout->end - at < SUM_REACH)
		at--;
	if (!layout->has_footer || at == layout->body || text[at - 1] != '=')
		return true;
	if (layout->end - at >= 4 && base64_decode(text + at, 4, &sum) == 0 &&
		sum.len == 3) {
		const unsigned char *bytes = (const unsigned char *)sum.data;
		holds = digest_crc24(body->data, body->len) ==
			((uint32_t)bytes[0] << 16 | (uint32_t)bytes[1] << 8 |
				bytes[2]);
	}
	buf_release(&sum);
	return holds;
}

static enum keyblock parse_pem(const char *text, size_t len)
{
	struct layout layout;
	struct buf body = BUF_INIT(BODY_LIMIT);
	enum keyblock result = KEYBLOCK_NONE;
	if (!find_layout(text, len, &layout))
		return KEYBLOCK_NONE;
	bool encrypted = has(text + layout.header_end,
		layout.end - layout.header_end, "ENCRYPTED");
	if (base64_decode_loose(
		    text + layout.body, layout.end - layout.body, &body) == 0) {
		if (encrypted && body.len >= BODY_LEAST)
			result = KEYBLOCK_ENCRYPTED;
		else
			result = judge_body(text, layout.header_end, &body);
		if (has(text, layout.header_end, "PGP") &&
			!armor_holds(text, &layout, &body))
			result = KEYBLOCK_NONE;
	}
	buf_release(&body);
	return result;
}

bool keyblock_body(const char *text, size_t len, struct buf *out)
{
	struct layout layout;
	return find_layout(text, len, &layout) &&
	       base64_decode_loose(text + layout.body, layout.end - layout.body,
		       out) == 0 &&
	       out->len >= BODY_LEAST;
}

/* PuTTY: the private part follows "Private-Lines:". */
static enum keyblock parse_putty(const char *text, size_t len)
{
	size_t after = 0;
	if (!find(text, len, "Private-Lines:", &after) ||
		len - after < BODY_LEAST || !keyputty_holds(text, len))
		return KEYBLOCK_NONE;
	return has(text, len, "Encryption: none") ? KEYBLOCK_OPEN
						  : KEYBLOCK_ENCRYPTED;
}

enum keyblock keyblock_parse(const char *text, size_t len)
{
	if (has(text, len < 64 ? len : 64, "PuTTY-User-Key-File"))
		return parse_putty(text, len);
	return parse_pem(text, len);
}
