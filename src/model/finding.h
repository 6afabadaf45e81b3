/*
 * finding.h - the third joint: a secret that was found, without the secret.
 *
 * A finding owns all it holds and has nothing of the secret but its length
 * and its public prefix.  Findings with the same id are one, with all places.
 */
#ifndef KAGIBAN_FINDING_H
#define KAGIBAN_FINDING_H

#include "base/hash.h"
#include "base/table.h"
#include "model/rule.h"
#include "model/span.h"

enum { FINDING_ID_SIZE = 17 }; /* 16 hex digits and a NUL */

enum place_kind { AT_FILE, AT_MESSAGE, AT_NAME };

/* What stands at a place: a pair has its id and its secret apart. */
enum place_part { PART_SECRET = 1, PART_ID = 2 };

struct place {
	char *path; /* owned, foreign; NULL for a message */
	char *commit; /* owned, hex; NULL: not committed */
	struct position position; /* line 0: binary content */
	enum place_kind kind;
	unsigned parts; /* enum place_part, or-ed */
	bool in_head; /* of a history: HEAD still has it at this path */
	unsigned encodings; /* enum encoding, or-ed; 0: as it is */
};

/* What is known of a secret and safe to show. */
enum fact_kind {
	FACT_KEY_ID, /* what one looks up in the provider's console */
	FACT_ACCOUNT,
	FACT_ORIGIN, /* of one's own key: where this machine keeps it */
	FACT_USER,
	FACT_HOST,
	FACT_NAME, /* the variable it is assigned to */
	FACT_PREFIX, /* the public beginning of the secret */
	FACT_LENGTH, /* of the secret, in characters, as a decimal number */
	FACT_ENCRYPTED, /* a key that needs a passphrase; text "" */
};

struct fact {
	enum fact_kind kind;
	char *text; /* owned, foreign */
};

struct finding {
	char id[FINDING_ID_SIZE];
	const struct rule *rule; /* borrowed, lives as long as the ruleset */
	enum confidence confidence;
	uint32_t
		shapes; /* what an id elsewhere may make of it: pair_across() */
	unsigned reasons; /* model/reason.h, or-ed; 0: the form is enough */
	bool weak; /* the id covers a place, not a value */
	bool waived; /* by an allow entry: counted, not shown */
	struct fact *facts; /* owned, in the order in which they are shown */
	size_t fact_count;
	struct place *places; /* owned, in the order in which they were found */
	size_t place_count;
	size_t place_capacity;
};

/*
 * All findings of a run, in the order in which they were found.  Whoever else
 * changes the list (its order, an id, a place) must not add to it afterwards.
 */
struct findings {
	struct finding *list; /* owned */
	size_t count;
	size_t capacity;
	struct table by_id; /* index in list */
	struct table by_place; /* index in the places of a finding */
	struct hash_key key; /* of what the tables hold */
};

void findings_init(struct findings *findings);
void findings_release(struct findings *findings);

/*
 * Takes FINDING over (its memory is then owned by FINDINGS; the struct itself
 * is emptied).  One with the same id as another becomes more places of it,
 * without repeating a place; of the two rules the more confident stays.
 */
void findings_add(struct findings *findings, struct finding *finding);

/* Adds a fact; TEXT (LEN bytes, no NUL needed) is copied. */
void finding_add_fact(struct finding *finding, enum fact_kind kind,
	const char *text, size_t len);

/*
 * Keeps of the places of each finding, for each path (and for messages), those
 * of the first commit that has it there: a file that changes round a secret
 * has it in every version.  What any of them knows of HEAD stays.  Nothing may
 * be added afterwards.
 */
void findings_keep_first(struct findings *findings);

/* What it is called: a message id, borrowed; a pair by its paired title. */
const char *finding_title(const struct finding *finding);

/* The fact of that kind, NULL if there is none; borrowed. */
const char *finding_fact(const struct finding *finding, enum fact_kind kind);

/* Adds a copy of PLACE; its strings are copied. */
void finding_add_place(struct finding *finding, const struct place *place);

/*
 * Moves the facts of FROM before those of INTO, its places behind them, and
 * releases it.
 */
void finding_take(struct finding *into, struct finding *from);

/* Frees what FINDING owns and empties it; NULL-safe on empty ones. */
void finding_release(struct finding *finding);

#endif
