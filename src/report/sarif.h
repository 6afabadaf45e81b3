/*
 * sarif.h - the report in SARIF 2.1.0 (OASIS, Static Analysis Results
 * Interchange Format), for code hosts and editors.
 */
#ifndef KAGIBAN_SARIF_H
#define KAGIBAN_SARIF_H

#include <stdio.h>

struct err;
struct report_args;

/*
 * Writes the whole report on OUT: one run; the rules that found something;
 * a result for each finding with all its places; waived ones are suppressed;
 * what could not be scanned is a notification, and the invocation then failed.
 * Returns 0 or ERR_IO.
 */
int sarif_write(const struct report_args *args, FILE *out, struct err *err);

#endif
