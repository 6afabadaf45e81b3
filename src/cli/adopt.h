/*
 * adopt.h - the findings of a report in JSON, for waiving all of them at once.
 */
#ifndef KAGIBAN_ADOPT_H
#define KAGIBAN_ADOPT_H

#include <stddef.h>
#include <stdio.h>

struct err;
struct last_finding;

/*
 * Reads what `--format json` has printed from IN and sets *LIST to the findings
 * in it that block and are not waived, *COUNT of them; caller ends each with
 * last_finding_release() and frees the list.  Returns 0, ERR_INPUT if it is no
 * such report, ERR_LIMIT, ERR_IO.
 */
int adopt_read(
	FILE *in, struct last_finding **list, size_t *count, struct err *err);

#endif
