/*
 * staged.c - the source of what `git commit` would record.
 *
 *     parents -> changes against all of them -> old lines | new content
 *             -> added lines -> chunks
 *
 * A path that is as in any of the parents brings nothing new.  The old lines
 * of a path are those of the same path in every parent and those of all paths
 * that the change takes away: a file that is moved and edited brings only
 * what was edited, and a merge only what is in none of its parents.  An old
 * side that cannot be read has no lines; a new side that cannot is noted and
 * makes the scan fail, after all the rest was looked at.
 */
#include "base/err.h"
#include "base/hash.h"
#include "base/mem.h"
#include "source/addedlines.h"
#include "source/blob.h"
#include "source/changeset.h"
#include "source/content.h"
#include "source/gitchild.h"
#include "source/lineset.h"
#include "source/source.h"
#include "source/window.h"

enum { COMPLAINT_LIMIT = 4096 };

struct staged {
	const struct source_args *args; /* borrowed */
	size_t max_blob;
	struct changeset set;
	/* Old lines: [0] of the path in hand, [1] of the paths that go away,
	 * read when first needed. */
	struct lineset lines[2];
	bool gone_read;
	struct content old; /* scratch */
	struct content new;
};

/* Adds the lines of a blob; one that cannot be read has none. */
static void add_old_blob(struct staged *staged, struct lineset *lines,
	const struct object_id *id)
{
	const struct gitrepo *repo = staged->args->repo;
	struct blob blob;
	struct err ignored;
	size_t size;

	if (blob_size(&size, repo, id, &ignored) < 0 ||
		size > staged->max_blob ||
		blob_read(&blob, repo, id, &ignored) < 0)
		return;
	content_set(&staged->old, blob.data, blob.len);
	lineset_add(lines, staged->old.text, staged->old.len);
	blob_release(&blob);
}

/* Reads the old lines that matter for the path in hand. */
static void read_old_lines(struct staged *staged)
{
	struct changeset *set = &staged->set;

	lineset_clear(&staged->lines[0]);
	for (size_t i = 0; i < set->side_count; i++) {
		const struct change *change = set->sides[i];
		uint32_t type = change->old_mode & MODE_TYPE;
		if (type == MODE_FILE || type == MODE_LINK)
			add_old_blob(
				staged, &staged->lines[0], &change->old_id);
	}
	if (staged->gone_read)
		return;
	staged->gone_read = true;
	for (size_t i = 0; i < set->gone_count; i++)
		add_old_blob(staged, &staged->lines[1], &set->gone[i]);
}

/* Whether the path in hand is in no parent. */
static bool is_new_path(const struct staged *staged)
{
	for (size_t i = 0; i < staged->set.side_count; i++) {
		if (staged->set.sides[i]->old_mode != 0)
			return false;
	}
	return true;
}

/* Notes that the path in hand could not be scanned; the scan goes on. */
static int note_unscanned(
	struct staged *staged, const char *path, const struct err *err)
{
	coverage_add_unscanned(staged->args->coverage, path, err->message);
	return 0;
}

/* Hands on the added lines of CHUNK, which is all of the new content. */
static int scan_added(
	struct staged *staged, const struct chunk *whole, struct err *err)
{
	const struct chunk_sink *sink = &staged->args->sink;
	struct coverage *coverage = staged->args->coverage;
	uint64_t no_lines = 0;

	if (whole->kind == CHUNK_BINARY) {
		coverage->binary_files++;
		return addedlines_scan(whole, NULL, 0, sink, &no_lines, err);
	}
	if (is_new_path(staged) && staged->set.gone_count == 0)
		return addedlines_scan(
			whole, NULL, 0, sink, &coverage->added_lines, err);
	read_old_lines(staged);
	return addedlines_scan(
		whole, staged->lines, 2, sink, &coverage->added_lines, err);
}

static int scan_blob(
	struct staged *staged, const struct change *change, struct err *err)
{
	struct blob blob;

	int rc = blob_read(&blob, staged->args->repo, &change->id, err);
	if (rc < 0)
		return note_unscanned(staged, change->path, err);
	content_set(&staged->new, blob.data, blob.len);
	staged->args->coverage->files++;
	if (staged->new.text != blob.data)
		blob_release(&blob);
	struct chunk whole = {
		.text = staged->new.text,
		.len = staged->new.len,
		.path = change->path,
		.first_line = 1,
		.kind = staged->new.kind,
	};
	rc = scan_added(staged, &whole, err);
	blob_release(&blob);
	return rc;
}

/* What feed_window() needs; gitchild_stream() cannot say whose error it is. */
struct feeding {
	struct window window;
	int rc; /* the sink's */
};

static int feed_window(
	void *payload, const char *data, size_t len, struct err *err)
{
	struct feeding *feeding = payload;

	feeding->rc = window_feed(&feeding->window, data, len, err);
	return feeding->rc;
}

/* Scans a blob that is too large to be held. */
static int scan_large_blob(
	struct staged *staged, const struct change *change, struct err *err)
{
	char hex[OBJECT_HEX_SIZE];
	struct feeding feeding = { .rc = 0 };
	struct buf errors = BUF_INIT(COMPLAINT_LIMIT);

	objectid_hex(hex, &change->id);
	const char *const args[] = { "cat-file", "blob", hex, NULL };
	struct gitchild_args child = { .args = args };
	window_init(&feeding.window, &staged->args->sink,
		staged->args->coverage, change->path, NULL);
	int rc = gitchild_stream(&child, feed_window, &feeding, &errors, err);
	if (rc > 0)
		rc = err_set(err, ERR_GIT, "cannot read object %s: %s", hex,
			gitchild_complaint(&errors));
	if (feeding.rc == 0 && rc < 0)
		rc = note_unscanned(staged, change->path, err);
	if (rc == 0)
		rc = window_end(&feeding.window, err);
	window_release(&feeding.window);
	buf_release(&errors);
	return rc;
}

/* Whether the path in hand has content that no parent has, here or moved. */
static bool has_new_content(
	const struct staged *staged, const struct change *change)
{
	const struct changeset *set = &staged->set;

	for (size_t i = 0; i < set->side_count; i++) {
		if (set->sides[i]->old_mode != 0 &&
			objectid_equal(&set->sides[i]->old_id, &change->id))
			return false;
	}
	return !changeset_has_gone(set, &change->id);
}

static int scan_content(
	struct staged *staged, const struct change *change, struct err *err)
{
	size_t size;

	if (blob_size(&size, staged->args->repo, &change->id, err) < 0)
		return note_unscanned(staged, change->path, err);
	return size > staged->max_blob ? scan_large_blob(staged, change, err)
				       : scan_blob(staged, change, err);
}

static int scan_name(
	struct staged *staged, const struct change *change, struct err *err)
{
	const struct chunk_sink *sink = &staged->args->sink;
	struct span all = { 0, strlen(change->path) };
	struct chunk chunk = {
		.text = change->path,
		.len = all.end,
		.added = &all,
		.added_count = 1,
		.path = change->path,
		.first_line = 1,
		.kind = CHUNK_NAME,
	};

	return sink->take(sink->payload, &chunk, err);
}

static int scan_path(
	struct staged *staged, const struct change *change, struct err *err)
{
	struct coverage *coverage = staged->args->coverage;
	bool is_new = is_new_path(staged);

	int rc = is_new ? scan_name(staged, change, err) : 0;
	if (rc < 0)
		return rc;
	if ((change->mode & MODE_TYPE) == MODE_GITLINK) {
		coverage->gitlinks++;
		return 0;
	}
	if (has_new_content(staged, change))
		return scan_content(staged, change, err);
	coverage->files += is_new;
	return 0;
}

static int scan_changes(struct staged *staged, struct err *err)
{
	int rc = 0;

	while (rc == 0 && changeset_next(&staged->set))
		rc = scan_path(staged, staged->set.sides[0], err);
	return rc;
}

static void staged_init(struct staged *staged, const struct source_args *args)
{
	struct hash_key key;

	memset(staged, 0, sizeof(*staged));
	staged->args = args;
	staged->max_blob =
		args->max_blob > 0 ? args->max_blob : SOURCE_MAX_BLOB;
	hash_key_random(&key);
	lineset_init(&staged->lines[0], key.half[0]);
	lineset_init(&staged->lines[1], key.half[0]);
	content_init(&staged->old);
	content_init(&staged->new);
}

static void staged_release(struct staged *staged)
{
	changeset_release(&staged->set);
	lineset_release(&staged->lines[0]);
	lineset_release(&staged->lines[1]);
	content_release(&staged->old);
	content_release(&staged->new);
}

int staged_scan(const struct source_args *args, struct err *err)
{
	struct parents parents;
	struct staged staged;

	int rc = parents_find(&parents, args->repo, args->hook, err);
	if (rc < 0)
		return rc;
	staged_init(&staged, args);
	rc = changeset_find(&staged.set, args->repo, &parents, err);
	if (rc == 0) {
		args->coverage->intent_to_add += staged.set.intent_to_add;
		args->coverage->through_git |= staged.set.through_git;
		rc = scan_changes(&staged, err);
	}
	staged_release(&staged);
	return rc;
}
