/*
 * scratch.c - work in a throw-away folder that is gone afterwards, whatever
 * happens in between.
 *
 * The work is done by a child in a process group of its own.  The parent does
 * nothing but wait for the child's end or a signal, both with sigwait(): no
 * handler, no global, and no moment at which a signal would find the folder
 * without somebody to remove it.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/err.h"
#include "base/mem.h"
#include "cli/path.h"
#include "cli/scratch.h"

enum { DEPTH_MAX = 64, REMOVE_TRIES = 20, SIGNALLED = 128 };

static int remove_below(int folder, int depth);

/* Removes NAME in the open folder AT, with all below it. */
static int remove_entry(int at, const char *name, int depth)
{
	if (unlinkat(at, name, 0) == 0 || errno == ENOENT)
		return 0;
	int folder = openat(
		at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (folder < 0)
		return -1;
	if (remove_below(folder, depth + 1) < 0)
		return -1;
	return unlinkat(at, name, AT_REMOVEDIR);
}

/* Empties and closes FOLDER. */
static int remove_below(int folder, int depth)
{
	int rc = 0;
	DIR *entries = depth < DEPTH_MAX ? fdopendir(folder) : NULL;

	if (entries == NULL) {
		close(folder);
		return -1;
	}
	for (;;) {
		const struct dirent *entry = readdir(entries);
		if (entry == NULL)
			break;
		if (strcmp(entry->d_name, ".") == 0 ||
			strcmp(entry->d_name, "..") == 0)
			continue;
		if (remove_entry(folder, entry->d_name, depth) < 0)
			rc = -1;
	}
	closedir(entries);
	return rc;
}

/*
 * A process that was just killed may still be making a file: then the folder
 * is not empty at the first try.
 */
static int remove_all(const char *path, struct err *err)
{
	static const struct timespec pause = { 0, 50000000L };

	for (int tries = 0; tries < REMOVE_TRIES; tries++) {
		if (remove_entry(AT_FDCWD, path, 0) == 0)
			return 0;
		if (errno != ENOTEMPTY && errno != EEXIST)
			break;
		nanosleep(&pause, NULL);
	}
	return err_set(
		err, ERR_IO, "cannot remove %s: %s", path, strerror(errno));
}

static int make_folder(char **out, struct err *err)
{
	const char *parent = getenv("TMPDIR");

	if (parent == NULL || parent[0] != '/')
		parent = "/tmp";
	char *path = path_join(parent, "kagiban-XXXXXX");
	if (mkdtemp(path) == NULL) {
		int system_error = errno;
		free(path);
		return err_set(err, ERR_IO, "cannot make a folder in %s: %s",
			parent, strerror(system_error));
	}
	*out = path;
	return 0;
}

static void do_nothing(int number)
{
	(void)number;
}

/*
 * What the parent waits for, blocked so that none is lost.  A signal that is
 * ignored (nohup) stays ignored.  SIGCHLD needs a handler: what is ignored by
 * default may be thrown away even while it is blocked.
 */
static void block_signals(sigset_t *set, sigset_t *old_mask)
{
	static const int ends[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT };
	struct sigaction action = { .sa_handler = do_nothing };

	sigemptyset(&action.sa_mask);
	sigaction(SIGCHLD, &action, NULL);
	sigemptyset(set);
	sigaddset(set, SIGCHLD);
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		if (sigaction(ends[i], NULL, &action) == 0 &&
			action.sa_handler != SIG_IGN)
			sigaddset(set, ends[i]);
	}
	sigprocmask(SIG_BLOCK, set, old_mask);
}

static _Noreturn void be_child(scratch_fn work, void *payload,
	const char *folder, const sigset_t *old_mask)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN };

	setpgid(0, 0);
	/* In the background now: still free to print. */
	sigaction(SIGTTOU, &ignore, NULL);
	sigprocmask(SIG_SETMASK, old_mask, NULL);
	int status = work(payload, folder);
	fflush(NULL);
	_exit(status);
}

/* Waits for the end of CHILD, and ends its whole group on a signal. */
static int wait_for(pid_t child, const sigset_t *signals)
{
	int status = 0;
	int number = 0;
	int received = 0;

	for (;;) {
		if (waitpid(child, &status, WNOHANG) == child)
			break;
		if (sigwait(signals, &number) != 0 || number == SIGCHLD)
			continue;
		received = number;
		kill(-child, SIGTERM);
	}
	/* What the child has started must not outlive the folder. */
	kill(-child, SIGKILL);
	if (received != 0)
		return SIGNALLED + received;
	return WIFEXITED(status) ? WEXITSTATUS(status)
				 : SIGNALLED + WTERMSIG(status);
}

int scratch_run(scratch_fn work, void *payload, struct err *err)
{
	char *folder = NULL;
	sigset_t signals;
	sigset_t old_mask;

	block_signals(&signals, &old_mask);
	int rc = make_folder(&folder, err);
	if (folder == NULL)
		goto done;
	fflush(NULL);
	pid_t child = fork();
	if (child == 0)
		be_child(work, payload, folder, &old_mask);
	if (child < 0) {
		rc = err_set(err, ERR_IO, "cannot start a process: %s",
			strerror(errno));
		rmdir(folder);
		goto done;
	}
	setpgid(child, child);
	rc = wait_for(child, &signals);
	if (remove_all(folder, err) < 0)
		rc = ERR_IO;
done:
	free(folder);
	sigprocmask(SIG_SETMASK, &old_mask, NULL);
	return rc;
}
