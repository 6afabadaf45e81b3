/*
 * i18n.h - the user's language, by gettext.
 *
 * `_("text")` translates at once, `N_("text")` marks a text in a table that
 * is translated where it is printed.  Only cli/ and report/ print, so only
 * they include this; err_set() translates its formats by itself.
 */
#ifndef KAGIBAN_I18N_H
#define KAGIBAN_I18N_H

#include <libintl.h>

#define _(text) gettext(text)
#define N_(text) (text)
#define ngettext_(one, many, count) ngettext((one), (many), (count))

/*
 * Chooses the language: LANG_WANTED (may be NULL), else LANGUAGE, LC_ALL,
 * LC_MESSAGES, LANG.  Works also where that locale is not installed.
 */
void i18n_init(const char *lang_wanted);

#endif
