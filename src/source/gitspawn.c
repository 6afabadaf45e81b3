/*
 * gitspawn.c - starts git, its streams being pipes.
 *
 * The child is started without a shell and without a search through a
 * relative PATH entry, so that no file of the work tree can take git's place.
 */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "source/gitchild.h"
#include "source/gitspawn.h"

/*
 * Between pipe() and the flag that keeps it from children no other thread may
 * start one: it would hold our end open, and the child would wait for ever.
 */
static pthread_mutex_t spawn_lock = PTHREAD_MUTEX_INITIALIZER;

enum { PATH_LIMIT = 64 * 1024 }; /* bytes of the path of git */

extern char **environ;

/* A NULL-ended list of strings as posix_spawn() wants it. */
struct strings {
	char **list; /* owned, as are the strings */
	size_t count;
	size_t capacity;
};

/*
 * What leaves or is recorded are the objects themselves, not what stands in
 * for them here: no replacements, no grafts (git warns of a file, not of one
 * that cannot be there).
 */
static const char *const own_env[] = {
	"GIT_GRAFT_FILE=/dev/null/none",
	"GIT_NO_LAZY_FETCH=1",
	"GIT_NO_REPLACE_OBJECTS=1",
	"GIT_OPTIONAL_LOCKS=0",
	"GIT_TERMINAL_PROMPT=0",
	NULL,
};

static const char *const language_env[] = { "LC_ALL=C", NULL };

/* What `git rev-parse --local-env-vars` names, and what a hook has besides. */
static const char *const local_env[] = {
	"GIT_ALTERNATE_OBJECT_DIRECTORIES=",
	"GIT_COMMON_DIR=",
	"GIT_CONFIG=",
	"GIT_CONFIG_COUNT=",
	"GIT_CONFIG_PARAMETERS=",
	"GIT_DIR=",
	"GIT_GRAFT_FILE=",
	"GIT_IMPLICIT_WORK_TREE=",
	"GIT_INDEX_FILE=",
	"GIT_INTERNAL_SUPER_PREFIX=",
	"GIT_NAMESPACE=",
	"GIT_NO_REPLACE_OBJECTS=",
	"GIT_OBJECT_DIRECTORY=",
	"GIT_PREFIX=",
	"GIT_QUARANTINE_PATH=",
	"GIT_REPLACE_REF_BASE=",
	"GIT_SHALLOW_FILE=",
	"GIT_WORK_TREE=",
	NULL,
};

static void strings_add(struct strings *strings, const char *text)
{
	strings->list = mem_grow(strings->list, strings->count,
		&strings->capacity, sizeof(*strings->list));
	strings->list[strings->count++] = mem_copy_string(text);
}

static void strings_add_all(struct strings *strings, const char *const *list)
{
	for (; list != NULL && *list != NULL; list++)
		strings_add(strings, *list);
}

static void strings_release(struct strings *strings)
{
	for (size_t i = 0; i < strings->count; i++)
		free(strings->list[i]);
	free(strings->list);
}

/* Whether one of LIST ("NAME=...") sets the variable of ENTRY. */
static bool sets_same(const char *const *list, const char *entry)
{
	const char *equals = strchr(entry, '=');
	if (equals == NULL)
		return false;
	size_t len = (size_t)(equals - entry) + 1;
	for (; list != NULL && *list != NULL; list++) {
		if (strncmp(*list, entry, len) == 0)
			return true;
	}
	return false;
}

static void build_env(struct strings *env, const struct gitchild_args *args)
{
	const char *const *language = args->keep_language ? NULL : language_env;
	const char *const *local = args->clean_env ? local_env : NULL;

	for (char **entry = environ; *entry != NULL; entry++) {
		if (sets_same(own_env, *entry) || sets_same(language, *entry) ||
			sets_same(local, *entry) ||
			sets_same(args->env, *entry))
			continue;
		strings_add(env, *entry);
	}
	strings_add_all(env, own_env);
	strings_add_all(env, language);
	strings_add_all(env, args->env);
	strings_add(env, NULL);
}

static void build_argv(struct strings *argv, const struct gitchild_args *args)
{
	strings_add(argv, "git");
	strings_add(argv, "--no-pager");
	if (args->dir != NULL) {
		strings_add(argv, "-C");
		strings_add(argv, args->dir);
	}
	strings_add_all(argv, args->args);
	strings_add(argv, NULL);
}

/* Makes DIR (LEN bytes) + "/git" the content of PATH if that can be run. */
static bool try_git(struct buf *path, const char *dir, size_t len)
{
	struct stat info;

	buf_clear(path);
	if (len == 0 || dir[0] != '/')
		return false;
	if (buf_append(path, dir, len) < 0 ||
		buf_append_string(path, "/git") < 0)
		return false;
	return stat(buf_string(path), &info) == 0 && S_ISREG(info.st_mode) &&
	       access(buf_string(path), X_OK) == 0;
}

static bool find_git(struct buf *path)
{
	const char *dir = getenv("GIT_EXEC_PATH");
	if (dir != NULL && try_git(path, dir, strlen(dir)))
		return true;
	dir = getenv("PATH");
	while (dir != NULL) {
		const char *colon = strchr(dir, ':');
		size_t len =
			colon != NULL ? (size_t)(colon - dir) : strlen(dir);
		if (try_git(path, dir, len))
			return true;
		dir = colon != NULL ? colon + 1 : NULL;
	}
	return false;
}

int gitchild_find(struct buf *out, struct err *err)
{
	int rc = 0;
	struct buf path = BUF_INIT(PATH_LIMIT);

	if (!find_git(&path))
		rc = err_set(err, ERR_IO,
			"there is no git in PATH: install it, or add its "
			"folder");
	else if (buf_append(out, path.data, path.len) < 0)
		rc = err_set(err, ERR_LIMIT, "the path of git is too long");
	buf_release(&path);
	return rc;
}

void gitspawn_close(int *end)
{
	if (*end >= 0)
		close(*end);
	*end = -1;
}

/* Moves END above the three standard streams and keeps it from children. */
static int lift(int *end)
{
	int lifted = fcntl(*end, F_DUPFD_CLOEXEC, 3);
	gitspawn_close(end);
	*end = lifted;
	return lifted < 0 ? -1 : 0;
}

static int open_pipe(int ends[2])
{
	if (pipe(ends) < 0) {
		ends[0] = ends[1] = -1;
		return -1;
	}
	if (lift(&ends[0]) < 0 || lift(&ends[1]) < 0)
		return -1;
	return 0;
}

/* The pipes of a child that is about to start: [0] is read, [1] written. */
struct pipes {
	int in[2];
	int out[2];
	int errors[2];
};

static int open_pipes(
	struct pipes *pipes, bool with_input, enum spawn_errors errors)
{
	if (with_input && open_pipe(pipes->in) < 0)
		return -1;
	if (errors == SPAWN_PIPE_ERRORS && open_pipe(pipes->errors) < 0)
		return -1;
	return open_pipe(pipes->out);
}

static void close_pipes(struct pipes *pipes)
{
	for (int i = 0; i < 2; i++) {
		gitspawn_close(&pipes->in[i]);
		gitspawn_close(&pipes->out[i]);
		gitspawn_close(&pipes->errors[i]);
	}
}

/* What the child does with its descriptors before it becomes git. */
static int plan_streams(posix_spawn_file_actions_t *actions,
	const struct pipes *pipes, enum spawn_errors errors)
{
	int rc;

	if (pipes->in[0] >= 0)
		rc = posix_spawn_file_actions_adddup2(
			actions, pipes->in[0], STDIN_FILENO);
	else
		rc = posix_spawn_file_actions_addopen(
			actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
	if (rc == 0)
		rc = posix_spawn_file_actions_adddup2(
			actions, pipes->out[1], STDOUT_FILENO);
	if (rc == 0 && errors == SPAWN_PIPE_ERRORS)
		rc = posix_spawn_file_actions_adddup2(
			actions, pipes->errors[1], STDERR_FILENO);
	if (rc == 0 && errors == SPAWN_DROP_ERRORS)
		rc = posix_spawn_file_actions_addopen(
			actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
	return rc;
}

/* git starts with SIGPIPE as usual and with no signal blocked by us. */
static int plan_signals(posix_spawnattr_t *attributes, const sigset_t *mask)
{
	sigset_t defaults;

	sigemptyset(&defaults);
	sigaddset(&defaults, SIGPIPE);
	int rc = posix_spawnattr_setsigdefault(attributes, &defaults);
	if (rc == 0)
		rc = posix_spawnattr_setsigmask(attributes, mask);
	if (rc == 0)
		rc = posix_spawnattr_setflags(attributes,
			POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
	return rc;
}

/* What posix_spawn() takes besides the program. */
struct plan {
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
};

static int plan_init(struct plan *plan)
{
	int rc = posix_spawn_file_actions_init(&plan->actions);
	if (rc != 0)
		return rc;
	rc = posix_spawnattr_init(&plan->attributes);
	if (rc != 0)
		posix_spawn_file_actions_destroy(&plan->actions);
	return rc;
}

static void plan_release(struct plan *plan)
{
	posix_spawnattr_destroy(&plan->attributes);
	posix_spawn_file_actions_destroy(&plan->actions);
}

/* Starts PATH as PLAN says; returns 0 or an errno value. */
static int spawn(pid_t *pid, const char *path, const struct plan *plan,
	const struct gitchild_args *args)
{
	struct strings argv = { 0 };
	struct strings env = { 0 };

	build_argv(&argv, args);
	build_env(&env, args);
	int rc = posix_spawn(pid, path, &plan->actions, &plan->attributes,
		argv.list, env.list);
	strings_release(&env);
	strings_release(&argv);
	return rc;
}

/* Keeps our end of PIPE and closes the child's. */
static int keep_end(int ends[2], int ours)
{
	int kept = ends[ours];
	ends[ours] = -1;
	gitspawn_close(&ends[1 - ours]);
	return kept;
}

int gitspawn_start(struct gitspawn *child, const struct gitchild_args *args,
	enum spawn_errors errors, const struct sigpipe_guard *guard,
	struct err *err)
{
	struct plan plan;
	struct buf path = BUF_INIT(PATH_LIMIT);
	struct pipes pipes = { { -1, -1 }, { -1, -1 }, { -1, -1 } };

	*child = (struct gitspawn){ -1, -1, -1, -1 };
	int rc = gitchild_find(&path, err);
	if (rc < 0)
		goto done;
	pthread_mutex_lock(&spawn_lock);
	int failure = plan_init(&plan);
	if (failure == 0) {
		if (open_pipes(&pipes, args->input != NULL, errors) < 0)
			failure = errno;
		if (failure == 0)
			failure = plan_streams(&plan.actions, &pipes, errors);
		if (failure == 0)
			failure = plan_signals(&plan.attributes, &guard->mask);
		if (failure == 0)
			failure = spawn(&child->pid, path.data, &plan, args);
		plan_release(&plan);
	}
	pthread_mutex_unlock(&spawn_lock);
	if (failure != 0) {
		rc = err_set(err, ERR_IO, "cannot start %s: %s", path.data,
			strerror(failure));
		goto done;
	}
	child->in = keep_end(pipes.in, 1);
	child->out = keep_end(pipes.out, 0);
	child->errors = keep_end(pipes.errors, 0);
	if (child->in >= 0)
		fcntl(child->in, F_SETFL, O_NONBLOCK);
done:
	close_pipes(&pipes);
	buf_release(&path);
	return rc;
}

int gitspawn_end(struct gitspawn *child, struct err *err)
{
	int status;

	gitspawn_close(&child->in);
	gitspawn_close(&child->out);
	gitspawn_close(&child->errors);
	while (waitpid(child->pid, &status, 0) < 0) {
		if (errno != EINTR)
			return err_set(err, ERR_IO, "cannot wait for git: %s",
				strerror(errno));
	}
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* A child may end before it has read all that is written to it. */
void sigpipe_block(struct sigpipe_guard *guard)
{
	sigset_t pipe_only;
	sigset_t pending;

	sigemptyset(&pipe_only);
	sigaddset(&pipe_only, SIGPIPE);
	sigpending(&pending);
	guard->was_pending = sigismember(&pending, SIGPIPE) == 1;
	pthread_sigmask(SIG_BLOCK, &pipe_only, &guard->mask);
}

/* Takes the SIGPIPE that our own write has raised, and unblocks. */
void sigpipe_unblock(const struct sigpipe_guard *guard)
{
	sigset_t pending;
	int number;

	sigpending(&pending);
	if (!guard->was_pending && sigismember(&pending, SIGPIPE) == 1) {
		sigset_t pipe_only;
		sigemptyset(&pipe_only);
		sigaddset(&pipe_only, SIGPIPE);
		sigwait(&pipe_only, &number);
	}
	pthread_sigmask(SIG_SETMASK, &guard->mask, NULL);
}
