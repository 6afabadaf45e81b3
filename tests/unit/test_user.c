/*
 * test_user.c - whose password it is: in each form, the nearest, and none
 * where what is assigned is no name.
 */
#include "unit.h"

#include <stdlib.h>

#include "engine/user.h"

/* The password stands between < and >. */
static const struct {
	const char *text;
	const char *user; /* "": none */
} cases[] = {
	{ "user = bob\npassword = <x>\n", "bob" },
	{ "password = <x>\nuser = bob\n", "bob" },
	{ "DB_USER=app_rw\nDB_NAME=x\nDB_PASSWORD=<x>", "app_rw" },
	{ "\"username\": \"bob@example.com\", \"password\": \"<x>\"",
		"bob@example.com" },
	{ "'user' => 'root',\n'pass' => '<x>',", "root" },
	{ "dbUser: \"app\"\ndbPassword: \"<x>\"", "app" },
	{ "login := 'bob'; password := '<x>'", "bob" },
	{ "spring.datasource.username=sa\nspring.datasource.password=<x>",
		"sa" },
	{ "conn[\"user\"] = \"app\"\nconn[\"password\"] = \"<x>\"", "app" },
	{ "user = far\nuser = near\npassword = <x>\n", "near" },
	{ "uid=sa;pwd=<x>;", "sa" },
	/* Too far away, another word, a call, a reference, a path, a key. */
	{ "user = bob\n\n\n\npassword = <x>\n", "" },
	{ "browser = bob\npassword = <x>\n", "" },
	{ "user = getUser()\npassword = <x>\n", "" },
	{ "user = $USER\npassword = <x>\n", "" },
	{ "user = /home/bob\npassword = <x>\n", "" },
	{ "user = kJ8dQ2mZ7xW4pL9v\npassword = <x>\n", "" },
	{ "the user says password = <x>\n", "" },
	{ "users: bob\npassword = <x>\n", "" },
	{ "password = <user=x>\n", "" },
	{ "<x>", "" },
	{ "user =", "" },
};

static void test_cases(void **state)
{
	static const struct rule rule = { .place = PLACE_ASSIGNMENT };
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *text = cases[i].text;
		const char *open = strchr(text, '<');
		const char *close = strrchr(text, '>');
		const struct chunk chunk = { .text = text,
			.len = strlen(text) };
		struct match match = { .chunk = &chunk, .rule = &rule };
		struct matches matches = { .list = &match, .count = 1 };
		char user[100];

		match.secret.start = open ? (size_t)(open - text) + 1 : 0;
		match.secret.end = open ? (size_t)(close - text) : 0;
		user_note(&matches);
		(void)snprintf(user, sizeof(user), "%.*s",
			(int)span_len(match.user), text + match.user.start);
		failures += differs_string(text, user, cases[i].user);
	}
	assert_int_equal(failures, 0);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
