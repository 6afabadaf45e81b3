/*
 * halt.c - lets whoever started a scan end it before its time.
 */
#include <stddef.h>

#include "source/halt.h"

int halt_ask(const struct halt *halt, struct err *err)
{
	return halt->ask != NULL ? halt->ask(halt->payload, err) : 0;
}
