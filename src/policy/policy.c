/*
 * policy.c - all that configuration says: rules, exemptions, waivers.
 */
#include "policy/policy.h"

#include "base/buf.h"
#include "base/i18n.h"
#include "policy/allow.h"
#include "policy/allowed.h"
#include "policy/exempt.h"
#include "rules/ere.h"
#include "rules/rulebook.h"
#include "rules/rulefile.h"

void policy_init(struct policy *policy, const struct ruleset *base)
{
	*policy = (struct policy){
		.allow = allow_new(),
		.allowed = allowed_new(),
		.exempt = exempt_new(),
		.book = rulebook_new(base),
		.rules = *base,
	};
}

void policy_release(struct policy *policy)
{
	allow_free(policy->allow);
	allowed_free(policy->allowed);
	exempt_free(policy->exempt);
	rulebook_free(policy->book);
	warnings_release(&policy->warnings);
}

void policy_lock(struct policy *policy)
{
	allowed_lock(policy->allowed);
	exempt_lock(policy->exempt);
	rulebook_lock(policy->book);
}

int policy_add(
	struct policy *policy, const struct rulefile *file, struct err *err)
{
	int rc = rulebook_add(policy->book, file, err);

	policy->has_rules = true;
	if (rc == 0)
		rc = exempt_add(policy->exempt, file, err);
	if (rc == 0)
		rc = allow_add(policy->allow, file, err);
	return rc;
}

int policy_add_pattern(struct policy *policy, unsigned number, const char *ere,
	size_t len, struct err *err)
{
	struct buf id = BUF_INIT(64);
	struct buf pattern = BUF_INIT(64 * 1024);

	(void)buf_append_string(&id, RULEBOOK_PATTERN_ID);
	(void)buf_append_number(&id, number);
	int rc = ere_translate(&pattern, ere, len, ERE_STRICT, err);
	if (rc == 0)
		rc = rulebook_add_pattern(policy->book, buf_string(&id),
			N_("git-secrets pattern"), buf_string(&pattern), err);
	policy->has_rules = true;
	buf_release(&pattern);
	buf_release(&id);
	return rc;
}

int policy_finish(struct policy *policy, struct err *err)
{
	if (!policy->has_rules)
		return 0;
	int rc = rulebook_finish(policy->book, &policy->rules, err);
	if (rc == 0)
		rc = allow_check_rules(policy->allow, &policy->rules, err);
	return rc;
}
