/*
 * checksum.c - the fields that are a checksum of what stands before them.
 *
 * All are a CRC-32, and differ in what it covers and how it is written.
 */
#include <assert.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/hash.h"
#include "rules/field.h"

enum { DIGITS_MAX = 16 };

/* Writes NUMBER as LEN digits of an alphabet, zeros in front. */
static void write_digits(
	char *digits, size_t len, uint64_t number, const char *alphabet)
{
	size_t base = strlen(alphabet);

	while (len > 0) {
		digits[--len] = alphabet[number % base];
		number /= base;
	}
}

/* Puts another digit of the alphabet in the place of one. */
static void spoil(struct field *field, char *digit)
{
	const char *alphabet = field->kind->alphabet;
	size_t base = strlen(alphabet);
	const char *place = strchr(alphabet, *digit);
	size_t old;

	assert(place != NULL);
	old = (size_t)(place - alphabet);
	*digit =
		alphabet[(old + 1 + dice_below(&field->dice, base - 1)) % base];
}

/* Appends LEN digits with the change that is asked for. */
static int append_digits(struct field *field, char digits[DIGITS_MAX],
	size_t len, struct err *err)
{
	switch (field->change) {
	case SAMPLE_AS_IS:
		break;
	case SAMPLE_SHORT:
		len--;
		break;
	case SAMPLE_LONG:
		digits[len++] = field->kind->alphabet[dice_below(
			&field->dice, strlen(field->kind->alphabet))];
		break;
	case SAMPLE_SPOILT:
		/* Of base64 the last one may hold bits that say nothing. */
		spoil(field, &digits[dice_below(&field->dice, len - 1)]);
		break;
	}
	if (buf_append(field->level->out, digits, len) < 0)
		return field_too_large(err);
	return 0;
}

/* Appends the last LEN digits of CRC. */
static int append_crc(
	struct field *field, uint32_t crc, size_t len, struct err *err)
{
	char digits[DIGITS_MAX];

	write_digits(digits, len, crc, field->kind->alphabet);
	return append_digits(field, digits, len, err);
}

/* Sets *CRC to that of the field before.  Returns 0 or ERR_INPUT. */
static int crc_before(struct field *field, uint32_t *crc, struct err *err)
{
	struct span before = field->level->before;
	const char *text = buf_string(field->level->out) + before.start;

	if (span_len(before) == 0)
		return err_set(err, ERR_INPUT, "%s: no field stands before it",
			field->kind->name);
	*crc = hash_crc32(text, span_len(before));
	return 0;
}

static uint32_t swap_bytes(uint32_t word)
{
	return word << 24 | (word & 0xff00) << 8 | (word >> 8 & 0xff00) |
	       word >> 24;
}

/* The text since the last place where the argument stands. */
static int find_text(
	const struct field *field, struct slice *text, struct err *err)
{
	const struct buf *out = field->level->out;
	struct slice head = field->args;
	size_t at = out->len;

	if (head.text == NULL || head.len == 0)
		return err_set(err, ERR_INPUT,
			"%s: expected the text with which it begins",
			field->kind->name);
	for (; at >= field->level->start + head.len; at--) {
		const char *place = out->data + at - head.len;

		if (memcmp(place, head.text, head.len) != 0)
			continue;
		text->text = place;
		text->len = out->len - at + head.len;
		return 0;
	}
	return err_set(err, ERR_INPUT, "%s: %.*s does not stand before it",
		field->kind->name, (int)(head.len > 40 ? 40 : head.len),
		head.text);
}

/* 6 digits of the field before it, as GitHub and npm have it. */
int checksum_base62(struct field *field, struct err *err)
{
	uint32_t crc = 0;

	if (crc_before(field, &crc, err) < 0)
		return ERR_INPUT;
	return append_crc(field, crc, 6, err);
}

/* 8 digits of the field before it, as Cloudflare has it. */
int checksum_lower(struct field *field, struct err *err)
{
	uint32_t crc = 0;

	if (crc_before(field, &crc, err) < 0)
		return ERR_INPUT;
	return append_crc(field, crc, 8, err);
}

/* 6 digits of base64, the lowest byte first, as Confluent has it. */
int checksum_confluent(struct field *field, struct err *err)
{
	char digits[DIGITS_MAX];
	uint32_t crc = 0;

	if (crc_before(field, &crc, err) < 0)
		return ERR_INPUT;
	/* 36 bits, of which the last four are nothing. */
	write_digits(digits, 6, (uint64_t)swap_bytes(crc) << 4,
		field->kind->alphabet);
	return append_digits(field, digits, 6, err);
}

/* An underscore and 8 digits of all since TEXT, the lowest byte first. */
int checksum_grafana(struct field *field, struct err *err)
{
	struct slice text = { NULL, 0 };
	uint32_t crc;

	if (find_text(field, &text, err) < 0)
		return ERR_INPUT;
	crc = swap_bytes(hash_crc32(text.text, text.len));
	if (buf_append_byte(field->level->out, '_') < 0)
		return field_too_large(err);
	return append_crc(field, crc, 8, err);
}

/* 8 digits of all since TEXT, as Atlassian has it. */
int checksum_hex(struct field *field, struct err *err)
{
	struct slice text = { NULL, 0 };

	if (find_text(field, &text, err) < 0)
		return ERR_INPUT;
	return append_crc(field, hash_crc32(text.text, text.len), 8, err);
}

/*
 * The tail of GitLab's routable tokens, where TEXT is the prefix:
 * `.01.`, the length of what lies between in 2 digits, 7 digits of the CRC-32
 * of all before them.
 */
int checksum_gitlab(struct field *field, struct err *err)
{
	struct slice text = { NULL, 0 };
	char tail[] = ".01.00";
	size_t start;
	int rc;

	if (find_text(field, &text, err) < 0)
		return ERR_INPUT;
	start = (size_t)(text.text - field->level->out->data);
	write_digits(
		tail + 4, 2, text.len - field->args.len, field->kind->alphabet);
	rc = buf_append_string(field->level->out, tail);
	if (rc < 0)
		return field_too_large(err);
	return append_crc(field,
		hash_crc32(field->level->out->data + start,
			field->level->out->len - start),
		7, err);
}
