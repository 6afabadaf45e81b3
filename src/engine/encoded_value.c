/*
 * encoded_value.c - values in base64 that stand for a secret.
 */
#include "engine/encoded_value.h"

#include "base/buf.h"
#include "engine/base64.h"
#include "engine/placeholder.h"

enum { LONGEST = 256, SHORTEST = 4 }; /* bytes of a decoded placeholder */

static bool is_printable(const struct buf *text)
{
	for (size_t i = 0; i < text->len; i++)
		if ((unsigned char)text->data[i] < ' ' ||
			(unsigned char)text->data[i] >= 0x7F)
			return false;
	return text->len >= SHORTEST;
}

bool encoded_value_is_empty(const char *value, size_t len)
{
	struct buf text = BUF_INIT(LONGEST);
	bool empty = false;

	if (len <= 2 * LONGEST && base64_decode(value, len, &text) == 0) {
		while (text.len > 0 && text.data[text.len - 1] == '\n')
			text.len--;
		empty = is_printable(&text) &&
			(placeholder_is(text.data, text.len) ||
				placeholder_is_reference(text.data, text.len));
	}
	buf_release(&text);
	return empty;
}
