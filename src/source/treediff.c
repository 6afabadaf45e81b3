/*
 * treediff.c - what one tree changes against another.
 *
 * The entries of a tree are in git's order, which compares a folder's name as
 * if it ended with a slash; so one merge of two sorted lists
 * does it, a folder at a time.  The paths come out in the order of their
 * bytes, no path twice: a tree that is not in order is a broken one, since a
 * path could hide in it.
 */
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "model/coverage.h"
#include "source/blob.h"
#include "source/changes.h"
#include "source/gitrepo.h"
#include "source/treediff.h"
#include "source/treeentry.h"

enum {
	DEPTH_LIMIT = 2048, /* folders in folders */
	PATH_LIMIT = 1024 * 1024, /* bytes of a path */
};

enum { OLD, NEW };

/* A folder on one side. */
struct side {
	struct blob object; /* owned; empty where there is no such folder */
	const char *at; /* what is not read yet */
	const char *end;
	struct tree_entry entry; /* in hand */
	bool has_entry;
};

struct walk {
	const struct treediff_args *args; /* borrowed, as is out */
	struct changes *out;
	struct buf path; /* owned; of the folder in hand, with its slash */
	size_t id_size;
	unsigned depth;
};

static int walk_folder(struct walk *walk, const struct object_id *old,
	const struct object_id *new, struct err *err);

/* Takes the path back to its first LEN bytes. */
static void leave(struct walk *walk, size_t len)
{
	walk->path.len = len;
	if (walk->path.data != NULL)
		walk->path.data[len] = '\0';
}

static bool is_folder(const struct tree_entry *entry)
{
	return entry->mode == MODE_TREE;
}

static int compare_entries(
	const struct tree_entry *one, const struct tree_entry *two)
{
	const struct tree_name names[] = {
		{ one->name, one->len, is_folder(one) },
		{ two->name, two->len, is_folder(two) },
	};
	return treeentry_compare(&names[0], &names[1]);
}

static void note(const struct walk *walk, int which, const char *reason)
{
	if (which == OLD || !walk->args->only_old)
		coverage_add_unscanned_at(walk->args->coverage,
			walk->args->commit, buf_string(&walk->path), reason);
}

/* Goes to the next entry; one that is not in order ends the folder. */
static void advance(struct walk *walk, struct side *side, int which)
{
	struct tree_entry next;
	bool had_entry = side->has_entry;

	side->has_entry = false;
	if (side->at == side->end)
		return;
	if (!treeentry_read(&next, &side->at, side->end, walk->id_size) ||
		(had_entry && compare_entries(&side->entry, &next) >= 0)) {
		side->at = side->end;
		note(walk, which, _("its tree is broken"));
		return;
	}
	side->entry = next;
	side->has_entry = true;
}

/* Reads the tree ID, which may be NULL.  Returns false if it cannot be. */
static bool open_side(struct walk *walk, struct side *side, int which,
	const struct object_id *id)
{
	enum object_type type = OBJECT_NONE;
	struct err err;

	if (id == NULL)
		return true;
	if (object_read(&side->object, &type, walk->args->repo, id, &err) < 0) {
		note(walk, which, err.message);
		return false;
	}
	if (type != OBJECT_TREE) {
		note(walk, which, _("its tree is broken"));
		blob_release(&side->object);
		return false;
	}
	side->at = side->object.data;
	side->end = side->at + side->object.len;
	advance(walk, side, which);
	return true;
}

/* Adds a change; OLD or NEW may be NULL. */
static int add_change(struct walk *walk, const struct tree_entry *old,
	const struct tree_entry *new, struct err *err)
{
	const struct tree_entry *either = new != NULL ? new : old;
	size_t folder_len = walk->path.len;

	if (buf_append(&walk->path, either->name, either->len) < 0)
		return err_set(err, ERR_LIMIT, "a path is too long");
	struct change *change =
		changes_add(walk->out, walk->path.data, walk->path.len);
	leave(walk, folder_len);
	if (old != NULL) {
		change->old_mode = old->mode;
		objectid_set(&change->old_id, old->id, walk->id_size);
	}
	if (new != NULL) {
		change->mode = new->mode;
		objectid_set(&change->id, new->id, walk->id_size);
	}
	return 0;
}

/* Goes into a folder; OLD or NEW may be NULL. */
static int enter(struct walk *walk, const struct tree_entry *old,
	const struct tree_entry *new, struct err *err)
{
	const struct tree_entry *either = new != NULL ? new : old;
	size_t folder_len = walk->path.len;
	struct object_id ids[2];

	if (buf_append(&walk->path, either->name, either->len) < 0 ||
		buf_append_byte(&walk->path, '/') < 0)
		return err_set(err, ERR_LIMIT, "a path is too long");
	if (walk->depth == DEPTH_LIMIT)
		return err_set(err, ERR_LIMIT,
			"there are more than %d folders in each other",
			DEPTH_LIMIT);
	if (old != NULL)
		objectid_set(&ids[OLD], old->id, walk->id_size);
	if (new != NULL)
		objectid_set(&ids[NEW], new->id, walk->id_size);
	walk->depth++;
	int rc = walk_folder(walk, old != NULL ? &ids[OLD] : NULL,
		new != NULL ? &ids[NEW] : NULL, err);
	walk->depth--;
	leave(walk, folder_len);
	return rc;
}

/* Takes what one side, or both, have under the next name. */
static int take(struct walk *walk, const struct tree_entry *old,
	const struct tree_entry *new, struct err *err)
{
	if (old != NULL && new != NULL &&
		old->mode ==
			new->mode &&memcmp(old->id, new->id, walk->id_size) ==
			0)
		return 0;
	return is_folder(new != NULL ? new : old)
		       ? enter(walk, old, new, err)
		       : add_change(walk, old, new, err);
}

static int merge(struct walk *walk, struct side sides[2], struct err *err)
{
	int rc = 0;

	while (rc == 0 && (sides[OLD].has_entry || sides[NEW].has_entry)) {
		const struct tree_entry *old = &sides[OLD].entry;
		const struct tree_entry *new = &sides[NEW].entry;
		int order = !sides[OLD].has_entry ? -1 : 1;
		if (sides[OLD].has_entry && sides[NEW].has_entry)
			order = compare_entries(new, old);
		rc = take(walk, order >= 0 ? old : NULL,
			order <= 0 ? new : NULL, err);
		if (order >= 0)
			advance(walk, &sides[OLD], OLD);
		if (order <= 0)
			advance(walk, &sides[NEW], NEW);
	}
	return rc;
}

/* Walks the folder whose path is in hand; OLD or NEW may be NULL. */
static int walk_folder(struct walk *walk, const struct object_id *old,
	const struct object_id *new, struct err *err)
{
	struct side sides[2] = { { .has_entry = false } };
	int rc = 0;

	if (open_side(walk, &sides[NEW], NEW, new)) {
		(void)open_side(walk, &sides[OLD], OLD, old);
		rc = merge(walk, sides, err);
	}
	blob_release(&sides[OLD].object);
	blob_release(&sides[NEW].object);
	return rc;
}

int treediff_changes(struct changes *out, const struct treediff_args *args,
	const struct object_id *old_tree, const struct object_id *new_tree,
	struct err *err)
{
	struct walk walk = {
		.args = args,
		.out = out,
		.path = BUF_INIT(PATH_LIMIT),
		.id_size = gitrepo_id_size(args->repo),
	};
	int rc = 0;

	if (old_tree == NULL || !objectid_equal(old_tree, new_tree))
		rc = walk_folder(&walk, old_tree, new_tree, err);
	buf_release(&walk.path);
	return rc;
}
