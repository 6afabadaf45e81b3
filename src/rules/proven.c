/*
 * proven.c - the fields that are a whole token with the proof it carries;
 * those of Azure are in proven_azure.c.
 */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/err.h"
#include "engine/bip39.h"
#include "rules/field.h"
#include "rules/token.h"

enum { BYTES_MAX = 96 /* of what is encoded */ };

/* ---- macaroons ---- */

/* Its second binary form, without what stands before its base64. */
int proven_macaroon(struct field *field, struct err *err)
{
	static const char url[] = TOKEN_UPPER TOKEN_LOWER TOKEN_DIGITS "-_";
	struct token bytes = { .len = 0 };
	struct token token = { .alphabet = token_base62 };
	unsigned char signature[32];
	size_t caveat = 20 + dice_below(&field->dice, 20);

	if (field->args.len == 0 || field->args.len > 60)
		return token_refuse(field, err);
	token_add(&bytes, "\2\1", 2);
	token_add_char(&bytes, (char)field->args.len);
	token_add(&bytes, field->args.text, field->args.len);
	token_add(&bytes, "\2\20", 2);
	dice_fill(&field->dice, signature, sizeof signature);
	token_add(&bytes, (const char *)signature, 16);
	token_add(&bytes, "\0\2", 2);
	token_add_char(&bytes, (char)caveat);
	token_draw(&bytes, &field->dice, token_base62, caveat);
	dice_fill(&field->dice, signature, sizeof signature);
	token_add(&bytes, "\0\0\6\40", 4);
	token_add(&bytes, (const char *)signature, sizeof signature);
	token_add_base64(
		&token, (const unsigned char *)bytes.text, bytes.len, url);
	return token_finish(field, &token, err);
}

/* ---- a beginning, random bytes, a checksum ---- */

struct payload {
	unsigned char bytes[BYTES_MAX];
	size_t len;
};

static bool read_hex(struct slice hex, struct payload *payload)
{
	static const char digits[] = "0123456789abcdef";

	if (hex.len % 2 != 0 || hex.len > BYTES_MAX / 2)
		return false;
	for (size_t i = 0; i < hex.len; i++) {
		const char *digit = memchr(digits, hex.text[i], 16);

		if (digit == NULL)
			return false;
		payload->bytes[i / 2] =
			(unsigned char)(payload->bytes[i / 2] << 4 |
					(digit - digits));
	}
	payload->len = hex.len / 2;
	return true;
}

/* Reads `BEGINNING:N` and draws so many bytes. */
static bool draw_payload(
	struct field *field, struct slice *beginning, struct payload *payload)
{
	struct slice count = field->args;
	size_t number = 0;

	*payload = (struct payload){ .len = 0 };
	if (count.text == NULL)
		return false;
	*beginning = template_split(&count, ':');
	if (count.text == NULL || count.len == 0 || count.len > 2)
		return false;
	for (size_t i = 0; i < count.len; i++)
		number = number * 10 + (size_t)(count.text[i] - '0');
	if (number == 0 || number > BYTES_MAX - 8)
		return false;
	if (strcmp(field->kind->name, "bech32") != 0 &&
		!read_hex(*beginning, payload))
		return false;
	if (payload->len + number > BYTES_MAX - 4)
		return false;
	dice_fill(&field->dice, payload->bytes + payload->len, number);
	payload->len += number;
	return true;
}

/* Writes the number that the bytes are in base 58. */
static void add_base58(struct token *token, struct payload *payload)
{
	static const char base58[] = "123456789ABCDEFGHJKLMNPQRSTUVWXYZ"
				     "abcdefghijkmnopqrstuvwxyz";
	char digits[2 * BYTES_MAX];
	size_t len = 0;
	bool left = true;

	for (size_t i = 0; i < payload->len && payload->bytes[i] == 0; i++)
		token_add_char(token, base58[0]);
	while (left) {
		unsigned rest = 0;

		left = false;
		for (size_t i = 0; i < payload->len; i++) {
			unsigned value = rest << 8 | payload->bytes[i];

			payload->bytes[i] = (unsigned char)(value / 58);
			rest = value % 58;
			left |= payload->bytes[i] != 0;
		}
		digits[len++] = base58[rest];
	}
	while (len > 0)
		token_add_char(token, digits[--len]);
}

/* `base58check:HEX:N`; `base58-bytes:HEX:N` is the same without checksum */
int proven_base58check(struct field *field, struct err *err)
{
	struct token token = { .alphabet = "23456789ABCDEFGH" };
	unsigned char digest[SHA256_SIZE];
	struct payload payload;
	struct slice beginning;

	if (!draw_payload(field, &beginning, &payload))
		return token_refuse(field, err);
	token.spoils = strcmp(field->kind->name, "base58check") == 0;
	if (token.spoils) {
		digest_sha256(payload.bytes, payload.len, digest);
		digest_sha256(digest, sizeof digest, digest);
		memcpy(payload.bytes + payload.len, digest, 4);
		payload.len += 4;
	}
	add_base58(&token, &payload);
	return token_finish(field, &token, err);
}

/* Appends bytes in digits of 5 bits. */
static void add_base32(
	struct token *token, const struct payload *payload, const char *digits)
{
	uint32_t bits = 0;
	unsigned count = 0;

	for (size_t i = 0; i < payload->len; i++) {
		bits = bits << 8 | payload->bytes[i];
		for (count += 8; count >= 5; count -= 5)
			token_add_char(token, digits[bits >> (count - 5) & 31]);
	}
	if (count > 0)
		token_add_char(token, digits[bits << (5 - count) & 31]);
}

/* `crc16-base32:HEX:N` */
int proven_crc16(struct field *field, struct err *err)
{
	static const char base32[] = TOKEN_UPPER "234567";
	struct token token = { .alphabet = base32, .spoils = true };
	struct payload payload;
	struct slice beginning;
	unsigned sum;

	if (!draw_payload(field, &beginning, &payload))
		return token_refuse(field, err);
	sum = digest_crc16(payload.bytes, payload.len);
	payload.bytes[payload.len++] = (unsigned char)sum;
	payload.bytes[payload.len++] = (unsigned char)(sum >> 8);
	add_base32(&token, &payload, base32);
	return token_finish(field, &token, err);
}

/* Appends the six digits that make the remainder 1. */
static void add_bech32_sum(
	struct token *token, struct slice prefix, const char *digits)
{
	unsigned char values[TOKEN_MAX] = { 0 };
	size_t start = prefix.len + 1;
	size_t count = token->len - start;
	uint32_t sum;

	for (size_t i = 0; i < count; i++)
		values[i] =
			(unsigned char)(strchr(digits, token->text[start + i]) -
					digits);
	sum = digest_bech32(prefix.text, prefix.len, values, count + 6) ^ 1;
	for (unsigned i = 0; i < 6; i++)
		token_add_char(token, digits[sum >> (25 - 5 * i) & 31]);
}

/* `bech32:PREFIX:N`, in the case of the prefix */
int proven_bech32(struct field *field, struct err *err)
{
	static const char lower[] = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
	static const char upper[] = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L";
	struct token token = { .spoils = true };
	struct payload payload;
	struct slice prefix;

	if (!draw_payload(field, &prefix, &payload) || prefix.len == 0)
		return token_refuse(field, err);
	token.alphabet = prefix.text[0] >= 'a' ? lower : upper;
	token_add(&token, prefix.text, prefix.len);
	token_add_char(&token, '1');
	add_base32(&token, &payload, token.alphabet);
	add_bech32_sum(&token, prefix, token.alphabet);
	return token_finish(field, &token, err);
}

/* ---- digits ---- */

/* Eight groups of six digits, each a 16-bit number times 11. */
int proven_bitlocker(struct field *field, struct err *err)
{
	struct token token = { .alphabet = TOKEN_DIGITS, .spoils = true };

	for (size_t i = 0; i < 8; i++) {
		unsigned group = (unsigned)dice_below(&field->dice, 65536) * 11;

		if (i > 0)
			token_add_char(&token, '-');
		for (unsigned place = 100000; place > 0; place /= 10)
			token_add_char(
				&token, TOKEN_DIGITS[group / place % 10]);
	}
	return token_finish(field, &token, err);
}

/* ---- words ---- */

/* Reads `N`, a number of words that there is; 0 if it is none. */
static size_t read_words(const struct field *field)
{
	size_t number = 0;

	for (size_t i = 0; i < field->args.len && number < 100; i++)
		number = number * 10 + (size_t)(field->args.text[i] - '0');
	return number >= 12 && number <= 24 && number % 3 == 0 ? number : 0;
}

/* `bip39:N`; of a spoilt one the last bit of the checksum is wrong. */
int proven_bip39(struct field *field, struct err *err)
{
	unsigned char entropy[BIP39_BYTES];
	unsigned numbers[BIP39_WORDS + 1] = { 0 };
	size_t count = read_words(field);
	int rc = 0;

	if (count == 0)
		return token_refuse(field, err);
	dice_fill(&field->dice, entropy, sizeof entropy);
	bip39_make(entropy, count, numbers);
	numbers[count - 1] ^= field->change == SAMPLE_SPOILT;
	count -= field->change == SAMPLE_SHORT;
	count += field->change == SAMPLE_LONG;
	for (size_t i = 0; i < count && rc == 0; i++) {
		if (i > 0)
			rc = buf_append_byte(field->level->out, ' ');
		if (rc == 0)
			rc = buf_append_string(
				field->level->out, bip39_word(numbers[i]));
	}
	return rc < 0 ? field_too_large(err) : 0;
}
