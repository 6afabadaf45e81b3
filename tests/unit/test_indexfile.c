/*
 * test_indexfile.c - reads an index; what is not as git writes it is broken or
 * left to git.  Real ones are read in tests/hooks/index_kinds.sh.
 */
#include "unit.h"

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"
#include "source/indexfile.h"

enum { ID_SIZE = 20, EXTENDED = 0x4000, INTENT = 0x2000 };

static void add_number(struct buf *out, uint32_t number, unsigned bytes)
{
	while (bytes-- > 0)
		buf_append_byte(out, (char)(number >> (8 * bytes) & 0xff));
}

static void add_filled(struct buf *out, char byte, size_t count)
{
	while (count-- > 0)
		buf_append_byte(out, byte);
}

static void add_header(struct buf *out, uint32_t version, uint32_t count)
{
	buf_append_string(out, "DIRC");
	add_number(out, version, 4);
	add_number(out, count, 4);
}

/* An entry up to its name; its id is twenty times ID. */
static void add_fixed(
	struct buf *out, uint32_t mode, char id, uint32_t flags, size_t len)
{
	add_filled(out, 0, 24);
	add_number(out, mode, 4);
	add_filled(out, 0, 12);
	add_filled(out, id, ID_SIZE);
	add_number(out, flags | (uint32_t)(len < 0xfff ? len : 0xfff), 2);
	if (flags & EXTENDED)
		add_number(out, INTENT, 2);
}

static void add_entry(struct buf *out, uint32_t mode, char id, uint32_t flags,
	const char *path)
{
	size_t start = out->len;

	add_fixed(out, mode, id, flags, strlen(path));
	buf_append_string(out, path);
	do
		buf_append_byte(out, '\0');
	while ((out->len - start) % 8 != 0);
}

static void add_packed(
	struct buf *out, char id, char dropped, const char *rest, size_t len)
{
	add_fixed(out, 0100644, id, 0, len);
	buf_append_byte(out, dropped);
	buf_append(out, rest, strlen(rest) + 1);
}

static void add_extension(
	struct buf *out, const char *name, const char *body, size_t len)
{
	buf_append_string(out, name);
	add_number(out, (uint32_t)len, 4);
	buf_append(out, body, len);
}

static void add_checksum(struct buf *out)
{
	add_filled(out, 0, ID_SIZE);
}

static void add_files(struct buf *out)
{
	add_header(out, 2, 3);
	add_entry(out, 0100644, 'a', 0, "a/b");
	add_entry(out, 0100755, 'b', 0, "a/longer name");
	add_entry(out, 0120000, 'c', 0x1000, "z");
}

static int parse(struct indexfile *index, const struct buf *bytes)
{
	struct err err;

	return indexfile_parse(index, bytes->data, bytes->len, ID_SIZE, &err);
}

static void test_entries(void **state)
{
	struct buf bytes = BUF_INIT(1 << 20);
	struct indexfile index;

	(void)state;
	add_files(&bytes);
	add_checksum(&bytes);
	assert_int_equal(parse(&index, &bytes), 0);
	assert_int_equal(index.count, 3);
	assert_string_equal(
		indexfile_path(&index, &index.entries[1]), "a/longer name");
	assert_int_equal(index.entries[1].mode, 0100755);
	assert_int_equal(index.entries[1].id[19], 'b');
	assert_int_equal(index.entries[2].stage, 1);
	assert_ptr_equal(indexfile_find(&index, "a/b"), &index.entries[0]);
	assert_null(indexfile_find(&index, "a"));
	assert_null(indexfile_find(&index, "z")); /* no stage 0 */
	indexfile_release(&index);
	buf_release(&bytes);
}

/* Whatever is missing at the end, nothing is taken for whole. */
static void test_truncated(void **state)
{
	struct buf bytes = BUF_INIT(1 << 20);
	struct indexfile index;
	struct err err;
	size_t whole = 0;

	(void)state;
	add_files(&bytes);
	whole = bytes.len;
	add_checksum(&bytes);
	for (size_t len = 0; len < whole; len++) {
		assert_int_equal(
			indexfile_parse(&index, bytes.data, len, ID_SIZE, &err),
			ERR_GIT);
		indexfile_release(&index);
	}
	buf_release(&bytes);
}

static void test_long_path(void **state)
{
	struct buf bytes = BUF_INIT(1 << 20);
	struct buf path = BUF_INIT(1 << 20);
	struct indexfile index;

	(void)state;
	for (size_t len = 4090; len < 4105; len++) {
		buf_clear(&bytes);
		buf_clear(&path);
		add_filled(&path, 'p', len);
		add_header(&bytes, 3, 2);
		add_entry(&bytes, 0100644, 'a', EXTENDED, buf_string(&path));
		add_entry(&bytes, 0100644, 'b', 0, "q");
		add_checksum(&bytes);
		assert_int_equal(parse(&index, &bytes), 0);
		assert_int_equal(index.count, 2);
		assert_string_equal(
			indexfile_path(&index, &index.entries[0]), path.data);
		assert_true(index.entries[0].intent_to_add);
		assert_false(index.entries[1].intent_to_add);
		indexfile_release(&index);
	}
	buf_release(&path);
	buf_release(&bytes);
}

static void test_version4(void **state)
{
	static const char *const paths[] = { "src/a.c", "src/ab.c", "t" };
	struct buf bytes = BUF_INIT(1 << 20);
	struct indexfile index;

	(void)state;
	add_header(&bytes, 4, 3);
	add_packed(&bytes, 'a', 0, "src/a.c", 7);
	add_packed(&bytes, 'b', 2, "b.c", 8);
	add_packed(&bytes, 'c', 8, "t", 1);
	add_checksum(&bytes);
	assert_int_equal(parse(&index, &bytes), 0);
	for (size_t i = 0; i < COUNT(paths); i++)
		assert_string_equal(
			indexfile_path(&index, &index.entries[i]), paths[i]);
	assert_ptr_equal(indexfile_find(&index, "t"), &index.entries[2]);
	indexfile_release(&index);

	/* More dropped than the path before has. */
	buf_clear(&bytes);
	add_header(&bytes, 4, 2);
	add_packed(&bytes, 'a', 0, "a", 1);
	add_packed(&bytes, 'b', 2, "b", 1);
	add_checksum(&bytes);
	assert_int_equal(parse(&index, &bytes), ERR_GIT);
	indexfile_release(&index);
	buf_release(&bytes);
}

static const struct {
	const char *name;
	const char *paths[2];
	uint32_t stages[2];
	int rc;
} orders[] = {
	{ "in order", { "a", "b" }, { 0, 0 }, 0 },
	{ "a slash is a byte as others", { "a-b", "a/b" }, { 0, 0 }, 0 },
	{ "the other way round", { "b", "a" }, { 0, 0 }, ERR_GIT },
	{ "twice", { "a", "a" }, { 0, 0 }, ERR_GIT },
	{ "stages in order", { "a", "a" }, { 0x1000, 0x2000 }, 0 },
	{ "stages the other way round", { "a", "a" }, { 0x2000, 0x1000 },
		ERR_GIT },
	{ "bytes are unsigned", { "a", "\xc3\xa4" }, { 0, 0 }, 0 },
};

static void test_orders(void **state)
{
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(orders); i++) {
		struct buf bytes = BUF_INIT(1 << 20);
		struct indexfile index;

		add_header(&bytes, 2, 2);
		for (size_t at = 0; at < 2; at++)
			add_entry(&bytes, 0100644, 'a', orders[i].stages[at],
				orders[i].paths[at]);
		add_checksum(&bytes);
		failures += differs_int(
			orders[i].name, parse(&index, &bytes), orders[i].rc);
		indexfile_release(&index);
		buf_release(&bytes);
	}
	assert_int_equal(failures, 0);
}

static const struct {
	const char *name;
	const char *extension;
	const char *body;
	size_t len;
	int rc;
	size_t nodes;
} extensions[] = {
	{ "unknown, may be passed over", "EOIE", BYTES("whatever"), 0, 0 },
	{ "unknown, must be known", "nova", BYTES("whatever"), 1, 0 },
	{ "split", "link", BYTES("whatever"), 1, 0 },
	{ "sparse", "sdir", BYTES(""), 0, 0 },
	{ "a tree", "TREE",
		BYTES("\0"
		      "3 1\n"
		      "IIIIIIIIIIIIIIIIIIII"
		      "a\0"
		      "2 0\n"
		      "JJJJJJJJJJJJJJJJJJJJ"),
		0, 2 },
	{ "a tree with what is not known", "TREE",
		BYTES("\0"
		      "-1 1\n"
		      "a\0"
		      "2 0\n"
		      "JJJJJJJJJJJJJJJJJJJJ"),
		0, 2 },
	{ "a tree cut short", "TREE",
		BYTES("\0"
		      "3 1\n"
		      "IIIIIIIIIIIIIIIIIIII"),
		0, 0 },
	{ "a tree without an id", "TREE",
		BYTES("\0"
		      "3 0\n"
		      "IIII"),
		0, 0 },
	{ "a tree with a letter for a number", "TREE",
		BYTES("\0"
		      "x 0\n"
		      "IIIIIIIIIIIIIIIIIIII"),
		0, 0 },
	{ "a tree with too large a number", "TREE",
		BYTES("\0"
		      "99999999999999999999 0\n"
		      "IIIIIIIIIIIIIIIIIIII"),
		0, 0 },
};

static void test_extensions(void **state)
{
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(extensions); i++) {
		struct buf bytes = BUF_INIT(1 << 20);
		struct indexfile index;

		add_files(&bytes);
		add_extension(&bytes, extensions[i].extension,
			extensions[i].body, extensions[i].len);
		add_checksum(&bytes);
		failures += differs_int(extensions[i].name,
			parse(&index, &bytes), extensions[i].rc);
		failures += differs_int(extensions[i].name,
			(long long)index.node_count,
			(long long)extensions[i].nodes);
		indexfile_release(&index);
		buf_release(&bytes);
	}
	assert_int_equal(failures, 0);
}

/* An extension that claims more than there is. */
static void test_extension_size(void **state)
{
	struct buf bytes = BUF_INIT(1 << 20);
	struct indexfile index;

	(void)state;
	add_files(&bytes);
	buf_append_string(&bytes, "TREE");
	add_number(&bytes, 0xffffffff, 4);
	add_checksum(&bytes);
	assert_int_equal(parse(&index, &bytes), ERR_GIT);
	indexfile_release(&index);
	buf_release(&bytes);
}

static void test_versions(void **state)
{
	size_t failures = 0;

	(void)state;
	for (uint32_t version = 0; version < 8; version++) {
		struct buf bytes = BUF_INIT(1 << 20);
		struct indexfile index;

		add_header(&bytes, version, 0);
		add_checksum(&bytes);
		failures += differs_int("version", parse(&index, &bytes),
			version >= 2 && version <= 4 ? 0 : 1);
		indexfile_release(&index);
		bytes.data[0] = 'X';
		failures += differs_int("name", parse(&index, &bytes), ERR_GIT);
		indexfile_release(&index);
		buf_release(&bytes);
	}
	assert_int_equal(failures, 0);
}

/* A file that is not there is an empty index; one without bytes is none. */
static void test_files(void **state)
{
	struct indexfile index;
	struct err err;

	(void)state;
	assert_int_equal(
		indexfile_read(&index, "/nowhere/index", ID_SIZE, &err), 0);
	assert_int_equal(index.count, 0);
	assert_null(indexfile_find(&index, "a"));
	indexfile_release(&index);
	assert_int_equal(
		indexfile_read(&index, "/dev/null", ID_SIZE, &err), ERR_GIT);
	indexfile_release(&index);
	assert_int_equal(indexfile_read(&index, "/", ID_SIZE, &err), ERR_IO);
	indexfile_release(&index);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_entries),
		cmocka_unit_test(test_truncated),
		cmocka_unit_test(test_long_path),
		cmocka_unit_test(test_version4),
		cmocka_unit_test(test_orders),
		cmocka_unit_test(test_extensions),
		cmocka_unit_test(test_extension_size),
		cmocka_unit_test(test_versions),
		cmocka_unit_test(test_files),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
