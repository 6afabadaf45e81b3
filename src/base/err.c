/*
 * err.c - fills a struct err.
 *
 * The text is put together in a buffer of its own, so that the arguments may
 * point into the message that is replaced.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/i18n.h"

int err_set(struct err *err, enum err_code code, const char *format, ...)
{
	char text[sizeof(err->message)];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), gettext(format), args);
	va_end(args);
	memcpy(err->message, text, sizeof(text));
	err->code = code;
	return code;
}

int err_context(struct err *err, const char *format, ...)
{
	char text[sizeof(err->message)];
	size_t prefix_len, room, kept;
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), gettext(format), args);
	va_end(args);

	prefix_len = strlen(text);
	if (prefix_len + 2 < sizeof(text)) {
		memcpy(text + prefix_len, ": ", 2);
		prefix_len += 2;
	}
	room = sizeof(text) - 1 - prefix_len;
	kept = strlen(err->message);
	if (kept > room)
		kept = room;
	memcpy(text + prefix_len, err->message, kept);
	text[prefix_len + kept] = '\0';
	memcpy(err->message, text, prefix_len + kept + 1);
	return err->code;
}
