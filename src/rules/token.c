/*
 * token.c - a token that is written in full before it is changed.
 */
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "rules/field.h"
#include "rules/token.h"

const char token_base62[] = TOKEN_DIGITS TOKEN_UPPER TOKEN_LOWER;

void token_add_char(struct token *token, char character)
{
	if (token->len + 1 < TOKEN_MAX)
		token->text[token->len++] = character;
}

void token_add(struct token *token, const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		token_add_char(token, text[i]);
}

void token_draw(struct token *token, struct dice *dice, const char *alphabet,
	size_t count)
{
	size_t base = strlen(alphabet);

	for (size_t i = 0; i < count; i++)
		token_add_char(token, alphabet[dice_below(dice, base)]);
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
		token_add_char(token, another(field, token, '\0'));
}

int token_finish(struct field *field, struct token *token, struct err *err)
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

int token_refuse(const struct field *field, struct err *err)
{
	return err_set(err, ERR_INPUT,
		"%s: expected its arguments, as docs/RULES.md lists them",
		field->kind->name);
}

void token_add_base64(struct token *token, const unsigned char *bytes,
	size_t len, const char *digits)
{
	uint32_t bits = 0;
	unsigned count = 0;

	for (size_t i = 0; i < len; i++) {
		bits = bits << 8 | bytes[i];
		for (count += 8; count >= 6; count -= 6)
			token_add_char(token, digits[bits >> (count - 6) & 63]);
	}
	if (count > 0)
		token_add_char(token, digits[bits << (6 - count) & 63]);
}
