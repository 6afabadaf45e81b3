/*
 * decode_pieces.c - literals that a program joins, and lines that go on in
 * the next.
 *
 *     "abc" + "def"      'abc' . 'def'      "abc"        "abc\     key: >-
 *                                           "def"        def"        abc
 *                                                                    def
 *
 * Only tried where the bytes at the joint are those of a token, on both sides
 * and enough of them: prose that is broken at a blank is left as it is.
 */
#include "engine/decode_steps.h"
#include "model/encoding.h"

enum {
	JOINED_LEAST = 16, /* bytes of a token round a joint */
	JOINT_MAX = 256, /* bytes between two literals */
	PIECES_MAX = 16, /* literals that one token is looked for in */
	AHEAD_MAX = 4, /* joints that are looked at for one of a token */
	LINES_MAX = 64, /* lines that are joined */
};

static bool is_blank(char byte)
{
	return byte == ' ' || byte == '\t';
}

static bool is_gap_byte(char byte)
{
	return is_blank(byte) || byte == '\n' || byte == '\r' || byte == '+' ||
	       byte == '.' || byte == '&' || byte == '|' || byte == '\\';
}

static bool is_quote(char byte)
{
	return byte == '"' || byte == '\'';
}

/*
 * The first byte of the literal that follows the closing quote at AT, with
 * nothing but a joint between them; 0 if none does.
 */
static size_t next_literal(const struct chunk *chunk, size_t at)
{
	const char *text = chunk->text;
	size_t start = ++at;

	while (at < chunk->len && at - start < JOINT_MAX &&
		is_gap_byte(text[at]))
		at++;
	if (at == start || at + 1 >= chunk->len)
		return 0;
	if (!is_quote(text[at]) && is_quote(text[at + 1]) &&
		(ascii_is_letter(text[at]) || text[at] == '@' ||
			text[at] == '$'))
		at++;
	return is_quote(text[at]) && at + 1 < chunk->len ? at + 1 : 0;
}

/* How many token bytes, up to MOST, end before AT. */
static size_t token_before(const struct chunk *chunk, size_t at, size_t most)
{
	size_t count = 0;
	while (count < most && at > count &&
		is_token_byte(chunk->text[at - count - 1]))
		count++;
	return count;
}

/* How many token bytes, up to MOST, begin at AT. */
static size_t token_after(const struct chunk *chunk, size_t at, size_t most)
{
	size_t count = 0;
	while (count < most && at + count < chunk->len &&
		is_token_byte(chunk->text[at + count]))
		count++;
	return count;
}

/* Whether the token bytes before LEFT and from RIGHT on make a token. */
static bool makes_token(const struct chunk *chunk, size_t left, size_t right)
{
	size_t before = token_before(chunk, left, JOINED_LEAST);
	size_t after = token_after(chunk, right, JOINED_LEAST);
	return before > 0 && after > 0 && before + after >= JOINED_LEAST;
}

bool decode_joins_next(const struct chunk *chunk, size_t at)
{
	size_t count = token_before(chunk, at, JOINED_LEAST);
	if (count == 0)
		return false;
	for (size_t i = 0; i < PIECES_MAX; i++) {
		size_t next = next_literal(chunk, at);
		size_t more =
			next > 0 ? token_after(chunk, next, JOINED_LEAST) : 0;
		if (more == 0)
			return false;
		count += more;
		at = next + more;
		if (count >= JOINED_LEAST)
			return true;
		if (at >= chunk->len || !is_quote(chunk->text[at]))
			return false;
	}
	return false;
}

/* Where the literal ends whose content begins at AT: at its quote, or line. */
static size_t literal_end(const struct chunk *chunk, size_t at)
{
	const char *text = chunk->text;
	const char quote = text[at - 1];

	while (at < chunk->len && text[at] != quote && text[at] != '\n')
		at += text[at] == '\\' && at + 1 < chunk->len ? 2 : 1;
	return at;
}

/* The closing quote before the gap that ends at AT. */
static size_t quote_before(const struct chunk *chunk, size_t at)
{
	size_t first = at > JOINT_MAX ? at - JOINT_MAX : 0;
	while (at > first && is_gap_byte(chunk->text[at - 1]))
		at--;
	return at > 0 && is_quote(chunk->text[at - 1]) ? at - 1 : 0;
}

/* Where the literal opens that ends with the quote at AT; 0: not after FIRST. */
static size_t literal_start(const struct chunk *chunk, size_t at, size_t first)
{
	const char *text = chunk->text;
	const char quote = text[at];

	while (at > first + 1 && text[at - 1] != '\n') {
		at--;
		if (text[at] == quote && text[at - 1] != '\\')
			return at;
	}
	return 0;
}

/* The closing quote of the first literal of those joined up to that at AT. */
static size_t chain_start(const struct chunk *chunk, size_t at, size_t first)
{
	for (;;) {
		size_t start = literal_start(chunk, at, first);
		if (start == 0)
			return at;
		size_t gap = start;
		if (ascii_is_letter(chunk->text[gap - 1]))
			gap--;
		size_t before = quote_before(chunk, gap);
		if (before <= first || next_literal(chunk, before) != start + 1)
			return at;
		at = before;
	}
}

/* Joins all that belong to the literal with the closing quote at LEFT. */
static bool join_round(struct decoder *decoder, size_t left)
{
	const struct chunk *chunk = decoder->chunk;
	struct decoded *out = &decoder->out;
	size_t first = left > DECODE_REACH ? left - DECODE_REACH : 0;
	left = chain_start(
		chunk, left, first > decoder->done ? first : decoder->done);
	size_t context = decode_context(decoder, left, DECODE_REACH);
	decoded_begin(out, context, ENCODED_PIECES);
	decoded_copy(out, chunk->text, context, left);
	size_t end = left;
	while (out->len < DECODE_PIECE) {
		size_t next = next_literal(chunk, end);
		if (next == 0)
			break;
		end = literal_end(chunk, next);
		bool cut = end - next > DECODE_PIECE;
		if (cut)
			end = next + DECODE_PIECE;
		decoded_copy(out, chunk->text, next, end);
		if (cut || end >= chunk->len || chunk->text[end] == '\n')
			break;
	}
	decoded_close(out, chunk, end);
	return true;
}

bool decode_join(struct decoder *decoder, size_t at)
{
	size_t left = quote_before(decoder->chunk, at);
	return left > decoder->done &&
	       decode_joins_next(decoder->chunk, left) &&
	       join_round(decoder, left);
}

bool decode_join_literal(struct decoder *decoder, size_t at)
{
	const struct chunk *chunk = decoder->chunk;
	size_t left = at;

	for (size_t i = 0; i < AHEAD_MAX; i++) {
		if (decode_joins_next(chunk, left))
			return join_round(decoder, at);
		size_t next = next_literal(chunk, left);
		if (next == 0)
			return false;
		left = literal_end(chunk, next);
		if (left >= chunk->len || chunk->text[left] == '\n')
			return false;
	}
	return false;
}

/* Behind the backslash at AT: the first byte of the next line that counts. */
static size_t continuation(const struct chunk *chunk, size_t at)
{
	const char *text = chunk->text;
	size_t start = ++at;

	if (at < chunk->len && text[at] == '\r')
		at++;
	if (at >= chunk->len || text[at] != '\n')
		return 0;
	at++;
	while (at < chunk->len && at - start < JOINT_MAX && is_blank(text[at]))
		at++;
	return at < chunk->len ? at : 0;
}

bool decode_continued(struct decoder *decoder, size_t at)
{
	const struct chunk *chunk = decoder->chunk;
	struct decoded *out = &decoder->out;
	size_t next = continuation(chunk, at);

	if (next == 0 || !makes_token(chunk, at, next))
		return false;
	size_t context = decode_context(decoder, at, DECODE_REACH);
	decoded_begin(out, context, ENCODED_PIECES);
	decoded_copy(out, chunk->text, context, at);
	while (next < chunk->len && chunk->text[next] != '\n' &&
		out->len < DECODE_PIECE) {
		size_t after = chunk->text[next] == '\\'
				       ? continuation(chunk, next)
				       : 0;
		if (after > 0 && makes_token(chunk, next, after)) {
			next = after;
			continue;
		}
		decoded_put(out, chunk->text[next], next, next + 1);
		next++;
	}
	decoded_close(out, chunk, next);
	return true;
}

/* A line of a text: its indentation, its last word. */
struct line {
	size_t start;
	size_t first; /* byte that is no blank */
	size_t word; /* where the last word begins */
	size_t end; /* without the line's end */
};

static struct line line_at(const struct chunk *chunk, size_t at)
{
	const char *text = chunk->text;
	struct line line;

	line.start = at;
	while (line.start > 0 && text[line.start - 1] != '\n')
		line.start--;
	line.first = line.start;
	while (line.first < chunk->len && is_blank(text[line.first]))
		line.first++;
	line.end = at;
	while (line.end < chunk->len && text[line.end] != '\n')
		line.end++;
	while (line.end > line.first &&
		(is_blank(text[line.end - 1]) || text[line.end - 1] == '\r'))
		line.end--;
	line.word = line.end;
	while (line.word > line.first && is_token_byte(text[line.word - 1]))
		line.word--;
	return line;
}

/* Whether NEXT is nothing but a token and lies deeper than the key's line. */
static bool goes_on(const struct line *key, const struct line *next)
{
	return next->word == next->first && next->end > next->word &&
	       next->first - next->start > key->first - key->start;
}

/* `key: >-`: what announces a folded or literal block. */
static size_t without_indicator(const struct chunk *chunk, struct line line)
{
	const char *text = chunk->text;
	size_t end = line.end;

	while (end > line.first &&
		(text[end - 1] == '-' || text[end - 1] == '+'))
		end--;
	if (end > line.first + 1 &&
		(text[end - 1] == '>' || text[end - 1] == '|') &&
		is_blank(text[end - 2]))
		return end - 1;
	return line.end;
}

/* Whether the word in which AT stands is the last one of its line. */
static bool is_last_word(const struct chunk *chunk, size_t at)
{
	const char *text = chunk->text;

	while (at < chunk->len && is_token_byte(text[at]))
		at++;
	while (at < chunk->len && (is_blank(text[at]) || text[at] == '\r'))
		at++;
	return at < chunk->len && text[at] == '\n';
}

/*
 * A scalar of YAML over several lines: the line with its key, then lines of
 * one word each.
 */
bool decode_lines(struct decoder *decoder, struct span run)
{
	const struct chunk *chunk = decoder->chunk;
	struct decoded *out = &decoder->out;

	if (!is_last_word(chunk, run.end))
		return false;
	struct line line = line_at(chunk, run.start);
	struct line next = line;
	size_t end = 0;

	/* Before a run may be a line with a shorter part, and the key's line. */
	for (size_t i = 0; i < 2; i++)
		if (line.word == line.first && line.start > decoder->done)
			line = line_at(chunk, line.start - 1);
	if (line.start < decoder->done || line.word == line.first)
		return false;
	end = without_indicator(chunk, line);
	decoded_begin(out, line.start, ENCODED_PIECES);
	decoded_copy(out, chunk->text, line.start, end);
	end = line.end;
	for (size_t i = 0; i < LINES_MAX; i++) {
		const char *newline =
			memchr(chunk->text + end, '\n', chunk->len - end);
		if (!newline)
			break;
		next = line_at(chunk, (size_t)(newline - chunk->text) + 1);
		if (!goes_on(&line, &next))
			break;
		decoded_copy(out, chunk->text, next.first, next.end);
		end = next.end;
	}
	if (end == line.end)
		return false;
	decoder->looked = end;
	decoded_close(out, chunk, end);
	return true;
}
