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

/* Where the value begins with its quote. */
static size_t value_start(const struct assignment *found)
{
	return found->value.start - found->quoted;
}

/* Of which list FOUND is the first item: what stands before it tells. */
static enum list_kind find_list(
	const char *text, const struct assignment *found)
{
	size_t at = value_start(found);
	size_t after_name = found->name.end;

	while (at > after_name && strchr(" \t\r\n", text[at - 1]))
		at--;
	if (at <= after_name)
		return LIST_NONE;
	if (found->quoted && (text[at - 1] == '[' || text[at - 1] == '{'))
		return LIST_BRACKETS;
	if (text[at - 1] != '-')
		return LIST_NONE;
	at--;
	while (at > after_name && strchr(" \t", text[at - 1]))
		at--;
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
	cursor_take(cursor, "\r");
	if (!cursor_take(cursor, "\n"))
		return false;
	cursor_skip_blanks(cursor);
	return cursor_take(cursor, "- ");
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
	size_t read = cursor.at - start;
	search->rows_left -=
		read < search->rows_left ? read : search->rows_left;
}
