#include "ahead.h"

#include <stdlib.h>
#include <string.h>

static void *read_on(void *context) {
  sx_ahead *ahead = context;
  for (;;) {
    pthread_mutex_lock(&ahead->lock);
    while (ahead->filled - ahead->taken == sx_ahead_buffers && !ahead->is_stopped) {
      pthread_cond_wait(&ahead->changed, &ahead->lock);
    }
    int is_stopped = ahead->is_stopped;
    unsigned index = ahead->filled % sx_ahead_buffers;
    pthread_mutex_unlock(&ahead->lock);
    if (is_stopped) return NULL;
    int64_t count = ahead->input.read(
        ahead->input.source, ahead->bytes + (size_t)index * sx_ahead_capacity, sx_ahead_capacity);
    pthread_mutex_lock(&ahead->lock);
    ahead->lengths[index] = count;
    ahead->filled++;
    pthread_cond_signal(&ahead->changed);
    pthread_mutex_unlock(&ahead->lock);
    /* The end and a failure stay in their buffer, so that every later read sees them. */
    if (count <= 0) return NULL;
  }
}

static int64_t take(void *context, char *buffer, int64_t capacity) {
  sx_ahead *ahead = context;
  pthread_mutex_lock(&ahead->lock);
  while (ahead->filled == ahead->taken) pthread_cond_wait(&ahead->changed, &ahead->lock);
  unsigned index = ahead->taken % sx_ahead_buffers;
  int64_t length = ahead->lengths[index];
  pthread_mutex_unlock(&ahead->lock);
  if (length <= 0 || capacity <= 0) return length < 0 ? length : 0;
  int64_t count = length - ahead->place < capacity ? length - ahead->place : capacity;
  memcpy(buffer, ahead->bytes + (size_t)index * sx_ahead_capacity + ahead->place, (size_t)count);
  ahead->place += count;
  if (ahead->place == length) {
    ahead->place = 0;
    pthread_mutex_lock(&ahead->lock);
    ahead->taken++;
    pthread_cond_signal(&ahead->changed);
    pthread_mutex_unlock(&ahead->lock);
  }
  return count;
}

sx_input sx_ahead_start(sx_ahead *ahead, sx_input input) {
  memset(ahead, 0, sizeof *ahead);
  ahead->input = input;
  ahead->bytes = malloc((size_t)sx_ahead_buffers * sx_ahead_capacity);
  if (ahead->bytes == NULL) return input;
  pthread_mutex_init(&ahead->lock, NULL);
  pthread_cond_init(&ahead->changed, NULL);
  if (pthread_create(&ahead->thread, NULL, read_on, ahead) != 0) {
    pthread_cond_destroy(&ahead->changed);
    pthread_mutex_destroy(&ahead->lock);
    free(ahead->bytes);
    ahead->bytes = NULL;
    return input;
  }
  return (sx_input){.read = take, .source = ahead};
}

void sx_ahead_finish(sx_ahead *ahead) {
  if (ahead->bytes == NULL) return;
  pthread_mutex_lock(&ahead->lock);
  ahead->is_stopped = 1;
  pthread_cond_signal(&ahead->changed);
  pthread_mutex_unlock(&ahead->lock);
  pthread_join(ahead->thread, NULL);
  pthread_cond_destroy(&ahead->changed);
  pthread_mutex_destroy(&ahead->lock);
  free(ahead->bytes);
  ahead->bytes = NULL;
}
