/*
 * glob.c - matches a path against a pattern as git's attribute files do.
 *
 * Pattern and path are compared part by part, a part being what stands
 * between slashes.  Two places to come back to are enough: within a part the
 * last `*`, across parts the last double star, because whatever an earlier
 * one could take the later one can take as well.  `build/` is read as if a
 * double star stood after it, `*.c` as if one stood before it.
 */
#include <stddef.h>
#include <string.h>

#include "base/glob.h"

/* Bytes of a pattern or a path, up to the next slash. */
struct part {
	const char *start;
	const char *end;
	const char *next; /* start of the next part; NULL: this is the last */
};

struct byte_class {
	const char *name;
	const char *ranges; /* pairs of first and last byte */
};

static const struct byte_class byte_classes[] = {
	{ "alnum", "09AZaz" },
	{ "alpha", "AZaz" },
	{ "blank", "  \t\t" },
	{ "cntrl", "\x01\x1f\x7f\x7f" },
	{ "digit", "09" },
	{ "graph", "!~" },
	{ "lower", "az" },
	{ "print", " ~" },
	{ "punct", "!/:@[`{~" },
	{ "space", "\t\r  " },
	{ "upper", "AZ" },
	{ "xdigit", "09AFaf" },
};

static bool in_ranges(const char *ranges, unsigned char byte)
{
	for (; *ranges != '\0'; ranges += 2)
		if (byte >= (unsigned char)ranges[0] &&
			byte <= (unsigned char)ranges[1])
			return true;
	return false;
}

/*
 * Whether BYTE belongs to the class that *AT (behind "[:") names; moves *AT
 * behind ":]".  An unknown name has no members.
 */
static bool in_named_class(const char **at, const char *end, unsigned char byte)
{
	const char *name = *at;
	size_t count = sizeof(byte_classes) / sizeof(byte_classes[0]);
	size_t len;

	while (*at < end && **at != ':')
		(*at)++;
	len = (size_t)(*at - name);
	if (end - *at < 2 || (*at)[1] != ']') {
		*at = end;
		return false;
	}
	*at += 2;
	for (size_t i = 0; i < count; i++)
		if (strlen(byte_classes[i].name) == len &&
			memcmp(byte_classes[i].name, name, len) == 0)
			return in_ranges(byte_classes[i].ranges, byte);
	return false;
}

/* One byte of a class, an escaped one without its backslash. */
static unsigned char class_byte(const char **at, const char *end)
{
	if (**at == '\\' && end - *at > 1)
		(*at)++;
	return (unsigned char)*(*at)++;
}

/*
 * Whether BYTE belongs to the class at *AT (behind its bracket); moves *AT
 * behind the closing one, or to NULL if there is none.
 */
static bool in_class(const char **at, const char *end, unsigned char byte)
{
	bool negated = *at < end && (**at == '!' || **at == '^');
	bool found = false;
	bool first = true;

	if (negated)
		(*at)++;
	for (; *at < end && (first || **at != ']'); first = false) {
		unsigned char low, high;

		if (end - *at > 1 && (*at)[0] == '[' && (*at)[1] == ':') {
			*at += 2;
			found |= in_named_class(at, end, byte);
			continue;
		}
		low = high = class_byte(at, end);
		if (end - *at > 1 && (*at)[0] == '-' && (*at)[1] != ']') {
			(*at)++;
			high = class_byte(at, end);
		}
		found |= byte >= low && byte <= high;
	}
	*at = *at < end ? *at + 1 : NULL;
	return found != negated;
}

/*
 * Whether the pattern's byte or class at *AT matches BYTE; moves *AT behind
 * it.  A class without its closing bracket matches nothing.
 */
static bool match_one(const char **at, const char *end, unsigned char byte)
{
	unsigned char wanted = (unsigned char)*(*at)++;

	if (wanted == '?')
		return true;
	if (wanted == '[')
		return in_class(at, end, byte) && *at != NULL;
	if (wanted == '\\') {
		if (*at == end)
			return false;
		wanted = (unsigned char)*(*at)++;
	}
	return wanted == byte;
}

static bool match_part(const struct part *pattern, const struct part *text)
{
	const char *at = pattern->start;
	const char *byte = text->start;
	const char *star = NULL; /* behind the last star */
	const char *taken = NULL; /* up to where that star takes bytes */

	for (;;) {
		if (at != NULL && at < pattern->end && *at == '*') {
			star = ++at;
			taken = byte;
			continue;
		}
		if (at == pattern->end && byte == text->end)
			return true;
		if (at != NULL && at < pattern->end && byte < text->end &&
			match_one(&at, pattern->end, (unsigned char)*byte)) {
			byte++;
			continue;
		}
		if (star == NULL || taken == text->end)
			return false;
		at = star;
		byte = ++taken;
	}
}

static struct part path_part(const char *text)
{
	struct part part = { text, text + strcspn(text, "/"), NULL };

	if (*part.end == '/')
		part.next = part.end + 1;
	return part;
}

/* As path_part(); an escaped slash ends a part, a slash at the end none. */
static struct part pattern_part(const char *text)
{
	struct part part = { text, NULL, NULL };
	const char *at = text;

	while (*at != '\0' && *at != '/') {
		if (at[0] == '\\' && at[1] == '/')
			break;
		at += at[0] == '\\' && at[1] != '\0' ? 2 : 1;
	}
	part.end = at;
	if (at[0] == '\\')
		at++;
	if (at[0] == '/' && at[1] != '\0')
		part.next = at + 1;
	return part;
}

/* Where a comparison stands: parts not yet compared, NULL at the end. */
struct walk {
	const char *pattern;
	const char *path;
	const char *back_pattern; /* behind the last double star, or NULL */
	const char *back_path; /* up to where that star takes parts */
};

static bool is_double_star(const struct part *part)
{
	return part->end - part->start == 2 &&
	       memcmp(part->start, "**", 2) == 0;
}

/*
 * Takes one part of the pattern and what it stands for in the path.  Returns
 * false if the two do not agree.
 */
static bool take_part(struct walk *walk)
{
	struct part wanted = pattern_part(walk->pattern);
	struct part found;

	if (is_double_star(&wanted) && wanted.next != NULL) {
		walk->back_pattern = wanted.next;
		walk->back_path = walk->path;
		walk->pattern = wanted.next;
		return true;
	}
	if (is_double_star(&wanted) && *wanted.end == '\0') {
		walk->pattern = NULL;
		return true;
	}
	if (walk->path == NULL)
		return false;
	found = path_part(walk->path);
	if (!is_double_star(&wanted) && !match_part(&wanted, &found))
		return false;
	walk->pattern = wanted.next;
	walk->path = found.next;
	return true;
}

/* Lets the last double star take one part more.  Returns false if it cannot. */
static bool go_back(struct walk *walk)
{
	if (walk->back_pattern == NULL || walk->back_path == NULL)
		return false;
	walk->back_path = path_part(walk->back_path).next;
	walk->pattern = walk->back_pattern;
	walk->path = walk->back_path;
	return walk->path != NULL;
}

/* Whether PATTERN covers all below a folder: `build/`, or a double star. */
static bool covers_folder(const char *pattern)
{
	size_t len = strlen(pattern);

	if (pattern[len - 1] == '/')
		return true;
	return len >= 2 && strcmp(pattern + len - 2, "**") == 0 &&
	       (len == 2 || pattern[len - 3] == '/');
}

static bool match_parts(const char *pattern, const char *path, bool anchored)
{
	struct walk walk = { pattern, path, NULL, NULL };
	bool folder = covers_folder(pattern);

	if (!anchored) {
		walk.back_pattern = pattern;
		walk.back_path = path;
	}
	for (;;) {
		if (walk.pattern != NULL && take_part(&walk))
			continue;
		if (walk.pattern == NULL && (walk.path != NULL) == folder)
			return true;
		if (!go_back(&walk))
			return false;
	}
}

bool glob_match(const char *pattern, const char *path)
{
	bool anchored = *pattern == '/';

	if (anchored)
		pattern++;
	else
		anchored = pattern_part(pattern).next != NULL;
	if (*pattern == '\0')
		return false;
	return match_parts(pattern, path, anchored);
}
