/*
 * encoding.h - how a text is written where it stands.
 */
#ifndef KAGIBAN_ENCODING_H
#define KAGIBAN_ENCODING_H

/* Of several that lie round each other the bits are or-ed; 0: as it is. */
enum encoding {
	ENCODED_BASE64 = 1, /* RFC 4648, either alphabet, also wrapped */
	ENCODED_HEX = 2,
	ENCODED_PERCENT = 4, /* RFC 3986 */
	ENCODED_ESCAPES = 8, /* \" \/ \u0067 \x67: JSON in a string */
	ENCODED_PIECES = 16, /* literals or lines that a program joins */
};

enum { ENCODING_COUNT = 5, ENCODING_DEPTH = 3 };

#endif
