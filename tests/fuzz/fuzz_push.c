/*
 * fuzz_push.c - any bytes as the lines of a push: they are refused, or each
 * line comes out as it was; and any bytes as a commit or a tag, whose parts
 * lie in it.  The first byte says which.
 */
#include <string.h>

#include "fuzz.h"

#include "base/err.h"
#include "source/objecttext.h"
#include "source/pushlines.h"

enum { OF_RECEIVE = 1, LONG_IDS = 2, OF_OBJECT = 4, OF_TAG = 8 };

static size_t count_lines(const char *text, size_t len)
{
	size_t count = 0;

	for (size_t i = 0; i < len; i++)
		count += text[i] == '\n';
	return count;
}

static void check_update(const struct push_update *update, size_t id_size,
	const char *text, size_t len)
{
	size_t ref_len = strlen(update->ref);
	bool found = false;

	fuzz_require(update->old_id.size == 0 || update->old_id.size == id_size,
		"an old id");
	fuzz_require(update->new_id.size == 0 || update->new_id.size == id_size,
		"a new id");
	fuzz_require(ref_len > 0 && strcspn(update->ref, " \t\n") == ref_len,
		"a ref without blanks");
	for (size_t i = 0; i + ref_len <= len && !found; i++)
		found = memcmp(text + i, update->ref, ref_len) == 0;
	fuzz_require(found, "a ref that was there");
}

static void check_lines(unsigned flags, const char *text, size_t len)
{
	struct push_updates updates;
	struct err err;
	const struct push_format format = {
		.of_receive = (flags & OF_RECEIVE) != 0,
		.id_size =
			(flags & LONG_IDS) != 0 ? SHA256_ID_SIZE : SHA1_ID_SIZE,
	};

	int rc = pushlines_parse(&updates, text, len, &format, &err);
	fuzz_require(rc == 0 || rc == ERR_INPUT, "lines or not");
	if (rc == 0)
		fuzz_require(updates.count == count_lines(text, len),
			"no line is lost");
	for (size_t i = 0; rc == 0 && i < updates.count; i++)
		check_update(&updates.list[i], format.id_size, text, len);
	pushlines_release(&updates);
}

static bool is_inside(
	const char *part, size_t part_len, const char *text, size_t len)
{
	return part >= text && part_len <= len && part <= text + len - part_len;
}

static void check_object(unsigned flags, const char *text, size_t len)
{
	struct object_text object;
	size_t at = 0;
	size_t more_len = 0;
	bool taken = (flags & OF_TAG) != 0
			     ? objecttext_tag(&object, text, len)
			     : objecttext_commit(&object, text, len);
	if (!taken)
		return;
	fuzz_require(is_inside(object.headers, object.headers_len, text, len),
		"headers are inside");
	fuzz_require(is_inside(object.message, object.message_len, text, len),
		"the message is inside");
	const char *more = objecttext_more(&object, &at, &more_len);
	while (more != NULL) {
		fuzz_require(more_len > 0 &&
				     is_inside(more, more_len, object.headers,
					     object.headers_len),
			"a header is inside");
		more = objecttext_more(&object, &at, &more_len);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	unsigned flags = fuzz_byte(&data, &size);
	const char *text = size > 0 ? (const char *)data : "";

	if ((flags & OF_OBJECT) != 0)
		check_object(flags, text, size);
	else
		check_lines(flags, text, size);
	return 0;
}
