/*
 * sibling.c - looks for other names round one.
 */
#include "engine/sibling.h"
#include "engine/cursor.h"

enum { SIBLING_REACH = 160 }; /* bytes to either side */

/* From behind the word over the rest of the name to what gives it a value. */
static bool is_given(const char *text, size_t len, size_t at)
{
	struct cursor cursor = { text, len, at };
	while (is_name_byte(cursor_peek(&cursor, 0)))
		cursor.at++;
	if (cursor_peek(&cursor, 0) > 0 &&
		strchr("\"'`", cursor_peek(&cursor, 0)))
		cursor.at++;
	cursor_skip_blanks(&cursor);
	return cursor_take(&cursor, ":") || cursor_take(&cursor, "=");
}

static bool holds(const char *text, struct span region,
	const char *const *words, size_t count)
{
	for (size_t at = region.start; at < region.end; at++) {
		for (size_t i = 0; i < count; i++) {
			if (fold_char(text[at]) == words[i][0] &&
				fold_starts_with(
					text + at, region.end - at, words[i]) &&
				is_given(text, region.end,
					at + strlen(words[i])))
				return true;
		}
	}
	return false;
}

bool sibling_has(const char *text, size_t len, struct span pair,
	const char *const *words, size_t count)
{
	struct span before = {
		pair.start > SIBLING_REACH ? pair.start - SIBLING_REACH : 0,
		pair.start
	};
	struct span after = { pair.end, len - pair.end > SIBLING_REACH
						? pair.end + SIBLING_REACH
						: len };
	return holds(text, before, words, count) ||
	       holds(text, after, words, count);
}
