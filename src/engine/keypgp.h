/*
 * keypgp.h - secret keys of OpenPGP (RFC 4880, RFC 9580).
 */
#ifndef KAGIBAN_KEYPGP_H
#define KAGIBAN_KEYPGP_H

#include <stddef.h>

#include "engine/keyblock.h"

/* Judges the decoded body of an armoured block by its first packet. */
enum keyblock keypgp_judge(const unsigned char *data, size_t len);

#endif
