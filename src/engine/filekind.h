/*
 * filekind.h - what a file's path says about the values in it.
 */
#ifndef KAGIBAN_FILEKIND_H
#define KAGIBAN_FILEKIND_H

enum file_kind {
	FILE_CODE, /* a word without quotes is an expression */
	FILE_SETTINGS, /* a word without quotes can be a value */
	FILE_PROSE, /* documents, mails, logs: so it can, among sentences */
	FILE_TRANSLATION, /* texts for people */
	FILE_VECTORS, /* test vectors of ciphers: keys that are public */
	FILE_LOCK, /* written by a package manager: hashes and versions */
};

/* The kind of the file PATH; NULL, not known, is the kind with most values. */
enum file_kind filekind_of(const char *path);

#endif
