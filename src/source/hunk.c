/*
 * hunk.c - the head of a hunk and what its lines are.
 */
#include <string.h>

#include "source/hunk.h"

/* Reads a number at *AT; false if none is there or it is absurd. */
static bool read_number(
	const char *line, size_t len, size_t *at, uint64_t *number)
{
	size_t start = *at;

	*number = 0;
	while (*at < len && line[*at] >= '0' && line[*at] <= '9') {
		if (*number > UINT32_MAX)
			return false;
		*number = 10 * *number + (uint64_t)(line[*at] - '0');
		++*at;
	}
	return *at > start;
}

/* Reads " SIGN START[,COUNT]". */
static bool read_range(
	const char *line, size_t len, size_t *at, char sign, uint64_t range[2])
{
	if (*at + 2 > len || line[*at] != ' ' || line[*at + 1] != sign)
		return false;
	*at += 2;
	range[1] = 1;
	if (!read_number(line, len, at, &range[0]))
		return false;
	if (*at >= len || line[*at] != ',')
		return true;
	++*at;
	return read_number(line, len, at, &range[1]);
}

static bool read_ranges(struct hunk *hunk, const char *line, size_t len)
{
	size_t at = hunk->parents + 1;
	uint64_t range[2];

	hunk->brings_file = true;
	for (size_t i = 0; i < hunk->parents; i++) {
		if (!read_range(line, len, &at, '-', range))
			return false;
		hunk->old[i] = range[1];
		hunk->brings_file &= range[0] == 0 && range[1] == 0;
	}
	if (!read_range(line, len, &at, '+', range))
		return false;
	hunk->new = range[1];
	hunk->line = range[0] > 0 ? (uint32_t)range[0] : 1;
	return at + hunk->parents + 2 <= len && line[at] == ' ' &&
	       memcmp(line + at + 1, line, hunk->parents + 1) == 0;
}

bool hunk_read(struct hunk *hunk, const char *line, size_t len)
{
	size_t signs = 0;

	memset(hunk, 0, sizeof(*hunk));
	while (signs < len && line[signs] == '@')
		signs++;
	if (signs < 2 || signs - 1 > HUNK_PARENTS)
		return false;
	hunk->parents = signs - 1;
	hunk->line = 1;
	hunk->open = signs == 2 &&
		     (len == 2 || (len >= 5 && memcmp(line, "@@ @@", 5) == 0));
	return hunk->open || read_ranges(hunk, line, len);
}

bool hunk_is_over(const struct hunk *hunk)
{
	if (hunk->open || hunk->new > 0)
		return false;
	for (size_t i = 0; i < hunk->parents; i++) {
		if (hunk->old[i] > 0)
			return false;
	}
	return true;
}

/* Counts a line of one side down; false if none is left. */
static bool count_down(const struct hunk *hunk, uint64_t *left)
{
	if (hunk->open)
		return true;
	if (*left == 0)
		return false;
	--*left;
	return true;
}

enum hunk_line hunk_take(struct hunk *hunk, const char *columns)
{
	bool old = memchr(columns, '-', hunk->parents) != NULL;
	bool good = old || count_down(hunk, &hunk->new);
	size_t added = 0;

	for (size_t i = 0; i < hunk->parents; i++) {
		char sign = columns[i];
		if (sign != ' ' && sign != '-' && (sign != '+' || old))
			return HUNK_WRONG;
		added += sign == '+';
		/* Of an old line a blank says that this parent lacks it. */
		if (sign == '-' || (sign == ' ' && !old))
			good &= count_down(hunk, &hunk->old[i]);
	}
	if (!good)
		return HUNK_WRONG;
	if (old)
		return HUNK_OLD;
	return added == hunk->parents ? HUNK_ADDED : HUNK_KNOWN;
}
