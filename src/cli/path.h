/*
 * path.h - the few things that are done with paths as strings.
 */
#ifndef KAGIBAN_PATH_H
#define KAGIBAN_PATH_H

#include <stdbool.h>
#include <sys/types.h>

/* FOLDER/NAME, or NAME itself if it is absolute; caller owns. */
char *path_join(const char *folder, const char *name);

/* PATH with ENDING glued to it; caller owns. */
char *path_with(const char *path, const char *ending);

/* The folder that PATH stands in: "/" for "/", "." for a bare name; caller
 * owns. */
char *path_parent(const char *path);

/* MODE less the umask. */
mode_t path_new_mode(mode_t mode);

/* The mode that PATH has, or that a new file gets. */
mode_t path_mode(const char *path);

/* Whether both name the same existing file or folder. */
bool path_is_same(const char *one, const char *other);

/* Whether PATH is FOLDER or below it, as strings. */
bool path_is_below(const char *path, const char *folder);

#endif
