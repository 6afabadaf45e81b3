/*
 * push_advice.c - how a secret is taken out of commits, for a report on them.
 *
 * A later commit that removes it does not help: what was committed goes out
 * with the push.  So the commit itself is made anew: by `git commit --amend` if
 * it is the last one of what is checked out, else by a rebase that begins at
 * the earliest one.  A commit that had nothing but the secret becomes empty,
 * which git has to be told.
 */
#include "report/push_advice.h"

#include <stdlib.h>
#include <string.h>

#include "base/escape.h"
#include "base/i18n.h"
#include "model/trail.h"
#include "report/page.h"
#include "report/report.h"
#include "report/steps.h"

enum {
	PATHS_SHOWN = 10,
	COMMITS_SHOWN = 5,
	TAGS_SHOWN = 5,
	COMMIT_DIGITS = 10,
};

/* Where something blocks. */
struct needs {
	bool files;
	bool file_names;
	bool messages;
	bool tag_texts;
	bool ref_names;
};

struct steps {
	struct page *page;
	const struct trail *trail;
	struct needs needs;
	unsigned number; /* of the last step */
	bool moves; /* the tags are moved to the new commits */
	bool kept; /* where such a secret belongs has been said */
};

static void note_place(struct steps *steps, const struct place *place)
{
	const struct trail_commit *commit =
		place->commit ? trail_find(steps->trail, place->commit) : NULL;
	bool is_commit = commit && commit->is_known;

	if (place->kind == AT_MESSAGE && is_commit)
		steps->needs.messages = true;
	else if (place->kind == AT_MESSAGE)
		steps->needs.tag_texts = true;
	else if (place->kind == AT_NAME && !is_commit)
		steps->needs.ref_names = true;
	else if (place->kind == AT_NAME)
		steps->needs.file_names = true;
	else
		steps->needs.files = true;
}

static void note_places(struct steps *steps)
{
	const struct report_args *args = steps->page->args;

	for (size_t i = 0; i < args->findings->count; i++) {
		const struct finding *finding = &args->findings->list[i];
		if (!report_blocks(finding, args->block))
			continue;
		for (size_t j = 0; j < finding->place_count; j++)
			note_place(steps, &finding->places[j]);
	}
}

/* A numbered line: TEXT and, if it is not NULL, a command. */
static void add_step(struct steps *steps, const char *text, const char *command)
{
	steps_start(steps->page, ++steps->number);
	page_wrap(steps->page, TEXT_COLUMN, "%s", text);
	if (command)
		steps_command(steps->page, command, STEP_GAP);
	else
		page_line(steps->page);
}

/* Where such a secret is kept instead; once. */
static void add_keeps(struct steps *steps)
{
	if (!steps->kept)
		steps_keeps(steps->page, TEXT_COLUMN);
	steps->kept = true;
}

/* A step with NAME, foreign, as the last word of COMMAND. */
static void add_named_step(struct steps *steps, const char *text,
	const char *command, const char *name)
{
	struct buf full = BUF_INIT(COMMAND_LIMIT);

	(void)buf_append_string(&full, command);
	escape_append_shell(&full, name, strlen(name), steps->page->args->veil);
	add_step(steps, text, buf_string(&full));
	buf_release(&full);
}

static void add_switch(struct steps *steps)
{
	const struct trail *trail = steps->trail;

	if (!trail->ref)
		return;
	if (trail->is_branch)
		add_named_step(steps, _("go to the branch:"), "git switch ",
			trail->ref);
	else
		add_named_step(steps, _("go there:"), "git switch --detach ",
			trail->ref);
}

/* The files in which something blocks, without what is a mere name. */
static struct texts collect_paths(const struct report_args *args)
{
	struct texts paths = { NULL, 0, 0 };

	for (size_t i = 0; i < args->findings->count; i++) {
		const struct finding *finding = &args->findings->list[i];
		if (!report_blocks(finding, args->block))
			continue;
		for (size_t j = 0; j < finding->place_count; j++)
			if (finding->places[j].kind == AT_FILE)
				texts_add(&paths, finding->places[j].path);
	}
	texts_sort(&paths);
	return paths;
}

/* What stages the files of the last commit. */
static void append_add(struct steps *steps, struct buf *command)
{
	const struct report_args *args = steps->page->args;
	struct texts paths = collect_paths(args);

	(void)buf_append_string(command, "git add --");
	for (size_t i = 0; i < paths.count; i++)
		steps_append_path(command, paths.list[i], args);
	/* A name that is masked is no name; a new one is not tracked yet. */
	if (paths.count > PATHS_SHOWN || steps->needs.file_names ||
		strstr(buf_string(command), "***")) {
		buf_clear(command);
		(void)buf_append_string(command, "git add -A :/");
	}
	free(paths.list);
}

/* Of the last commit. */
static void add_amend(struct steps *steps)
{
	struct buf command = BUF_INIT(COMMAND_LIMIT);
	const struct needs *needs = &steps->needs;

	if (needs->files || needs->file_names) {
		append_add(steps, &command);
		add_step(steps,
			needs->file_names
				? _("take it out, of the file's name too, and "
				    "stage that:")
				: _("take it out and stage the file:"),
			buf_string(&command));
		add_keeps(steps);
	}
	if (needs->messages)
		add_step(steps, _("take it out of the message:"),
			"git commit --amend");
	else
		add_step(steps, _("make the commit anew:"),
			"git commit --amend --no-edit --allow-empty");
	add_keeps(steps);
	buf_release(&command);
}

/* The commits at which the rebase has to stop. */
static void add_stops(struct steps *steps)
{
	struct page *page = steps->page;
	size_t limit = page_limit(page, COMMITS_SHOWN);
	size_t count = 0;
	bool merge = false;

	page_pad(page, TEXT_COLUMN, 0);
	page_wrap(page, TEXT_COLUMN, "%s",
		_("write \"edit\" for \"pick\" in the line of"));
	for (size_t i = 0; i < steps->trail->count; i++) {
		const struct trail_commit *commit = &steps->trail->commits[i];
		if (!commit->on_ref)
			continue;
		merge = merge || commit->is_merge;
		if (count++ < limit)
			page_wrap(page, TEXT_COLUMN, "%s%.*s",
				count > 1 ? ", " : " ", COMMIT_DIGITS,
				commit->id);
	}
	page_line(page);
	if (count > limit)
		page_cut(page, TEXT_COLUMN, (unsigned long)(count - limit));
	if (!merge)
		return;
	page_sentence(page, TEXT_COLUMN,
		_("(a merge has no \"pick\": write \"break\" below it)"));
}

/* The first commit that is to be made anew. */
static const struct trail_commit *first_on_ref(const struct trail *trail)
{
	for (size_t i = 0; i < trail->count; i++) {
		if (trail->commits[i].on_ref)
			return &trail->commits[i];
	}
	return NULL;
}

static void add_rebase(struct steps *steps, const struct trail_commit *first)
{
	const struct needs *needs = &steps->needs;
	struct buf command = BUF_INIT(COMMAND_LIMIT);

	(void)buf_append_string(&command, "git rebase -i ");
	if (steps->trail->has_merges)
		(void)buf_append_string(&command, "--rebase-merges ");
	if (first->is_root) {
		(void)buf_append_string(&command, "--root");
	} else {
		(void)buf_append(&command, first->id, COMMIT_DIGITS);
		(void)buf_append_byte(&command, '^');
	}
	add_step(
		steps, _("go back to where it came in:"), buf_string(&command));
	add_stops(steps);
	buf_clear(&command);
	(void)buf_append_string(&command,
		needs->file_names
			? "git add -A :/ && git commit --amend --allow-empty"
		: needs->files ? "git commit -a --amend --allow-empty"
			       : "git commit --amend");
	if (!needs->messages)
		(void)buf_append_string(&command, " --no-edit");
	add_step(steps,
		needs->messages ? _("take it out, of the message too:")
				: _("take it out where git stops:"),
		buf_string(&command));
	add_keeps(steps);
	add_step(
		steps, _("go on, until git is done:"), "git rebase --continue");
	buf_release(&command);
}

/* Whether the secret is in the text of the tag NAME. */
static bool has_text(const struct trail *trail, const char *name)
{
	for (size_t i = 0; i < trail->count; i++) {
		const char *tag = trail->commits[i].tag;
		if (tag && strcmp(tag, name) == 0)
			return true;
	}
	return false;
}

/* Whether the tag NAME is moved anyhow. */
static bool is_moved(const struct steps *steps, const char *name)
{
	const struct trail *trail = steps->trail;

	for (size_t i = 0; steps->moves && i < trail->tag_count; i++) {
		if (strcmp(trail->tags[i].name, name) == 0)
			return true;
	}
	return false;
}

/* The tags that were pushed along still name what was. */
static void add_tags(struct steps *steps)
{
	const struct trail *trail = steps->trail;

	steps->moves = true;
	for (size_t i = 0; i < trail->tag_count && i < TAGS_SHOWN; i++) {
		const struct trail_tag *tag = &trail->tags[i];
		struct buf command = BUF_INIT(COMMAND_LIMIT);
		(void)buf_append_string(&command,
			tag->is_annotated ? "git tag -f -a " : "git tag -f ");
		escape_append_shell(&command, tag->name, strlen(tag->name),
			steps->page->args->veil);
		if (!tag->at_tip)
			(void)buf_append_string(&command, " COMMIT");
		add_step(steps,
			has_text(trail, tag->name)
				? _("move the tag, and take it out of its "
				    "text:")
				: _("move the tag:"),
			buf_string(&command));
		buf_release(&command);
	}
}

/* Where the text of an annotated tag has it. */
static void add_tag_texts(struct steps *steps)
{
	const struct trail *trail = steps->trail;

	for (size_t i = 0; i < trail->count && i < TAGS_SHOWN; i++) {
		const char *tag = trail->commits[i].tag;
		struct buf command = BUF_INIT(COMMAND_LIMIT);
		struct buf target = BUF_INIT(COMMAND_LIMIT);
		if (trail->commits[i].is_known || (tag && is_moved(steps, tag)))
			continue;
		tag = tag ? tag : "TAG";
		(void)buf_append_string(&command, "git tag -f -a ");
		escape_append_shell(
			&command, tag, strlen(tag), steps->page->args->veil);
		(void)buf_append_byte(&command, ' ');
		(void)buf_append_string(&target, tag);
		(void)buf_append_string(&target, "^{}");
		escape_append_shell(&command, buf_string(&target), target.len,
			steps->page->args->veil);
		add_step(steps, _("take it out of the tag's text:"),
			buf_string(&command));
		add_keeps(steps);
		buf_release(&target);
		buf_release(&command);
	}
}

static void add_head(struct page *page, bool has_left)
{
	if (page->args->action == REPORT_RECEIVE)
		page_sentence(page, 2,
			_("The server has kept nothing of this. To go on:"));
	else if (has_left)
		page_sentence(page, 2,
			_("To take it out of the history after that:"));
	else
		page_sentence(
			page, 2, _("It has not left this machine. To go on:"));
}

/* Whether commits are to be made anew. */
static bool needs_commits(const struct steps *steps)
{
	return steps->needs.files || steps->needs.file_names ||
	       steps->needs.messages;
}

static void add_commit_steps(struct steps *steps)
{
	add_switch(steps);
	if (steps->trail->only_tip)
		add_amend(steps);
	else
		add_rebase(steps, first_on_ref(steps->trail));
	add_tags(steps);
}

void push_advice_write(struct page *page, bool has_left)
{
	struct steps steps = { .page = page, .trail = page->args->trail };

	if (steps.trail)
		note_places(&steps);
	/* Of a range that HEAD has not got, say. */
	if (!steps.trail ||
		(needs_commits(&steps) && !first_on_ref(steps.trail))) {
		steps_keeps(page, 2);
		return;
	}
	add_head(page, has_left);
	if (needs_commits(&steps))
		add_commit_steps(&steps);
	if (steps.needs.tag_texts)
		add_tag_texts(&steps);
	if (steps.needs.ref_names)
		add_step(&steps, _("give it another name:"),
			"git branch -m NEW-NAME");
	if (page->args->action != REPORT_RANGE)
		add_step(&steps, _("push again"), NULL);
	if (!needs_commits(&steps) || steps.trail->only_tip)
		return;
	page_sentence(page, 2,
		_("A later commit without it does not help: the earlier one "
		  "goes out too."));
}
