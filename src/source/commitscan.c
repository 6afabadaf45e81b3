/*
 * commitscan.c - scans a commit: its message, and what it changes against all
 * of its parents.
 *
 * A parent that cannot be read is noted, and more lines then count as added.
 * A commit that has the tree of a parent brings nothing but its message.
 */
#include <stdbool.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "source/blob.h"
#include "source/changescan.h"
#include "source/changeset.h"
#include "source/commitscan.h"
#include "source/gitopen.h"
#include "source/gitrepo.h"
#include "source/objecttext.h"
#include "source/revlist.h"
#include "source/source.h"
#include "source/textchunk.h"
#include "source/treediff.h"

struct commitscan {
	const struct source_args *args; /* borrowed */
	struct changescan *changes; /* owned */
	struct object_id *trees; /* owned; of the parents, none twice */
	size_t tree_count;
	size_t tree_capacity;
};

struct commitscan *commitscan_new(const struct source_args *args)
{
	struct commitscan *scan = mem_zalloc(1, sizeof(*scan));

	scan->args = args;
	scan->changes = changescan_new(args);
	args->coverage->through_git |= gitrepo_is_through_git(args->repo);
	if (gitrepo_handle(args->repo) != NULL)
		gitopen_keep_more();
	return scan;
}

void commitscan_free(struct commitscan *scan)
{
	if (scan == NULL)
		return;
	changescan_free(scan->changes);
	free(scan->trees);
	free(scan);
}

/* Reads the commit ID; OBJECT holds what TEXT borrows. */
static int read_commit(struct blob *object, struct object_text *text,
	const struct gitrepo *repo, const struct object_id *id, struct err *err)
{
	char hex[OBJECT_HEX_SIZE];
	enum object_type type = OBJECT_NONE;

	int rc = object_read(object, &type, repo, id, err);
	if (rc < 0)
		return rc;
	if (type == OBJECT_COMMIT &&
		objecttext_commit(text, object->data, object->len))
		return 0;
	blob_release(object);
	objectid_hex(hex, id);
	return err_set(err, ERR_GIT, "cannot read object %s: %s", hex,
		_("it is no commit"));
}

static void note(
	const struct commitscan *scan, const char *hex, const struct err *err)
{
	coverage_add_unscanned_at(
		scan->args->coverage, hex, NULL, err->message);
}

static void add_tree(struct commitscan *scan, const struct object_id *tree)
{
	for (size_t i = 0; i < scan->tree_count; i++) {
		if (objectid_equal(&scan->trees[i], tree))
			return;
	}
	scan->trees = mem_grow(scan->trees, scan->tree_count,
		&scan->tree_capacity, sizeof(*scan->trees));
	scan->trees[scan->tree_count++] = *tree;
}

static void find_parent_trees(struct commitscan *scan,
	const struct commit_ids *commit, const char *hex)
{
	scan->tree_count = 0;
	for (size_t i = 0; i < commit->parent_count; i++) {
		struct blob object;
		struct object_text text = { .message_len = 0 };
		struct err err;
		if (read_commit(&object, &text, scan->args->repo,
			    &commit->parents[i], &err) < 0) {
			note(scan, hex, &err);
			continue;
		}
		add_tree(scan, &text.id);
		blob_release(&object);
	}
}

/* Scans what TREE has and none of scan->trees. */
static int scan_tree(struct commitscan *scan, const struct object_id *tree,
	const char *hex, struct err *err)
{
	struct changeset set;
	const struct treediff_args diff = {
		.repo = scan->args->repo,
		.coverage = scan->args->coverage,
		.commit = hex,
	};

	for (size_t i = 0; i < scan->tree_count; i++) {
		if (objectid_equal(&scan->trees[i], tree))
			return 0;
	}
	int rc = changeset_of_trees(
		&set, &diff, tree, scan->trees, scan->tree_count, err);
	if (rc < 0) {
		note(scan, hex, err);
		rc = 0;
	} else {
		rc = changescan_run(scan->changes, &set, hex, err);
	}
	changeset_release(&set);
	return rc;
}

int commitscan_tree(struct commitscan *scan, const struct object_id *tree,
	const char *hex, struct err *err)
{
	scan->tree_count = 0;
	return scan_tree(scan, tree, hex, err);
}

int commitscan_blob(struct commitscan *scan, const struct object_id *id,
	const char *name, struct err *err)
{
	char hex[OBJECT_HEX_SIZE];
	struct changeset set;

	objectid_hex(hex, id);
	changeset_of_blob(&set, name, id);
	int rc = changescan_run(scan->changes, &set, hex, err);
	changeset_release(&set);
	return rc;
}

/* Hands on a text, unless it is too large to be held. */
static int scan_text(const struct source_args *args, const char *text,
	size_t len, const char *hex, struct err *err)
{
	size_t most = args->max_blob > 0 ? args->max_blob : SOURCE_MAX_BLOB;

	if (len <= most)
		return textchunk_message(&args->sink, text, len, hex, err);
	err_set(err, ERR_LIMIT, "its message is larger than %zu bytes", most);
	coverage_add_unscanned_at(args->coverage, hex, NULL, err->message);
	return 0;
}

int commitscan_text(const struct source_args *args,
	const struct object_text *text, const char *hex, struct err *err)
{
	size_t at = 0;
	size_t len = 0;

	args->coverage->messages++;
	int rc = scan_text(args, text->message, text->message_len, hex, err);
	const char *header = objecttext_more(text, &at, &len);
	while (rc == 0 && header != NULL) {
		rc = scan_text(args, header, len, hex, err);
		header = objecttext_more(text, &at, &len);
	}
	return rc;
}

int commitscan_take(
	void *payload, const struct commit_ids *commit, struct err *err)
{
	struct commitscan *scan = payload;
	char hex[OBJECT_HEX_SIZE];
	struct blob object;
	struct object_text text = { .message_len = 0 };

	int rc = halt_ask(&scan->args->halt, err);
	if (rc < 0)
		return rc;
	objectid_hex(hex, &commit->id);
	if (read_commit(&object, &text, scan->args->repo, &commit->id, err) <
		0) {
		note(scan, hex, err);
		return 0;
	}
	scan->args->coverage->commits++;
	scan->args->coverage->through_git |=
		gitrepo_is_through_git(scan->args->repo);
	rc = commitscan_text(scan->args, &text, hex, err);
	blob_release(&object);
	if (rc < 0)
		return rc;
	find_parent_trees(scan, commit, hex);
	return scan_tree(scan, &text.id, hex, err);
}
