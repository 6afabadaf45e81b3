/*
 * unit.h - what each unit test includes: cmocka with its needs, and checks
 * that count failures instead of ending the test, so that a table of cases
 * shows all that fail.
 *
 *     static void test_thing(void **state)
 *     {
 *             size_t failures = 0;
 *
 *             for (i = 0; i < COUNT(cases); i++)
 *                     failures += differs_int(cases[i].name, thing(...), ...);
 *             assert_int_equal(failures, 0);
 *     }
 */
#ifndef KAGIBAN_UNIT_H
#define KAGIBAN_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* A string constant with NUL bytes in it, as two arguments. */
#define BYTES(text) (text), sizeof(text) - 1

/* Each returns 0, or 1 after showing what NAME got and wanted. */

static inline size_t differs_int(
	const char *name, long long got, long long want)
{
	if (got == want)
		return 0;
	print_error("%s: got %lld, want %lld\n", name, got, want);
	return 1;
}

static inline size_t differs_hex(const char *name, uint64_t got, uint64_t want)
{
	if (got == want)
		return 0;
	print_error("%s: got %016llx, want %016llx\n", name,
		(unsigned long long)got, (unsigned long long)want);
	return 1;
}

static inline void print_bytes(const char *label, const char *text, size_t len)
{
	print_error("  %s (%zu): ", label, len);
	for (size_t i = 0; i < len; i++) {
		unsigned char byte = (unsigned char)text[i];

		if (byte >= ' ' && byte <= '~')
			print_error("%c", byte);
		else
			print_error("<%02x>", byte);
	}
	print_error("\n");
}

static inline size_t differs_bytes(const char *name, const char *got,
	size_t got_len, const char *want, size_t want_len)
{
	if (got_len == want_len &&
		(want_len == 0 || memcmp(got, want, want_len) == 0))
		return 0;
	print_error("%s:\n", name);
	print_bytes("got", got, got_len);
	print_bytes("want", want, want_len);
	return 1;
}

static inline size_t differs_string(
	const char *name, const char *got, const char *want)
{
	if (got == NULL || want == NULL) {
		if (got == want)
			return 0;
		print_error("%s: got %s, want %s\n", name,
			got == NULL ? "NULL" : got,
			want == NULL ? "NULL" : want);
		return 1;
	}
	return differs_bytes(name, got, strlen(got), want, strlen(want));
}

/* Numbers that are the same in each run: xorshift64*. */
static inline uint64_t next_random(uint64_t *state)
{
	*state ^= *state >> 12;
	*state ^= *state << 25;
	*state ^= *state >> 27;
	return *state * 0x2545F4914F6CDD1DU;
}

#endif
