/*
 * framework.h - what the pre-commit framework (https://pre-commit.com) says by
 * its environment.
 *
 * It runs the same command for a commit, for `run --from-ref A --to-ref B` and
 * for a push: with PRE_COMMIT_FROM_REF and PRE_COMMIT_TO_REF set the range is
 * meant, not the index.  When all of a branch is new to a remote there is only
 * PRE_COMMIT_REMOTE_NAME, and PRE_COMMIT_LOCAL_BRANCH says which.
 */
#ifndef KAGIBAN_FRAMEWORK_H
#define KAGIBAN_FRAMEWORK_H

struct options;

/*
 * Turns --scan-staged into the --scan-range that is meant.  Returns the text
 * that OPTIONS then points to, caller owns and frees it after the run; NULL if
 * nothing was changed.
 */
char *framework_apply(struct options *options);

#endif
