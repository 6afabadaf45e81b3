/*
 * changescan.c - scans what a changeset brings.
 *
 *     changes against all parents -> old lines | new content
 *             -> added lines -> chunks
 *
 * A path that is as in any of the parents brings nothing new.  The old lines
 * of a path are those of the same path in every parent and those of all paths
 * that the change takes away: a file that is moved and edited brings only
 * what was edited, and a merge only what is in none of its parents.  An old
 * side that cannot be read has no lines; a new side that cannot is noted and
 * makes the scan fail, after all the rest was looked at.
 */
#include "base/buf.h"
#include "base/err.h"
#include "base/hash.h"
#include "base/mem.h"
#include "source/addedlines.h"
#include "source/blob.h"
#include "source/changescan.h"
#include "source/changeset.h"
#include "source/content.h"
#include "source/gitchild.h"
#include "source/gitrepo.h"
#include "source/halt.h"
#include "source/lineset.h"
#include "source/source.h"
#include "source/textchunk.h"
#include "source/window.h"

enum {
	COMPLAINT_LIMIT = 4096,
	LINES_KEPT = 64 * 1024, /* slots of a set that wait for the next */
};

struct changescan {
	const struct source_args *args; /* borrowed */
	size_t max_blob;
	struct changeset *set; /* borrowed; in hand, as is the next */
	const char *commit; /* hex, or NULL */
	/* Old lines: [0] of the path in hand, [1] of the paths that go away,
	 * read when first needed. */
	struct lineset lines[2];
	bool gone_read;
	struct content old; /* scratch */
	struct content new;
};

/* Makes LINES empty; a set that has once been large is not kept for ever. */
static void empty_lines(struct lineset *lines)
{
	if (lines->capacity > LINES_KEPT)
		lineset_release(lines);
	else
		lineset_clear(lines);
}

/* Adds the lines of a blob; one that cannot be read has none. */
static void add_old_blob(struct changescan *scan, struct lineset *lines,
	const struct object_id *id)
{
	const struct gitrepo *repo = scan->args->repo;
	struct blob blob;
	struct err ignored;
	size_t size;

	if (blob_size(&size, repo, id, &ignored) < 0 || size > scan->max_blob ||
		blob_read(&blob, repo, id, &ignored) < 0)
		return;
	content_set(&scan->old, blob.data, blob.len);
	lineset_add(lines, scan->old.text, scan->old.len);
	blob_release(&blob);
}

/* Reads the old lines that matter for the path in hand. */
static void read_old_lines(struct changescan *scan)
{
	struct changeset *set = scan->set;

	empty_lines(&scan->lines[0]);
	for (size_t i = 0; i < set->side_count; i++) {
		const struct change *change = set->sides[i];
		uint32_t type = change->old_mode & MODE_TYPE;
		if (type == MODE_FILE || type == MODE_LINK)
			add_old_blob(scan, &scan->lines[0], &change->old_id);
	}
	if (scan->gone_read)
		return;
	scan->gone_read = true;
	empty_lines(&scan->lines[1]);
	for (size_t i = 0; i < set->gone_count; i++)
		add_old_blob(scan, &scan->lines[1], &set->gone[i]);
}

/* Whether the path in hand is in no parent. */
static bool is_new_path(const struct changescan *scan)
{
	for (size_t i = 0; i < scan->set->side_count; i++) {
		if (scan->set->sides[i]->old_mode != 0)
			return false;
	}
	return true;
}

/* Notes that the path in hand could not be scanned; the scan goes on. */
static int note_unscanned(
	struct changescan *scan, const char *path, const struct err *err)
{
	coverage_add_unscanned_at(
		scan->args->coverage, scan->commit, path, err->message);
	return 0;
}

/* Hands on the added lines of CHUNK, which is all of the new content. */
static int scan_added(
	struct changescan *scan, const struct chunk *whole, struct err *err)
{
	const struct chunk_sink *sink = &scan->args->sink;
	struct coverage *coverage = scan->args->coverage;
	uint64_t no_lines = 0;

	if (whole->kind == CHUNK_BINARY) {
		coverage->binary_files++;
		return addedlines_scan(whole, NULL, 0, sink, &no_lines, err);
	}
	if (is_new_path(scan) && scan->set->gone_count == 0)
		return addedlines_scan(
			whole, NULL, 0, sink, &coverage->added_lines, err);
	read_old_lines(scan);
	return addedlines_scan(
		whole, scan->lines, 2, sink, &coverage->added_lines, err);
}

static int scan_blob(
	struct changescan *scan, const struct change *change, struct err *err)
{
	struct blob blob;

	int rc = blob_read(&blob, scan->args->repo, &change->id, err);
	if (rc < 0)
		return note_unscanned(scan, change->path, err);
	content_set(&scan->new, blob.data, blob.len);
	scan->args->coverage->files++;
	if (scan->new.text != blob.data)
		blob_release(&blob);
	struct chunk whole = {
		.text = scan->new.text,
		.len = scan->new.len,
		.path = change->path,
		.commit = scan->commit,
		.first_line = 1,
		.kind = scan->new.kind,
	};
	rc = scan_added(scan, &whole, err);
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
	struct changescan *scan, const struct change *change, struct err *err)
{
	char hex[OBJECT_HEX_SIZE];
	struct feeding feeding = { .rc = 0 };
	struct buf errors = BUF_INIT(COMPLAINT_LIMIT);

	objectid_hex(hex, &change->id);
	const char *const args[] = { "cat-file", "blob", hex, NULL };
	struct gitchild_args child = { .args = args };
	window_init(&feeding.window, &scan->args->sink, scan->args->coverage,
		change->path, scan->commit);
	int rc = gitchild_stream(&child, feed_window, &feeding, &errors, err);
	if (rc > 0)
		rc = err_set(err, ERR_GIT, "cannot read object %s: %s", hex,
			gitchild_complaint(&errors));
	if (feeding.rc == 0 && rc < 0)
		rc = note_unscanned(scan, change->path, err);
	if (rc == 0)
		rc = window_end(&feeding.window, err);
	window_release(&feeding.window);
	buf_release(&errors);
	return rc;
}

/* Whether the path in hand has content that no parent has, here or moved. */
static bool has_new_content(
	const struct changescan *scan, const struct change *change)
{
	const struct changeset *set = scan->set;

	for (size_t i = 0; i < set->side_count; i++) {
		if (set->sides[i]->old_mode != 0 &&
			objectid_equal(&set->sides[i]->old_id, &change->id))
			return false;
	}
	return !changeset_has_gone(set, &change->id);
}

static int scan_content(
	struct changescan *scan, const struct change *change, struct err *err)
{
	size_t size;

	if (blob_size(&size, scan->args->repo, &change->id, err) < 0)
		return note_unscanned(scan, change->path, err);
	return size > scan->max_blob ? scan_large_blob(scan, change, err)
				     : scan_blob(scan, change, err);
}

static int scan_path(
	struct changescan *scan, const struct change *change, struct err *err)
{
	struct coverage *coverage = scan->args->coverage;
	bool is_new = is_new_path(scan);

	int rc = is_new ? textchunk_name(&scan->args->sink, change->path,
				  scan->commit, err)
			: 0;
	if (rc < 0)
		return rc;
	if ((change->mode & MODE_TYPE) == MODE_GITLINK) {
		coverage->gitlinks++;
		return 0;
	}
	if (has_new_content(scan, change))
		return scan_content(scan, change, err);
	coverage->files += is_new;
	return 0;
}

int changescan_run(struct changescan *scan, struct changeset *set,
	const char *commit, struct err *err)
{
	int rc = 0;

	scan->set = set;
	scan->commit = commit;
	scan->gone_read = false;
	while (rc == 0 && changeset_next(set)) {
		rc = halt_ask(&scan->args->halt, err);
		if (rc == 0)
			rc = scan_path(scan, set->sides[0], err);
	}
	scan->args->coverage->through_git |=
		gitrepo_is_through_git(scan->args->repo);
	scan->set = NULL;
	scan->commit = NULL;
	return rc;
}

struct changescan *changescan_new(const struct source_args *args)
{
	struct hash_key key;
	struct changescan *scan = mem_zalloc(1, sizeof(*scan));

	scan->args = args;
	scan->max_blob = args->max_blob > 0 ? args->max_blob : SOURCE_MAX_BLOB;
	hash_key_random(&key);
	lineset_init(&scan->lines[0], key.half[0]);
	lineset_init(&scan->lines[1], key.half[0]);
	content_init(&scan->old);
	content_init(&scan->new);
	return scan;
}

void changescan_free(struct changescan *scan)
{
	if (scan == NULL)
		return;
	lineset_release(&scan->lines[0]);
	lineset_release(&scan->lines[1]);
	content_release(&scan->old);
	content_release(&scan->new);
	free(scan);
}
