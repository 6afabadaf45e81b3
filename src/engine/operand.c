/*
 * operand.c - what stands between an operator and the literal behind it.
 */
#include <string.h>

#include "engine/cursor.h"
#include "engine/literal.h"
#include "engine/operand.h"

enum {
	GAP_MAX = 60, /* bytes of brackets or of a wrapper */
	FALLBACK_MAX = 100, /* bytes of an expression before its last literal */
};

bool operand_take_name(struct cursor *cursor)
{
	static const char *const names[] = { "value", "Value", "VALUE",
		"content", "defaultValue", "DefaultValue", "default", "Default",
		"useValue", "val", "android:value", "ParameterValue",
		"parameterValue" };
	static const char *const quotes[] = { "\\\"", "\"", "'" };
	CURSOR_TAKE_ANY(cursor, quotes);
	if (!CURSOR_TAKE_ANY(cursor, names))
		return false;
	CURSOR_TAKE_ANY(cursor, quotes);
	cursor_skip_blanks(cursor);
	return cursor_take(cursor, ":") || cursor_take(cursor, "=");
}

/* Whether the LEN bytes before a bracket name a function that changes nothing. */
static bool is_wrapper(const char *text, size_t len)
{
	static const char *const names[] = { "byte", "from", "Some", "Secret",
		"SecretStr", "String", "string", "str", "bytes", "b64decode",
		"atob", "encode", "GetBytes", "QString", "QStringLiteral",
		"QLatin1String", "QByteArray", "TEXT", "_T", "F", "PSTR", "of",
		"just", "Just", "Ok", "Buffer", "SecureString", "u", "raw",
		"SecretKeySpec", "SymmetricSecurityKey", "bytearray",
		"SecretString", "Password", "unicode", "N", "StringValue",
		"Value", "String_", "base64_decode", "Trim", "trim", "strdup",
		"NSString", "SecStr", "field", "Field", "stringify", "Option",
		"literal", "quote", "fromhex", "unhexlify", "a2b_hex",
		"from_hex", "FromHex", "FromHexString", "hexToBytes",
		"HexToBytes", "HexBytes", "to_bytes", "DecodeString",
		"DecodeHex", "decodeHex", "HexToECDSA", "urlsafe_b64decode",
		"standard_b64decode", "FromBase64String", "decodeBase64",
		"convert", "hex" };
	size_t start = len;
	/* []byte */
	while (start > 0 && is_name_byte((unsigned char)text[start - 1]))
		start--;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (strlen(names[i]) == len - start &&
			memcmp(text + start, names[i], len - start) == 0)
			return true;
	}
	/* (const char *)"..." */
	return len == 0;
}

/* `[]byte("`, `String::from("`, `(char *)"`: a value in its wrapping. */
bool operand_skip_wrapper(struct cursor *cursor)
{
	struct cursor try = *cursor;
	size_t start = try.at;
	while (try.at < start + GAP_MAX && cursor_peek(&try, 0) > 0 &&
		(is_name_byte(cursor_peek(&try, 0)) ||
			strchr(".:[]<>*& ", cursor_peek(&try, 0))))
		try.at++;
	if (cursor_peek(&try, 0) != '(' ||
		!is_wrapper(try.text + start, try.at - start))
		return false;
	bool cast = try.at == start;
	try.at++;
	while (cast && try.at < start + GAP_MAX && cursor_peek(&try, 0) > 0 &&
		(is_name_byte(cursor_peek(&try, 0)) ||
			strchr("*& ", cursor_peek(&try, 0))))
		try.at++;
	if (cast && !cursor_take(&try, ")"))
		return false;
	cursor_skip_blanks(&try);
	struct cursor named = try;
	if (!cast && operand_take_name(&named))
		try = named;
	cursor_skip_blanks(&try);
	if (!is_quote_byte(cursor_peek(&try, 0)) &&
		cursor_peek(&try, 1) != '"' && cursor_peek(&try, 1) != '\'')
		return false;
	*cursor = try;
	return true;
}

/* A word that asks for something else first: getenv("x", "value"). */
static bool takes_default(const struct cursor *cursor, size_t start)
{
	static const char *const names[] = { "get", "getenv", "env", "fetch",
		"getOrDefault", "getProperty", "getString", "GetValue",
		"get_env", "Getenv", "GetEnv", "var", "getEnv", "envOr" };
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		size_t len = strlen(names[i]);
		if (cursor->at - start >= len &&
			memcmp(cursor->text + cursor->at - len, names[i],
				len) == 0)
			return true;
	}
	return false;
}

static void skip_string(struct cursor *cursor)
{
	int quote = cursor_peek(cursor, 0);
	cursor->at++;
	while (cursor_peek(cursor, 0) > 0 && cursor_peek(cursor, 0) != quote &&
		cursor_peek(cursor, 0) != '\n')
		cursor->at++;
	cursor->at += cursor_peek(cursor, 0) == quote;
}

/*
 * `process.env.X || "value"`, `getenv("X", "value")`, `prod ? "value" : ""`:
 * an expression that ends in a literal, if nothing else is found.
 */
static void skip_fallback(struct cursor *cursor)
{
	static const char *const joints[] = { " || ", " ?? ", " ?: ", " or ",
		" ? ", "||", "\?\?", " else ", ", default=", ".unwrap_or(",
		".default(", ".orElse(", ".getOrElse(" };
	struct cursor try = *cursor;
	size_t start = try.at;
	size_t stop = try.at + FALLBACK_MAX;
	bool default_follows = false;
	size_t depth = 0;
	while (try.at < stop && cursor_peek(&try, 0) >= ' ') {
		int byte = cursor_peek(&try, 0);
		bool joint = CURSOR_TAKE_ANY(&try, joints) ||
			     (default_follows && cursor_take(&try, ", "));
		if (joint && is_quote_byte(cursor_peek(&try, 0))) {
			*cursor = try;
			return;
		}
		if (joint)
			continue;
		if (byte == '(' || byte == ')')
			default_follows =
				byte == '(' && takes_default(&try, start);
		depth += byte == '(';
		depth -= byte == ')' && depth > 0;
		if (byte == '"' || byte == '\'')
			skip_string(&try);
		else if (is_name_byte(byte) || strchr(".()[]!=$>-:?& ", byte) ||
			 (byte == ',' && depth > 0))
			try.at++;
		else
			return;
	}
}

/* `&name `: an anchor of YAML. */
static void skip_anchor(struct cursor *cursor)
{
	struct cursor try = *cursor;
	if (!cursor_take(&try, "&") || !is_name_byte(cursor_peek(&try, 0)))
		return;
	while (is_name_byte(cursor_peek(&try, 0)) ||
		cursor_peek(&try, 0) == '-')
		try.at++;
	if (cursor_skip_blanks(&try))
		*cursor = try;
}

/* `{"label": `: what follows is no value. */
static bool begins_object(struct cursor cursor)
{
	if (!cursor_take(&cursor, "{") ||
		!is_quote_byte(cursor_peek(&cursor, 0)))
		return false;
	skip_string(&cursor);
	cursor_skip_blanks(&cursor);
	return cursor_peek(&cursor, 0) == ':';
}

/* What marks a text in HTML, or begins a literal of an assembler. */
static void skip_marks(struct cursor *cursor)
{
	static const char *const marks[] = { "&nbsp;", "</b>", "</strong>",
		"</em>", "</i>", "<code>", "<b>", "<strong>", "<em>", "<tt>",
		"<kbd>", "<samp>" };
	while (CURSOR_TAKE_ANY(cursor, marks) || cursor_skip_blanks(cursor))
		continue;
	operand_skip_directive(cursor);
}

bool operand_skip_directive(struct cursor *cursor)
{
	static const char *const directives[] = { "db ", "DB ", "BYTE ",
		"byte ", "dc.b ", ".asciz ", ".ascii ", ".string ", "VALUE ",
		"value ", "<<< " };
	struct cursor try = *cursor;
	/* PIC X(20) VALUE, TYPE string VALUE: of COBOL and ABAP. */
	if (cursor_sees(&try, "PIC ") || cursor_sees(&try, "TYPE ")) {
		size_t stop = try.at + GAP_MAX;
		while (try.at < stop && cursor_peek(&try, 0) >= ' ' &&
			!cursor_sees(&try, "VALUE "))
			try.at++;
	}
	if (!CURSOR_TAKE_ANY(&try, directives) ||
		!is_quote_byte(cursor_peek(&try, 0)))
		return false;
	*cursor = try;
	return true;
}

/* ${2:-value}, $(echo value): what a shell makes the value itself of. */
static bool skip_expansion(struct cursor *cursor)
{
	struct cursor try = *cursor;
	cursor_take(&try, "\"");
	if (cursor_take(&try, "$(echo ")) {
		*cursor = try;
		return true;
	}
	if (!cursor_take(&try, "${"))
		return false;
	while (is_name_byte(cursor_peek(&try, 0)))
		try.at++;
	if (!cursor_take(&try, ":-") && !cursor_take(&try, ":="))
		return false;
	*cursor = try;
	return true;
}

/* "Bearer " + "value" */
static bool skip_scheme(struct cursor *cursor)
{
	static const char *const schemes[] = { "Bearer ", "Token ", "token " };
	static const char *const joints[] = { " + ", "+", " . ", ", " };
	struct cursor try = *cursor;
	int quote = cursor_peek(&try, 0);
	if (!is_quote_byte(quote))
		return false;
	try.at++;
	if (!CURSOR_TAKE_ANY(&try, schemes) || cursor_peek(&try, 0) != quote)
		return false;
	try.at++;
	if (!CURSOR_TAKE_ANY(&try, joints) ||
		!is_quote_byte(cursor_peek(&try, 0)))
		return false;
	*cursor = try;
	return true;
}

/* `name=%s\n' 'value'`: a format of printf, whose first field it is. */
static bool skip_format(struct cursor *cursor)
{
	struct cursor try = *cursor;
	size_t start = try.at;
	size_t least = start > FALLBACK_MAX ? start - FALLBACK_MAX : 0;
	if (!cursor_take(&try, "%s"))
		return false;
	while (start > least &&
		!is_quote_byte((unsigned char)try.text[start - 1])) {
		start--;
		if (try.text[start] == '%' || try.text[start] == '\n')
			return false;
	}
	if (start == least)
		return false;
	int quote = (unsigned char)try.text[start - 1];
	while (cursor_peek(&try, 0) >= ' ' && cursor_peek(&try, 0) != '%' &&
		cursor_peek(&try, 0) != quote)
		try.at++;
	if (cursor_peek(&try, 0) != quote)
		return false;
	try.at++;
	cursor_take(&try, ",");
	if (!cursor_skip_blanks(&try) || !is_quote_byte(cursor_peek(&try, 0)))
		return false;
	*cursor = try;
	return true;
}

/* ["value", and ["value"], but not ["name" => of a map. */
static bool begins_list(struct cursor cursor)
{
	if (!cursor_take(&cursor, "["))
		return false;
	cursor_skip_space(&cursor);
	if (!is_quote_byte(cursor_peek(&cursor, 0)))
		return false;
	skip_string(&cursor);
	cursor_skip_space(&cursor);
	return cursor_peek(&cursor, 0) == ',' || cursor_peek(&cursor, 0) == ']';
}

/* Behind the operator: a line end or a bracket before a quote, a YAML tag. */
void operand_reach(struct cursor *cursor, bool element)
{
	static const char *const tags[] = { "!!str ", "!!binary ", "!unsafe ",
		"|-\n", "|\n", ">-\n", ">\n" };
	skip_marks(cursor);
	if (skip_expansion(cursor) || skip_format(cursor) ||
		cursor_take_item(cursor) || skip_scheme(cursor))
		return;
	struct cursor try = *cursor;
	if (CURSOR_TAKE_ANY(&try, tags)) {
		cursor_skip_blanks(&try);
		*cursor = try;
		return;
	}
	skip_anchor(cursor);
	try = *cursor;
	while (try.at < cursor->at + GAP_MAX &&
		(cursor_take(&try, "\n") || cursor_take(&try, "\r") ||
			cursor_take(&try, "(") ||
			(begins_list(try) && cursor_take(&try, "[")) ||
			cursor_take(&try, "\\\n") || cursor_skip_blanks(&try)))
		continue;
	if (cursor_take(cursor, "** ")) /* **Name:** value */
		return;
	cursor_take(&try, "<<"); /* a binary of Erlang */
	if (!begins_object(try))
		cursor_take(&try, "{"); /* of JSX, or a list of one */
	cursor_skip_blanks(&try);
	if (is_quote_byte(cursor_peek(&try, 0)))
		*cursor = try;
	else if (!operand_skip_wrapper(cursor) && !element)
		skip_fallback(cursor);
}
