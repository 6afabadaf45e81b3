/*
 * advice.c - what to do next, below the secrets of a text report.
 *
 * Every command works when it is copied: from below the top of the tree, with
 * blanks, quotes and pathspec magic in names, before the first commit, and
 * when a name cannot be printed because a secret stands in it (then all is
 * unstaged, which loses nothing).
 */
#include "report/advice.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/escape.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "report/columns.h"
#include "report/page.h"
#include "report/report.h"

enum {
	PATHS_SHOWN = 10,
	RULES_SHOWN = 5,
	KEEPS_SHOWN = 5,
	STEP_COLUMN = 4,
	STEP_GAP = 4, /* blanks between a step's text and its command */
	TEXT_COLUMN = 7, /* behind "1. " */
	COMMAND_LIMIT = 1024 * 1024, /* bytes */
	SPEC_LIMIT = 64 * 1024, /* bytes of one path with its magic */
};

/* A set of texts, in the order in which they came. */
struct texts {
	const char **list; /* owned; the texts are borrowed */
	size_t count;
	size_t capacity;
};

/* Adds TEXT; NULL and "" are left out. */
static void add_text(struct texts *texts, const char *text)
{
	if (!text || !*text)
		return;
	texts->list = mem_grow(texts->list, texts->count, &texts->capacity,
		sizeof(*texts->list));
	texts->list[texts->count++] = text;
}

static bool has_text(const struct texts *texts, const char *text)
{
	size_t i;

	for (i = 0; i < texts->count; i++)
		if (strcmp(texts->list[i], text) == 0)
			return true;
	return false;
}

static int compare_texts(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Sorts TEXTS and drops what stands there twice. */
static void sort_texts(struct texts *texts)
{
	size_t kept = 0;
	size_t i;

	if (texts->count == 0)
		return;
	qsort(texts->list, texts->count, sizeof(*texts->list), compare_texts);
	for (i = 1; i < texts->count; i++)
		if (strcmp(texts->list[i], texts->list[kept]) != 0)
			texts->list[++kept] = texts->list[i];
	texts->count = kept + 1;
}

/* The paths in which something blocks. */
static struct texts collect_paths(const struct report_args *args)
{
	const struct findings *findings = args->findings;
	struct texts paths = { NULL, 0, 0 };
	size_t i;
	size_t j;

	for (i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->list[i];

		if (!report_blocks(finding, args->block))
			continue;
		for (j = 0; j < finding->place_count; j++)
			add_text(&paths, finding->places[j].path);
	}
	sort_texts(&paths);
	return paths;
}

/*
 * Whether PATH would mean something else to git than what it says: because of
 * a wildcard, or because it begins with what `:/` takes for more magic.
 */
static bool needs_literal(const char *path, bool in_subfolder)
{
	if (path[0] == ':' || strpbrk(path, "*?[\\"))
		return true;
	return in_subfolder && path[0] &&
	       strchr("!\"#%&',-/:;<=>@^_`~", path[0]);
}

/* Appends PATH, from the top of the tree, as a pathspec in a shell. */
static void append_pathspec(
	struct buf *command, const char *path, const struct report_args *args)
{
	struct buf spec = BUF_INIT(SPEC_LIMIT);
	bool literal = needs_literal(path, args->in_subfolder);

	if (literal)
		(void)buf_append_string(&spec,
			args->in_subfolder ? ":(top,literal)" : ":(literal)");
	else if (args->in_subfolder)
		(void)buf_append_string(&spec, ":/");
	(void)buf_append_string(&spec, path);
	(void)buf_append_byte(command, ' ');
	escape_append_shell(command, buf_string(&spec), spec.len, args->veil);
	buf_release(&spec);
}

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
		append_pathspec(command, paths->list[i], args);
	if (!strstr(buf_string(command), "***"))
		return paths->count - shown;
	buf_clear(command);
	(void)buf_append_string(command, index_command_for_all(args));
	return 0;
}

/*
 * Adds COMMAND behind a text with GAP blanks between, or below it if it is too
 * long.
 */
static void add_command(struct page *page, const char *command, size_t gap)
{
	size_t width = columns_of(command, strlen(command));

	if (page->column + gap + width <= page->args->width) {
		page_pad(page, 0, gap);
	} else {
		page_line(page);
		page_pad(page, gap == STEP_GAP ? TEXT_COLUMN + 2 : STEP_COLUMN,
			0);
	}
	page_style(page, STYLE_STRONG);
	page_add(page, "%s", command);
	page_line(page);
}

static void start_step(struct page *page, unsigned number)
{
	page_pad(page, STEP_COLUMN, 0);
	page_add(page, "%u. ", number);
}

static void add_unstage_step(struct page *page)
{
	const struct report_args *args = page->args;
	struct buf command = BUF_INIT(COMMAND_LIMIT);
	struct texts paths = collect_paths(args);
	size_t hidden = append_command(&command, page, &paths);

	start_step(page, 1);
	if (args->resume == RESUME_COMMIT)
		page_add(page, "%s", _("take it out and unstage it:"));
	else
		page_add(page, "%s", _("take it out and stage the file:"));
	add_command(page, buf_string(&command), STEP_GAP);
	page_cut(page, TEXT_COLUMN + 2, (unsigned long)hidden);
	free(paths.list);
	buf_release(&command);
}

static void add_resume_step(struct page *page)
{
	if (page->args->action == REPORT_STAGED)
		return;
	start_step(page, 2);
	switch (page->args->resume) {
	case RESUME_COMMIT:
		page_add(page, "%s", _("commit again"));
		page_line(page);
		break;
	case RESUME_MERGE:
		page_add(page, "%s", _("finish the merge:"));
		add_command(page, "git commit", STEP_GAP);
		break;
	case RESUME_AM:
		page_add(page, "%s", _("go on with the patches:"));
		add_command(page, "git am --continue", STEP_GAP);
		break;
	}
}

static void add_message_step(struct page *page)
{
	const struct report_args *args = page->args;
	struct buf command = BUF_INIT(COMMAND_LIMIT);

	start_step(page, 1);
	if (args->resume == RESUME_AM) {
		page_add(page, "%s",
			_("take it out of the patch, and apply it anew "
			  "after:"));
		add_command(page, "git am --abort", STEP_GAP);
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
	page_add(page, "%s", _("take it out of the message and commit again:"));
	add_command(page, buf_string(&command), STEP_GAP);
	buf_release(&command);
}

/* The families of what blocks that say where such a secret belongs. */
static struct texts collect_keeps(
	const struct report_args *args, struct texts *titles)
{
	const struct findings *findings = args->findings;
	struct texts keeps = { NULL, 0, 0 };
	size_t i;

	for (i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->list[i];
		const struct family *family = finding->rule->family;

		if (!report_blocks(finding, args->block) || !family->keep ||
			!*family->keep || has_text(&keeps, family->keep))
			continue;
		add_text(&keeps, family->keep);
		add_text(titles, family->title);
	}
	return keeps;
}

static void add_keeps(struct page *page, size_t column)
{
	struct texts titles = { NULL, 0, 0 };
	struct texts keeps = collect_keeps(page->args, &titles);
	size_t limit = page_limit(page, KEEPS_SHOWN);
	size_t i;

	for (i = 0; i < keeps.count && i < limit; i++) {
		page_pad(page, column, 0);
		assert(keeps.list != NULL && titles.list != NULL);
		if (keeps.count > 1)
			page_add(page, _("%s: keep it in %s"),
				_(titles.list[i]), _(keeps.list[i]));
		else
			page_add(page,
				column < TEXT_COLUMN ? _("Keep it in %s")
						     : _("keep it in %s"),
				_(keeps.list[i]));
		page_line(page);
	}
	page_cut(page, column, (unsigned long)(keeps.count - i));
	free(titles.list);
	free(keeps.list);
}

/* Whether all that blocks is weak: one changes a password, deletes a key. */
static bool all_weak(const struct report_args *args)
{
	size_t i;

	for (i = 0; i < args->findings->count; i++) {
		const struct finding *finding = &args->findings->list[i];

		if (report_blocks(finding, args->block) && !finding->weak)
			return false;
	}
	return true;
}

/* The columns of the longest command that is shown. */
static size_t widest_explain(
	const struct buf *command, const struct texts *rules, size_t limit)
{
	size_t widest = 0;
	size_t i;

	for (i = 0; i < rules->count && i < limit; i++) {
		size_t len = strlen(rules->list[i]);

		widest = len > widest ? len : widest;
	}
	return widest + columns_of(buf_string(command), command->len);
}

static void add_explain(struct page *page)
{
	const struct report_args *args = page->args;
	size_t limit = page_limit(page, RULES_SHOWN);
	struct buf command = BUF_INIT(COMMAND_LIMIT);
	struct texts rules = { NULL, 0, 0 };
	size_t column;
	size_t i;

	page_append_program(page, &command);
	(void)buf_append_string(&command, " --explain ");
	for (i = 0; i < args->findings->count; i++) {
		const struct finding *finding = &args->findings->list[i];

		if (report_blocks(finding, args->block) &&
			!has_text(&rules, finding->rule->id))
			add_text(&rules, finding->rule->id);
	}
	page_pad(page, 2, 0);
	page_add(page, "%s",
		all_weak(args)
			? _("If it was ever public, change it first:")
			: _("If it was ever public, delete the key first:"));
	column = page->column + 2;
	if (column + widest_explain(&command, &rules, limit) > args->width) {
		page_line(page);
		column = STEP_COLUMN;
	}
	for (i = 0; i < rules.count && i < limit; i++) {
		page_pad(page, column, 0);
		page_style(page, STYLE_STRONG);
		page_add(page, "%s%s", buf_string(&command), rules.list[i]);
		page_line(page);
	}
	page_cut(page, column, (unsigned long)(rules.count - i));
	buf_release(&command);
	free(rules.list);
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
	page_add(page, "%s", _("Not a secret?"));
	add_command(page, buf_string(&command), 2);
	buf_release(&command);
	if (!only || !only->weak || page->args->no_repository)
		return;
	page_pad(page, 2, 0);
	page_add(page, "%s",
		_("The waiver covers this place, and its next value too."));
	page_line(page);
}

static void add_steps(struct page *page)
{
	page_pad(page, 2, 0);
	page_add(page, "%s", _("It has not left this machine. To go on:"));
	page_line(page);
	if (page->args->action == REPORT_MESSAGE) {
		add_message_step(page);
		add_keeps(page, TEXT_COLUMN);
		return;
	}
	add_unstage_step(page);
	add_keeps(page, TEXT_COLUMN);
	add_resume_step(page);
}

void advice_write(struct page *page, unsigned id_digits)
{
	const struct report_args *args = page->args;

	page_line(page);
	if (args->action == REPORT_FILES || args->action == REPORT_RANGE ||
		args->action == REPORT_PUSH || args->action == REPORT_RECEIVE ||
		(args->action == REPORT_MESSAGE && !args->in_hook))
		add_keeps(page, 2);
	else
		add_steps(page);
	add_explain(page);
	add_waiver(page, id_digits);
	if (args->terminal || !args->in_hook)
		return;
	page_pad(page, 2, 0);
	page_add(page, "%s",
		_("git commit --no-verify is not the way: it would let the "
		  "secret out."));
	page_line(page);
}
