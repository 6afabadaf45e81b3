/*
 * text.c - the report for people: what was stopped, where it stands, how to go
 * on, and what was scanned.
 */
#include "report/text.h"

#include <stdint.h>
#include <string.h>

#include "base/i18n.h"
#include "report/advice.h"
#include "report/block.h"
#include "report/page.h"
#include "report/report.h"
#include "report/summary.h"

enum {
	BLOCKS_SHOWN = 20, /* in a hook */
	BLOCKS_LISTED = 100, /* by hand */
	LOW_SHOWN = 10,
	ID_DIGITS = 8, /* more if two ids begin alike */
};

/* What was stopped or scanned, as the beginning of the first line. */
static const char *action_words(const struct report_args *args)
{
	switch (args->action) {
	case REPORT_COMMIT:
		return _("commit blocked");
	case REPORT_MESSAGE:
		return args->in_hook ? _("commit message blocked")
				     : _("commit message");
	case REPORT_STAGED:
		return _("staged for commit");
	case REPORT_PUSH:
		return args->in_hook ? _("push blocked") : _("to be pushed");
	case REPORT_RECEIVE:
		return _("push blocked");
	case REPORT_RANGE:
		return _("commits scanned");
	case REPORT_HISTORY:
		return _("history scanned");
	case REPORT_DIFF:
		return _("diff scanned");
	case REPORT_FILES:
		break;
	}
	return _("files scanned");
}

static void add_head(struct page *page, unsigned long secrets)
{
	unsigned long unscanned =
		(unsigned long)page->args->coverage->unscanned_count;

	if (secrets == 0 && unscanned == 0)
		return;
	page_style(page, STYLE_ALARM);
	page_add(page, "kagiban: %s: ", action_words(page->args));
	if (secrets > 0)
		page_add(page, ngettext_("%lu secret", "%lu secrets", secrets),
			secrets);
	else
		page_add(page,
			ngettext_("%lu file could not be scanned",
				"%lu files could not be scanned", unscanned),
			unscanned);
	page_line(page);
}

/* How many digits tell the findings of this run apart, at least 8. */
static unsigned id_digits(const struct report_args *args)
{
	const struct findings *findings = args->findings;
	unsigned digits = ID_DIGITS;
	size_t i;
	size_t j;

	if (args->not_kept || args->in_ci || findings->count > BLOCKS_LISTED)
		return FINDING_ID_SIZE - 1;
	for (i = 0; i < findings->count; i++)
		for (j = 0; j < i; j++)
			while (digits < FINDING_ID_SIZE - 1 &&
				strncmp(findings->list[i].id,
					findings->list[j].id, digits) == 0)
				digits++;
	return digits;
}

static void add_blocks(
	struct page *page, unsigned long secrets, unsigned digits)
{
	const struct report_args *args = page->args;
	size_t limit =
		page_limit(page, args->in_hook ? BLOCKS_SHOWN : BLOCKS_LISTED);
	bool ids = secrets > 1 || args->verbose || args->quiet;
	size_t shown = 0;
	size_t i;

	for (i = 0; i < args->findings->count && shown < limit; i++) {
		const struct finding *finding = &args->findings->list[i];

		if (!report_blocks(finding, args->block))
			continue;
		block_write(page, finding, ids ? digits : 0);
		shown++;
	}
	if (secrets > shown)
		page_line(page);
	page_cut(page, 2, secrets - (unsigned long)shown);
}

static void add_unscanned(struct page *page)
{
	if (page->args->coverage->unscanned_count == 0)
		return;
	page_line(page);
	summary_write_unscanned(page);
	if (page->args->quiet)
		return;
	page_sentence(page, 2, _("What could not be scanned is not clean."));
}

static void add_low_finding(struct page *page, const struct finding *finding)
{
	enum { INDENT = 2 };

	page_style(page, STYLE_NOTE);
	page_add(page, "%s", _("kagiban: not blocked:"));
	page_style(page, STYLE_PLAIN);
	page_add(page, " %s: ", _(finding_title(finding)));
	if (finding->place_count > 0)
		block_add_place(page, &finding->places[0], INDENT);
	if (finding->place_count > 1)
		page_add(page, " (+%lu)",
			(unsigned long)(finding->place_count - 1));
	page_begin_piece(page);
	page_add(page, " ");
	page_style(page, STYLE_DIM);
	page_add(page, "[%s]", finding->rule->id);
	page_end_piece(page, INDENT);
	page_line(page);
}

/* What was found below the level that blocks.  Returns how many. */
static size_t add_low(struct page *page, bool after_block)
{
	const struct report_args *args = page->args;
	size_t limit = page_limit(page, LOW_SHOWN);
	size_t count = 0;
	size_t i;

	for (i = 0; i < args->findings->count; i++) {
		const struct finding *finding = &args->findings->list[i];

		if (finding->waived || report_blocks(finding, args->block))
			continue;
		if (count == 0 && after_block)
			page_line(page);
		if (count < limit)
			add_low_finding(page, finding);
		count++;
	}
	if (count > limit)
		page_cut(page, 0, (unsigned long)(count - limit));
	return count;
}

/* The coverage line: always by hand, in a hook only if it tells something. */
static void add_coverage(struct page *page, bool blocked, size_t low)
{
	const struct report_args *args = page->args;

	if (args->quiet)
		return;
	if (args->in_hook && !blocked && low == 0 && !summary_is_needed(args))
		return;
	if (args->in_hook && !blocked)
		page_add(page, "kagiban: ");
	summary_write(page);
}

/* Whether programs may look for a fact in its line: nobody is watching. */
static bool is_for_programs(const struct report_args *args)
{
	return !args->terminal && args->action != REPORT_RECEIVE;
}

static bool is_blocked(const struct report_args *args)
{
	return report_blocking(args->findings, args->block) > 0 ||
	       args->coverage->unscanned_count > 0;
}

int text_write(const struct report_args *args, FILE *out, struct err *err)
{
	unsigned long secrets =
		(unsigned long)report_blocking(args->findings, args->block);
	bool blocked = is_blocked(args);
	unsigned digits = id_digits(args);
	struct page page;
	size_t low;

	page_init(&page, args, out);
	add_head(&page, secrets);
	add_blocks(&page, secrets, digits);
	if (secrets > 0 && !args->quiet)
		advice_write(&page, digits);
	page.unbroken = is_for_programs(args);
	add_unscanned(&page);
	low = add_low(&page, blocked);
	if (blocked && !args->quiet)
		page_line(&page);
	add_coverage(&page, blocked, low);
	return page_finish(&page, err);
}

int text_write_brief(const struct report_args *args, FILE *out, struct err *err)
{
	struct page page;

	page_init(&page, args, out);
	page.unbroken = is_for_programs(args);
	add_head(&page,
		(unsigned long)report_blocking(args->findings, args->block));
	add_coverage(&page, is_blocked(args), 0);
	return page_finish(&page, err);
}
