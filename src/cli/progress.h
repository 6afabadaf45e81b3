/*
 * progress.h - how far a long scan is, for who waits at a terminal.
 *
 * Nothing is shown for the first second, and nothing where stderr is no
 * terminal; the line goes away at the end.
 */
#ifndef KAGIBAN_PROGRESS_H
#define KAGIBAN_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

struct progress {
	bool wanted;
	bool shown; /* a line stands on the terminal */
	struct timespec next; /* when the next word is due */
};

/* QUIET: nobody wants it. */
void progress_init(struct progress *progress, bool quiet);

/* DONE of TOTAL objects, or DONE commits if TOTAL is 0; fits source_progress with PROGRESS as payload. */
void progress_step(void *payload, uint64_t done, uint64_t total);

/* Takes the line away; may be repeated. */
void progress_end(struct progress *progress);

#endif
