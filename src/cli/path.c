/*
 * path.c - the few things that are done with paths as strings.
 */
#include <sys/stat.h>

#include "base/mem.h"
#include "cli/path.h"

static char *glue(const char *one, const char *two, const char *three)
{
	size_t size = strlen(one) + strlen(two) + strlen(three) + 1;
	char *out = mem_alloc(size);

	snprintf(out, size, "%s%s%s", one, two, three);
	return out;
}

char *path_join(const char *folder, const char *name)
{
	size_t len = strlen(folder);

	if (name[0] == '/')
		return mem_copy_string(name);
	if (len > 0 && folder[len - 1] == '/')
		return glue(folder, "", name);
	return glue(folder, "/", name);
}

char *path_with(const char *path, const char *ending)
{
	return glue(path, ending, "");
}

char *path_parent(const char *path)
{
	size_t len = strlen(path);

	while (len > 1 && path[len - 1] == '/')
		len--;
	while (len > 0 && path[len - 1] != '/')
		len--;
	if (len == 0)
		return mem_copy_string(".");
	while (len > 1 && path[len - 1] == '/')
		len--;
	return mem_copy(path, len);
}

mode_t path_new_mode(mode_t mode)
{
	/* There is no asking for it. */
	mode_t mask = umask(0);

	umask(mask);
	return mode & ~mask;
}

mode_t path_mode(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 ? status.st_mode & 07777
					: path_new_mode(0666);
}

bool path_is_same(const char *one, const char *other)
{
	struct stat first;
	struct stat second;

	return stat(one, &first) == 0 && stat(other, &second) == 0 &&
	       first.st_dev == second.st_dev && first.st_ino == second.st_ino;
}

bool path_is_below(const char *path, const char *folder)
{
	size_t len = strlen(folder);

	return strncmp(path, folder, len) == 0 &&
	       (path[len] == '/' || path[len] == '\0');
}
