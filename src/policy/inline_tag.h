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
 * Whether a tag on the line of SPAN in TEXT, or on the line above it, waives
 * a finding of RULE_ID: `kagiban:allow`, alone or followed by a rule id or a
 * reason, and the tags of other tools (`gitleaks:allow`, `pragma: allowlist
 * secret`, `pragma: allowlist nextline secret`, `trufflehog:ignore`,
 * `betterleaks:allow`, `kingfisher:ignore`).  `kagiban:allow some-rule` waives
 * that rule alone, if such a word is the id of a rule of SET.
 */
bool inline_tag_allows(const char *text, size_t len, struct span span,
	const char *rule_id, const struct ruleset *set);

#endif
