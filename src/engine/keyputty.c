/*
 * keyputty.c - PuTTY's key files and the MAC at their end.
 */
#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/hash.h"
#include "engine/ascii.h"
#include "engine/base64.h"
#include "engine/keyputty.h"

enum { BYTES_LIMIT = 64 * 1024 };

/* A string of SSH: its length in 32 bits, then its bytes. */
static int add_part(struct buf *out, struct keyputty_part part)
{
	const char size[] = { (char)(part.len >> 24), (char)(part.len >> 16),
		(char)(part.len >> 8), (char)part.len };
	int rc = buf_append(out, size, sizeof(size));

	return rc < 0 ? rc : buf_append(out, part.text, part.len);
}

static void write_hex(const unsigned char *bytes, size_t len, char *hex)
{
	for (size_t i = 0; i < len; i++) {
		hex[2 * i] = "0123456789abcdef"[bytes[i] >> 4];
		hex[2 * i + 1] = "0123456789abcdef"[bytes[i] & 15];
	}
	hex[2 * len] = '\0';
}

void keyputty_mac(const struct keyputty *key, char mac[KEYPUTTY_MAC])
{
	static const char salt[] = "putty-private-key-file-mac-key";
	struct buf data = BUF_INIT(4 * BYTES_LIMIT);
	unsigned char digest[SHA256_SIZE];
	unsigned char salted[SHA1_SIZE];
	struct sha1 sha1;

	if (add_part(&data, key->algorithm) < 0 ||
		add_part(&data, key->encryption) < 0 ||
		add_part(&data, key->comment) < 0 ||
		add_part(&data, key->public_key) < 0 ||
		add_part(&data, key->private_key) < 0)
		buf_clear(&data);
	if (key->version == 3) {
		digest_hmac_sha256("", 0, data.data, data.len, digest);
		write_hex(digest, SHA256_SIZE, mac);
	} else {
		sha1_init(&sha1);
		sha1_update(&sha1, salt, sizeof(salt) - 1);
		sha1_final(&sha1, salted);
		digest_hmac_sha1(
			salted, SHA1_SIZE, data.data, data.len, digest);
		write_hex(digest, SHA1_SIZE, mac);
	}
	buf_release(&data);
}

/* The text behind NAME up to the end of its line; false if it is not there. */
static bool find_field(const char *text, size_t len, const char *name,
	struct keyputty_part *value)
{
	const char *end = text + len;
	const char *at = text_find(text, len, name);

	if (!at)
		return false;
	at += strlen(name);
	value->text = at;
	while (at < end && *at != '\r' && *at != '\n' && *at != '\\')
		at++;
	value->len = (size_t)(at - value->text);
	return at < end || strcmp(name, "Private-MAC: ") == 0;
}

/* Decodes what stands between the lines that begin with NAME and NEXT. */
static bool decode_lines(const char *text, size_t len, const char *name,
	const char *next, struct buf *out)
{
	struct keyputty_part count;
	const char *end = text_find(text, len, next);
	const char *start;

	if (!end || !find_field(text, len, name, &count))
		return false;
	start = count.text + count.len;
	return start < end &&
	       base64_decode_loose(start, (size_t)(end - start), out) == 0;
}

/* Whether MAC, which has to be a whole one, is that of KEY. */
static bool mac_holds(
	const struct keyputty *key, const struct keyputty_part *mac)
{
	char wanted[KEYPUTTY_MAC];

	keyputty_mac(key, wanted);
	return mac->len < strlen(wanted) ||
	       memcmp(mac->text, wanted, strlen(wanted)) == 0;
}

bool keyputty_holds(const char *text, size_t len)
{
	struct buf public_key = BUF_INIT(BYTES_LIMIT);
	struct buf private_key = BUF_INIT(BYTES_LIMIT);
	struct keyputty key = { .version = 2 };
	struct keyputty_part mac;
	bool holds = true;

	if (text_find(text, len, "Key-File-3: "))
		key.version = 3;
	if (find_field(text, len,
		    key.version == 3 ? "Key-File-3: " : "Key-File-2: ",
		    &key.algorithm) &&
		find_field(text, len, "Encryption: ", &key.encryption) &&
		find_field(text, len, "Comment: ", &key.comment) &&
		find_field(text, len, "Private-MAC: ", &mac) &&
		decode_lines(text, len,
			"Public-Lines: ", "Private-Lines: ", &public_key) &&
		decode_lines(text, len,
			"Private-Lines: ", "Private-MAC: ", &private_key) &&
		key.encryption.len == 4 &&
		memcmp(key.encryption.text, "none", 4) == 0) {
		key.public_key = (struct keyputty_part){ public_key.data,
			public_key.len };
		key.private_key = (struct keyputty_part){ private_key.data,
			private_key.len };
		holds = mac_holds(&key, &mac);
	}
	buf_release(&public_key);
	buf_release(&private_key);
	return holds;
}
