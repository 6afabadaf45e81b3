/*
 * framework.c - what the pre-commit framework says by its environment.
 */
#include "base/buf.h"
#include "base/mem.h"
#include "cli/framework.h"
#include "cli/options.h"

enum { RANGE_LIMIT = 64 * 1024 };

/* A variable that is set and not empty, else NULL. */
static const char *variable(const char *name)
{
	const char *value = getenv(name);

	return value && *value ? value : NULL;
}

char *framework_apply(struct options *options)
{
	const char *from = variable("PRE_COMMIT_FROM_REF");
	const char *to = variable("PRE_COMMIT_TO_REF");
	const char *branch = variable("PRE_COMMIT_LOCAL_BRANCH");
	struct buf range = BUF_INIT(RANGE_LIMIT);

	if (options->action != ACTION_SCAN_STAGED || options->hook)
		return NULL;
	if (from && to) {
		(void)buf_append_string(&range, from);
		(void)buf_append_string(&range, "..");
		(void)buf_append_string(&range, to);
	} else if (variable("PRE_COMMIT_REMOTE_NAME") && branch) {
		(void)buf_append_string(&range, branch);
	} else {
		return NULL;
	}
	char *text = mem_copy_string(buf_string(&range));
	buf_release(&range);
	options->action = ACTION_SCAN_RANGE;
	options->subject = text;
	return text;
}
