/*
 * test_wrap.c - paragraphs in lines of limited width.
 */
#include "unit.h"

#include <stdlib.h>

#include "cli/wrap.h"

#define TEN "123456789 "
#define WIDE_TEN "鍵番鍵番鍵" /* ten columns, fifteen bytes */

static const struct {
	const char *name;
	const char *text;
	size_t column;
	size_t indent;
	const char *lines;
} cases[] = {
	{ "nothing", "", 0, 0, "\n" },
	{ "one line", "a b  c", 0, 2, "a b  c\n" },
	{ "blanks in front and behind", "  a ", 0, 2, "a \n" },
	{ "just fits", TEN TEN TEN TEN TEN TEN TEN "12345678", 0, 2,
		TEN TEN TEN TEN TEN TEN TEN "12345678\n" },
	{ "one too long", TEN TEN TEN TEN TEN TEN TEN "123456789", 0, 2,
		TEN TEN TEN TEN TEN TEN "123456789\n  123456789\n" },
	{ "begins further right", TEN TEN "123456789", 60, 4,
		"123456789\n    " TEN "123456789\n" },
	{ "a long word",
		"a " TEN "a/234567890/234567890/234567890/234567890/"
		"234567890/234567890/234567890/234567890 b",
		0, 2,
		"a 123456789\n  a/234567890/234567890/234567890/234567890/"
		"234567890/234567890/234567890/234567890\n  b\n" },
	{ "a command is one word", TEN TEN TEN TEN TEN TEN TEN "`a b` `c d`", 0,
		2, TEN TEN TEN TEN TEN TEN TEN "`a b`\n  `c d`\n" },
	{ "a lone back quote", TEN TEN TEN TEN TEN TEN TEN "`a bcd e fg", 0, 2,
		TEN TEN TEN TEN TEN TEN TEN "`a bcd e\n  fg\n" },
	{ "wide characters",
		WIDE_TEN WIDE_TEN WIDE_TEN WIDE_TEN WIDE_TEN WIDE_TEN WIDE_TEN
			WIDE_TEN,
		0, 2,
		WIDE_TEN WIDE_TEN WIDE_TEN WIDE_TEN WIDE_TEN WIDE_TEN WIDE_TEN
		"鍵番鍵\n  番鍵\n" },
	{ "beside wide characters", "鍵番abc鍵番", 74, 2, "鍵番\n  abc鍵番\n" },
	{ "no full stop begins a line", "鍵番鍵。鍵番", 72, 2,
		"鍵番\n  鍵。鍵番\n" },
	{ "nor two closing marks", "鍵（番）。鍵", 70, 2,
		"鍵\n  （番）。鍵\n" },
	{ "nor a narrow one", "鍵番鍵: 番", 71, 2, "鍵番鍵:\n  番\n" },
	{ "nor a long vowel", "キーキーキー", 74, 2, "キー\n  キーキー\n" },
	{ "backquotes keep together", "see `git rev-list`, `git log`", 66, 2,
		"see\n  `git rev-list`, `git log`\n" },
	{ "beside wide characters too", "鍵番`git log`鍵番", 72, 2,
		"鍵番\n  `git log`鍵番\n" },
	{ "one backquote is none", "a` b", 75, 2, "a`\n  b\n" },
	{ "no last character alone", "鍵番鍵番", 72, 2, "鍵番\n  鍵番\n" },
	{ "but a command", "鍵番`git log`", 72, 2, "鍵番\n  `git log`\n" },
	{ "nor with marks", "鍵番鍵番）。", 72, 2, "鍵番\n  鍵番）。\n" },
	{ "no opening mark ends one", "鍵番「鍵」", 72, 2, "鍵番\n  「鍵」\n" },
};

static void test_wrap(void **state)
{
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		char *text = NULL;
		size_t len = 0;
		FILE *out = open_memstream(&text, &len);

		assert_non_null(out);
		wrap_print(
			out, cases[i].text, cases[i].column, cases[i].indent);
		fclose(out);
		failures += differs_string(cases[i].name, text, cases[i].lines);
		free(text);
	}
	assert_int_equal(failures, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_wrap),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
