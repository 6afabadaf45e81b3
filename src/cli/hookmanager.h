/*
 * hookmanager.h - what is known of other programs that put hooks where ours
 * are, as their own hooks show it.
 *
 * pre-commit (the framework) and lefthook move the hook that they find aside:
 * one to NAME.legacy, which it runs, the other to NAME.old, which comes back
 * with its uninstall.  husky writes its files anew at each `npm install`.
 */
#ifndef KAGIBAN_HOOKMANAGER_H
#define KAGIBAN_HOOKMANAGER_H

#include <stdbool.h>

struct hookfile;

/* The name of the program that made FILE, a constant; NULL: unknown. */
const char *hookmanager_name(const struct hookfile *file);

/*
 * Whether both are hooks of one program: the same text, or texts that both
 * name it.  Then the later one stands for the earlier.
 */
bool hookmanager_is_same(
	const struct hookfile *one, const struct hookfile *other);

/* What is glued to the name of a hook that is moved aside; NULL-ended. */
extern const char *const hookmanager_endings[];

#endif
