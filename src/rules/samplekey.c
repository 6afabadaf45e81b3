/*
 * samplekey.c - private keys of random content and right structure, for
 * samples.
 *
 * A kind is a row: how its bytes are made and how they are written as text.
 */
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/err.h"
#include "engine/keyputty.h"
#include "rules/der.h"
#include "rules/dice.h"
#include "rules/encode.h"
#include "rules/samplekey.h"
#include "rules/keybody.h"

struct key_kind {
	const char *name;
	const char *label; /* what stands after BEGIN */
	/* Appends the key's bytes. */
	void (*make)(struct buf *body, struct dice *dice);
	/* Writes the text of which body is the main part. */
	int (*print)(const struct key_kind *kind, const struct buf *body,
		struct dice *dice, struct buf *out);
};

/* Appends BODY in base64, a newline after each COLUMNS digits and the end. */
static int print_base64(
	struct buf *out, const char *body, size_t len, size_t columns)
{
	size_t step = columns / 4 * 3;
	int rc = 0;

	for (size_t i = 0; i < len && rc == 0; i += step) {
		size_t count = len - i < step ? len - i : step;

		rc = encode_base64(out, body + i, count);
		if (rc == 0)
			rc = buf_append_byte(out, '\n');
	}
	return rc;
}

static int print_all(struct buf *out, const char *const *texts)
{
	int rc = 0;

	for (; *texts != NULL && rc == 0; texts++)
		rc = buf_append_string(out, *texts);
	return rc;
}

#define PRINT(out, ...)                                                        \
	print_all(out, (const char *const[]){ __VA_ARGS__, NULL })

static int print_begin(const struct key_kind *kind, struct buf *out)
{
	return PRINT(out, "-----BEGIN ", kind->label, "-----\n");
}

static int print_end(const struct key_kind *kind, struct buf *out)
{
	return PRINT(out, "-----END ", kind->label, "-----");
}

static int print_pem(const struct key_kind *kind, const struct buf *body,
	struct dice *dice, struct buf *out)
{
	int rc = print_begin(kind, out);

	(void)dice;
	if (rc == 0)
		rc = print_base64(out, body->data, body->len, 64);
	return rc == 0 ? print_end(kind, out) : rc;
}

/* RFC 7468 has lines of 64; OpenSSH writes 70, which is no multiple of 4. */
static int print_openssh(const struct key_kind *kind, const struct buf *body,
	struct dice *dice, struct buf *out)
{
	enum { COLUMNS = 70 };
	struct buf text = BUF_INIT((size_t)2 * DER_LIMIT);
	int rc = print_begin(kind, out);

	(void)dice;
	if (rc == 0)
		rc = encode_base64(&text, body->data, body->len);
	for (size_t i = 0; i < text.len && rc == 0; i += COLUMNS) {
		size_t rest = text.len - i;

		rc = buf_append(
			out, text.data + i, rest < COLUMNS ? rest : COLUMNS);
		if (rc == 0)
			rc = buf_append_byte(out, '\n');
	}
	buf_release(&text);
	return rc == 0 ? print_end(kind, out) : rc;
}

/* Appends LEN random bytes in hex, upper case as OpenSSL or lower case. */
static int print_hex(
	struct buf *out, struct dice *dice, size_t len, const char *digits)
{
	int rc = 0;

	for (size_t i = 0; i < 2 * len && rc == 0; i++)
		rc = buf_append_byte(out, digits[dice_below(dice, 16)]);
	return rc;
}

static int print_rsa_encrypted(const struct key_kind *kind,
	const struct buf *body, struct dice *dice, struct buf *out)
{
	int rc = print_begin(kind, out);

	if (rc == 0)
		rc = PRINT(out, "Proc-Type: 4,ENCRYPTED\n",
			"DEK-Info: AES-256-CBC,");
	if (rc == 0)
		rc = print_hex(out, dice, 16, "0123456789ABCDEF");
	if (rc == 0)
		rc = PRINT(out, "\n\n");
	if (rc == 0)
		rc = print_base64(out, body->data, body->len, 64);
	return rc == 0 ? print_end(kind, out) : rc;
}

static int print_pgp(const struct key_kind *kind, const struct buf *body,
	struct dice *dice, struct buf *out)
{
	uint32_t crc = digest_crc24(body->data, body->len);
	const char bytes[] = { (char)(crc >> 16), (char)(crc >> 8), (char)crc };
	int rc = print_begin(kind, out);

	(void)dice;
	if (rc == 0)
		rc = buf_append_byte(out, '\n');
	if (rc == 0)
		rc = print_base64(out, body->data, body->len, 64);
	if (rc == 0)
		rc = buf_append_byte(out, '=');
	if (rc == 0)
		rc = encode_base64(out, bytes, sizeof bytes);
	if (rc == 0)
		rc = buf_append_byte(out, '\n');
	return rc == 0 ? print_end(kind, out) : rc;
}

/* Appends `NAME-Lines: N` and BYTES in so many lines. */
static int print_putty_part(
	struct buf *out, const char *name, const struct buf *bytes)
{
	int rc = PRINT(out, name, "-Lines: ");

	if (rc == 0)
		rc = buf_append_number(out, (bytes->len + 47) / 48);
	if (rc == 0)
		rc = buf_append_byte(out, '\n');
	return rc == 0 ? print_base64(out, bytes->data, bytes->len, 64) : rc;
}

#define PUTTY_COMMENT "rsa-key-20240131"

static int print_putty_derivation(struct buf *out, struct dice *dice)
{
	int rc = PRINT(out, "Key-Derivation: Argon2id\n", "Argon2-Memory: ",
		"8192\nArgon2-Passes: 13\nArgon2-Parallelism: 1\n",
		"Argon2-Salt: ");

	if (rc == 0)
		rc = print_hex(out, dice, 16, "0123456789abcdef");
	return rc == 0 ? buf_append_byte(out, '\n') : rc;
}

/* Of one that is encrypted the MAC cannot be told from any other. */
static int print_putty_mac(struct buf *out, const struct key_kind *kind,
	bool version_3, const struct buf *halves)
{
	static const char comment[] = PUTTY_COMMENT;
	const struct keyputty key = {
		.version = version_3 ? 3 : 2,
		.algorithm = { "ssh-rsa", 7 },
		.encryption = { kind->label, strlen(kind->label) },
		.comment = { comment, sizeof comment - 1 },
		.public_key = { halves[0].data, halves[0].len },
		.private_key = { halves[1].data, halves[1].len },
	};
	char mac[KEYPUTTY_MAC];

	keyputty_mac(&key, mac);
	return PRINT(out, "Private-MAC: ", mac);
}

/* An RSA key of PuTTY, version 2 or 3 of its format. */
static int print_putty(const struct key_kind *kind, const struct buf *body,
	struct dice *dice, struct buf *out)
{
	bool version_3 = dice_below(dice, 2) == 1;
	bool encrypted = strcmp(kind->label, "aes256-cbc") == 0;
	struct buf halves[2] = { BUF_INIT(DER_LIMIT), BUF_INIT(DER_LIMIT) };
	int rc = PRINT(out, "PuTTY-User-Key-File-", version_3 ? "3" : "2",
		": ssh-rsa\nEncryption: ", kind->label,
		"\nComment: ", PUTTY_COMMENT, "\n");

	(void)body;
	der_random(&halves[0], dice, 279);
	der_random(&halves[1], dice, encrypted ? 656 : 646);
	if (rc == 0)
		rc = print_putty_part(out, "Public", &halves[0]);
	if (rc == 0 && encrypted && version_3)
		rc = print_putty_derivation(out, dice);
	if (rc == 0)
		rc = print_putty_part(out, "Private", &halves[1]);
	if (rc == 0)
		rc = print_putty_mac(out, kind, version_3, halves);
	buf_release(&halves[0]);
	buf_release(&halves[1]);
	return rc;
}

static void make_nothing(struct buf *body, struct dice *dice)
{
	(void)body;
	(void)dice;
}

#define RSA_LABEL "RSA PRIVATE KEY"
#define OPENSSH_LABEL "OPENSSH PRIVATE KEY"

static const struct key_kind kinds[] = {
	{ "rsa", RSA_LABEL, keybody_rsa, print_pem },
	{ "rsa-encrypted", RSA_LABEL, keybody_rsa_encrypted,
		print_rsa_encrypted },
	{ "ec", "EC PRIVATE KEY", keybody_ec, print_pem },
	{ "dsa", "DSA PRIVATE KEY", keybody_dsa, print_pem },
	{ "pkcs8", "PRIVATE KEY", keybody_pkcs8, print_pem },
	{ "pkcs8-ec", "PRIVATE KEY", keybody_pkcs8_ec, print_pem },
	{ "pkcs8-ed25519", "PRIVATE KEY", keybody_pkcs8_ed25519, print_pem },
	{ "pkcs8-encrypted", "ENCRYPTED PRIVATE KEY", keybody_pkcs8_encrypted,
		print_pem },
	{ "openssh", OPENSSH_LABEL, keybody_openssh, print_openssh },
	{ "openssh-encrypted", OPENSSH_LABEL, keybody_openssh_encrypted,
		print_openssh },
	{ "pgp", "PGP PRIVATE KEY BLOCK", keybody_pgp, print_pgp },
	{ "putty", "none", make_nothing, print_putty },
	{ "putty-encrypted", "aes256-cbc", make_nothing, print_putty },
};

static const struct key_kind *find_kind(const char *name, size_t len)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		if (strlen(kinds[i].name) == len &&
			memcmp(kinds[i].name, name, len) == 0)
			return &kinds[i];
	}
	return NULL;
}

/* For a key without header and footer. */
static int print_bare(const struct key_kind *kind, const struct buf *body,
	struct dice *dice, struct buf *out)
{
	(void)kind;
	(void)dice;
	return encode_base64(out, buf_string(body), body->len);
}

int samplekey_append(struct buf *out, const char *name, size_t len, bool bare,
	struct dice *dice, struct err *err)
{
	const struct key_kind *kind = find_kind(name, len);
	struct buf body = BUF_INIT(DER_LIMIT);

	if (kind == NULL)
		return err_set(err, ERR_INPUT, "there is no key kind %.*s",
			(int)(len > 40 ? 40 : len), len > 0 ? name : "");
	kind->make(&body, dice);
	int rc = (bare ? print_bare : kind->print)(kind, &body, dice, out);
	buf_release(&body);
	if (rc < 0)
		return err_set(err, ERR_LIMIT, "the sample grows too large");
	return 0;
}
