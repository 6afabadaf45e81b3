/*
 * filetree.c - reads the files of a tree, with as little as that takes.
 */
#include <dirent.h>
#include <fcntl.h>
#include <stdbool.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "filetree.h"

struct filetree {
	filetree_fn take;
	void *payload;
	char *buffer; /* owned */
	size_t capacity;
};

static int read_folder(struct filetree *tree, int fd);

static int read_file(struct filetree *tree, int fd, size_t size)
{
	size_t len = 0;

	if (size >= tree->capacity) {
		tree->capacity = size + 1;
		tree->buffer = mem_resize(tree->buffer, tree->capacity, 1);
	}
	while (len < size) {
		ssize_t got = read(fd, tree->buffer + len, size - len);
		if (got < 0)
			return -1;
		if (got == 0)
			break;
		len += (size_t)got;
	}
	tree->take(tree->payload, tree->buffer, len);
	return 0;
}

/* Reads what FD is, and closes it. */
static int read_open(struct filetree *tree, int fd)
{
	struct stat info;

	int rc = fstat(fd, &info);
	if (rc == 0 && S_ISDIR(info.st_mode))
		return read_folder(tree, fd);
	if (rc == 0 && S_ISREG(info.st_mode))
		rc = read_file(tree, fd, (size_t)info.st_size);
	close(fd);
	return rc;
}

static bool is_left_out(const struct dirent *entry)
{
	const char *name = entry->d_name;
	return strcmp(name, ".") == 0 || strcmp(name, "..") == 0 ||
	       strcmp(name, ".git") == 0 ||
	       (entry->d_type != DT_REG && entry->d_type != DT_DIR &&
		       entry->d_type != DT_UNKNOWN);
}

static int read_folder(struct filetree *tree, int fd)
{
	int rc = 0;
	const struct dirent *entry;

	DIR *stream = fdopendir(fd);
	if (stream == NULL)
		return -1;
	for (entry = readdir(stream); rc == 0 && entry != NULL;
		entry = readdir(stream)) {
		if (is_left_out(entry))
			continue;
		int file = openat(dirfd(stream), entry->d_name,
			O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
		rc = file < 0 ? -1 : read_open(tree, file);
	}
	closedir(stream);
	return rc;
}

int filetree_read(const char *path, filetree_fn take, void *payload)
{
	struct filetree tree = { take, payload, NULL, 0 };

	int fd = open(path, O_RDONLY | O_CLOEXEC);
	int rc = fd < 0 ? -1 : read_open(&tree, fd);
	free(tree.buffer);
	return rc;
}

size_t filetree_newlines(const char *data, size_t len)
{
	size_t count = 0;
	const char *end = data + len;

	for (;;) {
		data = memchr(data, '\n', (size_t)(end - data));
		if (data == NULL)
			return count;
		data++;
		count++;
	}
}
