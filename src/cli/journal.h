/*
 * journal.h - changes to files that can all be taken back.
 *
 * Each step is done at once and atomically (a new file beside the old one,
 * then a rename), and noted.  journal_undo() takes back what was done, the
 * last first; journal_commit() makes it final.
 */
#ifndef KAGIBAN_JOURNAL_H
#define KAGIBAN_JOURNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct err;
struct undo_step;

struct journal {
	struct undo_step *steps; /* owned */
	size_t count;
	size_t capacity;
};

#define JOURNAL_INIT                                                           \
	{                                                                      \
		NULL, 0, 0                                                     \
	}

/* Forgets all steps; what was done stays done. */
void journal_release(struct journal *journal);

/*
 * Makes the folder PATH and those above it that are missing, and sets *MADE
 * to their number.  Returns 0 or ERR_IO.
 */
int journal_make_folders(struct journal *journal, const char *path,
	unsigned *made, struct err *err);

/*
 * Writes the LEN bytes at TEXT to the file PATH with MODE.  What stands there
 * is kept as KEPT with its mode, owner and times, and a link stays a link; at
 * no moment is PATH missing.  With KEPT NULL it is replaced.  Returns 0, or
 * ERR_IO: KEPT is there already, or the system refused.
 */
struct journal_file {
	const char *path;
	const char *kept;
	const char *text;
	size_t len;
	mode_t mode;
};
int journal_write(struct journal *journal, const struct journal_file *file,
	struct err *err);

/* Removes the file PATH.  Returns 0 or ERR_IO. */
int journal_remove(struct journal *journal, const char *path, struct err *err);

/* Moves FROM to TO, in the place of what stands there.  Returns 0 or ERR_IO. */
int journal_move(struct journal *journal, const char *from, const char *to,
	struct err *err);

/* Whether a journal that was never ended may have left a file of that NAME. */
bool journal_is_spare(const char *name);

/*
 * Takes everything back and forgets it.  If something cannot be taken back,
 * ERR (which has the failure that led here) says so as well.
 */
void journal_undo(struct journal *journal, struct err *err);

/* Drops what was kept for journal_undo(), and forgets all steps. */
void journal_commit(struct journal *journal);

#endif
