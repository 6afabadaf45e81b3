/*
 * cmd_install.c - --install and --uninstall: puts the hooks where git looks,
 * takes them away again, and says what was done.
 */
#include <signal.h>

#include "base/err.h"
#include "base/mem.h"
#include "cli/cmd.h"
#include "cli/globalhooks.h"
#include "cli/hookdir.h"
#include "cli/hookset.h"
#include "cli/install_report.h"
#include "cli/journal.h"
#include "cli/options.h"
#include "cli/path.h"
#include "cli/self.h"

/*
 * The folder for the hooks of this repository alone: where git looks, or, if
 * that is the folder of --global, what its stubs call.
 */
static const char *local_folder(const struct hookdir *dir, bool *under_global)
{
	*under_global = globalhooks_is(dir->path);
	return *under_global ? dir->common : dir->path;
}

static enum hook_side side_of(const struct options *options)
{
	return options->server ? HOOKS_OF_SERVER : HOOKS_OF_PERSON;
}

static int install_local(
	const struct options *options, const char *program, struct err *err)
{
	struct journal journal = JOURNAL_INIT;
	struct hook_result results[HOOK_COUNT] = { 0 };
	struct hookset_args args = {
		.program = program,
		.side = side_of(options),
	};
	struct hookdir dir;
	bool under_global;

	int rc = hookdir_find(&dir, err);
	if (rc < 0)
		goto done;
	args.folder = local_folder(&dir, &under_global);
	rc = journal_make_folders(
		&journal, args.folder, &args.folders_made, err);
	if (rc == 0)
		rc = hookset_install(&journal, &args, results, err);
	if (rc < 0) {
		journal_undo(&journal, err);
		goto done;
	}
	journal_commit(&journal);
	if (options->quiet)
		goto done;
	install_report_local(&(struct install_report){ .dir = &dir,
		.folder = args.folder,
		.side = args.side,
		.program = program,
		.under_global = under_global,
		.results = results });
done:
	hookdir_release(&dir);
	return rc;
}

static int install_global(
	const struct options *options, const char *program, struct err *err)
{
	struct journal journal = JOURNAL_INIT;
	struct hook_result results[HOOK_COUNT] = { 0 };
	struct hookset_args args = {
		.program = program,
		.side = side_of(options),
	};
	struct globalhooks hooks;

	int rc = globalhooks_find(&hooks, args.side, program, err);
	if (rc < 0)
		goto done;
	rc = globalhooks_install(&journal, &hooks, &args, results, err);
	if (rc < 0) {
		journal_undo(&journal, err);
		goto done;
	}
	journal_commit(&journal);
	if (!options->quiet)
		install_report_global(&hooks, args.side, program, results);
done:
	globalhooks_release(&hooks);
	return rc;
}

/* One folder out of which --uninstall takes the hooks. */
struct emptied {
	const char *folder; /* borrowed */
	unsigned folders_made; /* to be removed as well, if empty */
	struct hook_result results[HOOK_COUNT];
};

enum { EMPTIED_MAX = 2 };

static void finish_emptied(const struct emptied *emptied, size_t count,
	const struct options *options, bool *found)
{
	for (size_t i = 0; i < count; i++) {
		hookset_remove_folders(
			emptied[i].folder, emptied[i].folders_made);
		if (!install_report_has_change(emptied[i].results))
			continue;
		*found = true;
		if (!options->quiet)
			install_report_removed(
				emptied[i].folder, emptied[i].results);
	}
}

/*
 * Where git looks now, and in the repository's own folder: core.hooksPath may
 * have been set or unset since.
 */
static int uninstall_local(const struct options *options, struct err *err)
{
	struct journal journal = JOURNAL_INIT;
	struct emptied emptied[EMPTIED_MAX] = { { 0 } };
	size_t count = 1;
	struct hookdir dir;
	bool found = false;
	bool under_global;

	int rc = hookdir_find(&dir, err);
	if (rc < 0)
		goto done;
	emptied[0].folder = local_folder(&dir, &under_global);
	if (!path_is_same(emptied[0].folder, dir.common))
		emptied[count++].folder = dir.common;
	for (size_t i = 0; i < count && rc == 0; i++)
		rc = hookset_uninstall(&journal, emptied[i].folder,
			side_of(options), emptied[i].results,
			&emptied[i].folders_made, err);
	if (rc < 0) {
		journal_undo(&journal, err);
		goto done;
	}
	journal_commit(&journal);
	finish_emptied(emptied, count, options, &found);
	if (!options->quiet)
		install_report_rest(emptied[0].folder, found, under_global);
done:
	hookdir_release(&dir);
	return rc;
}

static int uninstall_global(
	const struct options *options, const char *program, struct err *err)
{
	struct journal journal = JOURNAL_INIT;
	struct globalhooks_removal removal;
	struct globalhooks hooks;

	int rc = globalhooks_find(&hooks, side_of(options), program, err);
	if (rc < 0)
		goto done;
	rc = globalhooks_uninstall(
		&journal, &hooks, side_of(options), &removal, err);
	if (rc < 0) {
		journal_undo(&journal, err);
		goto done;
	}
	journal_commit(&journal);
	if (!removal.other_side)
		hookset_remove_folders(hooks.folder, removal.folders_made);
	if (!options->quiet)
		install_report_unset(&hooks, &removal);
done:
	globalhooks_release(&hooks);
	return rc;
}

/* Until it is done, or taken back, nobody's Ctrl-C leaves half of it. */
static void hold_signals(sigset_t *old_mask)
{
	static const int ends[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT };
	sigset_t set;

	sigemptyset(&set);
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		sigaddset(&set, ends[i]);
	sigprocmask(SIG_BLOCK, &set, old_mask);
}

static int run(
	const struct options *options, const char *program, struct err *err)
{
	bool global = options->scope == SCOPE_GLOBAL;

	if (options->action == ACTION_UNINSTALL)
		return global ? uninstall_global(options, program, err)
			      : uninstall_local(options, err);
	return global ? install_global(options, program, err)
		      : install_local(options, program, err);
}

int cmd_install(const struct options *options, struct err *err)
{
	char *program = NULL;
	sigset_t old_mask;
	int rc = self_path(&program, options->program, err);

	hold_signals(&old_mask);
	if (rc == 0)
		rc = run(options, program, err);
	sigprocmask(SIG_SETMASK, &old_mask, NULL);
	free(program);
	return rc;
}
