/*
 * files.c - the source of files and folders.
 *
 * Folders are walked in sorted order, each file is opened by its name in the
 * folder that is in hand, and never through a link; so nobody can lead the
 * walk out of the folder that was named.  One buffer holds one file after the
 * other.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "source/content.h"
#include "source/filebytes.h"
#include "source/gitrepo.h"
#include "source/ignores.h"
#include "source/lineset.h"
#include "source/source.h"
#include "source/toppath.h"
#include "source/window.h"

enum {
	PATH_LIMIT = 1024 * 1024, /* bytes of a path */
	PIECE_SIZE = 64 * 1024, /* of a file that is read in windows */
};

struct files {
	const struct source_args *args; /* borrowed */
	size_t max_blob;
	char *top; /* owned; of the work tree; NULL: there is none */
	struct buf path; /* owned; of what is in hand */
	size_t root_len; /* of the named folder in path, with its slash */
	struct ignores ignores; /* below the named folder */
	struct buf bytes; /* owned; of the file in hand */
	struct content content;
};

/* What is in a folder. */
struct name {
	char *text; /* owned */
	unsigned char type; /* DT_REG ... */
};

struct names {
	struct name *list; /* owned; sorted */
	size_t count;
	size_t capacity;
};

/* Notes that the path in hand could not be scanned; the scan goes on. */
static int note_unscanned(struct files *files, const char *reason)
{
	coverage_add_unscanned(
		files->args->coverage, buf_string(&files->path), reason);
	return 0;
}

static int scan_bytes(struct files *files, struct err *err)
{
	struct coverage *coverage = files->args->coverage;
	const struct chunk_sink *sink = &files->args->sink;
	struct content *content = &files->content;

	content_set(content, buf_string(&files->bytes), files->bytes.len);
	struct span all = { 0, content->len };
	struct chunk chunk = {
		.text = content->text,
		.len = content->len,
		.added = &all,
		.added_count = 1,
		.path = buf_string(&files->path),
		.first_line = 1,
		.kind = content->kind,
	};
	coverage->files++;
	if (content->kind == CHUNK_BINARY)
		coverage->binary_files++;
	else
		coverage->added_lines += line_count(chunk.text, chunk.len);
	return chunk.len > 0 ? sink->take(sink->payload, &chunk, err) : 0;
}

/* Feeds what was read and what is still to come. */
static int feed_all(struct files *files, struct window *window, int fd,
	bool *broken, struct err *err)
{
	struct buf *bytes = &files->bytes;

	for (;;) {
		int rc = window_feed(window, bytes->data, bytes->len, err);
		if (rc < 0)
			return rc;
		buf_clear(bytes);
		rc = filebytes_read(bytes, fd, 0, PIECE_SIZE, err);
		*broken = rc < 0;
		if (rc < 0 || bytes->len == 0)
			return rc;
	}
}

/* Scans a file that is too large to be held. */
static int scan_windows(struct files *files, int fd, struct err *err)
{
	struct window window;
	bool broken = false;

	window_init(&window, &files->args->sink, files->args->coverage,
		buf_string(&files->path), NULL);
	int rc = feed_all(files, &window, fd, &broken, err);
	if (broken)
		rc = note_unscanned(files, err->message);
	if (rc == 0)
		rc = window_end(&window, err);
	window_release(&window);
	return rc;
}

/* Scans the open file FD; SIZE is what the system says, or 0. */
static int scan_fd(struct files *files, int fd, size_t size, struct err *err)
{
	buf_clear(&files->bytes);
	int rc = filebytes_read(&files->bytes, fd, size, files->max_blob, err);
	if (rc < 0)
		return note_unscanned(files, err->message);
	return rc == 0 ? scan_bytes(files, err) : scan_windows(files, fd, err);
}

/* Opens and scans the file NAME of FOLDER, following a link if FLAGS let. */
static int scan_file(struct files *files, int folder, const char *name,
	int flags, struct err *err)
{
	struct stat info;

	int fd = openat(folder, name,
		O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK | flags);
	if (fd < 0)
		return note_unscanned(files, strerror(errno));
	int rc = 0;
	if (fstat(fd, &info) < 0)
		rc = note_unscanned(files, strerror(errno));
	else if (!S_ISREG(info.st_mode))
		rc = note_unscanned(files, _("it is no regular file"));
	else
		rc = scan_fd(files, fd, (size_t)info.st_size, err);
	close(fd);
	return rc;
}

static int compare_names(const void *one, const void *two)
{
	const struct name *left = one;
	const struct name *right = two;
	return strcmp(left->text, right->text);
}

/* Some file systems do not say of what type a name is. */
static unsigned char find_type(DIR *stream, const char *name)
{
	struct stat info;

	if (fstatat(dirfd(stream), name, &info, AT_SYMLINK_NOFOLLOW) < 0)
		return DT_UNKNOWN;
	if (S_ISREG(info.st_mode))
		return DT_REG;
	if (S_ISDIR(info.st_mode))
		return DT_DIR;
	return S_ISLNK(info.st_mode) ? DT_LNK : DT_FIFO;
}

static void add_name(struct names *names, const struct dirent *entry)
{
	names->list = mem_grow(names->list, names->count, &names->capacity,
		sizeof(*names->list));
	struct name *name = &names->list[names->count++];
	name->text = mem_copy_string(entry->d_name);
	name->type = entry->d_type;
}

/* Lists the folder without itself, its parent and .git; -1: errno says why. */
static int list_names(struct names *names, DIR *stream)
{
	for (;;) {
		errno = 0;
		const struct dirent *entry = readdir(stream);
		if (entry == NULL)
			break;
		const char *name = entry->d_name;
		if (strcmp(name, ".") != 0 && strcmp(name, "..") != 0 &&
			strcmp(name, ".git") != 0)
			add_name(names, entry);
	}
	if (errno != 0)
		return -1;
	if (names->count > 0)
		qsort(names->list, names->count, sizeof(*names->list),
			compare_names);
	return 0;
}

static void names_release(struct names *names)
{
	for (size_t i = 0; i < names->count; i++)
		free(names->list[i].text);
	free(names->list);
}

static int walk_folder(struct files *files, int fd, struct err *err);

static int enter(
	struct files *files, int folder, const char *name, struct err *err)
{
	int fd = openat(
		folder, name, O_RDONLY | O_CLOEXEC | O_DIRECTORY | O_NOFOLLOW);
	if (fd < 0)
		return note_unscanned(files, strerror(errno));
	return walk_folder(files, fd, err);
}

/*
 * Takes NAME of the folder in hand, to whose path it has been added.  It may
 * be another thing by now, or gone: what is opened decides.
 */
static int take_name(struct files *files, int folder, const struct name *name,
	struct err *err)
{
	struct coverage *coverage = files->args->coverage;

	if (name->type == DT_DIR && buf_append_byte(&files->path, '/') < 0)
		return note_unscanned(files, _("its path is too long"));
	if (ignores_has(&files->ignores,
		    buf_string(&files->path) + files->root_len)) {
		if (name->type == DT_DIR)
			coverage->ignored_folders++;
		else
			coverage->ignored_files++;
		return 0;
	}
	switch (name->type) {
	case DT_DIR:
		return enter(files, folder, name->text, err);
	case DT_REG:
		return scan_file(files, folder, name->text, O_NOFOLLOW, err);
	case DT_LNK:
		coverage->links_skipped++;
		return 0;
	case DT_UNKNOWN:
		return note_unscanned(files, strerror(ENOENT));
	default:
		coverage->special_files++;
		return 0;
	}
}

static int take_names(
	struct files *files, DIR *stream, struct names *names, struct err *err)
{
	int rc = 0;
	size_t folder_len = files->path.len;

	for (size_t i = 0; i < names->count && rc == 0; i++) {
		struct name *name = &names->list[i];
		if (name->type == DT_UNKNOWN)
			name->type = find_type(stream, name->text);
		if (buf_append_string(&files->path, name->text) < 0)
			rc = note_unscanned(
				files, _("a path in it is too long"));
		else
			rc = take_name(files, dirfd(stream), name, err);
		files->path.len = folder_len;
		files->path.data[folder_len] = '\0';
	}
	return rc;
}

/* Scans the folder FD, which is closed, and all below it. */
static int walk_folder(struct files *files, int fd, struct err *err)
{
	int rc = 0;
	struct names names = { 0 };
	DIR *stream = fdopendir(fd);

	if (stream == NULL) {
		close(fd);
		return note_unscanned(files, strerror(errno));
	}
	if (list_names(&names, stream) < 0)
		rc = note_unscanned(files, strerror(errno));
	if (rc == 0)
		rc = take_names(files, stream, &names, err);
	names_release(&names);
	closedir(stream);
	return rc;
}

/*
 * Puts PATH into files->path as git writes it: in the work tree from its top,
 * wherever we are, since waivers and skipped paths are; else as it was given,
 * "a" for "./a/".
 */
static void set_path(struct files *files, const char *path)
{
	if (files->top != NULL && strcmp(path, "-") != 0 &&
		toppath_find(&files->path, files->top, path))
		return;
	while (path[0] == '.' && path[1] == '/') {
		path++;
		path += strspn(path, "/");
	}
	size_t len = strlen(path);
	while (len > 1 && path[len - 1] == '/')
		len--;
	buf_clear(&files->path);
	buf_append(&files->path, path, len);
}

/* Scans the named folder PATH, which FD has open and closes. */
static int scan_named_folder(
	struct files *files, const char *path, int fd, struct err *err)
{
	const char *name = buf_string(&files->path);

	if (strcmp(name, ".") == 0 || *name == '\0')
		buf_clear(&files->path);
	else if (strcmp(name, "/") != 0)
		buf_append_byte(&files->path, '/');
	files->root_len = files->path.len;
	int rc = ignores_read(&files->ignores, files->args->repo, path, err);
	if (rc == 0)
		rc = walk_folder(files, fd, err);
	else
		close(fd);
	ignores_release(&files->ignores);
	return rc;
}

static int scan_named(struct files *files, const char *path, struct err *err)
{
	set_path(files, path);
	if (strcmp(path, "-") == 0)
		return scan_fd(files, STDIN_FILENO, 0, err);
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_DIRECTORY);
	if (fd >= 0)
		return scan_named_folder(files, path, fd, err);
	if (errno == ENOTDIR)
		return scan_file(files, AT_FDCWD, path, 0, err);
	return note_unscanned(files, strerror(errno));
}

int files_scan(
	const struct source_args *args, char *const *paths, struct err *err)
{
	int rc = 0;
	struct files files = { .args = args };

	if (args->repo != NULL && gitrepo_workdir(args->repo) != NULL)
		files.top = realpath(gitrepo_workdir(args->repo), NULL);
	files.max_blob = args->max_blob > 0 ? args->max_blob : SOURCE_MAX_BLOB;
	buf_init(&files.path, PATH_LIMIT);
	buf_init(&files.bytes, files.max_blob + PIECE_SIZE);
	content_init(&files.content);
	for (; *paths != NULL && rc == 0; paths++)
		rc = scan_named(&files, *paths, err);
	content_release(&files.content);
	buf_release(&files.bytes);
	buf_release(&files.path);
	free(files.top);
	return rc;
}
