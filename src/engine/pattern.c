/*
 * pattern.c - compiles and runs patterns.
 */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "base/err.h"
#include "base/mem.h"
#include "engine/ascii.h"
#include "engine/pattern.h"

enum {
	/*
	 * What the JIT's compiling costs, in bytes that are searched without
	 * it, and what a try at one place costs.
	 */
	JIT_COST = 512,
	TRY_COST = 5,
	LIMIT_DEPTH = 10000,
	GROUPS_MAX = 16, /* named groups of one pattern */
	TELLING_START = 5, /* bytes of a token's public beginning */
	LONGEST_PATTERN = 4096, /* bytes; of users */
};

/*
 * Steps of one try.  Built-in patterns are bounded by their own shape; the
 * limit is there so that a mistake ends in an error and not in a hang.  Users'
 * patterns may come from anybody's tree.
 */
static const uint32_t limit_match = 200000;
static const uint32_t limit_users_match = 20000;

struct named_group {
	uint32_t number;
	enum pattern_group group;
};

struct pattern {
	pcre2_code *code; /* owned; NULL: not compiled yet */
	size_t cost; /* of all tries, as JIT_COST; above it: JIT was asked */
	size_t group_count;
	struct named_group groups[GROUPS_MAX];
};

struct patterns {
	const struct ruleset *set;
	struct pattern *list; /* one a rule */
	pcre2_match_data *data; /* for the pattern with most groups */
	pcre2_match_context *context;
};

struct patterns *patterns_new(const struct ruleset *set)
{
	struct patterns *patterns = mem_zalloc(1, sizeof(*patterns));
	patterns->set = set;
	patterns->list = mem_zalloc(set->rule_count, sizeof(struct pattern));
	patterns->data = pcre2_match_data_create(64, NULL);
	patterns->context = pcre2_match_context_create(NULL);
	if (patterns->context)
		pcre2_set_depth_limit(patterns->context, LIMIT_DEPTH);
	return patterns;
}

void patterns_free(struct patterns *patterns)
{
	if (!patterns)
		return;
	for (size_t i = 0; i < patterns->set->rule_count; i++)
		pcre2_code_free(patterns->list[i].code);
	pcre2_match_data_free(patterns->data);
	pcre2_match_context_free(patterns->context);
	free(patterns->list);
	free(patterns);
}

/* The bytes that must not follow a match, as a look-ahead. */
static const char *right_edge(enum rule_edge edge)
{
	switch (edge) {
	case EDGE_WORD:
		return ")(?![A-Za-z0-9_])";
	case EDGE_DASH:
		return ")(?![A-Za-z0-9_-])";
	case EDGE_BASE64:
		return ")(?![A-Za-z0-9_+/=-])";
	case EDGE_NONE:
		break;
	}
	return ")";
}

static enum pattern_group group_of_name(const char *name)
{
	static const struct {
		char name[8];
		enum pattern_group group;
	} names[] = {
		{ "secret", GROUP_SECRET },
		{ "id", GROUP_ID },
		{ "user", GROUP_USER },
		{ "host", GROUP_HOST },
		{ "name", GROUP_NAME },
	};
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (strcmp(name, names[i].name) == 0)
			return names[i].group;
	}
	return GROUP_WHOLE;
}

/* Notes the numbers of the groups that have a name of ours. */
static void learn_groups(struct pattern *pattern)
{
	uint32_t count = 0;
	uint32_t size = 0;
	PCRE2_SPTR table = NULL;
	pcre2_pattern_info(pattern->code, PCRE2_INFO_NAMECOUNT, &count);
	pcre2_pattern_info(pattern->code, PCRE2_INFO_NAMEENTRYSIZE, &size);
	pcre2_pattern_info(pattern->code, PCRE2_INFO_NAMETABLE, &table);
	for (uint32_t i = 0; i < count && i < GROUPS_MAX; i++) {
		PCRE2_SPTR entry = table + (size_t)i * size;
		struct named_group *group = &pattern->groups[i];
		group->number = (uint32_t)entry[0] << 8 | entry[1];
		group->group = group_of_name((const char *)entry + 2);
		pattern->group_count = i + 1;
	}
}

static int compile(
	struct pattern *pattern, const struct rule *rule, struct err *err)
{
	const char *edge = right_edge(rule->edge);
	const size_t len = strlen(rule->pattern);
	const size_t edge_len = strlen(edge);
	char *text = mem_alloc(3 + len + edge_len);
	int number = 0;
	PCRE2_SIZE offset = 0;
	uint32_t options = PCRE2_DUPNAMES | PCRE2_MULTILINE;

	if (rule->fold)
		options |= PCRE2_CASELESS;
	/* The JIT's code is not used if this comes with the match. */
	if (rule->place == PLACE_ANCHORED)
		options |= PCRE2_ANCHORED;
	memcpy(text, "(?:", 3);
	memcpy(text + 3, rule->pattern, len);
	memcpy(text + 3 + len, edge, edge_len);
	pattern->code = pcre2_compile((PCRE2_SPTR)text, 3 + len + edge_len,
		options, &number, &offset, NULL);
	free(text);
	if (!pattern->code) {
		PCRE2_UCHAR message[120];
		size_t place = offset < 3 ? 0 : offset - 3;
		pcre2_get_error_message(number, message, sizeof(message));
		return err_set(err, ERR_RULE, "pattern, near byte %zu: %s",
			place < len ? place : len, (const char *)message);
	}
	learn_groups(pattern);
	return 0;
}

/*
 * The JIT pays once the tries have cost as much as it does: after a hundred
 * at one place, with the first or second search of a whole line.  Where the
 * system has none we go on as we are.
 */
static void consider_jit(struct pattern *pattern, bool anchored,
	const struct pattern_query *query)
{
	if (pattern->cost >= JIT_COST)
		return;
	pattern->cost += anchored ? TRY_COST : query->len - query->from;
	if (pattern->cost >= JIT_COST)
		(void)pcre2_jit_compile(pattern->code, PCRE2_JIT_COMPLETE);
}

static int run(const struct patterns *patterns, const struct pattern *pattern,
	const struct pattern_query *query)
{
	const struct rule *rule = &patterns->set->rules[query->rule];
	bool late = query->anchored && rule->place != PLACE_ANCHORED;
	uint32_t options = late ? PCRE2_ANCHORED : 0;

	/* Behind a match of nothing there could be one of something. */
	if (rule->users)
		options |= PCRE2_NOTEMPTY;
	if (patterns->context)
		pcre2_set_match_limit(patterns->context,
			rule->users ? limit_users_match : limit_match);
	int rc = pcre2_match(pattern->code, (PCRE2_SPTR)query->text, query->len,
		query->from, options, patterns->data, patterns->context);
	if (rc != PCRE2_ERROR_JIT_STACKLIMIT)
		return rc;
	return pcre2_match(pattern->code, (PCRE2_SPTR)query->text, query->len,
		query->from, options | PCRE2_NO_JIT, patterns->data,
		patterns->context);
}

static void read_groups(const struct pattern *pattern, const PCRE2_SIZE *vector,
	int count, struct pattern_hit *hit)
{
	const struct span none = { 0, 0 };
	for (size_t i = 0; i < GROUP_COUNT; i++)
		hit->group[i] = none;
	hit->group[GROUP_WHOLE].start = vector[0];
	hit->group[GROUP_WHOLE].end = vector[1];
	hit->group[GROUP_SECRET] = hit->group[GROUP_WHOLE];
	for (size_t i = 0; i < pattern->group_count; i++) {
		const struct named_group *named = &pattern->groups[i];
		if (named->group == GROUP_WHOLE ||
			named->number >= (uint32_t)count ||
			vector[2 * named->number] == PCRE2_UNSET)
			continue;
		hit->group[named->group].start = vector[2 * named->number];
		hit->group[named->group].end = vector[2 * named->number + 1];
	}
}

int pattern_check(const struct rule *rule, struct err *err)
{
	struct pattern pattern = { .code = NULL };

	if (strlen(rule->pattern) > LONGEST_PATTERN)
		return err_set(err, ERR_RULE, "pattern: longer than %d bytes",
			(int)LONGEST_PATTERN);
	int rc = compile(&pattern, rule, err);
	pcre2_code_free(pattern.code);
	return rc;
}

int pattern_find(struct patterns *patterns, const struct pattern_query *query,
	struct pattern_hit *hit, struct err *err)
{
	struct pattern *pattern = &patterns->list[query->rule];
	const struct rule *rule = &patterns->set->rules[query->rule];
	if (!pattern->code) {
		int rc = compile(pattern, rule, err);
		if (rc < 0)
			return err_context(err, "rule %s", rule->id);
	}
	consider_jit(pattern, query->anchored || rule->place == PLACE_ANCHORED,
		query);
	int rc = run(patterns, pattern, query);
	if (rc == PCRE2_ERROR_NOMATCH)
		return 0;
	if (rc < 0) {
		PCRE2_UCHAR message[120];
		pcre2_get_error_message(rc, message, sizeof(message));
		return err_set(err, ERR_LIMIT, "rule %s: %s", rule->id,
			(const char *)message);
	}
	read_groups(
		pattern, pcre2_get_ovector_pointer(patterns->data), rc, hit);
	return 1;
}

static bool is_edge_byte(enum rule_edge edge, char byte)
{
	if (ascii_is_alnum(byte) || byte == '_')
		return edge != EDGE_NONE;
	if (byte == '-')
		return edge == EDGE_DASH || edge == EDGE_BASE64;
	return edge == EDGE_BASE64 &&
	       (byte == '+' || byte == '/' || byte == '=');
}

/* Whether the bytes before START end an escape: \n %3D \x3d \u003d. */
static bool ends_escape(const char *text, size_t start)
{
	if (start >= 2 && text[start - 2] == '\\' &&
		strchr("abfnrtv0", text[start - 1]))
		return true;
	if (start < 3 || !ascii_is_hex(text[start - 1]) ||
		!ascii_is_hex(text[start - 2]))
		return false;
	if (text[start - 3] == '%')
		return true;
	if (start >= 4 && text[start - 3] == 'x' && text[start - 4] == '\\')
		return true;
	return start >= 6 && ascii_is_hex(text[start - 3]) &&
	       ascii_is_hex(text[start - 4]) && text[start - 5] == 'u' &&
	       text[start - 6] == '\\';
}

/*
 * Whether the dash before START is no part of the token: behind a sign, as in
 * ${X:-token}, or where the token's own beginning is long enough to tell it.
 */
static bool is_loose_dash(
	const struct rule *rule, const char *text, size_t start)
{
	if (text[start - 1] != '-' || rule->edge != EDGE_DASH)
		return false;
	return rule->shown >= TELLING_START || start < 2 ||
	       !is_edge_byte(EDGE_BASE64, text[start - 2]);
}

bool pattern_left_edge(const struct rule *rule, const char *text, size_t start)
{
	enum rule_edge edge = rule->edge;
	if (start == 0 || !is_edge_byte(edge, text[start - 1]))
		return true;
	/* An assignment's sign ends a name, it does not begin a value. */
	if (text[start - 1] == '=' && edge == EDGE_BASE64)
		return start < 2 || text[start - 2] != '=';
	return is_loose_dash(rule, text, start) || ends_escape(text, start);
}
