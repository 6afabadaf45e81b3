/*
 * sample.h - fills the templates of examples and counters.
 *
 * A template is text in which `{name:arguments}` stands for generated text
 * (docs/RULES.md lists the fields), so that no string which looks like a live
 * token stands in the tree.
 */
#ifndef KAGIBAN_SAMPLE_H
#define KAGIBAN_SAMPLE_H

#include <stddef.h>
#include <stdint.h>

#include "model/span.h"

struct buf;
struct err;

enum sample_change {
	SAMPLE_AS_IS,
	SAMPLE_SHORT, /* the changed field: one below its least length */
	SAMPLE_LONG, /* the changed field: one above its greatest length */
	SAMPLE_SPOILT, /* a checksum field: one digit wrong */
};

struct sample_args {
	const char *template; /* NUL-terminated */
	uint64_t seed; /* the same seed gives the same text */
	size_t field; /* which field is changed, from 0 */
	enum sample_change change;
};

/*
 * Appends the filled template to OUT.  If FIELD_SPAN is not NULL it is set to
 * where the field of args->field stands in OUT.  Returns 0; 1 if that field
 * does not exist or has no such change (an open length cannot be too long;
 * OUT is then as it was); ERR_INPUT if the template is malformed, with the
 * place in it; ERR_LIMIT.
 */
int sample_fill(const struct sample_args *args, struct buf *out,
	struct span *field_span, struct err *err);

/* How many fields a template has; a malformed one gives the good ones. */
size_t sample_fields(const char *template);

#endif
