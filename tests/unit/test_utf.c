/*
 * test_utf.c - which encoding a text has; UTF-16 to UTF-8; code points.
 */
#include "unit.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/utf.h"

static const struct {
	const char *name;
	const char *data;
	size_t len;
	enum text_encoding encoding;
} detect_cases[] = {
	{ "empty", BYTES(""), TEXT_BYTES },
	{ "ASCII", BYTES("key = value\n"), TEXT_BYTES },
	{ "UTF-8", BYTES("\xE9\x8D\xB5\n"), TEXT_BYTES },
	{ "UTF-8 with a mark", BYTES("\xEF\xBB\xBFkey\n"), TEXT_BYTES },
	{ "Latin-1", BYTES("caf\xE9\n"), TEXT_BYTES },
	{ "Shift JIS", BYTES("\x8C\xAE=\x94\xD4\n"), TEXT_BYTES },
	{ "one NUL", BYTES("\0"), TEXT_BINARY },
	{ "LE with a mark", BYTES("\xFF\xFEk\0"), TEXT_UTF16LE },
	{ "BE with a mark", BYTES("\xFE\xFF\0k"), TEXT_UTF16BE },
	{ "a mark alone", BYTES("\xFF\xFE"), TEXT_UTF16LE },
	{ "LE", BYTES("k\0e\0y\0=\0v\0\n\0"), TEXT_UTF16LE },
	{ "BE", BYTES("\0k\0e\0y\0=\0v\0\n"), TEXT_UTF16BE },
	{ "LE with an odd last byte", BYTES("k\0e\0y\0\n"), TEXT_UTF16LE },
	/* "key = " and two characters, then a line end */
	{ "LE, Japanese", BYTES("k\0=\0\xB5\x93\x6A\x75\n\0"), TEXT_UTF16LE },
	{ "BE, Japanese", BYTES("\0k\0=\x93\xB5\x75\x6A\0\n"), TEXT_UTF16BE },
	{ "LE, a pair of surrogates", BYTES("a\0\x3D\xD8\x11\xDD\n\0"),
		TEXT_UTF16LE },
	{ "LE, a lone surrogate", BYTES("a\0\x3D\xD8\n\0b\0"), TEXT_BINARY },
	{ "UTF-32 LE with a mark", BYTES("\xFF\xFE\0\0k\0\0\0"), TEXT_BINARY },
	{ "UTF-32 LE", BYTES("k\0\0\0e\0\0\0"), TEXT_BINARY },
	{ "strings with NULs between, odd", BYTES("abc\0def\0ghi\0"),
		TEXT_BINARY },
	{ "strings with NULs between", BYTES("A=1\0BC=2\0D=\0E\0"),
		TEXT_BINARY },
	{ "text and one NUL", BYTES("key = value\n\0"), TEXT_BINARY },
	{ "controls", BYTES("\x01\0\x02\0\x03\0"), TEXT_BINARY },
	{ "ELF", BYTES("\177ELF\2\1\1\0\0\0\0\0\0\0\0\0\2\0>\0"), TEXT_BINARY },
	{ "PNG", BYTES("\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\1\0"), TEXT_BINARY },
};

static void test_detect(void **state)
{
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(detect_cases); i++)
		failures += differs_int(detect_cases[i].name,
			(long long)utf_detect(
				detect_cases[i].data, detect_cases[i].len),
			(long long)detect_cases[i].encoding);
	assert_int_equal(failures, 0);
}

/* Where git no longer looks for a NUL: text, unless it is UTF-16. */
static void test_detect_late(void **state)
{
	enum { PAGES = 20000 };
	char *text = malloc(PAGES);

	(void)state;
	assert_non_null(text);
	memset(text, 'x', PAGES);
	text[PAGES - 1] = '\0';
	assert_int_equal(utf_detect(text, PAGES), TEXT_BYTES);
	text[7999] = '\0';
	assert_int_equal(utf_detect(text, PAGES), TEXT_BINARY);

	/* Pages of U+9375 without a line end, then "\n" and "k=v". */
	for (size_t i = 0; i < PAGES; i += 2)
		memcpy(text + i, "\x75\x93", 2);
	memcpy(text + 16000, "\n\0k\0=\0v\0", 8);
	assert_int_equal(utf_detect(text, PAGES), TEXT_BYTES);
	for (size_t i = 16100; i < PAGES; i += 80)
		memcpy(text + i, "\n\0", 2);
	for (size_t i = 16000; i < PAGES; i += 80)
		memcpy(text + i, "k\0=\0", 4);
	assert_int_equal(utf_detect(text, PAGES), TEXT_UTF16LE);
	free(text);
}

#define BAD "\xEF\xBF\xBD"

static const struct {
	const char *name;
	const char *data;
	size_t len;
	enum text_encoding encoding;
	const char *utf8;
	size_t utf8_len;
} convert_cases[] = {
	{ "nothing", BYTES(""), TEXT_UTF16LE, BYTES("") },
	{ "a mark alone", BYTES("\xFF\xFE"), TEXT_UTF16LE, BYTES("") },
	{ "a mark, BE", BYTES("\xFE\xFF\0a"), TEXT_UTF16BE, BYTES("a") },
	{ "two marks", BYTES("\xFF\xFE\xFF\xFE"), TEXT_UTF16LE,
		BYTES("\xEF\xBB\xBF") },
	{ "a mark of the other order", BYTES("\xFE\xFFx\0"), TEXT_UTF16LE,
		BYTES("\xEF\xBF\xBEx") },
	{ "NUL", BYTES("\0\0a\0"), TEXT_UTF16LE, BYTES("\0a") },
	{ "U+007F", BYTES("\x7F\0"), TEXT_UTF16LE, BYTES("\x7F") },
	{ "U+0080", BYTES("\x80\0"), TEXT_UTF16LE, BYTES("\xC2\x80") },
	{ "U+07FF", BYTES("\x07\xFF"), TEXT_UTF16BE, BYTES("\xDF\xBF") },
	{ "U+0800", BYTES("\x08\0"), TEXT_UTF16BE, BYTES("\xE0\xA0\x80") },
	{ "U+D7FF", BYTES("\xD7\xFF"), TEXT_UTF16BE, BYTES("\xED\x9F\xBF") },
	{ "U+E000", BYTES("\xE0\0"), TEXT_UTF16BE, BYTES("\xEE\x80\x80") },
	{ "U+FFFF", BYTES("\xFF\xFF"), TEXT_UTF16BE, BYTES("\xEF\xBF\xBF") },
	{ "U+10000", BYTES("\xD8\0\xDC\0"), TEXT_UTF16BE,
		BYTES("\xF0\x90\x80\x80") },
	{ "U+10FFFF", BYTES("\xDB\xFF\xDF\xFF"), TEXT_UTF16BE,
		BYTES("\xF4\x8F\xBF\xBF") },
	{ "U+1F511, LE", BYTES("\x3D\xD8\x11\xDD"), TEXT_UTF16LE,
		BYTES("\xF0\x9F\x94\x91") },
	{ "high at the end", BYTES("a\0\x3D\xD8"), TEXT_UTF16LE,
		BYTES("a" BAD) },
	{ "high and half a unit", BYTES("\x3D\xD8\x11"), TEXT_UTF16LE,
		BYTES(BAD BAD) },
	{ "high, then a letter",
		BYTES("\x3D\xD8"
		      "b\0"),
		TEXT_UTF16LE, BYTES(BAD "b") },
	{ "high, high, low", BYTES("\x3D\xD8\x3D\xD8\x11\xDD"), TEXT_UTF16LE,
		BYTES(BAD "\xF0\x9F\x94\x91") },
	{ "low alone",
		BYTES("\x11\xDD"
		      "b\0"),
		TEXT_UTF16LE, BYTES(BAD "b") },
	{ "odd last byte", BYTES("a\0b"), TEXT_UTF16LE, BYTES("a" BAD) },
	{ "one byte", BYTES("a"), TEXT_UTF16LE, BYTES(BAD) },
};

static void test_convert(void **state)
{
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(convert_cases); i++) {
		const char *name = convert_cases[i].name;
		struct buf out = BUF_INIT(100);

		failures += differs_int(name,
			utf16_to_utf8(convert_cases[i].data,
				convert_cases[i].len, convert_cases[i].encoding,
				&out),
			0);
		failures += differs_bytes(name, buf_string(&out), out.len,
			convert_cases[i].utf8, convert_cases[i].utf8_len);
		buf_release(&out);
	}
	assert_int_equal(failures, 0);
}

/* Longer than a piece of the converter, exactly at and over the ceiling. */
static void test_convert_long(void **state)
{
	enum { UNITS = 10000 };
	char *data = malloc(2 * UNITS);
	struct buf out = BUF_INIT(3 * UNITS);
	struct buf small = BUF_INIT(3 * UNITS - 1);

	(void)state;
	assert_non_null(data);
	for (size_t i = 0; i < UNITS; i++)
		memcpy(data + 2 * i, "\x75\x93", 2);
	assert_int_equal(utf16_to_utf8(data, 2 * UNITS, TEXT_UTF16LE, &out), 0);
	assert_int_equal(out.len, 3 * UNITS);
	for (size_t i = 0; i < UNITS; i++)
		assert_memory_equal(out.data + 3 * i, "\xE9\x8D\xB5", 3);
	buf_append_string(&small, "x");
	assert_int_equal(utf16_to_utf8(data, 2 * UNITS, TEXT_UTF16LE, &small),
		ERR_LIMIT);
	assert_string_equal(buf_string(&small), "x");
	buf_release(&small);
	buf_release(&out);
	free(data);
}

static const struct {
	const char *name;
	const char *text;
	size_t len;
	size_t size; /* 0: no UTF-8 */
	uint32_t code;
} decode_cases[] = {
	{ "NUL", BYTES("\0"), 1, 0 },
	{ "ASCII", BYTES("a\x80"), 1, 'a' },
	{ "U+007F", BYTES("\x7F"), 1, 0x7F },
	{ "U+0080", BYTES("\xC2\x80"), 2, 0x80 },
	{ "U+07FF", BYTES("\xDF\xBF"), 2, 0x7FF },
	{ "U+0800", BYTES("\xE0\xA0\x80"), 3, 0x800 },
	{ "U+D7FF", BYTES("\xED\x9F\xBF"), 3, 0xD7FF },
	{ "U+E000", BYTES("\xEE\x80\x80"), 3, 0xE000 },
	{ "U+FFFF", BYTES("\xEF\xBF\xBF"), 3, 0xFFFF },
	{ "U+10000", BYTES("\xF0\x90\x80\x80"), 4, 0x10000 },
	{ "U+10FFFF", BYTES("\xF4\x8F\xBF\xBF"), 4, 0x10FFFF },
	{ "continuation alone", BYTES("\x80"), 0, 0 },
	{ "overlong, 2 bytes", BYTES("\xC0\x80"), 0, 0 },
	{ "overlong, 2 bytes, last", BYTES("\xC1\xBF"), 0, 0 },
	{ "overlong, 3 bytes", BYTES("\xE0\x9F\xBF"), 0, 0 },
	{ "overlong, 4 bytes", BYTES("\xF0\x8F\xBF\xBF"), 0, 0 },
	{ "first surrogate", BYTES("\xED\xA0\x80"), 0, 0 },
	{ "last surrogate", BYTES("\xED\xBF\xBF"), 0, 0 },
	{ "above U+10FFFF", BYTES("\xF4\x90\x80\x80"), 0, 0 },
	{ "lead F5", BYTES("\xF5\x80\x80\x80"), 0, 0 },
	{ "five bytes", BYTES("\xF8\x88\x80\x80\x80"), 0, 0 },
	{ "lead FF", BYTES("\xFF"), 0, 0 },
	{ "truncated, 2", BYTES("\xC2"), 0, 0 },
	{ "truncated, 3", BYTES("\xE9\x8D"), 0, 0 },
	{ "truncated, 4", BYTES("\xF0\x9F\x94"), 0, 0 },
	{ "no continuation",
		BYTES("\xC2"
		      "a"),
		0, 0 },
	{ "lead instead of the third", BYTES("\xE9\x8D\xE9"), 0, 0 },
};

static void test_decode(void **state)
{
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(decode_cases); i++) {
		uint32_t code = 0;

		failures += differs_int(decode_cases[i].name,
			(long long)utf8_decode(decode_cases[i].text,
				decode_cases[i].len, &code),
			(long long)decode_cases[i].size);
		failures += differs_hex(
			decode_cases[i].name, code, decode_cases[i].code);
	}
	assert_int_equal(failures, 0);
}

/* Each code point there and back, through both converters. */
static void test_round_trip(void **state)
{
	struct buf out = BUF_INIT(16);
	size_t failures = 0;

	(void)state;
	for (uint32_t want = 0; want <= 0x10FFFF && failures < 10; want++) {
		uint32_t rest = want - 0x10000;
		uint32_t units[2] = { want, 0 };
		size_t count = want < 0x10000 ? 1 : 2;
		uint32_t code = 0;
		char data[4];

		if (want == 0xD800)
			want = units[0] = 0xE000;
		if (want == 0xFEFF)
			continue;
		if (count == 2) {
			units[0] = 0xD800 + (rest >> 10);
			units[1] = 0xDC00 + (rest & 0x3FF);
		}
		for (size_t i = 0; i < count; i++) {
			data[2 * i] = (char)(units[i] & 0xFF);
			data[2 * i + 1] = (char)(units[i] >> 8);
		}
		buf_clear(&out);
		utf16_to_utf8(data, 2 * count, TEXT_UTF16LE, &out);
		failures += differs_int("length",
			(long long)utf8_decode(out.data, out.len, &code),
			(long long)out.len);
		failures += differs_hex("code point", code, want);
	}
	buf_release(&out);
	assert_int_equal(failures, 0);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_detect),
		cmocka_unit_test(test_detect_late),
		cmocka_unit_test(test_convert),
		cmocka_unit_test(test_convert_long),
		cmocka_unit_test(test_decode),
		cmocka_unit_test(test_round_trip),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
