/*
 * composepublic.c - sorts the ids of values that are published.
 */
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "model/rule.h"
#include "rules/composepublic.h"
#include "rules/draft.h"

static uint64_t read_hex(const char *digits)
{
	uint64_t number = 0;

	for (; *digits != '\0'; digits++) {
		unsigned value = *digits <= '9'
					 ? (unsigned)(*digits - '0')
					 : (unsigned)(*digits - 'a') + 10;

		number = number << 4 | value;
	}
	return number;
}

static int compare_public(const void *a, const void *b)
{
	const struct public_draft *left = a;
	const struct public_draft *right = b;

	return strcmp(left->id, right->id);
}

static int check_public(
	const struct public_draft *list, size_t index, struct err *err)
{
	const struct public_draft *draft = &list[index];
	int rc = 0;

	if (draft->reason == NULL)
		rc = err_set(err, ERR_RULE, "%s is missing", "reason");
	else if (index > 0 && strcmp(draft[-1].id, draft->id) == 0)
		rc = err_set(err, ERR_RULE, "it is there twice");
	if (rc < 0)
		return err_context(err, "%s:%u: public %s", draft->file,
			(unsigned)draft->line, draft->id);
	return 0;
}

static int compare_ids(const void *a, const void *b)
{
	const uint64_t *left = a;
	const uint64_t *right = b;

	return *left < *right ? -1 : *left > *right;
}

int compose_publics(struct drafts *drafts, const struct ruleset *base,
	struct ruleset *set, struct err *err)
{
	size_t before = base != NULL ? base->public_id_count : 0;
	size_t count = before + drafts->public_count;
	struct public_draft *list = drafts->publics;
	uint64_t *ids = pool_zalloc(&drafts->pool, count, sizeof *ids);

	if (before > 0)
		memcpy(ids, base->public_ids, before * sizeof *ids);
	if (drafts->public_count > 0)
		qsort(list, drafts->public_count, sizeof *list, compare_public);
	for (size_t i = 0; i < drafts->public_count; i++) {
		int rc = check_public(list, i, err);

		if (rc < 0)
			return rc;
		ids[before + i] = read_hex(list[i].id);
	}
	if (drafts->public_count > 0)
		qsort(ids, count, sizeof *ids, compare_ids);
	set->public_ids = ids;
	set->public_id_count = count;
	return 0;
}
