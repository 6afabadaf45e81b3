/*
 * inline_tag.c - waivers that stand in the text itself.
 *
 *     token = "..."  # kagiban:allow used in tests      on the line
 *
 *     # kagiban:allow aws-access-key                    on the line above
 *     key = "..."
 *
 *     a = "..."  # kagiban:allow                        not for the line below
 *     b = "..."
 *
 * All tags have a colon, so a line costs one search for colons.
 */
#include <string.h>
#include <strings.h>

#include "policy/inline_tag.h"
#include "rules/nearest.h"

enum reach {
	ON_LINE = 1, /* on a line of the finding */
	ABOVE = 2, /* on the line above, if that is a comment */
	ABOVE_ANY = 4, /* on the line above, whatever it is */
};

struct tag {
	const char *name; /* before the colon */
	const char *verb; /* behind it */
	unsigned reach; /* enum reach, or-ed */
	bool takes_rules; /* words behind it may be rule ids */
};

static const struct tag tags[] = {
	{ "kagiban", "allow", ON_LINE | ABOVE, true },
	{ "gitleaks", "allow", ON_LINE | ABOVE, false },
	{ "betterleaks", "allow", ON_LINE | ABOVE, false },
	{ "trufflehog", "ignore", ON_LINE | ABOVE, false },
	{ "kingfisher", "ignore", ON_LINE | ABOVE, false },
	{ "pragma", " allowlist secret", ON_LINE, false },
	{ "pragma", " allowlist nextline secret", ABOVE_ANY, false },
};

/* What begins a line that is a comment; case does not matter. */
static const char *const comment_signs[] = {
	"//",
	"/*",
	"<!--",
	"# ",
	"-- ",
	"; ",
	"% ",
	"rem ",
	"dnl ",
};

/* What is asked about, while a line is searched. */
struct query {
	const char *rule_id;
	const struct ruleset *set;
	struct inline_tag_doubt *doubt; /* or NULL */
	bool above; /* the line is the one above the finding */
};

static bool is_word(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
	       (byte >= '0' && byte <= '9') || byte == '_' ||
	       (byte & 0x80) != 0;
}

static bool is_rule_byte(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') ||
	       byte == '-';
}

/* Whether the line is a comment, as far as its LEN bytes before a tag tell. */
static bool is_comment(const char *line, size_t len)
{
	size_t count = sizeof(comment_signs) / sizeof(*comment_signs);
	size_t at = 0;

	while (at < len && (line[at] == ' ' || line[at] == '\t'))
		at++;
	for (size_t i = 0; i < count; i++) {
		size_t size = strlen(comment_signs[i]);

		if (len - at >= size &&
			strncasecmp(line + at, comment_signs[i], size) == 0)
			return true;
	}
	while (at < len && !is_word(line[at]))
		at++;
	return at == len;
}

/* Whether NAME stands, as a whole word, before the byte at END of LINE. */
static bool name_stands(const char *name, const char *line, size_t end)
{
	size_t len = strlen(name);

	/* The last byte tells most: no call of memcmp() for these. */
	if (end < len || line[end - 1] != name[len - 1] ||
		memcmp(line + end - len, name, len) != 0)
		return false;
	return end == len || !is_word(line[end - len - 1]);
}

/*
 * The length of VERB at the start of TEXT, 0 if it is not there.  A blank of
 * the verb stands for any number of blanks or dashes, none included.
 */
static size_t verb_len(const char *verb, const char *text, size_t len)
{
	size_t at = 0;

	for (; *verb != '\0'; verb++) {
		if (*verb == ' ') {
			while (at < len && (text[at] == ' ' || text[at] == '-'))
				at++;
			continue;
		}
		if (at == len || text[at] != *verb)
			return 0;
		at++;
	}
	return at == len || !is_word(text[at]) ? at : 0;
}

static bool is_rule(const struct ruleset *set, const char *word, size_t len)
{
	char id[INLINE_TAG_WORD];

	if (len >= sizeof(id))
		return false;
	memcpy(id, word, len);
	id[len] = '\0';
	return ruleset_find(set, id) != NULL;
}

/* Notes a word that could be meant for the id of a rule. */
static void note_doubt(const struct query *query, const char *word, size_t len)
{
	struct inline_tag_doubt *doubt = query->doubt;
	struct nearest nearest = { 0 };

	if (doubt == NULL || len >= sizeof(doubt->word) || len < 3 ||
		memchr(word, '-', len) == NULL)
		return;
	memcpy(doubt->word, word, len);
	doubt->word[len] = '\0';
	nearest.word = doubt->word;
	for (size_t i = 0; i < query->set->rule_count; i++)
		nearest_offer(&nearest, query->set->rules[i].id);
	doubt->nearest = nearest.best;
	if (nearest.best == NULL)
		doubt->word[0] = '\0';
}

/*
 * Whether the words behind a tag let the rule pass: no rule's id among those
 * that come first, or this rule's.
 */
static bool words_allow(const struct query *query, const char *text, size_t len)
{
	bool named = false;
	size_t at = 0;

	for (;;) {
		size_t start;

		while (at < len && memchr(" \t,=(", text[at], 5) != NULL)
			at++;
		start = at;
		while (at < len && is_rule_byte(text[at]))
			at++;
		if (at == start ||
			!is_rule(query->set, text + start, at - start)) {
			note_doubt(query, text + start, at - start);
			return !named;
		}
		named = true;
		if (strlen(query->rule_id) == at - start &&
			memcmp(query->rule_id, text + start, at - start) == 0)
			return true;
	}
}

/* Whether TAG, whose colon is at COLON of the line, waives. */
static bool tag_allows(const struct query *query, const struct tag *tag,
	const char *line, size_t len, size_t colon)
{
	size_t start = colon - strlen(tag->name);
	size_t behind = colon + 1;
	size_t size = verb_len(tag->verb, line + behind, len - behind);

	if (size == 0)
		return false;
	if (!query->above && (tag->reach & ON_LINE) == 0)
		return false;
	if (query->above && (tag->reach & ABOVE_ANY) == 0 &&
		((tag->reach & ABOVE) == 0 || !is_comment(line, start)))
		return false;
	behind += size;
	return !tag->takes_rules ||
	       words_allow(query, line + behind, len - behind);
}

static bool line_allows(const struct query *query, const char *line, size_t len)
{
	const char *colon = memchr(line, ':', len);

	while (colon != NULL) {
		size_t at = (size_t)(colon - line);

		for (size_t i = 0; i < sizeof(tags) / sizeof(*tags); i++)
			if (name_stands(tags[i].name, line, at) &&
				tag_allows(query, &tags[i], line, len, at))
				return true;
		colon = memchr(colon + 1, ':', len - at - 1);
	}
	return false;
}

/* Where the line of AT starts, or LEAST if that is nearer. */
static size_t line_start(const char *text, size_t at, size_t least)
{
	while (at > least && text[at - 1] != '\n')
		at--;
	return at;
}

/* Where the line of AT ends, or MOST if that is nearer. */
static size_t line_end(const char *text, size_t at, size_t most)
{
	while (at < most && text[at] != '\n')
		at++;
	return at;
}

bool inline_tag_allows(const char *text, size_t len, struct span span,
	const char *rule_id, const struct ruleset *set,
	struct inline_tag_doubt *doubt)
{
	struct query query = { rule_id, set, doubt, false };
	size_t reach = INLINE_TAG_REACH;
	size_t least = span.start > reach ? span.start - reach : 0;
	size_t most = len - span.end > reach ? span.end + reach : len;
	size_t start = line_start(text, span.start, least);
	size_t end = line_end(text, span.end, most);
	size_t above;

	if (line_allows(&query, text + start, end - start))
		return true;
	if (start == least && (start == 0 || text[start - 1] != '\n'))
		return false;
	above = line_start(text, start - 1, least);
	if (above == least && least > 0 && text[least - 1] != '\n')
		return false;
	query.above = true;
	return line_allows(&query, text + above, start - 1 - above);
}
