/*
 * escape.h - the one way by which foreign bytes reach a terminal or a file.
 *
 * Paths, ref names, subjects, URLs, ids from file contents and error texts are
 * foreign.  Everything printable stays; what could move a cursor, colour a
 * terminal, break a line, reverse a text or fake a message is written as a
 * visible escape; a secret of this run and the password of a URL become
 * "***", wherever they stand.
 */
#ifndef KAGIBAN_ESCAPE_H
#define KAGIBAN_ESCAPE_H

#include <stddef.h>

struct buf;
struct veil;

/*
 * Appends the LEN bytes at TEXT to OUT: C0, DEL and C1 controls as \n, \t,
 * \xHH; bidi and zero-width format characters (U+061C, U+200B-200F,
 * U+2028-202E, U+2060-2069, U+FEFF) as \u{HHHH}; bytes that are no UTF-8 as
 * \xHH; a backslash as itself.  VEIL may be NULL.  Over the ceiling of OUT the
 * rest is dropped and "..." stands at the end.
 */
void escape_append(
	struct buf *out, const char *text, size_t len, const struct veil *veil);

/* As escape_append() of a whole string; NULL appends nothing. */
void escape_append_string(
	struct buf *out, const char *text, const struct veil *veil);

/*
 * As escape_append(), as one word for a POSIX shell: as it is if it needs no
 * quotes, else in single quotes, and with $'...' when it holds controls.
 */
void escape_append_shell(
	struct buf *out, const char *text, size_t len, const struct veil *veil);

#endif
