/*
 * patch.h - reads a patch as it comes: what git diff, git show, git log -p,
 * git format-patch, diff -u and diff -ru print, with combined diffs.
 *
 *     commit 37ee...           whose the lines below are
 *     Author: ...
 *
 *         a message            handed on as a message, without its indent
 *
 *     diff --git a/x b/x       the file
 *     --- a/x
 *     +++ b/x
 *     @@ -1,2 +1,3 @@          a hunk: its new side is a chunk, of which the
 *      known                   lines with a plus in all columns are added
 *     +added
 *     -old
 *
 * What is no patch is text, and scanned as a message: a mail's, a covering
 * letter.  Memory is bounded, however long lines, hunks and messages are.
 */
#ifndef KAGIBAN_PATCH_H
#define KAGIBAN_PATCH_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "source/hunk.h"
#include "source/objectid.h"
#include "source/patchfile.h"
#include "source/slab.h"

struct coverage;
struct err;

enum patch_state {
	PATCH_TEXT, /* outside of all hunks */
	PATCH_HUNK,
	PATCH_BINARY, /* in what git writes of a binary file */
};

struct patch {
	const struct chunk_sink *sink; /* borrowed */
	struct coverage *coverage; /* borrowed, counted up */
	enum patch_state state;
	struct patchfile file;
	struct hunk hunk;
	struct slab lines; /* of the hunk in hand */
	struct slab text; /* what is no patch */
	struct buf line; /* owned; the beginning of the line in hand */
	struct buf dashes; /* owned; a "--- " whose "+++ " is to come */
	struct buf only_in; /* owned; what is on one side, a NUL after each */
	/* Owned; what `diff -r` was called with: the folders of both sides. */
	struct buf old_root;
	struct buf new_root;
	char commit[OBJECT_HEX_SIZE]; /* "": not said */
	uint64_t number; /* of the line in hand, in the input */
	enum hunk_line kind; /* of the line in hand, in a hunk */
	bool in_line; /* its columns have been read */
	bool long_line; /* of a text: its beginning was handed on */
	bool in_headers; /* of a commit or a mail: before its message */
	bool is_mail;
	bool has_text; /* something but white space stood outside */
	bool is_patch; /* something of a patch or a log was seen */
};

void patch_init(struct patch *patch, const struct chunk_sink *sink,
	struct coverage *coverage);
void patch_release(struct patch *patch);

/* Takes the next LEN bytes.  Returns 0 or what the sink returned. */
int patch_feed(
	struct patch *patch, const char *data, size_t len, struct err *err);

/* Takes the end; what was missing or was no patch at all is noted in the
 * coverage.  Returns 0 or what the sink returned. */
int patch_end(struct patch *patch, struct err *err);

#endif
