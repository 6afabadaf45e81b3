/*
 * lang.c - the language of commands that scan nothing.
 */
#include "cli/lang.h"

#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "cli/options.h"
#include "cli/sources.h"
#include "source/gitrepo.h"

void lang_choose(struct options *options, char lang[LANG_SIZE])
{
	struct buf value = BUF_INIT(LANG_SIZE - 1);
	struct gitrepo *repo = NULL;
	struct err ignored;

	if (options->lang != NULL || options->no_config ||
		scan_source_find(options->action) != NULL)
		return;
	if (gitrepo_open(&repo, &ignored) >= 0 &&
		gitrepo_config(repo, "kagiban.lang", &value, &ignored) == 1 &&
		value.len > 0) {
		memcpy(lang, buf_string(&value), value.len + 1);
		options->lang = lang;
		i18n_init(lang);
	}
	gitrepo_free(repo);
	buf_release(&value);
}
