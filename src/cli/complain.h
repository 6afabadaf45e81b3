/*
 * complain.h - prints errors and warnings on stderr, without secrets.
 */
#ifndef KAGIBAN_COMPLAIN_H
#define KAGIBAN_COMPLAIN_H

/*
 * Prints "kagiban: MESSAGE", escaped.  A message may quote what somebody has
 * written in the wrong place; what the built-in rules take for a secret in it
 * becomes "***".
 */
void complain(const char *message);

/* The same as "kagiban: warning: MESSAGE". */
void complain_warning(const char *message);

#endif
