/*
 * historyrefs.c - what refs have besides commits.
 *
 * A tag may name another tag: they are read in rounds, until one brings
 * nothing new.
 */
#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "source/blob.h"
#include "source/changes.h"
#include "source/gitchild.h"
#include "source/gitrepo.h"
#include "source/historyindex.h"
#include "source/historyrefs.h"
#include "source/objectread.h"
#include "source/objecttext.h"
#include "source/source.h"
#include "source/textchunk.h"
#include "source/treelist.h"

enum {
	ANSWER_LIMIT = 1024 * 1024 * 1024, /* bytes of the names of all refs */
	COMPLAINT_LIMIT = 4096,
	TAG_MOST = 64 * 1024 * 1024, /* bytes of a tag that is followed */
};

/* A tag whose target is still to be found. */
struct tag {
	uint32_t object;
	uint32_t path; /* the name of the ref */
};

struct refs {
	struct historyindex *index;
	const struct source_args *args;
	struct tag *tags; /* owned */
	size_t count;
	size_t capacity;
	size_t done; /* of which the targets are known */
};

static int note_unscanned(
	const struct refs *refs, const char *name, const char *reason)
{
	coverage_add_unscanned(refs->args->coverage, name, reason);
	return 0;
}

static int add_tree_entry(void *payload, uint32_t mode,
	const struct object_id *id, const char *path, struct err *err)
{
	struct refs *refs = payload;
	struct historyindex *index = refs->index;
	const struct chunk_sink *sink = &refs->args->sink;
	bool is_new = historyindex_find_path(index, path) == HISTORY_NONE;

	if ((mode & MODE_TYPE) == MODE_GITLINK)
		return 0;
	historyindex_add(index, objectset_add(&index->objects, id->bytes),
		historyindex_add_path(index, path), HISTORY_NONE);
	return is_new ? textchunk_name(sink, path, NULL, err) : 0;
}

/* Adds what the ref PATH, or a tag that it names, has for its target. */
static int add_target(struct refs *refs, const struct object_id *id,
	enum object_type type, uint32_t path, struct err *err)
{
	struct historyindex *index = refs->index;
	char hex[OBJECT_HEX_SIZE];

	if (type == OBJECT_TREE) {
		objectid_hex(hex, id);
		int rc = treelist_read(hex, add_tree_entry, refs, err);
		return rc == ERR_GIT ? note_unscanned(refs,
					       historyindex_path(index, path),
					       err->message)
				     : rc;
	}
	if (type != OBJECT_TAG && type != OBJECT_BLOB)
		return 0;
	size_t known = index->objects.count;
	uint32_t object = objectset_add(&index->objects, id->bytes);
	if (type == OBJECT_BLOB) {
		historyindex_add(index, object, path, HISTORY_NONE);
		return 0;
	}
	if (object < known)
		return 0;
	index->objects.flags[object] |= HISTORY_MESSAGE;
	historyindex_add(index, object, HISTORY_NONE, object);
	refs->tags = mem_grow(
		refs->tags, refs->count, &refs->capacity, sizeof(*refs->tags));
	refs->tags[refs->count++] = (struct tag){ object, path };
	return 0;
}

/* Takes the content of a tag; what cannot be read is noted by who scans it. */
static int take_tag(
	void *payload, const struct object_piece *piece, struct err *err)
{
	struct refs *refs = payload;
	const struct tag *tag = &refs->tags[refs->done + piece->index];
	struct object_text text;

	if (piece->broken || piece->type != OBJECT_TAG || !piece->first ||
		!piece->last || !objecttext_tag(&text, piece->data, piece->len))
		return 0;
	return add_target(refs, &text.id, text.type, tag->path, err);
}

/* Reads the tags that are known and not done yet. */
static int read_tags(struct refs *refs, struct err *err)
{
	size_t count = refs->count - refs->done;
	uint32_t *list = mem_zalloc(count, sizeof(*list));
	const struct objectread reading = {
		.set = &refs->index->objects,
		.list = list,
		.count = count,
		.most = TAG_MOST,
		.take = take_tag,
		.payload = refs,
	};

	for (size_t i = 0; i < count; i++)
		list[i] = refs->tags[refs->done + i].object;
	int rc = objectread_run(&reading, err);
	refs->done += count;
	free(list);
	return rc;
}

/* Takes "ID TYPE NAME", or "ID - NAME" where git does not say the type. */
static int take_ref(struct refs *refs, char *line, struct err *err)
{
	struct object_id id;
	char hex[OBJECT_HEX_SIZE];
	size_t size;
	char *type = strchr(line, ' ');
	char *name = type != NULL ? strchr(type + 1, ' ') : NULL;

	if (name == NULL || !objectid_read(&id, line, (size_t)(type - line)))
		return err_set(
			err, ERR_GIT, "git for-each-ref gives a wrong answer");
	enum object_type kind =
		objectread_type(type + 1, (size_t)(name - type) - 1);
	name++;
	objectid_hex(hex, &id);
	int rc = textchunk_name(&refs->args->sink, name, hex, err);
	if (rc < 0)
		return rc;
	if (kind == OBJECT_NONE &&
		object_size(&size, &kind, refs->args->repo, &id, err) < 0)
		return note_unscanned(refs, name, err->message);
	uint32_t path = historyindex_add_path(refs->index, name);
	return add_target(refs, &id, kind, path, err);
}

static int take_refs(struct refs *refs, struct buf *answer, struct err *err)
{
	int rc = 0;
	char *line = answer->data;
	char *end = line + answer->len;

	while (rc == 0 && line < end) {
		char *newline = memchr(line, '\n', (size_t)(end - line));
		if (newline == NULL)
			break;
		*newline = '\0';
		rc = take_ref(refs, line, err);
		line = newline + 1;
	}
	while (rc == 0 && refs->done < refs->count)
		rc = read_tags(refs, err);
	return rc;
}

/*
 * Lists the refs.  Git knows the types, unless one of the objects is missing:
 * then it does not list any ref, and each is asked for by itself.
 */
static int list_refs(struct buf *answer, struct buf *errors, struct err *err)
{
	static const char *const formats[] = {
		"--format=%(objectname) %(objecttype) %(refname)",
		"--format=%(objectname) - %(refname)",
	};
	int rc = 1;

	for (size_t i = 0; rc > 0 && i < sizeof(formats) / sizeof(formats[0]);
		i++) {
		const char *const words[] = { "for-each-ref", formats[i],
			NULL };
		const struct gitchild_args child = { .args = words,
			.env = objectread_env };

		buf_clear(answer);
		buf_clear(errors);
		rc = gitchild_run(&child, answer, errors, err);
	}
	return rc;
}

int historyrefs_read(struct historyindex *index, const struct source_args *args,
	struct err *err)
{
	struct refs refs = { .index = index, .args = args };
	struct buf answer = BUF_INIT(ANSWER_LIMIT);
	struct buf errors = BUF_INIT(COMPLAINT_LIMIT);

	int rc = list_refs(&answer, &errors, err);
	if (rc > 0)
		rc = note_unscanned(
			&refs, _("refs"), gitchild_complaint(&errors));
	if (rc == 0 && answer.len > 0)
		rc = take_refs(&refs, &answer, err);
	free(refs.tags);
	buf_release(&answer);
	buf_release(&errors);
	return rc;
}
