/*
 * text.h - the report for people.
 */
#ifndef KAGIBAN_TEXT_H
#define KAGIBAN_TEXT_H

#include <stdio.h>

struct err;
struct report_args;

/* Writes the whole report on OUT.  Returns 0 or ERR_IO. */
int text_write(const struct report_args *args, FILE *out, struct err *err);

/*
 * Writes no more than the first and the last line of it: for those who have
 * the report in a file.  Returns 0 or ERR_IO.
 */
int text_write_brief(
	const struct report_args *args, FILE *out, struct err *err);

#endif
