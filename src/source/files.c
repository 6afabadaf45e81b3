/*
 * files.c - files and folders as they lie on the disk.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <git2.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "source/content.h"
#include "source/gitrepo.h"
#include "source/indexfile.h"
#include "source/lineset.h"
#include "source/source.h"
#include "source/window.h"

enum {
	PATH_LIMIT = 64 * 1024, /* bytes of a path that was walked to */
	READ_SIZE = 64 * 1024,
	DEPTH_LIMIT = 256, /* folders in folders; each holds an open file */
};

struct files {
	const struct source_args *args;
	struct buf path; /* owned; as it is shown */
	size_t top_len; /* bytes of path before what ... */
	char *top; /* owned; ... is this in the work tree; NULL: not in it */
	struct buf bytes; /* owned; of the file in hand */
	struct content content;
	unsigned depth;
};

/* Notes that the path in hand could not be scanned, and goes on. */
static int leave_out(struct files *files, const char *reason)
{
	coverage_add_unscanned(
		files->args->coverage, buf_string(&files->path), reason);
	return 0;
}

static int hand_on(struct files *files, struct err *err)
{
	struct coverage *coverage = files->args->coverage;
	const struct chunk_sink *sink = &files->args->sink;

	content_set(
		&files->content, buf_string(&files->bytes), files->bytes.len);
	const struct span all = { 0, files->content.len };
	const struct chunk chunk = { .text = files->content.text,
		.len = files->content.len,
		.added = &all,
		.added_count = 1,
		.path = buf_string(&files->path),
		.first_line = 1,
		.kind = files->content.kind };
	coverage->files++;
	if (chunk.kind == CHUNK_BINARY)
		coverage->binary_files++;
	else
		coverage->added_lines += line_count(chunk.text, chunk.len);
	if (chunk.len == 0)
		return 0;
	return sink->take(sink->payload, &chunk, err);
}

/* Reads on from FILE, window by window, after what is in bytes already. */
static int scan_windows(struct files *files, int file, struct err *err)
{
	struct window window;
	int rc = 0;

	window_init(&window, &files->args->sink, files->args->coverage,
		buf_string(&files->path), NULL);
	rc = window_feed(
		&window, buf_string(&files->bytes), files->bytes.len, err);
	buf_release(&files->bytes);
	buf_init(&files->bytes, files->args->max_blob);
	char *piece = mem_alloc(READ_SIZE);
	while (rc == 0) {
		ssize_t got = read(file, piece, READ_SIZE);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			rc = leave_out(files, strerror(errno));
		if (got <= 0)
			break;
		rc = window_feed(&window, piece, (size_t)got, err);
	}
	if (rc == 0)
		rc = window_end(&window, err);
	free(piece);
	window_release(&window);
	return rc;
}

/* Reads FILE to its end, however its size changes meanwhile. */
static int scan_open(
	struct files *files, int file, size_t size, struct err *err)
{
	size_t piece = size < READ_SIZE ? size + 1 : READ_SIZE;

	buf_clear(&files->bytes);
	for (;;) {
		char *room = buf_reserve(&files->bytes, piece);
		if (!room)
			return scan_windows(files, file, err);
		ssize_t got = read(file, room, piece);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return leave_out(files, strerror(errno));
		if (got == 0)
			return hand_on(files, err);
		files->bytes.len += (size_t)got;
	}
}

/* The path in hand below the top of the work tree; NULL if it is not. */
static char *tree_path(const struct files *files, bool folder)
{
	struct buf path = BUF_INIT(PATH_LIMIT);
	const char *below = buf_string(&files->path) + files->top_len;

	if (!files->top)
		return NULL;
	while (*below == '/')
		below++;
	buf_append_string(&path, files->top);
	if (path.len > 0 && *below)
		buf_append_byte(&path, '/');
	buf_append_string(&path, below);
	if (folder)
		buf_append_byte(&path, '/');
	return path.data;
}

static bool is_tracked(const struct files *files, const char *path)
{
	const struct indexfile *index = NULL;
	struct err err;

	return gitrepo_index(&index, files->args->repo, &err) == 0 &&
	       indexfile_find(index, path) != NULL;
}

/* Whether git's ignore rules leave the path in hand out. */
static bool is_ignored(const struct files *files, bool folder)
{
	int ignored = 0;
	char *path = tree_path(files, folder);

	if (!path)
		return false;
	if (git_ignore_path_is_ignored(
		    &ignored, gitrepo_handle(files->args->repo), path) < 0)
		ignored = 0;
	if (ignored && !folder && is_tracked(files, path))
		ignored = 0;
	free(path);
	return ignored != 0;
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

struct names {
	char **list; /* owned, and each of them */
	size_t count;
	size_t capacity;
};

static void names_release(struct names *names)
{
	for (size_t i = 0; i < names->count; i++)
		free(names->list[i]);
	free(names->list);
}

/* Reads the names in FOLDER, sorted, without . and .. and .git. */
static int read_names(DIR *folder, struct names *names)
{
	const struct dirent *entry = NULL;

	for (;;) {
		errno = 0;
		entry = readdir(folder);
		if (!entry)
			break;
		const char *name = entry->d_name;
		if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0 ||
			strcmp(name, ".git") == 0)
			continue;
		names->list = mem_grow(names->list, names->count,
			&names->capacity, sizeof(*names->list));
		names->list[names->count++] = mem_copy_string(name);
	}
	if (errno != 0)
		return -1;
	if (names->count > 1)
		qsort(names->list, names->count, sizeof(*names->list),
			compare_names);
	return 0;
}

static int scan_folder(struct files *files, int folder, struct err *err);

/* An entry of a folder: links are not followed, other kinds passed over. */
static int scan_entry(
	struct files *files, int folder, const char *name, struct err *err)
{
	struct stat status;
	int rc = 0;

	int file = openat(
		folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (file < 0) {
		if (errno == ELOOP || errno == EMLINK) {
			files->args->coverage->links_skipped++;
			return 0;
		}
		/* It went away, or is a socket: nothing that git would take. */
		if (errno == ENOENT || errno == ENXIO)
			return 0;
		return is_ignored(files, false)
			       ? 0
			       : leave_out(files, strerror(errno));
	}
	if (fstat(file, &status) < 0) {
		rc = leave_out(files, strerror(errno));
	} else if (S_ISDIR(status.st_mode)) {
		if (is_ignored(files, true)) {
			files->args->coverage->ignored_files++;
		} else {
			rc = scan_folder(files, file, err);
			file = -1;
		}
	} else if (S_ISREG(status.st_mode)) {
		if (is_ignored(files, false))
			files->args->coverage->ignored_files++;
		else
			rc = scan_open(
				files, file, (size_t)status.st_size, err);
	}
	if (file >= 0)
		close(file);
	return rc;
}

/* Scans what is in the open FOLDER, and closes it. */
static int scan_folder(struct files *files, int folder, struct err *err)
{
	struct names names = { NULL, 0, 0 };
	size_t path_len = files->path.len;
	int rc = 0;

	DIR *stream = fdopendir(folder);
	if (!stream) {
		close(folder);
		return leave_out(files, strerror(errno));
	}
	if (files->depth == DEPTH_LIMIT) {
		rc = leave_out(files, "too many folders in each other");
		goto done;
	}
	if (read_names(stream, &names) < 0) {
		rc = leave_out(files, strerror(errno));
		goto done;
	}
	files->depth++;
	for (size_t i = 0; i < names.count && rc == 0; i++) {
		if (path_len > 0 && files->path.data[path_len - 1] != '/')
			buf_append_byte(&files->path, '/');
		if (buf_append_string(&files->path, names.list[i]) < 0)
			rc = leave_out(files, "the path is too long");
		else
			rc = scan_entry(
				files, dirfd(stream), names.list[i], err);
		files->path.len = path_len;
		files->path.data[path_len] = '\0';
	}
	files->depth--;
done:
	names_release(&names);
	closedir(stream);
	return rc;
}

/* Finds where PATH lies in the work tree, for git's ignore rules. */
static void find_top(struct files *files, const char *path)
{
	const char *workdir = NULL;

	free(files->top);
	files->top = NULL;
	if (files->args->repo)
		workdir = gitrepo_workdir(files->args->repo);
	if (!workdir)
		return;
	char *real = realpath(path, NULL);
	char *top = realpath(workdir, NULL);
	size_t len = top ? strlen(top) : 0;
	if (real && top && strncmp(real, top, len) == 0 &&
		(real[len] == '/' || real[len] == '\0')) {
		const char *below = real + len;
		files->top = mem_copy_string(*below ? below + 1 : below);
	}
	free(real);
	free(top);
}

/* "./x" is shown as "x", and what is in "." without it. */
static void set_path(struct files *files, const char *path)
{
	buf_clear(&files->path);
	if (strcmp(path, ".") == 0 || strcmp(path, "./") == 0)
		path = "";
	while (path[0] == '.' && path[1] == '/')
		path += 2;
	buf_append_string(&files->path, path);
	files->top_len = files->path.len;
}

/* A path named on the command line: scanned whatever it is. */
static int scan_named(struct files *files, const char *path, struct err *err)
{
	struct stat status;
	int rc = 0;

	set_path(files, path);
	if (strcmp(path, "-") == 0)
		return scan_open(files, STDIN_FILENO, READ_SIZE, err);
	int file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	if (file < 0 || fstat(file, &status) < 0) {
		rc = leave_out(files, strerror(errno));
	} else if (S_ISDIR(status.st_mode)) {
		find_top(files, path);
		return scan_folder(files, file, err);
	} else if (S_ISREG(status.st_mode)) {
		rc = scan_open(files, file, (size_t)status.st_size, err);
	} else {
		rc = leave_out(files, "neither a file nor a folder");
	}
	if (file >= 0)
		close(file);
	return rc;
}

int files_scan(
	const struct source_args *given, char *const *paths, struct err *err)
{
	struct source_args args = *given;
	struct files files = { .args = &args, .path = BUF_INIT(PATH_LIMIT) };
	int rc = 0;

	if (args.max_blob == 0)
		args.max_blob = SOURCE_MAX_BLOB;
	buf_init(&files.bytes, args.max_blob);
	content_init(&files.content);
	for (size_t i = 0; paths[i] && rc == 0; i++)
		rc = scan_named(&files, paths[i], err);
	free(files.top);
	content_release(&files.content);
	buf_release(&files.bytes);
	buf_release(&files.path);
	return rc;
}
