/*
 * user.c - whose password it is.
 */
#include <string.h>

#include "engine/ascii.h"
#include "engine/randomness.h"
#include "engine/user.h"

enum {
	LINES = 2, /* to either side */
	REACH = 300, /* bytes to either side */
	GAP = 4, /* bytes between a name, its sign and its value */
	VALUE_MOST = 64, /* bytes */
};

/* The window in which a user may stand. */
struct window {
	const char *text;
	size_t start;
	size_t end;
};

static struct window window_round(const struct match *match)
{
	const struct chunk *chunk = match->chunk;
	struct window window = { chunk->text, match->secret.start,
		match->secret.end };
	size_t least = window.start > REACH ? window.start - REACH : 0;
	size_t most = chunk->len - window.end > REACH ? window.end + REACH
						      : chunk->len;
	for (int lines = 0; window.start > least; window.start--) {
		lines += chunk->text[window.start - 1] == '\n';
		if (lines > LINES)
			break;
	}
	for (int lines = 0; window.end < most; window.end++) {
		lines += chunk->text[window.end] == '\n';
		if (lines > LINES)
			break;
	}
	return window;
}

/* Whether a word that starts at AT is the last part of a name. */
static bool begins_part(const struct window *window, size_t at)
{
	char before = at > window->start ? window->text[at - 1] : ' ';

	return !ascii_is_alnum(before) ||
	       (ascii_is_upper(window->text[at]) && ascii_is_lower(before));
}

/* The length of the word at AT that means a user; 0 if there is none. */
static size_t word_at(const struct window *window, size_t at)
{
	static const char *const words[] = { "username", "user_name",
		"user-name", "user_id", "userid", "user", "login", "uid",
		"usr" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		size_t len = strlen(words[i]);

		if (fold_starts_with(
			    window->text + at, window->end - at, words[i]) &&
			begins_part(window, at))
			return len;
	}
	return 0;
}

static bool is_gap(char byte)
{
	return byte != '\0' && strchr(" \t\"'`])}", byte) != NULL;
}

/* Goes over blanks and quotes, GAP of them at most. */
static size_t skip_gap(const struct window *window, size_t at)
{
	for (int i = 0; i < GAP && at < window->end; i++, at++) {
		if (!is_gap(window->text[at]))
			break;
	}
	return at;
}

/* Goes over the sign of an assignment at AT; SIZE_MAX if there is none. */
static size_t skip_sign(const struct window *window, size_t at)
{
	size_t before = at;

	while (at < window->end && at - before < 2 &&
		strchr(":=>", window->text[at]) != NULL &&
		window->text[at] != '\0')
		at++;
	return at > before ? at : SIZE_MAX;
}

static bool is_value_byte(char byte)
{
	return ascii_is_alnum(byte) ||
	       (byte != '\0' && strchr("._@+-", byte) != NULL);
}

/* Reads what is assigned to the name that ends at AT; false if nothing is. */
static bool read_user(const struct window *window, size_t at, struct span *user)
{
	at = skip_sign(window, skip_gap(window, at));
	if (at == SIZE_MAX)
		return false;
	at = skip_gap(window, at);
	user->start = at;
	while (at < window->end && is_value_byte(window->text[at]))
		at++;
	user->end = at;
	/* A call, a reference, a path: no name. */
	bool ends = at == window->end || is_gap(window->text[at]) ||
		    strchr(",;<&\r\n", window->text[at]) != NULL;
	return ends && span_len(*user) > 1 && span_len(*user) <= VALUE_MOST &&
	       !looks_random(window->text + user->start, span_len(*user));
}

static size_t gap_between(struct span a, struct span b)
{
	if (a.end <= b.start)
		return b.start - a.end;
	return b.end <= a.start ? a.start - b.end : 0;
}

static void find_user(struct match *match)
{
	struct window window = window_round(match);
	size_t nearest = SIZE_MAX;

	for (size_t at = window.start; at < window.end; at++) {
		size_t len = word_at(&window, at);
		struct span user;

		if (len == 0 || !read_user(&window, at + len, &user))
			continue;
		if (span_overlaps(user, match->secret) ||
			gap_between(user, match->secret) >= nearest)
			continue;
		nearest = gap_between(user, match->secret);
		match->user = user;
	}
}

void user_note(struct matches *matches)
{
	for (size_t i = 0; i < matches->count; i++) {
		struct match *match = &matches->list[i];

		if (!match->dropped && match->rule->place == PLACE_ASSIGNMENT &&
			span_len(match->user) == 0)
			find_user(match);
	}
}
