/*
 * test_veil.c - secrets that are found again without being kept.
 */
#include "unit.h"

#include <stdlib.h>

#include "base/veil.h"

static void test_empty(void **state)
{
	struct veil *veil = veil_new();
	size_t start = 77;

	(void)state;
	assert_int_equal(veil_find(NULL, "abcdef", 6, 0, &start), 0);
	assert_int_equal(veil_find(veil, "abcdef", 6, 0, &start), 0);
	assert_int_equal(start, 77);
	veil_free(veil);
	veil_free(NULL);
}

static const struct {
	const char *name;
	const char *secrets[3];
	const char *text;
	size_t from;
	size_t found;
	size_t start;
} cases[] = {
	{ "alone", { "secret" }, "secret", 0, 6, 0 },
	{ "inside", { "secret" }, "a secret, b", 0, 6, 2 },
	{ "at the end", { "secret" }, "a secret", 0, 6, 2 },
	{ "cut at the end", { "secret" }, "a secre", 0, 0, 0 },
	{ "after from", { "secret" }, "secret secret", 1, 6, 7 },
	{ "from at the end", { "secret" }, "secret", 6, 0, 0 },
	{ "from past the end", { "secret" }, "secret", 60, 0, 0 },
	{ "too short to remember", { "short" }, "short", 0, 0, 0 },
	{ "case counts", { "secret" }, "Secret", 0, 0, 0 },
	{ "first of two", { "secret", "longer-secret" },
		"x secret longer-secret", 0, 6, 2 },
	{ "longest at one place", { "secret", "secret-and-more" },
		"x secret-and-more", 0, 15, 2 },
	{ "longest at one place, added first", { "secret-and-more", "secret" },
		"x secret-and-more", 0, 15, 2 },
	{ "longest that is whole", { "secret-and-more", "secret" },
		"x secret-and-m", 0, 6, 2 },
	{ "earlier start though shorter", { "bbbbbbbb", "aaabbb" },
		"aaabbbbbbbb", 0, 6, 0 },
	{ "twice the same", { "secret", "secret" }, "secret", 0, 6, 0 },
	{ "a word in a path", { "secret" }, "src/secret/x.c", 0, 0, 0 },
	{ "a word in a file's name", { "secret" }, "my-secret.json", 0, 0, 0 },
	{ "a word behind a path", { "secret" }, "a/b secret", 0, 6, 4 },
	{ "a word in a sentence", { "secret" }, "say secret.", 0, 6, 4 },
	{ "a word in a URL", { "secret" }, "//me:secret@host/x", 0, 6, 5 },
	{ "a word in a query", { "secret" }, "/x?pw=secret&a=/", 0, 6, 6 },
	{ "a word at the beginning of a URL", { "secret" }, "//secret@host/x",
		0, 6, 2 },
	{ "a word before a version", { "secret" }, "a.org/secret@v1/x", 0, 0,
		0 },
	{ "a word with a number", { "oauth2" }, "src/oauth2/x.c", 0, 0, 0 },
	{ "a longer number", { "oauth234" }, "src/oauth234/x.c", 0, 8, 4 },
	{ "no word in a path", { "s3cret" }, "src/s3cret/x.c", 0, 6, 4 },
	{ "too long for a word", { "abcdefghijklmnop" }, "src/abcdefghijklmnop",
		0, 16, 4 },
	{ "same length", { "secret", "public", "middle" }, "a middle", 0, 6,
		2 },
};

static void test_find(void **state)
{
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct veil *veil = veil_new();
		size_t start = 0;
		size_t found;

		for (size_t j = 0; j < COUNT(cases[i].secrets); j++)
			if (cases[i].secrets[j] != NULL)
				veil_add(veil, cases[i].secrets[j],
					strlen(cases[i].secrets[j]));
		found = veil_find(veil, cases[i].text, strlen(cases[i].text),
			cases[i].from, &start);
		failures += differs_int(cases[i].name, (long long)found,
			(long long)cases[i].found);
		failures += differs_int(cases[i].name, (long long)start,
			(long long)cases[i].start);
		veil_free(veil);
	}
	assert_int_equal(failures, 0);
}

enum { SECRETS = 40, TEXT_LEN = 60 };

struct known {
	char text[TEXT_LEN];
	size_t len;
};

static void random_bytes(uint64_t *random, char *out, size_t len)
{
	for (size_t i = 0; i < len; i++)
		out[i] = (char)('a' + next_random(random) % 2);
}

/* The definition: first start, there the longest. */
static size_t plain_find(const struct known *secrets, const char *text,
	size_t len, size_t from, size_t *start)
{
	size_t found = 0;

	for (size_t at = from; at < len && found == 0; at++)
		for (size_t i = 0; i < SECRETS; i++) {
			if (secrets[i].len <= found ||
				secrets[i].len > len - at)
				continue;
			if (memcmp(secrets[i].text, text + at,
				    secrets[i].len) != 0)
				continue;
			found = secrets[i].len;
			*start = at;
		}
	return found;
}

static void test_against_definition(void **state)
{
	uint64_t random = 3;
	size_t failures = 0;

	(void)state;
	for (size_t round = 0; round < 300 && failures < 10; round++) {
		struct veil *veil = veil_new();
		struct known secrets[SECRETS];

		for (size_t i = 0; i < SECRETS; i++) {
			secrets[i].len = 6 + next_random(&random) % 15;
			random_bytes(&random, secrets[i].text, secrets[i].len);
			veil_add(veil, secrets[i].text, secrets[i].len);
		}
		for (size_t i = 0; i < 20; i++) {
			char text[TEXT_LEN];
			size_t from = next_random(&random) % TEXT_LEN;
			size_t start = 0;
			size_t want_start = 0;

			random_bytes(&random, text, TEXT_LEN);
			failures += differs_int("length",
				(long long)veil_find(
					veil, text, TEXT_LEN, from, &start),
				(long long)plain_find(secrets, text, TEXT_LEN,
					from, &want_start));
			failures += differs_int("start", (long long)start,
				(long long)want_start);
		}
		veil_free(veil);
	}
	assert_int_equal(failures, 0);
}

/* As many secrets as a hostile push may hold; each is found again. */
static void test_many(void **state)
{
	enum { MANY = 100000 };
	struct veil *veil = veil_new();
	size_t missed = 0;

	(void)state;
	for (unsigned i = 0; i < MANY; i++) {
		char secret[32];
		int len = snprintf(secret, sizeof(secret), "secret-%u", i);

		veil_add(veil, secret, (size_t)len);
	}
	for (unsigned i = 0; i < MANY; i += 7) {
		char text[48];
		int len = snprintf(text, sizeof(text), "at secret-%u.", i);
		size_t start = 0;
		size_t found = veil_find(veil, text, (size_t)len, 0, &start);

		missed += start != 3 || found != (size_t)len - 4;
	}
	assert_int_equal(missed, 0);
	veil_free(veil);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_empty),
		cmocka_unit_test(test_find),
		cmocka_unit_test(test_against_definition),
		cmocka_unit_test(test_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
