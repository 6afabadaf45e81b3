/*
 * value.c - judges the value given to a telling name.
 *
 * A table of aspects, each with the points that it brings: what the name says,
 * how the value is written, how random it looks.  What is no secret for certain
 * (a reference, a placeholder, a time, a text for people) is an aspect that
 * brings so few that nothing else counts.  The score is their sum:
 *
 *     API_KEY = "32 random characters"     10 + 20 + 40 + 10 + 10 = 90
 *     password = "letters, digits"    20 + 20 + 10           = 50
 *     sort_key = "16 random ones"   -10 + 20 + 40 + 10      = 60
 */
#include "engine/ascii.h"
#include "engine/assignment.h"
#include "engine/drawn.h"
#include "engine/value.h"
#include "model/reason.h"

enum {
	JUDGED_MOST = 256, /* bytes of a value */
	GUESSABLE_LEAST = 4, /* bytes */
	GUESSABLE_MOST = 64,
	VETO = -1000, /* points */
	SCORE_MEDIUM = 65,
	SCORE_LOW = 35,
};

/* ---- what a person may have chosen ---- */

static bool has_digit(const struct value *value)
{
	return value_has_byte_between(value->text, value->len, '0', '9');
}

static bool has_letter(const struct value *value)
{
	return value_has_byte_between(value->text, value->len, 'A', 'Z') ||
	       value_has_byte_between(value->text, value->len, 'a', 'z');
}

static bool has_sign(const struct value *value)
{
	return value_has_any_byte(value, "!\"#%&@$^*");
}

static bool is_mixed(const struct value *value)
{
	return has_digit(value) || has_sign(value);
}

/* Letters alone, not those of a label (Kennwort). */
static bool is_word(const struct value *value)
{
	bool capital = false;
	for (size_t i = 0; i < value->len; i++) {
		if (!ascii_is_letter(value->text[i]))
			return false;
		capital |= i > 0 && ascii_is_upper(value->text[i]);
	}
	return capital || ascii_is_lower(value->text[0]);
}

/* A word where a label could not stand as well. */
static bool is_given_word(const struct value *value)
{
	const struct assignment *assignment = value->assignment;
	if (assignment->kind != VARNAME_PASSWORD || assignment->loose ||
		!is_word(value))
		return false;
	if (value->file == FILE_SETTINGS && value->len >= 6)
		return true;
	if (assignment->account && value->len >= 5)
		return varname_judge(value->text, value->len) == VARNAME_OTHER;
	return assignment->given && assignment->quoted && value->len >= 5;
}

/* A value for which not even the letters speak. */
static bool is_too_plain(const struct value *value)
{
	const struct assignment *assignment = value->assignment;
	if (assignment->listed)
		return !value->random || !has_digit(value) ||
		       drawn_is_uuid(value->text, value->len) ||
		       (value->len < 16 &&
			       (!assignment->paired ||
				       assignment->kind != VARNAME_PASSWORD)) ||
		       (!assignment->paired &&
			       assignment->kind < VARNAME_SECRET);
	if (value->random && value->file == FILE_TRANSLATION)
		return value->len < 20 || !has_digit(value);
	if (value->random || value_is_seed(value) || value_is_grouped(value))
		return false;
	if (value->len < GUESSABLE_LEAST || value->len > GUESSABLE_MOST ||
		value->file == FILE_TRANSLATION)
		return true;
	if (!assignment->quoted && !assignment->ends_line &&
		!assignment->tight && !assignment->flag &&
		!assignment->embedded)
		return true;
	if (!is_mixed(value))
		return !is_given_word(value);
	if (assignment->kind == VARNAME_PASSWORD)
		return false;
	/* db-secret-v2, aws/prod1: a name of a secret in a store; or a number. */
	return !has_sign(value) &&
	       (value_has_any_byte(value, "-_./:,") || !has_letter(value));
}

/* ---- the table ---- */

static bool is_password_name(const struct value *value)
{
	return value->assignment->kind == VARNAME_PASSWORD;
}

static bool is_secret_name(const struct value *value)
{
	return value->assignment->kind == VARNAME_SECRET;
}

static bool is_token_name(const struct value *value)
{
	return value->assignment->kind == VARNAME_TOKEN;
}

static bool is_key_name(const struct value *value)
{
	return value->assignment->kind == VARNAME_KEY;
}

static bool is_literal(const struct value *value)
{
	(void)value;
	return true; /* the others have been turned away */
}

static bool is_random(const struct value *value)
{
	return value->random || value_is_seed(value);
}

static bool is_long(const struct value *value)
{
	return value->random && value->len >= 24;
}

static bool is_short(const struct value *value)
{
	size_t least = is_password_name(value) ? 12 : 14;
	return value->random && value->len < least;
}

static bool is_loose(const struct value *value)
{
	return value->assignment->loose;
}

static bool is_vector(const struct value *value)
{
	return value->file == FILE_VECTORS;
}

static bool is_only_word(const struct value *value)
{
	return !value->random && is_word(value);
}

/* wgDBpassword: by chance no value of usual length holds such a word. */
static bool has_telling_word(const struct value *value)
{
	static const char *const words[] = { "password", "passwd", "secret",
		"token", "credential", "apikey" };
	return value->len < 40 && fold_has_any(value->text, value->len, words,
					  sizeof(words) / sizeof(words[0]));
}

/* 0x7fb482df0f60: an address in memory. */
static bool is_pointer(const struct value *value)
{
	return value->len < 22 && memchr(value->text, 'x', value->len) &&
	       text_find(value->text, value->len, "0x");
}

struct aspect {
	bool (*holds)(const struct value *value);
	int points;
	unsigned reason; /* 0 of a veto */
};

/* The cheap ones first: most values are turned away by them. */
static const struct aspect aspects[] = {
	{ value_is_prose, VETO, 0 },
	{ is_too_plain, VETO, 0 },
	{ value_is_harmless, VETO, 0 },
	{ is_password_name, 20, REASON_PASSWORD },
	{ is_secret_name, 10, REASON_SECRET },
	{ is_token_name, 0, REASON_TOKEN },
	{ is_key_name, -10, REASON_KEY },
	{ is_literal, 20, REASON_LITERAL },
	{ is_random, 40, REASON_RANDOM },
	{ is_long, 10, REASON_LONG },
	{ is_short, -30, REASON_SHORT },
	{ is_mixed, 10, REASON_MIXED },
	{ is_only_word, -5, REASON_WORD },
	{ is_loose, -10, REASON_LOOSE },
	{ is_vector, -35, REASON_VECTOR },
};

struct judgement assignment_judge(const struct assignment *assignment,
	const char *text, enum file_kind file)
{
	struct judgement judgement = { VALUE_NONE, CONFIDENCE_LOW, 0, 0 };
	struct value value = { .assignment = assignment,
		.name = text + assignment->name.start,
		.name_len = span_len(assignment->name),
		.text = text + assignment->value.start,
		.len = span_len(assignment->value),
		.file = file };

	if (value_is_expression(&value) || file == FILE_LOCK)
		return judgement;
	/* The beginning of a long value tells as much, at a bounded cost. */
	if (value.len > JUDGED_MOST)
		value.len = JUDGED_MOST;
	value.random =
		(drawn_at_random(value.text, value.len) ||
			(assignment->kind == VARNAME_PASSWORD &&
				drawn_with_signs(value.text, value.len))) &&
		!has_telling_word(&value) && !is_pointer(&value) &&
		!value_is_joined_words(&value);
	for (size_t i = 0; i < sizeof(aspects) / sizeof(aspects[0]); i++) {
		if (!aspects[i].holds(&value))
			continue;
		judgement.score += aspects[i].points;
		judgement.reasons |= aspects[i].reason;
		if (judgement.score < VETO / 2)
			return judgement;
	}
	/* Of all the keys there are, only a random one is worth a word. */
	if (judgement.score <
		(assignment->kind == VARNAME_KEY ? SCORE_MEDIUM : SCORE_LOW))
		return judgement;
	judgement.strength = is_random(&value) && !is_short(&value)
				     ? VALUE_RANDOM
				     : VALUE_GUESSABLE;
	if (judgement.score >= SCORE_MEDIUM)
		judgement.confidence = CONFIDENCE_MEDIUM;
	return judgement;
}
