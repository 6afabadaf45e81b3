/*
 * allowed.c - lines in which findings do not count.
 *
 * The expressions are kept as rules without a keyword, so that the engine's
 * patterns run them, under the limits of users' patterns.
 */
#include "policy/allowed.h"

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "base/warnings.h"
#include "engine/pattern.h"
#include "rules/ere.h"
#include "rules/rulefile.h"

enum {
	ITEMS_LIMIT = 10000, /* of all settings and files */
	PATTERN_LIMIT = 64 * 1024, /* bytes of one, rewritten */
	NAME_LIMIT = 4096,
};

struct origin {
	char *name; /* owned; the rule's id */
	char *pattern; /* owned; the rule's */
	bool from_tree;
};

struct allowed {
	struct rule *rules; /* owned; one an expression */
	size_t count;
	size_t capacity;
	struct origin *origins; /* owned; one a rule */
	size_t origin_capacity;
	struct ruleset set; /* of the rules, once they are asked */
	struct patterns *patterns; /* owned; NULL: nothing was asked yet */
	bool locked;
};

struct allowed *allowed_new(void)
{
	return mem_zalloc(1, sizeof(struct allowed));
}

void allowed_free(struct allowed *allowed)
{
	if (allowed == NULL)
		return;
	for (size_t i = 0; i < allowed->count; i++) {
		free(allowed->origins[i].name);
		free(allowed->origins[i].pattern);
	}
	patterns_free(allowed->patterns);
	free(allowed->rules);
	free(allowed->origins);
	free(allowed);
}

void allowed_lock(struct allowed *allowed)
{
	allowed->locked = true;
}

size_t allowed_count(const struct allowed *allowed)
{
	return allowed->count;
}

/* Appends a rule; its texts are the origin's. */
static void append(struct allowed *allowed, const struct origin *origin)
{
	size_t index = allowed->count;

	allowed->rules = mem_grow(allowed->rules, index, &allowed->capacity,
		sizeof(*allowed->rules));
	allowed->origins = mem_grow(allowed->origins, index,
		&allowed->origin_capacity, sizeof(*allowed->origins));
	allowed->rules[index] = (struct rule){ .id = origin->name,
		.pattern = origin->pattern,
		.edge = EDGE_NONE,
		.place = PLACE_EACH_LINE,
		.users = true };
	allowed->origins[index] = *origin;
	allowed->count++;
}

static int add(struct allowed *allowed, const char *name, bool from_tree,
	const char *ere, size_t len, struct err *err)
{
	struct buf pattern = BUF_INIT(PATTERN_LIMIT);
	struct rule checked = { .edge = EDGE_NONE };
	int rc = ERR_RULE;

	if (allowed->count == ITEMS_LIMIT) {
		err_set(err, ERR_RULE, "more than %d expressions", ITEMS_LIMIT);
		goto done;
	}
	if (ere_translate(&pattern, ere, len, ERE_LENIENT, err) < 0)
		goto done;
	checked.pattern = buf_string(&pattern);
	if (pattern_check(&checked, err) < 0)
		goto done;
	append(allowed, &(struct origin){ mem_copy_string(name),
				mem_copy_string(checked.pattern), from_tree });
	rc = 0;
done:
	buf_release(&pattern);
	return rc;
}

int allowed_add(struct allowed *allowed, const char *name, const char *ere,
	size_t len, struct err *err)
{
	return add(allowed, name, false, ere, len, err);
}

/* Blank, or a comment: as awk 'NF && $1 !~ /^#/' tells them. */
static bool is_no_expression(const char *line, size_t len)
{
	size_t at = 0;

	while (at < len && (line[at] == ' ' || line[at] == '\t'))
		at++;
	return at == len || line[at] == '#';
}

static int add_line(struct allowed *allowed, const struct rulefile *file,
	const struct span *line, uint32_t number, struct err *err)
{
	struct buf name = BUF_INIT(NAME_LIMIT);
	int rc = 0;

	(void)buf_append_string(&name, file->name);
	(void)buf_append_byte(&name, ':');
	(void)buf_append_number(&name, number);
	if (add(allowed, buf_string(&name), file->from_tree,
		    file->text + line->start, span_len(*line), err) < 0) {
		rc = err_context(err, "%s", buf_string(&name));
		if (file->warnings != NULL) {
			warnings_add(file->warnings, err->message);
			rc = 0;
		}
	}
	buf_release(&name);
	return rc;
}

int allowed_add_file(
	struct allowed *allowed, const struct rulefile *file, struct err *err)
{
	uint32_t number = 1;
	int rc = 0;

	if (allowed->locked && file->from_tree)
		return 0;
	for (size_t at = 0; at < file->len && rc == 0; number++) {
		const char *start = file->text + at;
		const char *newline = memchr(start, '\n', file->len - at);
		size_t len = newline != NULL ? (size_t)(newline - start)
					     : file->len - at;
		struct span line = { at, at + len };

		at += len + 1;
		if (len > 0 && start[len - 1] == '\r')
			line.end--;
		if (!is_no_expression(start, span_len(line)))
			rc = add_line(allowed, file, &line, number, err);
	}
	return rc;
}

enum allowance allowed_match(struct allowed *allowed, const char *line,
	size_t len, struct warnings *warnings)
{
	struct pattern_query query = { .text = line, .len = len };
	struct pattern_hit hit;
	struct err err;

	if (allowed->patterns == NULL) {
		allowed->set.rules = allowed->rules;
		allowed->set.rule_count = allowed->count;
		allowed->patterns = patterns_new(&allowed->set);
	}
	for (query.rule = 0; query.rule < allowed->count; query.rule++) {
		int rc = pattern_find(allowed->patterns, &query, &hit, &err);

		if (rc == 1)
			return allowed->origins[query.rule].from_tree
				       ? ALLOWED_BY_TREE
				       : ALLOWED_BY_SETTING;
		if (rc < 0 && warnings != NULL)
			warnings_add(warnings, err.message);
	}
	return ALLOWED_NOT;
}
