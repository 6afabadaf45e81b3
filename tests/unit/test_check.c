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
	{ "crc32-hex", "cfut_{base62:40}{crc32-lower}", true },
	{ "crc32-hex", "zpka_{base36:32}_{crc32-lower}", true },
	{ "crc32-hex", "cfsk_ma_test_{hex:32}_{crc32-lower}", true },
	{ "crc32-hex", "cfut_{base62:40}{hex:8}", false },
	{ "crc32-hex", "{hex:8}", false },
	{ "grafana-crc32", "glsa_{base62:32}{grafana-crc32:glsa_}", true },
	{ "grafana-crc32", "glsa_{base62:32}_{hex:8}", false },
	{ "confluent-crc32", "cflt{base64:54}{confluent-crc32}", true },
	{ "confluent-crc32", "cflt{base64:60}", false },
	{ "azure-key", "{azure-key:+ASt}", true },
	{ "azure-key", "{azure-key:ACDb}", true },
	{ "azure-key", "{azure-key:AzCa}", true },
	{ "azure-key", "{azure-key:AzFu}", true },
	{ "azure-key", "{azure-key:AzSe}", true },
	{ "azure-key", "{azure-key:+ACR}", true },
	{ "azure-key", "{base64:76}+ASt{base64:5}A==", false },
	{ "azure-key", "+/{base64:31}AzCaA{base64:5}=", false },
	{ "azure-key", "{base64:88}", false },
	/* No real key was seen: less certain, but a find. */
	{ "azure-key", "{base64:33}+ASbA{base64:5}=", true },
	{ "azure-ad", "{azure-ad}", true },
	{ "azure-ad", "{base62:3}8Q~{base62:34}", false },
	{ "azure-cask", "{azure-cask:AAAAAZDO}", true },
	{ "azure-cask", "{azure-cask-long:AAAAAZQQ}", true },
	{ "azure-cask", "{base62:52}JQQJ99BA{base62:24}", false },
	{ "azure-devops", "{set:a-z2-7:51}a", true },
	{ "azure-devops", "{set:a-z2-7:51}1", false },
	{ "macaroon", "pypi-{macaroon:pypi.org}", true },
	{ "macaroon", "pypi-AgEIcHlwaS5vcmc{base64url:141}", false },
	{ "base58check", "{base58check:80:32}", true },
	{ "base58check", "{base58check:0488ade4:74}", true },
	{ "base58check", "{base58check:00:20}", true },
	{ "base58check", "{base58:52}", false },
	{ "base58check", "{base58:51}0", false },
	{ "base58check", "{base58:300}", false },
	{ "jfrog-key", "{base58-bytes:01fde0f8:50}", true },
	{ "jfrog-key", "AKC2{base58:69}", false },
	{ "bech32", "{bech32:nsec:32}", true },
	{ "bech32", "{bech32:AGE-SECRET-KEY-:32}", true },
	{ "bech32", "nsec1{set:ac-hj-np-z02-9:58}", false },
	{ "bech32", "nsec1", false },
	{ "crc16-base32", "{crc16-base32:9500:32}", true },
	{ "crc16-base32", "{crc16-base32:90:32}", true },
	{ "crc16-base32", "S{base32:54}0", false },
	{ "bitlocker", "{bitlocker}", true },
	{ "bitlocker", "{bitlocker}-{bitlocker}", false },
	{ "bitlocker", "000012-{same:000011-:6}000011", false },
	{ "bitlocker", "720896-{same:000011-:6}000011", false },
	{ "bip39", "{bip39:12}", true },
	{ "bip39", "{bip39:15}", true },
	{ "bip39", "{bip39:24}", true },
	{ "bip39", "{same:abandon :11}about", true },
	{ "bip39", "{same:zoo :11}wrong", true },
	{ "bip39",
		"legal winner thank year wave sausage worth useful legal "
		"winner thank yellow",
		true },
	{ "bip39", "{same:abandon :23}art", true },
	{ "bip39", "{same:abandon :11}abandon", false },
	{ "bip39", "{same:abandon :10}about", false },
	{ "bip39", "{bip39:12} {bip39:15}", false },
	{ "bip39", "the quick brown fox jumps over the lazy dog and then some",
		false },
	{ "json-part", "ops_{base64-of:{\"a\":\"{base62:30}\"}}", true },
	{ "json-part", "sk.{base64url-of:{\"u\":\"me\"}}.{base62:22}", true },
	{ "json-part", "ops_eyJ{base64:120}", false },
	{ "json-part", "ops_{base64:120}", false },
	{ "text-part", "{base64-of:tok:{hex:30}}", true },
	{ "text-part", "sk_live_{base64-of:key_{hex:30}}", true },
	{ "text-part", "dG9rO{base64:55}", false },
	{ "text-part", "{base64-of:short}", false },
	{ "number-part", "{base64-of:{digits:18}}.{base62:6}", true },
	{ "number-part", "{base64-of:{digits:12}:{print:20}}", true },
	{ "number-part", "{base64-of:{digits:12}:{print:3}}", false },
	{ "number-part", "{base64-of:a{digits:17}}", false },
	{ "number-part", "M{base64:43}", false },
	{ "der-base64", "{der-base64:rsa}", true },
	{ "der-base64", "{der-base64:pkcs8-ed25519}", true },
	{ "der-base64", "{base64:600}", false },
	{ "der-base64", "MIIEowIBAAKCAQEA{base64:1500}", false },
	{ "gcp-service-account", "{pem:pkcs8}", false },
	/* Three primes: version 1, a sequence at the end. */
	{ "der-base64",
		"MDYCAQECAQUCAQMCAQMCAQUCAQcCAQECAQECAQEwFjAUAgELAgEBAgEBAgEB"
		"AgEBAgEBAg==",
		true },
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

/*
 * Published examples, each in two parts: the Bitcoin wiki's, BIP 32's first,
 * NIP-19's, the documentation of NATS, SEP-0005's.
 */
static void test_published(void **state)
{
	static const struct rule rule = { .id = "test" };
	static const struct {
		const char *check;
		const char *start;
		const char *end;
	} tokens[] = {
		{ "base58check", "5HueCGU8rMjxEXxiPuD5BDku4",
			"MkFqeZyd4dZ1jvhTVqvbTLvyTJ" },
		{ "base58check",
			"xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3"
			"jPPqjiChkVvv",
			"NKmPGJxWUtg6LnF5kejMRNNU3TGtRBeJgk33yuGBxrMPHi" },
		{ "bech32", "nsec1vl029mgpspedva04g90vltk",
			"h6fvh240zqtv9k0t9af8935ke9laqsnlfe5" },
		{ "crc16-base32", "SUACSSL3UAHUDXKFSNVUZRF5UHP",
			"MWZ6BFDTJ7M6USDXIEDNPPQYYYCU3VY" },
		{ "crc16-base32", "SBGWSG6BTNCKCOB3DIFBGCVMUPQF",
			"YPA2G4O34RMTB343OYPXU5DJDVMN" },
	};
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(tokens); i++) {
		char text[128];
		size_t len = strlen(tokens[i].start);
		size_t rest = strlen(tokens[i].end);

		memcpy(text, tokens[i].start, len);
		memcpy(text + len, tokens[i].end, rest);
		const struct chunk chunk = { .text = text, .len = len + rest };
		struct match match = match_of(&chunk, &rule, len + rest);

		failures += differs_int(tokens[i].end,
			check_passes(check_find(tokens[i].check), &match),
			true);
	}
	assert_int_equal(failures, 0);
}

/* What a token says of its account is shown. */
static void test_accounts(void **state)
{
	static const struct rule rule = { .id = "test" };
	static const struct {
		const char *check;
		const char *template;
		const char *account;
	} tokens[] = {
		{ "json-part",
			"sntrys_{base64-of:{\"iat\":1.5,\"org\":\"acme\"}}_",
			"acme" },
		{ "json-part", "glc_{base64-of:{\"o\":\"123\",\"n\":\"x\"}}",
			"123" },
		{ "json-part", "sk.{base64-of:{\"u\":\"me\",\"a\":1}}", "me" },
		{ "text-part",
			"ABSK{base64-of:BedrockAPIKey-x-at-123456789012:{hex:9}"
			"}",
			"123456789012" },
		{ "text-part", "{base64-of:BedrockAPIKey-x-at-12:{hex:20}}",
			"" },
	};
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(tokens); i++) {
		const struct sample_args args = {
			.template = tokens[i].template, .seed = 1
		};
		struct buf text = BUF_INIT(10000);
		struct err err = { 0 };

		assert_int_equal(sample_fill(&args, &text, NULL, &err), 0);
		const struct chunk chunk = { .text = text.data,
			.len = text.len };
		struct match match = match_of(&chunk, &rule, text.len);

		failures += differs_int(tokens[i].template,
			check_passes(check_find(tokens[i].check), &match),
			true);
		failures += differs_string(
			tokens[i].template, match.account, tokens[i].account);
		buf_release(&text);
	}
	assert_int_equal(failures, 0);
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
		cmocka_unit_test(test_published),
		cmocka_unit_test(test_accounts),
		cmocka_unit_test(test_encrypted),
		cmocka_unit_test(test_unknown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
