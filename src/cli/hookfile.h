/*
 * hookfile.h - one hook file of ours: how it is made and recognised.
 *
 * Its second line is a marker:
 *
 *     # kagiban hook 1 0123456789abcdef 2
 *
 * The kind ("hook": scans; "stub": only calls the repository's own), the
 * version of the text, a seal (16 hex digits of the SHA-1 of all other lines)
 * that any version of kagiban can check, and how many folders --install had
 * to make for it.  A file whose seal is broken was changed by somebody and is
 * not ours to overwrite.
 */
#ifndef KAGIBAN_HOOKFILE_H
#define KAGIBAN_HOOKFILE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/buf.h"

struct err;

enum hook_kind {
	HOOK_ABSENT,
	HOOK_OURS,
	HOOK_CHANGED, /* ours once, and changed by somebody since */
	HOOK_LINK_TO_OURS, /* a link to a file with our marker */
	HOOK_FOREIGN, /* anything else, dangling links included */
	HOOK_FOLDER,
};

struct hookfile {
	enum hook_kind kind;
	bool is_stub; /* of HOOK_OURS and HOOK_CHANGED */
	bool runs; /* git would run it: it is executable */
	unsigned folders; /* made for it, from the marker */
	mode_t mode; /* permission bits */
	struct buf text; /* of HOOK_OURS and HOOK_CHANGED */
};

/* Looks at PATH into FILE, which need not be initialised; whoever calls it
 * ends with hookfile_release().  Returns 0 or ERR_IO. */
int hookfile_look(struct hookfile *file, const char *path, struct err *err);
void hookfile_release(struct hookfile *file);

struct hookfile_values {
	const char *program; /* absolute path; any bytes but controls */
	const char *name; /* of the git hook */
	unsigned folders;
	bool global; /* of hook_configured: for all repositories */
};

/* Appends TEXT (one of hook_templates.h) to OUT, filled with VALUES.  Returns 0
 * or ERR_LIMIT. */
int hookfile_fill(const char *text, const struct hookfile_values *values,
	struct buf *out);

/*
 * Appends TEXT (one of hook_templates.h) to OUT, filled with VALUES and sealed.
 * Returns 0 or ERR_LIMIT.
 */
int hookfile_render(const char *text, const struct hookfile_values *values,
	struct buf *out, struct err *err);

/*
 * The program that FILE, one of ours, calls: its absolute path, caller owns;
 * NULL if it names none (a stub).
 */
char *hookfile_program(const struct hookfile *file);

/* Enough for each of our files with a path of 4096 bytes. */
enum { HOOKFILE_LIMIT = 32 * 1024 };

#endif
