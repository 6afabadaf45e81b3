/*
 * fuzz_allow.c - any bytes: an error, or waivers that never cover a finding
 * with another id.
 */
#include "fuzz.h"

#include "base/err.h"
#include "base/mem.h"
#include "policy/allow.h"
#include "rules/rulefile.h"

/* Whether the text has the first eight digits of ID, in any case. */
static bool names_id(const char *text, size_t len, const char *id)
{
	for (size_t at = 0; at + 8 <= len; at++) {
		size_t same = 0;

		while (same < 8 &&
			(text[at + same] == id[same] ||
				(text[at + same] | 0x20) == id[same]))
			same++;
		if (same == 8)
			return true;
	}
	return false;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct rule rule = { .id = "some-token" };
	const char *text = (const char *)data;
	char path[] = "src/main.c";
	struct place place = { path, NULL, { 3, 5 }, AT_FILE, PART_SECRET,
		false, 0 };
	struct finding finding = { .id = "5f3c9a1e2b7d4c60",
		.rule = &rule,
		.confidence = CONFIDENCE_LOW };
	struct allow *allow = allow_new();
	struct err err = { .message = "" };
	int rc;

	finding_add_place(&finding, &place);
	const struct rulefile file = { "name", text, size, size % 2 == 0,
		NULL };
	rc = allow_add(allow, &file, &err);
	fuzz_require(rc == 0 || err.message[0] != '\0', "an error says what");
	/* A backslash or a quote may stand between the digits of an id. */
	if (rc == 0 && allow_covers(allow, &finding, "2026-05-01") &&
		memchr(text, '\\', size) == NULL)
		fuzz_require(names_id(text, size, finding.id),
			"only its own id waives a finding");
	finding_release(&finding);
	allow_free(allow);
	return 0;
}
