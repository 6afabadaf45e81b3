/*
 * body.h - the literal that a function, method or property returns.
 *
 *     getPassword() { return "value"; }     def secret; 'value'; end
 *     func token() string { return "value" }    fun token(): String = "value"
 */
#ifndef KAGIBAN_BODY_H
#define KAGIBAN_BODY_H

#include <stdbool.h>
#include <stddef.h>

struct cursor;

/*
 * Steps from behind the name, which begins at NAME_START, to the quote of the
 * literal that is all of its body.  False, the cursor as it was, if it is not.
 */
bool body_reach(struct cursor *cursor, size_t name_start);

#endif
