/*
 * test_rulefile.c - the reader of git's configuration syntax: what it reads,
 * and what it says about what it refuses.  rules/rulefile_git.sh compares it
 * with git on far more.
 */
#include "unit.h"

#include "base/buf.h"
#include "base/err.h"
#include "rules/rulefile.h"

/*
 * Writes entries as "LINE section|subsection|key|value" and a newline; what
 * is NULL is left out with its bar.
 */
static int write_entry(
	void *payload, const struct rulefile_entry *entry, struct err *err)
{
	struct buf *out = payload;

	(void)err;
	buf_append_number(out, entry->line);
	buf_append_byte(out, ' ');
	buf_append_string(out, entry->section);
	if (entry->subsection != NULL) {
		buf_append_byte(out, '|');
		buf_append_string(out, entry->subsection);
	}
	if (entry->key != NULL) {
		buf_append_string(out, " . ");
		buf_append_string(out, entry->key);
	}
	if (entry->value != NULL) {
		buf_append_string(out, "=");
		buf_append_string(out, entry->value);
	}
	buf_append_byte(out, '\n');
	return 0;
}

static const struct {
	const char *name;
	const char *text;
	const char *entries;
} good_cases[] = {
	{ "empty", "", "" },
	{ "mark", "\xef\xbb\xbf[a]\nk=v", "1 a\n2 a . k=v\n" },
	{ "comments", "# x\n ; y\n[a]#z\n", "3 a\n" },
	{ "old subsection", "[A.Sub.X]\nk=1", "1 a|sub.x\n2 a|sub.x . k=1\n" },
	{ "subsection", "[A \"Sub x\"] k=1", "1 a|Sub x\n1 a|Sub x . k=1\n" },
	{ "subsection escapes", "[a \"q\\\"b\\\\x\\n\"]", "1 a|q\"b\\xn\n" },
	{ "subsection of nothing", "[a \"\"]\nk=1", "1 a|\n2 a| . k=1\n" },
	{ "both subsections", "[a.B \"C\"]", "1 a|b.C\n" },
	{ "true by itself", "[a]\nkey\nK2", "1 a\n2 a . key\n3 a . k2\n" },
	{ "empty value", "[a]\nk=\nl = \n", "1 a\n2 a . k=\n3 a . l=\n" },
	{ "blanks round", "[a]\n k \t=  v  w \t\n", "1 a\n2 a . k=v  w\n" },
	{ "tab within", "[a]\nk=v\tw", "1 a\n2 a . k=v w\n" },
	{ "quotes", "[a]\nk = a\" b # \"c \" \" # d",
		"1 a\n2 a . k=a b # c  \n" },
	{ "comment after", "[a]\nk = v;w\nl = v # w",
		"1 a\n2 a . k=v\n"
		"3 a . l=v\n" },
	{ "escapes", "[a]\nk = \\\\d\\t\\\"\\n.", "1 a\n2 a . k=\\d\t\"\n.\n" },
	{ "continued", "[a]\nk = v \\\n  w\nl=1",
		"1 a\n2 a . k=v   w\n"
		"4 a . l=1\n" },
	{ "continued in quotes", "[a]\nk = \"v\\\n w\"", "1 a\n2 a . k=v w\n" },
	{ "no way on in a comment", "[a]\nk = v # \\\nl",
		"1 a\n2 a . k=v\n"
		"3 a . l\n" },
	{ "CR LF", "[a]\r\nk = v\r\nl\r\n", "1 a\n2 a . k=v\n3 a . l\n" },
	{ "continued CR LF", "[a]\r\nk = v\\\r\nw", "1 a\n2 a . k=vw\n" },
	{ "dash and digits", "[a-1]\nk-2 = 3", "1 a-1\n2 a-1 . k-2=3\n" },
	{ "UTF-8", "[a \"鍵\"]\nk = 番", "1 a|鍵\n2 a|鍵 . k=番\n" },
	{ "include is nothing special", "[include]\npath = /etc/passwd",
		"1 include\n2 include . path=/etc/passwd\n" },
};

static void test_good(void **state)
{
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(good_cases); i++) {
		struct buf out = BUF_INIT(10000);
		struct err err = { 0 };
		const char *text = good_cases[i].text;
		int rc = rulefile_parse(
			"F", text, strlen(text), write_entry, &out, &err);

		failures += differs_int(good_cases[i].name, rc, 0);
		failures += differs_string(good_cases[i].name, buf_string(&out),
			good_cases[i].entries);
		buf_release(&out);
	}
	assert_int_equal(failures, 0);
}

#define ESCAPES "unknown escape in a value; there are \\\\ \\\" \\n \\t"
#define HEADER "expected a section header such as [name] or [name \"id\"]"

static const struct {
	const char *name;
	const char *text;
	size_t len;
	const char *message;
} bad_cases[] = {
	{ "no section", BYTES("\nk = v"),
		"F:2: expected a [section] before the first key" },
	{ "no key", BYTES("[a]\n= v"),
		"F:2: expected a [section], a key or a comment" },
	{ "digit first", BYTES("[a]\n1k = v"),
		"F:2: expected a [section], a key or a comment" },
	{ "no equal sign", BYTES("[a]\n\nkey value"),
		"F:3: expected = after the key key" },
	{ "underscore", BYTES("[a]\nkey_one = 1"),
		"F:2: expected = after the key key" },
	{ "comment after a key", BYTES("[a]\nkey # x"),
		"F:2: expected = after the key key" },
	{ "open quote", BYTES("[a]\nk = \"v\nl = 1"),
		"F:2: a double quote is not closed in its line" },
	{ "open quote at the end", BYTES("[a]\nk = \"v"),
		"F:2: a double quote is not closed in its line" },
	{ "open quote below", BYTES("[a]\nk = \"v\\\nw\n"),
		"F:3: a double quote is not closed in its line" },
	{ "escape", BYTES("[a]\nk = \\d+"), "F:2: " ESCAPES },
	{ "backspace", BYTES("[a]\nk = \\bx"),
		"F:2: \\b would be a backspace here; a word boundary needs no "
		"\\b, a pattern's backslash is written \\\\" },
	{ "header", BYTES("[a"), "F:1: " HEADER },
	{ "header of nothing", BYTES("[]"), "F:1: " HEADER },
	{ "header over lines", BYTES("[a\n]"), "F:1: " HEADER },
	{ "header without quotes", BYTES("[a b]"), "F:1: " HEADER },
	{ "header with a blank", BYTES("[a \"b\" ]"), "F:1: " HEADER },
	{ "subsection over lines", BYTES("\n[a \"b\nc\"]"), "F:2: " HEADER },
	{ "underscore in a section", BYTES("[a_b]"), "F:1: " HEADER },
	{ "NUL", BYTES("[a]\nk = a\0b"), "F:2: a byte that is no UTF-8 text" },
	{ "Latin-1", BYTES("[a]\n\nk = \xe9t\xe9"),
		"F:3: a byte that is no UTF-8 text" },
	{ "half a mark", BYTES("\xef\xbb[a]"),
		"F:1: a byte that is no UTF-8 text" },
	{ "two marks", BYTES("\xef\xbb\xbf\xef\xbb\xbf[a]"),
		"F:1: expected a [section], a key or a comment" },
};

static void test_bad(void **state)
{
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(bad_cases); i++) {
		struct buf out = BUF_INIT(10000);
		struct err err = { 0 };
		int rc = rulefile_parse("F", bad_cases[i].text,
			bad_cases[i].len, write_entry, &out, &err);

		failures += differs_int(bad_cases[i].name, rc, ERR_CONFIG);
		failures += differs_string(
			bad_cases[i].name, err.message, bad_cases[i].message);
		buf_release(&out);
	}
	assert_int_equal(failures, 0);
}

static void test_limit(void **state)
{
	static char text[RULEFILE_LIMIT + 1];
	struct buf out = BUF_INIT(100);
	struct err err = { 0 };

	(void)state;
	memset(text, '\n', sizeof(text));
	assert_int_equal(rulefile_parse("F", text, RULEFILE_LIMIT, write_entry,
				 &out, &err),
		0);
	assert_int_equal(rulefile_parse("F", text, RULEFILE_LIMIT + 1,
				 write_entry, &out, &err),
		ERR_CONFIG);
	assert_string_equal(err.message, "F: larger than 1048576 bytes");
	buf_release(&out);
}

/* Refuses the second entry. */
static int refuse(
	void *payload, const struct rulefile_entry *entry, struct err *err)
{
	int *left = payload;

	(void)entry;
	if (--*left > 0)
		return 0;
	return err_set(err, ERR_RULE, "enough");
}

static void test_refused(void **state)
{
	static const char text[] = "[a]\nk\nl\nm\n";
	struct err err = { 0 };
	int left = 2;

	(void)state;
	assert_int_equal(rulefile_parse("F", text, sizeof(text) - 1, refuse,
				 &left, &err),
		ERR_RULE);
	assert_int_equal(left, 0);
	assert_string_equal(err.message, "enough");
}

static void test_boolean(void **state)
{
	static const struct {
		const char *value;
		int result;
	} cases[] = {
		{ NULL, 1 },
		{ "true", 1 },
		{ "YES", 1 },
		{ "On", 1 },
		{ "1", 1 },
		{ "2k", 1 },
		{ "", 0 },
		{ "False", 0 },
		{ "no", 0 },
		{ "OFF", 0 },
		{ "0", 0 },
		{ "maybe", ERR_CONFIG },
		{ "tru", ERR_CONFIG },
		{ " true", ERR_CONFIG },
	};
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct err err = { 0 };
		const char *value = cases[i].value;

		failures += differs_int(value == NULL ? "NULL" : value,
			rulefile_boolean(value, &err), cases[i].result);
	}
	assert_int_equal(failures, 0);
}

static void test_number(void **state)
{
	static const struct {
		const char *value;
		int rc;
		uint64_t number;
	} cases[] = {
		{ "0", 0, 0 },
		{ "40", 0, 40 },
		{ "1k", 0, 1024 },
		{ "3M", 0, 3145728 },
		{ "2g", 0, UINT64_C(2147483648) },
		{ "18446744073709551615", 0, UINT64_MAX },
		{ "18446744073709551616", ERR_CONFIG, 7 },
		{ "17179869184g", ERR_CONFIG, 7 },
		{ "", ERR_CONFIG, 7 },
		{ NULL, ERR_CONFIG, 7 },
		{ "k", ERR_CONFIG, 7 },
		{ "010", ERR_CONFIG, 7 },
		{ "0x10", ERR_CONFIG, 7 },
		{ "-1", ERR_CONFIG, 7 },
		{ "1kk", ERR_CONFIG, 7 },
		{ "1 ", ERR_CONFIG, 7 },
	};
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *value = cases[i].value;
		const char *name = value == NULL ? "NULL" : value;
		uint64_t number = 7;
		struct err err = { 0 };

		failures += differs_int(name,
			rulefile_number(value, &number, &err), cases[i].rc);
		failures += differs_hex(name, number, cases[i].number);
	}
	assert_int_equal(failures, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good),
		cmocka_unit_test(test_bad),
		cmocka_unit_test(test_limit),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_boolean),
		cmocka_unit_test(test_number),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
