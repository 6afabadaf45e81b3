/*
 * namemask.h - finds the secrets in the names that a report is to show.
 *
 * A name counts when it is new; later it is only where something else stands:
 * a file that has long been called like a token, and gets a password. The
 * report masks what the veil knows, so the veil must know of it.
 */
#ifndef KAGIBAN_NAMEMASK_H
#define KAGIBAN_NAMEMASK_H

struct err;
struct scan;

/* Puts what is secret in the paths of SCAN's findings, and in the names of what
 * could not be scanned, into its veil.  Returns 0 or ERR_RULE. */
int namemask(const struct scan *scan, struct err *err);

#endif
