/*
 * buf.h - bytes that grow up to a ceiling.
 */
#ifndef KAGIBAN_BUF_H
#define KAGIBAN_BUF_H

#include <stddef.h>

struct buf {
	char *data; /* owned; NUL-terminated once anything was appended */
	size_t len; /* bytes in use, the NUL not counted */
	size_t capacity; /* bytes allocated */
	size_t limit; /* ceiling of len; an append beyond it is refused */
};

#define BUF_INIT(ceiling)                                                      \
	{                                                                      \
		NULL, 0, 0, (ceiling)                                          \
	}

/* As BUF_INIT, for a struct that is not initialised where it is defined. */
void buf_init(struct buf *buf, size_t limit);

/* Frees the bytes; the buf is then as after buf_init() and can be used again. */
void buf_release(struct buf *buf);

/* Empties the buf and keeps its memory. */
void buf_clear(struct buf *buf);

/*
 * Appends LEN bytes.  Returns 0, or ERR_LIMIT and leaves the buf as it was if
 * that would go over the ceiling.  TEXT may be NULL if LEN is 0.
 */
int buf_append(struct buf *buf, const char *text, size_t len);

/* As buf_append() of a whole string, of one byte, of a decimal number. */
int buf_append_string(struct buf *buf, const char *text);
int buf_append_byte(struct buf *buf, char byte);
int buf_append_number(struct buf *buf, unsigned long long number);

/*
 * Makes room for LEN more bytes and returns where they go, NULL when that is
 * over the ceiling; the caller writes there and adds to buf->len itself.
 */
char *buf_reserve(struct buf *buf, size_t len);

/* The bytes as a string, "" when empty; borrowed until the next change. */
const char *buf_string(const struct buf *buf);

#endif
