/*
 * section.h - the object round a name: {"Jwt": {"Key": "x"}}.
 */
#ifndef KAGIBAN_SECTION_H
#define KAGIBAN_SECTION_H

#include <stdbool.h>
#include <stddef.h>

#include "model/span.h"

/*
 * The name that is given the object in whose braces AT is; empty if there is
 * none near.
 */
struct span section_name(const char *text, size_t at);

#endif
