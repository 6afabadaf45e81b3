/*
 * drill_repo.c - the repository in which the drill is played.
 */
#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/mem.h"
#include "cli/drill_repo.h"
#include "cli/hookset.h"
#include "cli/journal.h"
#include "cli/path.h"
#include "source/gitchild.h"

enum { OUTPUT_LIMIT = 256 * 1024 };

/* What would lead git, or the hook, to another repository or home. */
static const char *const foreign_env[] = {
	"GIT_ALTERNATE_OBJECT_DIRECTORIES",
	"GIT_COMMON_DIR",
	"GIT_CONFIG",
	"GIT_CONFIG_GLOBAL",
	"GIT_CONFIG_SYSTEM",
	"GIT_DEFAULT_HASH",
	"GIT_DIR",
	"GIT_INDEX_FILE",
	"GIT_NAMESPACE",
	"GIT_OBJECT_DIRECTORY",
	"GIT_PREFIX",
	"GIT_QUARANTINE_PATH",
	"GIT_TEMPLATE_DIR",
	"GIT_WORK_TREE",
	"XDG_CONFIG_HOME",
	"XDG_DATA_HOME",
};

static void isolate(const char *home)
{
	for (size_t i = 0; i < sizeof(foreign_env) / sizeof(foreign_env[0]);
		i++)
		unsetenv(foreign_env[i]);
	setenv("HOME", home, 1);
	setenv("GIT_CONFIG_NOSYSTEM", "1", 1);
}

static int make_folder(const char *path, struct err *err)
{
	if (mkdir(path, 0777) < 0 && errno != EEXIST)
		return err_set(err, ERR_IO, "cannot make the folder %s: %s",
			path, strerror(errno));
	return 0;
}

/* Runs git for what must succeed. */
static int must(
	struct drill_repo *repo, const char *const *args, struct err *err)
{
	int rc = drill_repo_git(repo, args, err);

	if (rc > 0)
		rc = err_set(err, ERR_GIT, "git %s ended with status %d: %s",
			args[0], rc, buf_string(&repo->output));
	return rc;
}

static int init(struct drill_repo *repo, struct err *err)
{
	static const char *const init_args[] = { "init", "-q",
		"--template=", ".", NULL };
	static const char *const name_args[] = { "config", "user.name",
		"kagiban drill", NULL };
	static const char *const mail_args[] = { "config", "user.email",
		"drill@localhost", NULL };

	int rc = must(repo, init_args, err);
	if (rc == 0)
		rc = must(repo, name_args, err);
	return rc == 0 ? must(repo, mail_args, err) : rc;
}

/* By what --install uses, into the place where git looks by itself. */
static int install(
	struct drill_repo *repo, const char *program, struct err *err)
{
	struct journal journal = JOURNAL_INIT;
	struct hook_result results[HOOK_COUNT];
	char *folder = path_join(repo->path, ".git/hooks");
	struct hookset_args args = { .folder = folder, .program = program };
	char *hook = path_join(folder, hook_templates[0].name);

	int rc =
		journal_make_folders(&journal, folder, &args.folders_made, err);
	if (rc == 0)
		rc = hookset_install(&journal, &args, results, err);
	if (rc == 0 && access(hook, X_OK) < 0)
		rc = err_set(err, ERR_IO,
			"no program can be run from %s (mounted noexec?): set "
			"TMPDIR to another folder",
			folder);
	journal_release(&journal);
	free(hook);
	free(folder);
	return rc;
}

int drill_repo_make(struct drill_repo *repo, const char *folder,
	const char *program, struct err *err)
{
	*repo = (struct drill_repo){
		.home = path_join(folder, "home"),
		.path = path_join(folder, "s3-sample"),
	};
	buf_init(&repo->output, OUTPUT_LIMIT);
	isolate(repo->home);
	int rc = make_folder(repo->home, err);
	if (rc == 0)
		rc = make_folder(repo->path, err);
	if (rc == 0)
		rc = init(repo, err);
	return rc == 0 ? install(repo, program, err) : rc;
}

void drill_repo_release(struct drill_repo *repo)
{
	free(repo->home);
	free(repo->path);
	buf_release(&repo->output);
}

int drill_repo_write(const struct drill_repo *repo, const char *name,
	const char *text, struct err *err)
{
	int rc = 0;
	char *path = path_join(repo->path, name);
	FILE *out = fopen(path, "w");

	if (out == NULL || fputs(text, out) == EOF)
		rc = -1;
	if (out != NULL && fclose(out) == EOF)
		rc = -1;
	if (rc < 0)
		rc = err_set(err, ERR_IO, "cannot write %s: %s", path,
			strerror(errno));
	free(path);
	return rc;
}

int drill_repo_set_hook(const struct drill_repo *repo,
	const struct drill_hook *hook, struct err *err)
{
	char *folder = path_join(repo->path, ".git/hooks");
	char *path = path_join(folder, hook->name);
	FILE *out;
	bool failed = false;

	if (hook->text == NULL) {
		failed = unlink(path) < 0 && errno != ENOENT;
	} else {
		out = fopen(path, "w");
		failed = out == NULL ||
			 fwrite(hook->text, 1, hook->len, out) != hook->len;
		failed |= out != NULL && fclose(out) == EOF;
		failed |= chmod(path, hook->mode) < 0;
	}
	int rc = failed ? err_set(err, ERR_IO, "cannot write %s: %s", path,
				  strerror(errno))
			: 0;
	free(path);
	free(folder);
	return rc;
}

int drill_repo_git(
	struct drill_repo *repo, const char *const *args, struct err *err)
{
	struct buf errors = BUF_INIT(OUTPUT_LIMIT);
	struct gitchild_args child = {
		.args = args,
		.dir = repo->path,
		.keep_language = true,
	};

	buf_clear(&repo->output);
	int rc = gitchild_run(&child, &repo->output, &errors, err);
	if (rc >= 0 &&
		buf_append(&repo->output, buf_string(&errors), errors.len) < 0)
		rc = err_set(err, ERR_LIMIT, "git printed more than %d bytes",
			(int)OUTPUT_LIMIT);
	buf_release(&errors);
	return rc;
}

int drill_repo_count(struct drill_repo *repo, struct err *err)
{
	static const char *const args[] = { "rev-list", "--count", "--all",
		NULL };

	int rc = must(repo, args, err);
	if (rc < 0)
		return rc;
	return (int)strtol(buf_string(&repo->output), NULL, 10);
}
