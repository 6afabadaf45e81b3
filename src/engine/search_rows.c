/*
 * search_rows.c - values in the rows of tables.
 *
 * Judged as if each was given to its column's name.  Only a password may be
 * one that a person chose: columns of tokens are as often those of a parser.
 */
#include "engine/search_steps.h"
#include "model/rule.h"

/* Whether a value of that strength is RULE's to report. */
static bool is_wanted(const struct rule *rule, const struct grid *grid,
	enum varname kind, enum value_strength strength)
{
	if (rule->weak)
		return strength == VALUE_GUESSABLE &&
		       kind == VARNAME_PASSWORD && grid->kind != GRID_PIPES;
	return strength == VALUE_RANDOM;
}

static void try_row(struct search *search, const struct chunk *chunk,
	const struct rule *rule, const struct grid *grid,
	const struct assignment *cell)
{
	struct judgement judgement = assignment_judge(
		cell, chunk->text, search_file_kind(search, chunk));
	if (!is_wanted(rule, grid, cell->kind, judgement.strength))
		return;
	search_add_judged(search, chunk, rule, cell, &judgement, cell->value);
}

void search_rows(struct search *search, const struct chunk *chunk,
	const struct rule *rule)
{
	struct grid grid = search->told.grid;
	struct assignment cell = { .quoted = true, .given = true };
	if (!search->told.heads ||
		(grid.kind == GRID_LINES && grid.separator != '\t' &&
			search_file_kind(search, chunk) == FILE_CODE))
		return;
	cell.name = grid.head;
	cell.kind = varname_judge(
		chunk->text + grid.head.start, span_len(grid.head));
	if (cell.kind < VARNAME_TOKEN)
		return;
	size_t start = grid.cursor.at;
	while (grid_next(&grid, &cell.value) &&
		grid.cursor.at - start < search->rows_left) {
		if (span_len(cell.value) > 0)
			try_row(search, chunk, rule, &grid, &cell);
	}
	search_spend_rows(search, grid.cursor.at - start);
}
