/*
 * firstlook.c - reads all objects of a history once.
 *
 *     objects in git's order, cut into slices
 *     thread 1:  slice -> git cat-file -> probe 1
 *     thread 2:  slice -> git cat-file -> probe 2      ... and the next slice
 *
 * Neighbours in a pack share their delta bases, so a slice has to be long; the
 * last ones to be done must not be too long.  A thread writes nothing but what
 * is its own and the flags of the objects of its slice.
 */
#include <pthread.h>

#include "base/err.h"
#include "base/mem.h"
#include "source/commitscan.h"
#include "source/content.h"
#include "source/firstlook.h"
#include "source/historyindex.h"
#include "source/lineset.h"
#include "source/objectlist.h"
#include "source/objectread.h"
#include "source/objecttext.h"
#include "source/source.h"
#include "source/wholechunk.h"
#include "source/window.h"

enum {
	SLICES_A_JOB = 4,
	SLICE_MOST = 100000, /* objects */
	SLICE_LEAST = 64 * 1024 * 1024, /* bytes */
	OBJECT_COST = 512, /* of an object besides its bytes, in bytes */
	LARGE = 4 * 1024 * 1024, /* bytes; of these one at a time is held */
	STEP = 256, /* objects between two words on the progress */
};

struct look {
	struct historyindex *index;
	const struct source_args *args;
	size_t max_blob;
	uint32_t *order; /* owned; numbers of objects */
	uint32_t *sole_paths; /* owned; see historyindex_sole_paths() */
	size_t count;
	size_t *slices; /* owned; where each ends in order */
	size_t slice_count;
	size_t slice_capacity;
	pthread_mutex_t lock; /* of what follows */
	size_t next_slice;
	uint64_t done;
	int rc; /* the first error; the others stop */
	struct err err;
	pthread_mutex_t large_lock; /* who has it may hold a large object */
};

struct worker {
	struct look *look;
	const struct source_probe *probe;
	struct chunk_sink sink; /* to the probe */
	const uint32_t *list; /* the slice in hand */
	const char *path; /* of the object in hand; NULL: none, or several */
	bool suspect; /* of the object in hand */
	size_t unsaid; /* objects done since the last word */
	struct coverage coverage;
	struct content content;
	struct buf large; /* owned; what is held of a large object */
	struct window window; /* of one that is too large to be held */
	bool started;
	pthread_t thread;
};

/* Cuts off a slice if what was collected since the last cut is enough. */
static void cut_slice(struct look *look, uint64_t *bytes, uint64_t most)
{
	size_t start =
		look->slice_count > 0 ? look->slices[look->slice_count - 1] : 0;
	if (look->count == start ||
		(*bytes < most && look->count - start < SLICE_MOST))
		return;
	look->slices = mem_grow(look->slices, look->slice_count,
		&look->slice_capacity, sizeof(*look->slices));
	look->slices[look->slice_count++] = look->count;
	*bytes = 0;
}

static uint64_t total_bytes(const struct objectlist *list)
{
	uint64_t total = 0;

	for (size_t i = 0; i < list->count; i++)
		total += list->list[i].size + OBJECT_COST;
	return total;
}

/* The bytes of a slice: one a thread, of a large history several. */
static uint64_t slice_size(const struct objectlist *list, size_t jobs)
{
	uint64_t share = total_bytes(list) / jobs + 1;
	uint64_t size = share / SLICES_A_JOB;

	if (size < SLICE_LEAST)
		size = SLICE_LEAST;
	return size < share ? size : share;
}

/* Puts the objects that are there in order, and suspects the others. */
static void make_order(struct look *look, const struct objectlist *list)
{
	struct objectset *objects = &look->index->objects;
	uint64_t most = slice_size(list, look->args->jobs);
	uint64_t bytes = 0;

	look->order = mem_zalloc(objects->count, sizeof(*look->order));
	for (size_t i = 0; i < list->count; i++) {
		uint32_t number;
		const struct listed *listed = &list->list[i];
		if (!objectset_find_prefix(objects, listed->prefix, &number) ||
			(objects->flags[number] & HISTORY_LISTED) != 0)
			continue;
		objects->flags[number] |= HISTORY_LISTED;
		look->order[look->count++] = number;
		bytes += listed->size + OBJECT_COST;
		cut_slice(look, &bytes, most);
	}
	cut_slice(look, &bytes, 0);
	for (size_t i = 0; i < objects->count; i++) {
		if ((objects->flags[i] & HISTORY_LISTED) == 0)
			objects->flags[i] |= HISTORY_SUSPECT;
	}
}

/* Fits chunk_fn: shows a chunk to the worker's probe. */
static int show(void *payload, const struct chunk *chunk, struct err *err)
{
	struct worker *worker = payload;
	const struct source_probe *probe = worker->probe;

	int rc = probe->take(probe->payload, chunk, err);
	worker->suspect |= rc == 1;
	return rc < 0 ? rc : 0;
}

static int show_blob(struct worker *worker, const struct object_piece *piece,
	struct err *err)
{
	struct coverage *coverage = &worker->coverage;
	struct content *content = &worker->content;

	content_set(content, piece->data, piece->len);
	coverage->files++;
	if (content->kind == CHUNK_BINARY)
		coverage->binary_files++;
	else
		coverage->added_lines +=
			line_count(content->text, content->len);
	const struct chunk chunk = {
		.text = content->text,
		.len = content->len,
		.path = worker->path,
		.first_line = 1,
		.kind = content->kind,
	};
	return wholechunk_scan(&worker->sink, &chunk, err);
}

static int show_message(struct worker *worker, const struct object_piece *piece,
	struct err *err)
{
	const struct source_args args = { .sink = worker->sink,
		.coverage = &worker->coverage };
	struct object_text text;
	bool is_text =
		piece->type == OBJECT_TAG
			? objecttext_tag(&text, piece->data, piece->len)
			: objecttext_commit(&text, piece->data, piece->len);

	worker->suspect |= !is_text;
	return is_text ? commitscan_text(&args, &text, NULL, err) : 0;
}

static int show_whole(struct worker *worker, const struct object_piece *piece,
	bool is_message, struct err *err)
{
	return is_message ? show_message(worker, piece, err)
			  : show_blob(worker, piece, err);
}

/* Takes a piece of an object that is too large to be held. */
static int show_windows(struct worker *worker, const struct object_piece *piece,
	struct err *err)
{
	struct window *window = &worker->window;

	if (piece->first)
		window_init(window, &worker->sink, &worker->coverage,
			worker->path, NULL);
	return window_take(window, piece, err);
}

/* Takes a piece of a large object; the lock is held from first to last. */
static int show_large(struct worker *worker, const struct object_piece *piece,
	bool is_message, struct err *err)
{
	struct object_piece whole = *piece;
	int rc = 0;

	if (piece->first)
		pthread_mutex_lock(&worker->look->large_lock);
	buf_append(&worker->large, piece->data, piece->len);
	if (!piece->last)
		return 0;
	whole.data = buf_string(&worker->large);
	whole.len = worker->large.len;
	if (!piece->broken)
		rc = show_whole(worker, &whole, is_message, err);
	buf_release(&worker->large);
	content_release(&worker->content);
	pthread_mutex_unlock(&worker->look->large_lock);
	return rc;
}

static int show_piece(struct worker *worker, const struct object_piece *piece,
	bool is_message, struct err *err)
{
	if (piece->first && piece->last)
		return show_whole(worker, piece, is_message, err);
	if (piece->size > worker->look->max_blob)
		return show_windows(worker, piece, err);
	return show_large(worker, piece, is_message, err);
}

/* Says how far the work is; false if it is to end. */
static bool step(struct worker *worker, size_t count)
{
	struct look *look = worker->look;
	const struct source_progress *progress = &look->args->progress;

	pthread_mutex_lock(&look->lock);
	look->done += count;
	if (progress->step != NULL)
		progress->step(progress->payload, look->done, look->count);
	bool go_on = look->rc == 0;
	pthread_mutex_unlock(&look->lock);
	return go_on;
}

static int take_piece(
	void *payload, const struct object_piece *piece, struct err *err)
{
	struct worker *worker = payload;
	struct objectset *objects = &worker->look->index->objects;
	uint32_t number = worker->list[piece->index];
	bool is_message = (objects->flags[number] & HISTORY_MESSAGE) != 0;
	bool as_expected = is_message ? piece->type == OBJECT_COMMIT ||
						piece->type == OBJECT_TAG
				      : piece->type == OBJECT_BLOB;
	int rc = 0;

	if (piece->first)
		worker->path = historyindex_path(
			worker->look->index, worker->look->sole_paths[number]);
	if (piece->broken || !as_expected)
		worker->suspect = true;
	if (as_expected && !(piece->broken && piece->first))
		rc = show_piece(worker, piece, is_message, err);
	if (!piece->last || rc < 0)
		return rc;
	if (worker->suspect)
		objects->flags[number] |= HISTORY_SUSPECT;
	worker->suspect = false;
	if (++worker->unsaid < STEP)
		return 0;
	worker->unsaid = 0;
	return step(worker, STEP) ? 0 : ERR_IO;
}

/* Takes the next slice: from order[*START] to order[*END]. */
static bool next_slice(struct look *look, size_t *start, size_t *end)
{
	bool more = false;

	pthread_mutex_lock(&look->lock);
	if (look->rc == 0 && look->next_slice < look->slice_count) {
		size_t number = look->next_slice++;
		*start = number > 0 ? look->slices[number - 1] : 0;
		*end = look->slices[number];
		more = true;
	}
	pthread_mutex_unlock(&look->lock);
	return more;
}

static void note_error(struct look *look, int rc, const struct err *err)
{
	pthread_mutex_lock(&look->lock);
	if (look->rc == 0) {
		look->rc = rc;
		look->err = *err;
	}
	pthread_mutex_unlock(&look->lock);
}

static void *work(void *payload)
{
	struct worker *worker = payload;
	struct look *look = worker->look;
	struct err err = { 0 };
	size_t start;
	size_t end;

	while (next_slice(look, &start, &end)) {
		worker->list = look->order + start;
		const struct objectread reading = {
			.set = &look->index->objects,
			.list = worker->list,
			.count = end - start,
			.most = look->max_blob < LARGE ? look->max_blob : LARGE,
			.take = take_piece,
			.payload = worker,
		};
		int rc = objectread_run(&reading, &err);
		if (rc < 0)
			note_error(look, rc, &err);
	}
	step(worker, worker->unsaid);
	return NULL;
}

static void worker_init(struct worker *worker, struct look *look, size_t number)
{
	memset(worker, 0, sizeof(*worker));
	worker->look = look;
	worker->probe = &look->args->probes[number];
	worker->sink = (struct chunk_sink){ show, worker };
	coverage_init(&worker->coverage);
	content_init(&worker->content);
	buf_init(&worker->large, look->max_blob);
}

/* Adds what the worker has counted, and frees it. */
static void worker_end(struct worker *worker, struct coverage *coverage)
{
	coverage->files += worker->coverage.files;
	coverage->added_lines += worker->coverage.added_lines;
	coverage->binary_files += worker->coverage.binary_files;
	coverage->windowed_files += worker->coverage.windowed_files;
	coverage->messages += worker->coverage.messages;
	coverage_release(&worker->coverage);
	content_release(&worker->content);
	buf_release(&worker->large);
}

/* A thread that cannot be started is one less: the first is our own. */
static void run_workers(struct look *look)
{
	size_t jobs = look->args->jobs;
	struct worker *workers = mem_zalloc(jobs, sizeof(*workers));

	if (jobs > look->slice_count && look->slice_count > 0)
		jobs = look->slice_count;
	for (size_t i = 0; i < jobs; i++)
		worker_init(&workers[i], look, i);
	for (size_t i = 1; i < jobs; i++)
		workers[i].started = pthread_create(&workers[i].thread, NULL,
					     work, &workers[i]) == 0;
	work(&workers[0]);
	for (size_t i = 1; i < jobs; i++) {
		if (workers[i].started)
			pthread_join(workers[i].thread, NULL);
	}
	for (size_t i = 0; i < jobs; i++)
		worker_end(&workers[i], look->args->coverage);
	free(workers);
}

int firstlook_run(struct historyindex *index, const struct objectlist *list,
	const struct source_args *args, struct err *err)
{
	struct look look = {
		.index = index,
		.args = args,
		.max_blob =
			args->max_blob > 0 ? args->max_blob : SOURCE_MAX_BLOB,
	};

	pthread_mutex_init(&look.lock, NULL);
	pthread_mutex_init(&look.large_lock, NULL);
	make_order(&look, list);
	look.sole_paths = historyindex_sole_paths(index);
	run_workers(&look);
	if (look.rc < 0)
		*err = look.err;
	pthread_mutex_destroy(&look.large_lock);
	pthread_mutex_destroy(&look.lock);
	free(look.order);
	free(look.sole_paths);
	free(look.slices);
	return look.rc;
}
