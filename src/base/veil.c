/*
 * veil.c - remembers secrets by length and keyed hash.
 *
 * A window of a text is first looked up by a rolling polynomial hash, whose
 * base is drawn per run and which costs two multiplications a byte; only
 * where that is known the keyed hash of the window decides.
 *
 *     lengths  20, 40         each length rolls over the text once
 *     table    rolling hash   -> number of the entry
 *     entries  length, keyed hash
 */
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/table.h"
#include "base/veil.h"

enum {
	SHORTEST = 6,
	LONGEST_WORD = 15,
	MOST_DIGITS = 2, /* at the end of a word */
	LONGEST_EXTENSION = 5, /* of a file's name */
	PATH_REACH = 512, /* bytes to either side of a word */
};

struct entry {
	size_t len;
	bool is_word; /* letters, and perhaps a number: oauth2 */
	uint64_t hash;
};

struct veil {
	struct hash_key key;
	uint64_t base; /* odd */
	struct table table;
	struct entry *entries; /* owned */
	size_t entry_count;
	size_t entry_capacity;
	size_t *lengths; /* owned; distinct, in no order */
	size_t length_count;
	size_t length_capacity;
};

struct veil *veil_new(void)
{
	struct veil *veil = mem_zalloc(1, sizeof(*veil));
	struct hash_key second;

	hash_key_random(&veil->key);
	hash_key_random(&second);
	veil->base = second.half[0] | 1;
	return veil;
}

void veil_free(struct veil *veil)
{
	if (veil == NULL)
		return;
	table_release(&veil->table);
	free(veil->entries);
	free(veil->lengths);
	free(veil);
}

static uint64_t roll_in(uint64_t base, uint64_t rolling, char byte)
{
	return rolling * base + (unsigned char)byte + 1;
}

static uint64_t roll_all(uint64_t base, const char *text, size_t len)
{
	uint64_t rolling = 0;

	for (size_t i = 0; i < len; i++)
		rolling = roll_in(base, rolling, text[i]);
	return rolling;
}

/* The weight that a window's first byte has when it rolls out: base^len. */
static uint64_t power(uint64_t base, size_t exponent)
{
	uint64_t result = 1;

	for (; exponent > 0; exponent >>= 1, base *= base)
		if (exponent & 1)
			result *= base;
	return result;
}

/* The length is part of it: the table knows only hashes. */
static uint64_t table_hash(uint64_t rolling, size_t len)
{
	return (rolling ^ (uint64_t)len << 40) * 0x9e3779b97f4a7c15u;
}

/* The entry of a text with that rolling hash; NULL if it is not known. */
static const struct entry *find_entry(
	const struct veil *veil, uint64_t rolling, const char *text, size_t len)
{
	const struct entry *entry;
	uint32_t number;

	if (!table_get(&veil->table, table_hash(rolling, len), &number))
		return NULL;
	entry = &veil->entries[number];
	return entry->len == len &&
			       entry->hash == hash_keyed(&veil->key, text, len)
		       ? entry
		       : NULL;
}

static bool is_letter(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static bool is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

static bool is_word(const char *text, size_t len)
{
	size_t letters = len;

	while (letters > 0 && len - letters < MOST_DIGITS &&
		is_digit(text[letters - 1]))
		letters--;
	for (size_t i = 0; i < letters; i++)
		if (!is_letter(text[i]))
			return false;
	return len <= LONGEST_WORD;
}

/* What paths are made of, and no words of a sentence or of a URL's query. */
static bool is_path_byte(char byte)
{
	return is_letter(byte) || is_digit(byte) ||
	       (byte != '\0' && strchr("-_./+~", byte) != NULL);
}

/*
 * Whether the LEN bytes at START of TEXT, which has SIZE, are part of a path:
 * of a run that has a slash, or ends as the name of a file does.
 */
static bool is_in_path(const char *text, size_t size, size_t start, size_t len)
{
	size_t end = start + len;
	size_t least = start > PATH_REACH ? start - PATH_REACH : 0;
	size_t most = size - end > PATH_REACH ? end + PATH_REACH : size;
	size_t dot = 0;
	bool slash = false;

	while (start > least && is_path_byte(text[start - 1]))
		start--;
	while (end < most && is_path_byte(text[end]))
		end++;
	/* user:word@host, //word@host; but x/word@v1 */
	if (end < size && text[end] == '@' &&
		((start > 0 && text[start - 1] == ':') ||
			(text[start] == '/' && text[start + 1] == '/')))
		return false;
	for (size_t i = start; i < end; i++) {
		slash |= text[i] == '/';
		dot = text[i] == '.' ? i : dot;
	}
	return slash || (dot > start && end - dot > 1 &&
				end - dot - 1 <= LONGEST_EXTENSION);
}

static void add_length(struct veil *veil, size_t len)
{
	for (size_t i = 0; i < veil->length_count; i++)
		if (veil->lengths[i] == len)
			return;
	veil->lengths = mem_grow(veil->lengths, veil->length_count,
		&veil->length_capacity, sizeof(*veil->lengths));
	veil->lengths[veil->length_count++] = len;
}

void veil_add(struct veil *veil, const char *secret, size_t len)
{
	uint64_t rolling;

	if (len < SHORTEST || veil->entry_count >= UINT32_MAX - 1)
		return;
	rolling = roll_all(veil->base, secret, len);
	if (find_entry(veil, rolling, secret, len) != NULL)
		return;
	veil->entries = mem_grow(veil->entries, veil->entry_count,
		&veil->entry_capacity, sizeof(*veil->entries));
	veil->entries[veil->entry_count].len = len;
	veil->entries[veil->entry_count].is_word = is_word(secret, len);
	veil->entries[veil->entry_count].hash =
		hash_keyed(&veil->key, secret, len);
	table_put(&veil->table, table_hash(rolling, len),
		(uint32_t)veil->entry_count);
	veil->entry_count++;
	add_length(veil, len);
}

/*
 * The first window of LEN bytes that is known and starts before LAST; LAST
 * if there is none.  TEXT has at least LEN bytes.
 */
static size_t find_of_length(const struct veil *veil, const char *text,
	size_t size, size_t len, size_t last)
{
	uint64_t leaving = power(veil->base, len);
	uint64_t rolling = roll_all(veil->base, text, len);

	for (size_t start = 0; start < last; start++) {
		const struct entry *entry =
			find_entry(veil, rolling, text + start, len);

		if (entry != NULL &&
			!(entry->is_word && is_in_path(text, size, start, len)))
			return start;
		if (start + len >= size)
			break;
		rolling = roll_in(veil->base, rolling, text[start + len]) -
			  leaving * ((unsigned char)text[start] + 1u);
	}
	return last;
}

size_t veil_find(const struct veil *veil, const char *text, size_t len,
	size_t from, size_t *start)
{
	size_t found = 0;
	size_t first = SIZE_MAX;

	if (veil == NULL || veil->entry_count == 0 || from >= len)
		return 0;
	for (size_t i = 0; i < veil->length_count; i++) {
		size_t wanted = veil->lengths[i];
		/* At the same start the longer secret is the one to mask. */
		size_t last = wanted > found && found > 0 ? first + 1 : first;
		size_t at;

		if (wanted > len - from)
			continue;
		at = find_of_length(
			veil, text + from, len - from, wanted, last);
		if (at == last)
			continue;
		first = at;
		found = wanted;
	}
	if (found > 0)
		*start = from + first;
	return found;
}
