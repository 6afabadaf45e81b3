/*
 * gitrepo.c - the repository in which kagiban runs.
 *
 * libgit2 opens it where it can (gitopen.c); of what it cannot open, git is
 * asked for the places, and then for everything: settings, changes, objects.
 */
#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include <git2.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "source/catfile.h"
#include "source/gitchild.h"
#include "source/gitconfig.h"
#include "source/gitopen.h"
#include "source/gitrepo.h"
#include "source/indexfile.h"
#include "source/objectid.h"

enum {
	PATH_LIMIT = 64 * 1024, /* bytes of a path */
	COMPLAINT_LIMIT = 4096,
};

/* What is read when it is first asked for. */
struct cache {
	struct catfile *catfile; /* owned; NULL: not asked for yet */
	struct indexfile index; /* owned */
	bool index_read;
	bool through_git; /* git has read an object */
	int index_rc; /* what indexfile_read() said */
};

struct gitrepo {
	git_repository *handle; /* owned; NULL: libgit2 cannot open it */
	size_t id_size; /* bytes of an object id */
	char *git_dir; /* owned, as are the other paths */
	char *common_dir;
	char *workdir; /* NULL: bare */
	char *index_path;
	struct gitconfig *config; /* owned */
	struct cache *cache; /* owned */
};

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

/* GIT_COMMON_DIR was hidden from libgit2: is it what libgit2 found? */
static bool is_common_dir(const struct gitrepo *repo)
{
	const char *wanted = getenv("GIT_COMMON_DIR");
	if (wanted == NULL)
		return true;
	char *want = resolve(wanted);
	char *have = resolve(repo->common_dir);
	bool same = want != NULL && have != NULL && strcmp(want, have) == 0;
	free(want);
	free(have);
	return same;
}

static void find_places(struct gitrepo *repo)
{
	git_repository *handle = repo->handle;

	repo->id_size = SHA1_ID_SIZE;
	repo->git_dir = copy_without_slash(git_repository_path(handle));
	repo->common_dir = copy_without_slash(git_repository_commondir(handle));
	repo->workdir = find_workdir(handle);
	repo->index_path = find_index(repo->git_dir);
}

static void forget_places(struct gitrepo *repo)
{
	git_repository_free(repo->handle);
	free(repo->git_dir);
	free(repo->common_dir);
	free(repo->workdir);
	free(repo->index_path);
	memset(repo, 0, sizeof(*repo));
}

/*
 * Asks `git rev-parse` and cuts its answer into COUNT lines, borrowed from
 * ANSWER.  Returns 0, ERR_GIT, ERR_IO, ERR_LIMIT.
 */
static int ask_rev_parse(const char *const *args, struct buf *answer,
	const char **lines, size_t count, struct err *err)
{
	struct gitchild_args child = { .args = args };
	struct buf errors = BUF_INIT(COMPLAINT_LIMIT);

	int rc = gitchild_run(&child, answer, &errors, err);
	if (rc > 0)
		rc = err_set(err, ERR_GIT, "cannot open the repository: %s",
			gitchild_complaint(&errors));
	buf_release(&errors);
	char *line = answer->data;
	for (size_t i = 0; rc == 0 && i < count; i++) {
		char *end = line != NULL ? strchr(line, '\n') : NULL;
		if (end == NULL)
			return err_set(err, ERR_GIT,
				"cannot open the repository: %s",
				buf_string(answer));
		*end = '\0';
		lines[i] = line;
		line = end + 1;
	}
	return rc;
}

/* Finds the places of a repository that only git opens. */
static int find_places_by_git(struct gitrepo *repo, struct err *err)
{
	static const char *const args[] = { "rev-parse", "--show-object-format",
		"--absolute-git-dir", "--git-common-dir", NULL };
	static const char *const top[] = { "rev-parse", "--show-toplevel",
		NULL };
	const char *lines[3] = { "", "", "" };
	struct err unused;
	struct buf answer = BUF_INIT(PATH_LIMIT);

	int rc = ask_rev_parse(args, &answer, lines, 3, err);
	if (rc != 0)
		goto done;
	repo->id_size =
		strcmp(lines[0], "sha1") == 0 ? SHA1_ID_SIZE : SHA256_ID_SIZE;
	repo->git_dir = mem_copy_string(lines[1]);
	repo->common_dir = resolve(lines[2]);
	if (repo->common_dir == NULL)
		repo->common_dir = mem_copy_string(lines[2]);
	repo->index_path = find_index(repo->git_dir);
	buf_clear(&answer);
	if (ask_rev_parse(top, &answer, lines, 1, &unused) == 0)
		repo->workdir = mem_copy_string(lines[0]);
done:
	buf_release(&answer);
	return rc;
}

/* Opens the repository; returns as gitrepo_open(). */
static int open_repo(struct gitrepo *repo, bool *by_git, struct err *err)
{
	int rc = gitopen_handle(&repo->handle, by_git, err);
	if (rc == 0) {
		find_places(repo);
		if (is_common_dir(repo))
			return 0;
		forget_places(repo);
		*by_git = true;
	} else if (rc != GITOPEN_LEFT_TO_GIT) {
		return rc;
	}
	return find_places_by_git(repo, err);
}

int gitrepo_open(struct gitrepo **out, struct err *err)
{
	bool by_git = false;

	*out = NULL;
	int rc = gitopen_start(err);
	if (rc < 0)
		return rc;
	struct gitrepo *repo = mem_zalloc(1, sizeof(*repo));
	rc = open_repo(repo, &by_git, err);
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
	if (repo->cache != NULL) {
		catfile_free(repo->cache->catfile);
		indexfile_release(&repo->cache->index);
	}
	free(repo->cache);
	forget_places(repo);
	free(repo);
	git_libgit2_shutdown();
}

void gitrepo_as_server(struct gitrepo *repo)
{
	gitconfig_as_server(repo->config);
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

size_t gitrepo_id_size(const struct gitrepo *repo)
{
	return repo->id_size;
}

struct catfile *gitrepo_catfile(const struct gitrepo *repo)
{
	if (repo->cache->catfile == NULL)
		repo->cache->catfile = catfile_new();
	return repo->cache->catfile;
}

void gitrepo_note_git(const struct gitrepo *repo)
{
	repo->cache->through_git = true;
}

bool gitrepo_is_through_git(const struct gitrepo *repo)
{
	return repo->handle == NULL || repo->cache->through_git;
}

/* Without a repository: what the system and the user have set. */
static int config_without_repo(
	const char *name, struct buf *out, struct err *err)
{
	int rc = gitopen_start(err);
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

int gitrepo_config_each(const struct gitrepo *repo, const char *section,
	gitconfig_fn take, void *payload, struct err *err)
{
	if (repo == NULL) {
		int rc = gitopen_start(err);
		if (rc < 0)
			return rc;
		struct gitconfig *config = gitconfig_new(NULL, false);
		rc = gitconfig_each(config, section, take, payload, err);
		gitconfig_free(config);
		git_libgit2_shutdown();
		return rc;
	}
	return gitconfig_each(repo->config, section, take, payload, err);
}

int gitrepo_index(const struct indexfile **index, const struct gitrepo *repo,
	struct err *err)
{
	struct cache *cache = repo->cache;

	*index = &cache->index;
	if (cache->index_read)
		return cache->index_rc;
	int rc = indexfile_read(
		&cache->index, repo->index_path, repo->id_size, err);
	if (rc >= 0) {
		cache->index_read = true;
		cache->index_rc = rc;
	}
	return rc;
}

/* HEAD's commit, as git says it. */
static int read_head_by_git(
	const struct gitrepo *repo, struct object_id *id, struct err *err)
{
	static const char *const args[] = { "rev-parse", "-q", "--verify",
		"HEAD^{commit}", NULL };
	struct gitchild_args child = { .args = args };
	struct buf answer = BUF_INIT(COMPLAINT_LIMIT);
	struct buf errors = BUF_INIT(COMPLAINT_LIMIT);

	int rc = gitchild_run(&child, &answer, &errors, err);
	if (rc > 0 && errors.len == 0)
		rc = 0;
	else if (rc > 0)
		rc = err_set(err, ERR_GIT, "cannot read HEAD: %s",
			gitchild_complaint(&errors));
	else if (rc == 0)
		rc = objectid_read(id, answer.data, 2 * repo->id_size) ? 1 : 0;
	buf_release(&answer);
	buf_release(&errors);
	return rc;
}

int gitrepo_head(
	const struct gitrepo *repo, struct object_id *id, struct err *err)
{
	git_oid oid;

	if (repo->handle == NULL)
		return read_head_by_git(repo, id, err);
	int rc = git_reference_name_to_id(&oid, repo->handle, "HEAD");
	if (rc == GIT_ENOTFOUND)
		return 0;
	if (rc < 0)
		return err_set(err, ERR_GIT, "cannot read HEAD: %s",
			gitopen_complaint());
	objectid_set(id, oid.id, SHA1_ID_SIZE);
	return 1;
}

bool gitrepo_is_unborn(const struct gitrepo *repo)
{
	struct object_id id;
	struct err unused;

	return gitrepo_head(repo, &id, &unused) == 0;
}

bool gitrepo_is_shallow(const struct gitrepo *repo)
{
	struct buf path = BUF_INIT(64 * 1024);
	struct stat status;

	buf_append_string(&path, repo->common_dir);
	buf_append_string(&path, "/shallow");
	bool shallow =
		stat(buf_string(&path), &status) == 0 && status.st_size > 0;
	buf_release(&path);
	return shallow;
}
