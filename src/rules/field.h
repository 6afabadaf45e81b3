/*
 * field.h - the fields of templates: a name, and how it is filled.
 */
#ifndef KAGIBAN_FIELD_H
#define KAGIBAN_FIELD_H

#include <stdint.h>

#include "model/span.h"
#include "rules/dice.h"
#include "rules/encode.h"
#include "rules/sample.h"
#include "rules/template.h"

struct buf;
struct err;
struct filler;

/* Templates in templates; deeper ones are refused. */
enum { FIELD_DEPTH_MAX = 8 };

/* What one template, without those in its fields, has been filled to. */
struct level {
	struct buf *out;
	size_t start; /* where the template begins in out */
	struct span before; /* the last field */
	int depth; /* 0: the template itself */
	bool encoded; /* out is encoded later: its fields are not changed */
};

/* A field that is to be filled. */
struct field {
	const struct field_kind *kind;
	struct slice args; /* text NULL: none */
	struct dice dice; /* of this field alone */
	enum sample_change change; /* of this field */
	struct level *level;
	struct filler *filler;
};

struct field_kind {
	const char *name;
	/*
	 * Appends the text to field->level->out.  Returns 0, 1 if there is no
	 * such change, ERR_INPUT, ERR_LIMIT.
	 */
	int (*fill)(struct field *field, struct err *err);
	const char *alphabet; /* of digits or letters, or NULL */
	encode_fn encode; /* of a template in the arguments, or NULL */
	bool has_templates; /* the arguments are templates */
	const char *usual; /* the arguments if there are none, or NULL */
};

/* The kind of that name, NULL if there is none. */
const struct field_kind *field_kind_find(struct slice name);

/*
 * Fills a template in a field's arguments into LEVEL (sample.c).  Returns as
 * field_kind.fill does.
 */
int filler_fill(struct filler *filler, struct slice text, struct level *level,
	struct err *err);

/* Counts the fields of a template that is not filled. */
void filler_skip(struct filler *filler, struct slice text);

/* Sets "the sample grows too large" and returns ERR_LIMIT. */
int field_too_large(struct err *err);

/* ---- the fills that have a file of their own ---- */

/* letters.c: `name:N`, `set:CHARACTERS:N`, `same:X:N` */
int letters_fill(struct field *field, struct err *err);
int letters_set(struct field *field, struct err *err);
int letters_same(struct field *field, struct err *err);

/* nested.c: `NAME-of:TEMPLATE`, `jwt:HEADER:PAYLOAD` */
int nested_encoded(struct field *field, struct err *err);
int nested_jwt(struct field *field, struct err *err);

/* checksum.c */
int checksum_base62(struct field *field, struct err *err);
int checksum_hex(struct field *field, struct err *err);
int checksum_gitlab(struct field *field, struct err *err);
int checksum_lower(struct field *field, struct err *err);
int checksum_grafana(struct field *field, struct err *err);
int checksum_confluent(struct field *field, struct err *err);

/* proven_azure.c, proven.c: whole tokens */
int proven_azure_key(struct field *field, struct err *err);
int proven_azure_ad(struct field *field, struct err *err);
int proven_azure_cask(struct field *field, struct err *err);
int proven_macaroon(struct field *field, struct err *err);
int proven_base58check(struct field *field, struct err *err);
int proven_crc16(struct field *field, struct err *err);
int proven_bech32(struct field *field, struct err *err);
int proven_bitlocker(struct field *field, struct err *err);
int proven_bip39(struct field *field, struct err *err);

#endif
