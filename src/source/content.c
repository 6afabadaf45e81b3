/*
 * content.c - the bytes of a file as text.
 */
#include <stdint.h>

#include "base/utf.h"
#include "source/content.h"

void content_init(struct content *content)
{
	content->text = NULL;
	content->len = 0;
	content->kind = CHUNK_TEXT;
	buf_init(&content->decoded, SIZE_MAX);
}

void content_release(struct content *content)
{
	buf_release(&content->decoded);
}

void content_set(struct content *content, const char *data, size_t len)
{
	enum text_encoding encoding = utf_detect(data, len);

	content->kind = encoding == TEXT_BINARY ? CHUNK_BINARY : CHUNK_TEXT;
	content->text = data;
	content->len = len;
	if (encoding != TEXT_UTF16LE && encoding != TEXT_UTF16BE)
		return;

	/* Two bytes become at most three: the ceiling is that of DATA. */
	buf_clear(&content->decoded);
	buf_reserve(&content->decoded, len + len / 2 + 3);
	utf16_to_utf8(data, len, encoding, &content->decoded);
	content->text = buf_string(&content->decoded);
	content->len = content->decoded.len;
}
