/*
 * test_configtext.c - our sections in a configuration file: what was there
 * comes back byte for byte; what somebody changed is not ours.
 */
#include "unit.h"

#include <string.h>

#include "cli/configtext.h"

static const struct {
	const char *name;
	const char *text; /* NULL: there is no file */
} shapes[] = {
	{ "no file", NULL },
	{ "an empty file", "" },
	{ "only a newline", "\n" },
	{ "a section", "[user]\n\tname = x\n" },
	{ "no newline at the end", "[user]\n\tname = x" },
	{ "two newlines at the end", "[user]\n\tname = x\n\n" },
	{ "a comment at the end", "[user]\n\tname = x\n# note" },
	{ "lines of another system", "[user]\r\n\tname = x\r\n" },
	{ "another's hook", "[hook \"x\"]\n\tevent = pre-commit\n" },
	{ "a hook called nearly as ours",
		"[hook \"kagiban-pre-commit2\"]\n\tevent = pre-commit\n" },
	{ "our name as a value", "[x]\n\ty = [hook \"kagiban-pre-commit\"]\n" },
};

static const struct configtext_values values = { "/bin/it's \"k\\", false,
	false };

static void write_into(struct buf *out, const char *text)
{
	struct configtext_values all = values;
	struct configtext read;

	all.is_new = text == NULL;
	buf_init(out, CONFIGTEXT_LIMIT);
	assert_int_equal(configtext_read(&read, text ? text : "",
				 text ? strlen(text) : 0),
		0);
	assert_int_equal(configtext_write(out, &read, &all), 0);
	configtext_release(&read);
}

static void test_comes_back(void **state)
{
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(shapes); i++) {
		const char *text = shapes[i].text;
		struct configtext read;
		struct buf out;
		struct buf again;

		write_into(&out, text);
		write_into(&again, buf_string(&out));
		failures += differs_string(
			shapes[i].name, buf_string(&again), buf_string(&out));
		(void)configtext_read(&read, buf_string(&out), out.len);
		failures += differs_int(shapes[i].name,
			configtext_restore(&read), text != NULL);
		failures += differs_string(shapes[i].name,
			buf_string(&read.rest), text ? text : "");
		configtext_release(&read);
		buf_release(&again);
		buf_release(&out);
	}
	assert_int_equal(failures, 0);
}

static void test_what_follows_stays(void **state)
{
	static const char later[] = "[later]\n\tx = y\n";
	struct configtext read;
	struct buf out;

	(void)state;
	write_into(&out, "[user]\n\tname = x");
	(void)buf_append_string(&out, later);
	(void)configtext_read(&read, buf_string(&out), out.len);
	assert_true(configtext_restore(&read));
	assert_string_equal(buf_string(&read.rest),
		"[user]\n\tname = x\n[later]\n\tx = y\n");
	configtext_release(&read);
	buf_release(&out);
}

/* What is put, or put in the place of something, in the first section. */
static const struct {
	const char *name;
	const char *at; /* the first such text */
	const char *new_text; /* in its place */
} changes[] = {
	{ "another command", "exit 3", "exit 0" },
	{ "another event", "= applypatch-msg", "= post-commit" },
	{ "a key more", "[hook \"kagiban-commit-msg\"]",
		"\tenabled = false\n[hook \"kagiban-commit-msg\"]" },
	{ "a key below a comment", "[hook \"kagiban-commit-msg\"]",
		"# off\n\n\tenabled = false\n[hook \"kagiban-commit-msg\"]" },
	{ "a marker cut", "# kagiban hook 1 ", "# " },
};

static void test_changed(void **state)
{
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(changes); i++) {
		struct buf text = BUF_INIT(CONFIGTEXT_LIMIT);
		struct configtext read;
		struct buf out;
		const char *at;

		write_into(&out, "");
		at = strstr(buf_string(&out), changes[i].at);
		assert_non_null(at);
		(void)buf_append(
			&text, out.data, (size_t)(at - buf_string(&out)));
		(void)buf_append_string(&text, changes[i].new_text);
		(void)buf_append_string(&text, at + strlen(changes[i].at));
		(void)configtext_read(&read, buf_string(&text), text.len);
		failures += differs_int(changes[i].name, read.changed[0], true);
		failures += differs_int(changes[i].name, read.found[0], false);
		failures += differs_int(changes[i].name, read.found[1], true);
		configtext_release(&read);
		buf_release(&text);
		buf_release(&out);
	}
	assert_int_equal(failures, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_comes_back),
		cmocka_unit_test(test_what_follows_stays),
		cmocka_unit_test(test_changed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
