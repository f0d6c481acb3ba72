#include <seccomp.h>
#include <spawn.h>

/* glibc shows these only to _GNU_SOURCE, without which Swift's own module of it is built. */
extern int pipe2(int ends[2], int flags);
extern int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);
