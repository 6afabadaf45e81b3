/*
 * test_sample.c - templates are filled as docs/RULES.md says, changed where
 * asked, and refused with the place of what is wrong.
 */
#include "unit.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/hash.h"
#include "engine/base64.h"
#include "engine/keyblock.h"
#include "rules/sample.h"

enum { SEEDS = 200 };

static int fill(const char *template, uint64_t seed, struct buf *out)
{
	const struct sample_args args = { .template = template, .seed = seed };
	struct err err = { 0 };
	int rc;

	buf_clear(out);
	rc = sample_fill(&args, out, NULL, &err);
	if (rc < 0)
		print_error("%s: %s\n", template, err.message);
	return rc;
}

/* ---- text that does not depend on the seed ---- */

static void test_fixed(void **state)
{
	static const struct {
		const char *template;
		const char *text;
	} cases[] = {
		{ "", "" },
		{ "plain } text", "plain } text" },
		{ "a {{ b", "a { b" },
		{ "{{hex:3}", "{hex:3}" },
		{ "{\"k\": {}, \"l\": { } }", "{\"k\": {}, \"l\": { } }" },
		{ "end {", "end {" },
		{ "{same:ab:3}", "ababab" },
		{ "{same:a:b:2}", "a:ba:b" },
		{ "{same:x:0}.", "." },
		{ "{set:q:4}", "qqqq" },
		{ "{one:only}", "only" },
		{ "{one:{same:|:2}}", "||" },
		{ "{base64-of:}", "" },
		{ "{base64-of:user:pass}", "dXNlcjpwYXNz" },
		{ "{base64-of:a}", "YQ==" },
		{ "{base64url-of:a}", "YQ" },
		{ "{base64-of:~~?}", "fn4/" },
		{ "{base64url-of:~~?}", "fn4_" },
		{ "{hex-of:kagi\n}", "6b6167690a" },
		{ "{percent-of:a b/~}", "a%20b%2F~" },
		{ "{base64-of:{\"a\":{\"b\":1}}}", "eyJhIjp7ImIiOjF9fQ==" },
		{ "{base64-of:{{\"a\"}}", "eyJhIn0=" },
		{ "{base64-of:{base64-of:abc}}", "WVdKag==" },
		/* CRC-32 of "123456789" is cbf43926. */
		{ "{same:123456789:1}{crc32-base62}", "1234567893jZRME" },
		{ "a12345678{same:9:1}{crc32-hex:1}", "a123456789CBF43926" },
	};
	struct buf out = BUF_INIT(10000);
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		failures += differs_int(
			cases[i].template, fill(cases[i].template, 1, &out), 0);
		failures += differs_string(
			cases[i].template, buf_string(&out), cases[i].text);
	}
	buf_release(&out);
	assert_int_equal(failures, 0);
}

/* ---- alphabets and lengths ---- */

#define LOWER "abcdefghijklmnopqrstuvwxyz"
#define UPPER "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGITS "0123456789"

static const struct {
	const char *template;
	const char *alphabet;
	size_t least;
	size_t most;
} letter_cases[] = {
	{ "{hex:5}", DIGITS "abcdef", 5, 5 },
	{ "{HEX:5}", DIGITS "ABCDEF", 5, 5 },
	{ "{digits:2-4}", DIGITS, 2, 4 },
	{ "{lower:7+}", LOWER, 7, 15 },
	{ "{upper:3~}", UPPER, 3, 3 },
	{ "{upper:3-4~}", UPPER, 3, 4 },
	{ "{upper:3+~}", UPPER, 3, 11 },
	{ "{base32:9}", UPPER "234567", 9, 9 },
	{ "{base36:9}", DIGITS LOWER, 9, 9 },
	{ "{BASE36:9}", DIGITS UPPER, 9, 9 },
	{ "{base58:9}",
		"123456789ABCDEFGHJKLMNPQRSTUVWXYZ"
		"abcdefghijkmnopqrstuvwxyz",
		9, 9 },
	{ "{base62:9}", DIGITS LOWER UPPER, 9, 9 },
	{ "{base64:9}", DIGITS LOWER UPPER "+/", 9, 9 },
	{ "{base64url:9}", DIGITS LOWER UPPER "-_", 9, 9 },
	{ "{word:9}", DIGITS LOWER UPPER "_", 9, 9 },
	{ "{set:a-cX-Z.:9}", "abcXYZ.", 9, 9 },
	{ "{set:+-:9}", "+-", 9, 9 },
	{ "{one:a|bb|ccc}", "abc", 1, 3 },
	{ "{one:x{hex:2}|y{HEX:1}}", "xy" DIGITS "abcdefABCDEF", 2, 3 },
	{ "{uuid}", DIGITS "abcdef-", 36, 36 },
	{ "{print:30}", DIGITS LOWER UPPER "!#$%&()*+,-./:;<=>?@[]^_{|}~", 30,
		30 },
};

/* Each character of the alphabet is drawn, no other, in lengths as given. */
static void test_letters(void **state)
{
	struct buf out = BUF_INIT(10000);
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(letter_cases); i++) {
		const char *name = letter_cases[i].template;
		const char *alphabet = letter_cases[i].alphabet;
		bool seen[256] = { false };
		size_t shortest = 1000;
		size_t longest = 0;

		for (uint64_t seed = 0; seed < SEEDS; seed++) {
			failures +=
				differs_int(name, fill(name, seed, &out), 0);
			shortest = out.len < shortest ? out.len : shortest;
			longest = out.len > longest ? out.len : longest;
			for (size_t j = 0; j < out.len; j++)
				seen[(unsigned char)out.data[j]] = true;
		}
		failures += differs_int(name, (long long)shortest,
			(long long)letter_cases[i].least);
		failures += differs_int(name, (long long)longest,
			(long long)letter_cases[i].most);
		for (int byte = 1; byte < 256; byte++) {
			bool wanted = strchr(alphabet, byte) != NULL;

			if (seen[byte] != wanted) {
				print_error("%s: %c\n", name, byte);
				failures++;
			}
		}
	}
	buf_release(&out);
	assert_int_equal(failures, 0);
}

static void test_seeds(void **state)
{
	static const char template[] = "{base62:20} {pem:ec} {jwt} {uuid}";
	struct buf a = BUF_INIT(10000);
	struct buf b = BUF_INIT(10000);

	(void)state;
	assert_int_equal(fill(template, 1, &a), 0);
	assert_int_equal(fill(template, 1, &b), 0);
	assert_string_equal(buf_string(&a), buf_string(&b));
	assert_int_equal(fill(template, 2, &b), 0);
	assert_string_not_equal(buf_string(&a), buf_string(&b));
	/* Two fields of one kind are not the same text. */
	assert_int_equal(fill("{hex:16}{hex:16}", 1, &a), 0);
	assert_memory_not_equal(a.data, a.data + 16, 16);
	buf_release(&a);
	buf_release(&b);
}

/* ---- changes ---- */

static const struct {
	const char *name;
	const char *template;
	size_t field;
	enum sample_change change;
	int rc;
	struct span span; /* of the field, if rc is 0 */
} change_cases[] = {
	{ "as it is", "ab{hex:4}c", 0, SAMPLE_AS_IS, 0, { 2, 6 } },
	{ "short", "ab{hex:4}c", 0, SAMPLE_SHORT, 0, { 2, 5 } },
	{ "long", "ab{hex:4}c", 0, SAMPLE_LONG, 0, { 2, 7 } },
	{ "spoilt letters", "ab{hex:4}c", 0, SAMPLE_SPOILT, 1, { 0, 0 } },
	{ "below the least", "{hex:4-9}", 0, SAMPLE_SHORT, 0, { 0, 3 } },
	{ "above the greatest", "{hex:4-9}", 0, SAMPLE_LONG, 0, { 0, 10 } },
	{ "open, short", "{hex:4+}", 0, SAMPLE_SHORT, 0, { 0, 3 } },
	{ "open, long", "{hex:4+}", 0, SAMPLE_LONG, 1, { 0, 0 } },
	{ "shorter than nothing", "{hex:0-9}", 0, SAMPLE_SHORT, 1, { 0, 0 } },
	{ "loose, short", "{hex:4~}", 0, SAMPLE_SHORT, 1, { 0, 0 } },
	{ "loose, long", "{hex:4~}", 0, SAMPLE_LONG, 1, { 0, 0 } },
	{ "second field", "{hex:4}-{set:ab:3}", 1, SAMPLE_LONG, 0, { 5, 9 } },
	{ "no such field", "{hex:4}", 1, SAMPLE_SHORT, 1, { 0, 0 } },
	{ "no field at all", "abc", 0, SAMPLE_AS_IS, 1, { 0, 0 } },
	{ "same, short", "{same:ab:3}", 0, SAMPLE_SHORT, 0, { 0, 4 } },
	{ "uuid, short", "{uuid}", 0, SAMPLE_SHORT, 0, { 0, 35 } },
	{ "uuid, long", "{uuid}", 0, SAMPLE_LONG, 0, { 0, 37 } },
	{ "checksum, spoilt", "{hex:4}{crc32-base62}", 1, SAMPLE_SPOILT, 0,
		{ 4, 10 } },
	{ "checksum, short", "{hex:4}{crc32-base62}", 1, SAMPLE_SHORT, 0,
		{ 4, 9 } },
	{ "checksum, long", "x{hex:4}{crc32-hex:x}", 1, SAMPLE_LONG, 0,
		{ 5, 14 } },
	{ "alternatives", "{one:a|b}", 0, SAMPLE_SHORT, 1, { 0, 0 } },
	{ "in the alternative", "{one:{hex:4}}", 1, SAMPLE_SHORT, 0, { 0, 3 } },
	{ "encoded", "{hex-of:abc}", 0, SAMPLE_SHORT, 1, { 0, 0 } },
	{ "in an encoded field", "{hex-of:{hex:4}}", 1, SAMPLE_SHORT, 1,
		{ 0, 0 } },
	{ "after an encoded field", "{hex-of:{hex:4}}{hex:2}", 2, SAMPLE_LONG,
		0, { 8, 11 } },
	{ "after a usual jwt", "{jwt}{hex:2}", 3, SAMPLE_LONG, 0,
		{ 153, 156 } },
	{ "key", "{pem:ec}", 0, SAMPLE_SHORT, 1, { 0, 0 } },
};

static void test_changes(void **state)
{
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(change_cases); i++) {
		const char *name = change_cases[i].name;
		const struct sample_args args = { change_cases[i].template, 3,
			change_cases[i].field, change_cases[i].change };
		struct buf out = BUF_INIT(10000);
		struct span span = { 0, 0 };
		struct err err = { 0 };
		int rc;

		buf_append_string(&out, "before");
		rc = sample_fill(&args, &out, &span, &err);
		failures += differs_int(name, rc, change_cases[i].rc);
		if (rc == 0) {
			failures += differs_int(name, (long long)span.start,
				(long long)change_cases[i].span.start + 6);
			failures += differs_int(name, (long long)span.end,
				(long long)change_cases[i].span.end + 6);
		} else {
			failures += differs_string(
				name, buf_string(&out), "before");
		}
		buf_release(&out);
	}
	assert_int_equal(failures, 0);
}

/* A change of one field leaves the others as they were. */
static void test_others_stay(void **state)
{
	struct sample_args args = { "{hex:8}.{base62:8}.{lower:9}", 5, 1,
		SAMPLE_SHORT };
	struct buf plain = BUF_INIT(1000);
	struct buf changed = BUF_INIT(1000);
	struct err err = { 0 };

	(void)state;
	assert_int_equal(fill(args.template, args.seed, &plain), 0);
	assert_int_equal(sample_fill(&args, &changed, NULL, &err), 0);
	assert_int_equal(changed.len, plain.len - 1);
	assert_memory_equal(changed.data, plain.data, 9 + 7);
	assert_memory_equal(changed.data + 16, plain.data + 17, 10);
	buf_release(&plain);
	buf_release(&changed);
}

/* One digit of a spoilt checksum is another one, in each seed. */
static void test_spoilt(void **state)
{
	struct sample_args args = { "{hex:9}{crc32-base62}", 0, 1,
		SAMPLE_SPOILT };
	struct buf plain = BUF_INIT(1000);
	struct buf changed = BUF_INIT(1000);
	struct err err = { 0 };

	(void)state;
	for (args.seed = 0; args.seed < SEEDS; args.seed++) {
		size_t others = 0;

		assert_int_equal(fill(args.template, args.seed, &plain), 0);
		buf_clear(&changed);
		assert_int_equal(sample_fill(&args, &changed, NULL, &err), 0);
		assert_int_equal(changed.len, plain.len);
		for (size_t i = 0; i < plain.len; i++)
			others += plain.data[i] != changed.data[i];
		assert_int_equal(others, 1);
	}
	buf_release(&plain);
	buf_release(&changed);
}

static void test_count(void **state)
{
	static const struct {
		const char *template;
		size_t count;
	} cases[] = {
		{ "", 0 },
		{ "a{{b", 0 },
		{ "{hex:1}{hex:2}", 2 },
		{ "{base64-of:{hex:1}{one:{hex:1}|{uuid}}}{hex:1}", 6 },
		{ "{jwt}", 3 },
		{ "{jwt:{\"a\":{hex:1}}:{}}", 2 },
		{ "{hex:1}{hex:2", 1 },
	};
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		failures += differs_int(cases[i].template,
			(long long)sample_fields(cases[i].template),
			(long long)cases[i].count);
	assert_int_equal(failures, 0);
}

/* ---- what has a structure ---- */

static const struct {
	const char *template;
	enum keyblock kind;
} key_cases[] = {
	{ "{pem:rsa}", KEYBLOCK_OPEN },
	{ "{pem:ec}", KEYBLOCK_OPEN },
	{ "{pem:dsa}", KEYBLOCK_OPEN },
	{ "{pem:pkcs8}", KEYBLOCK_OPEN },
	{ "{pem:pkcs8-ec}", KEYBLOCK_OPEN },
	{ "{pem:pkcs8-ed25519}", KEYBLOCK_OPEN },
	{ "{pem:openssh}", KEYBLOCK_OPEN },
	{ "{pem:pgp}", KEYBLOCK_OPEN },
	{ "{pem:putty}", KEYBLOCK_OPEN },
	{ "{pem-escaped:rsa}", KEYBLOCK_OPEN },
	{ "{pem-escaped:pkcs8}", KEYBLOCK_OPEN },
	{ "{pem:rsa-encrypted}", KEYBLOCK_ENCRYPTED },
	{ "{pem:pkcs8-encrypted}", KEYBLOCK_ENCRYPTED },
	{ "{pem:openssh-encrypted}", KEYBLOCK_ENCRYPTED },
	{ "{pem:putty-encrypted}", KEYBLOCK_ENCRYPTED },
};

static void test_keys(void **state)
{
	struct buf out = BUF_INIT(100000);
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(key_cases); i++) {
		const char *name = key_cases[i].template;

		for (uint64_t seed = 0; seed < 20; seed++) {
			failures +=
				differs_int(name, fill(name, seed, &out), 0);
			failures += differs_int(name,
				keyblock_parse(out.data, out.len),
				key_cases[i].kind);
		}
	}
	buf_release(&out);
	assert_int_equal(failures, 0);
}

static void test_jwt(void **state)
{
	struct buf out = BUF_INIT(10000);
	struct buf part = BUF_INIT(10000);
	char *dot;

	(void)state;
	assert_int_equal(fill("{jwt:{\"alg\":\"none\"}:{\"a%3Ab\":{same:1:3}}}",
				 1, &out),
		0);
	dot = strchr(out.data, '.');
	assert_non_null(dot);
	assert_int_equal(
		base64_decode(out.data, (size_t)(dot - out.data), &part), 0);
	assert_string_equal(part.data, "{\"alg\":\"none\"}");
	buf_clear(&part);
	assert_int_equal(
		base64_decode(dot + 1, strcspn(dot + 1, "."), &part), 0);
	assert_string_equal(part.data, "{\"a:b\":111}");
	assert_int_equal(strlen(strrchr(out.data, '.')), 1 + 43);
	buf_release(&out);
	buf_release(&part);
}

/* The tail is `.01.`, 2 digits of the payload's length, 7 of the CRC-32. */
static void test_gitlab(void **state)
{
	struct buf out = BUF_INIT(1000);
	char *end;

	(void)state;
	assert_int_equal(
		fill("a=gl{base64url:40}{gitlab-crc32:gl}", 1, &out), 0);
	assert_int_equal(out.len, 2 + 2 + 40 + 4 + 2 + 7);
	assert_memory_equal(out.data + 44, ".01.14", 6);
	assert_int_equal(
		strtoul(out.data + 50, &end, 36), hash_crc32(out.data + 2, 48));
	assert_int_equal(*end, '\0');
	buf_release(&out);
}

/* ---- errors ---- */

static const struct {
	const char *template;
	const char *message;
} error_cases[] = {
	{ "ab {hexx:3}", "column 4: there is no field named hexx" },
	{ "{hex}", "column 1: hex: expected a length such as 32, 8-16 "
		   "or 20+" },
	{ "{hex:}", "column 1: hex: expected a length such as 32, 8-16 "
		    "or 20+" },
	{ "{hex:3-2}", "column 1: hex: expected a length such as 32, "
		       "8-16 or 20+" },
	{ "{hex:3-}", "column 1: hex: expected a length such as 32, "
		      "8-16 or 20+" },
	{ "{hex:3+4}", "column 1: hex: expected a length such as 32, "
		       "8-16 or 20+" },
	{ "{hex:9999999}", "column 1: hex: expected a length such as "
			   "32, 8-16 or 20+" },
	{ "x{hex:3", "column 2: a field is not closed; a brace that "
		     "begins none is written {{" },
	{ "{set:abc}", "column 1: set: expected characters, a colon "
		       "and a length" },
	{ "{set:z-a:3}", "column 1: set: expected characters, a colon "
			 "and a length" },
	{ "{same:x}", "column 1: same: expected a text, a colon and a "
		      "number" },
	{ "{uuid:4}", "column 1: uuid: expected no arguments" },
	{ "{one}", "column 1: one: expected alternatives with | "
		   "between them" },
	{ "x{crc32-base62}",
		"column 2: crc32-base62: no field stands before it" },
	{ "x{crc32-hex}", "column 2: crc32-hex: expected the text with "
			  "which it begins" },
	{ "x{crc32-hex:y}", "column 2: crc32-hex: y does not stand before it" },
	{ "{jwt:{}}", "column 1: jwt: expected a header, a colon and a "
		      "payload" },
	{ "{pem}", "column 1: there is no key kind " },
	{ "{pem:rsb}", "column 1: there is no key kind rsb" },
	{ "{base64-of}", "column 1: base64-of: expected a template" },
	{ "{one:ab{foo:1}}", "column 8: there is no field named foo" },
	{ "{hex-of:a{hex-of:{foo}}}",
		"column 18: there is no field named foo" },
};

static void test_errors(void **state)
{
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(error_cases); i++) {
		const struct sample_args args = {
			.template = error_cases[i].template
		};
		struct buf out = BUF_INIT(10000);
		struct err err = { 0 };

		buf_append_string(&out, "before");
		failures += differs_int(error_cases[i].template,
			sample_fill(&args, &out, NULL, &err), ERR_INPUT);
		failures += differs_string(error_cases[i].template, err.message,
			error_cases[i].message);
		failures += differs_string(
			error_cases[i].template, buf_string(&out), "before");
		buf_release(&out);
	}
	assert_int_equal(failures, 0);
}

/* Deep nesting is refused, wide output stops at the ceiling. */
static void test_ceilings(void **state)
{
	struct buf text = BUF_INIT(10000);
	struct buf out = BUF_INIT(100);
	struct sample_args args = { .template = "{hex:101}" };
	struct err err = { 0 };

	(void)state;
	assert_int_equal(sample_fill(&args, &out, NULL, &err), ERR_LIMIT);
	args.template = "{base64-of:{same:x:80}}";
	assert_int_equal(sample_fill(&args, &out, NULL, &err), ERR_LIMIT);
	args.template = "{pem:rsa}";
	assert_int_equal(sample_fill(&args, &out, NULL, &err), ERR_LIMIT);
	assert_int_equal(out.len, 0);
	for (int i = 0; i < 100; i++)
		buf_append_string(&text, "{one:");
	for (int i = 0; i < 100; i++)
		buf_append_string(&text, "}");
	args.template = buf_string(&text);
	assert_int_equal(sample_fill(&args, &out, NULL, &err), ERR_INPUT);
	assert_non_null(strstr(err.message, "fields nest deeper than 8"));
	assert_true(sample_fields(args.template) >= 8);
	buf_release(&text);
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fixed),
		cmocka_unit_test(test_letters),
		cmocka_unit_test(test_seeds),
		cmocka_unit_test(test_changes),
		cmocka_unit_test(test_others_stay),
		cmocka_unit_test(test_spoilt),
		cmocka_unit_test(test_count),
		cmocka_unit_test(test_keys),
		cmocka_unit_test(test_jwt),
		cmocka_unit_test(test_gitlab),
		cmocka_unit_test(test_errors),
		cmocka_unit_test(test_ceilings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
