/*
 * token.h - a token of a template's field that is written in full, with the
 * proof it carries, and then appended with the change that is asked for.
 */
#ifndef KAGIBAN_TOKEN_H
#define KAGIBAN_TOKEN_H

#include <stdbool.h>
#include <stddef.h>

struct dice;
struct err;
struct field;

#define TOKEN_UPPER "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define TOKEN_LOWER "abcdefghijklmnopqrstuvwxyz"
#define TOKEN_DIGITS "0123456789"

extern const char token_base62[]; /* digits first */

enum { TOKEN_MAX = 512 /* characters */ };

struct token {
	char text[TOKEN_MAX];
	size_t len;
	const char *alphabet;
	bool at_front; /* where it may be changed: there or at its end */
	bool spoils; /* with one character changed the proof fails */
};

void token_add_char(struct token *token, char character);
void token_add(struct token *token, const char *text, size_t len);

/* Adds COUNT characters of ALPHABET at random. */
void token_draw(struct token *token, struct dice *dice, const char *alphabet,
	size_t count);

/* Adds LEN bytes as base64 of these 64 DIGITS, without padding. */
void token_add_base64(struct token *token, const unsigned char *bytes,
	size_t len, const char *digits);

/*
 * Appends TOKEN, which leaves room for one character more, to what FIELD
 * fills.  Returns as field_kind.fill does.
 */
int token_finish(struct field *field, struct token *token, struct err *err);

/* Says that the field's arguments are wrong, and returns ERR_INPUT. */
int token_refuse(const struct field *field, struct err *err);

#endif
