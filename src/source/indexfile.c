/*
 * indexfile.c - reads git's index, versions 2 to 4.
 *
 *     "DIRC" version count
 *     count times: 40 bytes of stat data, id, flags, [more flags], path
 *     extensions: name, size, content
 *     checksum
 *
 * Everything is checked against the end of the file and against git's order,
 * also where git itself would read on: what is cut short is an error here.
 * Only a version or an extension that is not known is left to git.
 */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/mem.h"
#include "source/filebytes.h"
#include "source/indexfile.h"

enum {
	INDEX_LIMIT = 0x7fffffff, /* bytes of the file, and of its paths */
	HEADER_SIZE = 12,
	STAT_SIZE = 40, /* of an entry, before its id */
	MODE_AT = 24,
	FLAG_EXTENDED = 0x4000,
	FLAG_STAGE = 0x3000,
	FLAG_NAME = 0x0fff,
	MORE_INTENT_TO_ADD = 0x2000,
	DEPTH_LIMIT = 2048, /* folders in folders, in the cache tree */
};

/* What the readers below return. */
enum { LEFT_TO_GIT = 1, BROKEN = 2 };

/* Where a reader stands in the file. */
struct cursor {
	const unsigned char *at;
	const unsigned char *end;
};

static size_t left(const struct cursor *cursor)
{
	return (size_t)(cursor->end - cursor->at);
}

static uint32_t number_at(const unsigned char *at)
{
	return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 |
	       (uint32_t)at[2] << 8 | (uint32_t)at[3];
}

/* Reads the file into OUT; returns 1 if it is not there. */
static int read_file(struct buf *out, const char *path, struct err *err)
{
	struct stat info;

	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 && errno == ENOENT)
		return 1;
	if (fd < 0 || fstat(fd, &info) < 0) {
		int rc = err_set(err, ERR_IO, "cannot read %s: %s", path,
			strerror(errno));
		if (fd >= 0)
			close(fd);
		return rc;
	}
	int rc = filebytes_read(
		out, fd, (size_t)info.st_size, INDEX_LIMIT - 1, err);
	close(fd);
	if (rc == 1)
		return err_set(err, ERR_LIMIT, "%s is larger than %d bytes",
			path, INDEX_LIMIT);
	return rc < 0 ? err_context(err, "cannot read %s", path) : 0;
}

/*
 * The number before a version 4 path: how many bytes of the path before it
 * are not kept.  Big-endian, seven bits a byte, each continuation adds one.
 */
static int read_varint(struct cursor *cursor, size_t *value)
{
	size_t result = 0;

	for (int bytes = 0; bytes < 5; bytes++) {
		if (left(cursor) == 0)
			return BROKEN;
		unsigned char byte = *cursor->at++;
		result = result << 7 | (byte & 0x7f);
		if ((byte & 0x80) == 0) {
			*value = result;
			return 0;
		}
		result++;
	}
	return BROKEN;
}

/* A path of version 4: the beginning of the one before it, and a new end. */
static int read_packed_path(struct indexfile *index, struct cursor *cursor,
	struct index_entry *entry)
{
	size_t dropped;

	if (read_varint(cursor, &dropped) != 0)
		return BROKEN;
	const unsigned char *nul = memchr(cursor->at, '\0', left(cursor));
	if (nul == NULL)
		return BROKEN;
	size_t before = 0;
	size_t kept = 0;
	if (index->count > 0) {
		before = index->entries[index->count - 1].path;
		kept = index->names.len - 1 - before;
	}
	if (dropped > kept)
		return BROKEN;
	kept -= dropped;
	size_t added = (size_t)(nul - cursor->at) + 1;
	char *room = buf_reserve(&index->names, kept + added);
	if (room == NULL)
		return BROKEN;
	memcpy(room, index->names.data + before, kept);
	memcpy(room + kept, cursor->at, added);
	entry->path = index->names.len;
	index->names.len += kept + added;
	cursor->at = nul + 1;
	return 0;
}

/*
 * A path of version 2 or 3, LEN bytes or, if that is FLAG_NAME, more; padded
 * with one to eight NUL bytes so that the entry, which begins at START, has a
 * length that can be divided by eight.
 */
static int read_plain_path(struct indexfile *index, struct cursor *cursor,
	const unsigned char *start, size_t len, struct index_entry *entry)
{
	const unsigned char *first = (const unsigned char *)index->bytes.data;

	if (len >= left(cursor))
		return BROKEN;
	if (len == FLAG_NAME || cursor->at[len] != '\0') {
		const unsigned char *nul =
			memchr(cursor->at, '\0', left(cursor));
		if (nul == NULL)
			return BROKEN;
		len = (size_t)(nul - cursor->at);
	}
	size_t used = (size_t)(cursor->at - start) + len;
	size_t padded = (used + 8) & ~(size_t)7;
	if (padded > (size_t)(cursor->end - start))
		return BROKEN;
	entry->path = (size_t)(cursor->at - first);
	cursor->at = start + padded;
	return 0;
}

static int read_entry(struct indexfile *index, struct cursor *cursor)
{
	struct index_entry entry = { 0 };
	const unsigned char *start = cursor->at;
	size_t fixed = STAT_SIZE + index->id_size + 2;

	if (left(cursor) < fixed + 2)
		return BROKEN;
	unsigned flags = number_at(start + fixed - 4) & 0xffff;
	cursor->at += fixed;
	entry.mode = number_at(start + MODE_AT);
	entry.id = start + STAT_SIZE;
	entry.stage = (unsigned char)((flags & FLAG_STAGE) >> 12);
	if (flags & FLAG_EXTENDED) {
		unsigned more = (unsigned)cursor->at[0] << 8;
		entry.intent_to_add = (more & MORE_INTENT_TO_ADD) != 0;
		cursor->at += 2;
	}
	int rc = index->version == 4 ? read_packed_path(index, cursor, &entry)
				     : read_plain_path(index, cursor, start,
					       flags & FLAG_NAME, &entry);
	if (rc != 0)
		return rc;
	index->entries = mem_grow(
		index->entries, index->count, &index->capacity, sizeof(entry));
	index->entries[index->count++] = entry;
	return 0;
}

const char *indexfile_path(
	const struct indexfile *index, const struct index_entry *entry)
{
	const char *base =
		index->version == 4 ? index->names.data : index->bytes.data;
	return base + entry->path;
}

static bool in_order(const struct indexfile *index,
	const struct index_entry *one, const struct index_entry *two)
{
	int order =
		strcmp(indexfile_path(index, one), indexfile_path(index, two));
	return order < 0 || (order == 0 && one->stage < two->stage);
}

static int read_entries(
	struct indexfile *index, struct cursor *cursor, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		int rc = read_entry(index, cursor);
		if (rc != 0)
			return rc;
	}
	return 0;
}

/* A split index repeats entries without their paths: look at these last. */
static int check_order(const struct indexfile *index)
{
	for (size_t i = 1; i < index->count; i++) {
		const struct index_entry *entry = &index->entries[i];
		if (!in_order(index, entry - 1, entry))
			return BROKEN;
	}
	return 0;
}

/* A decimal number that ends with END; -1 stands as SIZE_MAX. */
static int read_decimal(struct cursor *cursor, char end, size_t *value)
{
	size_t result = 0;

	if (left(cursor) >= 3 && memcmp(cursor->at, "-1", 2) == 0 &&
		(char)cursor->at[2] == end) {
		cursor->at += 3;
		*value = SIZE_MAX;
		return 0;
	}
	while (left(cursor) > 0 && *cursor->at >= '0' && *cursor->at <= '9') {
		result = result * 10 + (size_t)(*cursor->at++ - '0');
		if (result > INDEX_LIMIT)
			return BROKEN;
	}
	if (left(cursor) == 0 || *cursor->at != (unsigned char)end)
		return BROKEN;
	cursor->at++;
	*value = result;
	return 0;
}

/* Reads a node of the cache tree without those below it. */
static int read_node(
	struct indexfile *index, struct cursor *cursor, struct index_node *node)
{
	node->name = (const char *)cursor->at;
	const unsigned char *nul = memchr(cursor->at, '\0', left(cursor));
	if (nul == NULL)
		return BROKEN;
	cursor->at = nul + 1;
	if (read_decimal(cursor, ' ', &node->entry_count) != 0 ||
		read_decimal(cursor, '\n', &node->child_count) != 0)
		return BROKEN;
	node->id = NULL;
	if (node->entry_count == SIZE_MAX)
		return 0;
	if (left(cursor) < index->id_size)
		return BROKEN;
	node->id = cursor->at;
	cursor->at += index->id_size;
	return 0;
}

static int read_nodes(
	struct indexfile *index, struct cursor *cursor, unsigned depth)
{
	struct index_node node = { 0 };
	size_t number = index->node_count;

	if (depth > DEPTH_LIMIT || read_node(index, cursor, &node) != 0)
		return BROKEN;
	index->nodes = mem_grow(index->nodes, index->node_count,
		&index->node_capacity, sizeof(node));
	index->nodes[index->node_count++] = node;
	for (size_t i = 0; i < node.child_count; i++) {
		if (read_nodes(index, cursor, depth + 1) != 0)
			return BROKEN;
	}
	index->nodes[number].end = index->node_count;
	return 0;
}

/* A capital letter at the start of its name says that it may be ignored. */
static int read_extension(
	struct indexfile *index, const unsigned char *name, struct cursor body)
{
	if (memcmp(name, "TREE", 4) == 0) {
		if (read_nodes(index, &body, 0) != 0)
			index->node_count = 0;
		return 0;
	}
	if (memcmp(name, "sdir", 4) == 0)
		return 0;
	return name[0] >= 'A' && name[0] <= 'Z' ? 0 : LEFT_TO_GIT;
}

static int read_extensions(struct indexfile *index, struct cursor *cursor)
{
	while (left(cursor) >= 8 + index->id_size) {
		const unsigned char *name = cursor->at;
		size_t size = number_at(name + 4);
		cursor->at += 8;
		if (size > left(cursor) - index->id_size)
			return BROKEN;
		struct cursor body = { cursor->at, cursor->at + size };
		int rc = read_extension(index, name, body);
		if (rc != 0)
			return rc;
		cursor->at += size;
	}
	return 0;
}

static int parse(struct indexfile *index)
{
	struct cursor cursor = { (const unsigned char *)index->bytes.data,
		(const unsigned char *)index->bytes.data + index->bytes.len };

	if (left(&cursor) < HEADER_SIZE + index->id_size ||
		memcmp(cursor.at, "DIRC", 4) != 0)
		return BROKEN;
	index->version = number_at(cursor.at + 4);
	if (index->version < 2 || index->version > 4)
		return LEFT_TO_GIT;
	size_t count = number_at(cursor.at + 8);
	cursor.at += HEADER_SIZE;
	if (count > left(&cursor) / (STAT_SIZE + index->id_size))
		return BROKEN;
	index->entries = mem_zalloc(count, sizeof(*index->entries));
	index->capacity = count;
	int rc = read_entries(index, &cursor, count);
	if (rc == 0)
		rc = read_extensions(index, &cursor);
	return rc != 0 ? rc : check_order(index);
}

static void indexfile_init(struct indexfile *index, size_t id_size)
{
	memset(index, 0, sizeof(*index));
	index->id_size = id_size;
	buf_init(&index->bytes, INDEX_LIMIT);
	buf_init(&index->names, INDEX_LIMIT);
}

int indexfile_read(struct indexfile *index, const char *path, size_t id_size,
	struct err *err)
{
	indexfile_init(index, id_size);
	int rc = read_file(&index->bytes, path, err);
	if (rc < 0)
		return rc;
	if (rc > 0)
		return 0;
	rc = parse(index);
	return rc == BROKEN ? err_set(err, ERR_GIT, "%s is broken", path) : rc;
}

int indexfile_parse(struct indexfile *index, const char *data, size_t len,
	size_t id_size, struct err *err)
{
	indexfile_init(index, id_size);
	if (buf_append(&index->bytes, data, len) < 0)
		return err_set(err, ERR_LIMIT, "it is too large");
	int rc = parse(index);
	return rc == BROKEN ? err_set(err, ERR_GIT, "it is broken") : rc;
}

void indexfile_release(struct indexfile *index)
{
	buf_release(&index->bytes);
	buf_release(&index->names);
	free(index->entries);
	free(index->nodes);
	memset(index, 0, sizeof(*index));
}

const struct index_entry *indexfile_find(
	const struct indexfile *index, const char *path)
{
	size_t low = 0;
	size_t high = index->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct index_entry *entry = &index->entries[middle];
		int order = strcmp(indexfile_path(index, entry), path);
		if (order == 0 && entry->stage == 0)
			return entry;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}
