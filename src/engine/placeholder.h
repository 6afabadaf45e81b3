/*
 * placeholder.h - values that stand for a secret and are none.
 */
#ifndef KAGIBAN_PLACEHOLDER_H
#define KAGIBAN_PLACEHOLDER_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Whether the random part of a token is evidently made up: one character or
 * a short period repeated, a run through the alphabet, digits or keyboard,
 * hardly any different characters, or a word such as EXAMPLE in it.  For
 * values whose form is already proven; a random one passes with a chance of
 * error below one in ten thousand.
 */
bool placeholder_is_filler(const char *value, size_t len);

/*
 * Whether a value names where the secret is instead of being it: ${X}, $X,
 * %X%, {{ x }}, <x>, process.env.X, os.environ, getenv(), var.x, !Ref, op://,
 * vault:, arn:aws:, a call, a path, a URL without a password.
 */
bool placeholder_is_reference(const char *value, size_t len);

/*
 * Whether it is one of the passwords that many people choose, regular as it
 * is: digits from 1 on, alone or beside a word or two letters (root123456,
 * Aa123456, 12345678a), a walk over the keyboard (qwerty123, 1qaz2wsx).
 */
bool placeholder_is_common(const char *value, size_t len);

/*
 * Whether a value of any kind is a placeholder: a filler, a mask (****, ...),
 * a constant (true, null, none), or words such as "your", "change me",
 * "placeholder", "example".
 */
bool placeholder_is(const char *value, size_t len);

#endif
