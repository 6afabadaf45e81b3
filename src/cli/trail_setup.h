/*
 * trail_setup.h - the commits of a run's findings, for its report.
 */
#ifndef KAGIBAN_TRAIL_SETUP_H
#define KAGIBAN_TRAIL_SETUP_H

#include "model/finding.h"
#include "source/trailfind.h"

struct trail;

/*
 * Fills TRAIL, which is empty, with the commits in which one of FINDINGS
 * blocks at the level BLOCK, and with what ARGS finds out about them.
 */
void trail_setup(struct trail *trail, const struct findings *findings,
	enum confidence block, const struct trailfind_args *args);

/* The same of the past: TRAIL stays empty, but for what has left of it. */
void trail_setup_past(struct trail *trail, const struct findings *findings,
	enum confidence block, const struct trailfind_args *args);

#endif
