/*
 * staged.c - what the next commit would record.
 *
 * A path is looked at if the index has it otherwise than every parent has.
 * Its old sides are the same path in each parent and, for text that was moved,
 * the paths that are in a parent and no longer in the index:
 *
 *     parents   index      looked at   old sides
 *     a.c       a.c'       a.c'        a.c, b.c
 *     b.c       -          -
 *     -         c.c        c.c         b.c
 */
#include "base/err.h"
#include "base/hash.h"
#include "base/mem.h"
#include "source/addedlines.h"
#include "source/changes.h"
#include "source/content.h"
#include "source/gitchild.h"
#include "source/gitrepo.h"
#include "source/indexfile.h"
#include "source/lineset.h"
#include "source/parents.h"
#include "source/source.h"
#include "source/treewalk.h"
#include "source/window.h"

struct staged {
	const struct source_args *args;
	struct parents parents;
	struct changes *changes; /* owned; one a parent, at least one */
	size_t side_count; /* of changes */
	struct content content; /* of the path in hand */
	struct content old_content;
	struct lineset own; /* lines of the path in hand in the parents */
	struct lineset gone; /* lines of the paths that are gone */
	bool gone_known; /* whether these have been read */
	bool any_gone;
};

static int compare_path(const void *path, const void *change)
{
	return strcmp(path, ((const struct change *)change)->path);
}

/* The change of PATH against parent SIDE, NULL if it is equal there. */
static const struct change *find_change(
	const struct staged *staged, size_t side, const char *path)
{
	const struct changes *changes = &staged->changes[side];

	if (changes->count == 0)
		return NULL;
	return bsearch(path, changes->list, changes->count,
		sizeof(*changes->list), compare_path);
}

static bool is_content(uint32_t mode)
{
	return (mode & MODE_TYPE) == MODE_FILE ||
	       (mode & MODE_TYPE) == MODE_LINK;
}

/* Asks git instead of reading the index: it knows every format. */
static int find_through_git(struct staged *staged, struct err *err)
{
	struct coverage *coverage = staged->args->coverage;
	uint64_t intent_to_add = 0;
	int rc = 0;

	coverage->through_git = true;
	for (size_t i = 0; i < staged->side_count && rc == 0; i++) {
		const unsigned char *parent =
			staged->parents.count ? staged->parents.ids[i] : NULL;

		changes_release(&staged->changes[i]);
		rc = diffindex_changes(
			&staged->changes[i], parent, &intent_to_add, err);
	}
	coverage->intent_to_add += intent_to_add;
	return rc;
}

static void count_intent_to_add(const struct staged *staged)
{
	const struct indexfile *index = NULL;
	struct err err;

	if (gitrepo_index(&index, staged->args->repo, &err) != 0)
		return;
	for (size_t i = 0; i < index->count; i++)
		staged->args->coverage->intent_to_add +=
			index->entries[i].intent_to_add;
}

static int find_changes(struct staged *staged, struct err *err)
{
	for (size_t i = 0; i < staged->side_count; i++) {
		const unsigned char *parent =
			staged->parents.count ? staged->parents.ids[i] : NULL;
		int rc = treewalk_changes(
			&staged->changes[i], staged->args->repo, parent, err);

		if (rc == 1)
			return find_through_git(staged, err);
		if (rc < 0)
			return rc;
	}
	count_intent_to_add(staged);
	return 0;
}

/*
 * Adds the lines of an old side to SET.  One that is missing or too large
 * adds none: its lines then count as added, which is the safe side.
 */
static void add_old(
	struct staged *staged, struct lineset *set, const unsigned char *id)
{
	struct blob blob;
	struct err err;
	size_t size = 0;

	if (blob_size(&size, staged->args->repo, id, &err) < 0 ||
		size > staged->args->max_blob ||
		blob_read(&blob, staged->args->repo, id, &err) < 0)
		return;
	content_set(&staged->old_content, blob.data, blob.len);
	lineset_add(set, staged->old_content.text, staged->old_content.len);
	blob_release(&blob);
}

static void read_gone(struct staged *staged)
{
	staged->gone_known = true;
	for (size_t side = 0; side < staged->side_count; side++) {
		const struct changes *changes = &staged->changes[side];

		for (size_t i = 0; i < changes->count; i++) {
			const struct change *change = &changes->list[i];

			if (change->mode != 0 || !is_content(change->old_mode))
				continue;
			add_old(staged, &staged->gone, change->old_id);
			staged->any_gone = true;
		}
	}
}

/* Reads the path's old sides; returns whether it has any. */
static bool read_own(struct staged *staged, const struct change *change)
{
	bool any = false;

	lineset_clear(&staged->own);
	for (size_t side = 0; side < staged->side_count; side++) {
		const struct change *old =
			find_change(staged, side, change->path);

		if (!old || !is_content(old->old_mode))
			continue;
		add_old(staged, &staged->own, old->old_id);
		any = true;
	}
	return any;
}

/* Whether the very blob was in a parent, here or where it is gone from. */
static bool is_moved(const struct staged *staged, const struct change *change)
{
	for (size_t side = 0; side < staged->side_count; side++) {
		const struct changes *changes = &staged->changes[side];

		for (size_t i = 0; i < changes->count; i++) {
			const struct change *old = &changes->list[i];

			if (old->mode == 0 && is_content(old->old_mode) &&
				memcmp(old->old_id, change->id,
					OBJECT_ID_SIZE) == 0)
				return true;
		}
	}
	return false;
}

static int scan_text(struct staged *staged, const struct change *change,
	struct chunk *whole, struct err *err)
{
	struct coverage *coverage = staged->args->coverage;
	struct lineset sets[2];
	size_t count = 0;

	if (!staged->gone_known)
		read_gone(staged);
	if (read_own(staged, change))
		sets[count++] = staged->own;
	if (staged->any_gone)
		sets[count++] = staged->gone;
	coverage->files++;
	return addedlines_scan(whole, sets, count, &staged->args->sink,
		&coverage->added_lines, err);
}

static int scan_binary(struct staged *staged, const struct change *change,
	struct chunk *whole, struct err *err)
{
	const struct chunk_sink *sink = &staged->args->sink;
	const struct span all = { 0, whole->len };

	if (is_moved(staged, change))
		return 0;
	whole->added = &all;
	whole->added_count = 1;
	staged->args->coverage->files++;
	staged->args->coverage->binary_files++;
	return sink->take(sink->payload, whole, err);
}

static int feed_window(
	void *payload, const char *data, size_t len, struct err *err)
{
	return window_feed(payload, data, len, err);
}

/* A blob that is too large to be held: from git, window by window. */
static int scan_large(
	struct staged *staged, const struct change *change, struct err *err)
{
	char hex[OBJECT_HEX_SIZE];
	const char *const args[] = { "cat-file", "blob", hex, NULL };
	const struct gitchild_args child = { .args = args };
	struct window window;

	blob_id_hex(hex, change->id);
	window_init(&window, &staged->args->sink, staged->args->coverage,
		change->path, NULL);
	int rc = gitchild_stream(&child, feed_window, &window, NULL, err);
	if (rc == 0)
		rc = window_end(&window, err);
	else if (rc > 0)
		rc = err_set(err, ERR_GIT, "cannot read object %s", hex);
	window_release(&window);
	return rc;
}

/* Whether an error is the blob's own, so that the other paths go on. */
static bool is_own_fault(int rc)
{
	return rc == ERR_GIT || rc == ERR_IO || rc == ERR_LIMIT;
}

static int scan_content(
	struct staged *staged, const struct change *change, struct err *err)
{
	struct chunk whole = { .path = change->path, .first_line = 1 };
	struct blob blob;
	size_t size = 0;

	int rc = blob_size(&size, staged->args->repo, change->id, err);
	if (rc == 0 && size > staged->args->max_blob)
		return scan_large(staged, change, err);
	if (rc == 0)
		rc = blob_read(&blob, staged->args->repo, change->id, err);
	if (rc < 0)
		return rc;
	content_set(&staged->content, blob.data, blob.len);
	whole.text = staged->content.text;
	whole.len = staged->content.len;
	whole.kind = staged->content.kind;
	if (whole.kind == CHUNK_BINARY)
		rc = scan_binary(staged, change, &whole, err);
	else
		rc = scan_text(staged, change, &whole, err);
	blob_release(&blob);
	return rc;
}

/* The name of a path that no parent has is new text, too. */
static int scan_name(
	struct staged *staged, const struct change *change, struct err *err)
{
	const struct chunk_sink *sink = &staged->args->sink;
	const struct span all = { 0, strlen(change->path) };
	const struct chunk chunk = { .text = change->path,
		.len = all.end,
		.added = &all,
		.added_count = 1,
		.path = change->path,
		.first_line = 1,
		.kind = CHUNK_NAME };

	for (size_t side = 0; side < staged->side_count; side++) {
		const struct change *old =
			find_change(staged, side, change->path);

		if (!old || old->old_mode != 0)
			return 0;
	}
	return sink->take(sink->payload, &chunk, err);
}

static bool differs_everywhere(
	const struct staged *staged, const struct change *change)
{
	for (size_t side = 1; side < staged->side_count; side++) {
		if (!find_change(staged, side, change->path))
			return false;
	}
	return true;
}

static int scan_change(
	struct staged *staged, const struct change *change, struct err *err)
{
	struct coverage *coverage = staged->args->coverage;

	if (change->mode == 0 || !differs_everywhere(staged, change))
		return 0;
	int rc = scan_name(staged, change, err);
	if (rc < 0)
		return rc;
	if ((change->mode & MODE_TYPE) == MODE_GITLINK) {
		coverage->gitlinks++;
		return 0;
	}
	rc = scan_content(staged, change, err);
	if (rc < 0 && is_own_fault(rc)) {
		coverage_add_unscanned(coverage, change->path, err->message);
		return 0;
	}
	return rc;
}

static void staged_init(struct staged *staged, const struct source_args *args)
{
	struct hash_key key;

	hash_key_random(&key);
	memset(staged, 0, sizeof(*staged));
	staged->args = args;
	content_init(&staged->content);
	content_init(&staged->old_content);
	lineset_init(&staged->own, key.half[0]);
	lineset_init(&staged->gone, key.half[0]);
}

static void staged_release(struct staged *staged)
{
	for (size_t i = 0; i < staged->side_count; i++)
		changes_release(&staged->changes[i]);
	free(staged->changes);
	parents_release(&staged->parents);
	content_release(&staged->content);
	content_release(&staged->old_content);
	lineset_release(&staged->own);
	lineset_release(&staged->gone);
}

int staged_scan(const struct source_args *given, struct err *err)
{
	struct source_args args = *given;
	struct staged staged;

	if (args.max_blob == 0)
		args.max_blob = SOURCE_MAX_BLOB;
	staged_init(&staged, &args);
	int rc = parents_find(&staged.parents, args.repo, args.hook, err);
	if (rc < 0)
		goto done;
	staged.side_count = staged.parents.count ? staged.parents.count : 1;
	staged.changes = mem_zalloc(staged.side_count, sizeof(*staged.changes));
	rc = find_changes(&staged, err);
	for (size_t i = 0; rc == 0 && i < staged.changes[0].count; i++)
		rc = scan_change(&staged, &staged.changes[0].list[i], err);
done:
	staged_release(&staged);
	return rc;
}
