/*
 * page.h - the sheet that a text report is written on: lines, columns, colour.
 *
 * A line is put together piece by piece and leaves for the stream when it
 * ends.  Colour codes take no column.  Foreign bytes come onto a page only
 * through page_foreign(), or escaped before.
 */
#ifndef KAGIBAN_PAGE_H
#define KAGIBAN_PAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/err.h"

struct report_args;

enum page_style {
	STYLE_PLAIN,
	STYLE_ALARM, /* what was stopped, what could not be scanned */
	STYLE_STRONG, /* titles, and commands to copy */
	STYLE_DIM, /* labels and rule ids */
	STYLE_NOTE, /* what was found and does not block */
};

/* Where a piece of a line begins that is not to be broken. */
struct page_piece {
	size_t len; /* bytes of the line before it */
	size_t column;
	enum page_style style;
};

struct page {
	const struct report_args *args; /* borrowed */
	FILE *out; /* borrowed */
	struct buf line; /* the line in the making */
	size_t column; /* columns that it takes so far */
	enum page_style style; /* in force */
	struct page_piece piece;
	bool unbroken; /* lines are not broken, however long they are */
	int failure; /* errno of the first byte that OUT refused, or 0 */
};

/* Makes PAGE ready to write on OUT; both are borrowed until page_finish(). */
void page_init(struct page *page, const struct report_args *args, FILE *out);

/* Ends the page and frees what it holds.  Returns 0 or ERR_IO. */
int page_finish(struct page *page, struct err *err);

/* Adds the formatted text, which holds nothing foreign that is not escaped. */
void page_add(struct page *page, const char *format, ...) ERR_FORMAT(2, 3);

/* Adds foreign text, escaped and with the secrets of this run masked. */
void page_foreign(struct page *page, const char *text);

/* As page_add(), in as many lines as it needs, the next ones at INDENT. */
void page_wrap(struct page *page, size_t indent, const char *format, ...)
	ERR_FORMAT(3, 4);

/* A line at INDENT with TEXT; if it is too long, several. */
void page_sentence(struct page *page, size_t indent, const char *text);

/*
 * What is added from page_begin_piece() to page_end_piece() stays together: if
 * the line has become too long by it, it goes to the next one, at INDENT,
 * without blanks in front.  What begins at INDENT anyway stays there, however
 * long it is.  There are no pieces of pieces.
 */
void page_begin_piece(struct page *page);
void page_end_piece(struct page *page, size_t indent);

/* Appends the word by which a shell finds this program to OUT. */
void page_append_program(const struct page *page, struct buf *out);

/* Writes what follows in that style, until the next call or the line's end. */
void page_style(struct page *page, enum page_style style);

/*
 * Adds blanks up to COLUMN (from 0); at least LEAST of them, if the line has
 * come too far already.
 */
void page_pad(struct page *page, size_t column, size_t least);

/* How much of a list is shown: LIMIT, or all of it with --verbose. */
size_t page_limit(const struct page *page, size_t limit);

/* A line at COLUMN that says how many entries of a list are HIDDEN, if any. */
void page_cut(struct page *page, size_t column, unsigned long hidden);

/* Ends the line. */
void page_line(struct page *page);

#endif
