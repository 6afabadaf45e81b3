/*
 * summary.h - the line that says what was scanned, and the list of what could
 * not be.
 */
#ifndef KAGIBAN_SUMMARY_H
#define KAGIBAN_SUMMARY_H

#include <stdbool.h>

struct page;
struct report_args;

/*
 * Whether a clean run has something to tell even in a hook: content that was
 * skipped, waived or looked through less closely than usual.
 */
bool summary_is_needed(const struct report_args *args);

/* Writes the coverage line. */
void summary_write(struct page *page);

/* Writes what could not be scanned, a line each; nothing if all could. */
void summary_write_unscanned(struct page *page);

#endif
