#ifndef SX_READ_AHEAD_H
#define SX_READ_AHEAD_H

#include "csheetxml.h"

#include <pthread.h>

enum { sx_read_ahead_buffers = 4, sx_read_ahead_capacity = 1 << 17 };

/* Reads an input on a thread of its own, a few buffers ahead, so that inflating and parsing overlap.
 * The input is used by that thread alone until `sx_read_ahead_finish` has returned. */
typedef struct {
  sx_input input;
  pthread_t thread;
  pthread_mutex_t lock;
  pthread_cond_t changed;
  char *bytes; /* all buffers, one after another */
  int64_t lengths[sx_read_ahead_buffers];
  unsigned filled, taken; /* buffers since the start; guarded by `lock` */
  int is_stopped;         /* guarded by `lock` */
  int64_t place;          /* bytes consumed of the buffer being read */
} sx_read_ahead;

/* Starts the thread and returns an input over it; `input` itself if that is impossible. */
sx_input sx_read_ahead_start(sx_read_ahead *read_ahead, sx_input input);
/* Ends the thread, whatever it is doing. */
void sx_read_ahead_finish(sx_read_ahead *read_ahead);

#endif
