/*
 * drill_key.c - an access key made up on the spot, as real as it can look.
 *
 * An access key id is a kind (AKIA: of a user) and 80 bits in base 32.  Of
 * these the first is 1, 40 are the account, and the rest is random.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/hash.h"
#include "cli/drill_key.h"

enum { KIND_SIZE = 4, HEAD_DIGITS = 10, TAIL_DIGITS = 6 };

static const uint64_t account_first = 100000000000;
static const uint64_t account_count = 900000000000;

/* A stream of random numbers. */
struct stream {
	struct hash_key key;
	uint64_t drawn;
};

static uint64_t draw(struct stream *stream, uint64_t limit)
{
	stream->drawn++;
	return hash_keyed(&stream->key, &stream->drawn, sizeof(stream->drawn)) %
	       limit;
}

static void write_base32(char *to, size_t digits, uint64_t value)
{
	static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

	while (digits > 0) {
		to[--digits] = alphabet[value % 32];
		value /= 32;
	}
}

/* The kind in two pieces: this file is no place for a whole one either. */
static void draw_id(char *id, struct stream *stream)
{
	uint64_t account = account_first + draw(stream, account_count);
	uint64_t first = (uint64_t)1 << 47 | account << 7;

	memcpy(id, "AK", 2);
	memcpy(id + 2, "IA", 2);
	/* 48 bits and two random ones more are ten digits. */
	write_base32(id + KIND_SIZE, HEAD_DIGITS,
		(first | draw(stream, 128)) << 2 | draw(stream, 4));
	write_base32(id + KIND_SIZE + HEAD_DIGITS, TAIL_DIGITS,
		draw(stream, (uint64_t)1 << 30));
	id[DRILL_ID_SIZE] = '\0';
}

static void draw_secret(char *secret, struct stream *stream)
{
	static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				       "abcdefghijklmnopqrstuvwxyz"
				       "0123456789+/";

	for (size_t i = 0; i < DRILL_SECRET_SIZE; i++)
		secret[i] = alphabet[draw(stream, sizeof(alphabet) - 1)];
	secret[DRILL_SECRET_SIZE] = '\0';
}

static bool has_one_of(const char *text, const char *bytes)
{
	return text[strcspn(text, bytes)] != '\0';
}

/* The one secret in a hundred without a digit would be a poor exercise. */
static bool looks_usual(const struct drill_key *key)
{
	return has_one_of(key->id + KIND_SIZE, "234567") &&
	       has_one_of(key->secret, "0123456789") &&
	       has_one_of(key->secret, "abcdefghijklmnopqrstuvwxyz") &&
	       has_one_of(key->secret, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
}

void drill_key_draw(struct drill_key *key)
{
	struct stream stream = { .drawn = 0 };

	hash_key_random(&stream.key);
	do {
		draw_id(key->id, &stream);
		draw_secret(key->secret, &stream);
	} while (!looks_usual(key));
}
