/*
 * draft.h - a section of a rule file as it is read, key by key.
 *
 * A draft has the values as they stand in the file, each checked by itself;
 * rulebook.c makes rules of drafts when all of them are known.
 */
#ifndef KAGIBAN_DRAFT_H
#define KAGIBAN_DRAFT_H

#include <stdbool.h>
#include <stdint.h>

#include "model/rule.h"
#include "rules/pool.h"

struct err;
struct rulefile_entry;
struct warnings;

/* A list of strings; both owned by the pool or, the array, by the list. */
struct draft_list {
	const char **texts; /* owned; not NULL-ended */
	size_t count;
	size_t capacity;
};

struct draft_checks {
	uint8_t rows[RULE_CHECKS_MAX]; /* of check.c's table */
	uint8_t count;
};

enum { DRAFT_UNSET = -1 }; /* of a flag or number that was not given */

/* Strings are owned by the pool, NULL if not given. */
struct rule_draft {
	const char *id;
	const char *file; /* where its header stands */
	uint32_t line;
	const char *family;
	const char *title;
	const char *paired_title;
	const char *pattern;
	const char *grants;
	const char *revoke;
	const char *pair;
	const char *apart;
	const char *keywords_of; /* the rule that has the keywords, or NULL */
	const char *example_path;
	struct draft_list paths; /* globs */
	struct draft_list keywords;
	struct draft_list examples;
	struct draft_list counters;
	struct draft_checks checks;
	float entropy;
	int near; /* bytes */
	int shown; /* bytes */
	int confidence; /* enum confidence */
	int edge; /* enum rule_edge */
	int detect; /* enum draft_detect */
	int anchored; /* a flag, as those that follow */
	int fold;
	int weak;
	int is_id;
	int enabled; /* DRAFT_UNSET: yes */
	bool users; /* not one of the program's own */
	bool defined; /* more is said of it than enabled and confidence */
	bool defined_by_tree; /* by a file of what is scanned */
	/* Of the file, borrowed; NULL: it is read strictly, and a rule of users
	 * needs an example and a counter as well. */
	struct warnings *warnings;
	bool bare; /* a pattern of rulebook_add_pattern() */
	size_t changed; /* of a change: index of the built-in rule */
	/* Who said so last: a file of what is scanned? */
	bool enabled_by_tree;
	bool confidence_by_tree;
};

/* What finds the matches of a rule. */
enum draft_detect {
	DETECT_PATTERN,
	DETECT_ASSIGNMENT,
	DETECT_NAMED,
	DETECT_OWN,
};

struct family_draft {
	const char *id;
	const char *file;
	uint32_t line;
	const char *title;
	const char *keep;
	const char *revoke;
	struct draft_list steps;
};

struct public_draft {
	const char *id;
	const char *file;
	uint32_t line;
	const char *reason;
};

/* All drafts of a book. */
struct drafts {
	struct pool pool; /* owns all that drafts, and later rules, point to */
	struct rule_draft *rules; /* owned */
	size_t rule_count;
	size_t rule_capacity;
	/* What is to be changed of built-in rules: confidence and enabled. */
	struct rule_draft *changes; /* owned */
	size_t change_count;
	size_t change_capacity;
	struct family_draft *families; /* owned */
	size_t family_count;
	size_t family_capacity;
	struct public_draft *publics; /* owned */
	size_t public_count;
	size_t public_capacity;
};

#define DRAFTS_INIT                                                            \
	{                                                                      \
		.pool = POOL_INIT                                              \
	}

void drafts_release(struct drafts *drafts);

/* Makes DRAFT that of a rule of which nothing is known yet. */
void rule_draft_init(struct rule_draft *draft);

enum { DRAFT_UNKNOWN = 1 };

/*
 * Takes the key and value of ENTRY; what is kept is copied into POOL.
 * Returns 0; ERR_CONFIG: a value out of range; DRAFT_UNKNOWN: a key that is
 * not known, ERR saying which is the nearest.  The message does not name file
 * and line.
 */
int rule_draft_set(struct rule_draft *draft, struct pool *pool,
	const struct rulefile_entry *entry, struct err *err);
int family_draft_set(struct family_draft *draft, struct pool *pool,
	const struct rulefile_entry *entry, struct err *err);
int public_draft_set(struct public_draft *draft, struct pool *pool,
	const struct rulefile_entry *entry, struct err *err);

#endif
