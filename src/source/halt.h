/*
 * halt.h - lets whoever started a scan end it before its time.
 *
 * Asked for each commit and each path, and while git is waited for, so that a
 * deadline holds also where nothing is found.
 */
#ifndef KAGIBAN_HALT_H
#define KAGIBAN_HALT_H

struct err;

/* Returns 0 to go on or, to end the scan, a negative enum err_code with ERR
 * filled; the source hands it on. */
typedef int (*halt_fn)(void *payload, struct err *err);

struct halt {
	halt_fn ask; /* NULL: the scan goes on to its end */
	void *payload; /* borrowed for the length of the scan */
};

/* Asks; returns as halt_fn. */
int halt_ask(const struct halt *halt, struct err *err);

#endif
