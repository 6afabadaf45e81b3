/*
 * field.c - the fields of templates: a table, and a function for each way of
 * filling them.
 */
#include <assert.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "rules/field.h"
#include "rules/samplekey.h"

#define LOWER "abcdefghijklmnopqrstuvwxyz"
#define UPPER "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGITS "0123456789"
#define BASE58 "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
#define BASE64 UPPER LOWER DIGITS "+/"
#define PRINT "!#$%&()*+,-./" DIGITS ":;<=>?@" UPPER "[]^_" LOWER "{|}~"

enum { BLOCK_LIMIT = 64 * 1024 }; /* bytes of a private key */

int field_too_large(struct err *err)
{
	return err_set(err, ERR_LIMIT, "the sample grows too large");
}

static int refuse_args(struct field *field, struct err *err)
{
	return err_set(
		err, ERR_INPUT, "%s: expected no arguments", field->kind->name);
}

static int fill_uuid(struct field *field, struct err *err)
{
	char uuid[] = "hhhhhhhh-hhhh-4hhh-vhhh-hhhhhhhhhhhhh";
	size_t len = sizeof uuid - 2;

	if (field->args.text != NULL)
		return refuse_args(field, err);
	if (field->change == SAMPLE_SPOILT)
		return 1;
	for (char *digit = uuid; *digit != '\0'; digit++) {
		if (*digit == 'h')
			*digit = "0123456789abcdef"[dice_below(
				&field->dice, 16)];
		else if (*digit == 'v')
			*digit = "89ab"[dice_below(&field->dice, 4)];
	}
	len -= field->change == SAMPLE_SHORT;
	len += field->change == SAMPLE_LONG;
	if (buf_append(field->level->out, uuid, len) < 0)
		return field_too_large(err);
	return 0;
}

/* A part of the template around it: only the chosen one is filled. */
static int fill_one(struct field *field, struct err *err)
{
	struct slice rest = field->args;
	struct level *level = field->level;
	size_t count = 0;
	size_t chosen;
	int rc = field->change == SAMPLE_AS_IS ? 0 : 1;

	if (rest.text == NULL)
		return err_set(err, ERR_INPUT,
			"one: expected alternatives with | between them");
	for (; rest.text != NULL; count++)
		template_split(&rest, '|');
	chosen = dice_below(&field->dice, count);
	rest = field->args;
	for (size_t i = 0; i < count && rc == 0; i++) {
		struct slice alternative = template_split(&rest, '|');

		level->depth++;
		if (i == chosen)
			rc = filler_fill(
				field->filler, alternative, level, err);
		else
			filler_skip(field->filler, alternative);
		level->depth--;
	}
	return rc;
}

static int hex_value(char digit)
{
	if (digit >= '0' && digit <= '9')
		return digit - '0';
	if (digit >= 'a' && digit <= 'f')
		return digit - 'a' + 10;
	return -1;
}

/* The bytes that the arguments spell in hex. */
static int fill_bytes(struct field *field, struct err *err)
{
	struct slice args = field->args;

	if (field->change != SAMPLE_AS_IS)
		return 1;
	for (size_t i = 0; args.text != NULL && i + 1 < args.len; i += 2) {
		int high = hex_value(args.text[i]);
		int low = hex_value(args.text[i + 1]);

		if (high < 0 || low < 0)
			break;
		if (buf_append_byte(
			    field->level->out, (char)(high * 16 + low)) < 0)
			return field_too_large(err);
		if (i + 2 == args.len)
			return 0;
	}
	return err_set(err, ERR_INPUT, "bytes: expected pairs of hex digits");
}

static int append_escaped(struct buf *out, const struct buf *text)
{
	int rc = 0;

	for (size_t i = 0; i < text->len && rc == 0; i++) {
		if (text->data[i] == '\n')
			rc = buf_append_string(out, "\\n");
		else
			rc = buf_append_byte(out, text->data[i]);
	}
	return rc;
}

static int fill_pem_escaped(struct field *field, struct err *err)
{
	struct buf block = BUF_INIT(BLOCK_LIMIT);
	int rc = field->change == SAMPLE_AS_IS ? 0 : 1;

	if (rc == 0)
		rc = samplekey_append(&block, field->args.text, field->args.len,
			false, &field->dice, err);
	if (rc == 0 && append_escaped(field->level->out, &block) < 0)
		rc = field_too_large(err);
	buf_release(&block);
	return rc;
}

static int fill_pem(struct field *field, struct err *err)
{
	if (field->change != SAMPLE_AS_IS)
		return 1;
	return samplekey_append(field->level->out, field->args.text,
		field->args.len, false, &field->dice, err);
}

static int fill_der_base64(struct field *field, struct err *err)
{
	if (field->change != SAMPLE_AS_IS)
		return 1;
	return samplekey_append(field->level->out, field->args.text,
		field->args.len, true, &field->dice, err);
}

/* The arguments of a `jwt` without any; it expires in the year 2100. */
static const char usual_jwt[] =
	"{\"alg\"%3A\"HS256\",\"typ\"%3A\"JWT\"}:"
	"{\"sub\"%3A\"{digits:10}\",\"iat\"%3A17{digits:8},"
	"\"exp\"%3A4102444800}";

#define LETTERS(name, alphabet)                                                \
	{                                                                      \
		name, letters_fill, alphabet, NULL, false, NULL                \
	}
#define ENCODED(name, encode)                                                  \
	{                                                                      \
		name, nested_encoded, NULL, encode, true, NULL                 \
	}
#define CHECKSUM(name, fill, alphabet)                                         \
	{                                                                      \
		name, fill, alphabet, NULL, false, NULL                        \
	}
#define OTHER(name, fill)                                                      \
	{                                                                      \
		name, fill, NULL, NULL, false, NULL                            \
	}

static const struct field_kind kinds[] = {
	LETTERS("hex", DIGITS "abcdef"),
	LETTERS("HEX", DIGITS "ABCDEF"),
	LETTERS("digits", DIGITS),
	LETTERS("lower", LOWER),
	LETTERS("upper", UPPER),
	LETTERS("base32", UPPER "234567"),
	LETTERS("base36", DIGITS LOWER),
	LETTERS("BASE36", DIGITS UPPER),
	LETTERS("base58", BASE58),
	LETTERS("base62", DIGITS UPPER LOWER),
	LETTERS("base64", DIGITS UPPER LOWER "+/"),
	LETTERS("base64url", DIGITS UPPER LOWER "_-"),
	LETTERS("word", DIGITS UPPER LOWER "_"),
	LETTERS("print", PRINT),
	OTHER("set", letters_set),
	OTHER("same", letters_same),
	OTHER("uuid", fill_uuid),
	OTHER("bytes", fill_bytes),
	{ "one", fill_one, NULL, NULL, true, NULL },
	CHECKSUM("crc32-base62", checksum_base62, DIGITS UPPER LOWER),
	CHECKSUM("crc32-hex", checksum_hex, DIGITS "ABCDEF"),
	CHECKSUM("gitlab-crc32", checksum_gitlab, DIGITS LOWER),
	CHECKSUM("crc32-lower", checksum_lower, DIGITS "abcdef"),
	CHECKSUM("grafana-crc32", checksum_grafana, DIGITS "abcdef"),
	CHECKSUM("confluent-crc32", checksum_confluent, BASE64),
	OTHER("azure-key", proven_azure_key),
	OTHER("azure-ad", proven_azure_ad),
	OTHER("azure-cask", proven_azure_cask),
	OTHER("azure-cask-long", proven_azure_cask),
	OTHER("macaroon", proven_macaroon),
	OTHER("base58check", proven_base58check),
	OTHER("base58-bytes", proven_base58check),
	OTHER("crc16-base32", proven_crc16),
	OTHER("bech32", proven_bech32),
	OTHER("bitlocker", proven_bitlocker),
	OTHER("bip39", proven_bip39),
	{ "jwt", nested_jwt, NULL, NULL, true, usual_jwt },
	ENCODED("base64-of", encode_base64),
	ENCODED("base64url-of", encode_base64url),
	ENCODED("hex-of", encode_hex),
	ENCODED("percent-of", encode_percent),
	OTHER("pem", fill_pem),
	OTHER("pem-escaped", fill_pem_escaped),
	OTHER("der-base64", fill_der_base64),
};

const struct field_kind *field_kind_find(struct slice name)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		if (slice_equals(name, kinds[i].name))
			return &kinds[i];
	}
	return NULL;
}
