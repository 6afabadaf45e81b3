/*
 * test_gitchild.c - git as a child: its three streams do not block each
 * other, its status and complaints come back, nobody takes its place.
 *
 * An alias that begins with `!` makes git run a shell, which here plays a git
 * that behaves badly.
 */
#include "unit.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "source/gitchild.h"
#include "source/halt.h"

enum { LARGE = 8 * 1024 * 1024 };

static char *large_text(void)
{
	char *text = malloc(LARGE);

	memset(text, 'x', LARGE);
	return text;
}

/* Runs the shell commands SCRIPT as an alias of git. */
static int run_script(const char *script, const char *input, size_t input_len,
	struct buf *out, struct buf *errors)
{
	struct err err;
	struct buf alias = BUF_INIT(4096);

	buf_append_string(&alias, "alias.play=!");
	buf_append_string(&alias, script);
	const char *const args[] = { "-c", alias.data, "play", NULL };
	const struct gitchild_args child = {
		.args = args, .input = input, .input_len = input_len
	};
	int rc = gitchild_run(&child, out, errors, &err);
	buf_release(&alias);
	return rc;
}

static void test_echo(void **state)
{
	char *text = large_text();
	struct buf out = BUF_INIT(2 * LARGE);
	struct buf errors = BUF_INIT(4096);

	(void)state;
	assert_int_equal(run_script("cat", text, LARGE, &out, &errors), 0);
	assert_int_equal(out.len, LARGE);
	assert_memory_equal(out.data, text, LARGE);
	assert_int_equal(errors.len, 0);
	buf_release(&out);
	buf_release(&errors);
	free(text);
}

/* Much on stderr first, then what was read: each pipe has to be served. */
static void test_talkative(void **state)
{
	char *text = large_text();
	struct buf out = BUF_INIT(2 * LARGE);
	struct buf errors = BUF_INIT(100);

	(void)state;
	assert_int_equal(run_script("head -c 1000000 /dev/zero >&2; cat; "
				    "head -c 1000000 /dev/zero >&2; exit 7",
				 text, LARGE, &out, &errors),
		7);
	assert_int_equal(out.len, LARGE);
	assert_int_equal(errors.len, 100);
	buf_release(&out);
	buf_release(&errors);
	free(text);
}

/* A child that does not read its input: no SIGPIPE, no error. */
static void test_not_read(void **state)
{
	char *text = large_text();
	struct buf out = BUF_INIT(4096);
	struct buf errors = BUF_INIT(4096);
	sigset_t pending;

	(void)state;
	assert_int_equal(run_script("exec 0<&-; sleep 0.1; echo done", text,
				 LARGE, &out, &errors),
		0);
	assert_string_equal(buf_string(&out), "done\n");
	sigpending(&pending);
	assert_int_equal(sigismember(&pending, SIGPIPE), 0);
	buf_release(&out);
	buf_release(&errors);
	free(text);
}

static void test_status(void **state)
{
	struct buf out = BUF_INIT(4096);
	struct buf errors = BUF_INIT(4096);

	(void)state;
	assert_int_equal(
		run_script("echo 'fatal: no luck' >&2; echo more >&2; exit 3",
			NULL, 0, &out, &errors),
		3);
	assert_string_equal(gitchild_complaint(&errors), "no luck");
	buf_clear(&errors);
	assert_string_equal(gitchild_complaint(&errors), "git says nothing");
	assert_int_equal(run_script("cat", NULL, 0, &out, &errors), 0);
	assert_int_equal(out.len, 0);
	buf_release(&out);
	buf_release(&errors);
}

static void test_full(void **state)
{
	static const char *const args[] = { "--version", NULL };
	const struct gitchild_args child = { .args = args };
	struct buf out = BUF_INIT(5);
	struct err err;

	(void)state;
	assert_int_equal(gitchild_run(&child, &out, NULL, &err), ERR_LIMIT);
	assert_int_equal(gitchild_run(&child, NULL, NULL, &err), 0);
	buf_release(&out);
}

static int stop(void *payload, const char *data, size_t len, struct err *err)
{
	unsigned *calls = payload;

	(void)data;
	(void)len;
	(*calls)++;
	return err_set(err, ERR_INPUT, "enough");
}

/* A reader that stops ends a child that would go on for ever. */
static void test_stop(void **state)
{
	static const char *const args[] = { "-c", "alias.play=!yes", "play",
		NULL };
	const struct gitchild_args child = { .args = args };
	struct buf errors = BUF_INIT(4096);
	struct err err;
	unsigned calls = 0;

	(void)state;
	assert_int_equal(gitchild_stream(&child, stop, &calls, &errors, &err),
		ERR_INPUT);
	assert_int_equal(calls, 1);
	assert_string_equal(err.message, "enough");
	buf_release(&errors);
}

static void test_environment(void **state)
{
	static const char *const args[] = { "-c",
		"alias.play=!echo $GIT_DIR/$GITCHILD_A/$GIT_NO_LAZY_FETCH/"
		"$LC_ALL/$GIT_OPTIONAL_LOCKS; pwd",
		"play", NULL };
	static const char *const env[] = { "GITCHILD_A=new", NULL };
	const struct gitchild_args child = {
		.args = args, .dir = "/", .env = env, .clean_env = true
	};
	struct buf out = BUF_INIT(4096);
	struct err err;

	(void)state;
	setenv("GIT_DIR", "/nowhere", 1);
	setenv("GITCHILD_A", "old", 1);
	setenv("GIT_NO_LAZY_FETCH", "0", 1);
	assert_int_equal(gitchild_run(&child, &out, NULL, &err), 0);
	assert_string_equal(buf_string(&out), "/new/1/C/0\n/\n");
	unsetenv("GIT_DIR");
	unsetenv("GITCHILD_A");
	unsetenv("GIT_NO_LAZY_FETCH");
	buf_release(&out);
}

static void write_program(const char *folder, const char *name)
{
	char path[256];

	(void)snprintf(path, sizeof(path), "%s/%s", folder, name);
	int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0755);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, "#!/bin/sh\n", 10), 10);
	close(fd);
}

static void remove_program(const char *folder, const char *name)
{
	char path[256];

	(void)snprintf(path, sizeof(path), "%s/%s", folder, name);
	unlink(path);
}

/* A git beside us, or by a relative path, is not the git that is meant. */
static void test_place(void **state)
{
	char folder[] = "/tmp/kagiban-gitchild.XXXXXX";
	char wanted[256];
	char search[512];
	struct buf out = BUF_INIT(4096);
	struct err err;
	const char *own_path = getenv("PATH");
	char *path = strdup(own_path == NULL ? "" : own_path);
	char *exec_path = getenv("GIT_EXEC_PATH");

	(void)state;
	exec_path = exec_path != NULL ? strdup(exec_path) : NULL;
	assert_non_null(mkdtemp(folder));
	write_program(folder, "git");
	assert_int_equal(chdir(folder), 0);
	(void)snprintf(wanted, sizeof(wanted), "%s/git", folder);

	unsetenv("GIT_EXEC_PATH");
	setenv("PATH", ".::", 1);
	assert_int_equal(gitchild_find(&out, &err), ERR_IO);
	(void)snprintf(search, sizeof(search), ".::/nowhere:%s", folder);
	setenv("PATH", search, 1);
	assert_int_equal(gitchild_find(&out, &err), 0);
	assert_string_equal(buf_string(&out), wanted);

	buf_clear(&out);
	setenv("PATH", "/nowhere", 1);
	setenv("GIT_EXEC_PATH", folder, 1);
	assert_int_equal(gitchild_find(&out, &err), 0);
	assert_string_equal(buf_string(&out), wanted);
	setenv("GIT_EXEC_PATH", ".", 1);
	assert_int_equal(gitchild_find(&out, &err), ERR_IO);

	setenv("PATH", path, 1);
	unsetenv("GIT_EXEC_PATH");
	if (exec_path != NULL)
		setenv("GIT_EXEC_PATH", exec_path, 1);
	remove_program(folder, "git");
	assert_int_equal(chdir("/"), 0);
	rmdir(folder);
	free(path);
	free(exec_path);
	buf_release(&out);
}

static int count_down(void *payload, struct err *err)
{
	int *left = payload;

	return --*left > 0 ? 0 : err_set(err, ERR_LIMIT, "time is up");
}

/* A halt ends a git that says nothing for a minute. */
static void test_halt(void **state)
{
	static const char *const args[] = { "-c", "alias.wait=!exec sleep 60",
		"wait", NULL };
	int left = 3;
	const struct halt halt = { count_down, &left };
	const struct gitchild_args child = { .args = args, .halt = &halt };
	struct err err;
	time_t start = time(NULL);

	(void)state;
	assert_int_equal(gitchild_run(&child, NULL, NULL, &err), ERR_LIMIT);
	assert_string_equal(err.message, "time is up");
	assert_true(time(NULL) - start < 30);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_echo),
		cmocka_unit_test(test_talkative),
		cmocka_unit_test(test_not_read),
		cmocka_unit_test(test_status),
		cmocka_unit_test(test_full),
		cmocka_unit_test(test_stop),
		cmocka_unit_test(test_environment),
		cmocka_unit_test(test_place),
		cmocka_unit_test(test_halt),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
