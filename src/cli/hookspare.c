/*
 * hookspare.c - what a killed --install or --uninstall has left beside hooks.
 */
#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/err.h"
#include "cli/hookfile.h"
#include "cli/hookspare.h"
#include "cli/journal.h"
#include "cli/path.h"

enum { UNDER_WAY = 60 }; /* seconds */

/* Whether nobody is writing it any more, and nothing is lost with it. */
static bool is_left(const char *path)
{
	struct hookfile file;
	struct stat info;
	struct err ignored;

	if (lstat(path, &info) < 0 || !S_ISREG(info.st_mode) ||
		time(NULL) - info.st_mtime < UNDER_WAY)
		return false;
	if (info.st_size == 0)
		return true;
	bool ours = hookfile_look(&file, path, &ignored) == 0 &&
		    file.kind == HOOK_OURS;
	hookfile_release(&file);
	return ours;
}

void hookspare_remove(const char *folder)
{
	DIR *dir = opendir(folder);
	const struct dirent *entry;

	while (dir && (entry = readdir(dir)) != NULL) {
		if (!journal_is_spare(entry->d_name))
			continue;
		char *path = path_join(folder, entry->d_name);
		if (is_left(path))
			unlink(path);
		free(path);
	}
	if (dir)
		closedir(dir);
}
