/*
 * test_inline_tag.c - which tags waive, on which line, and for which rule.
 */
#include "unit.h"

#include "base/mem.h"
#include "policy/inline_tag.h"

/* The finding is what stands between < and >, of the rule aws-access-key. */
static const struct {
	const char *text;
	bool allowed;
} cases[] = {
	{ "key = <x>", false },
	{ "key = <x> # kagiban:allow", true },
	{ "key = <x> # kagiban:allow used in tests", true },
	{ "/* kagiban:allow */ key = <x>", true },
	{ "key = <x> kagiban:allow", true },
	{ "a\nkey = <x> # kagiban:allow\nb", true },

	/* Rules behind the tag. */
	{ "<x> # kagiban:allow aws-access-key", true },
	{ "<x> # kagiban:allow aws-access-key used in tests", true },
	{ "<x> # kagiban:allow password", false },
	{ "<x> # kagiban:allow password, aws-access-key", true },
	{ "<x> # kagiban:allow(password)", false },
	{ "<x> # kagiban:allow=aws-access-key", true },
	{ "<x> # kagiban:allow password of a test", false },
	{ "<x> # kagiban:allow no password", true },
	{ "<x> # kagiban:allow password kagiban:allow", true },

	/* What is no tag. */
	{ "<x> # kagiban:allowed", false },
	{ "<x> # kagiban:allow_all", false },
	{ "<x> # mykagiban:allow", false },
	{ "<x> # kagiban: allow", false },
	{ "<x> # KAGIBAN:ALLOW", false },
	{ "<x> # kagiban:", false },
	{ "<x> # :allow", false },

	/* The line above. */
	{ "# kagiban:allow\nkey = <x>", true },
	{ "  // kagiban:allow\nkey = <x>", true },
	{ "<!-- kagiban:allow -->\n<x>", true },
	{ "\"//\": \"kagiban:allow\",\n\"key\": <x>", true },
	{ "# for the tests, kagiban:allow\nkey = <x>", true },
	{ "# \xe9\x8d\xb5 kagiban:allow\nkey = <x>", true },
	{ "REM kagiban:allow\nkey = <x>", true },
	{ "# kagiban:allow\r\nkey = <x>", true },
	{ "# kagiban:allow password\nkey = <x>", false },
	{ "key = y # kagiban:allow\nkey = <x>", false },
	{ "#define KEY y // kagiban:allow\n#define KEY2 <x>", false },
	{ "--key y # kagiban:allow\n--key <x>", false },
	{ "# kagiban:allow\n\nkey = <x>", false },
	{ "key = <x>\n# kagiban:allow", false },
	{ "\n<x>", false },

	/* A finding of several lines. */
	{ "# kagiban:allow\n<a\nb\nc>", true },
	{ "<a\nb\nc> # kagiban:allow", true },
	{ "<a\nb\nc>\n# kagiban:allow", false },

	/* Tags of others. */
	{ "<x> # gitleaks:allow", true },
	{ "# gitleaks:allow\n<x>", true },
	{ "<x> # betterleaks:allow", true },
	{ "<x> # trufflehog:ignore", true },
	{ "<x> # kingfisher:ignore", true },
	{ "<x> # gitleaks:ignore", false },
	{ "<x> # gitleaks:allow password", true },
	{ "<x> # pragma: allowlist secret", true },
	{ "<x> # pragma:allowlist secret", true },
	{ "<x> # pragma: allowlist-secret", true },
	{ "<x> # pragma: allowlist secrets", false },
	{ "# pragma: allowlist secret\n<x>", false },
	{ "# pragma: allowlist nextline secret\n<x>", true },
	{ "a = y # pragma: allowlist nextline secret\n<x>", true },
	{ "<x> # pragma: allowlist nextline secret", false },
};

static const struct rule rules[] = {
	{ .id = "aws-access-key" },
	{ .id = "password" },
};
static const struct ruleset set = { .rules = rules, .rule_count = 2 };

static bool ask(const char *text, size_t len, struct span span)
{
	return inline_tag_allows(text, len, span, "aws-access-key", &set, NULL);
}

static void test_tags(void **state)
{
	int failures = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const char *text = cases[i].text;
		const char *open = strchr(text, '<');
		struct span span;

		if (strncmp(open, "<!", 2) == 0)
			open = strchr(open + 1, '<');
		span.start = (size_t)(open - text);
		span.end = (size_t)(strrchr(text, '>') - text) + 1;
		if (ask(text, strlen(text), span) == cases[i].allowed)
			continue;
		print_error("%s\n", text);
		failures++;
	}
	assert_int_equal(failures, 0);
}

/* A word that is nearly a rule's id is noted, and waives as any reason does. */
static void test_doubt(void **state)
{
	static const struct {
		const char *tag;
		const char *word;
	} tags[] = {
		{ "kagiban:allow aws-acces-key", "aws-acces-key" },
		{ "kagiban:allow aws-access-keys used in tests",
			"aws-access-keys" },
		{ "kagiban:allow aws-access-key", "" },
		{ "kagiban:allow password", "" },
		{ "kagiban:allow pasword", "" }, /* no dash: a reason */
		{ "kagiban:allow used-in-tests", "" },
		{ "kagiban:allow", "" },
		{ "gitleaks:allow aws-acces-key", "" },
	};
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(tags) / sizeof(*tags); i++) {
		struct inline_tag_doubt doubt = { "", NULL };
		char text[100];

		(void)snprintf(text, sizeof(text), "x # %s", tags[i].tag);
		inline_tag_allows(text, strlen(text), (struct span){ 0, 1 },
			"aws-access-key", &set, &doubt);
		failures +=
			differs_string(tags[i].tag, doubt.word, tags[i].word);
		if (doubt.word[0] != '\0')
			failures += differs_string(
				tags[i].tag, doubt.nearest, "aws-access-key");
	}
	assert_int_equal(failures, 0);
}

/* A line that is too long to be searched as a whole: the tag must be near. */
static void test_reach(void **state)
{
	static const char tag[] = " kagiban:allow";
	const size_t size = 64 * 1024;
	struct span span = { size / 2, size / 2 + 4 };
	char *text = mem_alloc(size);

	(void)state;
	memset(text, 'x', size);
	memcpy(text + span.end + INLINE_TAG_REACH, tag, strlen(tag));
	assert_false(ask(text, size, span));
	memcpy(text + span.end + INLINE_TAG_REACH - 100, tag, strlen(tag));
	text[span.end + INLINE_TAG_REACH - 100 + strlen(tag)] = ' ';
	assert_true(ask(text, size, span));
	memset(text, 'x', size);
	memcpy(text + span.start - INLINE_TAG_REACH / 2, tag, strlen(tag));
	text[span.start - INLINE_TAG_REACH / 2 + strlen(tag)] = '\n';
	assert_false(ask(text, size, span));
	free(text);
}

/* The text is borrowed bytes without a NUL, and the span may be all of it. */
static void test_edges(void **state)
{
	char *text = mem_alloc(14);

	(void)state;
	memcpy(text, "\nkagiban:allow", 14);
	assert_true(ask(text, 14, (struct span){ 14, 14 }));
	assert_false(ask(text, 14, (struct span){ 0, 0 }));
	assert_false(ask(text, 13, (struct span){ 13, 13 }));
	assert_true(ask(text, 14, (struct span){ 0, 14 }));
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tags),
		cmocka_unit_test(test_doubt),
		cmocka_unit_test(test_reach),
		cmocka_unit_test(test_edges),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
