/*
 * gitask.h - short questions to git, with its own words as the error.
 */
#ifndef KAGIBAN_GITASK_H
#define KAGIBAN_GITASK_H

struct err;

/*
 * Runs git with ARGS (NULL-ended) and sets *OUT to what it prints, without
 * the last newline; caller owns, OUT may be NULL.  Returns 0; ERR_USAGE if
 * there is no repository here; ERR_GIT with git's own words; ERR_IO,
 * ERR_LIMIT.
 */
int gitask(char **out, const char *const *args, struct err *err);

/*
 * The same for `git config --get`: returns 1 if it is set, 0 (and *OUT NULL)
 * if not.
 */
int gitask_setting(char **out, const char *const *args, struct err *err);

#endif
