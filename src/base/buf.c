/*
 * buf.c - bytes that grow up to a ceiling.
 *
 * One byte more than len is always allocated once there is any memory, for
 * the NUL.
 */
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"

enum { FIRST_CAPACITY = 64 };

void buf_init(struct buf *buf, size_t limit)
{
	buf->data = NULL;
	buf->len = 0;
	buf->capacity = 0;
	buf->limit = limit;
}

void buf_release(struct buf *buf)
{
	free(buf->data);
	buf_init(buf, buf->limit);
}

void buf_clear(struct buf *buf)
{
	buf->len = 0;
	if (buf->data != NULL)
		buf->data[0] = '\0';
}

/* Grows by half, but never beyond what the ceiling can use. */
static size_t next_capacity(const struct buf *buf, size_t needed)
{
	size_t most = buf->limit == SIZE_MAX ? SIZE_MAX : buf->limit + 1;
	size_t capacity = buf->capacity + buf->capacity / 2;

	if (capacity < FIRST_CAPACITY)
		capacity = FIRST_CAPACITY;
	if (capacity > most)
		capacity = most;
	return capacity < needed ? needed : capacity;
}

char *buf_reserve(struct buf *buf, size_t len)
{
	size_t needed;

	if (buf->len > buf->limit || len > buf->limit - buf->len)
		return NULL;
	if (len >= SIZE_MAX - buf->len)
		return NULL;
	needed = buf->len + len + 1;
	if (needed > buf->capacity) {
		size_t capacity = next_capacity(buf, needed);

		buf->data = mem_resize(buf->data, capacity, 1);
		buf->capacity = capacity;
		buf->data[buf->len] = '\0';
	}
	return buf->data + buf->len;
}

int buf_append(struct buf *buf, const char *text, size_t len)
{
	char *room = buf_reserve(buf, len);

	if (room == NULL)
		return ERR_LIMIT;
	if (len > 0)
		memcpy(room, text, len);
	room[len] = '\0';
	buf->len += len;
	return 0;
}

int buf_append_string(struct buf *buf, const char *text)
{
	return buf_append(buf, text, strlen(text));
}

int buf_append_byte(struct buf *buf, char byte)
{
	return buf_append(buf, &byte, 1);
}

int buf_append_number(struct buf *buf, unsigned long long number)
{
	char digits[3 * sizeof(number)];
	size_t start = sizeof(digits);

	do {
		digits[--start] = (char)('0' + number % 10);
		number /= 10;
	} while (number != 0);
	return buf_append(buf, digits + start, sizeof(digits) - start);
}

const char *buf_string(const struct buf *buf)
{
	if (buf->data == NULL)
		return "";
	/* Who wrote into reserved room has not set it. */
	buf->data[buf->len] = '\0';
	return buf->data;
}
