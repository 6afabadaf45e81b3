/*
 * test_digest.c - the published vectors of the checksums.
 */
#include "unit.h"

#include "base/digest.h"

/* FIPS 180-4 examples, and the lengths round a block. */
static void test_sha256(void **state)
{
	static const struct {
		const char *text;
		const char *digest;
	} cases[] = {
		{ "", "e3b0c44298fc1c149afbf4c8996fb924"
		      "27ae41e4649b934ca495991b7852b855" },
		{ "abc", "ba7816bf8f01cfea414140de5dae2223"
			 "b00361a396177a9cb410ff61f20015ad" },
		{ "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
			"248d6a61d20638b8e5c026930c3e6039"
			"a33ce45964ff2167f6ecedd419db06c1" },
	};
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		unsigned char digest[SHA256_SIZE];
		char hex[2 * SHA256_SIZE + 1];

		digest_sha256(cases[i].text, strlen(cases[i].text), digest);
		for (size_t j = 0; j < SHA256_SIZE; j++)
			(void)snprintf(hex + 2 * j, 3, "%02x", digest[j]);
		failures += differs_string(cases[i].text, hex, cases[i].digest);
	}
	assert_int_equal(failures, 0);
}

/* RFC 2202 and RFC 4231, test case 2. */
static void test_hmac(void **state)
{
	static const char text[] = "what do ya want for nothing?";
	unsigned char digest[SHA256_SIZE];

	(void)state;
	digest_hmac_sha1("Jefe", 4, text, sizeof(text) - 1, digest);
	assert_memory_equal(digest,
		"\xef\xfc\xdf\x6a\xe5\xeb\x2f\xa2\xd2\x74\x16\xd5\xf1\x84"
		"\xdf\x9c\x25\x9a\x7c\x79",
		20);
	digest_hmac_sha256("Jefe", 4, text, sizeof(text) - 1, digest);
	assert_memory_equal(digest,
		"\x5b\xdc\xc1\x46\xbf\x60\x75\x4e\x6a\x04\x24\x26\x08\x95"
		"\x75\xc7\x5a\x00\x3f\x08\x9d\x27\x39\x83\x9d\xec\x58\xb9"
		"\x64\xec\x38\x43",
		SHA256_SIZE);
}

/* The check values of the catalogue of CRCs. */
static void test_crcs(void **state)
{
	(void)state;
	assert_int_equal(digest_crc16("123456789", 9), 0x31c3);
	assert_int_equal(digest_crc24("123456789", 9), 0x21cf02);
	assert_int_equal(digest_crc24("", 0), 0xb704ce);
}

/* The vectors of .NET's own tests give both halves; here they are folded. */
static void test_marvin(void **state)
{
	static const uint64_t seed = 0x4fb61a001bdbcc;
	static const struct {
		const char *bytes;
		size_t len;
		uint64_t halves;
	} cases[] = {
		{ BYTES(""), 0x30ed35c100cd3c7d },
		{ BYTES("\xaf"), 0x48e73fc77d75ddc1 },
		{ BYTES("\xe7\x0f"), 0xb5f6e1fc485dbff8 },
		{ BYTES("\x37\xf4\x95"), 0xf0b07c789b8cf7e8 },
		{ BYTES("\x86\x42\xdc\x59"), 0x7008f2e87e9cf556 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_int_equal(
			digest_marvin(seed, cases[i].bytes, cases[i].len),
			(uint32_t)(cases[i].halves ^ cases[i].halves >> 32));
}

/* The shortest valid strings of BIP 173: nothing but a checksum. */
static void test_bech32(void **state)
{
	static const char digits[] = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
	static const struct {
		const char *prefix;
		const char *data;
	} cases[] = {
		{ "A", "2uel5l" },
		{ "a", "2uel5l" },
		{ "abcdef", "qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		unsigned char values[64];
		size_t len = strlen(cases[i].data);

		for (size_t j = 0; j < len; j++)
			values[j] = (unsigned char)(strchr(digits,
							    cases[i].data[j]) -
						    digits);
		assert_int_equal(digest_bech32(cases[i].prefix,
					 strlen(cases[i].prefix), values, len),
			1);
		values[0] ^= 1;
		assert_int_not_equal(
			digest_bech32(cases[i].prefix, strlen(cases[i].prefix),
				values, len),
			1);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sha256),
		cmocka_unit_test(test_hmac),
		cmocka_unit_test(test_crcs),
		cmocka_unit_test(test_marvin),
		cmocka_unit_test(test_bech32),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
