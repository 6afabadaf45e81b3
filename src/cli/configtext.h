/*
 * configtext.h - the text of a configuration file with our hooks in it.
 *
 *     [hook "kagiban-pre-commit"] # kagiban hook 1 0123456789abcdef 0
 *             event = pre-commit
 *             command = "kagiban() { ... }; kagiban"
 *
 * The comment is a marker as in hookfile.h: the version, a seal (of the two
 * lines that follow), and what had to be done to the file: 1 a newline put at
 * its end, 2 the file made, else 0.  So what was there comes back byte for
 * byte.  A section that somebody has changed, or added to, is not ours to
 * overwrite.
 */
#ifndef KAGIBAN_CONFIGTEXT_H
#define KAGIBAN_CONFIGTEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "cli/hook_templates.h"

enum { CONFIGTEXT_LIMIT = 16 * 1024 * 1024 };

/* What the section of a hook is called: this and its name. */
extern const char configtext_prefix[];

struct configtext {
	struct buf rest; /* owned; the text without our sections */
	size_t place; /* in the rest, where the first of ours belongs */
	unsigned done; /* to the file, from the first marker */
	bool found[HOOK_COUNT]; /* as hook_templates */
	bool changed[HOOK_COUNT]; /* by somebody; still in the rest */
};

/* Reads LEN bytes into TEXT, which need not be initialised; whoever calls it
 * ends with configtext_release().  Returns 0 or ERR_LIMIT. */
int configtext_read(struct configtext *text, const char *bytes, size_t len);
void configtext_release(struct configtext *text);

struct configtext_values {
	const char *program; /* absolute path that the hooks call */
	bool global; /* for all repositories, as the messages say */
	bool is_new; /* there is no such file yet */
};

/* Appends the rest, with the sections of a person's hooks in their place, to
 * OUT.  Returns 0 or ERR_LIMIT. */
int configtext_write(struct buf *out, const struct configtext *text,
	const struct configtext_values *values);

/* Makes the rest what the file was before our sections; false: it was not
 * there. */
bool configtext_restore(struct configtext *text);

#endif
