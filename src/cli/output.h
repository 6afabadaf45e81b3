/*
 * output.h - writes a file such that it is there whole or not at all.
 */
#ifndef KAGIBAN_OUTPUT_H
#define KAGIBAN_OUTPUT_H

#include <stdio.h>

struct err;

/* Writes to OUT.  Returns 0 or a negative error. */
typedef int (*output_fn)(void *payload, FILE *out, struct err *err);

/*
 * Lets FILL write the file PATH: beside it, under another name that then takes
 * its place, so that what was there stays if something fails.  What is no
 * regular file (a terminal, a pipe, /dev/null) is written to as it is.
 * Returns 0, ERR_IO naming the file, or what FILL returned.
 */
int output_write(
	const char *path, output_fn fill, void *payload, struct err *err);

#endif
