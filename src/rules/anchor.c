/*
 * anchor.c - what a pattern's text says about where its matches begin.
 */
#include <ctype.h>
#include <stdint.h>
#include <string.h>

#include "rules/anchor.h"

static char lower(char letter)
{
	return (char)(letter >= 'A' && letter <= 'Z' ? letter - 'A' + 'a'
						     : letter);
}

static bool is_sign(char byte)
{
	return ispunct((unsigned char)byte) != 0;
}

/* A byte that means something else than itself in a pattern. */
static bool is_special(char byte)
{
	return byte != '\0' && strchr("\\^$.[|()?*+{", byte) != NULL;
}

/* The pattern behind its class that begins at `[`. */
static const char *skip_class(const char *pattern)
{
	pattern++;
	if (*pattern == '^')
		pattern++;
	if (*pattern == ']')
		pattern++;
	while (*pattern != '\0' && *pattern != ']') {
		if (*pattern == '\\' && pattern[1] != '\0')
			pattern++;
		pattern++;
	}
	return pattern;
}

/* Whether a `|` stands outside all groups, or may do so. */
static bool has_alternatives(const char *pattern)
{
	int depth = 0;

	for (; *pattern != '\0'; pattern++) {
		if (*pattern == '\\' && pattern[1] != '\0')
			pattern++;
		else if (*pattern == '[')
			pattern = skip_class(pattern);
		else if (*pattern == '(')
			depth++;
		else if (*pattern == ')')
			depth--;
		else if (*pattern == '|' && depth <= 0)
			return true;
		if (*pattern == '\0')
			break;
	}
	return false;
}

bool anchor_begins_with(const char *pattern, const char *keyword, bool fold)
{
	if (has_alternatives(pattern))
		return false;
	for (; *keyword != '\0'; keyword++, pattern++) {
		if (*pattern == '\\' && is_sign(pattern[1]))
			pattern++;
		else if (is_special(*pattern))
			return false;
		if (*pattern != *keyword &&
			!(fold && lower(*pattern) == lower(*keyword)))
			return false;
	}
	return *pattern != '?' && *pattern != '*' && *pattern != '{';
}

bool anchor_secret_first(const char *pattern)
{
	static const char *const openings[] = { "(?<secret>", "(?P<secret>",
		"(?'secret'" };

	for (size_t i = 0; i < sizeof openings / sizeof *openings; i++) {
		const char *group = strstr(pattern, openings[i]);

		if (group != NULL)
			return group == pattern;
	}
	return true;
}

size_t anchor_common(const char *const *texts)
{
	size_t common = strlen(texts[0]);

	for (size_t i = 1; texts[i] != NULL; i++) {
		size_t same = 0;

		while (same < common && texts[0][same] == texts[i][same])
			same++;
		common = same;
	}
	return common;
}

size_t anchor_shortest(const char *const *texts)
{
	size_t shortest = SIZE_MAX;

	for (size_t i = 0; texts[i] != NULL; i++) {
		size_t len = strlen(texts[i]);

		if (len < shortest)
			shortest = len;
	}
	return shortest;
}
