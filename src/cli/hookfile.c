/*
 * hookfile.c - one hook file of ours: how it is made and recognised.
 */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/hash.h"
#include "base/mem.h"
#include "cli/hookfile.h"

enum { SEAL_DIGITS = 16, NUMBER_MAX = 64 };

static const char marker_start[] = "# kagiban ";

/* The lines of a hook file round the marker, which is the second. */
struct parts {
	const char *first; /* borrowed; with its newline */
	size_t first_len;
	const char *marker; /* without its newline */
	size_t marker_len;
	const char *rest; /* what follows the marker's newline */
	size_t rest_len;
};

static bool split(struct parts *parts, const char *text, size_t len)
{
	const char *end = text + len;
	const char *newline = memchr(text, '\n', len);
	if (newline == NULL)
		return false;
	parts->first = text;
	parts->first_len = (size_t)(newline + 1 - text);
	parts->marker = newline + 1;
	newline = memchr(parts->marker, '\n', len - parts->first_len);
	if (newline == NULL)
		return false;
	parts->marker_len = (size_t)(newline - parts->marker);
	parts->rest = newline + 1;
	parts->rest_len = (size_t)(end - parts->rest);
	return true;
}

static void seal(char digits[SEAL_DIGITS + 1], const struct parts *parts)
{
	static const char hex[] = "0123456789abcdef";
	unsigned char digest[SHA1_SIZE];
	struct sha1 sha1;

	sha1_init(&sha1);
	sha1_update(&sha1, parts->first, parts->first_len);
	sha1_update(&sha1, parts->rest, parts->rest_len);
	sha1_final(&sha1, digest);
	for (size_t i = 0; i < SEAL_DIGITS; i++)
		digits[i] = hex[digest[i / 2] >> (i % 2 == 0 ? 4 : 0) & 0xf];
	digits[SEAL_DIGITS] = '\0';
}

static bool skip(const char **at, const char *text)
{
	size_t len = strlen(text);

	if (strncmp(*at, text, len) != 0)
		return false;
	*at += len;
	return true;
}

/* Reads decimal digits, at most NUMBER_MAX and at least one digit. */
static bool read_number(const char **at, unsigned *number)
{
	const char *start = *at;

	*number = 0;
	for (; **at >= '0' && **at <= '9' && *number <= NUMBER_MAX; (*at)++)
		*number = *number * 10 + (unsigned)(**at - '0');
	return *at > start && *number <= NUMBER_MAX;
}

/* Whether MARKER (a string) is one of a file whose seal is DIGITS. */
static bool read_marker(
	struct hookfile *file, const char *marker, const char *digits)
{
	const char *at = marker;
	unsigned version;

	if (!skip(&at, marker_start))
		return false;
	file->is_stub = strncmp(at, "stub", 4) == 0;
	if (!skip(&at, file->is_stub ? "stub " : "hook ") ||
		!read_number(&at, &version) || !skip(&at, " ") ||
		!skip(&at, digits) || !skip(&at, " ") ||
		!read_number(&at, &file->folders))
		return false;
	return *at == '\0';
}

static enum hook_kind recognise(struct hookfile *file)
{
	char digits[SEAL_DIGITS + 1];
	struct parts parts;

	if (!split(&parts, buf_string(&file->text), file->text.len))
		return HOOK_FOREIGN;
	if (parts.marker_len < strlen(marker_start) ||
		memcmp(parts.marker, marker_start, strlen(marker_start)) != 0)
		return HOOK_FOREIGN;
	seal(digits, &parts);
	char *marker = mem_copy(parts.marker, parts.marker_len);
	bool is_ours = read_marker(file, marker, digits);
	free(marker);
	return is_ours ? HOOK_OURS : HOOK_CHANGED;
}

/*
 * Reads the beginning of PATH; what cannot be read has none.  Never waits: a
 * FIFO in the place of a hook is somebody else's.
 */
static void read_beginning(struct buf *text, const char *path)
{
	int in = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	if (in < 0)
		return;
	while (text->len < text->limit) {
		size_t room = text->limit - text->len;
		char *to = buf_reserve(text, room);
		ssize_t len = to != NULL ? read(in, to, room) : 0;
		if (len < 0 && errno == EINTR)
			continue;
		if (len <= 0)
			break;
		text->len += (size_t)len;
	}
	close(in);
}

int hookfile_look(struct hookfile *file, const char *path, struct err *err)
{
	struct stat info;

	*file = (struct hookfile){ .kind = HOOK_ABSENT };
	buf_init(&file->text, HOOKFILE_LIMIT);
	if (lstat(path, &info) < 0) {
		if (errno == ENOENT)
			return 0;
		return err_set(err, ERR_IO, "cannot look at %s: %s", path,
			strerror(errno));
	}
	bool is_link = S_ISLNK(info.st_mode);
	file->mode = info.st_mode & 07777;
	file->runs = access(path, X_OK) == 0;
	file->kind = HOOK_FOREIGN;
	if (is_link && stat(path, &info) < 0)
		return 0;
	if (S_ISDIR(info.st_mode))
		file->kind = HOOK_FOLDER;
	if (!S_ISREG(info.st_mode))
		return 0;
	read_beginning(&file->text, path);
	file->kind = recognise(file);
	if (is_link && file->kind != HOOK_FOREIGN)
		file->kind = HOOK_LINK_TO_OURS;
	return 0;
}

void hookfile_release(struct hookfile *file)
{
	buf_release(&file->text);
}

/* Undoes append_quoted(), from the first quote on. */
char *hookfile_program(const struct hookfile *file)
{
	static const char start[] = "\nkagiban='";
	struct buf path = BUF_INIT(HOOKFILE_LIMIT);
	const char *at = strstr(buf_string(&file->text), start);

	if (at == NULL)
		return NULL;
	for (at += strlen(start); *at != '\0'; at++) {
		if (*at != '\'') {
			(void)buf_append_byte(&path, *at);
			continue;
		}
		if (strncmp(at, "'\\''", 4) != 0)
			break;
		(void)buf_append_byte(&path, '\'');
		at += 3;
	}
	char *program = mem_copy_string(buf_string(&path));
	buf_release(&path);
	return program;
}

/* As one word in single quotes; a quote inside as '\''. */
static int append_quoted(struct buf *out, const char *text)
{
	int rc = buf_append_byte(out, '\'');

	for (; rc == 0 && *text != '\0'; text++) {
		if (*text == '\'')
			rc = buf_append_string(out, "'\\''");
		else
			rc = buf_append_byte(out, *text);
	}
	return rc == 0 ? buf_append_byte(out, '\'') : rc;
}

int hookfile_fill(
	const char *text, const struct hookfile_values *values, struct buf *out)
{
	int rc = 0;

	while (rc == 0 && *text != '\0') {
		if (skip(&text, "@PROGRAM@"))
			rc = append_quoted(out, values->program);
		else if (skip(&text, "@NAME@"))
			rc = buf_append_string(out, values->name);
		else if (skip(&text, "@GLOBAL@"))
			rc = buf_append_string(
				out, values->global ? " --global" : "");
		else
			rc = buf_append_byte(out, *text++);
	}
	return rc;
}

/* Appends FILLED with "@SEAL@", which ends its marker, replaced. */
static int append_sealed(
	struct buf *out, const struct buf *filled, unsigned folders)
{
	static const char place[] = "@SEAL@";
	char digits[SEAL_DIGITS + 1];
	struct parts parts;

	if (!split(&parts, buf_string(filled), filled->len) ||
		parts.marker_len < strlen(place))
		return ERR_LIMIT;
	seal(digits, &parts);
	int rc = buf_append(out, parts.first, parts.first_len);
	if (rc == 0)
		rc = buf_append(
			out, parts.marker, parts.marker_len - strlen(place));
	if (rc == 0)
		rc = buf_append(out, digits, SEAL_DIGITS);
	if (rc == 0)
		rc = buf_append_byte(out, ' ');
	if (rc == 0)
		rc = buf_append_number(out, folders);
	if (rc == 0)
		rc = buf_append_byte(out, '\n');
	return rc == 0 ? buf_append(out, parts.rest, parts.rest_len) : rc;
}

int hookfile_render(const char *text, const struct hookfile_values *values,
	struct buf *out, struct err *err)
{
	struct buf filled = BUF_INIT(HOOKFILE_LIMIT);

	int rc = hookfile_fill(text, values, &filled);
	if (rc == 0)
		rc = append_sealed(out, &filled, values->folders);
	if (rc < 0)
		rc = err_set(err, ERR_LIMIT,
			"the path %s is too long for a hook", values->program);
	buf_release(&filled);
	return rc;
}
