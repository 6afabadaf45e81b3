/*
 * fuzz_rulefile.c - any bytes: entries that are what the header says, or an
 * error that names a line.
 */
#include "fuzz.h"

#include "base/err.h"
#include "base/mem.h"
#include "rules/rulefile.h"

struct seen {
	size_t entries;
	uint32_t last_line;
	uint32_t lines;
};

static bool is_lower(const char *name)
{
	for (; *name != '\0'; name++)
		if (*name >= 'A' && *name <= 'Z')
			return false;
	return true;
}

static int take(
	void *payload, const struct rulefile_entry *entry, struct err *err)
{
	struct seen *seen = payload;

	(void)err;
	fuzz_require(entry->section != NULL, "an entry has a section");
	fuzz_require(is_lower(entry->section), "sections are lower case");
	fuzz_require(entry->key == NULL || is_lower(entry->key),
		"keys are lower case");
	fuzz_require(entry->line >= seen->last_line, "lines in order");
	fuzz_require(entry->line >= 1 && entry->line <= seen->lines,
		"lines of the text");
	seen->last_line = entry->line;
	seen->entries++;
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data;
	struct seen first = { 0, 1, 1 };
	struct seen second;
	struct err err = { .message = "" };
	int rc;

	for (size_t i = 0; i < size; i++)
		first.lines += text[i] == '\n';
	second = first;
	rc = rulefile_parse("name", text, size, take, &first, &err);
	if (rc < 0) {
		fuzz_require(rc == ERR_CONFIG, "the file is wrong");
		fuzz_require(strncmp(err.message, "name:", 5) == 0,
			"the error names the file");
		fuzz_require(strchr("123456789", err.message[5]) != NULL,
			"and the line");
	}
	fuzz_require(
		rulefile_parse("name", text, size, take, &second, &err) == rc,
		"the same again");
	fuzz_require(first.entries == second.entries, "the same again");
	return 0;
}
