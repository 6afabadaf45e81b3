/*
 * pair.h - joins what belongs together, and ends what says the same twice.
 */
#ifndef KAGIBAN_PAIR_H
#define KAGIBAN_PAIR_H

#include <stdbool.h>

#include "model/match.h"

/*
 * Of matches whose secrets overlap, keeps the one that tells most and marks
 * the others as dropped: a token by its own form before a value by its
 * context, that before an assignment; then the more confident, the longer,
 * the earlier rule.  Of a value as it stands and undone, the latter.  What a
 * bare pattern finds (PLACE_EACH_LINE) is dropped where another rule has found
 * something on the same bytes, which is then as sure as the pattern's.
 */
void pair_drop_overlaps(struct matches *matches);

/*
 * Joins each secret with the nearest id of a rule whose `pair` it is, within
 * 20 lines and 4 KiB; the id's own match is then dropped.
 */
void pair_join(struct matches *matches);

/*
 * Whether the match at INDEX was dropped because another rule knows its bytes
 * to be an id, as in `access_key: AKIA...`: what is shown is no secret.
 */
bool pair_is_in_id(const struct matches *matches, size_t index);

#endif
