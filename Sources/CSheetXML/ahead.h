#ifndef SX_AHEAD_H
#define SX_AHEAD_H

#include "csheetxml.h"

#include <pthread.h>

enum { sx_ahead_buffers = 4, sx_ahead_capacity = 1 << 17 };

/* Reads an input on a thread of its own, a few buffers ahead, so that inflating and parsing overlap.
 * The input is used by that thread alone until `sx_ahead_finish` has returned. */
typedef struct {
  sx_input input;
  pthread_t thread;
  pthread_mutex_t lock;
  pthread_cond_t changed;
  char *bytes; /* all buffers, one after another */
  int64_t lengths[sx_ahead_buffers];
  unsigned filled, taken; /* buffers since the start; guarded by `lock` */
  int is_stopped;         /* guarded by `lock` */
  int64_t place;          /* bytes consumed of the buffer being read */
} sx_ahead;

/* Starts the thread and returns an input over it; `input` itself if that is impossible. */
sx_input sx_ahead_start(sx_ahead *ahead, sx_input input);
/* Ends the thread, whatever it is doing. */
void sx_ahead_finish(sx_ahead *ahead);

#endif
