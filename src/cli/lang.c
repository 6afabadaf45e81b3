/*
 * lang.c - the language of commands that scan nothing.
 *
 * A scan reads all settings and sees to it by itself.
 */
#include "cli/lang.h"

#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "cli/options.h"
#include "source/gitrepo.h"

enum { LANG_LIMIT = 32 };

void lang_choose(const struct options *options)
{
	struct buf lang = BUF_INIT(LANG_LIMIT);
	struct gitrepo *repo = NULL;
	struct err ignored;

	if (options->lang != NULL || options->no_config)
		return;
	if (gitrepo_open(&repo, &ignored) >= 0 &&
		gitrepo_config(repo, "kagiban.lang", &lang, &ignored) == 1 &&
		lang.len > 0)
		i18n_init(buf_string(&lang));
	gitrepo_free(repo);
	buf_release(&lang);
}
