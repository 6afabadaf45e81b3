/*
 * steps.c - what the advice of all kinds of reports is made of.
 */
#include "report/steps.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/escape.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "model/trail.h"
#include "report/columns.h"
#include "report/linebreak.h"
#include "report/page.h"
#include "report/report.h"

enum {
	RULES_SHOWN = 5,
	KEEPS_SHOWN = 5,
	KEEP_SIZE = 1024, /* bytes of such a line */
	SPEC_LIMIT = 64 * 1024, /* bytes of one path with its magic */
};

void texts_add(struct texts *texts, const char *text)
{
	if (!text || !*text)
		return;
	texts->list = mem_grow(texts->list, texts->count, &texts->capacity,
		sizeof(*texts->list));
	texts->list[texts->count++] = text;
}

bool texts_has(const struct texts *texts, const char *text)
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

void texts_sort(struct texts *texts)
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

struct texts steps_paths(const struct report_args *args)
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
			texts_add(&paths, finding->places[j].path);
	}
	texts_sort(&paths);
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

void steps_append_path(
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

/*
 * A line with COMMAND at COLUMN.  If it is too long, backslashes join several
 * lines, that end between two words: so it can be copied as it is.
 */
static void add_command(struct page *page, size_t column, const char *command)
{
	enum { JOINT = 2 }; /* columns of " \\" */
	size_t start = column;

	page_pad(page, column, 0);
	page_style(page, STYLE_STRONG);
	while (*command) {
		size_t len = linebreak_shell_word(command);
		bool last = command[len] == '\0';
		size_t end = page->column + 1 + columns_of(command, len) +
			     (last ? 0 : JOINT);

		if (page->column > start && end > page->args->width) {
			page_add(page, " \\");
			page_line(page);
			start = column + JOINT;
			page_pad(page, start, 0);
			page_style(page, STYLE_STRONG);
		}
		page_add(page, "%s%.*s", page->column > start ? " " : "",
			(int)len, command);
		command += len + (last ? 0 : 1);
	}
	page_line(page);
}

void steps_command(struct page *page, const char *command, size_t gap)
{
	size_t width = columns_of(command, strlen(command));
	size_t column = page->column + gap;

	if (column + width > page->args->width) {
		page_line(page);
		column = gap == STEP_GAP ? TEXT_COLUMN + 2 : STEP_COLUMN;
	}
	add_command(page, column, command);
}

void steps_start(struct page *page, unsigned number)
{
	page_pad(page, STEP_COLUMN, 0);
	page_add(page, "%u. ", number);
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
			!*family->keep || texts_has(&keeps, family->keep))
			continue;
		texts_add(&keeps, family->keep);
		texts_add(titles, family->title);
	}
	return keeps;
}

void steps_keeps(struct page *page, size_t column)
{
	struct texts titles = { NULL, 0, 0 };
	struct texts keeps = collect_keeps(page->args, &titles);
	size_t limit = page_limit(page, KEEPS_SHOWN);
	size_t i;

	for (i = 0; i < keeps.count && i < limit; i++) {
		char text[KEEP_SIZE];

		assert(keeps.list != NULL && titles.list != NULL);
		if (keeps.count > 1)
			snprintf(text, sizeof(text), _("%s: keep it in %s"),
				_(titles.list[i]), _(keeps.list[i]));
		else
			snprintf(text, sizeof(text),
				column < TEXT_COLUMN ? _("Keep it in %s")
						     : _("keep it in %s"),
				_(keeps.list[i]));
		page_sentence(page, column, text);
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

/* When to read about the rules: at once if it has left. */
static void add_explain_label(struct page *page)
{
	const struct report_args *args = page->args;
	struct buf ref = BUF_INIT(SPEC_LIMIT);
	bool weak = all_weak(args);

	if (args->trail && args->trail->left_by) {
		escape_append_string(&ref, args->trail->left_by, args->veil);
		page_wrap(page, 2,
			weak ? _("It has already left: %s. Change it first:")
			     : _("It has already left: %s. Delete the key "
				 "first:"),
			buf_string(&ref));
	} else if (args->action == REPORT_HISTORY) {
		page_wrap(page, 2, "%s",
			weak ? _("Change it first:")
			     : _("Delete the key first, and make a new one:"));
	} else if (args->in_ci) {
		page_wrap(page, 2, "%s",
			weak ? _("It has already left. Change it first:")
			     : _("It has already left. Delete the key "
				 "first:"));
	} else {
		page_wrap(page, 2, "%s",
			weak ? _("If it was ever public, change it first:")
			     : _("If it was ever public, delete the key "
				 "first:"));
	}
	buf_release(&ref);
}

void steps_explain(struct page *page)
{
	const struct report_args *args = page->args;
	size_t limit = page_limit(page, RULES_SHOWN);
	struct buf command = BUF_INIT(COMMAND_LIMIT);
	struct texts rules = { NULL, 0, 0 };
	size_t column;
	size_t i;

	page_append_program(page, &command);
	(void)buf_append_string(&command, " --explain ");
	const size_t head = command.len;
	for (i = 0; i < args->findings->count; i++) {
		const struct finding *finding = &args->findings->list[i];

		if (report_blocks(finding, args->block) &&
			!texts_has(&rules, finding->rule->id))
			texts_add(&rules, finding->rule->id);
	}
	page_pad(page, 2, 0);
	add_explain_label(page);
	column = page->column + 2;
	if (column + widest_explain(&command, &rules, limit) > args->width) {
		page_line(page);
		column = STEP_COLUMN;
	}
	for (i = 0; i < rules.count && i < limit; i++) {
		command.len = head;
		(void)buf_append_string(&command, rules.list[i]);
		add_command(page, column, buf_string(&command));
	}
	page_cut(page, column, (unsigned long)(rules.count - i));
	buf_release(&command);
	free(rules.list);
}
