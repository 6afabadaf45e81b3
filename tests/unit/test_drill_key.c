/*
 * test_drill_key.c - the keys of the drill are as real as the checks of the
 * engine can tell, differ each time, and are of the right alphabet.
 */
#include "unit.h"

#include "cli/drill_key.h"
#include "engine/check.h"
#include "model/chunk.h"
#include "model/match.h"

enum { KEYS = 2000 };

/* The account that the engine reads from ID, "" if there is none. */
enum { ACCOUNT_SIZE = sizeof(((struct match *)NULL)->account) };

static void read_account(char account[ACCOUNT_SIZE], const char *id)
{
	struct chunk chunk = { .text = id, .len = strlen(id) };
	struct match match = {
		.chunk = &chunk,
		.whole = { 0, strlen(id) },
		.secret = { 0, strlen(id) },
	};

	account[0] = '\0';
	if (check_passes(check_find("aws-key-id"), &match))
		snprintf(account, ACCOUNT_SIZE, "%s", match.account);
}

static void test_draw(void **state)
{
	static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				       "abcdefghijklmnopqrstuvwxyz"
				       "0123456789+/";
	size_t failures = 0;
	struct drill_key last = { "", "" };

	(void)state;
	for (size_t i = 0; i < KEYS; i++) {
		char account[ACCOUNT_SIZE];
		struct drill_key key;
		drill_key_draw(&key);
		read_account(account, key.id);
		failures +=
			differs_int("account", (long long)strlen(account), 12);
		failures +=
			differs_int("no leading zero", account[0] == '0', 0);
		failures += differs_int("alphabet",
			(long long)strspn(key.secret, alphabet),
			DRILL_SECRET_SIZE);
		failures += differs_int(
			"another id", strcmp(key.id, last.id) == 0, 0);
		failures += differs_int("another secret",
			strcmp(key.secret, last.secret) == 0, 0);
		last = key;
	}
	assert_int_equal(failures, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_draw),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
