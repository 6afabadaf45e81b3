/*
 * rule.c - finds a rule by its id.
 */
#include <string.h>

#include "model/rule.h"

const struct rule *ruleset_find(const struct ruleset *set, const char *id)
{
	for (size_t i = 0; i < set->rule_count; i++)
		if (strcmp(set->rules[i].id, id) == 0)
			return &set->rules[i];
	return NULL;
}
