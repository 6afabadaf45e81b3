/*
 * gitchild.c - git as a child process, for what libgit2 cannot do.
 *
 * The child is started without a shell and without a search through a
 * relative PATH entry, so that no file of the work tree can take git's place.
 * One poll loop feeds its stdin and drains its stdout and stderr, so that none
 * of the three can block the others, however large they are.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "source/gitchild.h"

enum {
	PATH_LIMIT = 64 * 1024, /* bytes of the path of git */
	PIECE_SIZE = 64 * 1024, /* bytes read at once, on the stack */
};

extern char **environ;

/* A NULL-ended list of strings as posix_spawn() wants it. */
struct strings {
	char **list; /* owned, as are the strings */
	size_t count;
	size_t capacity;
};

struct child {
	pid_t pid;
	int in; /* our ends of its stdin, stdout, stderr; -1: none or closed */
	int out;
	int errors;
};

/* Where the child's output goes, and what its input still lacks. */
struct pump {
	gitchild_fn take;
	void *payload;
	struct buf *errors; /* NULL: stderr is passed through */
	const char *input;
	size_t input_len;
};

static const char *const own_env[] = {
	"GIT_NO_LAZY_FETCH=1",
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
		rc = err_set(err, ERR_IO, "there is no git in PATH");
	else if (buf_append(out, path.data, path.len) < 0)
		rc = err_set(err, ERR_LIMIT, "the path of git is too long");
	buf_release(&path);
	return rc;
}

const char *gitchild_complaint(struct buf *errors)
{
	static const char *const labels[] = { "fatal: ", "error: " };

	if (errors->len == 0)
		return _("git says nothing");
	errors->data[strcspn(errors->data, "\n")] = '\0';
	for (size_t i = 0; i < sizeof(labels) / sizeof(labels[0]); i++) {
		size_t len = strlen(labels[i]);
		if (strncmp(errors->data, labels[i], len) == 0)
			return errors->data + len;
	}
	return errors->data;
}

static void close_end(int *end)
{
	if (*end >= 0)
		close(*end);
	*end = -1;
}

/* Moves END above the three standard streams and keeps it from children. */
static int lift(int *end)
{
	int lifted = fcntl(*end, F_DUPFD_CLOEXEC, 3);
	close_end(end);
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

static int open_pipes(struct pipes *pipes, const struct pump *pump)
{
	if (pump->input != NULL && open_pipe(pipes->in) < 0)
		return -1;
	if (pump->errors != NULL && open_pipe(pipes->errors) < 0)
		return -1;
	return open_pipe(pipes->out);
}

static void close_pipes(struct pipes *pipes)
{
	for (int i = 0; i < 2; i++) {
		close_end(&pipes->in[i]);
		close_end(&pipes->out[i]);
		close_end(&pipes->errors[i]);
	}
}

/* What the child does with its descriptors before it becomes git. */
static int plan_streams(
	posix_spawn_file_actions_t *actions, const struct pipes *pipes)
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
	if (rc == 0 && pipes->errors[1] >= 0)
		rc = posix_spawn_file_actions_adddup2(
			actions, pipes->errors[1], STDERR_FILENO);
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

/* Starts PATH; returns 0 or an errno value. */
static int spawn(pid_t *pid, const char *path, const struct pipes *pipes,
	const sigset_t *mask, const struct gitchild_args *args)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	struct strings argv = { 0 };
	struct strings env = { 0 };

	int rc = posix_spawn_file_actions_init(&actions);
	if (rc != 0)
		return rc;
	rc = posix_spawnattr_init(&attributes);
	if (rc != 0) {
		posix_spawn_file_actions_destroy(&actions);
		return rc;
	}
	build_argv(&argv, args);
	build_env(&env, args);
	rc = plan_streams(&actions, pipes);
	if (rc == 0)
		rc = plan_signals(&attributes, mask);
	if (rc == 0)
		rc = posix_spawn(
			pid, path, &actions, &attributes, argv.list, env.list);
	strings_release(&env);
	strings_release(&argv);
	posix_spawnattr_destroy(&attributes);
	posix_spawn_file_actions_destroy(&actions);
	return rc;
}

/* Keeps our end of PIPE and closes the child's. */
static int keep_end(int ends[2], int ours)
{
	int kept = ends[ours];
	ends[ours] = -1;
	close_end(&ends[1 - ours]);
	return kept;
}

static int child_start(struct child *child, const struct gitchild_args *args,
	const struct pump *pump, const sigset_t *mask, struct err *err)
{
	int rc = 0;
	struct buf path = BUF_INIT(PATH_LIMIT);
	struct pipes pipes = { { -1, -1 }, { -1, -1 }, { -1, -1 } };

	rc = gitchild_find(&path, err);
	if (rc < 0)
		goto done;
	int system_error = open_pipes(&pipes, pump) < 0 ? errno : 0;
	if (system_error == 0)
		system_error =
			spawn(&child->pid, path.data, &pipes, mask, args);
	if (system_error != 0) {
		rc = err_set(err, ERR_IO, "cannot start %s: %s", path.data,
			strerror(system_error));
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

static bool try_again(void)
{
	return errno == EINTR || errno == EAGAIN || errno == EWOULDBLOCK;
}

/* Writes what fits; a child that does not want more is no error. */
static void pump_input(struct child *child, struct pump *pump)
{
	while (pump->input_len > 0) {
		ssize_t written =
			write(child->in, pump->input, pump->input_len);
		if (written < 0 && try_again())
			return;
		if (written < 0)
			break;
		pump->input += written;
		pump->input_len -= (size_t)written;
	}
	close_end(&child->in);
}

static int pump_output(struct child *child, struct pump *pump, struct err *err)
{
	char piece[PIECE_SIZE];

	ssize_t len = read(child->out, piece, sizeof(piece));
	if (len < 0 && try_again())
		return 0;
	if (len < 0)
		return err_set(err, ERR_IO, "cannot read from git: %s",
			strerror(errno));
	if (len == 0) {
		close_end(&child->out);
		return 0;
	}
	return pump->take(pump->payload, piece, (size_t)len, err);
}

static void pump_errors(struct child *child, struct pump *pump)
{
	char piece[4096];

	ssize_t len = read(child->errors, piece, sizeof(piece));
	if (len < 0 && try_again())
		return;
	if (len <= 0) {
		close_end(&child->errors);
		return;
	}
	size_t room = pump->errors->limit - pump->errors->len;
	size_t kept = (size_t)len < room ? (size_t)len : room;
	buf_append(pump->errors, piece, kept);
}

/* Serves the three pipes until the child has closed its two. */
static int pump_all(struct child *child, struct pump *pump, struct err *err)
{
	while (child->out >= 0 || child->errors >= 0) {
		struct pollfd ends[3] = {
			{ child->in, POLLOUT, 0 },
			{ child->out, POLLIN, 0 },
			{ child->errors, POLLIN, 0 },
		};
		if (poll(ends, 3, -1) < 0) {
			if (try_again())
				continue;
			return err_set(err, ERR_IO, "cannot wait for git: %s",
				strerror(errno));
		}
		if (ends[0].revents != 0)
			pump_input(child, pump);
		if (ends[2].revents != 0)
			pump_errors(child, pump);
		if (ends[1].revents == 0)
			continue;
		int rc = pump_output(child, pump, err);
		if (rc < 0)
			return rc;
	}
	return 0;
}

/* Waits for the child and returns its status as a shell gives it. */
static int child_end(struct child *child, struct err *err)
{
	int status;

	close_end(&child->in);
	close_end(&child->out);
	close_end(&child->errors);
	while (waitpid(child->pid, &status, 0) < 0) {
		if (errno != EINTR)
			return err_set(err, ERR_IO, "cannot wait for git: %s",
				strerror(errno));
	}
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/*
 * Blocks SIGPIPE for this thread, since the child may end before it has read
 * all of its input.
 */
static bool block_sigpipe(sigset_t *old)
{
	sigset_t pipe_only;
	sigset_t pending;

	sigemptyset(&pipe_only);
	sigaddset(&pipe_only, SIGPIPE);
	sigpending(&pending);
	pthread_sigmask(SIG_BLOCK, &pipe_only, old);
	return sigismember(&pending, SIGPIPE) == 1;
}

/* Takes the SIGPIPE that our own write has raised, and unblocks. */
static void unblock_sigpipe(const sigset_t *old, bool was_pending)
{
	sigset_t pending;
	int number;

	sigpending(&pending);
	if (!was_pending && sigismember(&pending, SIGPIPE) == 1) {
		sigset_t pipe_only;
		sigemptyset(&pipe_only);
		sigaddset(&pipe_only, SIGPIPE);
		sigwait(&pipe_only, &number);
	}
	pthread_sigmask(SIG_SETMASK, old, NULL);
}

int gitchild_stream(const struct gitchild_args *args, gitchild_fn take,
	void *payload, struct buf *errors, struct err *err)
{
	struct child child = { -1, -1, -1, -1 };
	struct pump pump = { take, payload, errors, args->input,
		args->input_len };
	sigset_t old;

	bool was_pending = block_sigpipe(&old);
	int rc = child_start(&child, args, &pump, &old, err);
	if (rc == 0) {
		rc = pump_all(&child, &pump, err);
		if (rc < 0) {
			kill(child.pid, SIGTERM);
			child_end(&child, &(struct err){ 0 });
		} else {
			rc = child_end(&child, err);
		}
	}
	unblock_sigpipe(&old, was_pending);
	return rc;
}

static int append_to_buf(
	void *payload, const char *data, size_t len, struct err *err)
{
	struct buf *out = payload;

	if (out != NULL && buf_append(out, data, len) < 0)
		return err_set(err, ERR_LIMIT,
			"git's answer is larger than %zu bytes", out->limit);
	return 0;
}

int gitchild_run(const struct gitchild_args *args, struct buf *out,
	struct buf *errors, struct err *err)
{
	return gitchild_stream(args, append_to_buf, out, errors, err);
}
