/*
 * hookspare.h - what a killed --install or --uninstall has left beside hooks.
 */
#ifndef KAGIBAN_HOOKSPARE_H
#define KAGIBAN_HOOKSPARE_H

/*
 * Removes the files of FOLDER that a journal (journal.h) held when its process
 * ended, by power cut or SIGKILL: with its ending, empty or a whole hook of
 * ours, and older than a minute, as another run may be under way.  Somebody
 * else's hook under such a name stays.  What cannot be removed stays as well:
 * git runs none of them.
 */
void hookspare_remove(const char *folder);

#endif
