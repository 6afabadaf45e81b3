/*
 * fuzz_utf.c - any bytes: a decision about the encoding, and from UTF-16 of
 * either order good UTF-8 of a known size.
 */
#include "fuzz.h"

#include "base/buf.h"
#include "base/utf.h"

static void check_order(
	const char *text, size_t len, enum text_encoding encoding)
{
	struct buf out = BUF_INIT(2 * len + 4);
	size_t at = 0;

	fuzz_require(utf16_to_utf8(text, len, encoding, &out) == 0,
		"UTF-8 fits in twice the size");
	fuzz_require(out.len <= len / 2 * 3 + 3, "three bytes a unit at most");
	while (at < out.len) {
		uint32_t code = 0;
		size_t step = utf8_decode(out.data + at, out.len - at, &code);

		fuzz_require(step > 0, "the result is good UTF-8");
		at += step;
	}
	buf_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data;
	enum text_encoding encoding = utf_detect(text, size);

	fuzz_require(encoding != TEXT_BINARY || size > 0, "empty is text");
	check_order(text, size, TEXT_UTF16LE);
	check_order(text, size, TEXT_UTF16BE);
	return 0;
}
