/*
 * advice.c - what to do next, below the secrets of a text report.
 *
 * Every command works when it is copied: from below the top of the tree, with
 * blanks, quotes and pathspec magic in names, before the first commit, and
 * when a name cannot be printed because a secret stands in it (then all is
 * unstaged, which loses nothing).
 */
#include "report/advice.h"

#include <stdlib.h>
#include <string.h>

#include "base/escape.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "model/trail.h"
#include "report/page.h"
#include "report/push_advice.h"
#include "report/report.h"
#include "report/steps.h"

enum { PATHS_SHOWN = 10 };

/* How paths leave the index, or go there again where git needs them there. */
static const char *index_command(const struct report_args *args)
{
	if (args->resume != RESUME_COMMIT)
		return "git add --";
	return args->first_commit ? "git rm --cached -f --"
				  : "git restore --staged --";
}

/* The same for all paths at once. */
static const char *index_command_for_all(const struct report_args *args)
{
	if (args->resume != RESUME_COMMIT)
		return "git add -u :/";
	return args->first_commit ? "git rm --cached -r -f :/"
				  : "git restore --staged :/";
}

/*
 * Appends the command that takes PATHS out of the index.  Returns how many of
 * them it leaves out.
 */
static size_t append_command(
	struct buf *command, const struct page *page, const struct texts *paths)
{
	const struct report_args *args = page->args;
	size_t limit = page_limit(page, PATHS_SHOWN);
	size_t shown = paths->count < limit ? paths->count : limit;
	size_t i;

	(void)buf_append_string(command, index_command(args));
	for (i = 0; i < shown; i++)
		steps_append_path(command, paths->list[i], args);
	if (!strstr(buf_string(command), "***"))
		return paths->count - shown;
	buf_clear(command);
	(void)buf_append_string(command, index_command_for_all(args));
	return 0;
}

static void add_unstage_step(struct page *page)
{
	const struct report_args *args = page->args;
	struct buf command = BUF_INIT(COMMAND_LIMIT);
	struct texts paths = steps_paths(args);
	size_t hidden = append_command(&command, page, &paths);

	steps_start(page, 1);
	page_wrap(page, TEXT_COLUMN, "%s",
		args->resume == RESUME_COMMIT
			? _("take it out and unstage it:")
			: _("take it out and stage the file:"));
	steps_command(page, buf_string(&command), STEP_GAP);
	page_cut(page, TEXT_COLUMN + 2, (unsigned long)hidden);
	free(paths.list);
	buf_release(&command);
}

static void add_resume_step(struct page *page)
{
	if (page->args->action == REPORT_STAGED)
		return;
	steps_start(page, 2);
	switch (page->args->resume) {
	case RESUME_COMMIT:
		page_wrap(page, TEXT_COLUMN, "%s", _("commit again"));
		page_line(page);
		break;
	case RESUME_MERGE:
		page_wrap(page, TEXT_COLUMN, "%s", _("finish the merge:"));
		steps_command(page, "git commit", STEP_GAP);
		break;
	case RESUME_AM:
		page_wrap(
			page, TEXT_COLUMN, "%s", _("go on with the patches:"));
		steps_command(page, "git am --continue", STEP_GAP);
		break;
	}
}

static void add_message_step(struct page *page)
{
	const struct report_args *args = page->args;
	struct buf command = BUF_INIT(COMMAND_LIMIT);

	steps_start(page, 1);
	if (args->resume == RESUME_AM) {
		page_wrap(page, TEXT_COLUMN, "%s",
			_("take it out of the patch, and apply it anew "
			  "after:"));
		steps_command(page, "git am --abort", STEP_GAP);
		return;
	}
	(void)buf_append_string(&command, "git commit -e -F ");
	if (args->message_path)
		escape_append_shell(&command, args->message_path,
			strlen(args->message_path), args->veil);
	else
		(void)buf_append_string(&command,
			args->resume == RESUME_MERGE
				? "\"$(git rev-parse --git-path MERGE_MSG)\""
				: "\"$(git rev-parse --git-path "
				  "COMMIT_EDITMSG)\"");
	page_wrap(page, TEXT_COLUMN, "%s",
		_("take it out of the message and commit again:"));
	steps_command(page, buf_string(&command), STEP_GAP);
	buf_release(&command);
}

/* The one finding that blocks, NULL if there are several. */
static const struct finding *only_finding(const struct report_args *args)
{
	const struct finding *only = NULL;
	size_t i;

	for (i = 0; i < args->findings->count; i++) {
		const struct finding *finding = &args->findings->list[i];

		if (!report_blocks(finding, args->block))
			continue;
		if (only)
			return NULL;
		only = finding;
	}
	return only;
}

/* Whether all that blocks are keys of one's own: no shared file waives them. */
static bool are_own(const struct report_args *args)
{
	for (size_t i = 0; i < args->findings->count; i++) {
		const struct finding *finding = &args->findings->list[i];

		if (report_blocks(finding, args->block) &&
			!finding_fact(finding, FACT_ORIGIN))
			return false;
	}
	return true;
}

/* Appends the command that waives ONLY, or one with a place for an id. */
static void append_waiver(struct buf *command, const struct page *page,
	const struct finding *only, unsigned id_digits)
{
	page_append_program(page, command);
	(void)buf_append_string(command, " --allow ");
	if (only)
		(void)buf_append(command, only->id, id_digits);
	else
		(void)buf_append_string(command, "ID");
	if (page->args->action == REPORT_RECEIVE || are_own(page->args))
		(void)buf_append_string(command, " --local");
	(void)buf_append_string(command, " --reason \"");
	(void)buf_append_string(command, _("used in tests"));
	(void)buf_append_string(command, "\"");
}

static void add_waiver(struct page *page, unsigned id_digits)
{
	const struct finding *only = only_finding(page->args);
	struct buf command = BUF_INIT(COMMAND_LIMIT);

	if (page->args->no_repository)
		(void)buf_append_string(
			&command, _("write kagiban:allow on its line"));
	else
		append_waiver(&command, page, only, id_digits);
	page_pad(page, 2, 0);
	page_wrap(page, 2, "%s",
		page->args->action == REPORT_RECEIVE
			? _("Not a secret? Whoever runs the server can waive "
			    "it there:")
			: _("Not a secret?"));
	steps_command(page, buf_string(&command), 2);
	buf_release(&command);
	if (!only || !only->weak || page->args->no_repository)
		return;
	page_sentence(page, 2,
		_("The waiver covers this place, and its next value too."));
}

static void add_staged_steps(struct page *page)
{
	page_sentence(page, 2, _("It has not left this machine. To go on:"));
	if (page->args->action == REPORT_MESSAGE) {
		add_message_step(page);
		steps_keeps(page, TEXT_COLUMN);
		return;
	}
	add_unstage_step(page);
	steps_keeps(page, TEXT_COLUMN);
	add_resume_step(page);
}

static bool is_of_commits(const struct report_args *args)
{
	return args->action == REPORT_PUSH || args->action == REPORT_RECEIVE ||
	       args->action == REPORT_RANGE;
}

static bool has_left(const struct report_args *args)
{
	return args->in_ci || (args->trail && args->trail->left_by);
}

/* A secret of the past is in every clone: what helps is a new key. */
static void add_history_steps(struct page *page)
{
	steps_keeps(page, 2);
	page_sentence(page, 2,
		_("Rewriting the history helps only after that, and asks for "
		  "new clones."));
	page_pad(page, 2, 0);
	page_wrap(page, 2, "%s", _("With the secrets in FILE, one a line:"));
	steps_command(page, "git filter-repo --replace-text FILE", 2);
}

static void add_steps(struct page *page)
{
	const struct report_args *args = page->args;

	if (is_of_commits(args))
		push_advice_write(page, has_left(args));
	else if (args->action == REPORT_HISTORY)
		add_history_steps(page);
	else if (args->action == REPORT_STAGED ||
		 args->action == REPORT_COMMIT ||
		 (args->action == REPORT_MESSAGE && args->in_hook))
		add_staged_steps(page);
	else
		steps_keeps(page, 2);
}

void advice_write(struct page *page, unsigned id_digits)
{
	const struct report_args *args = page->args;
	bool left = args->action == REPORT_HISTORY ||
		    (is_of_commits(args) && has_left(args));

	page_line(page);
	if (left)
		steps_explain(page);
	add_steps(page);
	if (!left)
		steps_explain(page);
	add_waiver(page, id_digits);
	if (args->terminal || !args->in_hook || args->action == REPORT_RECEIVE)
		return;
	page_sentence(page, 2,
		args->action == REPORT_PUSH
			? _("git push --no-verify is not the way: it would let "
			    "the secret out.")
			: _("git commit --no-verify is not the way: it would "
			    "let the secret out."));
}
