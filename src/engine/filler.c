/*
 * filler.c - tells made-up values by their regularity.
 */
#include <stdint.h>
#include <string.h>

#include "engine/ascii.h"
#include "engine/placeholder.h"

static size_t count_different(const char *value, size_t len)
{
	bool seen[256] = { false };
	size_t count = 0;
	for (size_t i = 0; i < len; i++) {
		unsigned char byte = (unsigned char)value[i];
		count += !seen[byte];
		seen[byte] = true;
	}
	return count;
}

static bool is_hex(const char *value, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (!ascii_is_hex(value[i]))
			return false;
	}
	return true;
}

static bool is_digits(const char *value, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (!ascii_is_digit(value[i]))
			return false;
	}
	return true;
}

/* The step to the next byte: 9 is followed by 0 and 0 by 9. */
static int step(char from, char to)
{
	if (from == '9' && to == '0')
		return 1;
	if (from == '9' && fold_char(to) == 'a')
		return 1;
	return fold_char(to) - fold_char(from);
}

/* The longest run of equal bytes, or of steps of one up or down. */
static size_t longest_run(const char *value, size_t len)
{
	size_t longest = 1;
	size_t run = 1;
	int last = 2;
	for (size_t i = 1; i < len; i++) {
		int now = step(value[i - 1], value[i]);
		bool even = now >= -1 && now <= 1;
		run = even ? (now == last ? run + 1 : 2) : 1;
		last = even ? now : 2;
		if (run > longest)
			longest = run;
	}
	return longest;
}

/* The share, in hundredths, of bytes that repeat or follow their neighbour. */
static size_t even_share(const char *value, size_t len)
{
	size_t count = 0;
	for (size_t i = 1; i < len; i++) {
		int now = step(value[i - 1], value[i]);
		count += now == 0 || now == 1;
	}
	return len > 1 ? count * 100 / (len - 1) : 0;
}

/* Whether the bytes that are written in hex count up or down: 0001020304. */
static bool is_counted(const char *value, size_t len)
{
	size_t up = 0;
	size_t down = 0;
	int last = -1;

	for (size_t i = 0; i + 1 < len; i += 2) {
		int byte = ascii_hex_value(value[i]) << 4 |
			   ascii_hex_value(value[i + 1]);
		up += last >= 0 && byte == last + 1;
		down += last >= 0 && byte == last - 1;
		last = byte;
	}
	return len >= 16 && (up > down ? up : down) * 8 >= len * 3 - 8;
}

/* Whether the value is a text of at most half its length, repeated. */
static bool is_periodic(const char *value, size_t len)
{
	for (size_t period = 1; period * 2 <= len; period++) {
		if (memcmp(value, value + period, len - period) == 0)
			return true;
	}
	return false;
}

/*
 * Six neighbours on a keyboard's row, either way; seven in a long value: one in
 * a million random tokens holds some six by chance.
 */
static bool has_keyboard_run(const char *value, size_t len)
{
	static const char *const rows[] = {
		"qwertyuiop",
		"asdfghjkl",
		"zxcvbnm",
		"1qaz2wsx3edc",
		"poiuytrewq",
		"lkjhgfdsa",
	};
	size_t least = len <= 24 ? 6 : 7;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		for (size_t j = 0; j + least <= strlen(rows[i]); j++) {
			char piece[8] = "";
			memcpy(piece, rows[i] + j, least);
			if (fold_has_word(value, len, piece))
				return true;
		}
	}
	return false;
}

/* Words that a random text of any length holds only by a negligible chance. */
static const char *const filler_words[] = {
	"example",
	"placeholder",
	"changeme",
	"change_me",
	"redacted",
	"xxxxxx",
	"replace",
	"deadbeef",
	"cafebabe",
	"notreal",
	"not_real",
	"foobar",
	"lorem",
	"yourtoken",
	"your_token",
	"your-token",
	"your_api",
	"yourapi",
	"your-api",
	"yourkey",
	"your_key",
	"your-key",
	"yoursecret",
	"your_secret",
	"token_here",
	"tokenhere",
	"keyhere",
	"key_here",
	"secret_here",
};

/*
 * The run from which on a value is filler.  Long tokens of a fixed layout may
 * hold a field of zeros: a run of A in base64, of a slash in AWS's session
 * tokens.
 */
static size_t filler_run(size_t len, bool hex)
{
	size_t least = hex ? 8 : 6;

	return len / 6 > least ? len / 6 : least;
}

bool placeholder_is_filler(const char *value, size_t len)
{
	if (len < 4)
		return false;
	bool digits = is_digits(value, len);
	bool hex = digits || is_hex(value, len);
	size_t different = count_different(value, len);
	size_t least = len >= 32 ? 6 : len >= 16 ? 5 : len >= 8 ? 4 : 3;
	if (different < least && !(digits && len < 12))
		return true;
	if (longest_run(value, len) >= filler_run(len, hex))
		return true;
	if (len >= 8 && even_share(value, len) >= (digits ? 80u : 55u))
		return true;
	if (is_periodic(value, len) || (hex && is_counted(value, len)))
		return true;
	/* A phrase is of words, replace and example among them. */
	if (has_keyboard_run(value, len))
		return true;
	return !memchr(value, ' ', len) &&
	       fold_has_any(value, len, filler_words,
		       sizeof(filler_words) / sizeof(filler_words[0]));
}
