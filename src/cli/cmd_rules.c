/*
 * cmd_rules.c - --list-rules and --explain.
 */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "cli/cmd.h"
#include "cli/complain.h"
#include "cli/gitsecrets.h"
#include "cli/options.h"
#include "cli/policy_files.h"
#include "cli/wrap.h"
#include "policy/policy.h"
#include "report/columns.h"
#include "report/rules_json.h"
#include "rules/nearest.h"
#include "rules/rulebook.h"
#include "source/gitrepo.h"

static const char *const confidences[] = {
	[CONFIDENCE_LOW] = N_("low"),
	[CONFIDENCE_MEDIUM] = N_("medium"),
	[CONFIDENCE_HIGH] = N_("high"),
};

/* ---- --list-rules ---- */

enum { LIST_COLUMNS = 4 };

/* The cells of a rule's row, borrowed. */
static void list_row(const struct rule *rule, const char *cells[LIST_COLUMNS])
{
	cells[0] = rule->id;
	cells[1] = rule->state == RULE_ON ? _(confidences[rule->confidence])
					  : _("off");
	cells[2] = _(rule->family->title);
	cells[3] = _(rule->title);
}

static void widen(const char *cells[LIST_COLUMNS], size_t widths[LIST_COLUMNS])
{
	for (size_t i = 0; i < LIST_COLUMNS; i++) {
		size_t width = columns_of(cells[i], strlen(cells[i]));

		if (width > widths[i])
			widths[i] = width;
	}
}

/* Prints the cells with two blanks between the columns. */
static void print_row(
	const char *cells[LIST_COLUMNS], const size_t widths[LIST_COLUMNS])
{
	for (size_t i = 0; i < LIST_COLUMNS - 1; i++) {
		size_t width = columns_of(cells[i], strlen(cells[i]));

		printf("%s%*s", cells[i], (int)(widths[i] - width + 2), "");
	}
	printf("%s\n", cells[LIST_COLUMNS - 1]);
}

static int list_rules(const struct ruleset *set)
{
	const char *head[LIST_COLUMNS] = { _("RULE"), _("CONFIDENCE"),
		_("FAMILY"), _("WHAT IT FINDS") };
	const char *cells[LIST_COLUMNS];
	size_t widths[LIST_COLUMNS] = { 0 };

	widen(head, widths);
	for (size_t i = 0; i < set->rule_count; i++) {
		list_row(&set->rules[i], cells);
		widen(cells, widths);
	}
	print_row(head, widths);
	for (size_t i = 0; i < set->rule_count; i++) {
		list_row(&set->rules[i], cells);
		print_row(cells, widths);
	}
	return EXIT_CLEAN;
}

/* ---- --explain ---- */

/* What to do about any leak, where a family says nothing more special. */
static const char *const usual_steps[] = {
	N_("Revoke it first, or change it: whoever has copied it keeps it, "
	   "whatever becomes of the commit."),
	N_("Look at what it was used for since it became public."),
	N_("Make a new one and keep it out of the repository."),
	N_("Only then take the old one out of the history, if that is still "
	   "worth the trouble."),
	NULL,
};

static void print_field(const char *label, const char *text)
{
	enum { INDENT = 2, WIDTH = 14 };
	size_t width = columns_of(label, strlen(label));
	int pad = width < WIDTH ? (int)(WIDTH - width) : 1;

	if (text == NULL)
		return;
	printf("%*s%s%*s", INDENT, "", label, pad, "");
	wrap_print(stdout, text, INDENT + width + (size_t)pad, INDENT + WIDTH);
}

static void print_steps(const struct family *family)
{
	enum { INDENT = 5 };
	const char *const *steps = family->steps;

	if (steps == NULL || steps[0] == NULL)
		steps = usual_steps;
	printf("\n%s\n", _("If it has leaked:"));
	for (size_t i = 0; steps[i] != NULL; i++) {
		int column = printf("%3zu. ", i + 1);

		wrap_print(stdout, _(steps[i]),
			column > 0 ? (size_t)column : INDENT, INDENT);
	}
}

/* gettext of a text that may be NULL. */
static const char *translated(const char *text)
{
	return text == NULL ? NULL : _(text);
}

/* Where the configuration has the pattern. */
static void print_setting(const struct rule *rule)
{
	struct buf place = BUF_INIT(200);

	if (rule->place != PLACE_EACH_LINE)
		return;
	(void)buf_append_string(
		&place, "git config --get-all secrets.patterns | sed -n ");
	(void)buf_append_string(
		&place, rule->id + sizeof(RULEBOOK_PATTERN_ID) - 1);
	(void)buf_append_byte(&place, 'p');
	print_field(_("see it with"), buf_string(&place));
	buf_release(&place);
}

static void explain_rule(const struct rule *rule)
{
	const struct family *family = rule->family;
	const char *revoke =
		rule->revoke != NULL ? rule->revoke : family->revoke;

	printf("%s (%s)\n\n", _(rule->title), rule->id);
	print_field(_("provider"), _(family->title));
	print_field(_("confidence"), _(confidences[rule->confidence]));
	print_setting(rule);
	print_field(_("grants"), translated(rule->grants));
	print_field(_("keep it in"), translated(family->keep));
	print_field(_("revoke it at"), translated(revoke));
	print_steps(family);
}

/* The rules of a family, id and title in two columns. */
static void print_members(
	const struct ruleset *set, const struct family *family)
{
	enum { INDENT = 2 };
	int width = 0;
	size_t column;

	for (size_t i = 0; i < set->rule_count; i++) {
		int len = (int)strlen(set->rules[i].id);

		if (set->rules[i].family == family && len > width)
			width = len;
	}
	column = INDENT + (size_t)width + 2;
	printf("\n%s\n", _("What is found:"));
	for (size_t i = 0; i < set->rule_count; i++) {
		const struct rule *rule = &set->rules[i];

		if (rule->family != family)
			continue;
		printf("%*s%-*s  ", INDENT, "", width, rule->id);
		wrap_print(stdout, _(rule->title), column, column);
	}
}

static void explain_family(
	const struct ruleset *set, const struct family *family)
{
	printf("%s (%s)\n\n", _(family->title), family->id);
	print_field(_("keep it in"), translated(family->keep));
	print_field(_("revoke it at"), translated(family->revoke));
	print_members(set, family);
	print_steps(family);
}

static int unknown_id(
	const struct ruleset *set, const char *id, struct err *err)
{
	struct nearest nearest = { .word = id };

	for (size_t i = 0; i < set->rule_count; i++)
		nearest_offer(&nearest, set->rules[i].id);
	for (size_t i = 0; i < set->family_count; i++)
		nearest_offer(&nearest, set->families[i].id);
	if (nearest.best == NULL)
		return err_set(err, ERR_USAGE,
			"there is no rule or family named %.400s; kagiban "
			"--list-rules lists them",
			id);
	return err_set(err, ERR_USAGE,
		"there is no rule or family named %.400s; is %s meant?", id,
		nearest.best);
}

static int explain(const struct ruleset *set, const char *id, struct err *err)
{
	const struct rule *rule = ruleset_find(set, id);

	if (rule != NULL) {
		explain_rule(rule);
		return EXIT_CLEAN;
	}
	for (size_t i = 0; i < set->family_count; i++) {
		if (strcmp(set->families[i].id, id) == 0) {
			explain_family(set, &set->families[i]);
			return EXIT_CLEAN;
		}
	}
	return unknown_id(set, id, err);
}

/* ---- both ---- */

static int list(const struct ruleset *set, const char *format, struct err *err)
{
	if (strcmp(format, "json") == 0)
		return rules_json_write(set, stdout, err);
	if (strcmp(format, "text") == 0)
		return list_rules(set);
	return err_set(err, ERR_USAGE,
		"--list-rules --format: expected text or json, not \"%s\"",
		format);
}

/* Lists or explains with what configuration says, where kagiban is called. */
int cmd_rules(const struct options *options, struct err *err)
{
	struct gitrepo *repo = NULL;
	struct policy policy;
	int rc = gitrepo_open(&repo, err);

	policy_init(&policy, &builtin_ruleset);
	const struct policy_args args = { .options = options, .repo = repo };
	struct gitsecrets gitsecrets = { .patterns = 0 };
	if (rc >= 0 && !options->no_config)
		rc = gitsecrets_read(&gitsecrets, &policy, repo, err);
	gitsecrets_release(&gitsecrets);
	if (rc >= 0)
		rc = policy_files_read(&policy, &args, err);
	if (rc < 0 && options->action == ACTION_EXPLAIN) {
		/* Who has a leak is not to look for a comma first. */
		complain_warning(err->message);
		policy_release(&policy);
		policy_init(&policy, &builtin_ruleset);
		rc = 0;
	}
	if (rc >= 0 && options->action == ACTION_LIST_RULES)
		rc = list(&policy.rules, options->format, err);
	else if (rc >= 0)
		rc = explain(&policy.rules, options->subject, err);
	policy_release(&policy);
	gitrepo_free(repo);
	return rc;
}
