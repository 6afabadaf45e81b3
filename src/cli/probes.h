/*
 * probes.h - pipelines that take a first look, one a thread.
 */
#ifndef KAGIBAN_PROBES_H
#define KAGIBAN_PROBES_H

#include <stddef.h>

struct own;
struct probes;
struct ruleset;
struct source_probe;

/*
 * Makes COUNT of them, caller owns (probes_free(), NULL allowed).  OWN is
 * borrowed and does not change meanwhile; NULL: none.
 */
struct probes *probes_new(
	const struct ruleset *rules, const struct own *own, size_t count);
void probes_free(struct probes *probes);

/* All of them, borrowed. */
const struct source_probe *probes_list(const struct probes *probes);

/* The threads that a run may have: WANTED, or one a core if that is 0. */
size_t probes_jobs(unsigned wanted);

#endif
