/*
 * cmd_check_rules.c - --check-rules: the rules' own examples, and what can be
 * wrong in a file.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/escape.h"
#include "base/i18n.h"
#include "cli/cmd.h"
#include "cli/options.h"
#include "cli/rulecheck.h"
#include "policy/allowed.h"
#include "policy/policy.h"
#include "rules/rulefile.h"

static const char *fault_text(enum rulecheck_fault fault)
{
	static const char *const texts[] = {
		[RULECHECK_BAD_TEMPLATE] = N_("the template is wrong"),
		[RULECHECK_NOT_FOUND] = N_("nothing is found"),
		[RULECHECK_OTHER] = N_("another rule finds it"),
		[RULECHECK_SEVERAL] = N_("more than one secret is found"),
		[RULECHECK_PREFILTER] =
			N_("the prefilter changes what is found"),
		[RULECHECK_SHORT] = N_("found although one character short"),
		[RULECHECK_LONG] = N_("found although one character too long"),
		[RULECHECK_SPOILT] = N_("found although the checksum is wrong"),
		[RULECHECK_GLUED_BEFORE] =
			N_("found although a letter stands before it"),
		[RULECHECK_GLUED_AFTER] =
			N_("found although a letter follows it"),
		[RULECHECK_COUNTER] = N_("found, and should not be"),
		[RULECHECK_COUNTER_OTHER] = N_("another rule finds something"),
	};

	return _(texts[fault]);
}

/* Prints the failure in one line, with the template and never its filling. */
static void print_failure(
	void *payload, const struct rulecheck_failure *failure)
{
	struct buf template = BUF_INIT(2000);

	(void)payload;
	escape_append_string(&template, failure->template, NULL);
	printf("%s: %s %zu: %s", failure->rule->id,
		failure->is_counter ? _("counter") : _("example"),
		failure->number, fault_text(failure->fault));
	if (failure->other != NULL)
		printf(": %s", failure->other->id);
	if (failure->message != NULL)
		printf(": %s", failure->message);
	if (failure->field > 0)
		printf(_(", field %zu"), failure->field);
	if (failure->message == NULL)
		printf(_(" (first with seed %u; %u of %u seeds)"),
			failure->first_seed, failure->failed_seeds,
			(unsigned)RULECHECK_SEEDS);
	printf(": %s\n", buf_string(&template));
	buf_release(&template);
}

static size_t count_texts(const char *const *texts)
{
	size_t count = 0;

	while (texts[count] != NULL)
		count++;
	return count;
}

/* The first of the rules is at FIRST. */
static void print_success(const struct ruleset *set, size_t first)
{
	size_t examples = 0;
	size_t counters = 0;

	for (size_t i = first; i < set->rule_count; i++) {
		examples += count_texts(set->rules[i].examples);
		counters += count_texts(set->rules[i].counters);
	}
	printf(_("rules: %zu, examples: %zu, counters: %zu; all are right\n"),
		set->rule_count - first, examples, counters);
}

static int check_rules(
	const struct ruleset *set, size_t first, bool quiet, struct err *err)
{
	int failed = rulecheck_run(set, first, print_failure, NULL, err);

	if (failed < 0)
		return failed;
	if (failed > 0)
		return err_set(err, ERR_RULE, "%d of %zu rules are wrong",
			failed, set->rule_count - first);
	if (!quiet)
		print_success(set, first);
	return EXIT_CLEAN;
}

static int read_file(const char *path, struct buf *text, struct err *err)
{
	FILE *file = fopen(path, "rb");
	int rc = 0;

	if (file == NULL)
		return err_set(err, ERR_IO, "%s: %s", path, strerror(errno));
	while (rc == 0 && !feof(file)) {
		char *place = buf_reserve(text, BUFSIZ);

		if (place == NULL) {
			rc = err_set(err, ERR_CONFIG,
				"%s: larger than %d bytes", path,
				RULEFILE_LIMIT);
			break;
		}
		text->len += fread(place, 1, BUFSIZ, file);
		if (ferror(file))
			rc = err_set(
				err, ERR_IO, "%s: %s", path, strerror(errno));
	}
	fclose(file);
	return rc;
}

static int check_allowed(
	const struct rulefile *file, bool quiet, struct err *err)
{
	struct allowed *allowed = allowed_new();
	int rc = allowed_add_file(allowed, file, err);
	unsigned long count = (unsigned long)allowed_count(allowed);

	allowed_free(allowed);
	if (rc == 0 && !quiet)
		printf(ngettext_("%lu expression: it is right\n",
			       "%lu expressions: all are right\n", count),
			count);
	return rc < 0 ? rc : EXIT_CLEAN;
}

static bool is_gitallowed(const char *path)
{
	const char *slash = strrchr(path, '/');

	return strcmp(slash != NULL ? slash + 1 : path, ".gitallowed") == 0;
}

static int check_rulefile(
	const struct rulefile *file, bool quiet, struct err *err)
{
	struct policy policy;

	policy_init(&policy, &builtin_ruleset);
	int rc = policy_add(&policy, file, err);
	if (rc == 0)
		rc = policy_finish(&policy, err);
	if (rc == 0)
		rc = check_rules(
			&policy.rules, builtin_ruleset.rule_count, quiet, err);
	policy_release(&policy);
	return rc;
}

/* In a hook an unknown name is a warning, here it is an error. */
static int check_file(const char *path, bool quiet, struct err *err)
{
	struct buf text = BUF_INIT(RULEFILE_LIMIT + 2 * BUFSIZ);
	int rc = read_file(path, &text, err);

	if (rc == 0) {
		const struct rulefile file = {
			.name = path,
			.text = buf_string(&text),
			.len = text.len,
		};
		rc = is_gitallowed(path) ? check_allowed(&file, quiet, err)
					 : check_rulefile(&file, quiet, err);
	}
	buf_release(&text);
	return rc;
}

int cmd_check_rules(const struct options *options, struct err *err)
{
	if (options->path_count > 0)
		return check_file(options->paths[0], options->quiet, err);
	return check_rules(&builtin_ruleset, 0, options->quiet, err);
}
