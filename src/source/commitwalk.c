/*
 * commitwalk.c - the commits of a range where git cannot list them.
 *
 * First all that is left out is marked, then the tips are walked in depth:
 *
 *     tip -> parent -> parent's parent -> (read, left out, or not there)
 *                                         and back, taking each on the way
 */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "model/coverage.h"
#include "source/blob.h"
#include "source/commitwalk.h"
#include "source/gitrepo.h"
#include "source/halt.h"
#include "source/lineset.h"
#include "source/objectset.h"
#include "source/objecttext.h"

enum { PATH_LIMIT = 64 * 1024 }; /* bytes */

enum {
	IS_SEEN = 1, /* walked, or being walked */
	IS_LEFT_OUT = 2,
	IS_BOUNDARY = 4, /* of a shallow clone: its parents do not count */
};

/* A commit on the way down, with the parents it waits for. */
struct step {
	struct object_id id;
	struct object_id *parents; /* owned */
	size_t count;
	size_t next;
};

struct walk {
	const struct commitwalk_args *args; /* borrowed */
	struct objectset set; /* owned */
	struct step *steps; /* owned; the way down */
	size_t count;
	size_t capacity;
};

/* The flags of ID, which is added if it is new; good until the next. */
static unsigned char *flags_of(struct walk *walk, const struct object_id *id)
{
	uint32_t number = objectset_add(&walk->set, id->bytes);
	return &walk->set.flags[number];
}

static void list_parents(struct step *step, const struct object_text *text)
{
	size_t at = 0;
	size_t capacity = 0;
	struct object_id id;

	while (objecttext_parent(text, &at, &id)) {
		step->parents = mem_grow(step->parents, step->count, &capacity,
			sizeof(*step->parents));
		step->parents[step->count++] = id;
	}
}

/* Reads a commit, or the one that a tag names, into STEP. */
static int read_step(struct walk *walk, struct step *step,
	const struct object_id *id, struct err *err)
{
	enum object_type type = OBJECT_TAG;

	memset(step, 0, sizeof(*step));
	step->id = *id;
	while (type == OBJECT_TAG) {
		struct blob object;
		struct object_text text = { .message_len = 0 };
		int rc = object_read(
			&object, &type, walk->args->repo, &step->id, err);
		if (rc < 0)
			return rc;
		if (type == OBJECT_TAG &&
			objecttext_tag(&text, object.data, object.len))
			step->id = text.id;
		else if (type == OBJECT_COMMIT &&
			 objecttext_commit(&text, object.data, object.len) &&
			 (*flags_of(walk, &step->id) & IS_BOUNDARY) == 0)
			list_parents(step, &text);
		else if (type == OBJECT_TAG)
			type = OBJECT_NONE;
		blob_release(&object);
	}
	return 0;
}

static void push_step(struct walk *walk, const struct step *step)
{
	walk->steps = mem_grow(walk->steps, walk->count, &walk->capacity,
		sizeof(*walk->steps));
	walk->steps[walk->count++] = *step;
}

/* Goes down to ID, unless it has been seen or cannot be read. */
static int go_down(
	struct walk *walk, const struct object_id *id, struct err *err)
{
	struct step step;

	if ((*flags_of(walk, id) & (IS_SEEN | IS_LEFT_OUT)) != 0)
		return 0;
	*flags_of(walk, id) |= IS_SEEN;
	int rc = read_step(walk, &step, id, err);
	if (rc < 0)
		return rc;
	unsigned char *flags = flags_of(walk, &step.id);
	bool was_seen = !objectid_equal(&step.id, id) &&
			(*flags & (IS_SEEN | IS_LEFT_OUT)) != 0;
	*flags |= IS_SEEN;
	if (was_seen)
		free(step.parents);
	else
		push_step(walk, &step);
	return 0;
}

static int take_last(
	struct walk *walk, revlist_fn take, void *payload, struct err *err)
{
	struct step *last = &walk->steps[--walk->count];
	const struct commit_ids commit = {
		.id = last->id,
		.parents = last->parents,
		.parent_count = last->count,
	};

	int rc = take(payload, &commit, err);
	free(last->parents);
	return rc;
}

/* Walks all that TIP reaches. */
static int walk_tip(struct walk *walk, const struct object_id *tip,
	revlist_fn take, void *payload, struct err *err)
{
	struct err unread;
	char hex[OBJECT_HEX_SIZE];
	int rc = 0;

	if (go_down(walk, tip, &unread) < 0) {
		objectid_hex(hex, tip);
		coverage_add_unscanned_at(
			walk->args->coverage, hex, NULL, unread.message);
	}
	while (rc == 0 && walk->count > 0) {
		struct step *last = &walk->steps[walk->count - 1];
		rc = halt_ask(walk->args->halt, err);
		if (rc == 0 && last->next < last->count) {
			/* Who needs this parent notes that it is missing. */
			struct object_id parent = last->parents[last->next++];
			(void)go_down(walk, &parent, &unread);
		} else if (rc == 0) {
			rc = take_last(walk, take, payload, err);
		}
	}
	return rc;
}

/* Marks ID as left out, and lets its parents wait for the same. */
static void leave_out_one(struct walk *walk, const struct object_id *id)
{
	struct step step;
	struct err unread;

	*flags_of(walk, id) |= IS_LEFT_OUT;
	if (read_step(walk, &step, id, &unread) < 0)
		return;
	*flags_of(walk, &step.id) |= IS_LEFT_OUT;
	for (; step.next < step.count; step.next++) {
		struct step parent = { .id = step.parents[step.next] };
		push_step(walk, &parent);
	}
	free(step.parents);
}

/* Marks all that ID reaches as left out; what cannot be read ends there. */
static int leave_out(
	struct walk *walk, const struct object_id *id, struct err *err)
{
	struct step first = { .id = *id };
	int rc = 0;

	push_step(walk, &first);
	while (rc == 0 && walk->count > 0) {
		struct object_id next = walk->steps[--walk->count].id;
		rc = halt_ask(walk->args->halt, err);
		if (rc == 0 && (*flags_of(walk, &next) & IS_LEFT_OUT) == 0)
			leave_out_one(walk, &next);
	}
	return rc;
}

/* Notes where a shallow clone ends, as git has written it. */
static void read_boundary(struct walk *walk)
{
	char line[2 * OBJECT_HEX_SIZE];
	struct object_id id;
	struct buf path = BUF_INIT(PATH_LIMIT);
	const char *chosen = getenv("GIT_SHALLOW_FILE");

	if (chosen != NULL) {
		(void)buf_append_string(&path, chosen);
	} else {
		(void)buf_append_string(
			&path, gitrepo_common_dir(walk->args->repo));
		(void)buf_append_string(&path, "/shallow");
	}
	FILE *file = fopen(buf_string(&path), "r");
	buf_release(&path);
	while (file != NULL && fgets(line, sizeof(line), file) != NULL) {
		if (objectid_read(&id, line, strcspn(line, "\n")))
			*flags_of(walk, &id) |= IS_BOUNDARY;
	}
	if (file != NULL)
		(void)fclose(file);
}

/* Goes through the ids; first those that are left out, then the others. */
static int walk_ids(struct walk *walk, bool left_out, revlist_fn take,
	void *payload, struct err *err)
{
	const struct commitwalk_args *args = walk->args;
	int rc = 0;

	for (size_t at = 0; rc == 0 && at < args->ids_len;) {
		const char *line = args->ids + at;
		size_t len = line_end(line, args->ids_len - at);
		struct object_id id;
		at += len;
		len -= line[len - 1] == '\n';
		bool caret = len > 0 && *line == '^';
		if (caret != left_out ||
			!objectid_read(&id, line + caret, len - caret))
			continue;
		rc = left_out ? leave_out(walk, &id, err)
			      : walk_tip(walk, &id, take, payload, err);
	}
	return rc;
}

int commitwalk_run(const struct commitwalk_args *args, revlist_fn take,
	void *payload, struct err *err)
{
	struct walk walk = { .args = args };

	objectset_init(&walk.set, gitrepo_id_size(args->repo));
	read_boundary(&walk);
	int rc = walk_ids(&walk, true, take, payload, err);
	if (rc == 0)
		rc = walk_ids(&walk, false, take, payload, err);
	for (size_t i = 0; i < walk.count; i++)
		free(walk.steps[i].parents);
	free(walk.steps);
	objectset_release(&walk.set);
	return rc;
}
