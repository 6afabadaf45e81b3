/*
 * cmd_allow.c - --allow: waives a finding that was just shown.
 *
 *     arguments -> finding of the last block -> section -> file -> what next
 */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/escape.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf.h"
#include "base/warnings.h"
#include "cli/cmd.h"
#include "cli/journal.h"
#include "cli/last_block.h"
#include "cli/options.h"
#include "cli/path.h"
#include "cli/policy_files.h"
#include "cli/waiver_text.h"
#include "policy/allow.h"
#include "rules/rulefile.h"
#include "source/gitrepo.h"

enum {
	LEAST_DIGITS = 4,
	DIGITS_SHOWN = 8,
	REASON_LIMIT = 1000, /* bytes */
};

struct waiving {
	const struct options *options;
	struct gitrepo *repo;
	struct last_finding finding;
	char *path; /* owned; the file that is written */
	const char *shown_path; /* how people call it; borrowed */
	struct buf text; /* of that file */
	mode_t mode; /* of that file */
};

/* ---- what the command line says ---- */

static int check_reason(const char *reason, struct err *err)
{
	size_t len = reason == NULL ? 0 : strlen(reason);

	if (len == 0 || reason[strspn(reason, " ")] == '\0')
		return err_set(err, ERR_USAGE,
			"--allow needs --reason TEXT: used in tests, false "
			"positive, fix later, or your own words");
	if (len > REASON_LIMIT)
		return err_set(err, ERR_USAGE, "--reason: longer than %d bytes",
			(int)REASON_LIMIT);
	for (size_t i = 0; i < len;) {
		uint32_t code = 0;
		size_t size = utf8_decode(reason + i, len - i, &code);

		if (size == 0 || code < ' ' || (code >= 0x7f && code < 0xa0))
			return err_set(err, ERR_USAGE,
				"--reason: expected one line of UTF-8 text");
		i += size;
	}
	return 0;
}

static int check_until(const char *until, struct err *err)
{
	char today[16] = "";
	time_t now = time(NULL);
	struct tm local;

	if (until == NULL)
		return 0;
	if (!allow_is_day(until))
		return err_set(err, ERR_USAGE,
			"--until: expected a day such as 2027-03-31, not "
			"%.400s",
			until);
	if (localtime_r(&now, &local) != NULL)
		strftime(today, sizeof(today), "%Y-%m-%d", &local);
	if (strcmp(until, today) < 0)
		return err_set(err, ERR_USAGE, "--until: %s has passed", until);
	return 0;
}

static int check_id(const char *id, struct err *err)
{
	size_t len = id == NULL ? 0 : strlen(id);

	if (len >= LEAST_DIGITS && len < FINDING_ID_SIZE &&
		strspn(id, "0123456789abcdefABCDEF") == len)
		return 0;
	return err_set(err, ERR_USAGE,
		"--allow: expected the id of a finding, 4 to 16 hex digits, "
		"not %.400s",
		id == NULL ? "" : id);
}

static int check_options(const struct options *options, struct err *err)
{
	int rc = check_id(options->subject, err);

	if (rc == 0)
		rc = check_reason(options->reason, err);
	if (rc == 0)
		rc = check_until(options->until, err);
	if (rc == 0 && options->scope_given && options->scope != SCOPE_LOCAL)
		rc = err_set(err, ERR_USAGE,
			"--allow writes for the team or, with --local, for "
			"this repository alone; not with --global");
	return rc;
}

/* ---- which finding is meant ---- */

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
static int find_finding(struct waiving *waiving, struct err *err)
{
	char id[FINDING_ID_SIZE];

	lower_id(waiving->options->subject, id);
	int rc = last_block_find(waiving->repo, id, &waiving->finding, err);
	if (rc != 0)
		return rc < 0 ? rc : 0;
	if (strlen(id) < FINDING_ID_SIZE - 1)
		return err_set(err, ERR_USAGE,
			"no finding that was shown last begins with %s; all "
			"16 digits are taken as they are",
			id);
	memcpy(waiving->finding.id, id, FINDING_ID_SIZE);
	return 0;
}

/* ---- the file ---- */

static int choose_file(struct waiving *waiving, struct err *err)
{
	const char *top = gitrepo_workdir(waiving->repo);

	if (waiving->options->scope_given) {
		waiving->path = path_join(
			gitrepo_common_dir(waiving->repo), "info/kagiban");
		waiving->shown_path = waiving->path;
		return 0;
	}
	if (top == NULL)
		return err_set(err, ERR_USAGE,
			"there is no work tree here to hold .kagiban; "
			"--local waives for this repository");
	waiving->path = path_join(top, ".kagiban");
	waiving->shown_path = ".kagiban";
	return 0;
}

/* The mode that the file has, or that a new one gets. */
static mode_t file_mode(const char *path)
{
	struct stat info;
	mode_t mask;

	if (stat(path, &info) == 0)
		return info.st_mode & 0777;
	mask = umask(0);
	umask(mask);
	return 0666 & ~mask;
}

static int refuse_twice(
	const struct waiving *waiving, uint32_t line, struct err *err)
{
	if (waiving->options->scope_given)
		return err_set(err, ERR_USAGE,
			"%s:%u names it already; change it there",
			waiving->shown_path, (unsigned)line);
	return err_set(err, ERR_USAGE,
		"%s:%u names it already; change it there, and stage it: git "
		"add .kagiban",
		waiving->shown_path, (unsigned)line);
}

static int parse_file(
	struct allow *allow, const struct waiving *waiving, struct err *err)
{
	struct warnings warnings = { .count = 0 };
	const struct rulefile file = {
		.name = waiving->shown_path,
		.text = buf_string(&waiving->text),
		.len = waiving->text.len,
		.warnings = &warnings,
	};
	int rc = allow_add(allow, &file, err);

	warnings_release(&warnings);
	return rc;
}

/* Reads the file and sees that it is right and has no such waiver yet. */
static int read_file(struct waiving *waiving, struct err *err)
{
	struct allow *allow = allow_new();
	uint32_t line = 0;
	int rc = policy_file_load(waiving->path, &waiving->text, err);

	if (rc >= 0)
		rc = parse_file(allow, waiving, err);
	if (rc == 0 && allow_names(allow, waiving->finding.id, &line))
		rc = refuse_twice(waiving, line, err);
	waiving->mode = file_mode(waiving->path);
	allow_free(allow);
	return rc;
}

/* Puts the section at the end of the text, which must stay readable. */
static int add_section(struct waiving *waiving, struct err *err)
{
	const struct last_finding *finding = &waiving->finding;
	struct allow *allow = allow_new();
	const struct waiver_text waiver = {
		.id = finding->id,
		.rule = finding->rule,
		.path = finding->weak ? finding->path : NULL,
		.reason = waiving->options->reason,
		.until = waiving->options->until,
	};

	int rc = waiver_text_append(&waiving->text, &waiver);
	if (rc < 0)
		rc = err_set(err, ERR_LIMIT, "%s: larger than %d bytes",
			waiving->shown_path, (int)RULEFILE_LIMIT);
	else
		rc = parse_file(allow, waiving, err);
	allow_free(allow);
	return rc;
}

static int write_file(struct waiving *waiving, struct err *err)
{
	struct journal journal = JOURNAL_INIT;
	const struct journal_file file = {
		.path = waiving->path,
		.text = buf_string(&waiving->text),
		.len = waiving->text.len,
		.mode = waiving->mode,
	};
	char *folder = path_parent(waiving->path);
	unsigned made = 0;

	int rc = journal_make_folders(&journal, folder, &made, err);
	if (rc == 0)
		rc = journal_write(&journal, &file, err);
	if (rc < 0)
		journal_undo(&journal, err);
	else
		journal_commit(&journal);
	journal_release(&journal);
	free(folder);
	return rc;
}

/* ---- what next ---- */

static void print_result(const struct waiving *waiving)
{
	const struct last_finding *finding = &waiving->finding;
	struct buf path = BUF_INIT(64 * 1024);

	escape_append_string(&path, waiving->shown_path, NULL);
	printf(_("waived in %s: %.*s"), buf_string(&path), (int)DIGITS_SHOWN,
		finding->id);
	if (finding->rule != NULL)
		printf(" (%s)", finding->rule);
	putchar('\n');
	if (finding->weak)
		puts(_("It covers this place, and its next value too."));
	if (!waiving->options->scope_given)
		printf(_("To go on:  git add %s, then commit again\n"),
			path_is_same(".", gitrepo_workdir(waiving->repo))
				? ".kagiban"
				: ":/.kagiban");
	buf_release(&path);
}

static int waive(struct waiving *waiving, struct err *err)
{
	int rc = gitrepo_open(&waiving->repo, err);

	if (rc == 1)
		return err_set(err, ERR_USAGE, "not in a git repository");
	if (rc == 0)
		rc = choose_file(waiving, err);
	if (rc == 0)
		rc = find_finding(waiving, err);
	if (rc == 0)
		rc = read_file(waiving, err);
	if (rc == 0)
		rc = add_section(waiving, err);
	if (rc == 0)
		rc = write_file(waiving, err);
	return rc;
}

int cmd_allow(const struct options *options, struct err *err)
{
	struct waiving waiving = { .options = options,
		.text = BUF_INIT(RULEFILE_LIMIT + 4096) };
	int rc = check_options(options, err);

	if (rc < 0)
		return rc;
	rc = waive(&waiving, err);
	if (rc == 0 && !options->quiet)
		print_result(&waiving);
	last_finding_release(&waiving.finding);
	buf_release(&waiving.text);
	free(waiving.path);
	gitrepo_free(waiving.repo);
	return rc;
}
