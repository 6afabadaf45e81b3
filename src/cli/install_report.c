/*
 * install_report.c - what --install and --uninstall say of what they did.
 */
#include <stdio.h>

#include "base/buf.h"
#include "base/escape.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "cli/globalhooks.h"
#include "cli/hookdir.h"
#include "cli/install_report.h"
#include "cli/merge_hint.h"

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
	if (result->earlier == EARLIER_NONE)
		return;
	printf("%20s", "");
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

static void say_hook(const char *name, const struct hook_result *result)
{
	printf("  %-18s%s\n", name, change_text(result->change));
	say_earlier(name, result);
	if (result->stray == NULL)
		return;
	printf("%20s", "");
	printf(_("kagiban's own, moved aside as %s%s, is gone"), name,
		result->stray);
	printf("\n");
}

static void say_results(const struct hook_result results[HOOK_COUNT])
{
	for (size_t i = 0; i < HOOK_COUNT; i++) {
		if (results[i].change != HOOK_NOTHING)
			say_hook(hook_templates[i].name, &results[i]);
	}
}

/* Those whose hooks were there before put themselves first again. */
static void say_manager(const struct hook_result results[HOOK_COUNT])
{
	const char *manager = NULL;

	for (size_t i = 0; i < HOOK_COUNT; i++) {
		if (results[i].manager != NULL)
			manager = results[i].manager;
	}
	if (manager != NULL)
		say(_("When %s is installed anew, it takes the place of "
		      "kagiban's hooks:\nthen run kagiban --install again."),
			manager);
}

bool install_report_has_change(const struct hook_result results[HOOK_COUNT])
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

void install_report_local(const struct install_report *report)
{
	bool server = report->side == HOOKS_OF_SERVER;

	say(server ? _("kagiban guards what is pushed into this "
		       "repository: %s")
		   : _("kagiban guards this repository: %s"),
		report->folder);
	say_results(report->results);
	say(_("The hooks call %s"), report->program);
	if (report->under_global)
		printf("%s\n", _("They come on top of the hooks of --install "
				 "--global."));
	say_manager(report->results);
	say_local_notes(report->dir, report->folder);
	say_side_notes(report->dir, report->side);
	printf("%s\n",
		server ? _("To take it away again: kagiban --uninstall "
			   "--server")
		       : _("To take them away again: kagiban --uninstall"));
	if (!server && report->dir->top != NULL)
		merge_hint_print(report->dir->top);
}

/* Whose repositories are guarded now, and how they are not. */
void install_report_global(const struct globalhooks *hooks, enum hook_side side,
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

void install_report_removed(
	const char *folder, const struct hook_result results[HOOK_COUNT])
{
	say(_("kagiban's hooks in %s:"), folder);
	say_results(results);
}

void install_report_rest(const char *folder, bool found, bool under_global)
{
	if (!found)
		say(_("There are no hooks of kagiban in %s"), folder);
	if (under_global)
		printf("%s\n",
			_("The hooks of --install --global are still in force "
			  "here."));
}

void install_report_unset(const struct globalhooks *hooks,
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
