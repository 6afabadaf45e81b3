/*
 * rule.h - what is looked for: rules, their families and their keywords.
 *
 * All of it is constant data.  Built-in rules are compiled into the program
 * from rules/ (see rules/rulec.c); docs/RULES.md says what each key of a rule
 * file means, and the fields here follow it.
 */
#ifndef KAGIBAN_RULE_H
#define KAGIBAN_RULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum confidence {
	CONFIDENCE_LOW = 1,
	CONFIDENCE_MEDIUM = 2,
	CONFIDENCE_HIGH = 3,
};

/* Which bytes must not stand directly before or after a token. */
enum rule_edge {
	EDGE_WORD, /* letters, digits, underscore */
	EDGE_DASH, /* those and the dash */
	EDGE_BASE64, /* those, the dash, and + / = */
	EDGE_NONE,
};

/* Where a rule's pattern is tried, once its keyword was seen. */
enum rule_place {
	PLACE_ANCHORED, /* at the keyword: each token begins with it */
	PLACE_LINE, /* anywhere in the keyword's line */
	PLACE_NEAR, /* within `near` bytes of the keyword */
	PLACE_ASSIGNMENT, /* no pattern: a name that means a secret, a value */
	PLACE_OWN, /* neither: the values of this machine's own keys */
	PLACE_FILE, /* no keyword: anywhere in files of certain names */
	/* No keyword, and no judgement either: in each line of files and
	 * messages, and whatever the pattern matches is a find. */
	PLACE_EACH_LINE,
};

/* What a configuration file has made of a rule. */
enum rule_state {
	RULE_ON,
	RULE_OFF,
	RULE_OFF_BY_TREE, /* what it finds is counted, not reported */
};

enum rule_check_limits { RULE_CHECKS_MAX = 4 };

struct family {
	const char *id;
	const char *title; /* of the provider or kind; message id */
	const char *keep; /* where such a secret belongs; message id or NULL */
	const char *revoke; /* where it is revoked: URL or command, or NULL */
	const char *const *steps; /* after a leak; message ids, NULL-ended */
};

struct rule {
	const char *id; /* a-z 0-9 dash */
	const char *title; /* message id */
	const char *paired_title; /* when joined with its id; or NULL */
	const char *pattern; /* PCRE2, bytes; NULL for PLACE_ASSIGNMENT */
	const char *grants; /* what a thief can do; message id or NULL */
	const char *revoke; /* overrides the family's; NULL: family's */
	const struct family *family; /* never NULL */
	const char *const *keywords; /* NULL-ended */
	const char *const *paths; /* globs, NULL-ended; NULL: any file */
	const char *example_path; /* of examples and counters, or NULL */
	const char *const *examples; /* templates, NULL-ended */
	const char *const *counters; /* templates, NULL-ended */
	const char *pair; /* id of the rule that completes this one, or NULL */
	/* "ALPHABET:LENGTH" of a value that an id elsewhere makes ours; NULL */
	const char *apart;
	uint8_t checks[RULE_CHECKS_MAX]; /* rows of check.c's table, 0: none */
	float entropy; /* least Shannon bits per byte of the secret, 0: any */
	uint16_t near; /* bytes, PLACE_NEAR only */
	uint16_t shown; /* leading bytes of the secret that are public */
	enum confidence confidence;
	enum rule_edge edge;
	enum rule_place place;
	bool fold; /* pattern and keywords without regard to case */
	bool weak; /* guessable: id made of rule, path and name */
	bool is_id; /* the value is an id and may be shown */
	bool distinctive; /* found in binary content as well */
	bool proven; /* what it finds proves itself by a checksum */
	bool users; /* from a configuration file: under a tighter limit */
	enum rule_state state;
};

/* One literal of the prefilter with the rules that it wakes. */
struct keyword {
	const char *text; /* lower case if fold */
	const uint16_t *rules; /* indexes into ruleset.rules */
	uint16_t rule_count;
	uint8_t len; /* 3 to 63 */
	bool fold;
};

struct prefilter;

struct ruleset {
	const struct rule *rules;
	const struct family *families;
	const struct keyword *keywords;
	const struct prefilter *prefilter; /* over keywords */
	const uint64_t *public_ids; /* sorted; documented example values */
	size_t rule_count;
	size_t family_count;
	size_t keyword_count;
	size_t public_id_count;
};

/* Returns the rule of that id, NULL if there is none. */
const struct rule *ruleset_find(const struct ruleset *set, const char *id);

/* The rules that are compiled into the program. */
extern const struct ruleset builtin_ruleset;

#endif
