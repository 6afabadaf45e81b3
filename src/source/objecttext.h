/*
 * objecttext.h - takes apart what a commit or a tag says.
 *
 *     tree 4b825dc6...          object 37eeeab9...
 *     parent 37eeeab9...        type commit
 *     author A <a@b> 1 +0000    tag v1
 *     ...                       ...
 *
 *     the message               the message
 */
#ifndef KAGIBAN_OBJECTTEXT_H
#define KAGIBAN_OBJECTTEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "source/objectid.h"

struct object_text {
	struct object_id id; /* the commit's tree, what the tag names */
	enum object_type type; /* of that */
	const char *headers; /* borrowed from the text, as is the message */
	size_t headers_len;
	const char *message;
	size_t message_len;
};

/* Takes the LEN bytes of a commit apart.  Returns false if it is none. */
bool objecttext_commit(struct object_text *out, const char *text, size_t len);

/* The same of a tag. */
bool objecttext_tag(struct object_text *out, const char *text, size_t len);

/* Finds the next parent of a commit from *AT (0 at first) on, which moves on
 * behind it.  Returns false if there is none. */
bool objecttext_parent(
	const struct object_text *commit, size_t *at, struct object_id *id);

/*
 * Finds the next header, with its further lines, that says more than who, when
 * and with what signature, from *AT on; *AT moves on behind it.  Returns its
 * first byte and its length, or NULL at the end.
 */
const char *objecttext_more(
	const struct object_text *object, size_t *at, size_t *len);

#endif
