/*
 * objectid.c - the name of an object in git: SHA-1 or SHA-256.
 */
#include <assert.h>
#include <string.h>

#include "source/objectid.h"

static const char digits[] = "0123456789abcdef";

void objectid_set(struct object_id *id, const unsigned char *raw, size_t size)
{
	assert(size <= sizeof(id->bytes));
	memset(id, 0, sizeof(*id));
	memcpy(id->bytes, raw, size);
	id->size = (unsigned char)size;
}

/* The value of a hex digit, -1 if it is none. */
static int value_of(char digit)
{
	const char *at = digit != '\0' ? strchr(digits, digit) : NULL;
	return at != NULL ? (int)(at - digits) : -1;
}

bool objectid_read(struct object_id *id, const char *hex, size_t len)
{
	memset(id, 0, sizeof(*id));
	if (len != 2 * SHA1_ID_SIZE && len != 2 * SHA256_ID_SIZE)
		return false;
	for (size_t i = 0; i < len / 2; i++) {
		int high = value_of(hex[2 * i]);
		int low = value_of(hex[2 * i + 1]);
		if (high < 0 || low < 0) {
			memset(id, 0, sizeof(*id));
			return false;
		}
		id->bytes[i] = (unsigned char)(high << 4 | low);
	}
	id->size = (unsigned char)(len / 2);
	return true;
}

void objectid_hex(char hex[OBJECT_HEX_SIZE], const struct object_id *id)
{
	for (size_t i = 0; i < id->size; i++) {
		hex[2 * i] = digits[id->bytes[i] >> 4];
		hex[2 * i + 1] = digits[id->bytes[i] & 0xf];
	}
	hex[2 * id->size] = '\0';
}

bool objectid_equal(const struct object_id *one, const struct object_id *two)
{
	return objectid_compare(one, two) == 0;
}

int objectid_compare(const void *one, const void *two)
{
	const struct object_id *left = one;
	const struct object_id *right = two;
	return memcmp(left->bytes, right->bytes, sizeof(left->bytes));
}
