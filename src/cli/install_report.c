/*
 * install_report.c - what --install and --uninstall say of what they did.
 */
#include <stdio.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "cli/globalhooks.h"
#include "cli/hookdir.h"
#include "cli/install_report.h"
#include "cli/merge_hint.h"
#include "cli/report_setup.h"
#include "cli/wrap.h"
#include "report/columns.h"

enum { SHOWN_LIMIT = 64 * 1024, INDENT = 2 };

/*
 * Prints FORMAT, a translated text with one %s at most, with a foreign VALUE in
 * its place.
 */
static void say(const char *format, const char *value)
{
	static const char place[] = "%s";
	struct buf text = BUF_INIT(SHOWN_LIMIT);
	const char *at = strstr(format, place);
	size_t before = at != NULL ? (size_t)(at - format) : strlen(format);

	(void)buf_append(&text, format, before);
	if (at != NULL) {
		wrap_append_word(&text, value);
		(void)buf_append_string(&text, at + strlen(place));
	}
	wrap_say(buf_string(&text), INDENT);
	buf_release(&text);
}

/* The command that takes away what was just installed, with OPTIONS. */
static void say_way_back(
	const char *program, enum hook_side side, const char *options)
{
	const char *label = side == HOOKS_OF_SERVER
				    ? _("To take it away again:")
				    : _("To take them away again:");
	char *word = report_program_word(program);
	struct buf command = BUF_INIT(SHOWN_LIMIT);

	(void)buf_append_string(&command, word);
	(void)buf_append_string(&command, " --uninstall");
	(void)buf_append_string(
		&command, side == HOOKS_OF_SERVER ? " --server" : "");
	(void)buf_append_string(&command, options);
	printf("%s ", label);
	wrap_command(buf_string(&command), columns_of(label, strlen(label)) + 1,
		INDENT);
	buf_release(&command);
	free(word);
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
		      "kagiban's hooks: then run kagiban --install again."),
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
		say(_("If another program looks after that folder (husky, for "
		      "one), it may remove kagiban's hooks: then run kagiban "
		      "--install again."),
			NULL);
	}
	if (dir->is_tracked)
		say(_("The folder is in the work tree. Do not commit these "
		      "hooks: they name the program's place on this machine."),
			NULL);
}

/* What one should know of hooks that nobody's commits come by. */
static void say_side_notes(const struct hookdir *dir, enum hook_side side)
{
	if (side == HOOKS_OF_PERSON && dir->is_bare) {
		say(_("Nobody commits in a bare repository: the hooks work in "
		      "its linked worktrees."),
			NULL);
		say(_("For what is pushed into it: kagiban --install --server"),
			NULL);
	}
	if (side == HOOKS_OF_SERVER && !dir->is_bare)
		say(_("This repository has a work tree: the hook is for what "
		      "others push into it, not for commits made in it "
		      "(kagiban --install)."),
			NULL);
}

/* What one should know of hooks that an older git does not see; OPTIONS are
 * those of git config and of --install. */
static void say_settings_notes(const char *program, const char *options)
{
	char *word = report_program_word(program);

	say(_("They are settings, which git runs from 2.54 on. Where an older "
	      "git is in use too (an editor's own, say), they have to be "
	      "files:"),
		NULL);
	printf("  git config%s kagiban.hookFiles true\n", options);
	printf("  %s --install%s\n", word, options);
	free(word);
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
		say(_("They come on top of the hooks of --install --global."),
			NULL);
	say_manager(report->results);
	if (report->in_config)
		say_settings_notes(report->program, "");
	else
		say_local_notes(report->dir, report->folder);
	if (report->in_config && report->has_others)
		say(_("The hooks in %s run after kagiban's: what they change "
		      "is scanned when it is pushed."),
			report->dir->path);
	say_side_notes(report->dir, report->side);
	say_way_back(report->program, report->side, "");
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
		      "this machine: in the system's configuration "
		      "core.hooksPath is now %s"),
			hooks->folder);
	else if (server)
		say(_("kagiban guards what is pushed by way of this account, "
		      "into any repository: in its configuration "
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
	say(_("A repository's own hooks run as before, before kagiban's."),
		NULL);
	say(server ? _("A repository with a core.hooksPath of its own escapes: "
		       "run kagiban --install --server in it.")
		   : _("A repository with a core.hooksPath of its own escapes: "
		       "run kagiban --install in it."),
		NULL);
	if (server && !hooks->for_machine)
		say(_("Where people push with accounts of their own, run this "
		      "as root: it is for the whole machine then."),
			NULL);
	say_way_back(program, side, " --global");
}

void install_report_settings(const char *config, const char *program,
	const struct hook_result results[HOOK_COUNT])
{
	say(_("kagiban guards all your repositories: the hooks are in %s"),
		config);
	say_results(results);
	say(_("The hooks call %s"), program);
	say(_("A repository's own hooks run as before, after kagiban's: what "
	      "they change is scanned when it is pushed."),
		NULL);
	say_settings_notes(program, " --global");
	say_way_back(program, HOOKS_OF_PERSON, " --global");
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
		say(_("The hooks of --install --global are still in force "
		      "here."),
			NULL);
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
		say(_("core.hooksPath is unset; every repository's own hooks "
		      "count again."),
			NULL);
	else
		say(_("core.hooksPath is not %s for all repositories: nothing "
		      "to unset."),
			hooks->folder);
	if (removal->files_left)
		say(_("Left alone in %s: what is not as kagiban wrote it"),
			hooks->folder);
}
