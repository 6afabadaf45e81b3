/*
 * search_items.c - the values of a list: one name, several secrets.
 *
 *     keys = ["value", "value"]        tokens:
 *                                        - value
 *                                        - value
 */
#include "engine/cursor.h"
#include "engine/literal.h"
#include "engine/search_steps.h"

enum list_kind {
	LIST_NONE,
	LIST_BRACKETS, /* literals in quotes between commas */
	LIST_DASHES, /* a line each */
};

/* Of which list FOUND is the first item: what stands before it tells. */
static enum list_kind find_list(
	const char *text, const struct assignment *found)
{
	/* The quote is no part of the value. */
	size_t at = before_space(text, found->value.start - found->quoted);

	if (at <= found->name.end)
		return LIST_NONE;
	if (found->quoted && (text[at - 1] == '[' || text[at - 1] == '{'))
		return LIST_BRACKETS;
	if (text[at - 1] != '-')
		return LIST_NONE;
	at = before_blanks(text, at - 1);
	return text[at - 1] == '\n' ? LIST_DASHES : LIST_NONE;
}

/* From behind an item to the next one, which begins with its quote. */
static bool reach_item(struct cursor *cursor, enum list_kind kind)
{
	cursor_skip_blanks(cursor);
	if (kind == LIST_BRACKETS) {
		if (!cursor_take(cursor, ","))
			return false;
		cursor_skip_space(cursor);
		return is_quote_byte(cursor_peek(cursor, 0));
	}
	return cursor_take_item(cursor);
}

void search_items(struct search *search, const struct chunk *chunk,
	const struct rule *rule, const struct assignment *first)
{
	enum list_kind kind = find_list(chunk->text, first);
	struct cursor cursor = { chunk->text, chunk->len,
		first->value.end + first->quoted };
	struct assignment item = *first;
	struct literal literal;
	size_t start = cursor.at;

	if (kind == LIST_NONE)
		return;
	while (cursor.at - start < search->rows_left &&
		reach_item(&cursor, kind) && literal_read(&cursor, &literal)) {
		item.value = literal.span;
		item.quoted = literal.quoted;
		struct judgement judgement = assignment_judge(
			&item, chunk->text, search_file_kind(search, chunk));
		if (judgement.strength == VALUE_RANDOM)
			search_add_judged(search, chunk, rule, &item,
				&judgement, item.value);
	}
	search_spend_rows(search, cursor.at - start);
}
