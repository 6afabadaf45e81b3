/*
 * test_glob.c - paths against patterns, as git reads them, and against a
 * plain recursive matcher.
 */
#include "unit.h"

#include <stdlib.h>

#include "base/glob.h"

static const struct {
	const char *pattern;
	const char *path;
	bool matches;
} cases[] = {
	/* No slash: the last part. */
	{ "foo", "foo", true },
	{ "foo", "a/b/foo", true },
	{ "foo", "foo/bar", false },
	{ "foo", "bar", false },
	{ "*.c", "a/b.c", true },
	{ "*.c", ".c", true },
	{ "*.c", "a.c/b", false },
	{ "*", "x", true },
	{ "*", "a/b/x", true },
	{ "", "x", false },
	{ "", "", false },
	{ "???", "foo", true },
	{ "??", "foo", false },
	{ "*f", "foo", false },
	{ "*foo*", "foo", true },
	{ "*ob*a*r*", "foobar", true },
	{ "*ab", "aaaaaaabababab", true },
	{ "foo\\*", "foo*", true },
	{ "foo\\*bar", "foobar", false },
	{ "f\\\\oo", "f\\oo", true },
	{ "foo\\", "foo", false },
	{ "foo\\", "foo\\", false },
	{ "-adobe-*-12-*", "-adobe-courier-bold-12-iso", true },
	{ "-adobe-*-12-*", "-adobe-courier-bold-iso", false },
	{ "***", "foo", true },
	{ "**foo", "a/foo", true },
	{ "**foo", "a/xfoo", true },
	{ "**", "a/b", true },
	{ "**", "a", true },

	/* A slash: the whole path. */
	{ "/foo", "foo", true },
	{ "/foo", "a/foo", false },
	{ "a/foo", "a/foo", true },
	{ "a/foo", "x/a/foo", false },
	{ "a/*", "a/b", true },
	{ "a/*", "a/b/c", false },
	{ "a/*/c", "a/b/c", true },
	{ "a/*/c", "a/c", false },
	{ "a?b", "a/b", false },
	{ "foo*bar", "foo/baz/bar", false },
	{ "foo/*/*/bar", "foo/a/b/bar", true },
	{ "foo\\/bar", "foo/bar", true },
	{ "foo\\/bar", "x/foo/bar", false },
	{ "a//b", "a/b", false },
	{ "/", "a", false },

	/* A double star: any number of folders. */
	{ "**/foo", "foo", true },
	{ "**/foo", "x/foo", true },
	{ "**/foo", "x/y/foo", true },
	{ "**/foo", "x/fooo", false },
	{ "foo/**", "foo/a", true },
	{ "foo/**", "foo/a/b", true },
	{ "foo/**", "foo", false },
	{ "foo/**", "x/foo/a", false },
	{ "a/**/b", "a/b", true },
	{ "a/**/b", "a/x/b", true },
	{ "a/**/b", "a/x/y/b", true },
	{ "a/**/b", "a/x/y/c", false },
	{ "a/**/**/b", "a/b", true },
	{ "a/**/**/b", "a/x/y/z/b", true },
	{ "foo/**bar", "foo/a/bar", false },
	{ "foo/**bar", "foo/abar", true },
	{ "**/bar*", "deep/foo/bar/baz", false },
	{ "**/bar/*", "deep/foo/bar/baz", true },
	{ "**/bar/*", "deep/foo/bar", false },
	{ "**/bar/**", "deep/foo/bar/baz/x", true },
	{ "**/bar/*/*", "deep/foo/bar/baz/x", true },
	{ "**/a*/b", "x/ab/c/aa/b", true },
	{ "**/x/**/y", "x/x/y/z", false },
	{ "**/*a*b*g*n*t", "abcd/abcdefg/abcdefghijk/abcdefghijklmnop.txt",
		true },

	/* A slash at the end: all below such a folder. */
	{ "build/", "build/x", true },
	{ "build/", "build/x/y", true },
	{ "build/", "a/build/x", true },
	{ "build/", "build", false },
	{ "build/", "a/build", false },
	{ "build/", "rebuild/x", false },
	{ "/build/", "build/x", true },
	{ "/build/", "a/build/x", false },
	{ "a/build/", "a/build/x", true },
	{ "a/build/", "x/a/build/x", false },
	{ "a/**/build/", "a/x/build/y", true },
	{ "*.d/", "a/b.d/c", true },
	{ "**/", "a/b", true },
	{ "**/", "a", false },
	{ "a/**/", "a/b/c", true },
	{ "a/**/", "a/b", false },

	/* Classes. */
	{ "[ab]x", "ax", true },
	{ "[ab]x", "cx", false },
	{ "[a-c]x", "bx", true },
	{ "[!a-c]x", "bx", false },
	{ "[^a-c]x", "dx", true },
	{ "[]]", "]", true },
	{ "[!]]", "]", false },
	{ "[!]]", "x", true },
	{ "[]-]", "-", true },
	{ "[a-]", "-", true },
	{ "[a-]", "b", false },
	{ "[\\]]", "]", true },
	{ "[\\\\-^]", "]", true },
	{ "[\\-_]", "-", true },
	{ "[\\-_]", ".", false },
	{ "[ab", "a", false },
	{ "[ab", "[ab", false },
	{ "[", "[", false },
	{ "[!", "a", false },
	{ "foo[/]bar", "foo/bar", false },
	{ "foo[!a]bar", "foo/bar", false },
	{ "[[:alpha:]][[:digit:]][[:upper:]]", "a1B", true },
	{ "[[:digit:][:upper:][:space:]]", "a", false },
	{ "[[:digit:][:upper:][:space:]]", "A", true },
	{ "[[:digit:][:upper:][:space:]]", "1", true },
	{ "[[:xdigit:]]", "f", true },
	{ "[[:xdigit:]]", "g", false },
	{ "[[:punct:]]", "_", true },
	{ "[[:nonsense:]]", "n", false },
	{ "[a-c[:digit:]x-z]", "5", true },
	{ "[a-c[:digit:]x-z]", "b", true },
	{ "[a-c[:digit:]x-z]", "q", false },
	{ "[[:alpha", "a", false },
	{ "[[]", "[", true },

	/* Bytes above 0x7F are bytes. */
	{ "\xE9\x8D\xB5*", "\xE9\x8D\xB5.json", true },
	{ "[\xC0-\xFF]*", "\xE9\x8D\xB5", true },
};

static void test_cases(void **state)
{
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		char name[200];

		(void)snprintf(name, sizeof(name), "%s against %s",
			cases[i].pattern, cases[i].path);
		failures += differs_int(name,
			glob_match(cases[i].pattern, cases[i].path),
			cases[i].matches);
	}
	assert_int_equal(failures, 0);
}

/* The definition, without regard to time; no classes, no backslashes. */
static bool plain_match(const char *pattern, const char *path, bool part_start)
{
	if (part_start && strncmp(pattern, "**/", 3) == 0) {
		if (plain_match(pattern + 3, path, true))
			return true;
		path = strchr(path, '/');
		return path != NULL && plain_match(pattern, path + 1, true);
	}
	if (part_start && strcmp(pattern, "**") == 0)
		return *path != '\0';
	if (*pattern == '\0')
		return *path == '\0';
	if (*pattern == '*') {
		if (plain_match(pattern + 1, path, false))
			return true;
		return *path != '\0' && *path != '/' &&
		       plain_match(pattern, path + 1, false);
	}
	if (*path == '\0')
		return false;
	if (*pattern != *path && (*pattern != '?' || *path == '/'))
		return false;
	return plain_match(pattern + 1, path + 1, *pattern == '/');
}

static void random_text(
	uint64_t *random, const char *alphabet, char *out, size_t most)
{
	size_t len = 1 + next_random(random) % most;

	for (size_t i = 0; i < len; i++)
		out[i] = alphabet[next_random(random) % strlen(alphabet)];
	out[len] = '\0';
}

/* Two parts at least, not empty, as every path that git has. */
static bool is_path(const char *text)
{
	size_t len = strlen(text);

	return text[0] != '/' && text[len - 1] != '/' &&
	       strstr(text, "//") == NULL && strchr(text, '/') != NULL;
}

static void test_against_definition(void **state)
{
	uint64_t random = 42;
	size_t failures = 0;
	size_t matched = 0;
	size_t compared = 0;

	(void)state;
	while (compared < 200000 && failures < 10) {
		char pattern[12] = "";
		char path[12] = "";
		char name[40];
		bool want;

		random_text(&random, "ab**//?", pattern, sizeof(pattern) - 1);
		random_text(&random, "aab/", path, sizeof(path) - 1);
		if (!is_path(pattern) || !is_path(path))
			continue;
		compared++;
		want = plain_match(pattern, path, true);
		matched += want;
		(void)snprintf(
			name, sizeof(name), "%s against %s", pattern, path);
		failures += differs_int(name, glob_match(pattern, path), want);
	}
	assert_int_equal(failures, 0);
	assert_true(matched > 5000);
}

/* TEXT repeated COUNT times and END; caller owns. */
static char *repeated(const char *text, size_t count, const char *end)
{
	size_t len = strlen(text);
	char *out = malloc(count * len + strlen(end) + 1);

	assert_non_null(out);
	for (size_t i = 0; i < count; i++)
		memcpy(out + i * len, text, len);
	memcpy(out + count * len, end, strlen(end) + 1);
	return out;
}

/* What takes exponential time when each star is tried anew. */
static void test_many_stars(void **state)
{
	static const struct {
		const char *pattern;
		const char *path;
	} hard[] = {
		{ "*a", "a" },
		{ "**/a/", "a/" },
		{ "**/*a*/", "aa/" },
		{ "*/**/", "a/" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(hard); i++) {
		char *pattern = repeated(hard[i].pattern, 100, "b");
		char *path = repeated(hard[i].path, 2000, "c");

		assert_false(glob_match(pattern, path));
		free(pattern);
		free(path);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),
		cmocka_unit_test(test_against_definition),
		cmocka_unit_test(test_many_stars),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
