/*
 * draft.h - a section of a rule file as it is read, key by key.
 *
 * A draft has the values as they stand in the file, each checked by itself;
 * rulebook.c makes rules of drafts when all of them are known.
 */
#ifndef KAGIBAN_DRAFT_H
#define KAGIBAN_DRAFT_H

#include <stdint.h>

#include "model/rule.h"

struct err;
struct pool;
struct rulefile_entry;

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
	const char *pattern;
	const char *grants;
	const char *revoke;
	const char *pair;
	struct draft_list keywords;
	struct draft_list examples;
	struct draft_list counters;
	struct draft_checks checks;
	float entropy;
	int near;	/* bytes */
	int shown;	/* bytes */
	int confidence; /* enum confidence */
	int edge;	/* enum rule_edge */
	int detect;	/* enum draft_detect */
	int anchored;	/* a flag, as those that follow */
	int fold;
	int weak;
	int is_id;
};

/* What finds the matches of a rule. */
enum draft_detect { DETECT_PATTERN, DETECT_ASSIGNMENT };

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

/* Makes an empty draft of the section that ENTRY is the header of. */
void rule_draft_init(struct rule_draft *draft);
void rule_draft_release(struct rule_draft *draft);
void family_draft_release(struct family_draft *draft);

/*
 * Takes the key and value of ENTRY; what is kept is copied into POOL.
 * Returns 0, or ERR_CONFIG: an unknown key (with the nearest known one), a
 * value out of range.  The message does not name file and line.
 */
int rule_draft_set(struct rule_draft *draft, struct pool *pool,
	const struct rulefile_entry *entry, struct err *err);
int family_draft_set(struct family_draft *draft, struct pool *pool,
	const struct rulefile_entry *entry, struct err *err);
int public_draft_set(struct public_draft *draft, struct pool *pool,
	const struct rulefile_entry *entry, struct err *err);

#endif
