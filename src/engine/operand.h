/*
 * operand.h - what stands between an operator and the literal behind it.
 *
 *     ("value")   []byte("value")   prod ? "value" : ""   getenv("X", "value")
 *     !!str value   &anchor value   {"value"}
 */
#ifndef KAGIBAN_OPERAND_H
#define KAGIBAN_OPERAND_H

#include <stdbool.h>

struct cursor;

/*
 * Steps from behind the operator to the value, over line ends, brackets, tags,
 * wrappers and what comes before a literal in an expression; stays where a bare
 * value begins.  ELEMENT: the name is one of markup, whose value is a text.
 */
void operand_reach(struct cursor *cursor, bool element);

/* Steps over `"value": ` or `default=`; false if none stands here. */
bool operand_take_name(struct cursor *cursor);

/*
 * Steps over `[]byte(`, `String::from(`, `(char *)` if a literal follows;
 * returns whether it did.
 */
bool operand_skip_wrapper(struct cursor *cursor);

/* Steps over `db `, `.asciz `, `PIC X(9) VALUE ` or `<<< ` before a quote. */
bool operand_skip_directive(struct cursor *cursor);

#endif
