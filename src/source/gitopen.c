/*
 * gitopen.c - opens a repository by libgit2 as git would in a hook.
 *
 * libgit2 follows most of the environment that git gives a hook, but refuses
 * GIT_WORK_TREE and GIT_COMMON_DIR, and reads all of the index that
 * GIT_INDEX_FILE names at once, whatever its size.  These three are hidden
 * from it while it opens the repository; gitrepo.c follows them.
 *
 * Who owns the repository matters where something in it could be run.  git
 * has looked at that before it runs a hook; by hand, where libgit2 refuses,
 * git is asked and has the last word.
 */
#include <git2.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "source/gitchild.h"
#include "source/gitopen.h"

enum {
	COMPLAINT_LIMIT = 4096,
	CACHE_SIZE = 4 * 1024 * 1024, /* bytes of objects libgit2 may keep */
	LARGE_CACHE_SIZE = 16 * 1024 * 1024,
	KEPT_SIZE = 128 * 1024, /* bytes of the largest object that is kept */
};

/* What libgit2 refuses or reads too early, in the order of `hidden.values`. */
static const char *const hidden_names[] = {
	"GIT_INDEX_FILE",
	"GIT_WORK_TREE",
	"GIT_COMMON_DIR",
};

enum { HIDDEN_COUNT = sizeof(hidden_names) / sizeof(hidden_names[0]) };

struct hidden {
	char *values[HIDDEN_COUNT]; /* owned; NULL: not set */
};

const char *gitopen_complaint(void)
{
	const git_error *error = git_error_last();
	return error != NULL && error->message != NULL ? error->message
						       : "libgit2 says nothing";
}

static void hide(struct hidden *hidden)
{
	for (size_t i = 0; i < HIDDEN_COUNT; i++) {
		hidden->values[i] = mem_copy_string(getenv(hidden_names[i]));
		unsetenv(hidden_names[i]);
	}
}

static void unhide(struct hidden *hidden)
{
	for (size_t i = 0; i < HIDDEN_COUNT; i++) {
		if (hidden->values[i] == NULL)
			continue;
		setenv(hidden_names[i], hidden->values[i], 1);
		free(hidden->values[i]);
	}
}

static int try_open(git_repository **out)
{
	struct hidden hidden;

	hide(&hidden);
	int rc = git_repository_open_ext(
		out, NULL, GIT_REPOSITORY_OPEN_FROM_ENV, NULL);
	unhide(&hidden);
	return rc;
}

/* Asks git, which looks at safe.directory, whether it opens the repository. */
static int ask_for_trust(struct err *err)
{
	static const char *const args[] = { "rev-parse", "--git-dir", NULL };
	struct gitchild_args child = { .args = args };
	struct buf errors = BUF_INIT(COMPLAINT_LIMIT);

	int rc = gitchild_run(&child, NULL, &errors, err);
	if (rc > 0)
		rc = err_set(err, ERR_GIT, "git refuses the repository: %s",
			gitchild_complaint(&errors));
	buf_release(&errors);
	return rc;
}

/*
 * Opens a repository that libgit2 refuses because of its owner, if git does
 * not.  (libgit2 1.5 says then that there is none, unless safe.directory is
 * set to something.)  Returns as gitopen_handle().
 */
static int open_foreign(git_repository **out, struct err *err)
{
	git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
	if (try_open(out) < 0)
		return GITOPEN_NONE;
	int rc = ask_for_trust(err);
	if (rc < 0) {
		git_repository_free(*out);
		*out = NULL;
	}
	return rc;
}

/* An unreadable ~/.gitconfig is fatal for libgit2 and a warning for git. */
static void leave_out_shared_config(void)
{
	git_libgit2_opts(
		GIT_OPT_SET_SEARCH_PATH, GIT_CONFIG_LEVEL_PROGRAMDATA, "");
	git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, GIT_CONFIG_LEVEL_SYSTEM, "");
	git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, GIT_CONFIG_LEVEL_XDG, "");
	git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, GIT_CONFIG_LEVEL_GLOBAL, "");
}

int gitopen_handle(git_repository **out, bool *by_git, struct err *err)
{
	int rc = try_open(out);
	if (rc < 0 && rc != GIT_ENOTFOUND && rc != GIT_EOWNER) {
		leave_out_shared_config();
		*by_git = true;
		rc = try_open(out);
	}
	if (rc == 0)
		return 0;
	if (rc == GIT_EOWNER || (rc == GIT_ENOTFOUND && !getenv("GIT_DIR")))
		return open_foreign(out, err);
	*by_git = true;
	return GITOPEN_LEFT_TO_GIT;
}

/*
 * Objects are named by git and are only read here: their hashes need not be
 * computed again.  In a hook git has looked at the owner already.
 */
int gitopen_start(struct err *err)
{
	if (git_libgit2_init() < 0)
		return err_set(err, ERR_GIT, "cannot start libgit2: %s",
			gitopen_complaint());
	git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
	git_libgit2_opts(GIT_OPT_ENABLE_STRICT_OBJECT_CREATION, 0);
	git_libgit2_opts(GIT_OPT_SET_CACHE_MAX_SIZE, (ssize_t)CACHE_SIZE);
	if (getenv("GIT_INDEX_FILE") != NULL || getenv("GIT_DIR") != NULL)
		git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
	return 0;
}

void gitopen_keep_more(void)
{
	git_libgit2_opts(GIT_OPT_SET_CACHE_MAX_SIZE, (ssize_t)LARGE_CACHE_SIZE);
	git_libgit2_opts(GIT_OPT_SET_CACHE_OBJECT_LIMIT, GIT_OBJECT_TREE,
		(size_t)KEPT_SIZE);
	git_libgit2_opts(GIT_OPT_SET_CACHE_OBJECT_LIMIT, GIT_OBJECT_BLOB,
		(size_t)KEPT_SIZE);
}
