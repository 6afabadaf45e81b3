/*
 * toppath.c - the path by which git knows a file.
 */
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "source/toppath.h"

enum { PATH_LIMIT = 1024 * 1024 };

/* Where the last part of PATH begins. */
static const char *last_part(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash != NULL ? slash + 1 : path;
}

/* Whether PART is a name, which its folder's own path can be put before. */
static bool is_name(const char *part)
{
	return *part != '\0' && strcmp(part, ".") != 0 &&
	       strcmp(part, "..") != 0;
}

/* The absolute path of PATH, a link at its end kept; owned, NULL: none. */
static char *absolute(const char *path)
{
	struct buf folder = BUF_INIT(PATH_LIMIT);
	const char *name = last_part(path);
	char *real;

	if (!is_name(name))
		return realpath(path, NULL);
	(void)buf_append(&folder, path, (size_t)(name - path));
	real = realpath(folder.len > 0 ? buf_string(&folder) : ".", NULL);
	buf_clear(&folder);
	if (real != NULL) {
		(void)buf_append_string(&folder, real);
		if (strcmp(real, "/") != 0)
			(void)buf_append_byte(&folder, '/');
		(void)buf_append_string(&folder, name);
	}
	free(real);
	real = folder.len > 0 ? mem_copy_string(buf_string(&folder)) : NULL;
	buf_release(&folder);
	return real;
}

bool toppath_find(struct buf *out, const char *top, const char *path)
{
	struct buf plain = BUF_INIT(PATH_LIMIT);
	size_t len = strlen(path);
	bool below = false;

	buf_clear(out);
	while (len > 1 && path[len - 1] == '/')
		len--;
	if (buf_append(&plain, path, len) == 0) {
		char *full = absolute(buf_string(&plain));
		size_t top_len = strcmp(top, "/") == 0 ? 0 : strlen(top);

		below = full != NULL && strncmp(full, top, top_len) == 0 &&
			(full[top_len] == '/' || full[top_len] == '\0');
		if (below && full[top_len] == '/')
			below = buf_append_string(out, full + top_len + 1) == 0;
		free(full);
	}
	buf_release(&plain);
	return below;
}
