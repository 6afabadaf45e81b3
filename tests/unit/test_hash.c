/*
 * test_hash.c - the published vectors, and what the line hash promises.
 */
#include "unit.h"

#include <stdlib.h>

#include "base/hash.h"

static void to_hex(const unsigned char digest[SHA1_SIZE], char hex[41])
{
	for (size_t i = 0; i < SHA1_SIZE; i++)
		(void)snprintf(hex + 2 * i, 3, "%02x", digest[i]);
}

/* FIPS 180 examples; the last two are git's ids of an empty and a small blob. */
static const struct {
	const char *text;
	size_t len;
	const char *digest;
} sha1_cases[] = {
	{ BYTES(""), "da39a3ee5e6b4b0d3255bfef95601890afd80709" },
	{ BYTES("abc"), "a9993e364706816aba3e25717850c26c9cd0d89d" },
	{ BYTES("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
		"84983e441c3bd26ebaae4aa1f95129e5e54670f1" },
	{ BYTES("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
		"hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu"),
		"a49b2446a02c645bf419f995b67091253a04a259" },
	{ BYTES("blob 0\0"), "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391" },
	{ BYTES("blob 6\0hello\n"),
		"ce013625030ba8dba906f756967f9e9ca394464a" },
};

static void test_sha1(void **state)
{
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(sha1_cases); i++) {
		unsigned char digest[SHA1_SIZE];
		struct sha1 sha1;
		char hex[41];

		sha1_init(&sha1);
		sha1_update(&sha1, sha1_cases[i].text, sha1_cases[i].len);
		sha1_final(&sha1, digest);
		to_hex(digest, hex);
		failures += differs_string(
			sha1_cases[i].text, hex, sha1_cases[i].digest);
	}
	assert_int_equal(failures, 0);
}

/* A million times "a" (FIPS 180), in pieces of every size. */
static void test_sha1_pieces(void **state)
{
	static const size_t sizes[] = { 1, 3, 55, 56, 63, 64, 65, 127, 1000,
		1000000 };
	char *text = malloc(1000000);
	size_t failures = 0;

	(void)state;
	assert_non_null(text);
	memset(text, 'a', 1000000);
	for (size_t i = 0; i < COUNT(sizes); i++) {
		unsigned char digest[SHA1_SIZE];
		struct sha1 sha1;
		char hex[41];

		sha1_init(&sha1);
		for (size_t at = 0; at < 1000000; at += sizes[i])
			sha1_update(&sha1, text,
				1000000 - at < sizes[i] ? 1000000 - at
							: sizes[i]);
		sha1_final(&sha1, digest);
		to_hex(digest, hex);
		failures += differs_string("a million times a", hex,
			"34aa973cd4c4daa4f61eeb2bdbad27316534016f");
	}
	free(text);
	assert_int_equal(failures, 0);
}

/* From the reference implementation: key 00..0f, data 00 01 02 ... */
static const struct {
	const char *name;
	size_t len;
	uint64_t hash;
} sip_cases[] = {
	{ "0 bytes", 0, 0x726fdb47dd0e0e31 },
	{ "1 byte", 1, 0x74f839c593dc67fd },
	{ "2 bytes", 2, 0x0d6c8009d9a94f5a },
	{ "3 bytes", 3, 0x85676696d7fb7e2d },
	{ "4 bytes", 4, 0xcf2794e0277187b7 },
	{ "5 bytes", 5, 0x18765564cd99a68d },
	{ "6 bytes", 6, 0xcbc9466e58fee3ce },
	{ "7 bytes", 7, 0xab0200f58b01d137 },
	{ "8 bytes", 8, 0x93f5f5799a932462 },
	{ "15 bytes, as in the paper", 15, 0xa129ca6149be45e5 },
	{ "63 bytes", 63, 0x958a324ceb064572 },
};

static void test_siphash(void **state)
{
	static const struct hash_key key = { { 0x0706050403020100,
		0x0f0e0d0c0b0a0908 } };
	unsigned char data[64];
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(data); i++)
		data[i] = (unsigned char)i;
	for (size_t i = 0; i < COUNT(sip_cases); i++)
		failures += differs_hex(sip_cases[i].name,
			hash_keyed(&key, data, sip_cases[i].len),
			sip_cases[i].hash);
	assert_int_equal(failures, 0);
}

static void test_random_key(void **state)
{
	struct hash_key first = { { 0, 0 } };
	struct hash_key second = { { 0, 0 } };

	(void)state;
	hash_key_random(&first);
	hash_key_random(&second);
	assert_memory_not_equal(&first, &second, sizeof(first));
}

static void test_crc32(void **state)
{
	static const struct {
		const char *text;
		size_t len;
		uint32_t crc;
	} cases[] = {
		{ BYTES(""), 0 },
		{ BYTES("123456789"), 0xcbf43926 },
		{ BYTES("a"), 0xe8b7be43 },
		{ BYTES("\0\0\0\0"), 0x2144df1c },
		{ BYTES("\xff\xff\xff\xff"), 0xffffffff },
		{ BYTES("The quick brown fox jumps over the lazy dog"),
			0x414fa339 },
	};
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		failures += differs_hex(cases[i].text,
			hash_crc32(cases[i].text, cases[i].len), cases[i].crc);
	assert_int_equal(failures, 0);
}

static int compare_hashes(const void *a, const void *b)
{
	const uint64_t *first = a;
	const uint64_t *second = b;

	return (*first > *second) - (*first < *second);
}

static size_t equal_pairs(uint64_t *hashes, size_t count)
{
	size_t pairs = 0;

	qsort(hashes, count, sizeof(*hashes), compare_hashes);
	for (size_t i = 1; i < count; i++)
		pairs += hashes[i] == hashes[i - 1];
	return pairs;
}

/* Lines that differ in one bit, in their length or in the seed. */
static void test_line_neighbours(void **state)
{
	enum { LONGEST = 70 };
	static uint64_t hashes[(LONGEST + 1) * (LONGEST * 8 + 2)];
	size_t count = 0;

	(void)state;
	for (size_t len = 0; len <= LONGEST; len++) {
		/* Of exactly this size, so that a sanitizer sees more. */
		unsigned char *line = calloc(1, len + 1);

		assert_non_null(line);
		hashes[count++] = hash_line(1, line, len);
		hashes[count++] = hash_line(2, line, len);
		for (size_t bit = 0; bit < 8 * len; bit++) {
			line[bit / 8] ^= (unsigned char)(1 << bit % 8);
			hashes[count++] = hash_line(1, line, len);
			line[bit / 8] ^= (unsigned char)(1 << bit % 8);
		}
		free(line);
	}
	assert_int_equal(equal_pairs(hashes, count), 0);
}

/* Numbered lines, as in generated data; the low 20 bits spread as well. */
static void test_line_spread(void **state)
{
	enum { LINES = 200000, SLOTS = 1 << 20 };
	uint64_t *hashes = malloc(LINES * sizeof(*hashes));
	unsigned char *used = calloc(SLOTS, 1);
	size_t filled = 0;

	(void)state;
	assert_non_null(hashes);
	assert_non_null(used);
	for (size_t i = 0; i < LINES; i++) {
		char line[40];
		int len = snprintf(line, sizeof(line), "\tvalue_%zu = 0;", i);

		hashes[i] = hash_line(7, line, (size_t)len);
		filled += used[hashes[i] % SLOTS] == 0;
		used[hashes[i] % SLOTS] = 1;
	}
	assert_int_equal(equal_pairs(hashes, LINES), 0);
	/* Drawn at random 182,000 slots would be hit, give or take 130. */
	assert_in_range(filled, 180000, 184000);
	free(hashes);
	free(used);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sha1),
		cmocka_unit_test(test_sha1_pieces),
		cmocka_unit_test(test_siphash),
		cmocka_unit_test(test_random_key),
		cmocka_unit_test(test_crc32),
		cmocka_unit_test(test_line_neighbours),
		cmocka_unit_test(test_line_spread),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
