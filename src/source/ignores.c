/*
 * ignores.c - what git ignores below a folder.
 */
#include <git2.h>

#include "base/err.h"
#include "base/mem.h"
#include "source/gitchild.h"
#include "source/gitrepo.h"
#include "source/ignores.h"

enum {
	ANSWER_LIMIT = 1024 * 1024 * 1024, /* bytes of git's list */
	PATH_LIMIT = 64 * 1024,
	COMPLAINT_LIMIT = 4096,
};

bool ignores_path(const struct gitrepo *repo, const char *path)
{
	struct git_repository *handle = gitrepo_handle(repo);
	int ignored = 0;
	return handle &&
	       git_ignore_path_is_ignored(&ignored, handle, path) == 0 &&
	       ignored == 1;
}

static bool is_below(const char *path, const char *top)
{
	size_t len = strlen(top);
	return strncmp(path, top, len) == 0 &&
	       (path[len] == '/' || path[len] == '\0');
}

static bool is_in_work_tree(const struct gitrepo *repo, const char *folder)
{
	if (repo == NULL || gitrepo_workdir(repo) == NULL)
		return false;
	char *path = realpath(folder, NULL);
	char *top = realpath(gitrepo_workdir(repo), NULL);
	bool below = path != NULL && top != NULL && is_below(path, top) &&
		     !is_below(path, gitrepo_git_dir(repo));
	free(path);
	free(top);
	return below;
}

/* Runs git in FOLDER, with the repository by its absolute path. */
static int run_git(const struct gitrepo *repo, const char *folder,
	const char *const *args, struct buf *answer, struct buf *errors,
	struct err *err)
{
	struct buf git_dir = BUF_INIT(PATH_LIMIT);
	struct buf work_tree = BUF_INIT(PATH_LIMIT);

	buf_append_string(&git_dir, "GIT_DIR=");
	buf_append_string(&git_dir, gitrepo_git_dir(repo));
	buf_append_string(&work_tree, "GIT_WORK_TREE=");
	buf_append_string(&work_tree, gitrepo_workdir(repo));
	const char *const env[] = { git_dir.data, work_tree.data, NULL };
	struct gitchild_args child = {
		.args = args, .dir = folder, .env = env
	};
	int rc = gitchild_run(&child, answer, errors, err);
	buf_release(&git_dir);
	buf_release(&work_tree);
	return rc;
}

/*
 * Whether FOLDER is itself ignored, or is in a folder that is: then git can
 * refuse to list what is below it.
 */
static bool is_ignored(const struct gitrepo *repo, const char *folder)
{
	static const char *const args[] = { "check-ignore", "-q", ".", NULL };
	struct buf errors = BUF_INIT(COMPLAINT_LIMIT);
	struct err unused;

	int rc = run_git(repo, folder, args, NULL, &errors, &unused);
	buf_release(&errors);
	return rc == 0;
}

static int ask_git(struct buf *answer, const struct gitrepo *repo,
	const char *folder, struct err *err)
{
	static const char *const args[] = { "-c", "core.fsmonitor=false",
		"ls-files", "-z", "--others", "--ignored", "--exclude-standard",
		"--directory", NULL };
	struct buf errors = BUF_INIT(COMPLAINT_LIMIT);

	int rc = run_git(repo, folder, args, answer, &errors, err);
	if (rc > 0 && is_ignored(repo, folder)) {
		buf_clear(answer);
		rc = 0;
	} else if (rc > 0) {
		rc = err_set(err, ERR_GIT,
			"cannot tell what is ignored in %s: %s", folder,
			gitchild_complaint(&errors));
	}
	buf_release(&errors);
	return rc;
}

static int compare_paths(const void *one, const void *two)
{
	const char *const *left = one;
	const char *const *right = two;
	return strcmp(*left, *right);
}

int ignores_read(struct ignores *ignores, const struct gitrepo *repo,
	const char *folder, struct err *err)
{
	memset(ignores, 0, sizeof(*ignores));
	buf_init(&ignores->answer, ANSWER_LIMIT);
	if (!is_in_work_tree(repo, folder))
		return 0;
	int rc = ask_git(&ignores->answer, repo, folder, err);
	if (rc < 0)
		return rc;
	for (size_t at = 0; at < ignores->answer.len;) {
		const char *path = ignores->answer.data + at;
		ignores->paths = mem_grow(ignores->paths, ignores->count,
			&ignores->capacity, sizeof(*ignores->paths));
		ignores->paths[ignores->count++] = path;
		at += strlen(path) + 1;
	}
	if (ignores->count > 0)
		qsort(ignores->paths, ignores->count, sizeof(*ignores->paths),
			compare_paths);
	return 0;
}

void ignores_release(struct ignores *ignores)
{
	buf_release(&ignores->answer);
	free(ignores->paths);
	memset(ignores, 0, sizeof(*ignores));
}

bool ignores_has(const struct ignores *ignores, const char *path)
{
	return ignores->count > 0 &&
	       bsearch(&path, ignores->paths, ignores->count,
		       sizeof(*ignores->paths), compare_paths) != NULL;
}
