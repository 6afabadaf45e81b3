/*
 * objectlist.c - all objects that a repository has: "ID TYPE SIZE", a line
 * each.
 */
#include "base/err.h"
#include "base/mem.h"
#include "source/gitchild.h"
#include "source/objectlist.h"
#include "source/objectread.h"
#include "source/splitter.h"

enum { LINE_LIMIT = 256, COMPLAINT_LIMIT = 4096 };

void objectlist_release(struct objectlist *list)
{
	free(list->list);
	memset(list, 0, sizeof(*list));
}

static uint32_t read_size(const char *text)
{
	unsigned long long size = strtoull(text, NULL, 10);

	return size > UINT32_MAX ? UINT32_MAX : (uint32_t)size;
}

static int take_line(void *payload, char *line, size_t len, struct err *err)
{
	struct objectlist *list = payload;
	struct object_id id;
	size_t id_len = strcspn(line, " ");

	(void)len;
	if (!objectid_read(&id, line, id_len) || line[id_len] == '\0')
		return err_set(
			err, ERR_GIT, "git cat-file gives a wrong answer");
	const char *type = line + id_len + 1;
	size_t type_len = strcspn(type, " ");
	enum object_type kind = objectread_type(type, type_len);
	if (kind == OBJECT_NONE || kind == OBJECT_TREE)
		return 0;
	list->blobs += kind == OBJECT_BLOB;
	list->list = mem_grow(
		list->list, list->count, &list->capacity, sizeof(*list->list));
	struct listed *listed = &list->list[list->count++];
	memcpy(listed->prefix, id.bytes, sizeof(listed->prefix));
	listed->size = read_size(type + type_len);
	return 0;
}

int objectlist_read(struct objectlist *list, struct err *err)
{
	static const char *const args[] = { "cat-file", "--batch-all-objects",
		"--unordered",
		"--batch-check=%(objectname) %(objecttype) %(objectsize)",
		NULL };
	const struct gitchild_args child = { .args = args,
		.env = objectread_env };
	struct splitter lines;
	struct buf errors = BUF_INIT(COMPLAINT_LIMIT);

	memset(list, 0, sizeof(*list));
	splitter_init(&lines, '\n', LINE_LIMIT, take_line, list);
	int rc = gitchild_stream(&child, splitter_feed, &lines, &errors, err);
	splitter_release(&lines);
	if (rc > 0)
		rc = err_set(err, ERR_GIT, "cannot list the objects: %s",
			gitchild_complaint(&errors));
	buf_release(&errors);
	return rc;
}
