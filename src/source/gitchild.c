/*
 * gitchild.c - git as a child process, for what libgit2 cannot do.
 *
 * One poll loop feeds its stdin and drains its stdout and stderr, so that none
 * of the three can block the others, however large they are.
 */
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "source/gitchild.h"
#include "source/gitspawn.h"
#include "source/halt.h"

enum {
	PIECE_SIZE = 64 * 1024, /* bytes read at once, on the stack */
	HALT_INTERVAL = 50, /* milliseconds between two questions */
};

/* Where the child's output goes, and what its input still lacks. */
struct pump {
	gitchild_fn take;
	void *payload;
	struct buf *errors; /* NULL: stderr is passed through */
	const char *input;
	size_t input_len;
	const struct halt *halt; /* NULL: nobody asks */
};

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

static bool try_again(void)
{
	return errno == EINTR || errno == EAGAIN || errno == EWOULDBLOCK;
}

/* Writes what fits; a child that does not want more is no error. */
static void pump_input(struct gitspawn *child, struct pump *pump)
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
	gitspawn_close(&child->in);
}

static int pump_output(
	struct gitspawn *child, struct pump *pump, struct err *err)
{
	char piece[PIECE_SIZE];

	ssize_t len = read(child->out, piece, sizeof(piece));
	if (len < 0 && try_again())
		return 0;
	if (len < 0)
		return err_set(err, ERR_IO, "cannot read from git: %s",
			strerror(errno));
	if (len == 0) {
		gitspawn_close(&child->out);
		return 0;
	}
	return pump->take(pump->payload, piece, (size_t)len, err);
}

static void pump_errors(struct gitspawn *child, struct pump *pump)
{
	char piece[4096];

	assert(pump->errors != NULL);
	ssize_t len = read(child->errors, piece, sizeof(piece));
	if (len < 0 && try_again())
		return;
	if (len <= 0) {
		gitspawn_close(&child->errors);
		return;
	}
	size_t room = pump->errors->limit - pump->errors->len;
	size_t kept = (size_t)len < room ? (size_t)len : room;
	buf_append(pump->errors, piece, kept);
}

/* Serves the three pipes until the child has closed its two. */
static int pump_all(struct gitspawn *child, struct pump *pump, struct err *err)
{
	while (child->out >= 0 || child->errors >= 0) {
		struct pollfd ends[3] = {
			{ child->in, POLLOUT, 0 },
			{ child->out, POLLIN, 0 },
			{ child->errors, POLLIN, 0 },
		};
		int ready = poll(ends, 3, pump->halt ? HALT_INTERVAL : -1);
		if (ready < 0 && !try_again())
			return err_set(err, ERR_IO, "cannot wait for git: %s",
				strerror(errno));
		int halted = pump->halt ? halt_ask(pump->halt, err) : 0;
		if (halted < 0)
			return halted;
		if (ready <= 0)
			continue;
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

int gitchild_stream(const struct gitchild_args *args, gitchild_fn take,
	void *payload, struct buf *errors, struct err *err)
{
	struct gitspawn child;
	struct sigpipe_guard guard;
	struct err unused;
	struct pump pump = { take, payload, errors, args->input,
		args->input_len, args->halt };

	sigpipe_block(&guard);
	int rc = gitspawn_start(&child, args,
		errors != NULL ? SPAWN_PIPE_ERRORS : SPAWN_PASS_ERRORS, &guard,
		err);
	if (rc == 0) {
		rc = pump_all(&child, &pump, err);
		if (rc < 0) {
			kill(child.pid, SIGTERM);
			gitspawn_end(&child, &unused);
		} else {
			rc = gitspawn_end(&child, err);
		}
	}
	sigpipe_unblock(&guard);
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
