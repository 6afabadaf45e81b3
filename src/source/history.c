/*
 * history.c - the source of all that refs reach.
 *
 *     git log ----------> names, entries (object, path, commit) --,
 *     git for-each-ref -> names, tags, other targets -------------+-> index
 *     git cat-file -----> order of all objects -------------------'
 *     index -> first look at each object, in threads -> suspects
 *     suspects -> second look at each of their places -> sink
 *
 * Most objects hold nothing, so where they came up is worked out only for the
 * few that may.  What is in no entry is not reached by a ref: it is left out
 * and counted.
 *
 * Where git gives up, because an object is broken or missing, the commits that
 * can still be read are scanned one by one, as those of a range.
 */
#include <pthread.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "source/changes.h"
#include "source/commitrescue.h"
#include "source/commitscan.h"
#include "source/firstlook.h"
#include "source/gitchild.h"
#include "source/gitrepo.h"
#include "source/historyindex.h"
#include "source/historylog.h"
#include "source/historyrefs.h"
#include "source/objectlist.h"
#include "source/revlist.h"
#include "source/secondlook.h"
#include "source/source.h"
#include "source/textchunk.h"

enum { COMPLAINT_LIMIT = 4096 };

struct history {
	const struct source_args *args; /* borrowed */
	struct historyindex index;
	uint32_t commit; /* in hand, while the log is read */
	bool broken; /* git could not say all that refs reach */
};

/* The list of objects, which a thread of its own reads. */
struct lister {
	struct objectlist list;
	struct err err;
	int rc;
	bool started;
	pthread_t thread;
};

static int take_commit(
	void *payload, const struct object_id *id, struct err *err)
{
	struct history *history = payload;
	struct historyindex *index = &history->index;
	const struct source_progress *progress = &history->args->progress;

	(void)err;
	history->commit = objectset_add(&index->objects, id->bytes);
	index->objects.flags[history->commit] |= HISTORY_MESSAGE;
	historyindex_add(index, history->commit, HISTORY_NONE, history->commit);
	history->args->coverage->commits++;
	if (progress->step != NULL)
		progress->step(
			progress->payload, history->args->coverage->commits, 0);
	return 0;
}

static int scan_name(
	const struct history *history, const char *path, struct err *err)
{
	char commit[OBJECT_HEX_SIZE];

	objectset_hex(commit, &history->index.objects, history->commit);
	return textchunk_name(&history->args->sink, path, commit, err);
}

static int take_entry(void *payload, uint32_t mode, const struct object_id *id,
	const char *path, struct err *err)
{
	struct history *history = payload;
	struct historyindex *index = &history->index;
	size_t known = index->path_count;

	uint32_t number = historyindex_add_path(index, path);
	if (number == HISTORY_NONE)
		return err_set(err, ERR_LIMIT, "too many paths");
	bool is_new = index->path_count > known;
	int rc = is_new ? scan_name(history, path, err) : 0;
	if (rc < 0)
		return rc;
	if ((mode & MODE_TYPE) == MODE_GITLINK) {
		history->args->coverage->gitlinks += is_new;
		return 0;
	}
	historyindex_add(index, objectset_add(&index->objects, id->bytes),
		number, history->commit);
	return 0;
}

static void note_refusal(
	struct history *history, const char *command, const char *complaint)
{
	history->broken = true;
	coverage_add_unscanned(history->args->coverage, command, complaint);
}

/* Scans what can be read of all commits, in place of what the log has said. */
static int rescue_commits(struct history *history, struct err *err)
{
	static const char *const options[] = { "--all", "HEAD", NULL };
	const struct source_args *args = history->args;
	const struct revlist_args list = { .options = options };
	struct commitscan *scan = commitscan_new(args);

	historyindex_release(&history->index);
	historyindex_init(&history->index, gitrepo_id_size(args->repo));
	args->coverage->commits = 0;
	args->coverage->gitlinks = 0;
	int rc = commitrescue_walk(args, scan, &list, NULL, err);
	commitscan_free(scan);
	return rc;
}

/* Reads what refs reach into the index, and scans the names. */
static int read_index(struct history *history, struct err *err)
{
	const struct historylog_sink sink = { take_commit, take_entry,
		history };
	struct buf errors = BUF_INIT(COMPLAINT_LIMIT);

	int rc = historylog_run(&sink, &errors, err);
	if (rc == 1) {
		note_refusal(history, "git log", gitchild_complaint(&errors));
		rc = rescue_commits(history, err);
	}
	buf_release(&errors);
	return rc < 0 ? rc
		      : historyrefs_read(&history->index, history->args, err);
}

static void *list_objects(void *payload)
{
	struct lister *lister = payload;

	lister->rc = objectlist_read(&lister->list, &lister->err);
	return NULL;
}

/* Counts the blobs that no ref reaches. */
static void count_unreachable(
	const struct history *history, const struct objectlist *list)
{
	const struct objectset *objects = &history->index.objects;
	uint64_t reached = 0;

	if (history->broken)
		return;
	for (size_t i = 0; i < objects->count; i++)
		reached += (objects->flags[i] & HISTORY_LISTED) != 0 &&
			   (objects->flags[i] & HISTORY_MESSAGE) == 0;
	history->args->coverage->unreachable_blobs +=
		list->blobs > reached ? list->blobs - reached : 0;
}

static int look_at_all(
	struct history *history, struct objectlist *list, struct err *err)
{
	int rc = firstlook_run(&history->index, list, history->args, err);

	count_unreachable(history, list);
	objectlist_release(list);
	return rc < 0 ? rc
		      : secondlook_run(&history->index, history->args, err);
}

int history_scan(const struct source_args *args, struct err *err)
{
	struct history history = { .args = args };
	struct lister lister = { .started = false };

	historyindex_init(&history.index, gitrepo_id_size(args->repo));
	if (args->jobs > 1)
		lister.started = pthread_create(&lister.thread, NULL,
					 list_objects, &lister) == 0;
	int rc = read_index(&history, err);
	if (lister.started)
		pthread_join(lister.thread, NULL);
	else if (rc == 0)
		list_objects(&lister);
	if (rc == 0 && lister.rc == ERR_GIT) {
		/* What is not listed is read place by place. */
		note_refusal(&history, "git cat-file", lister.err.message);
	} else if (rc == 0 && lister.rc < 0) {
		*err = lister.err;
		rc = lister.rc;
	}
	if (rc == 0)
		rc = look_at_all(&history, &lister.list, err);
	objectlist_release(&lister.list);
	historyindex_release(&history.index);
	return rc;
}
