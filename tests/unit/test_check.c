/*
 * test_check.c - each check by name, on values made from templates.
 */
#include "unit.h"

#include "base/buf.h"
#include "base/err.h"
#include "engine/check.h"
#include "model/match.h"
#include "rules/sample.h"

static const struct {
	const char *check;
	const char *template;
	bool passes;
} cases[] = {
	{ "github-crc32", "ghp_{base62:30}{crc32-base62}", true },
	{ "github-crc32", "ghp_{base62:36}", false },
	{ "github-crc32", "ghp_", false },
	{ "gitlab-crc32", "glpat-{base64url:27}{gitlab-crc32:glpat-}", true },
	{ "gitlab-crc32", "glpat-{base64url:36}", false },
	{ "atlassian-crc32", "ATATT3{base64url:60}={crc32-hex:ATATT3}", true },
	{ "atlassian-crc32", "ATATT3{base64url:60}={HEX:8}", false },
	{ "random", "{base62:40}", true },
	{ "random", "configuration_value_name", false },
	{ "mixed", "aB3{base62:10}", true },
	{ "mixed", "{hex:32}", false },
	{ "mixed", "{upper:12}", false },
	{ "digit", "a1{base36:10}", true },
	{ "digit", "{lower:12}", false },
	{ "digit", "{digits:12}", false },
	{ "not-hex", "g{hex:31}", true },
	{ "not-hex", "{hex:32}", false },
	{ "aws-key-id", "AKIA{base32:16}", true },
	{ "aws-key-id", "AKIA{base32:15}", false },
	{ "aws-key-id", "AKIA{base32:15}1", false },
	{ "jwt", "{jwt}", true },
	{ "jwt", "eyJ{base64url:20}.eyJ{base64url:20}.{base64url:43}", false },
	{ "jwt", "{base64url:40}", false },
	{ "pem", "{pem:rsa}", true },
	{ "pem", "{pem:ec}", true },
	{ "pem", "{pem:dsa}", true },
	{ "pem", "{pem:pkcs8}", true },
	{ "pem", "{pem:openssh}", true },
	{ "pem", "{pem:openssh-encrypted}", true },
	{ "pem", "{pem:rsa-encrypted}", true },
	{ "pem", "{pem:pkcs8-encrypted}", true },
	{ "pem", "{pem:pgp}", true },
	{ "pem", "{pem:putty}", true },
	{ "pem", "{pem-escaped:rsa}", true },
	{ "pem", "{pem-escaped:openssh}", true },
	{ "pem", "-----BEGIN {same:RSA PRIVATE:1} KEY-----\n...\n", false },
	{ "pem",
		"-----BEGIN {same:RSA PRIVATE:1} KEY-----\n{base64:64}\n"
		"-----END {same:RSA PRIVATE:1} KEY-----",
		false },
	{ "pem-base64", "{base64-of:{pem:rsa}}", true },
	{ "pem-base64", "{base64:400}", false },
	{ "basic-auth", "{base64-of:admin:{base62:12}}", true },
	{ "basic-auth", "{base64-of:nocolon{base62:12}}", false },
	{ "basic-auth", "{base64-of:user:password}", false },
	{ "base64", "{base64:40}", true },
	{ "base64", "{base64:41}", false },
	{ "base64", "{base62:20}.{base62:20}", false },
	{ "uuid", "{uuid}", true },
	{ "uuid", "00000000-0000-0000-0000-000000000000", false },
	{ "luhn", "4111111111111111", true },
	{ "luhn", "4111111111111112", false },
};

static struct match match_of(
	const struct chunk *chunk, const struct rule *rule, size_t len)
{
	struct match match = {
		.chunk = chunk, .rule = rule, .confidence = CONFIDENCE_HIGH
	};

	match.whole = (struct span){ 0, len };
	match.secret = match.whole;
	return match;
}

static void test_cases(void **state)
{
	static const struct rule rule = { .id = "test" };
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		int check = check_find(cases[i].check);

		failures += differs_int(cases[i].check, check > 0, true);
		for (uint64_t seed = 1; seed <= 5; seed++) {
			const struct sample_args args = {
				.template = cases[i].template, .seed = seed
			};
			struct buf text = BUF_INIT(100000);
			struct err err = { 0 };

			if (sample_fill(&args, &text, NULL, &err) != 0)
				fail_msg("%s: %s", cases[i].template,
					err.message);
			const struct chunk chunk = { .text = text.data,
				.len = text.len };
			struct match match = match_of(&chunk, &rule, text.len);

			failures += differs_int(cases[i].template,
				check_passes(check, &match), cases[i].passes);
			buf_release(&text);
		}
	}
	assert_int_equal(failures, 0);
}

/*
 * The pair is published with its account: https://awsteele.com/blog/2020/
 * 09/26/aws-access-key-format.html; the id is put together here.
 */
static void test_account(void **state)
{
	static const struct rule rule = { .id = "test" };
	char text[21] = "ASIA";

	(void)state;
	memcpy(text + 4, "QNZGKIQY", 8);
	memcpy(text + 12, "56JQ7WML", 9);
	const struct chunk chunk = { .text = text, .len = 20 };
	struct match match = match_of(&chunk, &rule, 20);

	assert_true(check_passes(check_find("aws-key-id"), &match));
	assert_string_equal(match.account, "029608264753");
}

/* A key under a passphrase is told apart and weighs less. */
static void test_encrypted(void **state)
{
	static const struct rule rule = { .id = "test" };
	static const struct {
		const char *template;
		bool encrypted;
	} keys[] = {
		{ "{pem:rsa}", false },
		{ "{pem:rsa-encrypted}", true },
		{ "{pem:pkcs8}", false },
		{ "{pem:pkcs8-encrypted}", true },
		{ "{pem:openssh}", false },
		{ "{pem:openssh-encrypted}", true },
	};
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(keys); i++) {
		const struct sample_args args = { .template = keys[i].template,
			.seed = 9 };
		struct buf text = BUF_INIT(100000);
		struct err err;

		assert_int_equal(sample_fill(&args, &text, NULL, &err), 0);
		const struct chunk chunk = { .text = text.data,
			.len = text.len };
		struct match match = match_of(&chunk, &rule, text.len);

		check_passes(check_find("pem"), &match);
		failures += differs_int(
			keys[i].template, match.encrypted, keys[i].encrypted);
		failures += differs_int(keys[i].template, match.confidence,
			keys[i].encrypted ? CONFIDENCE_MEDIUM
					  : CONFIDENCE_HIGH);
		buf_release(&text);
	}
	assert_int_equal(failures, 0);
}

static void test_unknown(void **state)
{
	(void)state;
	assert_int_equal(check_find("no-such-check"), 0);
	assert_int_equal(check_find("none"), 0);
	assert_string_equal(check_name(0), "none");
	assert_string_equal(check_name(check_find("jwt")), "jwt");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),
		cmocka_unit_test(test_account),
		cmocka_unit_test(test_encrypted),
		cmocka_unit_test(test_unknown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
