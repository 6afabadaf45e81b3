/*
 * user.h - whose password it is: the user's name that is assigned near it.
 *
 *     db.user     = app
 *     db.password = ...          -> app
 */
#ifndef KAGIBAN_USER_H
#define KAGIBAN_USER_H

#include "model/match.h"

/*
 * Sets `user` of the matches that were found by their name alone, where the
 * name of a user is assigned on their line or at most two lines away; the
 * nearest one counts.  What looks random is no name.
 */
void user_note(struct matches *matches);

#endif
