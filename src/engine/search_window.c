/*
 * search_window.c - tries the pattern of a rule, at a place or in a window.
 */
#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "engine/search_steps.h"
#include "engine/verify.h"
#include "model/coverage.h"

enum {
	LINE_REACH = 4096, /* bytes of a line to either side of a keyword */
	TOKEN_ROOM = 512, /* bytes past a window in which a match may end */
	LONGEST_MATCH = 16 * 1024, /* bytes; a private key block */
};

struct match *search_add_match(struct search *search, const struct chunk *chunk,
	const struct rule *rule)
{
	struct matches *matches = search->args.matches;
	matches->list = mem_grow(matches->list, matches->count,
		&matches->capacity, sizeof(*matches->list));
	struct match *match = &matches->list[matches->count++];
	*match = (struct match){ 0 };
	match->chunk = chunk;
	match->rule = rule;
	match->confidence = rule->confidence;
	return match;
}

void search_drop_last(struct search *search)
{
	search->args.matches->count--;
}

static void take_hit(struct search *search, const struct chunk *chunk,
	const struct rule *rule, const struct pattern_hit *hit)
{
	struct match *match = search_add_match(search, chunk, rule);
	match->whole = hit->group[GROUP_WHOLE];
	match->secret = hit->group[GROUP_SECRET];
	match->name = hit->group[GROUP_NAME];
	match->id = hit->group[GROUP_ID];
	match->user = hit->group[GROUP_USER];
	match->host = hit->group[GROUP_HOST];
	if (!verify_match(match, search->args.rules))
		search_drop_last(search);
}

/*
 * A rule that ran into its limit has not scanned this chunk: that is noted,
 * and the other rules go on.  Other errors are handed on.
 */
static int note_limit(struct search *search, const struct chunk *chunk, int rc,
	const struct err *err)
{
	struct coverage *coverage = search->args.coverage;
	const char *name = chunk->path ? chunk->path : "-";
	if (rc != ERR_LIMIT)
		return rc < 0 ? rc : 0;
	if (coverage->unscanned_count > 0) {
		const struct unscanned *last =
			&coverage->unscanned[coverage->unscanned_count - 1];
		if (strcmp(last->name, name) == 0 &&
			strcmp(last->reason, err->message) == 0)
			return 0;
	}
	coverage_add_unscanned(coverage, name, err->message);
	return 0;
}

int search_anchored(struct search *search, const struct chunk *chunk,
	size_t index, size_t start, struct err *err)
{
	const struct rule *rule = &search->args.rules->rules[index];
	struct pattern_query query = { index, chunk->text, chunk->len, start,
		true };
	struct pattern_hit hit;
	if (!pattern_left_edge(rule, chunk->text, start))
		return 0;
	if (chunk->len - start > LONGEST_MATCH)
		query.len = start + LONGEST_MATCH;
	int rc = pattern_find(search->patterns, &query, &hit, err);
	if (rc == 1)
		take_hit(search, chunk, rule, &hit);
	return note_limit(search, chunk, rc, err);
}

/* How far behind the window the text ends that is handed to the pattern. */
static size_t room_behind(
	const struct rule *rule, const char *text, struct window window)
{
	if (rule->place != PLACE_EACH_LINE)
		return TOKEN_ROOM;
	/* No match goes over the end of a line. */
	return text[window.end - 1] == '\n' ? 0 : LONGEST_MATCH;
}

/*
 * Finds the next match that begins in [FROM, WINDOW.END).  The text handed to
 * the pattern ends some way behind the window, and further if a match runs
 * into that end.
 */
static int find_in_window(struct search *search, struct pattern_query *query,
	struct window window, struct pattern_hit *hit, struct err *err)
{
	size_t chunk_len = query->len;
	size_t room = room_behind(
		&search->args.rules->rules[query->rule], query->text, window);
	int rc = 0;
	for (;;) {
		query->len = chunk_len - window.end > room ? window.end + room
							   : chunk_len;
		rc = pattern_find(search->patterns, query, hit, err);
		bool cut = rc == 1 && query->len < chunk_len &&
			   hit->group[GROUP_WHOLE].end == query->len;
		if (!cut || room > LONGEST_MATCH)
			break;
		room = room * 4 + 1;
	}
	query->len = chunk_len;
	if (rc == 1 && hit->group[GROUP_WHOLE].start >= window.end)
		return 0;
	return rc;
}

static int search_window(struct search *search, const struct chunk *chunk,
	size_t index, struct err *err)
{
	const struct rule *rule = &search->args.rules->rules[index];
	struct window window = search->windows[index];
	struct pattern_query query = { index, chunk->text, chunk->len,
		window.start, false };
	struct pattern_hit hit;
	int rc = 0;
	search->windows[index] = (struct window){ 0, 0 };
	while (query.from < window.end) {
		rc = find_in_window(search, &query, window, &hit, err);
		if (rc != 1)
			break;
		struct span whole = hit.group[GROUP_WHOLE];
		size_t secret_start = hit.group[GROUP_SECRET].start;
		if (!pattern_left_edge(rule, chunk->text, secret_start)) {
			query.from = whole.start + 1;
			continue;
		}
		size_t before = search->args.matches->count;
		take_hit(search, chunk, rule, &hit);
		bool taken = search->args.matches->count > before;
		query.from = taken ? whole.end : whole.start + 1;
		if (query.from <= whole.start)
			query.from = whole.start + 1;
	}
	return note_limit(search, chunk, rc, err);
}

struct window search_line_window(const struct chunk *chunk, struct span keyword)
{
	size_t first =
		keyword.start > LINE_REACH ? keyword.start - LINE_REACH : 0;
	size_t last = chunk->len - keyword.end > LINE_REACH
			      ? keyword.end + LINE_REACH
			      : chunk->len;
	struct window window = { keyword.start, last };
	while (window.start > first && chunk->text[window.start - 1] != '\n')
		window.start--;
	const char *newline =
		memchr(chunk->text + keyword.end, '\n', last - keyword.end);
	if (newline)
		window.end = (size_t)(newline - chunk->text);
	return window;
}

struct window search_near_window(
	const struct chunk *chunk, struct span keyword, size_t near)
{
	struct window window;
	window.start = keyword.start > near ? keyword.start - near : 0;
	window.end = chunk->len - keyword.end > near ? keyword.end + near
						     : chunk->len;
	return window;
}

int search_add_window(struct search *search, const struct chunk *chunk,
	size_t index, struct window window, struct err *err)
{
	struct window *last = &search->windows[index];
	int rc = 0;
	if (last->end != 0 && window.start > last->end)
		rc = search_window(search, chunk, index, err);
	else if (last->end == 0)
		search->waiting[search->waiting_count++] = (uint16_t)index;
	if (last->end == 0) {
		*last = window;
		return rc;
	}
	if (window.start < last->start)
		last->start = window.start;
	if (window.end > last->end)
		last->end = window.end;
	return rc;
}

int search_waiting(
	struct search *search, const struct chunk *chunk, struct err *err)
{
	int rc = 0;
	for (size_t i = 0; i < search->waiting_count; i++) {
		size_t index = search->waiting[i];
		if (rc == 0)
			rc = search_window(search, chunk, index, err);
		search->windows[index] = (struct window){ 0, 0 };
	}
	search->waiting_count = 0;
	return rc;
}

/*
 * The part of the chunk that begins at START and is searched at once: whole
 * lines, so that a pattern's `.*` costs no more than they are long; of a long
 * line a part of it.
 */
static struct window next_lines(const struct chunk *chunk, size_t start)
{
	struct window window = { start, chunk->len };
	if (chunk->len - start <= LINE_REACH)
		return window;
	window.end = start + LINE_REACH;
	for (size_t end = window.end; end > start; end--) {
		if (chunk->text[end - 1] == '\n') {
			window.end = end;
			break;
		}
	}
	return window;
}

int search_lines(struct search *search, const struct chunk *chunk, size_t index,
	struct err *err)
{
	int rc = 0;
	for (size_t at = 0; at < chunk->len && rc == 0;) {
		struct window window = next_lines(chunk, at);
		search->windows[index] = window;
		rc = search_window(search, chunk, index, err);
		at = window.end;
	}
	return rc;
}
