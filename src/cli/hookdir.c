/*
 * hookdir.c - in which folder git looks for the hooks of this repository.
 */
#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/mem.h"
#include "cli/gitask.h"
#include "cli/hookdir.h"
#include "cli/path.h"

/*
 * ANSWER, as git gives it from HERE, as an absolute path without "..": HERE
 * has no links in it, so that going up is cutting off.
 */
static char *resolve(const char *here, const char *answer)
{
	char *folder = mem_copy_string(here);

	while (strncmp(answer, "../", 3) == 0) {
		char *parent = path_parent(folder);
		free(folder);
		folder = parent;
		answer += 3;
	}
	while (strncmp(answer, "./", 2) == 0)
		answer += 2;
	char *out = strcmp(answer, "..") == 0  ? path_parent(folder)
		    : strcmp(answer, ".") == 0 ? mem_copy_string(folder)
					       : path_join(folder, answer);
	free(folder);
	return out;
}

/* `git rev-parse OPTION [ARGUMENT]` as an absolute path; caller owns. */
static int ask_path(
	char **out, const char *option, const char *argument, struct err *err)
{
	const char *args[] = { "rev-parse", option, argument, NULL };
	char *answer = NULL;

	int rc = gitask(&answer, args, err);
	if (rc < 0)
		return rc;
	char *here = getcwd(NULL, 0);
	if (here != NULL)
		*out = resolve(here, answer);
	else
		rc = err_set(err, ERR_IO, "cannot find out where I am: %s",
			strerror(errno));
	free(here);
	free(answer);
	return rc;
}

static int ask_flag(bool *out, const char *option, struct err *err)
{
	const char *args[] = { "rev-parse", option, NULL };
	char *answer = NULL;

	int rc = gitask(&answer, args, err);
	*out = rc == 0 && strcmp(answer, "true") == 0;
	free(answer);
	return rc;
}

/*
 * Reads core.hooksPath and where it is set: "file:/home/me/.gitconfig", a tab
 * and the value.
 */
static int read_setting(struct hookdir *dir, struct err *err)
{
	static const char *const args[] = { "config", "--show-origin", "--get",
		"core.hooksPath", NULL };
	char *answer = NULL;

	int rc = gitask_setting(&answer, args, err);
	if (rc <= 0)
		return rc;
	char *tab = strchr(answer, '\t');
	if (tab != NULL) {
		const char *origin = answer;
		*tab = '\0';
		if (strncmp(origin, "file:", 5) == 0)
			origin += 5;
		dir->origin = mem_copy_string(origin);
		dir->setting = mem_copy_string(tab + 1);
	}
	free(answer);
	return 0;
}

/* Hooks run at the top of the work tree: a relative core.hooksPath is taken
 * from there, and git says so itself, except inside the git directory. */
static int check_place(
	const struct hookdir *dir, bool in_work_tree, struct err *err)
{
	if (dir->setting == NULL || dir->setting[0] == '\0' || in_work_tree ||
		dir->is_bare)
		return 0;
	return err_set(err, ERR_USAGE,
		"core.hooksPath is %s here: run this in the work tree, not in "
		"the git directory",
		dir->setting);
}

/* Whether git looks for hook files nowhere. */
static bool is_off(const struct hookdir *dir)
{
	struct stat info;

	return (dir->setting != NULL && dir->setting[0] == '\0') ||
	       (stat(dir->path, &info) == 0 && !S_ISDIR(info.st_mode));
}

int hookdir_check(const struct hookdir *dir, struct err *err)
{
	if (!dir->is_off)
		return 0;
	if (dir->setting != NULL && dir->setting[0] == '\0')
		return err_set(err, ERR_CONFIG,
			"core.hooksPath is set and empty, so that git runs no "
			"hooks here: unset it in %s",
			dir->origin);
	return err_set(err, ERR_CONFIG,
		"%s is no folder: git runs no hooks here (see `git config "
		"--show-origin core.hooksPath`)",
		dir->path);
}

static int find_tracked(struct hookdir *dir, struct err *err)
{
	char *git_dir = NULL;

	int rc = ask_path(&dir->top, "--show-toplevel", NULL, err);
	if (rc == 0)
		rc = ask_path(&git_dir, "--git-common-dir", NULL, err);
	if (rc == 0)
		dir->is_tracked = path_is_below(dir->path, dir->top) &&
				  !path_is_below(dir->path, git_dir);
	free(git_dir);
	return rc;
}

int hookdir_find(struct hookdir *dir, struct err *err)
{
	bool in_work_tree = false;
	char *common = NULL;

	*dir = (struct hookdir){ 0 };
	int rc = ask_flag(&dir->is_bare, "--is-bare-repository", err);
	if (rc == 0)
		rc = ask_flag(&in_work_tree, "--is-inside-work-tree", err);
	if (rc == 0)
		rc = ask_path(&common, "--git-common-dir", NULL, err);
	if (rc == 0)
		rc = ask_path(&dir->path, "--git-path", "hooks", err);
	if (rc == 0)
		rc = read_setting(dir, err);
	if (rc == 0) {
		dir->common = path_join(common, "hooks");
		dir->is_off = is_off(dir);
		rc = check_place(dir, in_work_tree, err);
	}
	if (rc == 0 && in_work_tree)
		rc = find_tracked(dir, err);
	free(common);
	return rc;
}

void hookdir_release(struct hookdir *dir)
{
	free(dir->path);
	free(dir->top);
	free(dir->common);
	free(dir->setting);
	free(dir->origin);
	*dir = (struct hookdir){ 0 };
}
