/*
 * check_decoded.c - tokens of which a part, decoded, says what they are: a
 * JSON object, a text, a number.
 */
#include <string.h>

#include "engine/ascii.h"
#include "engine/base64.h"
#include "engine/check_view.h"

enum {
	DECODED_LIMIT = 64 * 1024, /* bytes */
	TEXT_LEAST = 12, /* bytes; a shorter text could be chance */
};

static bool is_base64_digit(char byte)
{
	return ascii_is_alnum(byte) || byte == '+' || byte == '/';
}

/* Decodes the digits from START on, as far as they go. */
static bool decode_from(struct view view, size_t start, struct buf *out)
{
	size_t end = start;
	while (end < view.len &&
		(is_base64_digit(view.text[end]) || view.text[end] == '-'))
		end++;
	/* A lone digit behind whole groups says nothing. */
	if ((end - start) % 4 == 1)
		end--;
	buf_clear(out);
	return base64_decode(view.text + start, end - start, out) == 0;
}

/* The value of a string KEY of a flat JSON text; empty if there is none. */
static struct view json_value(const struct buf *json, const char *key)
{
	struct view value = { NULL, 0 };
	const char *end = json->data + json->len;
	const char *at = text_find(json->data, json->len, key);
	if (!at)
		return value;
	at += strlen(key);
	while (at < end && (*at == ' ' || *at == ':'))
		at++;
	if (at == end || *at != '"')
		return value;
	value.text = ++at;
	while (at < end && *at != '"' && *at != '\\')
		at++;
	value.len = (size_t)(at - value.text);
	return value;
}

/* What names the account in the tokens of Sentry, Grafana and Mapbox. */
static void note_account(struct match *match, const struct buf *json)
{
	static const char *const keys[] = { "\"org\"", "\"o\"", "\"u\"" };
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		struct view value = json_value(json, keys[i]);
		if (value.len == 0 || value.len >= sizeof(match->account))
			continue;
		memcpy(match->account, value.text, value.len);
		match->account[value.len] = '\0';
		return;
	}
}

bool check_json_part(struct match *match)
{
	struct view view = view_secret(match);
	struct buf json = BUF_INIT(DECODED_LIMIT);
	const char *start = text_find(view.text, view.len, "eyJ");
	bool passes = false;
	if (start && decode_from(view, (size_t)(start - view.text), &json)) {
		size_t len = json.len;
		while (len > 0 && json.data[len - 1] != '}')
			len--;
		passes = len > 2 && memchr(json.data, ':', len) &&
			 !memchr(json.data, '\0', len);
		if (passes)
			note_account(match, &json);
	}
	buf_release(&json);
	return passes;
}

static bool is_text(const struct buf *bytes)
{
	for (size_t i = 0; i < bytes->len; i++) {
		unsigned char byte = (unsigned char)bytes->data[i];
		if (byte < 0x20 || byte > 0x7e)
			return false;
	}
	return bytes->len >= TEXT_LEAST;
}

/* The account in the name of a Bedrock key: NAME-at-ACCOUNT:SECRET. */
static void note_bedrock(struct match *match, const struct buf *text)
{
	const char *at = text_find(text->data, text->len, "-at-");
	size_t rest = at ? text->len - (size_t)(at + 4 - text->data) : 0;
	if (rest < 13 || at[16] != ':')
		return;
	for (size_t i = 0; i < 12; i++) {
		if (!ascii_is_digit(at[4 + i]))
			return;
	}
	memcpy(match->account, at + 4, 12);
	match->account[12] = '\0';
}

/* The longest run of digits is what is meant; before it stands a prefix. */
bool check_text_part(struct match *match)
{
	struct view view = view_secret(match);
	struct buf text = BUF_INIT(DECODED_LIMIT);
	size_t start = 0;
	size_t longest = 0;
	size_t run = 0;
	for (size_t i = 0; i < view.len; i++) {
		run = is_base64_digit(view.text[i]) ? run + 1 : 0;
		if (run > longest) {
			longest = run;
			start = i + 1 - run;
		}
	}
	/* ABSK stands before Bedrock's without a mark. */
	if (longest > 4 && memcmp(view.text + start, "ABSK", 4) == 0)
		start += 4;
	bool passes = decode_from(view, start, &text) && is_text(&text);
	if (passes)
		note_bedrock(match, &text);
	buf_release(&text);
	return passes;
}

/*
 * Discord: the digits up to the first dot decode to the bot's number.
 * Atlassian's data centre: all digits decode to a number, a colon and bytes.
 */
bool check_number_part(struct match *match)
{
	struct view view = view_body(match);
	struct buf bytes = BUF_INIT(DECODED_LIMIT);
	size_t digits = 0;
	bool passes = false;
	if (decode_from(view, 0, &bytes)) {
		while (digits < bytes.len && ascii_is_digit(bytes.data[digits]))
			digits++;
		passes = digits >= 10 && digits <= 20 &&
			 (digits == bytes.len ||
				 (bytes.data[digits] == ':' &&
					 bytes.len - digits > 16));
	}
	buf_release(&bytes);
	return passes;
}
