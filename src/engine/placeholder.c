/*
 * placeholder.c - tells what stands for a secret from what is one, by words.
 */
#include <string.h>

#include "engine/ascii.h"
#include "engine/placeholder.h"
#include "engine/randomness.h"

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

static bool is_path_byte(char byte)
{
	char folded = fold_char(byte);
	return (folded >= 'a' && folded <= 'z') ||
	       (byte >= '0' && byte <= '9') || byte == '_' || byte == '.' ||
	       byte == ':' || byte == '>' || byte == '-';
}

/* An identifier or a dotted path followed by a bracket: an expression. */
static bool is_call(const char *value, size_t len)
{
	size_t i = 0;
	while (i < len && is_path_byte(value[i]))
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
	if (len < 3 || fold_char(value[1]) < 'a' || fold_char(value[1]) > 'z')
		return false;
	while (i < len && i < 60 && value[i] > ' ' && value[i] != '{' &&
		value[i] != '}')
		i++;
	return i < len && value[i] == '}';
}

/* Whether an interpolation begins with the LEN bytes at TEXT. */
static bool begins_interpolation(const char *text, size_t len)
{
	char next = len > 1 ? text[1] : '\0';
	switch (text[0]) {
	case '$':
		return next == '{' || next == '(';
	case '#':
		return next == '{';
	case '<':
		return next == '%';
	case '%':
		return next == '(';
	case '{':
		return next == '{' || next == '%' || is_braced_name(text, len);
	default:
		return false;
	}
}

/* Whether an interpolation such as ${x}, #{x}, {x} or {{x}} stands inside. */
static bool has_interpolation(const char *value, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (begins_interpolation(value + i, len - i))
			return true;
	}
	return false;
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
		if (fold_starts_with(value, len, reference_starts[i]))
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
			fold_starts_with(value, len, constants[i]))
			return true;
	}
	return false;
}

bool placeholder_is(const char *value, size_t len)
{
	if (len == 0 || is_constant(value, len))
		return true;
	return placeholder_is_filler(value, len) ||
	       fold_has_any(value, len, placeholder_words,
		       sizeof(placeholder_words) /
			       sizeof(placeholder_words[0]));
}
