/*
 * splitter.c - cuts what comes in pieces at a separator.
 */
#include "source/splitter.h"

#include <string.h>

#include "base/err.h"

void splitter_init(struct splitter *splitter, char separator, size_t limit,
	splitter_fn take, void *payload)
{
	splitter->take = take;
	splitter->payload = payload;
	splitter->separator = separator;
	splitter->rc = 0;
	buf_init(&splitter->token, limit);
	buf_reserve(&splitter->token, 1);
	splitter->token.data[0] = '\0';
}

void splitter_release(struct splitter *splitter)
{
	buf_release(&splitter->token);
}

int splitter_feed(void *payload, const char *data, size_t len, struct err *err)
{
	struct splitter *splitter = payload;
	struct buf *token = &splitter->token;

	while (len > 0) {
		const char *end = memchr(data, splitter->separator, len);
		size_t part = end != NULL ? (size_t)(end - data) : len;
		if (buf_append(token, data, part) < 0)
			return err_set(err, ERR_LIMIT,
				"git says more than %zu bytes in one piece",
				token->limit);
		if (end == NULL)
			return 0;
		splitter->rc = splitter->take(
			splitter->payload, token->data, token->len, err);
		if (splitter->rc < 0)
			return splitter->rc;
		buf_clear(token);
		data += part + 1;
		len -= part + 1;
	}
	return 0;
}
