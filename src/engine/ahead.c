/*
 * ahead.c - looks back from a name.
 */
#include <string.h>

#include "engine/ahead.h"
#include "engine/cursor.h"

enum { LITERAL_MAX = 200 }; /* bytes */

/* Whether what ends at *AT ends with WORD; steps before it. */
static bool step_before(const char *text, size_t *at, const char *word)
{
	size_t len = strlen(word);
	if (*at < len || memcmp(text + *at - len, word, len) != 0)
		return false;
	*at -= len;
	return true;
}

/* Before what joins a literal and the name behind it. */
static bool skip_joint(const char *text, size_t *at)
{
	static const char *const joints[] = { ", forHTTPHeaderField: \"",
		" forHTTPHeaderField:@\"", ".equals(",
		" === ", " == ", " TO " };
	for (size_t i = 0; i < sizeof(joints) / sizeof(joints[0]); i++) {
		if (step_before(text, at, joints[i]))
			return true;
	}
	return false;
}

bool ahead_reach(struct cursor *cursor, size_t name_start)
{
	const char *text = cursor->text;
	size_t end = name_start;
	if (!skip_joint(text, &end) || end == 0)
		return false;
	char quote = text[--end];
	size_t least = end > LITERAL_MAX ? end - LITERAL_MAX : 0;
	if (quote != '"' && quote != '\'')
		return false;
	for (size_t at = end; at > least && text[at - 1] != '\n'; at--) {
		if (text[at - 1] != quote)
			continue;
		cursor->at = at - 1;
		return at < end;
	}
	return false;
}
