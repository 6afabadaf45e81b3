/*
 * test_placeholder.c - what stands for a secret, and that random values do
 * not pass for it.
 */
#include "unit.h"

#include "base/buf.h"
#include "base/err.h"
#include "engine/placeholder.h"
#include "engine/randomness.h"
#include "rules/sample.h"

static const struct {
	const char *value;
	bool filler;
	bool reference;
	bool placeholder;
} cases[] = {
	{ "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", true, false, true },
	{ "0000000000000000000000000000000000", true, false, true },
	{ "1234567890abcdef1234567890abcdef", true, false, true },
	{ "abcdefghijklmnopqrstuvwxyz012345", true, false, true },
	{ "404142434445464748494a4b4c4d4e4f", true, false, true },
	{ "0F0E0D0C0B0A09080706050403020100", true, false, true },
	{ "a0a1a2a3a4a5a6a7b0b1b2b3b4b5b6b7", true, false, true },
	{ "qwertyuiopasdfghjkl", true, false, true },
	{ "k9xcvbnm4Lw8QhZs4Vg", true, false, true },
	{ "k9xcvbnm4Lw8QhZs4VgYd3Rp", true, false, true },
	{ "k9xcvbnm4Lw8QhZs4VgYd3RpJ", false, false, false },
	{ "k9zxcvbnm4Lw8QhZs4VgYd3Rp", true, false, true },
	{ "aB3aB3aB3aB3aB3aB3aB3aB3", true, false, true },
	{ "deadbeefdeadbeefdeadbeefdeadbeef", true, false, true },
	{ "wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY", true, false, true },
	{ "${DB_PASSWORD}", false, true, false },
	{ "$DB_PASS", false, true, false },
	{ "%DB_PASS%", false, true, false },
	{ "{{ x }}", false, true, false },
	{ "<token>", false, true, true },
	{ "process.env.TOKEN", false, true, false },
	{ "os.environ['X']", false, true, false },
	{ "getenv(\"X\")", false, true, false },
	{ "vault:secret/data/x", false, true, false },
	{ "arn:aws:secretsmanager:x", false, true, false },
	{ "prefix-${X}", false, true, false },
	{ "${theirs##*", false, true, false },
	{ "${token", false, true, false },
	{ "${!name", false, true, false },
	{ "${4xK@q8z", false, false, false },
	{ "^acme_[0-9]+$", false, true, true },
	{ "pk_{base62:20}", false, true, false },
	{ "{user}:{password}", false, true, false },
	{ "#/components/schemas/Token9", false, true, false },
	{ "{{@model.id}}", false, true, false },
	{ "db.Column(db.String(255", false, true, false },
	{ "StringField(max_length=255", false, true, false },
	{ "*response.Credentials.Key", false, true, false },
	{ "&corev1.Secret{}", false, true, false },
	{ "&nbsp!4.Tr0ub", false, false, false },
	{ "my_twitch_password", false, false, true },
	{ "sesame_twitch_door", false, false, false },
	{ "your_api_key_here", true, false, true },
	{ "changeme", true, false, true },
	{ "null", false, false, true },
	{ "********", true, true, true },
	{ "hunter2", false, false, false },
	{ "Tr0ub4dor&3", false, false, false },
};

static const struct {
	const char *value;
	bool common;
} choices[] = {
	{ "root123456", true },
	{ "Aa123456", true },
	{ "root@123", true },
	{ "12345678", true },
	{ "12345678a", true },
	{ "qwerty123", true },
	{ "1qaz2wsx", true },
	{ "password123", false },
	{ "my_pass_123", false },
	{ "foobar123", false },
	{ "xxx12345", false },
	{ "11111111", false },
	{ "abcd1234", false },
	{ "1234567890abcdef", false },
	{ "qwertyuiopasdfghjkl", false },
	{ "v1.2.3", false },
};

static void test_choices(void **state)
{
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(choices); i++)
		failures += differs_int(choices[i].value,
			placeholder_is_common(
				choices[i].value, strlen(choices[i].value)),
			choices[i].common);
	assert_int_equal(failures, 0);
}

static void test_cases(void **state)
{
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *value = cases[i].value;
		size_t len = strlen(value);

		failures += differs_int(value,
			placeholder_is_filler(value, len), cases[i].filler);
		failures +=
			differs_int(value, placeholder_is_reference(value, len),
				cases[i].reference);
		failures += differs_int(value, placeholder_is(value, len),
			cases[i].placeholder);
	}
	assert_int_equal(failures, 0);
}

/*
 * Of 5,000 random values a class, how many may be taken for a filler, and how
 * many must look random.
 */
static const struct {
	const char *template;
	unsigned fillers_most;
	unsigned random_least;
} classes[] = {
	{ "{hex:16}", 5, 4700 },
	{ "{hex:32}", 2, 4950 },
	{ "{hex:40}", 2, 4950 },
	{ "{hex:64}", 2, 4950 },
	{ "{base36:16}", 2, 4900 },
	{ "{base36:32}", 2, 4950 },
	{ "{base62:16}", 2, 4900 },
	{ "{base62:20}", 2, 4900 },
	{ "{base62:32}", 2, 4950 },
	{ "{base62:40}", 2, 4980 },
	{ "{base64:40}", 2, 4950 },
	{ "{base64url:43}", 2, 4950 },
	{ "{base32:32}", 2, 4900 },
};

static void count_class(
	const char *template, unsigned *fillers, unsigned *randoms)
{
	for (uint64_t seed = 1; seed <= 5000; seed++) {
		const struct sample_args args = { .template = template,
			.seed = seed };
		struct buf value = BUF_INIT(200);
		struct err err;

		assert_int_equal(sample_fill(&args, &value, NULL, &err), 0);
		*fillers += placeholder_is_filler(value.data, value.len);
		*randoms += looks_random(value.data, value.len);
		buf_release(&value);
	}
}

static void test_random_values(void **state)
{
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(classes); i++) {
		unsigned fillers = 0;
		unsigned randoms = 0;

		count_class(classes[i].template, &fillers, &randoms);
		if (fillers > classes[i].fillers_most ||
			randoms < classes[i].random_least) {
			print_error("%s: %u fillers, %u look random\n",
				classes[i].template, fillers, randoms);
			failures++;
		}
	}
	assert_int_equal(failures, 0);
}

static void test_words(void **state)
{
	static const char *const words[] = { "authentication_backend",
		"getUserPasswordFromStore", "ACCESS_TOKEN_EXPIRED_ERROR",
		"configuration", "keep-alive-timeout",
		"org.springframework.boot", "deadbeefcafe", "facebookresearch",
		"20260101123456", "ThisIsAVeryLongCamelCaseIdentifier",
		"correcthorsebatterystaple", "i18n_translation_missing",
		"en-US-x-posix-long" };
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(words); i++)
		failures += differs_int(words[i],
			looks_random(words[i], strlen(words[i])), false);
	assert_int_equal(failures, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),
		cmocka_unit_test(test_choices),
		cmocka_unit_test(test_random_values),
		cmocka_unit_test(test_words),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
