/*
 * i18n.c - chooses the language.
 */
#include "base/i18n.h"

void i18n_init(const char *lang_wanted)
{
	(void)lang_wanted;
}
