/*
 * self.c - where this program itself lies.
 *
 * A hook must call exactly this program, never what PATH happens to offer: in
 * a PATH that begins with node_modules/.bin the repository itself chooses.
 */
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>
#include <unistd.h>
#ifdef __APPLE__
#include <mach-o/dyld.h>
#endif

#include "base/err.h"
#include "base/mem.h"
#include "cli/path.h"
#include "cli/self.h"

#ifdef __APPLE__

/* What the system says, caller owns; NULL if it says nothing. */
static char *ask_system(void)
{
	char path[4096];
	uint32_t size = sizeof(path);

	if (_NSGetExecutablePath(path, &size) != 0)
		return NULL;
	return realpath(path, NULL);
}

#else

/* What the system says, caller owns; NULL if it says nothing. */
static char *ask_system(void)
{
	char path[4096];

	ssize_t len = readlink("/proc/self/exe", path, sizeof(path));
	if (len <= 0 || (size_t)len >= sizeof(path) || path[0] != '/')
		return NULL;
	return mem_copy(path, (size_t)len);
}

#endif

/* From the name by which it was called, if that has a slash in it. */
static char *ask_name(const char *argv0)
{
	if (argv0 == NULL || strchr(argv0, '/') == NULL)
		return NULL;
	char *here = getcwd(NULL, 0);
	char *path = here != NULL ? path_join(here, argv0) : NULL;
	free(here);
	return path;
}

static bool has_controls(const char *text)
{
	for (; *text != '\0'; text++) {
		unsigned char byte = (unsigned char)*text;
		if (byte < 0x20 || byte == 0x7f)
			return true;
	}
	return false;
}

static int check(const char *path, struct err *err)
{
	struct stat info;

	if (has_controls(path))
		return err_set(err, ERR_INPUT,
			"the program's path has control characters in it: %s",
			path);
	if (stat(path, &info) < 0)
		return err_set(err, ERR_IO,
			"the program is not there any more: %s: %s", path,
			strerror(errno));
	if (!S_ISREG(info.st_mode) || access(path, X_OK) < 0)
		return err_set(err, ERR_IO,
			"%s cannot be run by a hook: it is not executable",
			path);
	return 0;
}

int self_path(char **out, const char *argv0, struct err *err)
{
	char *path = ask_system();

	if (path == NULL)
		path = ask_name(argv0);
	if (path == NULL)
		return err_set(err, ERR_IO,
			"cannot find out where this program lies: call it by "
			"its absolute path");
	int rc = check(path, err);
	if (rc < 0)
		free(path);
	else
		*out = path;
	return rc;
}
