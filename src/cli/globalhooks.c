/*
 * globalhooks.c - one folder of hooks for all repositories of a user, or of a
 * machine.
 */
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "cli/gitask.h"
#include "cli/globalhooks.h"
#include "cli/hookfile.h"
#include "cli/journal.h"
#include "cli/path.h"

/* githooks(5), without the three that globalhooks.h names. */
static const char *const every_hook[] = {
	"applypatch-msg",
	"commit-msg",
	"p4-changelist",
	"p4-post-changelist",
	"p4-pre-submit",
	"p4-prepare-changelist",
	"post-applypatch",
	"post-checkout",
	"post-commit",
	"post-index-change",
	"post-merge",
	"post-receive",
	"post-rewrite",
	"post-update",
	"pre-applypatch",
	"pre-auto-gc",
	"pre-commit",
	"pre-merge-commit",
	"pre-push",
	"pre-rebase",
	"pre-receive",
	"prepare-commit-msg",
	"reference-transaction",
	"sendemail-validate",
	"update",
};

enum { EVERY_HOOK_COUNT = sizeof(every_hook) / sizeof(every_hook[0]) };

static int find_users_folder(char **out, struct err *err)
{
	const char *data = getenv("XDG_DATA_HOME");
	if (data != NULL && data[0] == '/') {
		*out = path_join(data, "kagiban/hooks");
		return 0;
	}
	const char *home = getenv("HOME");
	if (home == NULL || home[0] != '/')
		return err_set(err, ERR_CONFIG,
			"HOME is no absolute path: set it to your home folder");
	*out = path_join(home, ".local/share/kagiban/hooks");
	return 0;
}

/* Whether everybody may pass through all folders above PATH. */
static bool is_reachable(const char *path)
{
	struct stat info;
	bool reachable = true;
	char *folder = path_parent(path);

	while (reachable && strcmp(folder, "/") != 0) {
		char *parent = path_parent(folder);
		/* One that is not there yet is made for everybody. */
		reachable = stat(folder, &info) < 0 ||
			    (info.st_mode & S_IXOTH) != 0;
		free(folder);
		folder = parent;
	}
	free(folder);
	return reachable;
}

static char *machines_folder(const char *program)
{
	char *bin = path_parent(program);
	char *prefix = path_parent(bin);
	char *folder = path_join(prefix, "share/kagiban/hooks");

	free(prefix);
	free(bin);
	return folder;
}

/* A hook that an account cannot run is skipped by its git in silence. */
static int check_reach(
	const struct globalhooks *hooks, const char *program, struct err *err)
{
	struct stat info;

	if (!hooks->for_machine ||
		(stat(program, &info) == 0 && (info.st_mode & S_IXOTH) != 0 &&
			is_reachable(program) && is_reachable(hooks->folder)))
		return 0;
	return err_set(err, ERR_CONFIG,
		"not everybody on this machine can run %s: install kagiban "
		"where they can (./install.sh --prefix /usr/local)",
		program);
}

int globalhooks_find(struct globalhooks *hooks, enum hook_side side,
	const char *program, struct err *err)
{
	*hooks = (struct globalhooks){
		.for_machine = side == HOOKS_OF_SERVER && geteuid() == 0,
	};
	if (!hooks->for_machine)
		return find_users_folder(&hooks->folder, err);
	umask(022);
	hooks->folder = machines_folder(program);
	return 0;
}

void globalhooks_release(struct globalhooks *hooks)
{
	free(hooks->folder);
	hooks->folder = NULL;
}

bool globalhooks_is(const char *folder)
{
	struct hookfile file;
	struct err ignored;
	/* A hook of git on top of which none of ours is ever put. */
	char *path = path_join(folder, "post-update");
	bool is_stub = hookfile_look(&file, path, &ignored) == 0 &&
		       file.kind == HOOK_OURS && file.is_stub;

	hookfile_release(&file);
	free(path);
	return is_stub;
}

static const char *scope_of(const struct globalhooks *hooks)
{
	return hooks->for_machine ? "--system" : "--global";
}

/*
 * Reads core.hooksPath at SCOPE ("--global" or "--system").  Returns 1 and
 * sets *OUT (caller owns) if it is set, 0 if not, or a negative code.
 */
static int read_scope(char **out, const char *scope, struct err *err)
{
	const char *args[] = { "config", scope, "--includes", "--path", "--get",
		"core.hooksPath", NULL };

	return gitask_setting(out, args, err);
}

static bool is_folder(const char *value, const char *folder)
{
	return strcmp(value, folder) == 0 || path_is_same(value, folder);
}

/* Refuses to take the place of somebody else's folder. */
static int check_scope(const char *scope, const char *folder, struct err *err)
{
	char *value = NULL;

	int rc = read_scope(&value, scope, err);
	if (rc > 0 && !is_folder(value, folder))
		rc = err_set(err, ERR_CONFIG,
			"core.hooksPath is %s for all repositories already "
			"(git config %s core.hooksPath); kagiban does not take "
			"its place: unset it, or install in single "
			"repositories",
			value, scope);
	free(value);
	return rc < 0 ? rc : 0;
}

/* Where the stub of NAME belongs: under our hook if there is one. */
static int find_stub_place(
	char **out, const char *folder, const char *name, struct err *err)
{
	struct hookfile file;
	char *path = path_join(folder, name);

	int rc = hookfile_look(&file, path, err);
	if (rc == 0 && file.kind == HOOK_OURS && !file.is_stub)
		*out = path_with(path, hookset_saved_ending);
	else
		*out = mem_copy_string(path);
	hookfile_release(&file);
	free(path);
	return rc;
}

static bool is_current(const struct hookfile *file, const struct buf *text)
{
	return file->runs && file->text.len == text->len &&
	       memcmp(buf_string(&file->text), buf_string(text), text->len) ==
		       0;
}

static int write_stub(struct journal *journal, const char *path,
	const struct buf *text, struct err *err)
{
	struct journal_file new_file = {
		.path = path,
		.text = buf_string(text),
		.len = text->len,
		.mode = 0755,
	};
	struct hookfile file;

	int rc = hookfile_look(&file, path, err);
	if (rc < 0)
		goto done;
	if (file.kind != HOOK_ABSENT &&
		!(file.kind == HOOK_OURS && file.is_stub))
		rc = err_set(err, ERR_CONFIG,
			"%s is in the way and is not as kagiban wrote it: "
			"move it away and try again",
			path);
	else if (!is_current(&file, text))
		rc = journal_write(journal, &new_file, err);
done:
	hookfile_release(&file);
	return rc;
}

static int install_stub(struct journal *journal,
	const struct hookset_args *args, const char *name, struct err *err)
{
	struct buf text = BUF_INIT(HOOKFILE_LIMIT);
	struct hookfile_values values = {
		.program = args->program,
		.name = name,
	};
	char *path = NULL;

	int rc = hookfile_render(hook_every_other, &values, &text, err);
	if (rc == 0)
		rc = find_stub_place(&path, args->folder, name, err);
	if (rc == 0)
		rc = write_stub(journal, path, &text, err);
	free(path);
	buf_release(&text);
	return rc;
}

int globalhooks_install(struct journal *journal,
	const struct globalhooks *hooks, struct hookset_args *args,
	struct hook_result results[HOOK_COUNT], struct err *err)
{
	const char *set[] = { "config", scope_of(hooks), "core.hooksPath",
		hooks->folder, NULL };
	int rc = check_reach(hooks, args->program, err);

	args->folder = hooks->folder;
	if (rc == 0 && !hooks->for_machine)
		rc = check_scope("--global", args->folder, err);
	if (rc == 0)
		rc = check_scope("--system", args->folder, err);
	if (rc == 0)
		rc = journal_make_folders(
			journal, args->folder, &args->folders_made, err);
	for (size_t i = 0; rc == 0 && i < EVERY_HOOK_COUNT; i++)
		rc = install_stub(journal, args, every_hook[i], err);
	if (rc == 0)
		rc = hookset_install(journal, args, results, err);
	if (rc == 0)
		rc = gitask(NULL, set, err);
	return rc;
}

static int remove_stub(struct journal *journal, const char *path,
	struct globalhooks_removal *removal, struct err *err)
{
	struct hookfile file;

	int rc = hookfile_look(&file, path, err);
	if (rc == 0 && file.kind == HOOK_OURS && file.is_stub)
		rc = journal_remove(journal, path, err);
	else if (rc == 0 && file.kind != HOOK_ABSENT)
		removal->files_left = true;
	hookfile_release(&file);
	return rc;
}

static int unset(const struct globalhooks *hooks,
	struct globalhooks_removal *removal, struct err *err)
{
	const char *args[] = { "config", scope_of(hooks), "--unset",
		"core.hooksPath", NULL };
	char *value = NULL;

	int rc = read_scope(&value, scope_of(hooks), err);
	removal->was_set = rc > 0 && is_folder(value, hooks->folder);
	free(value);
	if (rc < 0 || !removal->was_set)
		return rc < 0 ? rc : 0;
	return gitask(NULL, args, err);
}

int globalhooks_uninstall(struct journal *journal,
	const struct globalhooks *hooks, enum hook_side side,
	struct globalhooks_removal *removal, struct err *err)
{
	struct hook_result results[HOOK_COUNT];
	enum hook_side other =
		side == HOOKS_OF_PERSON ? HOOKS_OF_SERVER : HOOKS_OF_PERSON;

	*removal = (struct globalhooks_removal){ 0 };
	int rc = hookset_uninstall(journal, hooks->folder, side, results,
		&removal->folders_made, err);
	if (rc == 0)
		rc = hookset_has(
			&removal->other_side, hooks->folder, other, err);
	if (rc < 0 || removal->other_side)
		return rc;
	for (size_t i = 0; rc == 0 && i < EVERY_HOOK_COUNT; i++) {
		char *path = path_join(hooks->folder, every_hook[i]);
		rc = remove_stub(journal, path, removal, err);
		free(path);
	}
	if (rc == 0)
		rc = unset(hooks, removal, err);
	return rc;
}
