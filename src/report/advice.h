/*
 * advice.h - what to do next, below the secrets of a text report.
 */
#ifndef KAGIBAN_ADVICE_H
#define KAGIBAN_ADVICE_H

#include "model/finding.h"

struct page;

/*
 * Writes the steps that get the person on, as commands to copy: for a commit,
 * a merge, a patch or a message that was stopped.  ID_DIGITS of a finding's id
 * are needed to name it.  At least one finding blocks.
 */
void advice_write(struct page *page, unsigned id_digits);

#endif
