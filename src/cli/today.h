/*
 * today.h - the day on this person's calendar.
 */
#ifndef KAGIBAN_TODAY_H
#define KAGIBAN_TODAY_H

enum { TODAY_SIZE = 16 }; /* "YYYY-MM-DD" and more than its NUL */

/* Writes today as YYYY-MM-DD; "" if the system cannot tell. */
void today_write(char today[TODAY_SIZE]);

#endif
