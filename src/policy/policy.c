/*
 * policy.c - all that configuration files say: rules, exemptions, waivers.
 */
#include "policy/policy.h"
#include "policy/allow.h"
#include "policy/exempt.h"
#include "rules/rulebook.h"
#include "rules/rulefile.h"

void policy_init(struct policy *policy, const struct ruleset *base)
{
	*policy = (struct policy){
		.allow = allow_new(),
		.exempt = exempt_new(),
		.book = rulebook_new(base),
		.rules = *base,
	};
}

void policy_release(struct policy *policy)
{
	allow_free(policy->allow);
	exempt_free(policy->exempt);
	rulebook_free(policy->book);
	warnings_release(&policy->warnings);
}

void policy_lock(struct policy *policy)
{
	exempt_lock(policy->exempt);
	rulebook_lock(policy->book);
}

int policy_add(
	struct policy *policy, const struct rulefile *file, struct err *err)
{
	int rc = rulebook_add(policy->book, file, err);

	policy->has_files = true;
	if (rc == 0)
		rc = exempt_add(policy->exempt, file, err);
	if (rc == 0)
		rc = allow_add(policy->allow, file, err);
	return rc;
}

int policy_finish(struct policy *policy, struct err *err)
{
	if (!policy->has_files)
		return 0;
	int rc = rulebook_finish(policy->book, &policy->rules, err);
	if (rc == 0)
		rc = allow_check_rules(policy->allow, &policy->rules, err);
	return rc;
}
