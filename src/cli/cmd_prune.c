/*
 * cmd_prune.c - --prune: takes out waivers that have expired or cover nothing.
 *
 *     history + index -> findings -> waivers of the file that cover none
 */
#include <stdio.h>

#include "base/err.h"
#include "base/escape.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "cli/cmd.h"
#include "cli/complain.h"
#include "cli/options.h"
#include "cli/scan.h"
#include "cli/today.h"
#include "cli/waiver_file.h"
#include "cli/waiver_store.h"
#include "policy/allow.h"
#include "source/gitrepo.h"

struct pruning {
	const struct options *options;
	struct waiver_store store;
	struct allow *allow; /* the waivers of that file alone */
	char today[TODAY_SIZE];
	size_t expired; /* how many are taken out, by the reason */
	size_t unused;
};

/* What cannot be scanned may hold what a waiver is for. */
static int check_coverage(const struct coverage *coverage, struct err *err)
{
	const struct unscanned *first = coverage->unscanned;

	if (coverage->unscanned_count == 0)
		return 0;
	return err_set(err, ERR_GIT,
		"nothing is pruned, since not all could be scanned: %.300s: "
		"%.300s",
		first->name, first->reason);
}

/* Scans by ACTION and lets the waivers count what they cover. */
static int count_covered(
	struct pruning *pruning, enum action action, struct err *err)
{
	struct options options = *pruning->options;
	struct coverage ignored;
	struct scan scan = {
		.options = &options,
		.source = scan_source_find(action),
		.format = report_format_find("text"),
	};
	int rc;

	options.action = action;
	coverage_init(&ignored);
	rc = scan_open(&scan, err);
	if (rc == 0)
		rc = scan_run(&scan, err);
	if (rc == 0)
		rc = check_coverage(&scan.coverage, err);
	for (size_t i = 0; i < scan.findings.count && rc == 0; i++)
		scan.findings.list[i].waived = false;
	if (rc == 0)
		allow_apply(pruning->allow, &scan.findings, &ignored,
			pruning->today);
	scan_close(&scan);
	coverage_release(&ignored);
	return rc;
}

/* Sections of one id are one waiver, whichever case it is written in. */
static bool same_id(const char *one, const char *other)
{
	for (; *one != '\0' && *other != '\0'; one++, other++) {
		if ((*one | 0x20) != (*other | 0x20))
			return false;
	}
	return *one == *other;
}

static bool is_stale(void *payload, const char *id)
{
	const struct pruning *pruning = payload;
	struct allow_entry entry;
	size_t i = 0;

	while (allow_entry_at(pruning->allow, i, pruning->today, &entry)) {
		if (same_id(entry.id, id))
			return entry.expired || entry.covers == 0;
		i++;
	}
	return false;
}

/* Says which waivers go, a line each. */
static void print_stale(struct pruning *pruning)
{
	struct allow_entry entry;
	struct buf file = BUF_INIT(64 * 1024);
	size_t i = 0;

	escape_append_string(&file, pruning->store.shown, NULL);
	while (allow_entry_at(pruning->allow, i++, pruning->today, &entry)) {
		if (!entry.expired && entry.covers > 0)
			continue;
		pruning->expired += entry.expired;
		pruning->unused += !entry.expired;
		if (pruning->options->quiet)
			continue;
		printf("%s:%u: %s: ", buf_string(&file), (unsigned)entry.line,
			entry.id);
		if (entry.expired)
			printf(_("expired on %s"), entry.until);
		else
			printf("%s", _("covers nothing, in no commit and not "
				       "staged"));
		putchar('\n');
	}
	buf_release(&file);
}

static void print_result(const struct pruning *pruning)
{
	unsigned long count =
		(unsigned long)(pruning->expired + pruning->unused);

	if (pruning->options->quiet)
		return;
	if (count == 0)
		puts(_("nothing to prune: each waiver covers something"));
	else
		printf(ngettext_("%lu waiver taken out\n",
			       "%lu waivers taken out\n", count),
			count);
	if (count > 0 && !pruning->options->scope_given)
		puts(_("To go on:  git add .kagiban, then commit"));
}

static int prune(
	struct pruning *pruning, const struct gitrepo *repo, struct err *err)
{
	const struct waiver_store_args args = { repo,
		pruning->options->scope_given };
	int rc = waiver_store_open(&pruning->store, &args, pruning->allow, err);

	if (rc == 0)
		rc = count_covered(pruning, ACTION_SCAN_HISTORY, err);
	if (rc == 0 && gitrepo_workdir(repo))
		rc = count_covered(pruning, ACTION_SCAN_STAGED, err);
	if (rc < 0)
		return rc;
	print_stale(pruning);
	rc = waiver_file_remove(&pruning->store.text, pruning->store.shown,
		is_stale, pruning, err);
	if (rc > 0)
		rc = waiver_store_write(&pruning->store, err);
	return rc;
}

int cmd_prune(const struct options *options, struct err *err)
{
	struct pruning pruning = { .options = options,
		.store = WAIVER_STORE_INIT,
		.allow = allow_new() };
	struct gitrepo *repo = NULL;
	int rc = gitrepo_open(&repo, err);

	today_write(pruning.today);
	if (rc == 1)
		rc = err_set(
			err, ERR_USAGE, "not in a git repository: go into one");
	if (rc == 0 && gitrepo_is_shallow(repo))
		rc = err_set(err, ERR_USAGE,
			"the clone is shallow: a commit that it lacks may "
			"hold what a waiver is for; git fetch --unshallow");
	if (rc == 0 && options->scope_given && options->scope != SCOPE_LOCAL)
		rc = err_set(err, ERR_USAGE,
			"--prune is for the team's .kagiban or, with --local, "
			"for this repository's own; not with --global");
	if (rc == 0)
		rc = prune(&pruning, repo, err);
	if (rc == 0)
		print_result(&pruning);
	waiver_store_release(&pruning.store);
	allow_free(pruning.allow);
	gitrepo_free(repo);
	return rc;
}
