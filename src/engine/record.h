/*
 * record.h - the value that stands beside a name, each under a label of its
 * own: {"name": "x", "type": "text", "value": "y"}.
 */
#ifndef KAGIBAN_RECORD_H
#define KAGIBAN_RECORD_H

#include <stdbool.h>
#include <stddef.h>

struct cursor;

/*
 * From behind the name, its quotes and the like, over what other labels hold
 * to the value.  False, the cursor as it was, if none is in the same record.
 */
bool record_forward(struct cursor *cursor);

/* Whether the name at AT is what a label such as `key: ` or `name=` holds. */
bool record_has_label(const char *text, size_t at);

/* Back to a value that stands before the name at AT, which has such a label. */
bool record_backward(struct cursor *cursor, size_t at);

/*
 * Behind the operator: `{"type": "string", "default": `, or in YAML the lines
 * below, indented further than the one of the name at AT.
 */
bool record_inside(struct cursor *cursor, size_t at);

#endif
