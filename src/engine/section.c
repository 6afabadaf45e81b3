/*
 * section.c - looks back for the brace that is still open.
 */
#include <string.h>

#include "engine/cursor.h"
#include "engine/section.h"

enum { SECTION_MAX = 300 }; /* bytes back to the brace */

/* Behind the brace that is open at AT; 0: there is none. */
static size_t open_brace(const char *text, size_t at)
{
	size_t least = at > SECTION_MAX ? at - SECTION_MAX : 0;
	size_t depth = 0;
	for (; at > least; at--) {
		if (text[at - 1] == '}')
			depth++;
		else if (text[at - 1] == '{' && depth-- == 0)
			return at;
	}
	return 0;
}

struct span section_name(const char *text, size_t at)
{
	struct span name = { 0, 0 };
	size_t end = open_brace(text, at);
	if (end == 0)
		return name;
	end = before_space(text, end - 1);
	if (end == 0 || (text[end - 1] != ':' && text[end - 1] != '='))
		return name;
	end = before_space(text, end - 1);
	if (end > 0 && is_quote_byte((unsigned char)text[end - 1]))
		end--;
	name = (struct span){ end, end };
	while (name.start > 0 &&
		is_name_byte((unsigned char)text[name.start - 1]))
		name.start--;
	return name;
}
