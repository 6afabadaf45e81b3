/*
 * draftcheck.c - what a draft must have, and what it must not.
 */
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/escape.h"
#include "engine/pattern.h"
#include "model/rule.h"
#include "rules/draft.h"
#include "rules/draftcheck.h"

const char *draftcheck_missing(const struct rule_draft *draft)
{
	bool own = draft->detect == DETECT_OWN;

	if (draft->bare)
		return NULL;
	if (draft->keywords.count == 0 && draft->paths.count == 0 && !own)
		return "keyword";
	if (draft->paths.count > 0 && draft->example_path == NULL)
		return "example-path";
	if (draft->pattern == NULL && draft->detect != DETECT_ASSIGNMENT &&
		!own)
		return "pattern";
	if (draft->users && draft->warnings != NULL)
		return NULL;
	if (draft->title == NULL && !draft->users)
		return "title";
	if (draft->family == NULL && !draft->users)
		return "family";
	if (draft->examples.count == 0 && !own)
		return "example";
	if (draft->counters.count == 0 && !own)
		return "counter";
	return NULL;
}

static bool is_printable(const char *text)
{
	struct buf shown = BUF_INIT(64 * 1024);
	bool same;

	escape_append_string(&shown, text, NULL);
	same = text == NULL || strcmp(buf_string(&shown), text) == 0;
	buf_release(&shown);
	return same;
}

/* What stands in a file of anybody's tree must not reach a terminal as it is. */
static int check_texts(const struct rule_draft *draft, struct err *err)
{
	const struct {
		const char *key;
		const char *text;
	} texts[] = {
		{ "title", draft->title },
		{ "paired-title", draft->paired_title },
		{ "grants", draft->grants },
		{ "revoke", draft->revoke },
	};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		if (!is_printable(texts[i].text))
			return err_set(err, ERR_RULE,
				"%s: expected characters that can be printed",
				texts[i].key);
	}
	return 0;
}

int draftcheck_users_rule(const struct rule_draft *draft,
	const struct rule *rule, struct err *err)
{
	int rc = check_texts(draft, err);

	if (rc == 0 && rule->pattern != NULL)
		rc = pattern_check(rule, err);
	return rc;
}

/* The draft that PAIR of another one names; not itself. */
static bool has_pair(const struct drafts *drafts, const struct ruleset *base,
	const struct rule_draft *draft)
{

	for (size_t i = 0; i < drafts->rule_count; i++) {
		const struct rule_draft *other = &drafts->rules[i];

		if (other != draft && strcmp(other->id, draft->pair) == 0)
			return true;
	}
	return base != NULL && ruleset_find(base, draft->pair) != NULL;
}

static bool is_digits(const char *text)
{
	size_t len = strspn(text, "0123456789");

	return len > 0 && len <= 3 && text[len] == '\0';
}

/* Whether APART is an alphabet, a colon and a length. */
static bool is_shape(const char *apart)
{
	static const char *const alphabets[] = {
		"hex:", "base36:", "base62:", "base64:"
	};

	for (size_t i = 0; i < sizeof alphabets / sizeof *alphabets; i++) {
		size_t len = strlen(alphabets[i]);

		if (strncmp(apart, alphabets[i], len) == 0)
			return is_digits(apart + len);
	}
	return false;
}

int draftcheck_pair(const struct drafts *drafts, const struct ruleset *base,
	const struct rule_draft *draft, struct err *err)
{
	if (draft->pair != NULL && !has_pair(drafts, base, draft))
		return err_set(err, ERR_RULE,
			"there is no other rule named %.400s for pair",
			draft->pair);
	if (draft->apart != NULL && !is_shape(draft->apart))
		return err_set(err, ERR_RULE,
			"apart: expected an alphabet and a length such as "
			"base64:40, not %.400s",
			draft->apart);
	return 0;
}
