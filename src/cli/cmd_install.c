/*
 * cmd_install.c - --install and --uninstall: puts the hooks where git looks,
 * takes them away again, and says what was done.
 */
#include <signal.h>

#include "base/err.h"
#include "base/mem.h"
#include "cli/cmd.h"
#include "cli/confighooks.h"
#include "cli/configprobe.h"
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

/* One place out of which the hooks are taken. */
struct emptied {
	const char *place; /* borrowed; a folder or a file of settings */
	unsigned folders_made; /* to be removed as well, if empty */
	struct hook_result results[HOOK_COUNT];
};

enum { FOLDERS_MAX = 2, EMPTIED_MAX = 3 };

/* Says what was taken out; returns whether there was anything. */
static bool finish_emptied(
	const struct emptied emptied[EMPTIED_MAX], bool quiet)
{
	bool found = false;

	for (size_t i = 0; i < EMPTIED_MAX; i++) {
		if (emptied[i].place == NULL)
			continue;
		hookset_remove_folders(
			emptied[i].place, emptied[i].folders_made);
		if (!install_report_has_change(emptied[i].results))
			continue;
		found = true;
		if (!quiet)
			install_report_removed(
				emptied[i].place, emptied[i].results);
	}
	return found;
}

/*
 * Takes the hook files out: where git looks now, and in the repository's own
 * folder: core.hooksPath may have been set or unset since.
 */
static int empty_folders(struct journal *journal, struct emptied *emptied,
	const struct hookdir *dir, enum hook_side side, struct err *err)
{
	bool under_global;
	int rc = 0;

	emptied[0].place =
		dir->is_off ? dir->common : local_folder(dir, &under_global);
	if (!path_is_same(emptied[0].place, dir->common))
		emptied[1].place = dir->common;
	for (size_t i = 0; i < FOLDERS_MAX && rc == 0; i++) {
		if (emptied[i].place != NULL)
			rc = hookset_uninstall(journal, emptied[i].place, side,
				emptied[i].results, &emptied[i].folders_made,
				err);
	}
	return rc;
}

/* What --install does in one repository. */
struct local {
	const struct options *options;
	const char *program;
	struct journal journal;
	struct hookdir dir;
	const char *folder; /* borrowed from dir */
	char *config; /* owned; the repository's file of settings */
	bool under_global;
	bool in_config; /* the hooks are to be settings */
	struct hook_result results[HOOK_COUNT];
	struct emptied emptied[EMPTIED_MAX]; /* of hooks of the other way */
};

static int put_files(struct local *local, struct err *err)
{
	struct hookset_args args = {
		.folder = local->folder,
		.program = local->program,
		.side = side_of(local->options),
	};
	int rc = journal_make_folders(
		&local->journal, args.folder, &args.folders_made, err);

	if (rc == 0)
		rc = hookset_install(
			&local->journal, &args, local->results, err);
	/* An older git may have come since; both would scan twice. */
	if (rc == 0 && args.side == HOOKS_OF_PERSON)
		rc = confighooks_uninstall(&local->journal, local->config,
			local->emptied[0].results, err);
	return rc;
}

/* The files of ours go, wherever they are; what was there before comes back. */
static int put_settings(struct local *local, struct err *err)
{
	const struct confighooks_args args = {
		.path = local->config,
		.program = local->program,
	};
	int rc = confighooks_install(
		&local->journal, &args, local->results, err);

	return rc < 0 ? rc
		      : empty_folders(&local->journal, local->emptied,
				&local->dir, HOOKS_OF_PERSON, err);
}

/* As settings if they count then: somebody may have switched them off. */
static int put_local(struct local *local, struct err *err)
{
	int rc;

	if (!local->in_config)
		return put_files(local, err);
	rc = put_settings(local, err);
	if (rc < 0 || configprobe_are_listed())
		return rc;
	journal_undo(&local->journal, err);
	memset(local->emptied, 0, sizeof(local->emptied));
	local->in_config = false;
	return put_files(local, err);
}

static void report_local(const struct local *local)
{
	bool has_others = false;
	struct err ignored;

	(void)hookset_has_others(&has_others, local->dir.path, &ignored);
	install_report_local(&(struct install_report){ .dir = &local->dir,
		.folder = local->in_config ? local->config : local->folder,
		.in_config = local->in_config,
		.has_others = has_others,
		.side = side_of(local->options),
		.program = local->program,
		.under_global = local->under_global,
		.results = local->results });
}

static int install_local(
	const struct options *options, const char *program, struct err *err)
{
	struct local local = {
		.options = options, .program = program, .journal = JOURNAL_INIT
	};
	int rc = hookdir_find(&local.dir, err);

	if (rc == 0)
		rc = hookdir_check(&local.dir, err);
	if (rc < 0)
		goto done;
	local.folder = local_folder(&local.dir, &local.under_global);
	rc = configprobe_file(&local.config, &local.dir, err);
	if (rc == 0 && side_of(options) == HOOKS_OF_PERSON)
		rc = configprobe_is_used(&local.in_config, err);
	if (rc == 0)
		rc = put_local(&local, err);
	if (rc < 0) {
		journal_undo(&local.journal, err);
		goto done;
	}
	journal_commit(&local.journal);
	if (!options->quiet)
		report_local(&local);
	finish_emptied(local.emptied, true);
done:
	free(local.config);
	hookdir_release(&local.dir);
	return rc;
}

/* What --install --global and its way back work on. */
struct global {
	const char *program;
	enum hook_side side;
	struct journal journal;
	struct globalhooks hooks;
	char *config; /* owned; the user's file of settings */
	bool in_config; /* the hooks are to be settings */
	struct hook_result results[HOOK_COUNT];
	struct globalhooks_removal removal;
};

static void global_release(struct global *global)
{
	free(global->config);
	globalhooks_release(&global->hooks);
}

static int find_global(struct global *global, const struct options *options,
	const char *program, struct err *err)
{
	*global = (struct global){ .program = program,
		.side = side_of(options),
		.journal = JOURNAL_INIT };
	int rc = globalhooks_find(&global->hooks, global->side, program, err);

	if (rc == 0 && global->side == HOOKS_OF_PERSON)
		rc = configprobe_file(&global->config, NULL, err);
	return rc;
}

static int put_global(struct global *global, struct err *err)
{
	struct hookset_args folder = {
		.program = global->program,
		.side = global->side,
	};
	const struct confighooks_args config = {
		.path = global->config,
		.program = global->program,
		.global = true,
	};
	int rc = 0;

	/* git's own change of the setting comes last: nothing takes it back. */
	if (global->in_config) {
		rc = confighooks_install(
			&global->journal, &config, global->results, err);
		return rc < 0 ? rc
			      : globalhooks_uninstall(&global->journal,
					&global->hooks, global->side,
					&global->removal, err);
	}
	if (global->config != NULL)
		rc = confighooks_uninstall(
			&global->journal, global->config, global->results, err);
	return rc < 0 ? rc
		      : globalhooks_install(&global->journal, &global->hooks,
				&folder, global->results, err);
}

/* The folders that had to be made go with the last of the hooks in them. */
static void remove_global_folders(const struct global *global)
{
	if (!global->removal.other_side)
		hookset_remove_folders(
			global->hooks.folder, global->removal.folders_made);
}

static int install_global(
	const struct options *options, const char *program, struct err *err)
{
	struct global global;
	int rc = find_global(&global, options, program, err);

	if (rc == 0 && global.side == HOOKS_OF_PERSON)
		rc = configprobe_is_used(&global.in_config, err);
	if (rc == 0)
		rc = put_global(&global, err);
	if (rc < 0) {
		journal_undo(&global.journal, err);
		goto done;
	}
	journal_commit(&global.journal);
	remove_global_folders(&global);
	if (options->quiet)
		goto done;
	if (global.in_config)
		install_report_settings(global.config, program, global.results);
	else
		install_report_global(
			&global.hooks, global.side, program, global.results);
done:
	global_release(&global);
	return rc;
}

static int uninstall_local(const struct options *options, struct err *err)
{
	struct journal journal = JOURNAL_INIT;
	struct emptied emptied[EMPTIED_MAX] = { { 0 } };
	enum hook_side side = side_of(options);
	char *config = NULL;
	struct hookdir dir;

	int rc = hookdir_find(&dir, err);
	if (rc == 0)
		rc = empty_folders(&journal, emptied, &dir, side, err);
	if (rc == 0)
		rc = configprobe_file(&config, &dir, err);
	if (rc == 0 && side == HOOKS_OF_PERSON) {
		emptied[FOLDERS_MAX].place = config;
		rc = confighooks_uninstall(
			&journal, config, emptied[FOLDERS_MAX].results, err);
	}
	if (rc < 0) {
		journal_undo(&journal, err);
		goto done;
	}
	journal_commit(&journal);
	bool found = finish_emptied(emptied, options->quiet);
	if (!options->quiet)
		install_report_rest(
			emptied[0].place, found, globalhooks_is(dir.path));
done:
	free(config);
	hookdir_release(&dir);
	return rc;
}

static int uninstall_global(
	const struct options *options, const char *program, struct err *err)
{
	struct global global;
	int rc = find_global(&global, options, program, err);

	if (rc == 0 && global.config != NULL)
		rc = confighooks_uninstall(
			&global.journal, global.config, global.results, err);
	if (rc == 0)
		rc = globalhooks_uninstall(&global.journal, &global.hooks,
			global.side, &global.removal, err);
	if (rc < 0) {
		journal_undo(&global.journal, err);
		goto done;
	}
	journal_commit(&global.journal);
	remove_global_folders(&global);
	if (options->quiet)
		goto done;
	bool found = install_report_has_change(global.results);
	if (found)
		install_report_removed(global.config, global.results);
	if (!found || global.removal.was_set)
		install_report_unset(&global.hooks, &global.removal);
done:
	global_release(&global);
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
