/*
 * scratch.h - work in a throw-away folder that is gone afterwards, whatever
 * happens in between.
 */
#ifndef KAGIBAN_SCRATCH_H
#define KAGIBAN_SCRATCH_H

struct err;

/* The work: FOLDER is absolute and empty; returns an exit status. */
typedef int (*scratch_fn)(void *payload, const char *folder);

/*
 * Makes a folder under TMPDIR (else /tmp) that only this user can enter, runs
 * WORK in a child process, and removes the folder with all in it: when WORK
 * ends, when it crashes, and on SIGINT, SIGTERM, SIGHUP and SIGQUIT, which end
 * WORK and whatever it has started.  Returns WORK's status, 128 + N if signal
 * N ended it or was sent to us, or ERR_IO.
 */
int scratch_run(scratch_fn work, void *payload, struct err *err);

#endif
