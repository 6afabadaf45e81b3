/*
 * encoded_value.h - values that look drawn at random because they are base64
 * of something that is no secret.
 */
#ifndef KAGIBAN_ENCODED_VALUE_H
#define KAGIBAN_ENCODED_VALUE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Whether VALUE is base64 of a printable text that is a placeholder
 * (`changeme`) or a reference (`${X}`).
 */
bool encoded_value_is_empty(const char *value, size_t len);

#endif
