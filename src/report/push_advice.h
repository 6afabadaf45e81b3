/*
 * push_advice.h - how a secret is taken out of commits, for a report on them.
 */
#ifndef KAGIBAN_PUSH_ADVICE_H
#define KAGIBAN_PUSH_ADVICE_H

#include <stdbool.h>

struct page;

/*
 * Writes the steps, as commands to copy: from the pushed branch by an amended
 * commit or a rebase back to the push.  HAS_LEFT: it is known elsewhere.
 */
void push_advice_write(struct page *page, bool has_left);

#endif
