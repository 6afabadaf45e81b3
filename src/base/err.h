/*
 * err.h - one error: a code and one line of text.
 *
 * A function that can fail returns 0 or a negative enum err_code and takes a
 * struct err as its last parameter, filled only on failure.  The text is one
 * line, lower case, without a full stop; it names the offending value and
 * never holds a secret.  It may hold foreign bytes: whoever prints it passes
 * it through escape_append() first.
 */
#ifndef KAGIBAN_ERR_H
#define KAGIBAN_ERR_H

enum err_code {
	ERR_USAGE = -1, /* the command line asks for something impossible */
	ERR_CONFIG = -2, /* a setting or a configuration file is wrong */
	ERR_RULE = -3, /* a rule is wrong, or hit a limit while matching */
	ERR_IO = -4, /* the system refused to read, write or start */
	ERR_GIT = -5, /* git or libgit2 refused, or an object is broken */
	ERR_LIMIT = -6, /* an input is larger than its ceiling */
	ERR_INPUT = -7, /* an input is not what its format says */
};

struct err {
	enum err_code code;
	char message[1024]; /* NUL-terminated; cut at the end if too long */
};

#if defined(__GNUC__)
#define ERR_FORMAT(string, first) __attribute__((format(printf, string, first)))
#else
#define ERR_FORMAT(string, first)
#endif

/*
 * Fills ERR with CODE and the formatted text, translated into the language of
 * the user (FORMAT is a message id of po/), and returns CODE, so that callers
 * write `return err_set(err, ERR_RULE, ...)`.
 */
int err_set(struct err *err, enum err_code code, const char *format, ...)
	ERR_FORMAT(3, 4);

/*
 * Puts "TEXT: " before the message of ERR and returns the code that ERR
 * already has.  For the one place where the name of the thing is known.
 */
int err_context(struct err *err, const char *format, ...) ERR_FORMAT(2, 3);

#endif
