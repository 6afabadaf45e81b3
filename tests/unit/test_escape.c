/*
 * test_escape.c - foreign bytes made safe to show: controls, bad UTF-8,
 * hidden characters, secrets, passwords in URLs, shell words, ceilings.
 */
#include "unit.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/escape.h"
#include "base/veil.h"

/* Not written out, so that no scanner takes the URLs below for real ones. */
#define PW                                                                     \
	"pa55"                                                                 \
	"w0rd"
#define TOKEN                                                                  \
	"0123456789"                                                           \
	"abcdef"

static const struct {
	const char *name;
	const char *text;
	size_t len;
	const char *want;
} cases[] = {
	{ "nothing", BYTES(""), "" },
	{ "plain", BYTES("src/main.c ~!\"'"), "src/main.c ~!\"'" },
	{ "backslash as itself", BYTES("a\\nb"), "a\\nb" },
	{ "newline, tab, return", BYTES("a\nb\tc\r"), "a\\nb\\tc\\x0D" },
	{ "NUL", BYTES("a\0b"), "a\\x00b" },
	{ "colour", BYTES("\x1B[31mred"), "\\x1B[31mred" },
	{ "title", BYTES("\x1B]0;x\x07"), "\\x1B]0;x\\x07" },
	{ "backspaces", BYTES("ok\b\bno"), "ok\\x08\\x08no" },
	{ "DEL", BYTES("\x7F"), "\\x7F" },
	{ "C1 as UTF-8",
		BYTES("\xC2\x9B"
		      "31m"),
		"\\xC2\\x9B31m" },
	{ "C1 as a byte",
		BYTES("\x9B"
		      "31m"),
		"\\x9B31m" },
	{ "the last C1 and the first after", BYTES("\xC2\x9F\xC2\xA0"),
		"\\xC2\\x9F\xC2\xA0" },
	{ "UTF-8", BYTES("\xE9\x8D\xB5\xE7\x95\xAA"),
		"\xE9\x8D\xB5\xE7\x95\xAA" },
	{ "four bytes", BYTES("\xF0\x9F\x94\x91"), "\xF0\x9F\x94\x91" },
	{ "bad UTF-8", BYTES("a\xFF\xC0\x80z"), "a\\xFF\\xC0\\x80z" },
	{ "cut UTF-8", BYTES("a\xE9\x8D"), "a\\xE9\\x8D" },
	{ "surrogate", BYTES("\xED\xA0\x80"), "\\xED\\xA0\\x80" },
	{ "override", BYTES("a\xE2\x80\xAEtxt"), "a\\u{202E}txt" },
	{ "isolates", BYTES("\xE2\x81\xA6x\xE2\x81\xA9"),
		"\\u{2066}x\\u{2069}" },
	{ "zero width",
		BYTES("a\xE2\x80\x8B"
		      "b"),
		"a\\u{200B}b" },
	{ "line separator", BYTES("\xE2\x80\xA8"), "\\u{2028}" },
	{ "the last before", BYTES("\xE2\x80\x8A\xE2\x80\xA7"),
		"\xE2\x80\x8A\xE2\x80\xA7" },
	{ "the first after", BYTES("\xE2\x80\x90\xE2\x80\xAF\xE2\x81\xAA"),
		"\xE2\x80\x90\xE2\x80\xAF\xE2\x81\xAA" },
	{ "letter mark", BYTES("\xD8\x9C"), "\\u{061C}" },
	{ "byte order mark", BYTES("\xEF\xBB\xBFx"), "\\u{FEFF}x" },
	{ "tag", BYTES("\xF3\xA0\x81\x81"), "\\u{E0041}" },

	{ "password", BYTES("https://user:" PW "@host/x"),
		"https://user:***@host/x" },
	{ "password and more", BYTES("see https://u:" PW "@h, or h2"),
		"see https://u:***@h, or h2" },
	{ "no user", BYTES("redis://:" PW "@host"), "redis://:***@host" },
	{ "a colon in it", BYTES("ftp://u:a:" PW "@h"), "ftp://u:***@h" },
	{ "an at sign in it", BYTES("ftp://u:" PW "@1@h"), "ftp://u:***@h" },
	{ "user only", BYTES("https://user@host"), "https://user@host" },
	{ "nothing after the colon", BYTES("https://user:@host"),
		"https://user:@host" },
	{ "token", BYTES("https://" TOKEN "@host"), "https://***@host" },
	{ "one short of a token", BYTES("https://0123456789abcde@host"),
		"https://0123456789abcde@host" },
	{ "token as the user", BYTES("https://" TOKEN ":x@host"),
		"https://***@host" },
	{ "token with an empty password", BYTES("https://" TOKEN ":@host"),
		"https://***@host" },
	{ "port", BYTES("https://host:8080/a@b"), "https://host:8080/a@b" },
	{ "query", BYTES("https://host?a:b@c"), "https://host?a:b@c" },
	{ "end of line", BYTES("https://host:80\na@b"),
		"https://host:80\\na@b" },
	{ "two URLs", BYTES("a://b:" PW "@c d://e:" PW "@f"),
		"a://b:***@c d://e:***@f" },
	{ "two schemes", BYTES("a://b://c:" PW "@d"), "a://b://c:***@d" },
	{ "control in a password", BYTES("a://b:x\x1B@c"), "a://b:x\\x1B@c" },
	{ "not a URL", BYTES("a:b@c:/d"), "a:b@c:/d" },
	{ "slashes at the end", BYTES("a://"), "a://" },
	{ "colons at the end", BYTES("a::/"), "a::/" },

	{ "secret", BYTES("x=hush-hush!"), "x=***!" },
	{ "secret twice", BYTES("hush-hush hush-hush"), "*** ***" },
	{ "secrets side by side", BYTES("hush-hushhush-hush"), "***" },
	{ "secrets that overlap", BYTES("hush-hush-child."), "***." },
	{ "controls in a secret", BYTES("<new\nline\x1B>"), "<***>" },
	{ "secret in a URL", BYTES("https://hush-hush/x"), "https://***/x" },
	{ "secret across a password's end", BYTES("a://b:c@host-name!"),
		"a://b:***!" },
	{ "secret that ends in a character", BYTES("x half-\xE9\x8D\xB5 y"),
		"x *** y" },
	{ "secret that begins in a character", BYTES("x \xE9\x8D\xB5-half y"),
		"x *** y" },
	{ "secrets that share a character",
		BYTES("half-\xE9\x8D\xB5-half \xB5-half"), "*** \\xB5-half" },
	{ "secret right behind a widened one",
		BYTES("half-\xE9\x8D\xB5-half\xB5\x8D\xB5-half"), "******" },
	{ "secret before a password", BYTES("user-name://b:" PW "@c"),
		"***://b:***@c" },
};

static struct veil *make_veil(void)
{
	static const char *const secrets[] = { "hush-hush", "hush-child",
		"new\nline\x1B", "c@host-name", "user-name", "half-\xE9",
		"\x8D\xB5-half" };
	struct veil *veil = veil_new();

	for (size_t i = 0; i < COUNT(secrets); i++)
		veil_add(veil, secrets[i], strlen(secrets[i]));
	return veil;
}

static void test_cases(void **state)
{
	struct veil *veil = make_veil();
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct buf out = BUF_INIT(200);

		escape_append(&out, cases[i].text, cases[i].len, veil);
		failures += differs_string(
			cases[i].name, buf_string(&out), cases[i].want);
		buf_release(&out);
	}
	veil_free(veil);
	assert_int_equal(failures, 0);
}

static void test_no_veil(void **state)
{
	struct buf out = BUF_INIT(100);

	(void)state;
	escape_append_string(&out, NULL, NULL);
	assert_string_equal(buf_string(&out), "");
	escape_append_string(&out, "hush-hush\n", NULL);
	assert_string_equal(buf_string(&out), "hush-hush\\n");
	escape_append_string(&out, " a://b:" PW "@c", NULL);
	assert_string_equal(buf_string(&out), "hush-hush\\n a://b:***@c");
	buf_release(&out);
}

static const struct {
	const char *name;
	const char *text;
	size_t len;
	const char *want;
} shell_cases[] = {
	{ "word", BYTES("src/main-1.2_x+y,z:w@v%"), "src/main-1.2_x+y,z:w@v%" },
	{ "empty", BYTES(""), "''" },
	{ "blank", BYTES("a b"), "'a b'" },
	{ "quote", BYTES("it's"), "'it'\\''s'" },
	{ "quotes alone", BYTES("''"), "''\\'''\\'''" },
	{ "dollar", BYTES("$(rm -rf x)`y`"), "'$(rm -rf x)`y`'" },
	{ "backslash", BYTES("a\\b"), "'a\\b'" },
	{ "tilde", BYTES("~root"), "'~root'" },
	{ "assignment", BYTES("A=b"), "'A=b'" },
	{ "glob", BYTES("*.c"), "'*.c'" },
	{ "not ASCII", BYTES("\xE9\x8D\xB5.json"), "'\xE9\x8D\xB5.json'" },
	{ "newline", BYTES("a\nb"), "$'a\\nb'" },
	{ "escape", BYTES("\x1B[1m"), "$'\\x1B[1m'" },
	{ "NUL", BYTES("a\0b"), "$'a\\x00b'" },
	{ "bad UTF-8", BYTES("\xFF"), "$'\\xFF'" },
	{ "override", BYTES("\xE2\x80\xAE"), "$'\\xE2\\x80\\xAE'" },
	{ "all of them", BYTES("a'b\\c\t\xE9\x8D\xB5"),
		"$'a\\'b\\\\c\\t\xE9\x8D\xB5'" },
	{ "secret", BYTES("dir/hush-hush"), "'dir/***'" },
	{ "secret and a newline", BYTES("hush-hush\n"), "$'***\\n'" },
};

static void test_shell(void **state)
{
	struct veil *veil = make_veil();
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(shell_cases); i++) {
		struct buf out = BUF_INIT(200);

		escape_append_shell(
			&out, shell_cases[i].text, shell_cases[i].len, veil);
		failures += differs_string(shell_cases[i].name,
			buf_string(&out), shell_cases[i].want);
		buf_release(&out);
	}
	veil_free(veil);
	assert_int_equal(failures, 0);
}

static const struct {
	const char *name;
	size_t limit;
	const char *before;
	const char *text;
	const char *want;
} limit_cases[] = {
	{ "just fits", 6, "", "abcdef", "abcdef" },
	{ "one over", 6, "", "abcdefg", "abc..." },
	{ "one over, in pieces", 8, "", "abcd\nefg", "abcd\\..." },
	{ "after something", 8, "abcdef", "ghi", "abcde..." },
	{ "full", 6, "abcdef", "g", "abc..." },
	{ "cut before", 6, "abc...", "g", "abc..." },
	{ "not in a character", 8, "", "abcd\xE9\x8D\xB5\xE9\x8D\xB5",
		"abcd..." },
	{ "a mask", 6, "", "abcd hush-hush", "abc..." },
	{ "no room for the mark", 2, "", "abc", ".." },
	{ "no room at all", 0, "", "abc", "" },
};

static void test_limits(void **state)
{
	struct veil *veil = make_veil();
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(limit_cases); i++) {
		struct buf out = BUF_INIT(limit_cases[i].limit);

		buf_append_string(&out, limit_cases[i].before);
		escape_append_string(&out, limit_cases[i].text, veil);
		failures += differs_string(limit_cases[i].name,
			buf_string(&out), limit_cases[i].want);
		buf_release(&out);
	}
	veil_free(veil);
	assert_int_equal(failures, 0);
}

/* Whatever the bytes: the result is printable UTF-8 on one line. */
static void test_random_bytes(void **state)
{
	struct veil *veil = make_veil();
	uint64_t random = 5;
	size_t failures = 0;

	(void)state;
	for (size_t round = 0; round < 20000 && failures < 10; round++) {
		struct buf out = BUF_INIT(next_random(&random) % 100);
		char text[40];
		size_t len = next_random(&random) % sizeof(text);

		for (size_t i = 0; i < len; i++)
			text[i] = (char)next_random(&random);
		if (round % 2 == 0)
			escape_append(&out, text, len, veil);
		else
			escape_append_shell(&out, text, len, veil);
		for (size_t i = 0; i < out.len; i++) {
			unsigned char byte = (unsigned char)out.data[i];

			failures += byte < ' ' || byte == 0x7F;
		}
		buf_release(&out);
	}
	veil_free(veil);
	assert_int_equal(failures, 0);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),
		cmocka_unit_test(test_no_veil),
		cmocka_unit_test(test_shell),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_random_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
