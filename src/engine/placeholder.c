/*
 * placeholder.c - tells what stands for a secret from what is one, by words.
 */
#include <string.h>

#include "engine/ascii.h"
#include "engine/placeholder.h"
#include "engine/randomness.h"

/* Beginnings of values that name a place or call a function. */
static const char *const reference_starts[] = {
	"{%",
	"<%",
	"@{",
	"~{",
	"@@",
	"{env",
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
	"enc(",
	"{cipher}",
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
	"#/",
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

/*
 * An identifier or a dotted path followed by a bracket: an expression.  A bare
 * value is cut within the brackets: there are no more than names in them.
 */
static bool is_call(const char *value, size_t len)
{
	size_t i = 0;
	while (i < len && is_path_byte(value[i]))
		i++;
	if (i < 2 || i == len || (value[i] != '(' && value[i] != '['))
		return false;
	/* Jobs[-1].JobId */
	if (len - i > 2 && strchr("-*0123456789", value[i + 1]) &&
		memchr(value + i, ']', len - i) &&
		ascii_is_letter(value[len - 1]))
		return true;
	char last = value[len - 1];
	if (last == ')' || last == ']')
		return true;
	while (++i < len) {
		if (!is_path_byte(value[i]) && !strchr("(=&*", value[i]))
			return false;
	}
	return true;
}

/* *response.Token, &v1.Secret{: a pointer to a part of something. */
static bool is_pointer(const char *value, size_t len)
{
	if (len < 4 || (value[0] != '*' && value[0] != '&') ||
		!memchr(value, '.', len))
		return false;
	len -= value[len - 1] == '}';
	len -= value[len - 1] == '{';
	for (size_t i = 1; i < len; i++) {
		if (!ascii_is_alnum(value[i]) && value[i] != '.' &&
			value[i] != '_')
			return false;
	}
	return ascii_is_letter(value[1]);
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

/* Whether CLOSE follows within a name, a path or a call: ${a.b:-c}. */
static bool closes(const char *text, size_t len, const char *close)
{
	size_t close_len = strlen(close);
	for (size_t i = 0; i + close_len <= len && i < 80; i++) {
		if (memcmp(text + i, close, close_len) == 0)
			return i > 0;
		if (strchr("{}<>%^*~#\\;@&", text[i]))
			return false;
	}
	/* A bare value may have been cut within the braces. */
	return len > 0 && len < 40 && !memchr(text, ' ', len);
}

/* A shell's ${name#pattern} or the like; a bare value is cut within the braces,
 * also at the operator. */
static bool is_expansion(const char *text, size_t len)
{
	size_t i = 0;

	if (text[0] == '!')
		i++;
	if (i == len || ascii_is_digit(text[i]))
		return false;
	while (i < len && (ascii_is_alnum(text[i]) || text[i] == '_'))
		i++;
	return i > 1 && (i == len || strchr("#%/^,:@[", text[i]));
}

/* {name} or {name:format}: a place that a program fills in. */
static bool is_braced_name(const char *value, size_t len)
{
	if (len < 3 || (!ascii_is_letter(value[1]) && value[1] != '}' &&
			       value[1] != '0' && value[1] != '1'))
		return false;
	return value[1] == '}' || closes(value + 1, len - 1, "}");
}

/* Whether an interpolation begins with the LEN bytes at TEXT. */
static bool begins_interpolation(const char *text, size_t len)
{
	char next = len > 1 ? text[1] : '\0';
	if (len < 3)
		return false;
	switch (text[0]) {
	case '$':
		if (next == '(')
			return true;
		return next == '{' &&
		       (text[2] == '{' || closes(text + 2, len - 2, "}") ||
			       is_expansion(text + 2, len - 2));
	case '#':
		return next == '{' && closes(text + 2, len - 2, "}");
	case '<':
		return next == '%';
	case '%':
		return next == '(' && closes(text + 2, len - 2, ")");
	case '\xc2': /* «name» */
		return next == '\xab';
	case '{':
		return next == '{' ? text[2] == '@' ||
					     closes(text + 2, len - 2, "}}")
		       : next == '%' ? true
				     : is_braced_name(text, len);
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

/* $NAME, $1, $obj->name, $NAME/path, but not $ecret! or $2b$12. */
static bool is_variable(const char *value, size_t len)
{
	size_t i = 1;
	if (len < 2 || value[0] != '$')
		return false;
	if (value[1] == '{' || value[1] == '(' || value[1] == '$')
		return value[1] != '{' || len < 4 ||
		       begins_interpolation(value, len);
	while (i < len && (is_path_byte(value[i]) || strchr("/$", value[i])))
		i++;
	return i == len || value[i] == '[' || value[i] == '(';
}

/* A path from the root; base64 begins with a slash one time in 64. */
static bool is_rooted_path(const char *value, size_t len)
{
	return len > 0 && value[0] == '/' &&
	       (len < 20 || !looks_random(value + 1, len - 1));
}

/* @SECRET: a template's place. */
static bool is_at_name(const char *value, size_t len)
{
	for (size_t i = 1; i < len; i++) {
		if (!ascii_is_upper(value[i]) && value[i] != '_')
			return false;
	}
	return len > 1 && value[0] == '@';
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
		{ "^", "$" },
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
	return is_variable(value, len) || is_at_name(value, len) ||
	       is_rooted_path(value, len) || has_interpolation(value, len) ||
	       is_call(value, len) || is_pointer(value, len);
}

/* Words that no password holds but by intent. */
static const char *const placeholder_words[] = { "your", "change_me",
	"changeme", "change-me", "changethis", "replace", "insert", "fill in",
	"todo", "fixme", "sample", "dummy", "fake", "placeholder", "example",
	"redact", "removed", "undefined", "xxx", "***", "...", "---", "___",
	"<", "\xe2\x80\xa2", "\xe2\x97\x8f", "\xe2\x80\xa6", "_here", "-here",
	"goes", "notsecret", "not-secret", "not_secret", "enter_", "enter-",
	"a-z", "(?", "[^", "0-9" };

/* Words of which a placeholder is made: a password may hold one among others. */
static const char *const filling_words[] = { "passphrase", "password",
	"passwort", "passwd", "pass", "pwd", "secret", "token", "apikey",
	"access", "credential", "auth", "api", "key", "test", "testing", "user",
	"username", "admin", "root", "my", "the", "this", "is", "a", "an",
	"some", "any", "new", "old", "default", "value", "string", "text",
	"none", "null", "unknown", "empty", "here", "temp", "tmp", "demo",
	"foo", "bar", "baz", "qux", "quux", "abc", "xyz", "aaa", "bbb", "input",
	"field", "form", "name", "id", "hash", "reset", "confirm", "invalid",
	"wrong", "bad", "good", "valid", "correct", "incorrect", "db", "client",
	"server", "service", "app", "mysql", "postgres", "database", "super",
	"strong", "long", "random", "very", "really", "strict", "private",
	"public", "first", "second", "one", "two", "mock", "stub", "dev",
	"prod", "local", "config", "env", "var", "login", "session", "jwt",
	"data", "with", "and", "for", "of", "in", "to", "not", "no", "change",
	"update", "remote", "basic", "bearer", "cookie", "signing", "shared",
	"object", "number", "int", "bool", "required", "optional", "hidden",
	"label", "title", "type", "error", "message", "example", "real",
	"verify", "repeat", "current", "generated", "encoded", "encrypted",
	"plain", "raw", "proxy", "host", "port", "base64", "sha256", "sha1",
	"md5", "utf8", "utf-8" };

/* The longest of the words that begins here; its length, 0 if none does. */
static size_t filling_word(const char *value, size_t len)
{
	size_t longest = 0;
	for (size_t i = 0; i < sizeof(filling_words) / sizeof(filling_words[0]);
		i++) {
		if (filling_words[i][0] != fold_char(value[0]))
			continue;
		size_t word = strlen(filling_words[i]);
		if (word > longest &&
			fold_starts_with(value, len, filling_words[i]))
			longest = word;
	}
	return longest;
}

/* Whether the LEN digits are those that people count with: 1, 123, 00, 01. */
static bool is_counting(const char *digits, size_t len)
{
	bool rising = true;
	for (size_t i = 1; i < len; i++)
		rising &= digits[i] == digits[i - 1] + 1;
	return len <= 2 ? digits[0] <= '1' || len == 1
			: rising && digits[0] <= '1';
}

/* Whether hardly a letter is left beside the words and counting digits. */
static bool is_made_of_words(const char *value, size_t len)
{
	size_t letters = 0;
	size_t left = 0;
	for (size_t i = 0; i < len;) {
		size_t word = filling_word(value + i, len - i);
		size_t digits = 0;
		while (word == 0 && i + digits < len &&
			ascii_is_digit(value[i + digits]))
			digits++;
		if (digits > 0 && !is_counting(value + i, digits))
			return false;
		if (digits == 0 && word == 0) {
			if (!ascii_is_letter(value[i]) &&
				!strchr("_-. :/", value[i]))
				return false;
			left += ascii_is_letter(value[i]);
		}
		letters += word;
		i += word + digits + (word == 0 && digits == 0);
	}
	return letters > 0 && left * 5 <= letters;
}

static bool is_constant(const char *value, size_t len)
{
	static const char *const constants[] = { "true", "false", "yes", "no",
		"on", "off", "null", "nil", "none", "undefined", "nan", "empty",
		"required", "optional", "disabled", "enabled", "masked",
		"unset", "encrypted", "pass", "pwd", "user", "username",
		"login", "x-oauth-basic", "x-access-token", "x-token-auth" };
	for (size_t i = 0; i < sizeof(constants) / sizeof(constants[0]); i++) {
		if (strlen(constants[i]) == len &&
			fold_starts_with(value, len, constants[i]))
			return true;
	}
	return false;
}

/* DOCKER_PASSWORD: what the value is called, in the capitals of a variable. */
static bool is_variable_name(const char *value, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (!ascii_is_upper(value[i]) && value[i] != '_')
			return false;
	}
	return memchr(value, '_', len) != NULL;
}

/* my_twitch_password: says of itself what it stands for. */
static bool is_telling(const char *value, size_t len)
{
	static const char *const ends[] = { "password", "passwd", "pass", "pwd",
		"secret", "token", "key" };
	size_t last = len;
	for (size_t i = 0; i < len; i++) {
		if (value[i] == '_' || value[i] == '-')
			last = i + 1;
		else if (!ascii_is_letter(value[i]))
			return false;
	}
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		if (strlen(ends[i]) == len - last &&
			fold_starts_with(value + last, len - last, ends[i]))
			return true;
	}
	return false;
}

bool placeholder_is(const char *value, size_t len)
{
	if (len == 0 || is_constant(value, len))
		return true;
	return placeholder_is_filler(value, len) ||
	       is_variable_name(value, len) || is_made_of_words(value, len) ||
	       is_telling(value, len) ||
	       fold_has_any(value, len, placeholder_words,
		       sizeof(placeholder_words) /
			       sizeof(placeholder_words[0]));
}
