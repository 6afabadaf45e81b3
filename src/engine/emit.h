/*
 * emit.h - makes the finding of a match; the secret stays behind.
 */
#ifndef KAGIBAN_EMIT_H
#define KAGIBAN_EMIT_H

#include "model/finding.h"
#include "model/match.h"

struct locator;

/*
 * Adds the finding of MATCH to FINDINGS: id, facts that are safe to show, and
 * the places of the secret and of the id it is joined with, by LOCATOR,
 * which is at the source's chunk.
 */
void emit_finding(struct findings *findings, const struct match *match,
	struct locator *locator);

#endif
