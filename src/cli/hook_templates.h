/*
 * hook_templates.h - the texts of hooks/, put into the program at build time
 * (cmake/hooks.cmake), so that --install needs no files.
 */
#ifndef KAGIBAN_HOOK_TEMPLATES_H
#define KAGIBAN_HOOK_TEMPLATES_H

#include <stddef.h>

enum { HOOK_COUNT = 7 };

/* Who runs git: somebody who commits and pushes, or a server that receives. */
enum hook_side { HOOKS_OF_PERSON, HOOKS_OF_SERVER };

struct hook_template {
	const char *name; /* of the git hook */
	enum hook_side side;
	const char *text;
};

/* The hooks that scan, those of a person first, by name. */
extern const struct hook_template hook_templates[HOOK_COUNT];

/* What stands for every other hook in the folder of --global. */
extern const char hook_every_other[];

/* The command of each hook in git's configuration. */
extern const char hook_configured[];

#endif
