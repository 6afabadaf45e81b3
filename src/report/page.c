/*
 * page.c - the sheet that a text report is written on: lines, columns, colour.
 */
#include "report/page.h"

#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/escape.h"
#include "base/i18n.h"
#include "report/columns.h"
#include "report/linebreak.h"
#include "report/report.h"

enum {
	LINE_LIMIT = 1024 * 1024, /* bytes of a line */
	WORD_LIMIT = 64 * 1024, /* bytes of one foreign text */
	COLUMN_LIMIT = 400, /* beyond it nobody sees an alignment */
};

/* Readable on a dark and on a light ground: no yellow, no blue. */
static const char *const style_codes[] = {
	[STYLE_PLAIN] = "\033[m",
	[STYLE_ALARM] = "\033[1;31m",
	[STYLE_STRONG] = "\033[1m",
	[STYLE_DIM] = "\033[2m",
	[STYLE_NOTE] = "\033[35m",
};

void page_init(struct page *page, const struct report_args *args, FILE *out)
{
	memset(page, 0, sizeof(*page));
	page->args = args;
	page->out = out;
	buf_init(&page->line, LINE_LIMIT);
}

int page_finish(struct page *page, struct err *err)
{
	buf_release(&page->line);
	if (!page->failure && fflush(page->out) != 0)
		page->failure = errno;
	if (!page->failure)
		return 0;
	return err_set(err, ERR_IO, "cannot write the report: %s",
		strerror(page->failure));
}

/* A line at its ceiling (1 MiB) takes no more; the cut is to be seen. */
static void add_bytes(struct page *page, const char *text, size_t len)
{
	if (buf_append(&page->line, text, len) < 0) {
		page->line.limit += 3;
		(void)buf_append(&page->line, "...", 3);
		page->line.limit = page->line.len;
		return;
	}
	page->column += columns_of(text, len);
}

/* Appends the formatted text to OUT; nothing if it is over the ceiling. */
ERR_FORMAT(2, 0)
static void append_format(struct buf *out, const char *format, va_list list)
{
	va_list again;
	char *room;
	int len;

	va_copy(again, list);
	len = vsnprintf(NULL, 0, format, again);
	va_end(again);
	room = len > 0 ? buf_reserve(out, (size_t)len + 1) : NULL;
	if (room == NULL)
		return;
	(void)vsnprintf(room, (size_t)len + 1, format, list);
	out->len += (size_t)len;
}

void page_add(struct page *page, const char *format, ...)
{
	struct buf text = BUF_INIT(LINE_LIMIT);
	va_list list;

	va_start(list, format);
	append_format(&text, format, list);
	va_end(list);
	add_bytes(page, buf_string(&text), text.len);
	buf_release(&text);
}

void page_foreign(struct page *page, const char *text)
{
	struct buf word = BUF_INIT(WORD_LIMIT);

	escape_append_string(&word, text, page->args->veil);
	add_bytes(page, buf_string(&word), word.len);
	buf_release(&word);
}

/* Goes on at INDENT of the next line, in the same style. */
static void break_line(struct page *page, size_t indent)
{
	enum page_style style = page->style;

	page_line(page);
	page_pad(page, indent, 0);
	page_style(page, style);
}

/* Whether COLUMN is too far to the right. */
static bool is_beyond(const struct page *page, size_t column)
{
	return column > page->args->width && !page->unbroken;
}

static void wrap(struct page *page, size_t indent, const char *text)
{
	while (*text) {
		size_t blanks = strspn(text, " ");
		size_t len = linebreak_next(text + blanks);
		size_t end =
			page->column + blanks + columns_of(text + blanks, len);

		if (is_beyond(page, end) && page->column > indent) {
			break_line(page, indent);
			text += blanks;
			blanks = 0;
		}
		add_bytes(page, text, blanks + len);
		text += blanks + len;
	}
}

void page_wrap(struct page *page, size_t indent, const char *format, ...)
{
	struct buf text = BUF_INIT(LINE_LIMIT);
	va_list list;

	va_start(list, format);
	append_format(&text, format, list);
	va_end(list);
	wrap(page, indent, buf_string(&text));
	buf_release(&text);
}

void page_sentence(struct page *page, size_t indent, const char *text)
{
	page_pad(page, indent, 0);
	wrap(page, indent, text);
	page_line(page);
}

void page_begin_piece(struct page *page)
{
	page->piece = (struct page_piece){ page->line.len, page->column,
		page->style };
}

void page_end_piece(struct page *page, size_t indent)
{
	struct buf text = BUF_INIT(LINE_LIMIT);
	struct page_piece piece = page->piece;
	enum page_style style = page->style;
	size_t columns = page->column - piece.column;

	if (!is_beyond(page, page->column) || piece.column <= indent)
		return;
	(void)buf_append(
		&text, page->line.data + piece.len, page->line.len - piece.len);
	while (piece.len > 0 && page->line.data[piece.len - 1] == ' ')
		piece.len--;
	page->line.len = piece.len;
	page->style = piece.style;
	break_line(page, indent);
	size_t blanks = strspn(buf_string(&text), " ");
	(void)buf_append_string(&page->line, buf_string(&text) + blanks);
	page->column += columns - blanks;
	page->style = style;
	buf_release(&text);
}

void page_append_program(const struct page *page, struct buf *out)
{
	const char *program = page->args->program;

	if (program == NULL)
		program = "kagiban";
	escape_append_shell(out, program, strlen(program), NULL);
}

void page_style(struct page *page, enum page_style style)
{
	const char *code = style_codes[style];

	if (!page->args->color || page->style == style)
		return;
	if (page->style != STYLE_PLAIN && style != STYLE_PLAIN)
		(void)buf_append_string(&page->line, style_codes[STYLE_PLAIN]);
	(void)buf_append_string(&page->line, code);
	page->style = style;
}

void page_pad(struct page *page, size_t column, size_t least)
{
	size_t blanks = least;

	if (column > COLUMN_LIMIT)
		column = COLUMN_LIMIT;
	if (column > page->column && column - page->column > least)
		blanks = column - page->column;
	for (; blanks > 0; blanks--)
		add_bytes(page, " ", 1);
}

size_t page_limit(const struct page *page, size_t limit)
{
	return page->args->verbose ? SIZE_MAX : limit;
}

void page_cut(struct page *page, size_t column, unsigned long hidden)
{
	if (!hidden)
		return;
	page_pad(page, column, 0);
	page_style(page, STYLE_DIM);
	page_add(page,
		ngettext_("and %lu more (--verbose shows all)",
			"and %lu more (--verbose shows all)", hidden),
		hidden);
	page_line(page);
}

void page_line(struct page *page)
{
	page_style(page, STYLE_PLAIN);
	page->line.limit += 1;
	(void)buf_append_byte(&page->line, '\n');
	if (fwrite(page->line.data, 1, page->line.len, page->out) !=
		page->line.len)
		page->failure = errno;
	buf_clear(&page->line);
	page->line.limit = LINE_LIMIT;
	page->column = 0;
}
