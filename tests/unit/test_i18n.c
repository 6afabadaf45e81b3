/*
 * test_i18n.c - which language is chosen.
 *
 * The test copies itself into an installation of its own, with a catalogue
 * beside it, and runs the copy under the environment of each case.  LOCPATH
 * points to an empty folder, so that no locale is installed.
 */
#include "unit.h"

#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/i18n.h"

#define CATALOGUE "share/locale/ja/LC_MESSAGES/kagiban.mo"

static const struct {
	const char *name;
	const char *wanted; /* "": as if no --lang were given */
	const char *env[5];
	const char *text; /* of the message "key" */
} cases[] = {
	{ "nothing set", "", { NULL }, "key" },
	{ "LANG", "", { "LANG=ja_JP.UTF-8" }, "kagi" },
	{ "LANG, a language", "", { "LANG=ja" }, "kagi" },
	{ "LANG, another encoding", "", { "LANG=ja_JP.eucJP" }, "kagi" },
	{ "LANG, English", "", { "LANG=en_US.UTF-8" }, "key" },
	{ "LANG, unknown", "", { "LANG=xx_XX.UTF-8" }, "key" },
	{ "LC_MESSAGES before LANG", "",
		{ "LC_MESSAGES=ja_JP.UTF-8", "LANG=en_US.UTF-8" }, "kagi" },
	{ "LC_ALL before LC_MESSAGES", "",
		{ "LC_ALL=en_US.UTF-8", "LC_MESSAGES=ja_JP.UTF-8" }, "key" },
	{ "LC_ALL is C", "", { "LC_ALL=C", "LANG=ja_JP.UTF-8" }, "key" },
	{ "LC_ALL is POSIX", "", { "LC_ALL=POSIX", "LANG=ja_JP.UTF-8" },
		"key" },
	{ "LC_ALL is C.UTF-8", "", { "LC_ALL=C.UTF-8", "LANG=ja_JP.UTF-8" },
		"key" },
	{ "LC_ALL is empty", "", { "LC_ALL=", "LANG=ja_JP.UTF-8" }, "kagi" },
	{ "LANGUAGE alone", "", { "LANGUAGE=ja" }, "kagi" },
	{ "LANGUAGE before LANG", "", { "LANGUAGE=ja:en", "LANG=en_US.UTF-8" },
		"kagi" },
	{ "LANGUAGE under C.UTF-8", "", { "LANGUAGE=ja", "LC_ALL=C.UTF-8" },
		"kagi" },
	{ "LANGUAGE under C", "", { "LANGUAGE=ja", "LC_ALL=C" }, "key" },
	{ "English first", "", { "LANGUAGE=en_US:en:ja", "LANG=ja_JP.UTF-8" },
		"key" },
	{ "unknown first", "", { "LANGUAGE=xx:ja", "LANG=xx_XX.UTF-8" },
		"kagi" },
	{ "LANGUAGE is a path", "", { "LANGUAGE=../locale/ja" }, "key" },
	{ "wanted", "ja", { NULL }, "kagi" },
	{ "wanted, as a locale", "ja_JP.UTF-8", { NULL }, "kagi" },
	{ "wanted before LC_ALL", "ja", { "LC_ALL=C" }, "kagi" },
	{ "wanted before LANGUAGE", "ja", { "LANGUAGE=en", "LANG=en_US.UTF-8" },
		"kagi" },
	{ "English wanted", "en", { "LANG=ja_JP.UTF-8", "LANGUAGE=ja" },
		"key" },
	{ "English wanted, as a locale", "en_GB.UTF-8", { "LANG=ja_JP.UTF-8" },
		"key" },
	{ "C wanted", "C", { "LANG=ja_JP.UTF-8" }, "key" },
	{ "another en... wanted", "enx", { "LANG=ja_JP.UTF-8" }, "key" },
	{ "too long",
		"ja:xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
		"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
		"xxxxxxxxxxxxxxxxxxxxxxxx",
		{ NULL }, "kagi" },
};

static char root[] = "/tmp/test_i18n.XXXXXX";
static const char *program;

static void path_in_root(char out[PATH_MAX], const char *path)
{
	assert_in_range(
		snprintf(out, PATH_MAX, "%s/%s", root, path), 1, PATH_MAX - 1);
}

static void write_file(const char *path, const void *data, size_t len)
{
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(data, 1, len, file), len);
	assert_int_equal(fclose(file), 0);
}

/* A compiled catalogue: "" with the encoding, "key" is "kagi". */
static void write_catalogue(const char *path)
{
	static const char header[] = "Content-Type: text/plain; "
				     "charset=UTF-8\n";
	struct {
		uint32_t magic, revision, count, ids, texts, hash_size, hashes;
		uint32_t id[4], text[4]; /* length, offset; twice */
		char bytes[128];
	} mo = { 0x950412de, 0, 2, 28, 44, 0, 60, { 0, 60, 3, 61 },
		{ sizeof(header) - 1, 65, 4, 65 + sizeof(header) }, "" };

	memcpy(mo.bytes + 1, "key", 4);
	memcpy(mo.bytes + 5, header, sizeof(header));
	memcpy(mo.bytes + 5 + sizeof(header), "kagi", 5);
	write_file(path, &mo, sizeof(mo));
}

static void copy_program(const char *from, const char *to)
{
	FILE *in = fopen(from, "rb");
	FILE *out = fopen(to, "wb");
	char piece[65536];
	size_t len;

	assert_non_null(in);
	assert_non_null(out);
	while ((len = fread(piece, 1, sizeof(piece), in)) > 0)
		assert_int_equal(fwrite(piece, 1, len, out), len);
	assert_int_equal(fclose(out), 0);
	assert_int_equal(fclose(in), 0);
	assert_int_equal(chmod(to, 0700), 0);
}

static int set_up(void **state)
{
	static const char *const folders[] = { "bin", "share", "share/locale",
		"share/locale/ja", "share/locale/ja/LC_MESSAGES", "none" };
	char path[PATH_MAX];

	(void)state;
	assert_non_null(mkdtemp(root));
	for (size_t i = 0; i < COUNT(folders); i++) {
		path_in_root(path, folders[i]);
		assert_int_equal(mkdir(path, 0700), 0);
	}
	path_in_root(path, CATALOGUE);
	write_catalogue(path);
	path_in_root(path, "bin/say");
	copy_program(program, path);
	return 0;
}

static int tear_down(void **state)
{
	static const char *const paths[] = { CATALOGUE,
		"share/locale/ja/LC_MESSAGES", "share/locale/ja",
		"share/locale", "share", "bin/say", "bin", "none" };
	char path[PATH_MAX];
	int rc = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(paths); i++) {
		path_in_root(path, paths[i]);
		rc |= remove(path);
	}
	return rc | remove(root);
}

/* Runs the copy with a case's environment; what it says goes to TEXT. */
static void run_case(size_t number, char *text, size_t size)
{
	char say[PATH_MAX];
	char locpath[PATH_MAX + 8] = "LOCPATH=";
	char wanted[256];
	char *args[] = { say, wanted, NULL };
	char *env[COUNT(cases[0].env) + 2] = { locpath };
	int ends[2];
	ssize_t len;
	pid_t child;

	path_in_root(say, "bin/say");
	path_in_root(locpath + 8, "none");
	(void)snprintf(wanted, sizeof(wanted), "%s", cases[number].wanted);
	for (size_t i = 0; i < COUNT(cases[0].env); i++)
		if (cases[number].env[i] != NULL)
			env[i + 1] = strdup(cases[number].env[i]);
	assert_int_equal(pipe(ends), 0);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		(void)dup2(ends[1], 1);
		execve(say, args, env);
		_exit(99);
	}
	(void)close(ends[1]);
	len = read(ends[0], text, size - 1);
	text[len < 0 ? 0 : len] = '\0';
	(void)close(ends[0]);
	(void)waitpid(child, NULL, 0);
	for (size_t i = 0; i < COUNT(cases[0].env); i++)
		free(env[i + 1]);
}

static void test_cases(void **state)
{
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		char text[256];

		run_case(i, text, sizeof(text));
		failures += differs_string(cases[i].name, text, cases[i].text);
	}
	assert_int_equal(failures, 0);
}

/*
 * What the copy does: say one message in the language wanted, after the
 * environment has been asked, as in the program.
 */
static int say_message(const char *wanted)
{
	i18n_init(NULL);
	(void)_("key");
	if (*wanted != '\0')
		i18n_init(wanted);
	return fputs(_("key"), stdout) < 0;
}

int main(int argc, char **argv)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),
	};

	if (argc == 2)
		return say_message(argv[1]);
	program = argv[0];
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
