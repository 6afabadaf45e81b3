/*
 * test_pushlines.c - the lines of a push: all of them, or an error that names
 * the one that is wrong.
 */
#include "unit.h"

#include "base/err.h"
#include "source/pushlines.h"

#define A "0123456789abcdef0123456789abcdef01234567"
#define B "89abcdef0123456789abcdef0123456789abcdef"
#define ZEROS "0000000000000000000000000000000000000000"
#define LONG A "0123456789abcdef01234567"

enum { WRONG = -1, MOST = 2 };

static const struct {
	const char *name;
	bool of_receive;
	size_t id_size;
	const char *text;
	int count; /* of lines; WRONG: refused */
	/* The last line's. */
	const char *ref;
	const char *old_hex; /* "": none */
	const char *new_hex;
	const char *named; /* in the error */
} cases[] = {
	{ "nothing", false, 20, "", 0, NULL, NULL, NULL, NULL },
	{ "a push", false, 20, "refs/heads/x " A " refs/heads/y " B "\n", 1,
		"refs/heads/y", B, A, NULL },
	{ "two refs", false, 20,
		"HEAD " A " refs/heads/y " B "\nx " B " refs/tags/z " A "\n", 2,
		"refs/tags/z", A, B, NULL },
	{ "a new ref", false, 20, "x " A " refs/heads/y " ZEROS "\n", 1,
		"refs/heads/y", "", A, NULL },
	{ "a deletion", false, 20, "(delete) " ZEROS " refs/heads/y " B "\n", 1,
		"refs/heads/y", B, "", NULL },
	{ "blanks in what is ours", false, 20,
		"main@{2 days ago} " A " refs/heads/y " B "\n", 1,
		"refs/heads/y", B, A, NULL },
	{ "SHA-256", false, 32, "x " LONG " refs/heads/y " LONG "\n", 1,
		"refs/heads/y", LONG, LONG, NULL },
	{ "what is received", true, 20, A " " B " refs/heads/y\n", 1,
		"refs/heads/y", A, B, NULL },
	{ "received, new", true, 20, ZEROS " " B " refs/heads/y\n", 1,
		"refs/heads/y", "", B, NULL },
	{ "received, gone", true, 20, A " " ZEROS " refs/heads/y\n", 1,
		"refs/heads/y", A, "", NULL },
	{ "an empty line", false, 20, "\n", WRONG, NULL, NULL, NULL,
		"line 1 on stdin" },
	{ "an empty line behind a good one", false, 20,
		"x " A " refs/heads/y " B "\n\n", WRONG, NULL, NULL, NULL,
		"line 2 on stdin" },
	{ "no end", false, 20, "x " A " refs/heads/y " B, WRONG, NULL, NULL,
		NULL, "line 1 on stdin" },
	{ "a field less", false, 20, "x " A " refs/heads/y\n", WRONG, NULL,
		NULL, NULL, "refs/heads/y" },
	{ "nothing that is ours", false, 20, A " refs/heads/y " B "\n", WRONG,
		NULL, NULL, NULL, "line 1" },
	{ "no ref", false, 20, "x " A "  " B "\n", WRONG, NULL, NULL, NULL,
		"line 1" },
	{ "a tab in a ref", false, 20, "x " A " a\tb " B "\n", WRONG, NULL,
		NULL, NULL, "line 1" },
	{ "ids of another kind", false, 32, "x " A " refs/heads/y " B "\n",
		WRONG, NULL, NULL, NULL, "line 1" },
	{ "two kinds of ids", false, 20, "x " A " refs/heads/y " LONG "\n",
		WRONG, NULL, NULL, NULL, "line 1" },
	{ "no hex", false, 20,
		"x " A " refs/heads/y 0123456789abcdef0123456789abcdef0123456g"
		"\n",
		WRONG, NULL, NULL, NULL, "line 1" },
	{ "a push that is received", true, 20,
		"refs/heads/x " A " refs/heads/y " B "\n", WRONG, NULL, NULL,
		NULL, "line 1" },
	{ "received, without a ref", true, 20, A " " B "\n", WRONG, NULL, NULL,
		NULL, "line 1" },
	{ "received, a field more", true, 20, A " " B " refs/heads/y z\n",
		WRONG, NULL, NULL, NULL, "line 1" },
	{ "a carriage return", true, 20, A " " B " refs/heads/y\r\n", WRONG,
		NULL, NULL, NULL, "line 1" },
};

static size_t check_last(size_t i, const struct push_updates *updates)
{
	const struct push_update *last = &updates->list[updates->count - 1];
	char old_hex[OBJECT_HEX_SIZE];
	char new_hex[OBJECT_HEX_SIZE];

	objectid_hex(old_hex, &last->old_id);
	objectid_hex(new_hex, &last->new_id);
	return differs_string(cases[i].name, last->ref, cases[i].ref) +
	       differs_string(cases[i].name, old_hex, cases[i].old_hex) +
	       differs_string(cases[i].name, new_hex, cases[i].new_hex);
}

static void test_lines(void **state)
{
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct push_updates updates;
		struct err err = { .message = "" };
		const struct push_format format = { cases[i].of_receive,
			cases[i].id_size };
		int rc = pushlines_parse(&updates, cases[i].text,
			strlen(cases[i].text), &format, &err);

		failures += differs_int(cases[i].name, rc,
			cases[i].count == WRONG ? ERR_INPUT : 0);
		if (cases[i].count != WRONG)
			failures += differs_int(cases[i].name,
				(long long)updates.count, cases[i].count);
		if (cases[i].count > 0 && updates.count > 0)
			failures += check_last(i, &updates);
		if (cases[i].named != NULL)
			failures += differs_int(cases[i].name,
				strstr(err.message, cases[i].named) != NULL, 1);
		pushlines_release(&updates);
		pushlines_release(&updates);
	}
	assert_int_equal(failures, 0);
}

/* A NUL could hide the rest of a line from whoever reads it as a string. */
static void test_nul(void **state)
{
	static const char text[] = "x\0y " A " refs/heads/y " B "\n";
	const struct push_format format = { false, 20 };
	struct push_updates updates;
	struct err err;

	(void)state;
	assert_int_equal(pushlines_parse(&updates, text, sizeof(text) - 1,
				 &format, &err),
		ERR_INPUT);
	pushlines_release(&updates);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_nul),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
