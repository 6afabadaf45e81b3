/*
 * merge_hint.h - how waivers that two branches add merge without a conflict.
 */
#ifndef KAGIBAN_MERGE_HINT_H
#define KAGIBAN_MERGE_HINT_H

/*
 * Prints the command that makes git take both sides' lines of .kagiban, unless
 * its attributes say how that file is merged.  TOP is the absolute path of
 * the work tree's top; nothing is printed if git cannot be asked.
 */
void merge_hint_print(const char *top);

#endif
