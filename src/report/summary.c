/*
 * summary.c - the line that says what was scanned, and the list of what could
 * not be.
 *
 *   1 file, 3 added lines scanned, nothing skipped (2 ms)
 */
#include "report/summary.h"

#include "base/escape.h"
#include "base/i18n.h"
#include "report/page.h"
#include "report/report.h"

enum {
	UNSCANNED_SHOWN = 10,
	INDENT = 2, /* of what does not fit into the line */
	REASON_LIMIT = 64 * 1024, /* bytes of a name or a reason */
};

/* Puts a comma before the next part of the line. */
static void join(struct page *page)
{
	/* TRANSLATORS: between the parts of a list. */
	page_add(page, "%s", _(", "));
	page_end_piece(page, INDENT);
	page_begin_piece(page);
}

/* Whether the commits are worth a word: also that there are none. */
static bool is_of_commits(const struct report_args *args)
{
	return args->action == REPORT_RANGE || args->action == REPORT_PUSH ||
	       args->action == REPORT_RECEIVE || args->coverage->commits > 0;
}

static void add_commits(struct page *page)
{
	const struct coverage *coverage = page->args->coverage;
	unsigned long commits = (unsigned long)coverage->commits;
	unsigned long tags = (unsigned long)coverage->tags;

	if (is_of_commits(page->args)) {
		page_add(page, ngettext_("%lu commit", "%lu commits", commits),
			commits);
		join(page);
	}
	if (tags > 0) {
		page_add(page, ngettext_("%lu tag", "%lu tags", tags), tags);
		join(page);
	}
}

static void add_files(struct page *page)
{
	const struct coverage *coverage = page->args->coverage;
	unsigned long files = (unsigned long)coverage->files;
	unsigned long messages = (unsigned long)coverage->messages;

	/* Those of commits and tags go without saying. */
	if (messages <= coverage->commits + coverage->tags)
		messages = 0;
	if (messages > 0) {
		page_add(page,
			ngettext_("%lu message", "%lu messages", messages),
			messages);
		join(page);
	}
	if (files > 0 || messages == 0) {
		page_add(
			page, ngettext_("%lu file", "%lu files", files), files);
		join(page);
	}
}

static void add_scanned(struct page *page)
{
	unsigned long lines = (unsigned long)page->args->coverage->added_lines;

	add_commits(page);
	add_files(page);
	if (page->args->action != REPORT_MESSAGE &&
		page->args->action != REPORT_FILES &&
		page->args->action != REPORT_HISTORY)
		page_add(page,
			ngettext_("%lu added line scanned",
				"%lu added lines scanned", lines),
			lines);
	else
		page_add(page,
			ngettext_(
				"%lu line scanned", "%lu lines scanned", lines),
			lines);
}

/* What was scanned in another way than usual. */
static void add_modes(struct page *page)
{
	const struct coverage *coverage = page->args->coverage;
	unsigned long binary = (unsigned long)coverage->binary_files;
	unsigned long windowed = (unsigned long)coverage->windowed_files;

	if (binary > 0) {
		join(page);
		page_add(page,
			ngettext_("%lu binary file looked through",
				"%lu binary files looked through", binary),
			binary);
	}
	if (windowed > 0) {
		join(page);
		page_add(page,
			ngettext_("%lu large file read in windows",
				"%lu large files read in windows", windowed),
			windowed);
	}
	if (coverage->through_git) {
		join(page);
		page_add(page, "%s", _("read through git"));
	}
}

/* What was found and let pass. */
static void add_waived(struct page *page)
{
	const struct coverage *coverage = page->args->coverage;
	unsigned long waived = (unsigned long)coverage->waived;
	unsigned long tagged = (unsigned long)coverage->inline_allowed;
	unsigned long expired = (unsigned long)coverage->waivers_expired;
	unsigned long unused = (unsigned long)coverage->waivers_unused;

	if (waived > 0) {
		join(page);
		page_add(page, ngettext_("%lu waived", "%lu waived", waived),
			waived);
	}
	if (tagged > 0) {
		join(page);
		page_add(page,
			ngettext_("%lu allowed by a tag in the text",
				"%lu allowed by tags in the text", tagged),
			tagged);
	}
	if (expired > 0) {
		join(page);
		page_add(page,
			ngettext_("%lu waiver expired", "%lu waivers expired",
				expired),
			expired);
	}
	if (unused > 0) {
		join(page);
		page_add(page,
			ngettext_("%lu waiver covers nothing (see --prune)",
				"%lu waivers cover nothing (see --prune)",
				unused),
			unused);
	}
}

static void add_entries_skipped(struct page *page)
{
	const struct coverage *coverage = page->args->coverage;
	unsigned long gitlinks = (unsigned long)coverage->gitlinks;
	unsigned long intents = (unsigned long)coverage->intent_to_add;

	if (gitlinks > 0) {
		join(page);
		page_add(page,
			ngettext_("%lu submodule not entered",
				"%lu submodules not entered", gitlinks),
			gitlinks);
	}
	if (intents > 0) {
		join(page);
		page_add(page,
			ngettext_("%lu file only marked by git add -N skipped",
				"%lu files only marked by git add -N skipped",
				intents),
			intents);
	}
}

static void add_paths_skipped(struct page *page)
{
	const struct coverage *coverage = page->args->coverage;
	unsigned long links = (unsigned long)coverage->links_skipped;
	unsigned long ignored = (unsigned long)coverage->ignored_files;
	unsigned long folders = (unsigned long)coverage->ignored_folders;
	unsigned long special = (unsigned long)coverage->special_files;
	unsigned long unreachable = (unsigned long)coverage->unreachable_blobs;

	if (links > 0) {
		join(page);
		page_add(page,
			ngettext_("%lu symbolic link not followed",
				"%lu symbolic links not followed", links),
			links);
	}
	if (ignored > 0) {
		join(page);
		page_add(page,
			ngettext_("%lu ignored file left out",
				"%lu ignored files left out", ignored),
			ignored);
	}
	if (folders > 0) {
		join(page);
		page_add(page,
			ngettext_("%lu ignored folder left out",
				"%lu ignored folders left out", folders),
			folders);
	}
	if (special > 0) {
		join(page);
		page_add(page,
			ngettext_("%lu pipe, socket or device left out",
				"%lu pipes, sockets and devices left out",
				special),
			special);
	}
	if (unreachable > 0) {
		join(page);
		page_add(page,
			ngettext_("%lu file that no ref reaches left out",
				"%lu files that no ref reaches left out",
				unreachable),
			unreachable);
	}
}

/* What configuration has left out. */
static void add_exempt(struct page *page)
{
	const struct coverage *coverage = page->args->coverage;
	unsigned long skipped = (unsigned long)coverage->skipped_findings;
	unsigned long off = (unsigned long)coverage->switched_off;
	unsigned long holders = (unsigned long)coverage->placeholders;
	unsigned long by_tree = (unsigned long)coverage->allowed_by_tree;
	unsigned long by_setting = (unsigned long)coverage->allowed_by_setting;

	if (skipped > 0) {
		join(page);
		page_add(page,
			ngettext_("%lu finding under skipPath left out",
				"%lu findings under skipPath left out",
				skipped),
			skipped);
	}
	if (off > 0) {
		join(page);
		page_add(page,
			ngettext_("%lu finding of a rule that .kagiban "
				  "switches off left out",
				"%lu findings of rules that .kagiban switches "
				"off left out",
				off),
			off);
	}
	if (holders > 0) {
		join(page);
		page_add(page,
			ngettext_("%lu finding that .kagiban calls a "
				  "placeholder left out",
				"%lu findings that .kagiban calls "
				"placeholders left out",
				holders),
			holders);
	}
	if (by_tree > 0) {
		join(page);
		page_add(page,
			ngettext_("%lu finding under .gitallowed left out",
				"%lu findings under .gitallowed left out",
				by_tree),
			by_tree);
	}
	if (by_setting > 0) {
		join(page);
		page_add(page,
			ngettext_("%lu finding under secrets.allowed left out",
				"%lu findings under secrets.allowed left out",
				by_setting),
			by_setting);
	}
}

static bool nothing_skipped(const struct coverage *coverage)
{
	return coverage->gitlinks == 0 && coverage->intent_to_add == 0 &&
	       coverage->links_skipped == 0 && coverage->ignored_files == 0 &&
	       coverage->ignored_folders == 0 && coverage->special_files == 0 &&
	       coverage->skipped_findings == 0 && coverage->switched_off == 0 &&
	       coverage->placeholders == 0 && coverage->allowed_by_tree == 0 &&
	       coverage->allowed_by_setting == 0 &&
	       coverage->unreachable_blobs == 0 &&
	       coverage->unscanned_count == 0;
}

bool summary_is_needed(const struct report_args *args)
{
	const struct coverage *coverage = args->coverage;

	return coverage->intent_to_add > 0 || coverage->skipped_findings > 0 ||
	       coverage->switched_off > 0 || coverage->placeholders > 0 ||
	       coverage->allowed_by_tree > 0 ||
	       coverage->allowed_by_setting > 0 ||
	       coverage->windowed_files > 0 || coverage->waived > 0 ||
	       coverage->waivers_expired > 0 || coverage->waivers_unused > 0 ||
	       coverage->inline_allowed > 0;
}

void summary_write(struct page *page)
{
	unsigned long count =
		(unsigned long)page->args->coverage->unscanned_count;

	page_begin_piece(page);
	add_scanned(page);
	add_modes(page);
	add_waived(page);
	add_entries_skipped(page);
	add_paths_skipped(page);
	add_exempt(page);
	if (count > 0) {
		join(page);
		page_add(page,
			ngettext_("%lu could not be scanned",
				"%lu could not be scanned", count),
			count);
	}
	if (nothing_skipped(page->args->coverage)) {
		join(page);
		page_add(page, "%s", _("nothing skipped"));
	}
	page_add(page, _(" (%u ms)"), page->args->milliseconds);
	page_end_piece(page, INDENT);
	page_line(page);
}

void summary_write_unscanned(struct page *page)
{
	const struct coverage *coverage = page->args->coverage;
	size_t limit = page_limit(page, UNSCANNED_SHOWN);
	struct buf name = BUF_INIT(REASON_LIMIT);
	struct buf reason = BUF_INIT(REASON_LIMIT);
	size_t i;

	for (i = 0; i < coverage->unscanned_count && i < limit; i++) {
		const struct unscanned *entry = &coverage->unscanned[i];

		buf_clear(&name);
		buf_clear(&reason);
		escape_append_string(&name, entry->name, page->args->veil);
		escape_append_string(&reason, entry->reason, page->args->veil);
		page_pad(page, 2, 0);
		page_wrap(page, 4, _("could not scan: %s: %s"),
			buf_string(&name), buf_string(&reason));
		page_line(page);
	}
	page_cut(page, 2, (unsigned long)(coverage->unscanned_count - i));
	buf_release(&name);
	buf_release(&reason);
}
