/*
 * grid.h - the values below a name that heads a column.
 *
 *     user,password        | User | Password |     COPY t (a, password) FROM
 *     bob,value            |------|----------|     stdin;
 *     eve,value            | bob  | value    |     1<tab>value
 *
 *     INSERT INTO t (a, password) VALUES (1, 'value'), (2, 'value')
 */
#ifndef KAGIBAN_GRID_H
#define KAGIBAN_GRID_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/cursor.h"
#include "model/span.h"

enum grid_kind {
	GRID_LINES, /* fields between separators: CSV, COPY */
	GRID_PIPES, /* of Markdown, Gherkin */
	GRID_VALUES, /* of INSERT; the first row is left out */
};

struct grid {
	struct cursor cursor; /* at the next row */
	struct span head; /* of the column: all of its words */
	enum grid_kind kind;
	char separator;
	size_t column; /* from 0 */
	size_t width; /* columns; 0: not known */
};

/*
 * Whether NAME stands in the head of a table in TEXT.  That of a CSV counts
 * only if the text begins with it.
 */
bool grid_open(
	struct grid *grid, const char *text, size_t len, struct span name);

/*
 * To the next row: false at the table's end.  VALUE is without quotes and
 * blanks, and empty where the row has none in that column.
 */
bool grid_next(struct grid *grid, struct span *value);

#endif
