/*
 * keyblock.c - private key blocks.
 *
 * The body is decoded and its outermost structure read: an ASN.1 sequence
 * whose first element is the version number every private key begins with, or
 * the magic of OpenSSH.  A body that was cut short still counts, as long as
 * what is there has that structure: half a key is worth a look.
 */
#include <stdint.h>
#include <string.h>

#include "base/err.h"
#include "engine/ascii.h"
#include "engine/base64.h"
#include "engine/keyblock.h"

enum {
	BODY_LIMIT = 64 * 1024, /* bytes of a decoded body */
	BODY_LEAST = 24, /* bytes; less is a sample or a mention */
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

/* Reads an ASN.1 tag and length; moves *AT to the content. */
static bool read_der(const unsigned char *data, size_t len, size_t *at,
	unsigned char tag, size_t *content)
{
	if (len < 2 || *at > len - 2 || data[*at] != tag)
		return false;
	size_t size = data[*at + 1];
	*at += 2;
	if (size >= 0x80) {
		size_t count = size & 0x7F;
		size = 0;
		if (count == 0 || count > 4 || *at > len - 1 ||
			count > len - *at)
			return false;
		for (size_t i = 0; i < count; i++)
			size = size << 8 | data[(*at)++];
	}
	*content = size;
	return size > 0;
}

/* SEQUENCE { INTEGER version (0 to 3), ... }: PKCS#1, SEC 1, PKCS#8, DSA. */
static bool is_private_sequence(const unsigned char *data, size_t len)
{
	size_t at = 0;
	size_t size = 0;
	if (!read_der(data, len, &at, 0x30, &size) || size < BODY_LEAST)
		return false;
	if (!read_der(data, len, &at, 0x02, &size) || size != 1 || at >= len)
		return false;
	return data[at] <= 3;
}

/* SEQUENCE { SEQUENCE { OBJECT IDENTIFIER ... } ... }: encrypted PKCS#8. */
static bool is_encrypted_sequence(const unsigned char *data, size_t len)
{
	size_t at = 0;
	size_t size = 0;
	return read_der(data, len, &at, 0x30, &size) && size >= BODY_LEAST &&
	       read_der(data, len, &at, 0x30, &size) &&
	       read_der(data, len, &at, 0x06, &size);
}

static enum keyblock judge_openssh(const unsigned char *data, size_t len)
{
	static const char magic[] = "openssh-key-v1";
	if (len < sizeof(magic) + 8 || memcmp(data, magic, sizeof(magic)) != 0)
		return KEYBLOCK_NONE;
	/* The cipher's name follows as a string of 4 + N bytes. */
	bool open = data[sizeof(magic) + 3] == 4 &&
		    memcmp(data + sizeof(magic) + 4, "none", 4) == 0;
	return open ? KEYBLOCK_OPEN : KEYBLOCK_ENCRYPTED;
}

/* An OpenPGP packet: secret key (tag 5) or secret subkey (7). */
static bool is_secret_packet(const unsigned char *data, size_t len)
{
	if (len < BODY_LEAST || !(data[0] & 0x80))
		return false;
	unsigned tag = data[0] & 0x40 ? data[0] & 0x3F : data[0] >> 2 & 0x0F;
	return tag == 5 || tag == 7;
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
		return is_secret_packet(data, body->len) ? KEYBLOCK_OPEN
							 : KEYBLOCK_NONE;
	if (has(header, header_len, "ENCRYPTED"))
		return is_encrypted_sequence(data, body->len)
			       ? KEYBLOCK_ENCRYPTED
			       : KEYBLOCK_NONE;
	if (has(header, header_len, "SSH2"))
		return KEYBLOCK_OPEN;
	return is_private_sequence(data, body->len) ? KEYBLOCK_OPEN
						    : KEYBLOCK_NONE;
}

static enum keyblock parse_pem(const char *text, size_t len)
{
	size_t header_len = 0;
	if (!find(text, len, "-----BEGIN ", &header_len))
		return KEYBLOCK_NONE;
	size_t body_start = header_len;
	if (!find(text + header_len, len - header_len, "-----", &body_start))
		return KEYBLOCK_NONE;
	body_start += header_len;
	const char *rest = text + body_start;
	size_t rest_len = len - body_start;
	size_t end = rest_len;
	const char *footer = find(rest, rest_len, "-----END", NULL);
	if (footer)
		end = (size_t)(footer - rest);
	bool encrypted = has(rest, end, "ENCRYPTED");
	size_t start = skip_headers(rest, end);
	struct buf body = BUF_INIT(BODY_LIMIT);
	enum keyblock result = KEYBLOCK_NONE;
	if (base64_decode_loose(rest + start, end - start, &body) == 0) {
		if (encrypted && body.len >= BODY_LEAST)
			result = KEYBLOCK_ENCRYPTED;
		else
			result = judge_body(text, body_start, &body);
	}
	buf_release(&body);
	return result;
}

/* PuTTY: the private part follows "Private-Lines:". */
static enum keyblock parse_putty(const char *text, size_t len)
{
	size_t after = 0;
	if (!find(text, len, "Private-Lines:", &after) ||
		len - after < BODY_LEAST)
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
