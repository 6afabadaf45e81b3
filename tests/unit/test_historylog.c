/*
 * test_historylog.c - what `git log --raw -z` says, in pieces of all sizes.
 */
#include "unit.h"

#include "base/buf.h"
#include "base/err.h"
#include "source/historylog.h"

#define ONE "1111111111111111111111111111111111111111"
#define TWO "2222222222222222222222222222222222222222"
#define NIL "0000000000000000000000000000000000000000"
#define LONG ONE "222222222222222222222222"

static const struct {
	const char *name;
	const char *text;
	size_t len;
	const char *want; /* NULL: it is no answer of git's */
} cases[] = {
	{ "nothing", BYTES(""), "" },
	{ "empty commits", BYTES(ONE "\0" TWO "\0"), "c1 c2 " },
	{ "a file", BYTES(ONE "\0\n:000000 100644 " NIL " " TWO " A\0a.txt\0"),
		"c1 100644 2 a.txt " },
	{ "two files, and a commit",
		BYTES(ONE "\0\n:000000 100644 " NIL " " TWO
			  " A\0a\0:100644 100755 " TWO " " ONE " M\0b\0" TWO
			  "\0"),
		"c1 100644 2 a 100755 1 b c2 " },
	{ "a deletion",
		BYTES(ONE "\0\n:100644 000000 " TWO " " NIL " D\0a\0" TWO "\0"),
		"c1 c2 " },
	{ "a merge",
		BYTES(ONE "\0\0::100644 100644 120000 " ONE " " ONE " " TWO
			  " MM\0a\0"),
		"c1 120000 2 a " },
	{ "an octopus",
		BYTES(ONE "\0\0:::000000 000000 000000 100644 " NIL " " NIL
			  " " NIL " " TWO " AAA\0a\0"),
		"c1 100644 2 a " },
	{ "names like words of git",
		BYTES(ONE "\0\n:000000 100644 " NIL " " TWO " A\0:\nx\0" TWO
			  "\0"),
		"c1 100644 2 :\nx c2 " },
	{ "a name like an id",
		BYTES(ONE "\0\n:000000 100644 " NIL " " TWO " A\0" TWO "\0"),
		"c1 100644 2 " TWO " " },
	{ "SHA-256", BYTES(LONG "\0"), "c1 " },
	{ "no id", BYTES("word\0"), NULL },
	{ "half an entry", BYTES(":100644 000000\0a\0"), NULL },
	{ "no id in an entry", BYTES(":1 2 3 4 A\0a\0"), NULL },
};

static int take_commit(
	void *payload, const struct object_id *id, struct err *err)
{
	char hex[OBJECT_HEX_SIZE];

	(void)err;
	objectid_hex(hex, id);
	buf_append_byte(payload, 'c');
	buf_append_byte(payload, hex[0]);
	return buf_append_byte(payload, ' ');
}

static int take_entry(void *payload, uint32_t mode, const struct object_id *id,
	const char *path, struct err *err)
{
	char line[64];
	char hex[OBJECT_HEX_SIZE];

	(void)err;
	objectid_hex(hex, id);
	snprintf(line, sizeof(line), "%06o %c ", mode, hex[0]);
	buf_append_string(payload, line);
	buf_append_string(payload, path);
	return buf_append_byte(payload, ' ');
}

static size_t differs(size_t number, size_t piece)
{
	struct buf seen = BUF_INIT(4096);
	const struct historylog_sink sink = { take_commit, take_entry, &seen };
	struct historylog log;
	struct err err;
	size_t failures = 0;
	int rc = 0;

	historylog_init(&log, &sink);
	for (size_t at = 0; at < cases[number].len && rc == 0; at += piece) {
		size_t left = cases[number].len - at;
		rc = historylog_feed(&log, cases[number].text + at,
			left < piece ? left : piece, &err);
	}
	if (cases[number].want == NULL)
		failures += differs_int(cases[number].name, rc, ERR_GIT);
	else
		failures += differs_string(cases[number].name,
			buf_string(&seen), cases[number].want);
	historylog_release(&log);
	buf_release(&seen);
	return failures;
}

static void test_cases(void **state)
{
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		for (size_t piece = 1; piece < 300 && failures < 5; piece++)
			failures += differs(i, piece);
	assert_int_equal(failures, 0);
}

static int refuse(void *payload, const struct object_id *id, struct err *err)
{
	(void)payload;
	(void)id;
	return err_set(err, ERR_RULE, "enough");
}

static void test_refused(void **state)
{
	const struct historylog_sink sink = { refuse, take_entry, NULL };
	struct historylog log;
	struct err err;

	(void)state;
	historylog_init(&log, &sink);
	assert_int_equal(
		historylog_feed(&log, BYTES(ONE "\0"), &err), ERR_RULE);
	assert_string_equal(err.message, "enough");
	historylog_release(&log);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),
		cmocka_unit_test(test_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
