#include "read_ahead.h"

#include <stdlib.h>
#include <string.h>

static void *read_on(void *context) {
  sx_read_ahead *read_ahead = context;
  for (;;) {
    pthread_mutex_lock(&read_ahead->lock);
    while (read_ahead->filled - read_ahead->taken == sx_read_ahead_buffers && !read_ahead->is_stopped) {
      pthread_cond_wait(&read_ahead->changed, &read_ahead->lock);
    }
    int is_stopped = read_ahead->is_stopped;
    unsigned index = read_ahead->filled % sx_read_ahead_buffers;
    pthread_mutex_unlock(&read_ahead->lock);
    if (is_stopped) return NULL;
    int64_t count = read_ahead->input.read(
        read_ahead->input.source, read_ahead->bytes + (size_t)index * sx_read_ahead_capacity, sx_read_ahead_capacity);
    pthread_mutex_lock(&read_ahead->lock);
    read_ahead->lengths[index] = count;
    read_ahead->filled++;
    pthread_cond_signal(&read_ahead->changed);
    pthread_mutex_unlock(&read_ahead->lock);
    /* The end and a failure stay in their buffer, so that every later read sees them. */
    if (count <= 0) return NULL;
  }
}

static int64_t take(void *context, char *buffer, int64_t capacity) {
  sx_read_ahead *read_ahead = context;
  pthread_mutex_lock(&read_ahead->lock);
  while (read_ahead->filled == read_ahead->taken) pthread_cond_wait(&read_ahead->changed, &read_ahead->lock);
  unsigned index = read_ahead->taken % sx_read_ahead_buffers;
  int64_t length = read_ahead->lengths[index];
  pthread_mutex_unlock(&read_ahead->lock);
  if (length <= 0 || capacity <= 0) return length < 0 ? length : 0;
  int64_t count = length - read_ahead->place < capacity ? length - read_ahead->place : capacity;
  memcpy(buffer, read_ahead->bytes + (size_t)index * sx_read_ahead_capacity + read_ahead->place, (size_t)count);
  read_ahead->place += count;
  if (read_ahead->place == length) {
    read_ahead->place = 0;
    pthread_mutex_lock(&read_ahead->lock);
    read_ahead->taken++;
    pthread_cond_signal(&read_ahead->changed);
    pthread_mutex_unlock(&read_ahead->lock);
  }
  return count;
}

sx_input sx_read_ahead_start(sx_read_ahead *read_ahead, sx_input input) {
  memset(read_ahead, 0, sizeof *read_ahead);
  read_ahead->input = input;
  read_ahead->bytes = malloc((size_t)sx_read_ahead_buffers * sx_read_ahead_capacity);
  if (read_ahead->bytes == NULL) return input;
  pthread_mutex_init(&read_ahead->lock, NULL);
  pthread_cond_init(&read_ahead->changed, NULL);
  if (pthread_create(&read_ahead->thread, NULL, read_on, read_ahead) != 0) {
    pthread_cond_destroy(&read_ahead->changed);
    pthread_mutex_destroy(&read_ahead->lock);
    free(read_ahead->bytes);
    read_ahead->bytes = NULL;
    return input;
  }
  return (sx_input){.read = take, .source = read_ahead};
}

void sx_read_ahead_finish(sx_read_ahead *read_ahead) {
  if (read_ahead->bytes == NULL) return;
  pthread_mutex_lock(&read_ahead->lock);
  read_ahead->is_stopped = 1;
  pthread_cond_signal(&read_ahead->changed);
  pthread_mutex_unlock(&read_ahead->lock);
  pthread_join(read_ahead->thread, NULL);
  pthread_cond_destroy(&read_ahead->changed);
  pthread_mutex_destroy(&read_ahead->lock);
  free(read_ahead->bytes);
  read_ahead->bytes = NULL;
}
