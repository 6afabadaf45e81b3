/*
 * own_forms.h - the forms in which a value may stand in a text.
 */
#ifndef KAGIBAN_OWN_FORMS_H
#define KAGIBAN_OWN_FORMS_H

#include "base/buf.h"

/*
 * plain; base64 with 0, 1, 2 bytes before it, then the same in its alphabet
 * for URLs; hex in lower and upper case; percent-encoded likewise; with \/.
 */
enum { OWN_FORMS = 12 };

/*
 * Writes form NUMBER of a value into OUT, cleared first.  Of base64 only those
 * digits that the value alone decides.  Returns 0; 1 if the form is the same
 * as one before it; ERR_LIMIT (OUT's ceiling).
 */
int own_form(size_t number, const char *value, size_t len, struct buf *out);

#endif
