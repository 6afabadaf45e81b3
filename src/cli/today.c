/*
 * today.c - the day on this person's calendar.
 */
#include <time.h>

#include "cli/today.h"

void today_write(char today[TODAY_SIZE])
{
	time_t now = time(NULL);
	struct tm local;

	today[0] = '\0';
	if (localtime_r(&now, &local))
		strftime(today, TODAY_SIZE, "%Y-%m-%d", &local);
}
