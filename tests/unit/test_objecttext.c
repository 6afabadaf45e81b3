/*
 * test_objecttext.c - commits and tags are taken apart, others refused; what
 * people have written is found, wherever it stands.
 */
#include "unit.h"

#include "source/objecttext.h"

#define A "0123456789abcdef0123456789abcdef01234567"
#define LONG A "0123456789abcdef01234567"
#define WHO "author A <a@b> 1 +0000\ncommitter A <a@b> 1 +0000\n"

static const struct {
	const char *name;
	const char *text;
	bool is_tag;
	const char *id; /* NULL: refused */
	enum object_type type;
	const char *message;
	const char *more; /* of all further headers */
} cases[] = {
	{ "a commit", "tree " A "\nparent " A "\n" WHO "\nhello\n", false, A,
		OBJECT_TREE, "hello\n", "" },
	{ "SHA-256", "tree " LONG "\n" WHO "\nhello", false, LONG, OBJECT_TREE,
		"hello", "" },
	{ "an empty message", "tree " A "\n" WHO "\n", false, A, OBJECT_TREE,
		"", "" },
	{ "no message", "tree " A "\n" WHO, false, A, OBJECT_TREE, "", "" },
	{ "a message of empty lines", "tree " A "\n" WHO "\n\n\n", false, A,
		OBJECT_TREE, "\n\n", "" },
	{ "signed", "tree " A "\n" WHO "gpgsig -----\n abc\n \n def\n\nhello",
		false, A, OBJECT_TREE, "hello", "" },
	{ "a merged tag",
		"tree " A "\n" WHO "mergetag object " A
		"\n type commit\n \n so\n"
		"encoding UTF-8\n\nhello",
		false, A, OBJECT_TREE, "hello",
		"mergetag object " A "\n type commit\n \n so\n" },
	{ "headers of others",
		"tree " A "\n" WHO "x-one 1\nencoding y\nx-two 2\n"
		"\nhello",
		false, A, OBJECT_TREE, "hello", "x-one 1\nx-two 2\n" },
	{ "the name of a header alone", "tree " A "\n" WHO "author\n\nhello",
		false, A, OBJECT_TREE, "hello", "author\n" },
	{ "no tree", "parent " A "\n" WHO "\nhello", false, NULL, OBJECT_NONE,
		NULL, NULL },
	{ "a short id", "tree 0123\n" WHO "\nhello", false, NULL, OBJECT_NONE,
		NULL, NULL },
	{ "an id without an end", "tree " A, false, NULL, OBJECT_NONE, NULL,
		NULL },
	{ "nothing", "", false, NULL, OBJECT_NONE, NULL, NULL },
	{ "a tag", "object " A "\ntype commit\ntag v1\ntagger A\n\nhello\n",
		true, A, OBJECT_COMMIT, "hello\n", "tag v1\n" },
	{ "a tag of a tag", "object " A "\ntype tag\ntag v1\n\nhello", true, A,
		OBJECT_TAG, "hello", "tag v1\n" },
	{ "a tag of a tree", "object " A "\ntype tree\ntag v1\n\n", true, A,
		OBJECT_TREE, "", "tag v1\n" },
	{ "a tag of a blob", "object " A "\ntype blob\ntag v1\n", true, A,
		OBJECT_BLOB, "", "tag v1\n" },
	{ "a tag of nothing", "object " A "\ntype none\ntag v1\n\n", true, NULL,
		OBJECT_NONE, NULL, NULL },
	{ "a commit is no tag", "tree " A "\n" WHO "\nhello", true, NULL,
		OBJECT_NONE, NULL, NULL },
};

/* Writes all further headers to MORE, one after the other. */
static void collect_more(const struct object_text *object, char more[256])
{
	size_t at = 0;
	size_t len = 0;
	size_t used = 0;
	const char *header = objecttext_more(object, &at, &len);

	while (header != NULL && used + len < 256) {
		memcpy(more + used, header, len);
		used += len;
		header = objecttext_more(object, &at, &len);
	}
	more[used] = '\0';
}

static size_t check(size_t i, const struct object_text *object)
{
	char hex[OBJECT_HEX_SIZE];
	char more[256] = "";
	char message[64] = "";

	objectid_hex(hex, &object->id);
	collect_more(object, more);
	(void)snprintf(message, sizeof(message), "%.*s",
		(int)object->message_len, object->message);
	return differs_string(cases[i].name, hex, cases[i].id) +
	       differs_int(cases[i].name, object->type, cases[i].type) +
	       differs_string(cases[i].name, message, cases[i].message) +
	       differs_string(cases[i].name, more, cases[i].more);
}

static void test_texts(void **state)
{
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct object_text object = { .message_len = 0 };
		size_t len = strlen(cases[i].text);
		bool taken = cases[i].is_tag ? objecttext_tag(&object,
						       cases[i].text, len)
					     : objecttext_commit(&object,
						       cases[i].text, len);

		failures +=
			differs_int(cases[i].name, taken, cases[i].id != NULL);
		if (taken && cases[i].id != NULL)
			failures += check(i, &object);
	}
	assert_int_equal(failures, 0);
}

/* The parents follow the tree at once; what looks like one further on is not. */
static void test_parents(void **state)
{
	static const char text[] = "tree " A "\nparent " A "\nparent " LONG
				   "\nauthor parent\nparent " A "\n\nhello";
	struct object_text object = { .message_len = 0 };
	struct object_id id;
	size_t at = 0;

	(void)state;
	assert_true(objecttext_commit(&object, text, sizeof(text) - 1));
	assert_true(objecttext_parent(&object, &at, &id));
	assert_int_equal(id.size, SHA1_ID_SIZE);
	assert_true(objecttext_parent(&object, &at, &id));
	assert_int_equal(id.size, SHA256_ID_SIZE);
	assert_false(objecttext_parent(&object, &at, &id));
	assert_false(objecttext_parent(&object, &at, &id));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_texts),
		cmocka_unit_test(test_parents),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
