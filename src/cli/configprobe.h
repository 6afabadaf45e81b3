/*
 * configprobe.h - whether the git here runs hooks from its configuration, and
 * in which file they belong.
 */
#ifndef KAGIBAN_CONFIGPROBE_H
#define KAGIBAN_CONFIGPROBE_H

#include <stdbool.h>

struct err;
struct hookdir;

/* The first version that runs them, as configprobe_version(): 2.54. */
enum { CONFIGPROBE_FIRST = 25400 };

/*
 * Sets *USED to whether hooks are to be settings here: git says it is 2.54 or
 * later, it lists a configured hook for each event that ours are for, in a
 * throw-away repository it has run one, and kagiban.hookFiles is not set to
 * true.  Returns 0, ERR_CONFIG, ERR_GIT or ERR_IO.
 */
int configprobe_is_used(bool *used, struct err *err);

/* Whether git lists our configured hook NAME, or all of a person's, here. */
bool configprobe_is_listed(const char *name);
bool configprobe_are_listed(void);

/*
 * Sets *OUT (caller owns) to the file: of the repository whose hooks are in
 * DIR, or, DIR NULL, of the user.  Links are followed.  Returns 0 or
 * ERR_CONFIG if the environment names no home.
 */
int configprobe_file(char **out, const struct hookdir *dir, struct err *err);

/* git's version as three numbers in one: 2.39.5 is 23905; 0: none. */
long configprobe_version(const char *text);

#endif
