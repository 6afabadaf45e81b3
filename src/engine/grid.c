/*
 * grid.c - reads tables row by row.
 *
 * A table ends at the first row that has another number of fields, so that
 * what merely looks like a head costs one line.
 */
#include <string.h>

#include "engine/columns.h"
#include "engine/grid.h"

enum {
	HEAD_MAX = 1000, /* bytes of a head, and of remarks before it */
	LINE_MAX_LEN = 4000, /* bytes of a row of cells, of a field */
};

static size_t line_start(const char *text, size_t at)
{
	size_t least = at > HEAD_MAX ? at - HEAD_MAX : 0;
	while (at > least && text[at - 1] != '\n')
		at--;
	return at;
}

/* The end of the line, or where it gets too long. */
static size_t line_end(const char *text, size_t len, size_t at)
{
	size_t most = len - at < LINE_MAX_LEN ? len : at + LINE_MAX_LEN;
	const char *end = memchr(text + at, '\n', most - at);
	return end ? (size_t)(end - text) : most;
}

/* The end of the line without the carriage return. */
static size_t trimmed_end(const char *text, size_t start, size_t end)
{
	while (end > start && strchr("\r \t", text[end - 1]))
		end--;
	return end;
}

/* Without blanks, and the quotes or backticks that enclose it. */
static struct span trim(const char *text, struct span span)
{
	static const char marks[] = "*`\"'";
	while (span.start < span.end && strchr(" \t", text[span.start]))
		span.start++;
	while (span.start < span.end && strchr(" \t\r", text[span.end - 1]))
		span.end--;
	while (span_len(span) > 2 && strchr(marks, text[span.start]) &&
		text[span.start] == text[span.end - 1]) {
		span.start++;
		span.end--;
	}
	return span;
}

/* ---- fields between separators ---- */

/* The field at the cursor, which is moved to what ends it. */
static bool take_field(struct cursor *cursor, char separator, struct span *span)
{
	size_t most = cursor->at + LINE_MAX_LEN;
	bool quoted = cursor_peek(cursor, 0) == '"';
	span->start = cursor->at;
	cursor->at += quoted;
	while (cursor->at < cursor->len && cursor->at < most) {
		char byte = cursor->text[cursor->at];
		if (quoted && byte == '"' && cursor_peek(cursor, 1) != '"')
			quoted = false;
		else if (quoted && byte == '"')
			cursor->at++;
		else if (!quoted && (byte == separator || byte == '\n'))
			break;
		cursor->at++;
	}
	span->end = cursor->at;
	return cursor->at < most;
}

/* A row of the table, or its end. */
static bool next_line(struct grid *grid, struct span *value)
{
	struct cursor *cursor = &grid->cursor;
	struct span field;
	size_t column = 0;
	if (cursor->at >= cursor->len || cursor_sees(cursor, "\\."))
		return false;
	*value = (struct span){ 0, 0 };
	for (;; column++, cursor->at++) {
		if (!take_field(cursor, grid->separator, &field))
			return false;
		if (column == grid->column)
			*value = trim(cursor->text, field);
		if (cursor_peek(cursor, 0) != grid->separator)
			break;
	}
	cursor->at++;
	return column + 1 == grid->width;
}

/* Nothing but remarks, `sep=;` and a byte order mark before the head. */
static bool begins_text(const char *text, size_t start)
{
	struct cursor cursor = { text, start, 0 };
	if (start > HEAD_MAX)
		return false;
	cursor_take(&cursor, "\xef\xbb\xbf");
	while (cursor.at < start) {
		if (!cursor_sees(&cursor, "#") && !cursor_sees(&cursor, "sep="))
			return false;
		cursor.at = line_end(text, start, cursor.at) + 1;
	}
	return true;
}

/* Whether the line holds nothing but words and separators. */
static bool is_head(const char *text, struct span line, char separator)
{
	for (size_t i = line.start; i < line.end; i++) {
		if (!is_name_byte((unsigned char)text[i]) &&
			text[i] != separator && !strchr(" \"-._/?#", text[i]))
			return false;
	}
	return true;
}

/* The separator before or behind the name; NUL: there is none. */
static char separator_beside(
	const char *text, struct span line, struct span name)
{
	static const char separators[] = ",;\t";
	size_t before = name.start;
	size_t after = name.end;
	while (before > line.start &&
		(is_name_byte((unsigned char)text[before - 1]) ||
			strchr(" \"", text[before - 1])))
		before--;
	while (after < line.end && (is_name_byte((unsigned char)text[after]) ||
					   strchr(" \"", text[after])))
		after++;
	if (before > line.start)
		return strchr(separators, text[before - 1]) ? text[before - 1]
							    : '\0';
	return after < line.end && strchr(separators, text[after]) ? text[after]
								   : '\0';
}

static bool open_csv(struct grid *grid, struct span name)
{
	const char *text = grid->cursor.text;
	struct span line = { line_start(text, name.start),
		line_end(text, grid->cursor.len, name.end) };
	struct span field;
	if (span_len(line) > HEAD_MAX || !begins_text(text, line.start))
		return false;
	size_t next = line.end + 1;
	line.end = trimmed_end(text, line.start, line.end);
	grid->separator = separator_beside(text, line, name);
	if (grid->separator == '\0' || !is_head(text, line, grid->separator))
		return false;
	struct cursor head = { text, line.end, line.start };
	while (take_field(&head, grid->separator, &field)) {
		if (field.start <= name.start && name.end <= field.end) {
			grid->column = grid->width;
			grid->head = trim(text, field);
		}
		grid->width++;
		if (head.at >= head.len)
			break;
		head.at++;
	}
	grid->kind = GRID_LINES;
	grid->cursor.at = next;
	return grid->width > 1 && next < grid->cursor.len;
}

/* ---- columns of SQL ---- */

static bool open_columns(struct grid *grid, struct span name)
{
	struct cursor *cursor = &grid->cursor;
	cursor->at = name.end;
	grid->head = name;
	if (columns_reach_row(cursor, name.start, &grid->column)) {
		grid->kind = GRID_VALUES;
		return true;
	}
	cursor->at = name.end;
	if (!columns_reach_lines(
		    cursor, name.start, &grid->column, &grid->width))
		return false;
	grid->kind = GRID_LINES;
	grid->separator = '\t';
	return true;
}

/* ---- pipes ---- */

/* The cells of the line at the cursor, and its COLUMN; 0: it is no row. */
static size_t take_cells(
	struct cursor *cursor, size_t column, struct span *value)
{
	struct span line = { cursor->at,
		line_end(cursor->text, cursor->len, cursor->at) };
	size_t count = 0;
	cursor->at = line.end + 1;
	line.end = trimmed_end(cursor->text, line.start, line.end);
	while (line.start < line.end && strchr(" \t", cursor->text[line.start]))
		line.start++;
	if (span_len(line) < 3 || cursor->text[line.start] != '|' ||
		cursor->text[line.end - 1] != '|')
		return 0;
	size_t start = ++line.start;
	for (size_t i = start; i < line.end; i++) {
		if (cursor->text[i] != '|')
			continue;
		if (count++ == column)
			*value = (struct span){ start, i };
		start = i + 1;
	}
	return count;
}

/* `|---|:-:|` */
static bool is_rule(const char *text, size_t len, size_t at)
{
	size_t end = line_end(text, len, at);
	for (size_t i = at; i < end; i++) {
		if (!strchr("|-: \t\r", text[i]))
			return false;
	}
	return end > at + 3;
}

static bool open_pipes(struct grid *grid, struct span name)
{
	const char *text = grid->cursor.text;
	size_t len = grid->cursor.len;
	size_t start = line_start(text, name.start);
	struct cursor cursor = { text, len, start };
	for (size_t i = start; i < name.start; i++)
		grid->column += text[i] == '|';
	if (grid->column-- == 0)
		return false;
	grid->width = take_cells(&cursor, grid->column, &grid->head);
	if (grid->width < 2 || cursor.at >= len)
		return false;
	bool ruled = is_rule(text, len, cursor.at);
	/* Without a rule only the first line of all is the head. */
	if (ruled)
		cursor.at = line_end(text, len, cursor.at) + 1;
	else if (start > 0 && text[line_start(text, start - 1)] == '|')
		return false;
	grid->head = trim(text, grid->head);
	grid->kind = GRID_PIPES;
	grid->cursor = cursor;
	return cursor.at < len;
}

static bool next_cells(struct grid *grid, struct span *value)
{
	*value = (struct span){ 0, 0 };
	if (grid->cursor.at >= grid->cursor.len ||
		take_cells(&grid->cursor, grid->column, value) != grid->width)
		return false;
	*value = trim(grid->cursor.text, *value);
	return true;
}

bool grid_open(
	struct grid *grid, const char *text, size_t len, struct span name)
{
	*grid = (struct grid){ .cursor = { text, len, name.end } };
	int after = cursor_peek(&grid->cursor, 0);
	/* What may stand behind the name of a column. */
	if (after > 0 && !strchr(",;\t |)\"`*]\r\n", after))
		return false;
	if (open_columns(grid, name))
		return true;
	*grid = (struct grid){ .cursor = { text, len, name.end } };
	if (open_pipes(grid, name))
		return true;
	*grid = (struct grid){ .cursor = { text, len, name.end } };
	return open_csv(grid, name);
}

bool grid_next(struct grid *grid, struct span *value)
{
	switch (grid->kind) {
	case GRID_LINES:
		return next_line(grid, value);
	case GRID_PIPES:
		return next_cells(grid, value);
	case GRID_VALUES:
		break;
	}
	return columns_next(&grid->cursor, grid->column, value);
}
