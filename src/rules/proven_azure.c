/*
 * proven_azure.c - the fields that are keys of Azure; engine/azure_key.h says
 * how they are made.
 */
#include <string.h>

#include "base/err.h"
#include "engine/azure_key.h"
#include "rules/field.h"
#include "rules/token.h"

static const char base64_digits[] = TOKEN_UPPER TOKEN_LOWER TOKEN_DIGITS "+/";

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
	static const char url[] = TOKEN_UPPER TOKEN_LOWER TOKEN_DIGITS "-_";
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
	token_add_base64(
		token, bytes, kind->bytes, for_url ? url : base64_digits);
	token_add(token, "==", (3 - kind->bytes % 3) % 3);
}

int proven_azure_key(struct field *field, struct err *err)
{
	const struct azure_kind *kind =
		azure_kind_find(field->args.text, field->args.len);
	struct token token = { .alphabet = token_base62, .at_front = true };

	if (kind == NULL)
		return token_refuse(field, err);
	token.spoils = kind->seen;
	do
		draw_azure(kind, &field->dice, &token);
	while (!azure_is_usual(kind, &token));
	return token_finish(field, &token, err);
}

int proven_azure_ad(struct field *field, struct err *err)
{
	static const char alphabet[] =
		TOKEN_DIGITS TOKEN_UPPER TOKEN_LOWER "_.~-";
	struct token token = { .alphabet = token_base62, .spoils = true };
	char digits[AZURE_AD_DIGITS];

	token_draw(&token, &field->dice, token_base62, 3);
	token_add(&token, "8Q~", 3);
	token_draw(&token, &field->dice, alphabet, 31);
	azure_ad_digits(token.text, digits);
	token_add(&token, digits, sizeof digits);
	return token_finish(field, &token, err);
}

/* `azure-cask:PROVIDER`, `azure-cask-long:PROVIDER`, of eight characters. */
int proven_azure_cask(struct field *field, struct err *err)
{
	bool is_long = strcmp(field->kind->name, "azure-cask-long") == 0;
	struct token token = {
		.alphabet = token_base62, .at_front = true, .spoils = true
	};
	unsigned char bytes[60] = { 0 };
	char digits[AZURE_CASK_DIGITS];

	if (field->args.len != 8)
		return token_refuse(field, err);
	token_draw(&token, &field->dice, token_base62, 52);
	token_add(&token, "JQQJ99", 6);
	token_draw(&token, &field->dice, "BCD", 1);
	token_draw(&token, &field->dice, "ABCDEFGHIJKL", 1);
	token_draw(&token, &field->dice, token_base62, 12);
	token_add(&token, field->args.text, 8);
	set_digits(bytes, 0, token.text, 80);
	azure_cask_digits(bytes, digits);
	token_add(&token, digits, is_long ? 6 : 4);
	if (is_long)
		token_add(&token, "==", 2);
	return token_finish(field, &token, err);
}
