/*
 * inline_tag.h - waivers that stand in the text itself.
 */
#ifndef KAGIBAN_INLINE_TAG_H
#define KAGIBAN_INLINE_TAG_H

#include <stdbool.h>
#include <stddef.h>

#include "model/rule.h"
#include "model/span.h"

/*
 * Whether a tag in TEXT waives a finding of RULE_ID at SPAN: `kagiban:allow`,
 * alone or followed by rule ids or a reason, and the tags of other tools
 * (`gitleaks:allow`, `pragma: allowlist secret`, `pragma: allowlist nextline
 * secret`, `trufflehog:ignore`, `betterleaks:allow`, `kingfisher:ignore`).
 * `kagiban:allow some-rule` waives that rule alone, if such a word is the id of
 * a rule of SET; several may follow each other.
 *
 * A tag counts on the lines of SPAN, and on the line above if that is a
 * comment (or has nothing but punctuation before the tag): behind code it
 * belongs to that code's own line.  At most INLINE_TAG_REACH bytes before and behind SPAN are
 * looked at, so that a text without line ends costs no more than others.
 */
enum { INLINE_TAG_REACH = 4096, INLINE_TAG_WORD = 64 };

/* A word behind `kagiban:allow` that looks like the id of a rule. */
struct inline_tag_doubt {
	char word[INLINE_TAG_WORD]; /* "": there is none */
	const char *nearest; /* the rule it is near to; borrowed from the set */
};

/*
 * DOUBT (NULL allowed, emptied by the caller) is filled when a tag waives
 * whose first word has a dash, is no rule's id and is near to one.
 */
bool inline_tag_allows(const char *text, size_t len, struct span span,
	const char *rule_id, const struct ruleset *set,
	struct inline_tag_doubt *doubt);

#endif
