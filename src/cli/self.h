/*
 * self.h - where this program itself lies.
 */
#ifndef KAGIBAN_SELF_H
#define KAGIBAN_SELF_H

struct err;

/*
 * Sets *OUT to the absolute path of the running program, without links;
 * caller owns.  ARGV0 counts only where the system does not tell.  Returns 0;
 * ERR_IO if the path cannot be found out, is no longer there, or cannot be
 * run; ERR_INPUT if it has control characters in it.
 */
int self_path(char **out, const char *argv0, struct err *err);

#endif
