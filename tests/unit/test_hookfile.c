/*
 * test_hookfile.c - how a hook file is filled in, sealed and recognised.
 */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "cli/hook_templates.h"
#include "cli/hookfile.h"

static const char sample[] = "#!/bin/sh\n"
			     "# kagiban hook 1 @SEAL@\n"
			     "program=@PROGRAM@ name=@NAME@\n";

static const struct {
	const char *name;
	const char *program;
	const char *want; /* the third line */
} fills[] = {
	{ "plain", "/usr/bin/kagiban",
		"program='/usr/bin/kagiban' name=pre-push\n" },
	{ "blank and quotes", "/a b/it's \"x\"",
		"program='/a b/it'\\''s \"x\"' name=pre-push\n" },
	{ "what a shell would expand", "/$HOME/`id`/\\",
		"program='/$HOME/`id`/\\' name=pre-push\n" },
	{ "what looks like a place to fill", "/@NAME@/@SEAL@",
		"program='/@NAME@/@SEAL@' name=pre-push\n" },
	{ "bytes above ASCII", "/\xE9\x8D\xB5/\xFF",
		"program='/\xE9\x8D\xB5/\xFF' name=pre-push\n" },
};

static void test_fill(void **state)
{
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(fills); i++) {
		struct err err;
		struct buf out = BUF_INIT(HOOKFILE_LIMIT);
		struct hookfile_values values = { fills[i].program, "pre-push",
			3, false };
		int rc = hookfile_render(sample, &values, &out, &err);
		const char *third = strstr(buf_string(&out), "\nprogram");
		failures += differs_int(fills[i].name, rc, 0);
		failures += differs_string(
			fills[i].name, third ? third + 1 : NULL, fills[i].want);
		buf_release(&out);
	}
	assert_int_equal(failures, 0);
}

static void test_too_long(void **state)
{
	struct err err;
	struct buf out = BUF_INIT(HOOKFILE_LIMIT);
	char *path = malloc(HOOKFILE_LIMIT + 1);
	struct hookfile_values values = { path, "pre-push", 0, false };

	(void)state;
	memset(path, '/', HOOKFILE_LIMIT);
	path[HOOKFILE_LIMIT] = '\0';
	assert_int_equal(
		hookfile_render(sample, &values, &out, &err), ERR_LIMIT);
	free(path);
	buf_release(&out);
}

/* Looks at a file with TEXT in it. */
static struct hookfile look(const char *text, size_t len)
{
	struct err err;
	struct hookfile file;
	char path[] = "/tmp/kagiban-unit-XXXXXX";
	int out = mkstemp(path);

	assert_true(out >= 0);
	assert_int_equal(write(out, text, len), len);
	close(out);
	assert_int_equal(hookfile_look(&file, path, &err), 0);
	unlink(path);
	return file;
}

static const struct {
	const char *name;
	const char *from; /* replaced in the sealed text; NULL: nothing */
	const char *to;
	enum hook_kind want;
} edits[] = {
	{ "as written", NULL, NULL, HOOK_OURS },
	{ "another version of the text", "hook 1 ", "hook 7 ", HOOK_OURS },
	{ "more folders", " 3\n", " 4\n", HOOK_OURS },
	{ "a byte of the text", "program", "Program", HOOK_CHANGED },
	{ "the first line", "/bin/sh", "/bin/sk", HOOK_CHANGED },
	{ "a number that is none", " 3\n", " x\n", HOOK_CHANGED },
	{ "something after the marker", " 3\n", " 3 \n", HOOK_CHANGED },
	{ "far too many folders", " 3\n", " 999999999999\n", HOOK_CHANGED },
	{ "another kind", "# kagiban hook", "# kagiban hawk", HOOK_CHANGED },
	{ "no marker", "# kagiban", "# kagebunshin", HOOK_FOREIGN },
	{ "marker on the first line", "#!/bin/sh\n", "", HOOK_FOREIGN },
};

static void append_edited(
	struct buf *out, const char *text, const char *from, const char *to)
{
	const char *at = from != NULL ? strstr(text, from) : NULL;

	if (from != NULL)
		assert_non_null(at);
	if (at == NULL) {
		buf_append_string(out, text);
		return;
	}
	buf_append(out, text, (size_t)(at - text));
	buf_append_string(out, to);
	buf_append_string(out, at + strlen(from));
}

static void test_recognise(void **state)
{
	struct err err;
	size_t failures = 0;
	struct buf sealed = BUF_INIT(HOOKFILE_LIMIT);
	struct hookfile_values values = { "/bin/kagiban", "pre-push", 3,
		false };

	(void)state;
	assert_int_equal(hookfile_render(sample, &values, &sealed, &err), 0);
	for (size_t i = 0; i < COUNT(edits); i++) {
		struct buf text = BUF_INIT(HOOKFILE_LIMIT);
		append_edited(&text, sealed.data, edits[i].from, edits[i].to);
		struct hookfile file = look(text.data, text.len);
		failures += differs_int(
			edits[i].name, (int)file.kind, (int)edits[i].want);
		hookfile_release(&file);
		buf_release(&text);
	}
	struct hookfile file = look(sealed.data, sealed.len);
	assert_int_equal(file.folders, 3);
	assert_false(file.is_stub);
	assert_false(file.runs);
	hookfile_release(&file);
	buf_release(&sealed);
	assert_int_equal(failures, 0);
}

static void test_others(void **state)
{
	struct err err;
	struct hookfile file;
	static const struct {
		const char *name;
		const char *text;
		size_t len;
	} texts[] = {
		{ "empty", BYTES("") },
		{ "one line", BYTES("#!/bin/sh") },
		{ "two, the second open",
			BYTES("#!/bin/sh\n# kagiban hook 1") },
		{ "NUL bytes", BYTES("\0\n\0\n\0") },
	};
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		file = look(texts[i].text, texts[i].len);
		failures += differs_int(
			texts[i].name, (int)file.kind, (int)HOOK_FOREIGN);
		hookfile_release(&file);
	}
	assert_int_equal(failures, 0);
	assert_int_equal(hookfile_look(&file, "/tmp", &err), 0);
	assert_int_equal(file.kind, HOOK_FOLDER);
	hookfile_release(&file);
	assert_int_equal(hookfile_look(&file, "/nowhere/at/all", &err), 0);
	assert_int_equal(file.kind, HOOK_ABSENT);
	hookfile_release(&file);
}

/* The real texts: each is recognised as ours once it is filled in. */
static void test_templates(void **state)
{
	struct err err;
	struct hookfile_values values = { "/bin/kagiban", "post-commit", 0,
		false };

	(void)state;
	for (size_t i = 0; i <= HOOK_COUNT; i++) {
		struct buf out = BUF_INIT(HOOKFILE_LIMIT);
		const char *text = i < HOOK_COUNT ? hook_templates[i].text
						  : hook_every_other;
		assert_int_equal(hookfile_render(text, &values, &out, &err), 0);
		assert_null(strstr(buf_string(&out), "@PROGRAM@"));
		assert_null(strstr(buf_string(&out), "@NAME@"));
		assert_null(strstr(buf_string(&out), "@SEAL@"));
		struct hookfile file = look(out.data, out.len);
		assert_int_equal(file.kind, HOOK_OURS);
		assert_int_equal(file.is_stub, i == HOOK_COUNT);
		hookfile_release(&file);
		buf_release(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fill),
		cmocka_unit_test(test_too_long),
		cmocka_unit_test(test_recognise),
		cmocka_unit_test(test_others),
		cmocka_unit_test(test_templates),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
