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
#include "engine/encoded_value.h"
#include "engine/search_steps.h"
#include "engine/verify.h"

/* How often a text's bytes may be read as those of tables. */
enum { ROWS_SHARE = 16 };

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

enum file_kind search_file_kind(
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
			chunk->text, search_file_kind(search, chunk));
	struct span value = told->assignment.value;
	if (told->judgement.strength != VALUE_NONE &&
		encoded_value_is_empty(
			chunk->text + value.start, span_len(value)))
		told->judgement.strength = VALUE_NONE;
	told->heads = grid_open(
		&told->grid, chunk->text, chunk->len, told->assignment.name);
	told->keyword = keyword;
}

void search_add_judged(struct search *search, const struct chunk *chunk,
	const struct rule *rule, const struct assignment *found,
	const struct judgement *judgement, struct span whole)
{
	struct match *match = search_add_match(search, chunk, rule);

	if (judgement->confidence < match->confidence)
		match->confidence = judgement->confidence;
	match->reasons = judgement->reasons;
	match->whole = whole;
	match->name = found->name;
	match->secret = found->value;
	if (!verify_match(match, search->args.rules))
		search_drop_last(search);
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
	search_rows(search, chunk, rule);
	const struct assignment found = told->assignment;
	const struct judgement judgement = told->judgement;
	if (judgement.strength != (rule->weak ? VALUE_GUESSABLE : VALUE_RANDOM))
		return;
	/* The value may stand before the name. */
	const struct span whole = {
		found.name.start < found.value.start ? found.name.start
						     : found.value.start,
		found.name.end > found.value.end ? found.name.end
						 : found.value.end,
	};
	search_add_judged(search, chunk, rule, &found, &judgement, whole);
	if (!rule->weak)
		search_items(search, chunk, rule, &found);
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
		return search_anchored(
			search, chunk, index, keyword.start, err);
	case PLACE_LINE:
		return search_add_window(search, chunk, index,
			search_line_window(chunk, keyword), err);
	case PLACE_NEAR:
		return search_add_window(search, chunk, index,
			search_near_window(chunk, keyword, rule->near), err);
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
		rc = search_add_window(search, chunk, row->rule, all, err);
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
	search->rows_left = ROWS_SHARE * chunk->len;
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
