/*
 * push.c - the source of what a push sends, before it leaves (pre-push) and
 * where it arrives (pre-receive).
 *
 *     the refs       -> their names
 *                    -> new ids -> tags, their texts -> commits, trees, blobs
 *                    -> rev-list: the commits that are not there yet
 *
 * Each object is looked at once, however many refs name it.
 */
#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "source/blob.h"
#include "source/commitrescue.h"
#include "source/commitscan.h"
#include "source/gitrepo.h"
#include "source/objecttext.h"
#include "source/pushlines.h"
#include "source/remoterefs.h"
#include "source/revlist.h"
#include "source/source.h"
#include "source/textchunk.h"

enum { INPUT_LIMIT = 512 * 1024 * 1024 }; /* bytes of what rev-list is asked */

struct push {
	const struct source_args *args; /* borrowed */
	struct commitscan *scan; /* owned */
	struct push_updates *updates; /* borrowed; sorted here */
	struct buf input; /* owned; for rev-list, an id a line */
};

static int add_input(struct push *push, const char *prefix,
	const struct object_id *id, struct err *err)
{
	char hex[OBJECT_HEX_SIZE];

	objectid_hex(hex, id);
	if (buf_append_string(&push->input, prefix) < 0 ||
		buf_append_string(&push->input, hex) < 0 ||
		buf_append_byte(&push->input, '\n') < 0)
		return err_set(err, ERR_LIMIT, "there are too many refs");
	return 0;
}

/* The remote has what its refs name: as far as that is known here. */
static int add_old_ids(struct push *push, struct err *err)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < push->updates->count; i++) {
		const struct object_id *id = &push->updates->list[i].old_id;
		enum object_type type = OBJECT_NONE;
		struct err ignored;
		size_t size;
		if (id->size == 0 || object_size(&size, &type, push->args->repo,
					     id, &ignored) < 0)
			continue;
		if (type == OBJECT_COMMIT || type == OBJECT_TAG)
			rc = add_input(push, "^", id, err);
	}
	return rc;
}

static int note(struct push *push, const char *ref, const struct err *err)
{
	coverage_add_unscanned(push->args->coverage, ref, err->message);
	return 0;
}

/*
 * Scans a tag's text and makes ID what it names.  Returns 1, 0 if the tag
 * cannot be read, or what the sink returned.
 */
static int scan_tag(struct push *push, struct object_id *id, const char *ref,
	struct err *err)
{
	struct blob object;
	struct object_text text = { .message_len = 0 };
	enum object_type type = OBJECT_NONE;
	char hex[OBJECT_HEX_SIZE];

	objectid_hex(hex, id);
	int rc = object_read(&object, &type, push->args->repo, id, err);
	if (rc < 0)
		return note(push, ref, err);
	if (objecttext_tag(&text, object.data, object.len)) {
		push->args->coverage->tags++;
		rc = commitscan_text(push->args, &text, hex, err);
		*id = text.id;
	} else {
		err_set(err, ERR_GIT, "cannot read object %s: %s", hex,
			_("it is no tag"));
		rc = note(push, ref, err);
		text.type = OBJECT_NONE;
	}
	blob_release(&object);
	return rc == 0 ? text.type != OBJECT_NONE : rc;
}

/* Scans the object that REF, or a tag, names; commits are left to rev-list. */
static int scan_target(struct push *push, const struct object_id *id,
	enum object_type type, const char *ref, struct err *err)
{
	char hex[OBJECT_HEX_SIZE];

	if (type == OBJECT_BLOB)
		return commitscan_blob(push->scan, id, ref, err);
	if (type != OBJECT_TREE)
		return add_input(push, "", id, err);
	objectid_hex(hex, id);
	return commitscan_tree(push->scan, id, hex, err);
}

/* Scans what REF names: a tag may name a tag, and so on. */
static int scan_object(struct push *push, struct object_id id, const char *ref,
	struct err *err)
{
	for (;;) {
		enum object_type type = OBJECT_NONE;
		size_t size;
		if (object_size(&size, &type, push->args->repo, &id, err) < 0)
			return note(push, ref, err);
		if (type != OBJECT_TAG)
			return scan_target(push, &id, type, ref, err);
		int rc = scan_tag(push, &id, ref, err);
		if (rc <= 0)
			return rc;
	}
}

static int compare_updates(const void *one, const void *two)
{
	const struct push_update *left = one;
	const struct push_update *right = two;
	int order = objectid_compare(&left->new_id, &right->new_id);

	return order != 0 ? order : strcmp(left->ref, right->ref);
}

/* The names of the refs that go there, and what they will name. */
static int scan_refs(struct push *push, struct err *err)
{
	const struct push_updates *updates = push->updates;
	int rc = 0;

	if (updates->count > 0)
		qsort(updates->list, updates->count, sizeof(*updates->list),
			compare_updates);
	for (size_t i = 0; rc == 0 && i < updates->count; i++) {
		const struct push_update *update = &updates->list[i];
		rc = halt_ask(&push->args->halt, err);
		/* One that goes away may have had a bad name. */
		if (rc < 0 || update->new_id.size == 0)
			continue;
		rc = textchunk_name(&push->args->sink, update->ref, NULL, err);
		if (rc < 0 || (i > 0 && objectid_equal(&update->new_id,
						&update[-1].new_id)))
			continue;
		rc = scan_object(push, update->new_id, update->ref, err);
	}
	return rc;
}

/* Scans the commits that rev-list lists. */
static int scan_commits(
	struct push *push, const char *const *options, struct err *err)
{
	const struct revlist_args list = {
		.options = options,
		.input = buf_string(&push->input),
		.input_len = push->input.len,
		.halt = &push->args->halt,
	};

	if (push->input.len == 0)
		return 0;
	int rc = revlist_run(&list, commitscan_take, push->scan, err);
	if (rc > 0)
		rc = commitrescue(push->args, push->scan, &list, NULL, err);
	return rc;
}

static void push_init(struct push *push, const struct source_args *args,
	struct push_updates *updates)
{
	memset(push, 0, sizeof(*push));
	push->args = args;
	push->updates = updates;
	push->scan = commitscan_new(args);
	buf_init(&push->input, INPUT_LIMIT);
}

static void push_release(struct push *push)
{
	commitscan_free(push->scan);
	buf_release(&push->input);
}

int push_scan(const struct source_args *args, struct push_updates *updates,
	const char *remote, struct err *err)
{
	struct push push;
	struct remoterefs refs = { .options = NULL };

	push_init(&push, args, updates);
	int rc = scan_refs(&push, err);
	if (rc == 0 && push.input.len > 0)
		rc = add_old_ids(&push, err);
	if (rc == 0 && push.input.len > 0)
		rc = remoterefs_find(&refs, args->repo, remote, err);
	if (rc == 0)
		rc = scan_commits(
			&push, (const char *const *)refs.options, err);
	remoterefs_release(&refs);
	push_release(&push);
	return rc;
}

int receive_scan(const struct source_args *args, struct push_updates *updates,
	struct err *err)
{
	static const char *const options[] = { "--not", "--all", NULL };
	struct push push;

	push_init(&push, args, updates);
	int rc = scan_refs(&push, err);
	if (rc == 0)
		rc = scan_commits(&push, options, err);
	push_release(&push);
	return rc;
}
