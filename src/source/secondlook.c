/*
 * secondlook.c - reads the objects that a first look suspects once more.
 */
#include "base/err.h"
#include "base/hash.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/table.h"
#include "source/commitscan.h"
#include "source/content.h"
#include "source/historyindex.h"
#include "source/objectread.h"
#include "source/objecttext.h"
#include "source/secondlook.h"
#include "source/source.h"
#include "source/treelist.h"
#include "source/wholechunk.h"
#include "source/window.h"

enum { REASON_LIMIT = 256 };

struct second {
	const struct historyindex *index;
	const struct source_args *args;
	size_t max_blob;
	uint32_t *entries; /* owned; what is to be looked at, a place each */
	uint32_t *objects; /* owned; of these */
	size_t count;
	size_t capacity;
	struct table head; /* the objects that HEAD has, with their paths */
	const struct history_entry *entry; /* in hand */
	struct coverage counted; /* not again: the first look has */
	struct content content;
	struct window window;
};

/* An object at a path, as one number. */
static uint64_t hash_place(
	const struct second *second, uint32_t object, uint32_t path)
{
	uint32_t place[2] = { object, path };

	return hash_line(second->index->objects.seed, place, sizeof(place));
}

static bool is_suspect(const struct second *second, uint32_t object)
{
	return (second->index->objects.flags[object] & HISTORY_SUSPECT) != 0;
}

/* Collects the first entry of each suspect at each path. */
static void collect(struct second *second)
{
	const struct historyindex *index = second->index;
	struct table seen;

	table_init(&seen);
	for (size_t i = 0; i < index->count; i++) {
		const struct history_entry *entry = &index->entries[i];
		if (!is_suspect(second, entry->object))
			continue;
		uint64_t hash = hash_place(second, entry->object, entry->path);
		if (table_get(&seen, hash, NULL))
			continue;
		table_put(&seen, hash, 0);
		size_t capacity = second->capacity;
		second->entries = mem_grow(second->entries, second->count,
			&capacity, sizeof(*second->entries));
		second->objects = mem_grow(second->objects, second->count,
			&second->capacity, sizeof(*second->objects));
		second->entries[second->count] = (uint32_t)i;
		second->objects[second->count++] = entry->object;
	}
	table_release(&seen);
}

/* Takes a path of HEAD's tree. */
static int take_head_path(void *payload, uint32_t mode,
	const struct object_id *id, const char *path, struct err *err)
{
	struct second *second = payload;
	uint32_t object;

	(void)mode;
	(void)err;
	if (!objectset_find(&second->index->objects, id->bytes, &object) ||
		!is_suspect(second, object))
		return 0;
	uint32_t number = historyindex_find_path(second->index, path);
	if (number != HISTORY_NONE)
		table_put(&second->head, hash_place(second, object, number), 0);
	return 0;
}

static void name_commit(
	char hex[OBJECT_HEX_SIZE], const struct second *second, uint32_t commit)
{
	hex[0] = '\0';
	if (commit != HISTORY_NONE)
		objectset_hex(hex, &second->index->objects, commit);
}

/* Notes that the object of ENTRY could not be read. */
static void note_broken(
	const struct second *second, const struct history_entry *entry)
{
	char hex[OBJECT_HEX_SIZE];
	char commit[OBJECT_HEX_SIZE];
	struct buf reason = BUF_INIT(REASON_LIMIT);
	const char *path = historyindex_path(second->index, entry->path);

	objectset_hex(hex, &second->index->objects, entry->object);
	name_commit(commit, second, entry->commit);
	buf_append_string(&reason, _("missing or broken object "));
	buf_append_string(&reason, hex);
	coverage_add_unscanned_at(second->args->coverage,
		commit[0] != '\0' ? commit : NULL, path, buf_string(&reason));
	buf_release(&reason);
}

static int scan_windows(struct second *second, const struct object_piece *piece,
	const struct chunk *place, struct err *err)
{
	struct window *window = &second->window;

	if (piece->first) {
		window_init(window, &second->args->sink, &second->counted,
			place->path, NULL);
		window->in_head = place->in_head;
	}
	/* The commit's id is on the caller's stack. */
	window->commit = place->commit;
	return window_take(window, piece, err);
}

static int scan_message(struct second *second, const struct object_piece *piece,
	const struct chunk *place, struct err *err)
{
	const struct source_args args = { .sink = second->args->sink,
		.coverage = &second->counted };
	struct object_text text;
	bool is_text =
		piece->type == OBJECT_TAG
			? objecttext_tag(&text, piece->data, piece->len)
			: objecttext_commit(&text, piece->data, piece->len);

	if (!is_text)
		note_broken(second, second->entry);
	return is_text ? commitscan_text(&args, &text, place->commit, err) : 0;
}

static int scan_file(struct second *second, const struct object_piece *piece,
	struct chunk *place, struct err *err)
{
	content_set(&second->content, piece->data, piece->len);
	place->text = second->content.text;
	place->len = second->content.len;
	place->kind = second->content.kind;
	return wholechunk_scan(&second->args->sink, place, err);
}

static int take_piece(
	void *payload, const struct object_piece *piece, struct err *err)
{
	struct second *second = payload;
	const struct historyindex *index = second->index;
	const struct history_entry *entry =
		&index->entries[second->entries[piece->index]];
	const struct source_progress *progress = &second->args->progress;
	bool is_message = entry->path == HISTORY_NONE;
	bool as_expected = is_message ? piece->type == OBJECT_COMMIT ||
						piece->type == OBJECT_TAG
				      : piece->type == OBJECT_BLOB;
	char commit[OBJECT_HEX_SIZE];

	if (piece->first && progress->step != NULL)
		progress->step(progress->payload, piece->index, second->count);
	if (piece->broken || (!as_expected && piece->first))
		note_broken(second, entry);
	if (!as_expected || (piece->broken && piece->first))
		return 0;
	name_commit(commit, second, entry->commit);
	struct chunk place = {
		.path = historyindex_path(index, entry->path),
		.commit = commit[0] != '\0' ? commit : NULL,
		.first_line = 1,
		.in_head = table_get(&second->head,
			hash_place(second, entry->object, entry->path), NULL),
	};
	second->entry = entry;
	if (!piece->first || !piece->last)
		return scan_windows(second, piece, &place, err);
	return is_message ? scan_message(second, piece, &place, err)
			  : scan_file(second, piece, &place, err);
}

int secondlook_run(const struct historyindex *index,
	const struct source_args *args, struct err *err)
{
	struct second second = { .index = index, .args = args };
	int rc = 0;

	second.max_blob = args->max_blob > 0 ? args->max_blob : SOURCE_MAX_BLOB;
	content_init(&second.content);
	coverage_init(&second.counted);
	collect(&second);
	/* Before the first commit, or if it is broken, HEAD has nothing. */
	if (second.count > 0)
		rc = treelist_read("HEAD", take_head_path, &second, err);
	const struct objectread reading = {
		.set = &index->objects,
		.list = second.objects,
		.count = second.count,
		.most = second.max_blob,
		.take = take_piece,
		.payload = &second,
	};
	if (rc == 0 || rc == ERR_GIT)
		rc = objectread_run(&reading, err);
	table_release(&second.head);
	coverage_release(&second.counted);
	content_release(&second.content);
	free(second.entries);
	free(second.objects);
	return rc;
}
