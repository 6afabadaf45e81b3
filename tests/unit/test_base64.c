/*
 * test_base64.c - base64 in one piece, and across what programs and documents
 * put round the lines of a key.
 */
#include "unit.h"

#include "base/buf.h"
#include "base/err.h"
#include "engine/base64.h"

static const struct {
	const char *text;
	const char *decoded; /* NULL: refused */
} strict[] = {
	{ "", "" },
	{ "YQ==", "a" },
	{ "YQ", "a" },
	{ "YWJj", "abc" },
	{ "_-_-", "\xff\xef\xfe" },
	{ "/+/+", "\xff\xef\xfe" },
	{ "YWJj\nZGVm", NULL },
	{ "YWJj!", NULL },
};

static const struct {
	const char *name;
	const char *text;
} loose[] = {
	{ "lines", "YWJj\nZGVm\n" },
	{ "lines with carriage returns", "YWJj\r\nZGVm\r\n" },
	{ "escapes", "YWJj\\nZGVm\\n" },
	{ "double escapes", "YWJj\\\\nZGVm\\\\n" },
	{ "literals that are joined", "\"YWJj\\n\" +\n  \"ZGVm\\n\"" },
	{ "adjacent literals", "\"YWJj\\n\"\n\"ZGVm\\n\"" },
	{ "a list", "\"YWJj\", \"ZGVm\"" },
	{ "comments", "// YWJj\n// ZGVm\n" },
	{ "script comments", "# YWJj\n# ZGVm\n" },
	{ "line breaks of a page", "YWJj<br>\nZGVm<br />\n" },
	{ "line breaks of an attribute", "YWJj&#10;ZGVm&#xA;" },
	{ "padding ends it", "YWJjZGVm=YWJj" },
	{ "dashes end it", "YWJj\nZGVm\n-----END" },
};

static void test_strict(void **state)
{
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(strict); i++) {
		struct buf out = BUF_INIT(64);
		const char *text = strict[i].text;
		int rc = base64_decode(text, strlen(text), &out);

		if (!strict[i].decoded)
			failures += differs_int(text, rc, ERR_INPUT);
		else if (differs_int(text, rc, 0) ||
			 strcmp(buf_string(&out), strict[i].decoded) != 0)
			failures += differs_int(text, 1, 0);
		buf_release(&out);
	}
	assert_int_equal(failures, 0);
}

static void test_loose(void **state)
{
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(loose); i++) {
		struct buf out = BUF_INIT(64);
		const char *text = loose[i].text;
		int rc = base64_decode_loose(text, strlen(text), &out);

		failures += differs_int(loose[i].name, rc, 0);
		failures += differs_int(
			loose[i].name, strcmp(buf_string(&out), "abcdef"), 0);
		buf_release(&out);
	}
	assert_int_equal(failures, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_strict),
		cmocka_unit_test(test_loose),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
