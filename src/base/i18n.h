/*
 * i18n.h - the user's language, by gettext.
 *
 * `_("text")` translates at once, `N_("text")` marks a text in a table that
 * is translated where it is printed.  Only cli/ and report/ print; err_set()
 * translates its formats by itself, and source/ the few reasons without one.
 */
#ifndef KAGIBAN_I18N_H
#define KAGIBAN_I18N_H

#include <libintl.h>

#define _(text) gettext(text)
#define N_(text) (text)
#define ngettext_(one, many, count) ngettext((one), (many), (count))

/*
 * Chooses the language: LANG_WANTED (a language such as "ja", or a locale's
 * name; may be NULL), else what the environment says in gettext's own order:
 * LC_ALL, LC_MESSAGES, LANG; unless they say "C", LANGUAGE goes before them.
 * Works also where that locale is not installed.  May be called again for
 * another language, not while other threads run.  No file is opened for
 * English, and the catalogue of another language with its first message.
 */
void i18n_init(const char *lang_wanted);

#endif
