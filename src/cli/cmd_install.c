/*
 * cmd_install.c - --install and --uninstall: puts the hooks where git looks,
 * takes them away again, and says what was done.
 */
#include <stdio.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/escape.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "cli/cmd.h"
#include "cli/globalhooks.h"
#include "cli/hookdir.h"
#include "cli/hookset.h"
#include "cli/journal.h"
#include "cli/options.h"
#include "cli/path.h"
#include "cli/self.h"

enum { SHOWN_LIMIT = 64 * 1024 };

/* Prints FORMAT, a translated text with one %s, with a foreign VALUE in it. */
static void say(const char *format, const char *value)
{
	static const char place[] = "%s";
	struct buf shown = BUF_INIT(SHOWN_LIMIT);
	const char *at = strstr(format, place);

	escape_append_string(&shown, value, NULL);
	if (at == NULL) {
		printf("%s\n", format);
	} else {
		printf("%.*s%s%s\n", (int)(at - format), format,
			buf_string(&shown), at + strlen(place));
	}
	buf_release(&shown);
}

static const char *change_text(enum hook_change change)
{
	switch (change) {
	case HOOK_ADDED:
		return _("installed");
	case HOOK_REFRESHED:
		return _("refreshed");
	case HOOK_UNCHANGED:
		return _("already there");
	case HOOK_REMOVED:
		return _("removed");
	case HOOK_LEFT:
		return _("left alone: not as kagiban wrote it");
	case HOOK_NOTHING:
		break;
	}
	return "";
}

/* What became of the hook that was there before. */
static void say_earlier(const char *name, const struct hook_result *result)
{
	if (result->earlier == EARLIER_NONE) {
		printf("\n");
		return;
	}
	printf("\n%20s", "");
	if (result->change == HOOK_REMOVED) {
		printf("%s\n", _("the hook from before is back in its place"));
		return;
	}
	if (result->earlier == EARLIER_RUNS)
		printf(_("your hook is kept as %s%s and runs first"), name,
			hookset_saved_ending);
	else
		printf(_("your hook is kept as %s%s; not executable, so git "
			 "never ran it"),
			name, hookset_saved_ending);
	printf("\n");
}

static void say_results(const struct hook_result results[HOOK_COUNT])
{
	for (size_t i = 0; i < HOOK_COUNT; i++) {
		if (results[i].change == HOOK_NOTHING)
			continue;
		printf("  %-18s%s", hook_templates[i].name,
			change_text(results[i].change));
		say_earlier(hook_templates[i].name, &results[i]);
	}
}

static bool has_change(const struct hook_result results[HOOK_COUNT])
{
	for (size_t i = 0; i < HOOK_COUNT; i++) {
		if (results[i].change != HOOK_NOTHING)
			return true;
	}
	return false;
}

/* What one should know about the folder that git uses here. */
static void say_local_notes(const struct hookdir *dir, const char *folder)
{
	if (dir->setting != NULL && strcmp(folder, dir->path) == 0) {
		say(_("git looks for hooks there because core.hooksPath is set "
		      "in %s."),
			dir->origin);
		printf("%s\n",
			_("If another program looks after that folder (husky, "
			  "for one), it may\nremove kagiban's hooks: then run "
			  "kagiban --install again."));
	}
	if (dir->is_tracked)
		printf("%s\n",
			_("The folder is in the work tree. Do not commit these "
			  "hooks: they name the\nprogram's place on this "
			  "machine."));
}

/* What one should know of hooks that nobody's commits come by. */
static void say_side_notes(const struct hookdir *dir, enum hook_side side)
{
	if (side == HOOKS_OF_PERSON && dir->is_bare)
		printf("%s\n%s\n",
			_("Nobody commits in a bare repository: the hooks work "
			  "in its linked worktrees."),
			_("For what is pushed into it: kagiban --install "
			  "--server"));
	if (side == HOOKS_OF_SERVER && !dir->is_bare)
		printf("%s\n",
			_("This repository has a work tree: the hook is for "
			  "what others push into it,\nnot for commits made in "
			  "it (kagiban --install)."));
}

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
	say(options->server ? _("kagiban guards what is pushed into this "
				"repository: %s")
			    : _("kagiban guards this repository: %s"),
		args.folder);
	say_results(results);
	say(_("The hooks call %s"), program);
	if (under_global)
		printf("%s\n", _("They come on top of the hooks of --install "
				 "--global."));
	say_local_notes(&dir, args.folder);
	say_side_notes(&dir, args.side);
	printf("%s\n",
		options->server
			? _("To take it away again: kagiban --uninstall "
			    "--server")
			: _("To take them away again: kagiban --uninstall"));
done:
	hookdir_release(&dir);
	return rc;
}

/* Whose repositories are guarded now, and how they are not. */
static void say_global(const struct globalhooks *hooks, enum hook_side side,
	const char *program, const struct hook_result results[HOOK_COUNT])
{
	bool server = side == HOOKS_OF_SERVER;

	if (hooks->for_machine)
		say(_("kagiban guards what is pushed into any repository of "
		      "this machine: in the\nsystem's configuration "
		      "core.hooksPath is now %s"),
			hooks->folder);
	else if (server)
		say(_("kagiban guards what is pushed by way of this account, "
		      "into any repository:\nin its configuration "
		      "core.hooksPath is now %s"),
			hooks->folder);
	else
		say(_("kagiban guards all your repositories: core.hooksPath is "
		      "now %s"),
			hooks->folder);
	for (size_t i = 0; i < HOOK_COUNT; i++)
		if (hook_templates[i].side == side)
			printf("  %-18s%s\n", hook_templates[i].name,
				change_text(results[i].change));
	say(_("The hooks call %s"), program);
	printf("%s\n%s\n",
		_("A repository's own hooks run as before, before kagiban's."),
		server ? _("A repository with a core.hooksPath of its own "
			   "escapes: run\nkagiban --install --server in it.")
		       : _("A repository with a core.hooksPath of its own "
			   "escapes: run kagiban --install in it."));
	if (server && !hooks->for_machine)
		printf("%s\n",
			_("Where people push with accounts of their own, run "
			  "this as root: it is for\nthe whole machine then."));
	printf("%s\n", server ? _("To take it away again: kagiban --uninstall "
				  "--server --global")
			      : _("To take them away again: kagiban "
				  "--uninstall --global"));
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
		say_global(&hooks, args.side, program, results);
done:
	globalhooks_release(&hooks);
	return rc;
}

/* Takes the hooks out of one folder; says so if there were any. */
static int uninstall_from(const char *folder, const struct options *options,
	bool *found, struct err *err)
{
	struct journal journal = JOURNAL_INIT;
	struct hook_result results[HOOK_COUNT] = { 0 };
	unsigned folders;

	int rc = hookset_uninstall(
		&journal, folder, side_of(options), results, &folders, err);
	if (rc < 0) {
		journal_undo(&journal, err);
		return rc;
	}
	journal_commit(&journal);
	hookset_remove_folders(folder, folders);
	if (!has_change(results))
		return 0;
	*found = true;
	if (options->quiet)
		return 0;
	say(_("kagiban's hooks in %s:"), folder);
	say_results(results);
	return 0;
}

/*
 * Where git looks now, and in the repository's own folder: core.hooksPath may
 * have been set or unset since.
 */
static int uninstall_local(const struct options *options, struct err *err)
{
	struct hookdir dir;
	bool found = false;
	bool under_global;

	int rc = hookdir_find(&dir, err);
	if (rc < 0)
		goto done;
	const char *folder = local_folder(&dir, &under_global);
	rc = uninstall_from(folder, options, &found, err);
	if (rc == 0 && !path_is_same(folder, dir.common))
		rc = uninstall_from(dir.common, options, &found, err);
	if (rc < 0 || options->quiet)
		goto done;
	if (!found)
		say(_("There are no hooks of kagiban in %s"), folder);
	if (under_global)
		printf("%s\n",
			_("The hooks of --install --global are still in force "
			  "here."));
done:
	hookdir_release(&dir);
	return rc;
}

static void say_removal(const struct globalhooks *hooks,
	const struct globalhooks_removal *removal)
{
	if (removal->other_side) {
		say(_("Other hooks of kagiban are still in %s, so that "
		      "core.hooksPath stays set."),
			hooks->folder);
		return;
	}
	if (removal->was_set)
		printf("%s\n",
			_("core.hooksPath is unset; every repository's own "
			  "hooks count again."));
	else
		say(_("core.hooksPath is not %s for all repositories: nothing "
		      "to unset."),
			hooks->folder);
	if (removal->files_left)
		say(_("Left alone, since kagiban did not write it so: what is "
		      "still in %s"),
			hooks->folder);
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
		say_removal(&hooks, &removal);
done:
	globalhooks_release(&hooks);
	return rc;
}

int cmd_install(const struct options *options, struct err *err)
{
	bool global = options->scope == SCOPE_GLOBAL;
	char *program = NULL;

	if (options->action == ACTION_UNINSTALL && !global)
		return uninstall_local(options, err);
	int rc = self_path(&program, options->program, err);
	if (rc == 0 && options->action == ACTION_UNINSTALL)
		rc = uninstall_global(options, program, err);
	else if (rc == 0)
		rc = global ? install_global(options, program, err)
			    : install_local(options, program, err);
	free(program);
	return rc;
}
