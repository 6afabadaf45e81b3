/*
 * gitspawn.h - starts git with pipes for its streams.
 */
#ifndef KAGIBAN_GITSPAWN_H
#define KAGIBAN_GITSPAWN_H

#include <signal.h>
#include <stdbool.h>
#include <sys/types.h>

struct err;
struct gitchild_args;

enum spawn_errors {
	SPAWN_PASS_ERRORS, /* the child writes to our own stderr */
	SPAWN_PIPE_ERRORS,
	SPAWN_DROP_ERRORS,
};

struct gitspawn {
	pid_t pid;
	int in; /* our ends of its stdin, stdout, stderr; -1: none or closed */
	int out;
	int errors;
};

/* SIGPIPE, blocked for this thread while it writes to a child. */
struct sigpipe_guard {
	sigset_t mask; /* of the thread, before */
	bool was_pending;
};

void sigpipe_block(struct sigpipe_guard *guard);
void sigpipe_unblock(const struct sigpipe_guard *guard);

/*
 * Starts git as gitchild.h says, with a pipe for its stdout and, if
 * args->input is not NULL, one that does not block for its stdin; the input
 * itself is not written here.  GUARD holds the signals that git shall block.
 * Returns 0 or ERR_IO.
 */
int gitspawn_start(struct gitspawn *child, const struct gitchild_args *args,
	enum spawn_errors errors, const struct sigpipe_guard *guard,
	struct err *err);

/*
 * Closes what is open and waits for the child.  Returns its status as a shell
 * gives it, or ERR_IO.
 */
int gitspawn_end(struct gitspawn *child, struct err *err);

/* Closes one of our ends; -1 is let be. */
void gitspawn_close(int *end);

#endif
