/*
 * pair_across.h - joins ids and secrets that stand apart: in one file, in one
 * commit, anywhere in the run.
 *
 *     s3get.php       'key'    => 'AKIA...'       an id, on its own medium
 *     awsconf.json    "secret": "...40..."        a value with a secret's name
 *                                                 -> one AWS access key
 *
 * A finding of the secret's own rule completes the id; so does a value without
 * a form whose shape is the one that the secret's rule names as `apart`.
 */
#ifndef KAGIBAN_PAIR_ACROSS_H
#define KAGIBAN_PAIR_ACROSS_H

#include "model/finding.h"
#include "model/match.h"

/*
 * Sets `shapes` of the matches that were found by their name alone: bit N is
 * set if the value could be the secret of the Nth rule of SET (of those with
 * `apart`, and no further than 32) and passes that rule's checks.
 */
void pair_note_shapes(struct matches *matches, const struct ruleset *set);

/*
 * Ends a run: each id that alone completes a secret that stands alone becomes
 * one finding with it, under the secret's rule, at the confidence of the more
 * certain; first within a file, then within a commit, then in the run.  An id
 * that is known with its secret from another place becomes a place of that.
 * Linear in the places; nothing may be added to FINDINGS afterwards.
 */
void pair_across(struct findings *findings, const struct ruleset *set);

#endif
