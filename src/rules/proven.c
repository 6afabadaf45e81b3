/*
 * proven.c - the fields that are a whole token with the proof it carries.
 *
 * A token is written into a small array and then appended with the change
 * that is asked for.
 */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/err.h"
#include "engine/azure_key.h"
#include "engine/bip39.h"
#include "rules/field.h"

#define UPPER "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define LOWER "abcdefghijklmnopqrstuvwxyz"
#define DIGITS "0123456789"

static const char base64_digits[] = UPPER LOWER DIGITS "+/";
static const char base62_digits[] = DIGITS UPPER LOWER;

enum {
	TOKEN_MAX = 512, /* characters */
	BYTES_MAX = 96, /* of what is encoded */
};

struct token {
	char text[TOKEN_MAX];
	size_t len;
	const char *alphabet;
	bool at_front; /* where it may be changed: there or at its end */
	bool spoils; /* with one character changed the proof fails */
};

static void add_char(struct token *token, char character)
{
	if (token->len + 1 < TOKEN_MAX)
		token->text[token->len++] = character;
}

static void add_text(struct token *token, const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		add_char(token, text[i]);
}

static void add_drawn(struct token *token, struct dice *dice,
	const char *alphabet, size_t count)
{
	size_t base = strlen(alphabet);

	for (size_t i = 0; i < count; i++)
		add_char(token, alphabet[dice_below(dice, base)]);
}

/* Another character of the alphabet than OLD. */
static char another(struct field *field, const struct token *token, char old)
{
	size_t base = strlen(token->alphabet);
	char drawn;

	do
		drawn = token->alphabet[dice_below(&field->dice, base)];
	while (drawn == old);
	return drawn;
}

static void change_front(struct field *field, struct token *token)
{
	if (field->change == SAMPLE_SPOILT) {
		token->text[0] = another(field, token, token->text[0]);
	} else if (field->change == SAMPLE_SHORT) {
		memmove(token->text, token->text + 1, --token->len);
	} else {
		memmove(token->text + 1, token->text, token->len++);
		token->text[0] = another(field, token, '\0');
	}
}

/* The last character may hold bits that say nothing. */
static void change_end(struct field *field, struct token *token)
{
	if (field->change == SAMPLE_SPOILT)
		token->text[token->len - 2] =
			another(field, token, token->text[token->len - 2]);
	else if (field->change == SAMPLE_SHORT)
		token->len--;
	else
		add_char(token, another(field, token, '\0'));
}

/* Appends TOKEN, which leaves room for one character more. */
static int finish(struct field *field, struct token *token, struct err *err)
{
	if (field->change == SAMPLE_SPOILT && !token->spoils)
		return 1;
	if (field->change != SAMPLE_AS_IS) {
		if (token->at_front)
			change_front(field, token);
		else
			change_end(field, token);
	}
	if (buf_append(field->level->out, token->text, token->len) < 0)
		return field_too_large(err);
	return 0;
}

static int refuse(const struct field *field, struct err *err)
{
	return err_set(err, ERR_INPUT,
		"%s: expected the arguments of which docs/RULES.md tells",
		field->kind->name);
}

/* ---- Azure ---- */

/* Appends bytes as base64 without padding. */
static void add_base64(struct token *token, const unsigned char *bytes,
	size_t len, const char *digits)
{
	uint32_t bits = 0;
	unsigned count = 0;

	for (size_t i = 0; i < len; i++) {
		bits = bits << 8 | bytes[i];
		for (count += 8; count >= 6; count -= 6)
			add_char(token, digits[bits >> (count - 6) & 63]);
	}
	if (count > 0)
		add_char(token, digits[bits << (6 - count) & 63]);
}

/* Overwrites the bits that the characters of TEXT mean at PLACE. */
static void set_digits(
	unsigned char *bytes, size_t place, const char *text, size_t len)
{
	for (size_t i = 0; i < 6 * len; i++) {
		size_t at = 6 * place + i;
		const char *digit = strchr(base64_digits, text[i / 6]);
		unsigned value =
			digit == NULL ? 0 : (unsigned)(digit - base64_digits);
		unsigned mask = 0x80U >> at % 8;

		bytes[at / 8] = (unsigned char)(bytes[at / 8] & ~mask);
		if ((value >> (5 - i % 6) & 1) != 0)
			bytes[at / 8] = (unsigned char)(bytes[at / 8] | mask);
	}
}

/* Between the signature and the checksum all bits are 0. */
static void clear_bits(unsigned char *bytes, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		bytes[i / 8] =
			(unsigned char)(bytes[i / 8] & ~(0x80U >> i % 8));
}

/*
 * Some kinds have letters and digits alone; of Redis keys those that have no
 * other prove nothing (see check_azure_key()).
 */
static bool azure_is_usual(
	const struct azure_kind *kind, const struct token *token)
{
	size_t others = 0;

	for (size_t i = 1; i < token->len; i++)
		others += token->text[i] == '+' || token->text[i] == '/';
	if (strcmp(kind->signature, "AzSe") == 0)
		return others == 0 && strchr("+/", token->text[0]) == NULL;
	return strcmp(kind->signature, "AzCa") != 0 || others > 0;
}

static void draw_azure(
	const struct azure_kind *kind, struct dice *dice, struct token *token)
{
	static const char url[] = UPPER LOWER DIGITS "-_";
	bool for_url = strcmp(kind->signature, "AzFu") == 0;
	unsigned char bytes[AZURE_KEY_BYTES];
	size_t index = dice_below(dice, strlen(kind->seeds) / AZURE_SEED_LEN);
	uint32_t sum;

	dice_fill(dice, bytes, kind->bytes);
	set_digits(bytes, kind->place, kind->signature, 4);
	clear_bits(bytes, 6 * kind->place + 24, 8 * (kind->bytes - 4));
	sum = azure_checksum(kind, index, bytes);
	for (size_t i = 0; i < 4; i++)
		bytes[kind->bytes - 4 + i] = (unsigned char)(sum >> 8 * i);
	token->len = 0;
	add_base64(token, bytes, kind->bytes, for_url ? url : base64_digits);
	add_text(token, "==", (3 - kind->bytes % 3) % 3);
}

int proven_azure_key(struct field *field, struct err *err)
{
	const struct azure_kind *kind =
		azure_kind_find(field->args.text, field->args.len);
	struct token token = { .alphabet = base62_digits, .at_front = true };

	if (kind == NULL)
		return refuse(field, err);
	token.spoils = kind->seen;
	do
		draw_azure(kind, &field->dice, &token);
	while (!azure_is_usual(kind, &token));
	return finish(field, &token, err);
}

int proven_azure_ad(struct field *field, struct err *err)
{
	static const char alphabet[] = DIGITS UPPER LOWER "_.~-";
	struct token token = { .alphabet = base62_digits, .spoils = true };
	char digits[AZURE_AD_DIGITS];

	add_drawn(&token, &field->dice, base62_digits, 3);
	add_text(&token, "8Q~", 3);
	add_drawn(&token, &field->dice, alphabet, 31);
	azure_ad_digits(token.text, digits);
	add_text(&token, digits, sizeof digits);
	return finish(field, &token, err);
}

/* `azure-cask:PROVIDER`, `azure-cask-long:PROVIDER`, of eight characters. */
int proven_azure_cask(struct field *field, struct err *err)
{
	bool is_long = strcmp(field->kind->name, "azure-cask-long") == 0;
	struct token token = {
		.alphabet = base62_digits, .at_front = true, .spoils = true
	};
	unsigned char bytes[60] = { 0 };
	char digits[AZURE_CASK_DIGITS];

	if (field->args.len != 8)
		return refuse(field, err);
	add_drawn(&token, &field->dice, base62_digits, 52);
	add_text(&token, "JQQJ99", 6);
	add_drawn(&token, &field->dice, "BCD", 1);
	add_drawn(&token, &field->dice, "ABCDEFGHIJKL", 1);
	add_drawn(&token, &field->dice, base62_digits, 12);
	add_text(&token, field->args.text, 8);
	set_digits(bytes, 0, token.text, 80);
	azure_cask_digits(bytes, digits);
	add_text(&token, digits, is_long ? 6 : 4);
	if (is_long)
		add_text(&token, "==", 2);
	return finish(field, &token, err);
}

/* ---- macaroons ---- */

/* Its second binary form, without what stands before its base64. */
int proven_macaroon(struct field *field, struct err *err)
{
	static const char url[] = UPPER LOWER DIGITS "-_";
	struct token bytes = { .len = 0 };
	struct token token = { .alphabet = base62_digits };
	unsigned char signature[32];
	size_t caveat = 20 + dice_below(&field->dice, 20);

	if (field->args.len == 0 || field->args.len > 60)
		return refuse(field, err);
	add_text(&bytes, "\2\1", 2);
	add_char(&bytes, (char)field->args.len);
	add_text(&bytes, field->args.text, field->args.len);
	add_text(&bytes, "\2\20", 2);
	dice_fill(&field->dice, signature, sizeof signature);
	add_text(&bytes, (const char *)signature, 16);
	add_text(&bytes, "\0\2", 2);
	add_char(&bytes, (char)caveat);
	add_drawn(&bytes, &field->dice, base62_digits, caveat);
	dice_fill(&field->dice, signature, sizeof signature);
	add_text(&bytes, "\0\0\6\40", 4);
	add_text(&bytes, (const char *)signature, sizeof signature);
	add_base64(&token, (const unsigned char *)bytes.text, bytes.len, url);
	return finish(field, &token, err);
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
		add_char(token, base58[0]);
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
		add_char(token, digits[--len]);
}

/* `base58check:HEX:N`; `base58-bytes:HEX:N` is the same without checksum */
int proven_base58check(struct field *field, struct err *err)
{
	struct token token = { .alphabet = "23456789ABCDEFGH" };
	unsigned char digest[SHA256_SIZE];
	struct payload payload;
	struct slice beginning;

	if (!draw_payload(field, &beginning, &payload))
		return refuse(field, err);
	token.spoils = strcmp(field->kind->name, "base58check") == 0;
	if (token.spoils) {
		digest_sha256(payload.bytes, payload.len, digest);
		digest_sha256(digest, sizeof digest, digest);
		memcpy(payload.bytes + payload.len, digest, 4);
		payload.len += 4;
	}
	add_base58(&token, &payload);
	return finish(field, &token, err);
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
			add_char(token, digits[bits >> (count - 5) & 31]);
	}
	if (count > 0)
		add_char(token, digits[bits << (5 - count) & 31]);
}

/* `crc16-base32:HEX:N` */
int proven_crc16(struct field *field, struct err *err)
{
	static const char base32[] = UPPER "234567";
	struct token token = { .alphabet = base32, .spoils = true };
	struct payload payload;
	struct slice beginning;
	unsigned sum;

	if (!draw_payload(field, &beginning, &payload))
		return refuse(field, err);
	sum = digest_crc16(payload.bytes, payload.len);
	payload.bytes[payload.len++] = (unsigned char)sum;
	payload.bytes[payload.len++] = (unsigned char)(sum >> 8);
	add_base32(&token, &payload, base32);
	return finish(field, &token, err);
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
		add_char(token, digits[sum >> (25 - 5 * i) & 31]);
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
		return refuse(field, err);
	token.alphabet = prefix.text[0] >= 'a' ? lower : upper;
	add_text(&token, prefix.text, prefix.len);
	add_char(&token, '1');
	add_base32(&token, &payload, token.alphabet);
	add_bech32_sum(&token, prefix, token.alphabet);
	return finish(field, &token, err);
}

/* ---- digits ---- */

/* Eight groups of six digits, each a 16-bit number times 11. */
int proven_bitlocker(struct field *field, struct err *err)
{
	struct token token = { .alphabet = DIGITS, .spoils = true };

	for (size_t i = 0; i < 8; i++) {
		unsigned group = (unsigned)dice_below(&field->dice, 65536) * 11;

		if (i > 0)
			add_char(&token, '-');
		for (unsigned place = 100000; place > 0; place /= 10)
			add_char(&token, DIGITS[group / place % 10]);
	}
	return finish(field, &token, err);
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
		return refuse(field, err);
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
