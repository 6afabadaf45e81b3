/*
 * gitrepo.c - the repository in which kagiban runs, through libgit2.
 *
 * libgit2 follows most of the environment that git gives a hook, but refuses
 * GIT_WORK_TREE and GIT_COMMON_DIR, and reads all of the index that
 * GIT_INDEX_FILE names at once, whatever its size.  These three are hidden
 * from it while it opens the repository and are followed here.
 *
 * Who owns the repository matters where something in it could be run.  git
 * has looked at that before it runs a hook; by hand, where libgit2 refuses,
 * git is asked and has the last word.
 */
#include <errno.h>
#include <unistd.h>

#include <git2.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "source/blob.h"
#include "source/gitchild.h"
#include "source/gitconfig.h"
#include "source/gitrepo.h"
#include "source/indexfile.h"

enum {
	PATH_LIMIT = 64 * 1024, /* bytes of a path */
	COMPLAINT_LIMIT = 4096,
	CACHE_SIZE = 4 * 1024 * 1024, /* bytes of objects libgit2 may keep */
};

/* What is read when it is first asked for. */
struct cache {
	struct indexfile index; /* owned */
	bool index_read;
	int index_rc; /* what indexfile_read() said */
};

struct gitrepo {
	git_repository *handle; /* owned */
	char *git_dir; /* owned, as are the other paths */
	char *common_dir;
	char *workdir; /* NULL: bare */
	char *index_path;
	struct gitconfig *config; /* owned */
	struct cache *cache; /* owned */
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

const char *gitrepo_complaint(void)
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
 * set to something.)  Returns 0, 1 if there is none, or ERR_GIT.
 */
static int open_foreign(git_repository **out, struct err *err)
{
	git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
	if (try_open(out) < 0)
		return 1;
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

/*
 * Opens the handle; *BY_GIT says that the configuration has to come from git.
 * Returns 0, 1 if there is no repository, or ERR_GIT.
 */
static int open_handle(git_repository **out, bool *by_git, struct err *err)
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
	return err_set(err, ERR_GIT, "cannot open the repository: %s",
		gitrepo_complaint());
}

static char *copy_without_slash(const char *path)
{
	if (path == NULL)
		return NULL;
	size_t len = strlen(path);
	while (len > 1 && path[len - 1] == '/')
		len--;
	return mem_copy(path, len);
}

/* PATH as an absolute one without links; caller owns; NULL: no such folder. */
static char *resolve(const char *path)
{
	return realpath(path, NULL);
}

/*
 * The top of the work tree as git sees it: GIT_WORK_TREE, else core.worktree
 * or what libgit2 knows; with GIT_DIR alone it is the current folder.
 */
static char *find_workdir(git_repository *handle)
{
	const char *chosen = getenv("GIT_WORK_TREE");
	if (chosen != NULL)
		return resolve(chosen);
	const char *known = git_repository_workdir(handle);
	const char *implicit = getenv("GIT_IMPLICIT_WORK_TREE");
	if (getenv("GIT_DIR") == NULL)
		return copy_without_slash(known);
	if (git_repository_is_bare(handle) ||
		(implicit != NULL && strcmp(implicit, "0") == 0))
		return NULL;
	git_config *config = NULL;
	git_config_entry *entry = NULL;
	bool configured =
		git_repository_config_snapshot(&config, handle) == 0 &&
		git_config_get_entry(&entry, config, "core.worktree") == 0;
	git_config_entry_free(entry);
	git_config_free(config);
	return configured ? copy_without_slash(known) : resolve(".");
}

static char *find_index(const char *git_dir)
{
	const char *chosen = getenv("GIT_INDEX_FILE");
	if (chosen != NULL)
		return mem_copy_string(chosen);

	struct buf path = BUF_INIT(PATH_LIMIT);
	buf_append_string(&path, git_dir);
	buf_append_string(&path, "/index");
	return path.data;
}

/* GIT_COMMON_DIR was hidden from libgit2: it must say what libgit2 found. */
static int check_common_dir(const struct gitrepo *repo, struct err *err)
{
	const char *wanted = getenv("GIT_COMMON_DIR");
	if (wanted == NULL)
		return 0;
	char *want = resolve(wanted);
	char *have = resolve(repo->common_dir);
	bool same = want != NULL && have != NULL && strcmp(want, have) == 0;
	free(want);
	free(have);
	if (same)
		return 0;
	return err_set(err, ERR_GIT,
		"GIT_COMMON_DIR names %s, the git "
		"directory %s",
		wanted, repo->common_dir);
}

static int find_places(struct gitrepo *repo, struct err *err)
{
	git_repository *handle = repo->handle;

	repo->git_dir = copy_without_slash(git_repository_path(handle));
	repo->common_dir = copy_without_slash(git_repository_commondir(handle));
	repo->workdir = find_workdir(handle);
	repo->index_path = find_index(repo->git_dir);
	return check_common_dir(repo, err);
}

/*
 * Objects are named by git and are only read here: their hashes need not be
 * computed again.  In a hook git has looked at the owner already.
 */
static int start_library(struct err *err)
{
	if (git_libgit2_init() < 0)
		return err_set(err, ERR_GIT, "cannot start libgit2: %s",
			gitrepo_complaint());
	git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
	git_libgit2_opts(GIT_OPT_ENABLE_STRICT_OBJECT_CREATION, 0);
	git_libgit2_opts(GIT_OPT_SET_CACHE_MAX_SIZE, (ssize_t)CACHE_SIZE);
	if (getenv("GIT_INDEX_FILE") != NULL || getenv("GIT_DIR") != NULL)
		git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
	return 0;
}

int gitrepo_open(struct gitrepo **out, struct err *err)
{
	bool by_git = false;

	*out = NULL;
	int rc = start_library(err);
	if (rc < 0)
		return rc;
	struct gitrepo *repo = mem_zalloc(1, sizeof(*repo));
	rc = open_handle(&repo->handle, &by_git, err);
	if (rc == 0)
		rc = find_places(repo, err);
	if (rc == 0) {
		repo->config = gitconfig_new(repo->handle, by_git);
		repo->cache = mem_zalloc(1, sizeof(*repo->cache));
		*out = repo;
	} else {
		gitrepo_free(repo);
	}
	return rc;
}

void gitrepo_free(struct gitrepo *repo)
{
	if (repo == NULL)
		return;
	gitconfig_free(repo->config);
	if (repo->cache != NULL)
		indexfile_release(&repo->cache->index);
	free(repo->cache);
	git_repository_free(repo->handle);
	free(repo->git_dir);
	free(repo->common_dir);
	free(repo->workdir);
	free(repo->index_path);
	free(repo);
	git_libgit2_shutdown();
}

const char *gitrepo_git_dir(const struct gitrepo *repo)
{
	return repo->git_dir;
}

const char *gitrepo_common_dir(const struct gitrepo *repo)
{
	return repo->common_dir;
}

const char *gitrepo_workdir(const struct gitrepo *repo)
{
	return repo->workdir;
}

const char *gitrepo_index_path(const struct gitrepo *repo)
{
	return repo->index_path;
}

git_repository *gitrepo_handle(const struct gitrepo *repo)
{
	return repo->handle;
}

/* Without a repository: what the system and the user have set. */
static int config_without_repo(
	const char *name, struct buf *out, struct err *err)
{
	int rc = start_library(err);
	if (rc < 0)
		return rc;
	struct gitconfig *config = gitconfig_new(NULL, false);
	rc = gitconfig_read(config, name, out, err);
	gitconfig_free(config);
	git_libgit2_shutdown();
	return rc;
}

int gitrepo_config(const struct gitrepo *repo, const char *name,
	struct buf *out, struct err *err)
{
	if (repo == NULL)
		return config_without_repo(name, out, err);
	return gitconfig_read(repo->config, name, out, err);
}

int gitrepo_index(const struct indexfile **index, const struct gitrepo *repo,
	struct err *err)
{
	struct cache *cache = repo->cache;

	*index = &cache->index;
	if (cache->index_read)
		return cache->index_rc;
	int rc = indexfile_read(
		&cache->index, repo->index_path, OBJECT_ID_SIZE, err);
	if (rc >= 0) {
		cache->index_read = true;
		cache->index_rc = rc;
	}
	return rc;
}

static int copy_blob(const struct gitrepo *repo, const unsigned char *id,
	struct buf *out, struct err *err)
{
	struct blob blob;

	int rc = blob_read(&blob, repo, id, err);
	if (rc < 0)
		return rc;
	rc = 1;
	if (buf_append(out, blob.data, blob.len) < 0)
		rc = err_set(err, ERR_LIMIT, "it is larger than %zu bytes",
			out->limit);
	blob_release(&blob);
	return rc;
}

/*
 * Finds PATH at stage 0 in what `git ls-files -s -z` says, "MODE ID STAGE\tPATH"
 * and a NUL each, and reads it.
 */
static int read_listed(const struct gitrepo *repo, const char *path,
	const struct buf *list, struct buf *out, struct err *err)
{
	for (size_t at = 0; at < list->len; at += strlen(list->data + at) + 1) {
		git_oid oid;
		const char *line = list->data + at;
		const char *tab = strchr(line, '\t');
		const char *space = strchr(line, ' ');
		if (tab == NULL || space == NULL || tab[-1] != '0' ||
			strcmp(tab + 1, path) != 0)
			continue;
		if (strncmp(line, "100", 3) != 0)
			return err_set(err, ERR_INPUT, "it is no regular file");
		if (git_oid_fromstr(&oid, space + 1) < 0)
			return err_set(err, ERR_GIT, "git lists \"%s\"", line);
		return copy_blob(repo, oid.id, out, err);
	}
	return 0;
}

/* For an index that only git reads. */
static int read_staged_by_git(const struct gitrepo *repo, const char *path,
	struct buf *out, struct err *err)
{
	int rc;
	struct buf spec = BUF_INIT(PATH_LIMIT);
	struct buf list = BUF_INIT(PATH_LIMIT);
	struct buf errors = BUF_INIT(COMPLAINT_LIMIT);

	if (buf_append_string(&spec, ":(top,literal)") < 0 ||
		buf_append_string(&spec, path) < 0) {
		rc = err_set(err, ERR_LIMIT, "the path is too long");
		goto done;
	}
	const char *const args[] = { "ls-files", "-s", "-z", "--full-name",
		"--", spec.data, NULL };
	struct gitchild_args child = { .args = args };
	rc = gitchild_run(&child, &list, &errors, err);
	if (rc > 0)
		rc = err_set(err, ERR_GIT, "cannot read the index: %s",
			gitchild_complaint(&errors));
	else if (rc == 0)
		rc = read_listed(repo, path, &list, out, err);
done:
	buf_release(&errors);
	buf_release(&list);
	buf_release(&spec);
	return rc;
}

int gitrepo_read_staged(const struct gitrepo *repo, const char *path,
	struct buf *out, struct err *err)
{
	const struct indexfile *index;

	buf_clear(out);
	int rc = gitrepo_index(&index, repo, err);
	if (rc > 0)
		return read_staged_by_git(repo, path, out, err);
	if (rc < 0)
		return rc;
	const struct index_entry *entry = indexfile_find(index, path);
	if (entry == NULL || entry->intent_to_add)
		return 0;
	if ((entry->mode & 0170000) != 0100000)
		return err_set(err, ERR_INPUT, "it is no regular file");
	return copy_blob(repo, entry->id, out, err);
}

bool gitrepo_is_unborn(const struct gitrepo *repo)
{
	return git_repository_head_unborn(repo->handle) == 1;
}
