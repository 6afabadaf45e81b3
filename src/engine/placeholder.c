/*
 * placeholder.c - tells what stands for a secret from what is one.
 */
#include <stdint.h>
#include <string.h>

#include "engine/placeholder.h"
#include "engine/randomness.h"

static char lower(char byte)
{
	return byte >= 'A' && byte <= 'Z' ? (char)(byte | 0x20) : byte;
}

static bool starts_with(const char *value, size_t len, const char *word)
{
	size_t i = 0;
	for (; word[i]; i++) {
		if (i >= len || lower(value[i]) != word[i])
			return false;
	}
	return true;
}

/* Whether WORD (lower case) stands in VALUE, letters folded. */
static bool has_word(const char *value, size_t len, const char *word)
{
	for (size_t i = 0; i < len; i++) {
		if (lower(value[i]) == word[0] &&
			starts_with(value + i, len - i, word))
			return true;
	}
	return false;
}

static bool has_any(
	const char *value, size_t len, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (has_word(value, len, words[i]))
			return true;
	}
	return false;
}

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
		char byte = lower(value[i]);
		if (!((byte >= '0' && byte <= '9') ||
			    (byte >= 'a' && byte <= 'f')))
			return false;
	}
	return true;
}

static bool is_digits(const char *value, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (value[i] < '0' || value[i] > '9')
			return false;
	}
	return true;
}

/* The step to the next byte: 9 is followed by 0 and 0 by 9. */
static int step(char from, char to)
{
	if (from == '9' && to == '0')
		return 1;
	if (from == '9' && lower(to) == 'a')
		return 1;
	return lower(to) - lower(from);
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

/* Whether the value is a text of at most half its length, repeated. */
static bool is_periodic(const char *value, size_t len)
{
	for (size_t period = 1; period * 2 <= len; period++) {
		if (memcmp(value, value + period, len - period) == 0)
			return true;
	}
	return false;
}

/* Six neighbours on a keyboard's row, either way. */
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
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		for (size_t j = 0; j + 6 <= strlen(rows[i]); j++) {
			char piece[7] = "";
			memcpy(piece, rows[i] + j, 6);
			if (has_word(value, len, piece))
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
	if (is_periodic(value, len))
		return true;
	return has_keyboard_run(value, len) ||
	       has_any(value, len, filler_words,
		       sizeof(filler_words) / sizeof(filler_words[0]));
}

/* Beginnings of values that name a place or call a function. */
static const char *const reference_starts[] = {
	"$",
	"{{",
	"{%",
	"<%",
	"#{",
	"@{",
	"~{",
	"@@",
	"%(",
	"{env",
	"${",
	"!ref",
	"!sub",
	"!getatt",
	"!vault",
	"!secret",
	"process.env",
	"os.environ",
	"os.getenv",
	"env[",
	"env.",
	"env(",
	"getenv",
	"system.getenv",
	"config.",
	"config[",
	"config(",
	"settings.",
	"var.",
	"local.",
	"data.",
	"module.",
	"secrets.",
	"vars.",
	"self.",
	"this.",
	"params.",
	"args.",
	"options.",
	"props.",
	"request.",
	"req.",
	"op://",
	"vault:",
	"vault://",
	"secret://",
	"ssm:",
	"keyring:",
	"file:",
	"ref+",
	"arn:aws",
	"@microsoft.keyvault",
	"{{resolve",
	"projects/",
	"import.meta",
	"enc[",
	"encrypted:",
	"sops:",
	"import(",
	"await ",
	"new ",
	"function",
	"lambda",
	"fn::",
	"std::",
	"string.",
	"bytes.",
	"randombytes",
	"crypto.",
	"secrets_",
	"base64.",
	"http://",
	"https://",
	"data:",
	"urn:",
	"./",
	"../",
	"~/",
	"c:\\",
};

/* An identifier or a dotted path followed by a bracket: an expression. */
static bool is_call(const char *value, size_t len)
{
	size_t i = 0;
	while (i < len && ((lower(value[i]) >= 'a' && lower(value[i]) <= 'z') ||
				  (value[i] >= '0' && value[i] <= '9') ||
				  strchr("_.:>-", value[i])))
		i++;
	return i > 0 && i < len && (value[i] == '(' || value[i] == '[');
}

static bool is_enclosed(
	const char *value, size_t len, const char *open, const char *close)
{
	size_t open_len = strlen(open);
	size_t close_len = strlen(close);
	return len >= open_len + close_len &&
	       memcmp(value, open, open_len) == 0 &&
	       memcmp(value + len - close_len, close, close_len) == 0;
}

/* {name} or {name:format}: a place that a program fills in. */
static bool is_braced_name(const char *value, size_t len)
{
	size_t i = 1;
	if (len < 3 || lower(value[1]) < 'a' || lower(value[1]) > 'z')
		return false;
	while (i < len && i < 60 && value[i] > ' ' && value[i] != '{' &&
		value[i] != '}')
		i++;
	return i < len && value[i] == '}';
}

/* Whether an interpolation such as ${x}, #{x}, {x} or {{x}} stands inside. */
static bool has_interpolation(const char *value, size_t len)
{
	static const char *const marks[] = { "${", "#{", "{{", "$(", "<%", "{%",
		"%(" };
	for (size_t i = 0; i < len; i++) {
		if (value[i] == '{' && is_braced_name(value + i, len - i))
			return true;
	}
	return has_any(value, len, marks, sizeof(marks) / sizeof(marks[0]));
}

/* A path from the root; base64 begins with a slash one time in 64. */
static bool is_rooted_path(const char *value, size_t len)
{
	return len > 0 && value[0] == '/' &&
	       (len < 20 || !looks_random(value + 1, len - 1));
}

bool placeholder_is_reference(const char *value, size_t len)
{
	static const struct {
		char open[4];
		char close[4];
	} pairs[] = {
		{ "<", ">" },
		{ "[", "]" },
		{ "{", "}" },
		{ "%", "%" },
		{ "@", "@" },
		{ "__", "__" },
		{ "(", ")" },
		{ "*", "*" },
	};
	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		if (is_enclosed(value, len, pairs[i].open, pairs[i].close))
			return true;
	}
	for (size_t i = 0;
		i < sizeof(reference_starts) / sizeof(reference_starts[0]);
		i++) {
		if (starts_with(value, len, reference_starts[i]))
			return true;
	}
	return is_rooted_path(value, len) || has_interpolation(value, len) ||
	       is_call(value, len);
}

/* Words of values that are no secrets, where words can be expected. */
static const char *const placeholder_words[] = {
	"your",
	"change",
	"replace",
	"insert",
	"fill",
	"todo",
	"fixme",
	"sample",
	"dummy",
	"fake",
	"mock",
	"test",
	"foo",
	"bar",
	"goes",
	"some",
	"default",
	"here",
	"invalid",
	"redact",
	"remove",
	"secret",
	"password",
	"passwd",
	"passphrase",
	"token",
	"apikey",
	"api_key",
	"api-key",
	"access_key",
	"credential",
	"undefined",
	"unknown",
	"string",
	"value",
	"none",
	"null",
	"xxx",
	"***",
	"...",
	"---",
	"___",
	"abc123",
	"123456",
	"temp",
	"demo",
	"\xe2\x80\xa2",
	"\xe2\x97\x8f",
	"\xe2\x80\xa6",
};

static bool is_constant(const char *value, size_t len)
{
	static const char *const constants[] = { "true", "false", "yes", "no",
		"on", "off", "null", "nil", "none", "undefined", "nan", "empty",
		"required", "optional", "disabled", "enabled", "pass", "pwd",
		"user", "username", "login" };
	for (size_t i = 0; i < sizeof(constants) / sizeof(constants[0]); i++) {
		if (strlen(constants[i]) == len &&
			starts_with(value, len, constants[i]))
			return true;
	}
	return false;
}

bool placeholder_is(const char *value, size_t len)
{
	if (len == 0 || is_constant(value, len))
		return true;
	if (count_different(value, len) <= 2)
		return true;
	return placeholder_is_filler(value, len) ||
	       has_any(value, len, placeholder_words,
		       sizeof(placeholder_words) /
			       sizeof(placeholder_words[0]));
}
