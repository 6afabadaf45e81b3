/*
 * own_origin.c - says where somebody keeps a key, in their language.
 */
#include <stdio.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "cli/own_origin.h"

enum { ORIGIN_LIMIT = 4096 }; /* bytes */

/* Writes at most LIMIT bytes, of a NAME and the part of the file it stands in;
 * returns what snprintf() does. */
static int write_both(char *out, size_t limit, const struct own_origin *origin,
	const char *name, const char *owner)
{
	switch (origin->section) {
	case OWN_PROFILE:
		return snprintf(out, limit, _("`%s` of profile `%s`, %s"), name,
			owner, origin->label);
	case OWN_MACHINE:
		return snprintf(out, limit, _("`%s` of machine `%s`, %s"), name,
			owner, origin->label);
	case OWN_SECTION:
		break;
	}
	return snprintf(
		out, limit, _("`%s` of `%s`, %s"), name, owner, origin->label);
}

/* The same of a part without a name, or of a name in no part. */
static int write_one(char *out, size_t limit, const struct own_origin *origin,
	enum own_section section, const char *part)
{
	switch (section) {
	case OWN_PROFILE:
		return snprintf(
			out, limit, _("profile `%s`, %s"), part, origin->label);
	case OWN_MACHINE:
		return snprintf(
			out, limit, _("machine `%s`, %s"), part, origin->label);
	case OWN_SECTION:
		break;
	}
	return snprintf(out, limit, _("`%s`, %s"), part, origin->label);
}

static int write_parts(char *out, size_t limit, const struct own_origin *origin,
	const char *name, const char *owner)
{
	if (*owner && *name)
		return write_both(out, limit, origin, name, owner);
	if (*owner)
		return write_one(out, limit, origin, origin->section, owner);
	if (*name)
		return write_one(out, limit, origin, OWN_SECTION, name);
	return snprintf(out, limit, "%s", origin->label);
}

char *own_origin_write(const struct own_origin *origin)
{
	char *name = mem_copy(origin->name, origin->name_len);
	char *owner = mem_copy(origin->owner, origin->owner_len);
	char *out = mem_alloc(ORIGIN_LIMIT);
	int len = write_parts(out, ORIGIN_LIMIT, origin, name, owner);

	free(name);
	free(owner);
	if (len >= 0 && len < ORIGIN_LIMIT)
		return out;
	free(out);
	return NULL;
}
