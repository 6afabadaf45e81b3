/*
 * fuzz_glob.c - any pattern against any path: an answer in time, and a path
 * whose bytes are all escaped matches itself.
 *
 * Input: pattern, NUL, path.
 */
#include "fuzz.h"

#include "base/buf.h"
#include "base/glob.h"
#include "base/mem.h"

/* A path as git has it: no empty part, none that is a double star. */
static bool is_usual_path(const char *path)
{
	size_t len = strlen(path);

	return len > 0 && path[0] != '/' && path[len - 1] != '/' &&
	       strstr(path, "//") == NULL;
}

static void check_escaped(const char *path)
{
	struct buf pattern = BUF_INIT(8192);

	/* A slash first makes it hold against the whole path. */
	buf_append_byte(&pattern, '/');
	for (const char *at = path; *at != '\0'; at++) {
		if (*at != '/')
			buf_append_byte(&pattern, '\\');
		buf_append_byte(&pattern, *at);
	}
	fuzz_require(glob_match(buf_string(&pattern), path),
		"an escaped path matches itself");
	buf_append_string(&pattern, "x");
	fuzz_require(!glob_match(buf_string(&pattern), path),
		"a longer one does not");
	buf_release(&pattern);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *pattern, *path;

	if (size > 4000)
		return 0;
	pattern = fuzz_string(&data, &size);
	path = fuzz_string(&data, &size);
	(void)glob_match(pattern, path);
	if (is_usual_path(path))
		check_escaped(path);
	free(pattern);
	free(path);
	return 0;
}
