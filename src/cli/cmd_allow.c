/*
 * cmd_allow.c - --allow: waives findings that were just shown, or all those of
 * a report.
 *
 *     arguments -> findings -> sections -> file -> what next
 */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/escape.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "cli/adopt.h"
#include "cli/allow_options.h"
#include "cli/cmd.h"
#include "cli/last_block.h"
#include "cli/merge_hint.h"
#include "cli/options.h"
#include "cli/path.h"
#include "cli/waiver_file.h"
#include "cli/waiver_store.h"
#include "policy/allow.h"
#include "rules/rulefile.h"
#include "source/gitrepo.h"

enum {
	DIGITS_SHOWN = 8,
	LISTED = 20, /* findings that are named one by one */
};

struct waiving {
	const struct options *options;
	struct gitrepo *repo;
	struct last_finding *list; /* owned, each of them owned */
	size_t count;
	size_t known; /* how many were waived before */
	size_t own; /* how many were left out: one's own keys */
	struct waiver_store store; /* the file that is written */
};

/* ---- which findings are meant ---- */

static void lower_id(const char *text, char id[FINDING_ID_SIZE])
{
	size_t len = strlen(text);

	memset(id, 0, FINDING_ID_SIZE);
	for (size_t i = 0; i < len && i < FINDING_ID_SIZE - 1; i++) {
		char byte = text[i];

		id[i] = (char)(byte >= 'A' && byte <= 'F' ? byte | 0x20 : byte);
	}
}

/* A whole id may be waived although it was not shown last. */
static int find_finding(struct waiving *waiving, const char *given,
	struct last_finding *finding, struct err *err)
{
	char id[FINDING_ID_SIZE];

	lower_id(given, id);
	int rc = last_block_find(waiving->repo, id, finding, err);
	if (rc != 0)
		return rc < 0 ? rc : 0;
	if (strlen(id) < FINDING_ID_SIZE - 1)
		return err_set(err, ERR_USAGE,
			"no finding that was shown last has an id that begins "
			"with %s: give one of theirs, or all 16 digits",
			id);
	memcpy(finding->id, id, FINDING_ID_SIZE);
	return 0;
}

static int compare_findings(const void *a, const void *b)
{
	const struct last_finding *left = a;
	const struct last_finding *right = b;

	return strcmp(left->id, right->id);
}

/* Sorts the findings by id and drops what is there twice. */
static void sort_findings(struct waiving *waiving)
{
	struct last_finding *list = waiving->list;
	size_t kept = 0;

	if (waiving->count == 0)
		return;
	qsort(list, waiving->count, sizeof(*list), compare_findings);
	for (size_t i = 1; i < waiving->count; i++) {
		if (strcmp(list[i].id, list[kept].id) == 0)
			last_finding_release(&list[i]);
		else
			list[++kept] = list[i];
	}
	waiving->count = kept + 1;
}

static int find_all(struct waiving *waiving, struct err *err)
{
	const struct options *options = waiving->options;
	int rc;

	if (allow_options_adopts(options))
		return adopt_read(stdin, &waiving->list, &waiving->count, err);
	waiving->list =
		mem_zalloc(options->path_count + 1, sizeof(*waiving->list));
	rc = find_finding(waiving, options->subject, &waiving->list[0], err);
	for (waiving->count = 1;
		waiving->count <= options->path_count && rc == 0;
		waiving->count++)
		rc = find_finding(waiving, options->paths[waiving->count - 1],
			&waiving->list[waiving->count], err);
	return rc;
}

/* A key of one's own is waived in no shared file: the only one is refused, in
 * a report it is left out. */
static int drop_own(struct waiving *waiving, struct err *err)
{
	size_t kept = 0;

	if (waiving->options->scope_given)
		return 0;
	for (size_t i = 0; i < waiving->count; i++) {
		struct last_finding *finding = &waiving->list[i];

		if (finding->rule == NULL ||
			strcmp(finding->rule, ALLOW_OWN_KEY_RULE) != 0) {
			waiving->list[kept++] = *finding;
			continue;
		}
		if (!allow_options_adopts(waiving->options))
			return err_set(err, ERR_USAGE,
				"%.*s is a key of your own: it is waived for "
				"you alone, with --local",
				(int)DIGITS_SHOWN, finding->id);
		last_finding_release(finding);
		waiving->own++;
	}
	waiving->count = kept;
	return 0;
}

/* ---- the file ---- */

static int refuse_twice(
	const struct waiving *waiving, uint32_t line, struct err *err)
{
	if (waiving->options->scope_given)
		return err_set(err, ERR_USAGE,
			"%s:%u names it already; change it there",
			waiving->store.shown, (unsigned)line);
	return err_set(err, ERR_USAGE,
		"%s:%u names it already; change it there, and stage it: git "
		"add .kagiban",
		waiving->store.shown, (unsigned)line);
}

/* Takes out what is waived already; the only one is refused instead. */
static int drop_known(
	struct waiving *waiving, const struct allow *allow, struct err *err)
{
	size_t kept = 0;
	uint32_t line = 0;

	for (size_t i = 0; i < waiving->count; i++) {
		struct last_finding *finding = &waiving->list[i];

		if (!allow_names(allow, finding->id, &line)) {
			waiving->list[kept++] = *finding;
			continue;
		}
		if (waiving->count == 1 &&
			!allow_options_adopts(waiving->options))
			return refuse_twice(waiving, line, err);
		last_finding_release(finding);
		waiving->known++;
	}
	waiving->count = kept;
	return 0;
}

/* Reads the file and sees that it is right. */
static int read_file(struct waiving *waiving, struct err *err)
{
	const struct waiver_store_args args = { waiving->repo,
		waiving->options->scope_given };
	struct allow *allow = allow_new();
	int rc = waiver_store_open(&waiving->store, &args, allow, err);

	if (rc == 0)
		rc = drop_known(waiving, allow, err);
	allow_free(allow);
	return rc;
}

/*
 * Puts the sections into the text, which must stay readable.  A strong secret
 * is the same one whichever rule finds it: apart from its id, say, or with the
 * next version's rules.  So its rule is only told, and does not narrow.
 */
static int add_sections(struct waiving *waiving, struct err *err)
{
	struct waiver_text *texts =
		mem_zalloc(waiving->count + 1, sizeof(*texts));
	for (size_t i = 0; i < waiving->count; i++) {
		const struct last_finding *finding = &waiving->list[i];

		texts[i].id = finding->id;
		texts[i].rule = finding->weak ? finding->rule : NULL;
		texts[i].note = finding->weak ? NULL : finding->rule;
		texts[i].path = finding->weak ? finding->path : NULL;
		texts[i].reason = waiving->options->reason;
		texts[i].until = waiving->options->until;
	}
	int rc = waiver_file_insert(&waiving->store.text, waiving->store.shown,
		texts, waiving->count, err);
	free(texts);
	return rc;
}

/* ---- what next ---- */

static void print_finding(
	const struct waiving *waiving, const struct last_finding *finding)
{
	struct buf path = BUF_INIT(64 * 1024);

	escape_append_string(&path, waiving->store.shown, NULL);
	printf(_("waived in %s: %.*s"), buf_string(&path), (int)DIGITS_SHOWN,
		finding->id);
	if (finding->rule != NULL)
		printf(" (%s)", finding->rule);
	putchar('\n');
	if (finding->weak)
		puts(_("It covers this place, and its next value too."));
	buf_release(&path);
}

static void print_count(const struct waiving *waiving)
{
	struct buf path = BUF_INIT(64 * 1024);

	escape_append_string(&path, waiving->store.shown, NULL);
	printf(ngettext_("waived in %s: %lu finding",
		       "waived in %s: %lu findings", waiving->count),
		buf_string(&path), (unsigned long)waiving->count);
	if (waiving->known > 0)
		printf(ngettext_(", %lu was waived before",
			       ", %lu were waived before", waiving->known),
			(unsigned long)waiving->known);
	putchar('\n');
	if (waiving->own > 0)
		printf(ngettext_("left out: %lu key of your own, which is "
				 "waived with --local\n",
			       "left out: %lu keys of your own, which are "
			       "waived with --local\n",
			       waiving->own),
			(unsigned long)waiving->own);
	buf_release(&path);
}

static void print_result(const struct waiving *waiving)
{
	if (waiving->count <= LISTED &&
		!allow_options_adopts(waiving->options)) {
		for (size_t i = 0; i < waiving->count; i++)
			print_finding(waiving, &waiving->list[i]);
	} else {
		print_count(waiving);
	}
	if (waiving->options->scope_given || waiving->count == 0)
		return;
	printf(allow_options_adopts(waiving->options)
			? _("To go on:  git add %s, then commit it\n")
			: _("To go on:  git add %s, then commit "
			    "again\n"),
		path_is_same(".", gitrepo_workdir(waiving->repo))
			? ".kagiban"
			: ":/.kagiban");
	if (waiving->store.is_new)
		merge_hint_print(gitrepo_workdir(waiving->repo));
}

static int waive(struct waiving *waiving, struct err *err)
{
	int rc = gitrepo_open(&waiving->repo, err);

	if (rc == 1)
		return err_set(
			err, ERR_USAGE, "not in a git repository: go into one");
	if (rc == 0)
		rc = find_all(waiving, err);
	if (rc < 0)
		return rc;
	sort_findings(waiving);
	rc = drop_own(waiving, err);
	if (rc == 0)
		rc = read_file(waiving, err);
	if (rc == 0)
		rc = add_sections(waiving, err);
	if (rc == 0 && waiving->count > 0)
		rc = waiver_store_write(&waiving->store, err);
	return rc;
}

int cmd_allow(const struct options *options, struct err *err)
{
	struct waiving waiving = { .options = options,
		.store = WAIVER_STORE_INIT };
	int rc = allow_options_check(options, err);

	if (rc < 0)
		return rc;
	rc = waive(&waiving, err);
	if (rc == 0 && !options->quiet)
		print_result(&waiving);
	for (size_t i = 0; i < waiving.count; i++)
		last_finding_release(&waiving.list[i]);
	free(waiving.list);
	waiver_store_release(&waiving.store);
	gitrepo_free(waiving.repo);
	return rc;
}
