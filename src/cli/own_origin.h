/*
 * own_origin.h - says where somebody keeps a key, in their language.
 */
#ifndef KAGIBAN_OWN_ORIGIN_H
#define KAGIBAN_OWN_ORIGIN_H

#include <stddef.h>

/* What the parts of a file are called. */
enum own_section {
	OWN_SECTION, /* nothing of its own: a host, a registry */
	OWN_PROFILE,
	OWN_MACHINE,
};

struct own_origin {
	const char *label; /* of the file, such as "~/.netrc" */
	enum own_section section;
	const char *name; /* of the value; name_len bytes, may be 0 */
	size_t name_len;
	const char *owner; /* of the part of the file; the same */
	size_t owner_len;
};

/*
 * "`aws_secret_access_key` of profile `default`, ~/.aws/credentials"; caller
 * owns; NULL if that were too long.
 */
char *own_origin_write(const struct own_origin *origin);

#endif
