/*
 * search.c - one text against all rules.
 *
 * The prefilter says which keywords stand where; each wakes its rules.  An
 * anchored rule is tried at the keyword.  A rule that looks round the keyword
 * gets a window; windows of one rule that touch are searched as one, so that
 * a text full of keywords costs no more than its length.
 */
#include <string.h>

#include "base/err.h"
#include "base/glob.h"
#include "base/mem.h"
#include "engine/assignment.h"
#include "engine/encoded_value.h"
#include "engine/pattern.h"
#include "engine/prefilter.h"
#include "engine/search.h"
#include "engine/verify.h"
#include "model/coverage.h"

enum {
	LINE_REACH = 4096, /* bytes of a line to either side of a keyword */
	TOKEN_ROOM = 512, /* bytes past a window in which a match may end */
	LONGEST_MATCH = 16 * 1024, /* bytes; a private key block */
};

/* The part of the chunk that waits to be searched for one rule. */
struct window {
	size_t start;
	size_t end; /* 0: nothing waits */
};

/*
 * What was told of the name that was looked at last: each of its keywords wakes
 * the rules of assignments anew.
 */
struct told {
	struct span keyword; /* empty: nothing */
	struct assignment assignment;
	struct judgement judgement;
};

/* A glob of a rule without a keyword; its last two bytes are compared first. */
struct by_path {
	const char *glob;
	char tail[2]; /* NUL: any */
	uint16_t rule;
};

struct search {
	struct search_args args;
	struct patterns *patterns;
	struct window *windows; /* one a rule */
	uint16_t *waiting; /* the rules whose window waits */
	size_t waiting_count;
	struct candidates candidates;
	struct by_path *by_path; /* of the rules without a keyword */
	size_t by_path_count;
	size_t by_path_capacity;
	uint16_t *each_line; /* the rules that look at each line */
	size_t each_line_count;
	/* Of the text in hand. */
	enum file_kind file;
	bool file_known;
	struct told told;
};

static void note_paths(struct search *search, size_t index)
{
	const struct rule *rule = &search->args.rules->rules[index];
	if (rule->place != PLACE_FILE)
		return;
	for (size_t i = 0; rule->paths[i]; i++) {
		const char *glob = rule->paths[i];
		size_t len = strlen(glob);
		search->by_path = mem_grow(search->by_path,
			search->by_path_count, &search->by_path_capacity,
			sizeof(*search->by_path));
		struct by_path *row = &search->by_path[search->by_path_count++];
		*row = (struct by_path){ glob, { '\0', '\0' },
			(uint16_t)index };
		for (size_t j = 0; j < 2 && len >= 2; j++) {
			if (!strchr("*?]/\\", glob[len - 2 + j]))
				row->tail[j] = glob[len - 2 + j];
		}
	}
}

struct search *search_new(const struct search_args *args)
{
	struct search *search = mem_zalloc(1, sizeof(*search));
	size_t count = args->rules->rule_count;
	search->args = *args;
	search->patterns = patterns_new(args->rules);
	search->each_line = mem_zalloc(count, sizeof(uint16_t));
	for (size_t i = 0; i < count; i++) {
		note_paths(search, i);
		if (args->rules->rules[i].place == PLACE_EACH_LINE)
			search->each_line[search->each_line_count++] =
				(uint16_t)i;
	}
	search->windows = mem_zalloc(count, sizeof(struct window));
	search->waiting = mem_zalloc(count, sizeof(uint16_t));
	return search;
}

void search_free(struct search *search)
{
	if (!search)
		return;
	patterns_free(search->patterns);
	free(search->windows);
	free(search->waiting);
	free(search->by_path);
	free(search->each_line);
	free(search->candidates.list);
	free(search);
}

static struct match *add_match(struct search *search, const struct chunk *chunk,
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

static void drop_last(struct search *search)
{
	search->args.matches->count--;
}

static void take_hit(struct search *search, const struct chunk *chunk,
	const struct rule *rule, const struct pattern_hit *hit)
{
	struct match *match = add_match(search, chunk, rule);
	match->whole = hit->group[GROUP_WHOLE];
	match->secret = hit->group[GROUP_SECRET];
	match->name = hit->group[GROUP_NAME];
	match->id = hit->group[GROUP_ID];
	match->user = hit->group[GROUP_USER];
	match->host = hit->group[GROUP_HOST];
	if (!verify_match(match, search->args.rules))
		drop_last(search);
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

static int try_anchored(struct search *search, const struct chunk *chunk,
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

static struct window line_window(const struct chunk *chunk, struct span keyword)
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

static struct window near_window(
	const struct chunk *chunk, struct span keyword, size_t near)
{
	struct window window;
	window.start = keyword.start > near ? keyword.start - near : 0;
	window.end = chunk->len - keyword.end > near ? keyword.end + near
						     : chunk->len;
	return window;
}

/* Lets a window wait; one that does not touch the last is searched first. */
static int add_window(struct search *search, const struct chunk *chunk,
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

static int search_waiting(
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

/* The kind of the file, looked up when it is first asked for. */
static enum file_kind file_kind(
	struct search *search, const struct chunk *chunk)
{
	if (search->file_known)
		return search->file;
	search->file = chunk->kind == CHUNK_MESSAGE ? FILE_PROSE
						    : filekind_of(chunk->path);
	/* What a program keeps in base64 is no expression. */
	if (chunk->literal && search->file == FILE_CODE)
		search->file = FILE_SETTINGS;
	search->file_known = true;
	return search->file;
}

/* Reads and judges the name round KEYWORD, once for all rules and keywords. */
static void tell_assignment(
	struct search *search, const struct chunk *chunk, struct span keyword)
{
	struct told *told = &search->told;
	told->judgement = (struct judgement){ VALUE_NONE, 0, 0, 0 };
	told->assignment.name = keyword;
	if (assignment_find(
		    chunk->text, chunk->len, keyword, &told->assignment))
		told->judgement = assignment_judge(&told->assignment,
			chunk->text, file_kind(search, chunk));
	struct span value = told->assignment.value;
	if (told->judgement.strength != VALUE_NONE &&
		encoded_value_is_empty(
			chunk->text + value.start, span_len(value)))
		told->judgement.strength = VALUE_NONE;
	told->keyword = keyword;
}

/* The detector without a pattern: a value given to a telling name. */
static void try_assignment(struct search *search, const struct chunk *chunk,
	const struct rule *rule, struct span keyword)
{
	const struct told *told = &search->told;
	bool same = told->keyword.start == keyword.start &&
		    told->keyword.end == keyword.end;
	if (!same && span_len(told->keyword) > 0 &&
		told->assignment.name.start <= keyword.start &&
		told->assignment.name.end >= keyword.end)
		return;
	if (!same)
		tell_assignment(search, chunk, keyword);
	const struct assignment found = told->assignment;
	const struct judgement judgement = told->judgement;
	if (judgement.strength != (rule->weak ? VALUE_GUESSABLE : VALUE_RANDOM))
		return;
	struct match *match = add_match(search, chunk, rule);
	if (judgement.confidence < match->confidence)
		match->confidence = judgement.confidence;
	match->reasons = judgement.reasons;
	match->whole.start = found.name.start;
	match->whole.end = found.value.end;
	match->name = found.name;
	match->secret = found.value;
	if (!verify_match(match, search->args.rules))
		drop_last(search);
}

static bool is_applicable(const struct rule *rule, const struct chunk *chunk)
{
	if (rule->state == RULE_OFF ||
		(chunk->kind == CHUNK_BINARY && !rule->distinctive))
		return false;
	if (!rule->paths)
		return true;
	if (chunk->kind == CHUNK_NAME || chunk->kind == CHUNK_MESSAGE)
		return false;
	if (!chunk->path)
		return true; /* a first look: it may be any */
	for (size_t i = 0; rule->paths[i]; i++) {
		if (glob_match(rule->paths[i], chunk->path))
			return true;
	}
	return false;
}

static int wake_rule(struct search *search, const struct chunk *chunk,
	size_t index, struct span keyword, struct err *err)
{
	const struct rule *rule = &search->args.rules->rules[index];
	if (!is_applicable(rule, chunk))
		return 0;
	switch (rule->place) {
	case PLACE_ANCHORED:
		return try_anchored(search, chunk, index, keyword.start, err);
	case PLACE_LINE:
		return add_window(
			search, chunk, index, line_window(chunk, keyword), err);
	case PLACE_NEAR:
		return add_window(search, chunk, index,
			near_window(chunk, keyword, rule->near), err);
	case PLACE_OWN:
		return 0;
	case PLACE_ASSIGNMENT:
		if (chunk->kind != CHUNK_NAME)
			try_assignment(search, chunk, rule, keyword);
		break;
	case PLACE_FILE:
	case PLACE_EACH_LINE:
		break;
	}
	return 0;
}

static int wake_rules(struct search *search, const struct chunk *chunk,
	const struct candidate *candidate, struct err *err)
{
	const struct keyword *keyword =
		&search->args.rules->keywords[candidate->keyword];
	struct span span = { candidate->start,
		candidate->start + keyword->len };
	int rc = 0;
	for (size_t i = 0; i < keyword->rule_count && rc == 0; i++)
		rc = wake_rule(search, chunk, keyword->rules[i], span, err);
	return rc;
}

/* The prefilter's work done naively, to hold the prefilter against. */
static void scan_naively(struct search *search, struct prefilter_text *scan)
{
	const struct ruleset *set = search->args.rules;
	struct candidates *found = &search->candidates;
	found->count = 0;
	for (size_t i = 0; i < scan->len; i++) {
		for (size_t k = 0; k < set->keyword_count; k++) {
			const struct keyword *keyword = &set->keywords[k];
			if (!prefilter_keyword_stands(
				    keyword, scan->text + i, scan->len - i))
				continue;
			found->list = mem_grow(found->list, found->count,
				&found->capacity, sizeof(*found->list));
			found->list[found->count].start = i;
			found->list[found->count++].keyword = (uint32_t)k;
		}
	}
	scan->position = scan->len;
}

/* Lets the rules search that look at all of files of certain names. */
static int wake_by_path(
	struct search *search, const struct chunk *chunk, struct err *err)
{
	const char *path = chunk->path;
	size_t len = path ? strlen(path) : 0;
	struct window all = { 0, chunk->len };
	int rc = 0;
	for (size_t i = 0; i < search->by_path_count && rc == 0; i++) {
		const struct by_path *row = &search->by_path[i];
		bool tail = len < 2 ||
			    ((row->tail[0] == path[len - 2] || !row->tail[0]) &&
				    (row->tail[1] == path[len - 1] ||
					    !row->tail[1]));
		if (!tail || chunk->len == 0 ||
			(path && !glob_match(row->glob, path)) ||
			!is_applicable(
				&search->args.rules->rules[row->rule], chunk))
			continue;
		rc = add_window(search, chunk, row->rule, all, err);
	}
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

static int search_lines(struct search *search, const struct chunk *chunk,
	size_t index, struct err *err)
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

/* Lets the rules search that look at each line, as it is written. */
static int search_each_line(
	struct search *search, const struct chunk *chunk, struct err *err)
{
	int rc = 0;
	if (chunk->depth > 0 || chunk->kind == CHUNK_NAME)
		return 0;
	for (size_t i = 0; i < search->each_line_count && rc == 0; i++) {
		size_t index = search->each_line[i];
		if (is_applicable(&search->args.rules->rules[index], chunk))
			rc = search_lines(search, chunk, index, err);
	}
	return rc;
}

int search_text(
	struct search *search, const struct chunk *chunk, struct err *err)
{
	struct prefilter_text scan = { chunk->text, chunk->len, 0, false };
	int rc = chunk->depth > 0 ? 0 : wake_by_path(search, chunk, err);
	if (rc == 0)
		rc = search_each_line(search, chunk, err);
	search->file_known = false;
	search->told.keyword = (struct span){ 0, 0 };
	while (scan.position < scan.len && rc == 0) {
		if (search->args.no_prefilter)
			scan_naively(search, &scan);
		else
			prefilter_scan(
				search->args.rules, &scan, &search->candidates);
		for (size_t i = 0; i < search->candidates.count && rc == 0; i++)
			rc = wake_rules(search, chunk,
				&search->candidates.list[i], err);
	}
	int waited = search_waiting(search, chunk, err);
	return rc < 0 ? rc : waited;
}
