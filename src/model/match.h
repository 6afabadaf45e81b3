/*
 * match.h - the second joint: a candidate with the secret in hand.
 *
 * A match is borrowed: its spans lie in the text of its chunk and are valid
 * only while the pipeline works on that chunk.  It dies there; what leaves is
 * a finding, which holds no secret.
 */
#ifndef KAGIBAN_MATCH_H
#define KAGIBAN_MATCH_H

#include "model/chunk.h"
#include "model/rule.h"
#include "model/span.h"

struct own_key;

struct match {
	const struct chunk *chunk; /* borrowed: the spans are of its text */
	const struct rule *rule; /* borrowed */
	const struct match *partner; /* the id it is joined with, or NULL */
	const struct own_key *own; /* borrowed: which of one's own; or NULL */
	const struct rule *instead; /* what it also is, of one's own; or NULL */
	struct span whole; /* all that the pattern matched */
	struct span secret; /* the value itself */
	struct span name; /* of the variable it is assigned to, or empty */
	struct span id; /* a part that may be shown, or empty */
	struct span user; /* account or user name, or empty */
	struct span host; /* of a URL, or empty */
	/* Of the secret and the name, in the text that the source gave. */
	struct span place;
	struct span name_place; /* empty if there is no name */
	char account[48]; /* that a check read from the value, or "" */
	uint32_t shapes; /* see pair_note_shapes() */
	enum confidence confidence; /* the rule's, or what a check made of it */
	unsigned reasons; /* model/reason.h, or-ed; 0: the form is enough */
	bool encrypted; /* a private key under a passphrase */
	bool dropped; /* another match tells more, or has taken it in */
	bool taken; /* an id that one secret has for itself, see pair.c */
};

/* The matches of one chunk and of what is encoded in it. */
struct matches {
	const struct chunk *chunk; /* borrowed: as the source gave it */
	struct match *list; /* owned: free() */
	size_t count;
	size_t capacity;
};

#endif
