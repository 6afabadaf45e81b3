/*
 * treelist.c - all paths of a tree: "MODE TYPE ID<tab>PATH", a NUL after each.
 */
#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "source/gitchild.h"
#include "source/objectid.h"
#include "source/objectread.h"
#include "source/splitter.h"
#include "source/treelist.h"

enum {
	ENTRY_LIMIT = 16 * 1024 * 1024, /* bytes of a path */
	COMPLAINT_LIMIT = 4096,
};

struct listing {
	treelist_fn take;
	void *payload;
};

static int take_entry(void *payload, char *entry, size_t len, struct err *err)
{
	struct listing *listing = payload;
	const char *tab = strchr(entry, '\t');
	const char *type = strchr(entry, ' ');
	const char *hex = type != NULL ? strchr(type + 1, ' ') : NULL;
	struct object_id id;

	(void)len;
	if (tab == NULL || hex == NULL || hex > tab ||
		!objectid_read(&id, hex + 1, (size_t)(tab - hex) - 1))
		return err_set(
			err, ERR_GIT, "git ls-tree gives a wrong answer");
	uint32_t mode = (uint32_t)strtoul(entry, NULL, 8);
	return listing->take(listing->payload, mode, &id, tab + 1, err);
}

int treelist_read(
	const char *tree, treelist_fn take_path, void *payload, struct err *err)
{
	const char *const args[] = { "ls-tree", "-r", "-z", "--full-tree",
		"--end-of-options", tree, NULL };
	const struct gitchild_args child = { .args = args,
		.env = objectread_env };
	struct listing listing = { take_path, payload };
	struct splitter entries;
	struct buf errors = BUF_INIT(COMPLAINT_LIMIT);

	splitter_init(&entries, '\0', ENTRY_LIMIT, take_entry, &listing);
	int rc = gitchild_stream(&child, splitter_feed, &entries, &errors, err);
	if (rc > 0)
		rc = err_set(err, ERR_GIT, "cannot read the tree %s: %s", tree,
			gitchild_complaint(&errors));
	splitter_release(&entries);
	buf_release(&errors);
	return rc;
}
