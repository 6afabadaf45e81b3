/*
 * catfile.c - reads objects by asking `git cat-file`.
 *
 *     we say      ID
 *     git says    ID blob SIZE        and with --batch the content, a newline
 *                 ID missing          also for one that is broken
 *
 * A child that has died, or says anything else, is ended; the next question
 * starts a new one.
 */
#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "source/catfile.h"
#include "source/gitchild.h"
#include "source/gitspawn.h"
#include "source/objectid.h"

enum {
	HEADER_SIZE = 256, /* bytes of the line before a content */
	PIECE_SIZE = 64 * 1024,
};

struct answerer {
	struct gitspawn child;
	bool running;
};

struct catfile {
	struct answerer sizes;
	struct answerer contents;
};

struct catfile *catfile_new(void)
{
	return mem_zalloc(1, sizeof(struct catfile));
}

static void answerer_end(struct answerer *answerer)
{
	struct err unused;

	if (answerer->running)
		gitspawn_end(&answerer->child, &unused);
	answerer->running = false;
}

void catfile_free(struct catfile *catfile)
{
	if (catfile == NULL)
		return;
	answerer_end(&catfile->sizes);
	answerer_end(&catfile->contents);
	free(catfile);
}

static int answerer_start(
	struct answerer *answerer, const char *mode, struct err *err)
{
	const char *const args[] = { "cat-file", mode, NULL };
	const struct gitchild_args child = { .args = args, .input = "" };
	struct sigpipe_guard guard;

	if (answerer->running)
		return 0;
	sigpipe_block(&guard);
	int rc = gitspawn_start(
		&answerer->child, &child, SPAWN_DROP_ERRORS, &guard, err);
	sigpipe_unblock(&guard);
	answerer->running = rc == 0;
	return rc;
}

/* Writes all of TEXT; false if the child does not take it. */
static bool say(struct answerer *answerer, const char *text, size_t len)
{
	struct sigpipe_guard guard;
	bool said = true;

	sigpipe_block(&guard);
	while (said && len > 0) {
		struct pollfd end = { answerer->child.in, POLLOUT, 0 };
		ssize_t written = write(answerer->child.in, text, len);
		if (written > 0) {
			text += written;
			len -= (size_t)written;
		} else if (errno == EAGAIN || errno == EWOULDBLOCK) {
			poll(&end, 1, -1);
		} else if (errno != EINTR) {
			said = false;
		}
	}
	sigpipe_unblock(&guard);
	return said;
}

/* Reads exactly LEN bytes; false if the child ends before. */
static bool hear(struct answerer *answerer, char *out, size_t len)
{
	while (len > 0) {
		ssize_t got = read(answerer->child.out, out, len);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return false;
		out += got;
		len -= (size_t)got;
	}
	return true;
}

static bool hear_line(struct answerer *answerer, char line[HEADER_SIZE])
{
	for (size_t i = 0; i < HEADER_SIZE; i++) {
		if (!hear(answerer, line + i, 1))
			return false;
		if (line[i] == '\n') {
			line[i] = '\0';
			return true;
		}
	}
	return false;
}

/* Takes LEN bytes away that nobody wants. */
static bool pass_over(struct answerer *answerer, size_t len)
{
	char piece[PIECE_SIZE];

	while (len > 0) {
		size_t part = len < sizeof(piece) ? len : sizeof(piece);
		if (!hear(answerer, piece, part))
			return false;
		len -= part;
	}
	return true;
}

static int refuse(const char *hex, const char *reason, struct err *err)
{
	return err_set(err, ERR_GIT, "cannot read object %s: %s", hex, reason);
}

/* Ends a child that does not answer as it should. */
static int give_up(struct answerer *answerer, const char *hex, struct err *err)
{
	answerer_end(answerer);
	return refuse(hex, _("git cannot read it"), err);
}

static enum object_type type_of(const char *name)
{
	static const char *const names[] = {
		[OBJECT_COMMIT] = "commit",
		[OBJECT_TREE] = "tree",
		[OBJECT_BLOB] = "blob",
		[OBJECT_TAG] = "tag",
	};

	for (int type = OBJECT_COMMIT; type <= OBJECT_TAG; type++) {
		if (strcmp(names[type], name) == 0)
			return (enum object_type)type;
	}
	return OBJECT_NONE;
}

/* Asks for ID and reads the line that is answered: *SIZE and *TYPE. */
static int ask(struct answerer *answerer, const char *hex, size_t *size,
	enum object_type *type, struct err *err)
{
	char line[HEADER_SIZE];
	char name[16] = "";
	char *end;
	size_t hex_len = strlen(hex);

	if (!say(answerer, hex, hex_len) || !say(answerer, "\n", 1) ||
		!hear_line(answerer, line) || strncmp(line, hex, hex_len) != 0)
		return give_up(answerer, hex, err);
	if (strcmp(line + hex_len, " missing") == 0)
		return refuse(hex, _("it is missing"), err);
	int name_len = 0;
	if (sscanf(line + hex_len, " %15s%n", name, &name_len) != 1)
		return give_up(answerer, hex, err);
	errno = 0;
	unsigned long long number =
		strtoull(line + hex_len + name_len, &end, 10);
	*type = type_of(name);
	if (errno != 0 || *end != '\0' || number > SIZE_MAX ||
		*type == OBJECT_NONE)
		return give_up(answerer, hex, err);
	*size = (size_t)number;
	return 0;
}

int catfile_size(struct catfile *catfile, const struct object_id *id,
	size_t *size, enum object_type *type, struct err *err)
{
	char hex[OBJECT_HEX_SIZE];

	objectid_hex(hex, id);
	int rc = answerer_start(&catfile->sizes, "--batch-check", err);
	if (rc == 0)
		rc = ask(&catfile->sizes, hex, size, type, err);
	return rc;
}

int catfile_read(struct catfile *catfile, const struct object_id *id,
	struct buf *out, enum object_type *type, struct err *err)
{
	struct answerer *contents = &catfile->contents;
	char hex[OBJECT_HEX_SIZE];
	char newline;
	size_t size = 0;

	buf_clear(out);
	objectid_hex(hex, id);
	int rc = answerer_start(contents, "--batch", err);
	if (rc == 0)
		rc = ask(contents, hex, &size, type, err);
	if (rc < 0)
		return rc;
	char *room = buf_reserve(out, size);
	bool heard = room != NULL ? hear(contents, room, size)
				  : pass_over(contents, size);
	if (!heard || !hear(contents, &newline, 1))
		return give_up(contents, hex, err);
	if (room == NULL)
		return err_set(err, ERR_LIMIT,
			"object %s is larger than %zu bytes", hex, out->limit);
	out->len = size;
	return 0;
}
